//! Every visit trait says of a view what it says of petgraph's own graph.

use std::{collections::BTreeMap, fmt::Debug};

use petgraph::{
    Direction, EdgeType,
    graph::NodeIndex,
    visit::{
        EdgeCount, EdgeIndexable, EdgeRef, GetAdjacencyMatrix, GraphProp, IntoEdgeReferences, IntoEdges,
        IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, IntoNodeReferences, NodeCount,
        NodeIndexable, NodeRef, VisitMap, Visitable,
    },
};
use scholargraph::{
    Graph, Relation,
    view::{Scope, View},
};

use crate::naive::Naive;

type Copied<S> = petgraph::Graph<<S as Scope>::NodeId, <S as Scope>::Weight, <S as Scope>::Direction>;

pub(crate) fn check<S: Scope>(graph: &Graph, naive: &Naive) {
    let (view, expected) = (graph.view::<S>(), naive.petgraph::<S>());
    assert_eq!(view.is_directed(), <S::Direction as EdgeType>::is_directed());
    nodes(view, &expected);
    visit_map(view);
    edges(view, &expected);
    for index in expected.node_indices() {
        neighbours(view, &expected, index);
        edges_at(view, &expected, index);
    }
    adjacency(view, &expected);
    outside(view, naive);
    copies(view, &expected);
}

/// Everything the iterator yields, its promises about its length kept at every step.
fn exact<I: ExactSizeIterator>(mut iterator: I) -> Vec<I::Item> {
    let mut items = Vec::new();
    loop {
        let promised = iterator.size_hint();
        assert_eq!(promised.1, Some(promised.0));
        let before = iterator.len();
        match iterator.next() {
            Some(item) => items.push(item),
            None => break assert_eq!(before, 0),
        }
        assert_eq!(iterator.len(), before - 1);
    }
    assert!(iterator.next().is_none());
    items
}

fn sorted<T: Debug>(items: impl IntoIterator<Item = T>) -> Vec<String> {
    let mut items: Vec<String> = items.into_iter().map(|item| format!("{item:?}")).collect();
    items.sort_unstable();
    items
}

fn nodes<S: Scope>(view: View<'_, S>, expected: &Copied<S>) {
    assert_eq!(view.node_count(), expected.node_count());
    assert_eq!(view.node_bound(), expected.node_count());
    let nodes: Vec<S::NodeId> = expected.node_weights().copied().collect();
    assert_eq!(exact(view.node_identifiers()), nodes);
    let references = exact(view.node_references());
    assert!(references.iter().all(|node| node.id() == *node.weight()));
    assert_eq!(references.iter().map(NodeRef::id).collect::<Vec<_>>(), nodes);
    for (index, &node) in nodes.iter().enumerate() {
        assert_eq!(NodeIndexable::to_index(&view, node), index);
        assert_eq!(NodeIndexable::from_index(&view, index), node);
        assert!(view.contains(node));
    }
}

fn visit_map<S: Scope>(view: View<'_, S>) {
    let mut map = view.visit_map();
    for node in view.node_identifiers() {
        assert!(!map.is_visited(&node) && !map.unvisit(node));
        assert!(map.visit(node) && !map.visit(node) && map.is_visited(&node));
    }
    for node in view.node_identifiers().skip(1) {
        assert!(map.unvisit(node) && !map.is_visited(&node));
    }
    view.reset_map(&mut map);
    assert!(view.node_identifiers().all(|node| !map.is_visited(&node)));
    let mut elsewhere = <View<'_, S> as Visitable>::Map::default();
    view.reset_map(&mut elsewhere);
    assert!(view.node_identifiers().all(|node| elsewhere.visit(node)));
}

fn edges<S: Scope>(view: View<'_, S>, expected: &Copied<S>) {
    assert_eq!(view.edge_count(), expected.edge_count());
    let edges = exact(view.edge_references());
    let wanted = expected.edge_references();
    let wanted = wanted.map(|edge| (expected[edge.source()], expected[edge.target()], *edge.weight()));
    assert_eq!(sorted(edges.iter().map(|edge| (edge.source(), edge.target(), *edge.weight()))), sorted(wanted));
    let mut ids: Vec<usize> = edges.iter().map(EdgeRef::id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), edges.len());
    assert!(ids.last().is_none_or(|&last| last < view.edge_bound()));
    assert!(ids.iter().all(|&id| EdgeIndexable::from_index(&view, EdgeIndexable::to_index(&view, id)) == id));
    if !S::RELATIONS.contains(&Relation::Collaborates) {
        assert_eq!(view.edge_bound(), edges.len());
    }
}

