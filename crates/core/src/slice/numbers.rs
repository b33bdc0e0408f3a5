//! One dense numbering over all kinds, for counters that do not care which kind a node is of.

use std::ops::Range;

use crate::{Graph, Kind, Node};

/// Works, then people, topics and institutions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    starts: [usize; Kind::ALL.len()],
}

impl Numbers {
    pub(super) fn new(graph: &Graph) -> Self {
        let mut starts = [0; Kind::ALL.len()];
        for (kind, next) in Kind::ALL.into_iter().zip(1..starts.len()) {
            starts[next] = starts[next - 1] + graph.bound(kind);
        }
        Self { starts }
    }

    #[inline]
    pub(super) fn index(&self, node: Node) -> usize {
        self.starts[node.kind() as usize] + node.index()
    }

    /// The first index of a kind.
    #[inline]
    pub(super) fn start(&self, kind: Kind) -> usize {
        self.starts[kind as usize]
    }

    /// The indices of a kind.
    pub(super) fn range(&self, graph: &Graph, kind: Kind) -> Range<usize> {
        self.start(kind)..self.start(kind) + graph.bound(kind)
    }

    pub(super) fn node(&self, index: usize) -> Node {
        let kind = Kind::ALL.into_iter().rev().find(|&kind| self.start(kind) <= index).unwrap_or(Kind::Work);
        Node::new(kind, index - self.start(kind))
    }
}
