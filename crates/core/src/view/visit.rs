//! petgraph's visit traits, implemented once for every view.

use petgraph::{
    Direction,
    visit::{
        Data, EdgeCount, EdgeIndexable, GetAdjacencyMatrix, GraphBase, GraphProp, GraphRef, IntoEdgeReferences,
        IntoEdges, IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, IntoNodeReferences,
        NodeCompactIndexable, NodeCount, NodeIndexable, Visitable,
    },
};

use super::{
    View,
    edges::{EdgeReference, EdgeReferences, Edges, Neighbours},
    nodes::{NodeReference, NodeReferences, Nodes, Visited},
    scope::Scope,
    side::Side,
    steps::Steps,
};
use crate::model::Relation;

impl<S: Scope> GraphBase for View<'_, S> {
    type NodeId = S::NodeId;
    type EdgeId = usize;
}

impl<S: Scope> GraphRef for View<'_, S> {}

impl<S: Scope> GraphProp for View<'_, S> {
    type EdgeType = S::Direction;
}

impl<S: Scope> Data for View<'_, S> {
    type NodeWeight = S::NodeId;
    type EdgeWeight = S::Weight;
}

impl<S: Scope> NodeCount for View<'_, S> {
    #[inline]
    fn node_count(&self) -> usize {
        self.numbering.count
    }
}

impl<S: Scope> NodeIndexable for View<'_, S> {
    #[inline]
    fn node_bound(&self) -> usize {
        self.numbering.count
    }

    #[inline]
    fn to_index(&self, node: S::NodeId) -> usize {
        self.numbering.index(node.into())
    }

    #[inline]
    fn from_index(&self, index: usize) -> S::NodeId {
        self.numbering.node(index)
    }
}

impl<S: Scope> NodeCompactIndexable for View<'_, S> {}

impl<S: Scope> EdgeCount for View<'_, S> {
    fn edge_count(&self) -> usize {
        let stored = |&relation: &Relation| Side::home(relation).rows(self.graph).len();
        let count = |relation: &Relation| match relation {
            Relation::Collaborates => stored(relation) / 2,
            _ => stored(relation),
        };
        S::RELATIONS.iter().map(count).sum()
    }
}

/// Without holes, except that `collaborates`, stored from both ends, leaves half of its numbers unused, and that
/// [changes](crate::Changes) leave those of the edges they replace.
impl<S: Scope> EdgeIndexable for View<'_, S> {
    fn edge_bound(&self) -> usize {
        S::RELATIONS.iter().map(|&relation| Side::home(relation).rows(self.graph).bound()).sum()
    }

    #[inline]
    fn to_index(&self, edge: usize) -> usize {
        edge
    }

    #[inline]
    fn from_index(&self, index: usize) -> usize {
        index
    }
}

impl<'g, S: Scope> Visitable for View<'g, S> {
    type Map = Visited<'g, S::NodeId>;

    fn visit_map(&self) -> Self::Map {
        Visited::new(self.numbering)
    }

    fn reset_map(&self, map: &mut Self::Map) {
        map.reset(self.numbering);
    }
}

impl<'g, S: Scope> IntoNodeIdentifiers for View<'g, S> {
    type NodeIdentifiers = Nodes<'g, S::NodeId>;

    #[inline]
    fn node_identifiers(self) -> Self::NodeIdentifiers {
        Nodes::new(self.numbering)
    }
}

impl<'g, S: Scope> IntoNodeReferences for View<'g, S> {
    type NodeRef = NodeReference<S::NodeId>;
    type NodeReferences = NodeReferences<'g, S::NodeId>;

    #[inline]
    fn node_references(self) -> Self::NodeReferences {
        NodeReferences(Nodes::new(self.numbering))
    }
}

impl<'g, S: Scope> IntoNeighbors for View<'g, S> {
    type Neighbors = Neighbours<'g, S>;

    #[inline]
    fn neighbors(self, node: S::NodeId) -> Self::Neighbors {
        self.neighbors_directed(node, Direction::Outgoing)
    }
}

impl<'g, S: Scope> IntoNeighborsDirected for View<'g, S> {
    type NeighborsDirected = Neighbours<'g, S>;

    #[inline]
    fn neighbors_directed(self, node: S::NodeId, direction: Direction) -> Self::NeighborsDirected {
        Neighbours(Steps::at(self.graph, node.into(), direction))
    }
}

impl<'g, S: Scope> IntoEdgeReferences for View<'g, S> {
    type EdgeRef = EdgeReference<'g, S>;
    type EdgeReferences = EdgeReferences<'g, S>;

    fn edge_references(self) -> Self::EdgeReferences {
        EdgeReferences::new(self.graph, Nodes::new(self.numbering), self.edge_count())
    }
}

impl<'g, S: Scope> IntoEdges for View<'g, S> {
    type Edges = Edges<'g, S>;

    #[inline]
    fn edges(self, node: S::NodeId) -> Self::Edges {
        self.edges_directed(node, Direction::Outgoing)
    }
}

impl<'g, S: Scope> IntoEdgesDirected for View<'g, S> {
    type EdgesDirected = Edges<'g, S>;

    #[inline]
    fn edges_directed(self, node: S::NodeId, direction: Direction) -> Self::EdgesDirected {
        let steps = Steps::at(self.graph, node.into(), direction);
        Edges { steps, inwards: direction == Direction::Incoming }
    }
}

/// Rows are sorted, so no matrix is built: a question costs O(log degree).
impl<S: Scope> GetAdjacencyMatrix for View<'_, S> {
    type AdjMatrix = ();

    fn adjacency_matrix(&self) {}

    fn is_adjacent(&self, _matrix: &(), a: S::NodeId, b: S::NodeId) -> bool {
        Steps::<S>::at(self.graph, a.into(), Direction::Outgoing).lead_to(b.into())
    }
}
