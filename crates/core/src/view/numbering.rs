//! One dense numbering over the kinds of a view.

use super::scope::{Handle, Scope, shows};
use crate::{
    graph::Graph,
    id::{Kind, Node},
};

/// Kinds follow each other in the order of [`Kind::ALL`], nodes within a kind in that of their dense ids.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbering {
    /// The number of each kind's first node; `usize::MAX` for a kind that is not in the view.
    starts: [usize; Kind::ALL.len()],
    /// How many nodes there are.
    pub(super) count: usize,
}

impl Numbering {
    pub(super) fn new<S: Scope>(graph: &Graph) -> Self {
        let mut numbering = Self { starts: [usize::MAX; Kind::ALL.len()], count: 0 };
        for kind in Kind::ALL.into_iter().filter(|&kind| shows::<S>(kind)) {
            numbering.starts[kind as usize] = numbering.count;
            numbering.count += graph.count(kind);
        }
        numbering
    }

    #[inline]
    pub(super) fn index(&self, node: Node) -> usize {
        self.starts[node.kind() as usize].saturating_add(node.index())
    }

    #[inline]
    pub(super) fn node<N: Handle>(&self, index: usize) -> N {
        // Of several kinds that start at one number only the last can have nodes.
        let kind = N::KINDS.iter().rev().find(|&&kind| self.starts[kind as usize] <= index);
        let kind = kind.copied().unwrap_or(N::KINDS[0]);
        N::of(kind, index.wrapping_sub(self.starts[kind as usize]))
    }
}