fn neighbours<S: Scope>(view: View<'_, S>, expected: &Copied<S>, index: NodeIndex) {
    let node = expected[index];
    let named = |indices: Vec<NodeIndex>| sorted(indices.into_iter().map(|index| expected[index]));
    assert_eq!(sorted(exact(view.neighbors(node))), named(expected.neighbors(index).collect()));
    for direction in [Direction::Outgoing, Direction::Incoming] {
        let wanted = named(expected.neighbors_directed(index, direction).collect());
        assert_eq!(sorted(exact(view.neighbors_directed(node, direction))), wanted);
    }
}

fn edges_at<S: Scope>(view: View<'_, S>, expected: &Copied<S>, index: NodeIndex) {
    // The ends of an edge by its id, whichever end it is seen from.
    let ends = |edge: &<View<'_, S> as IntoEdgeReferences>::EdgeRef| {
        let mut ends = [edge.source(), edge.target()];
        if !view.is_directed() {
            ends.sort_unstable();
        }
        (ends, format!("{:?}", edge.weight()))
    };
    let by_id: BTreeMap<usize, _> = view.edge_references().map(|edge| (edge.id(), ends(&edge))).collect();
    let node = expected[index];
    assert_eq!(sorted(exact(view.edges(node))), sorted(exact(view.edges_directed(node, Direction::Outgoing))));
    for direction in [Direction::Outgoing, Direction::Incoming] {
        let edges = exact(view.edges_directed(node, direction));
        let wanted = expected.edges_directed(index, direction);
        let wanted = wanted.map(|edge| (expected[edge.source()], expected[edge.target()], *edge.weight()));
        assert_eq!(sorted(edges.iter().map(|edge| (edge.source(), edge.target(), *edge.weight()))), sorted(wanted));
        assert!(edges.iter().all(|edge| by_id[&edge.id()] == ends(edge)));
    }
}

fn adjacency<S: Scope>(view: View<'_, S>, expected: &Copied<S>) {
    #[expect(clippy::let_unit_value, reason = "the matrix of a view is nothing, but callers pass it on")]
    let matrix = view.adjacency_matrix();
    let wanted = expected.adjacency_matrix();
    for a in expected.node_indices() {
        for b in expected.node_indices() {
            let adjacent = expected.is_adjacent(&wanted, a, b);
            assert_eq!(view.is_adjacent(&matrix, expected[a], expected[b]), adjacent, "{a:?} {b:?}");
        }
    }
}

/// Nodes that the view does not have.
fn outside<S: Scope>(view: View<'_, S>, naive: &Naive) {
    use scholargraph::view::Handle;
    let inside: Vec<_> = view.node_identifiers().map(Into::into).collect();
    let mut map = view.visit_map();
    for node in naive.nodes().iter().filter(|node| !inside.contains(node)) {
        let foreign = S::NodeId::of(node.kind(), node.index());
        if foreign.into() != *node {
            // Ids of one kind cannot even name it.
            continue;
        }
        assert!(!view.contains(foreign));
        assert_eq!(view.neighbors(foreign).len(), 0);
        assert!(map.is_visited(&foreign) && !map.visit(foreign) && !map.unvisit(foreign));
    }
}

fn copies<S: Scope>(view: View<'_, S>, expected: &Copied<S>) {
    let copy = view.to_petgraph().expect("small graphs fit");
    assert_eq!(copy.node_weights().collect::<Vec<_>>(), expected.node_weights().collect::<Vec<_>>());
    let edges = |graph: &Copied<S>| {
        sorted(graph.edge_references().map(|edge| (edge.source(), edge.target(), format!("{:?}", edge.weight()))))
    };
    assert_eq!(edges(&copy), edges(expected));
}
