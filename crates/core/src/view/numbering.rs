//! One dense numbering over the kinds of a view.

use super::scope::{Handle, Scope, shows};
use crate::{
    graph::{self, Graph},
    id::{Kind, Node},
};

/// Kinds follow each other in the order of [`Kind::ALL`], nodes within a kind in that of their dense ids, hidden
/// ones left out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbering<'g> {
    /// The number of each kind's first node; `usize::MAX` for a kind that is not in the view.
    starts: [usize; Kind::ALL.len()],
    /// How many nodes there are.
    pub(super) count: usize,
    /// The graph, where it hides nodes: elsewhere dense ids have no holes to pass over.
    hiding: Option<&'g Graph>,
}

impl<'g> Numbering<'g> {
    pub(super) fn new<S: Scope>(graph: &'g Graph) -> Self {
        let mut numbering = Self { starts: [usize::MAX; Kind::ALL.len()], count: 0, hiding: None };
        for kind in Kind::ALL.into_iter().filter(|&kind| shows::<S>(kind)) {
            numbering.starts[kind as usize] = numbering.count;
            numbering.count += graph.count(kind);
            if graph.count(kind) < graph.bound(kind) {
                numbering.hiding = Some(graph);
            }
        }
        numbering
    }

    /// The number of a node; one of no node for a node that is hidden or of a kind that is not in the view.
    #[inline]
    pub(super) fn index(&self, node: Node) -> usize {
        let start = self.starts[node.kind() as usize];
        match self.hiding {
            None => start.saturating_add(node.index()),
            Some(graph) if !graph.contains(node) => usize::MAX,
            Some(graph) => start.saturating_add(graph::place(graph.hidden(node.kind()), node.index())),
        }
    }

    #[inline]
    pub(super) fn node<N: Handle>(&self, index: usize) -> N {
        // Of several kinds that start at one number only the last can have nodes.
        let kind = N::KINDS.iter().rev().find(|&&kind| self.starts[kind as usize] <= index);
        let kind = kind.copied().unwrap_or(N::KINDS[0]);
        let place = index.wrapping_sub(self.starts[kind as usize]);
        N::of(kind, self.hiding.map_or(place, |graph| graph::number(graph.hidden(kind), place)))
    }
}
