//! Neighbours and edges. Every iterator knows its exact length, which petgraph's algorithms rely on.

use std::{fmt, iter::FusedIterator};

use petgraph::{Direction, visit::EdgeRef};

use super::{
    nodes::Nodes,
    scope::{Handle, Scope},
    side::{Side, Step},
    steps::Steps,
};
use crate::{
    graph::Graph,
    id::{Kind, Node},
};

macro_rules! exact {
    ($($iterator:ident)*) => {$(
        impl<S: Scope> ExactSizeIterator for $iterator<'_, S> {}
        impl<S: Scope> FusedIterator for $iterator<'_, S> {}
    )*};
}

exact!(Neighbours Edges EdgeReferences);

/// The neighbours of one node; one that several edges lead to comes several times.
///
/// From [`IntoNeighbors`](petgraph::visit::IntoNeighbors) and its directed form.
#[derive(Clone, Debug)]
pub struct Neighbours<'g, S>(pub(super) Steps<'g, S>);

impl<S: Scope> Iterator for Neighbours<'_, S> {
    type Item = S::NodeId;

    #[inline]
    fn next(&mut self) -> Option<S::NodeId> {
        self.0.next().map(|step| S::NodeId::of(step.side.far(), step.far as usize))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// The edges at one node.
///
/// From [`IntoEdges`](petgraph::visit::IntoEdges) and its directed form.
#[derive(Clone, Debug)]
pub struct Edges<'g, S> {
    pub(super) steps: Steps<'g, S>,
    /// Do edges lead to the node, rather than from it?
    pub(super) inwards: bool,
}

impl<'g, S: Scope> Iterator for Edges<'g, S> {
    type Item = EdgeReference<'g, S>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let graph = self.steps.graph;
        let step = self.steps.next()?;
        Some(EdgeReference { graph, step, weight: step.link(graph).into(), inwards: self.inwards })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.steps.size_hint()
    }
}

/// All edges, each once, in its natural direction ([`Relation::ends`](crate::Relation::ends)).
///
/// From [`IntoEdgeReferences`](petgraph::visit::IntoEdgeReferences).
#[derive(Clone, Debug)]
pub struct EdgeReferences<'g, S: Scope> {
    nodes: Nodes<'g, S::NodeId>,
    current: Edges<'g, S>,
    rest: usize,
}

impl<'g, S: Scope> EdgeReferences<'g, S> {
    pub(super) fn new(graph: &'g Graph, mut nodes: Nodes<'g, S::NodeId>, count: usize) -> Self {
        let first = nodes.next().map_or(Node::new(Kind::Work, 0), Into::into);
        let steps = Steps::new(graph, first, Some(Direction::Outgoing));
        Self { nodes, current: Edges { steps, inwards: false }, rest: count }
    }
}

impl<'g, S: Scope> Iterator for EdgeReferences<'g, S> {
    type Item = EdgeReference<'g, S>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(edge) = self.current.next() {
                self.rest = self.rest.saturating_sub(1);
                return Some(edge);
            }
            let node = self.nodes.next()?.into();
            self.current.steps = Steps::new(self.current.steps.graph, node, Some(Direction::Outgoing));
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest, Some(self.rest))
    }
}

/// An edge of a view.
///
/// Its [`id`](EdgeRef::id) is the same from both ends, and in a view of one relation it is the position in that
/// relation's edge attributes:
///
/// ```
/// use petgraph::visit::{EdgeRef, IntoEdges};
/// use scholargraph::PersonId;
/// # use scholargraph_testkit::{Paper, graph_of};
/// # let paper = Paper { authors: vec![(0, vec![]), (1, vec![])], ..Paper::default() };
/// # let graph = graph_of(&[paper.clone(), paper], Default::default());
/// let shared_works = &graph.person_relations().collaborators.edges.shared_works;
/// for edge in graph.collaborates().edges(PersonId(1)) {
///     assert_eq!((edge.source(), edge.target()), (PersonId(1), PersonId(0)));
///     assert_eq!(shared_works.at(edge.id()), 2);
/// }
/// ```
#[derive(Clone, Copy)]
pub struct EdgeReference<'g, S: Scope> {
    graph: &'g Graph,
    step: Step,
    weight: S::Weight,
    inwards: bool,
}

impl<S: Scope> EdgeReference<'_, S> {
    fn near(&self) -> S::NodeId {
        S::NodeId::of(self.step.side.near(), self.step.near as usize)
    }

    fn far(&self) -> S::NodeId {
        S::NodeId::of(self.step.side.far(), self.step.far as usize)
    }
}

impl<S: Scope> EdgeRef for EdgeReference<'_, S> {
    type NodeId = S::NodeId;
    type EdgeId = usize;
    type Weight = S::Weight;

    #[inline]
    fn source(&self) -> S::NodeId {
        if self.inwards { self.far() } else { self.near() }
    }

    #[inline]
    fn target(&self) -> S::NodeId {
        if self.inwards { self.near() } else { self.far() }
    }

    #[inline]
    fn weight(&self) -> &S::Weight {
        &self.weight
    }

    fn id(&self) -> usize {
        let before = S::RELATIONS.iter().take_while(|&&relation| relation != self.step.side.relation);
        let before: usize = before.map(|&relation| Side::home(relation).rows(self.graph).bound()).sum();
        before + self.step.home_position(self.graph)
    }
}

impl<S: Scope> fmt::Debug for EdgeReference<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} -> {:?}: {:?}", self.source(), self.target(), self.weight)
    }
}
