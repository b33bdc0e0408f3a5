//! The nodes of a view, and which of them were visited.

use std::{iter::FusedIterator, marker::PhantomData};

use petgraph::visit::{NodeRef, VisitMap};

use super::{numbering::Numbering, scope::Handle};

/// All nodes of a view, ascending.
///
/// From [`IntoNodeIdentifiers`](petgraph::visit::IntoNodeIdentifiers).
#[derive(Clone, Debug)]
pub struct Nodes<'g, N> {
    numbering: Numbering<'g>,
    next: usize,
    id: PhantomData<N>,
}

impl<'g, N> Nodes<'g, N> {
    pub(super) fn new(numbering: Numbering<'g>) -> Self {
        Self { numbering, next: 0, id: PhantomData }
    }
}

impl<N: Handle> Iterator for Nodes<'_, N> {
    type Item = N;

    #[inline]
    fn next(&mut self) -> Option<N> {
        let index = self.next;
        (index < self.numbering.count).then(|| {
            self.next += 1;
            self.numbering.node(index)
        })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let rest = self.numbering.count - self.next;
        (rest, Some(rest))
    }
}

impl<N: Handle> ExactSizeIterator for Nodes<'_, N> {}
impl<N: Handle> FusedIterator for Nodes<'_, N> {}

/// All nodes of a view, each with itself as its weight.
///
/// From [`IntoNodeReferences`](petgraph::visit::IntoNodeReferences).
#[derive(Clone, Debug)]
pub struct NodeReferences<'g, N>(pub(super) Nodes<'g, N>);

impl<N: Handle> Iterator for NodeReferences<'_, N> {
    type Item = NodeReference<N>;

    #[inline]
    fn next(&mut self) -> Option<NodeReference<N>> {
        self.0.next().map(NodeReference)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<N: Handle> ExactSizeIterator for NodeReferences<'_, N> {}
impl<N: Handle> FusedIterator for NodeReferences<'_, N> {}

/// A node of a view, with itself as its weight; everything else is asked of the [`Graph`](crate::Graph).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeReference<N>(pub N);

impl<N: Handle> NodeRef for NodeReference<N> {
    type NodeId = N;
    type Weight = N;

    #[inline]
    fn id(&self) -> N {
        self.0
    }

    #[inline]
    fn weight(&self) -> &N {
        &self.0
    }
}

/// Which nodes of a view an algorithm has visited: a bit each.
///
/// Hidden nodes, and those of a kind that is not in the view, count as visited, so that no algorithm enters them.
#[derive(Clone, Debug)]
pub struct Visited<'g, N> {
    numbering: Numbering<'g>,
    bits: Vec<u64>,
    id: PhantomData<N>,
}

impl<N> Default for Visited<'_, N> {
    fn default() -> Self {
        Self { numbering: Numbering::default(), bits: Vec::new(), id: PhantomData }
    }
}

impl<'g, N: Handle> Visited<'g, N> {
    pub(super) fn new(numbering: Numbering<'g>) -> Self {
        let mut visited = Self::default();
        visited.reset(numbering);
        visited
    }

    /// Forgets all visits, and whatever graph they were visits of.
    pub(super) fn reset(&mut self, numbering: Numbering<'g>) {
        self.numbering = numbering;
        self.bits.clear();
        self.bits.resize(numbering.count.div_ceil(64), 0);
    }

    /// Word and bit of a node.
    #[inline]
    fn place(&self, node: N) -> (usize, u64) {
        let index = self.numbering.index(node.into());
        (index / 64, 1 << (index % 64))
    }
}

impl<N: Handle> VisitMap<N> for Visited<'_, N> {
    #[inline]
    fn visit(&mut self, node: N) -> bool {
        let (word, bit) = self.place(node);
        self.bits.get_mut(word).is_some_and(|word| {
            let first = *word & bit == 0;
            *word |= bit;
            first
        })
    }

    #[inline]
    fn is_visited(&self, node: &N) -> bool {
        let (word, bit) = self.place(*node);
        self.bits.get(word).is_none_or(|word| word & bit != 0)
    }

    #[inline]
    fn unvisit(&mut self, node: N) -> bool {
        let (word, bit) = self.place(node);
        self.bits.get_mut(word).is_some_and(|word| {
            let visited = *word & bit != 0;
            *word &= !bit;
            visited
        })
    }
}
