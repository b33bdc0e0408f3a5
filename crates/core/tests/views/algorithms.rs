//! petgraph's algorithms answer the same on a view as on petgraph's own graph.

use std::collections::BTreeMap;

use petgraph::{
    EdgeType, Undirected,
    algo::{
        articulation_points::articulation_points, bridges, connected_components, dijkstra, dinics, floyd_warshall,
        is_bipartite_undirected, is_cyclic_directed, is_isomorphic, kosaraju_scc, maximal_cliques, maximum_matching,
        min_spanning_tree, page_rank, tarjan_scc, toposort,
    },
    data::Element,
    dot::{Config, Dot},
    graph::NodeIndex,
    visit::{
        Bfs, Dfs, EdgeRef, GraphProp, IntoEdgeReferences, IntoEdges, IntoNodeIdentifiers, NodeFiltered, NodeIndexable,
        Reversed, Topo, Visitable, Walker,
    },
};
use scholargraph::{
    Graph,
    view::{Scope, View},
};

use crate::naive::Naive;

type Copied<S> = petgraph::Graph<<S as Scope>::NodeId, <S as Scope>::Weight, <S as Scope>::Direction>;

pub(crate) fn check<S: Scope>(graph: &Graph, naive: &Naive)
where
    S::Weight: Into<f32>,
{
    let (view, expected) = (graph.view::<S>(), naive.petgraph::<S>());
    shortest_paths(view, &expected);
    assert_eq!(connected_components(view), connected_components(&expected));
    assert_eq!(groups(view, tarjan_scc(view)), groups(&expected, tarjan_scc(&expected)));
    assert_eq!(groups(view, kosaraju_scc(view)), groups(&expected, kosaraju_scc(&expected)));
    assert_eq!(is_cyclic_directed(view), is_cyclic_directed(&expected));
    filtered(view, &expected);
    ranks(view, &expected);
    printed(view, &expected);
}

/// Algorithms that follow edges one way.
pub(crate) fn check_directed<S: Scope>(graph: &Graph, naive: &Naive)
where
    S::Weight: Into<f32>,
{
    let (view, expected) = (graph.view::<S>(), naive.petgraph::<S>());
    assert_eq!(toposort(view, None).is_ok(), toposort(&expected, None).is_ok());
    let order = Topo::new(view).iter(view).collect::<Vec<_>>();
    assert_eq!(order.len(), Topo::new(&expected).iter(&expected).count());
    let place: BTreeMap<_, _> = order.iter().zip(0..).collect();
    let forward = |source, target| place.get(&target).is_none_or(|target| place[&source] < *target);
    assert!(view.edge_references().all(|edge| forward(edge.source(), edge.target())));
    for index in expected.node_indices() {
        let found = dijkstra(Reversed(view), expected[index], None, |edge| cost::<S>(*edge.weight()));
        let wanted = dijkstra(Reversed(&expected), index, None, |edge| cost::<S>(*edge.weight()));
        assert_eq!(by_index(view, found), by_index(&expected, wanted));
    }
}

/// Algorithms that take every edge both ways.
pub(crate) fn check_undirected<S: Scope<Direction = Undirected>>(graph: &Graph, naive: &Naive) {
    let (view, expected) = (graph.view::<S>(), naive.petgraph::<S>());
    let tree = |elements: &mut dyn Iterator<Item = Element<S::NodeId, S::Weight>>| {
        let edges = elements.filter_map(|element| match element {
            Element::Edge { weight, .. } => Some(format!("{weight:?}")),
            Element::Node { .. } => None,
        });
        let mut weights: Vec<String> = edges.collect();
        weights.sort_unstable();
        weights
    };
    assert_eq!(tree(&mut min_spanning_tree(view)), tree(&mut min_spanning_tree(&expected)));

    let mut found: Vec<_> = articulation_points(view).into_iter().collect();
    let mut wanted: Vec<_> = articulation_points(&expected).into_iter().map(|index| expected[index]).collect();
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted);

    let mut found: Vec<_> = bridges(view).map(|edge| (edge.source(), edge.target())).collect();
    let mut wanted: Vec<_> =
        bridges(&expected).map(|edge| (expected[edge.source()], expected[edge.target()])).collect();
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted);

    assert_eq!(maximum_matching(view).len(), maximum_matching(&expected).len());
    for index in expected.node_indices() {
        let found = is_bipartite_undirected(view, expected[index]);
        assert_eq!(found, is_bipartite_undirected(&expected, index));
    }
}

/// Algorithms whose running time allows the smallest graphs only.
pub(crate) fn check_small<S: Scope<Direction = Undirected>>(graph: &Graph, naive: &Naive) {
    let (view, expected) = (graph.view::<S>(), naive.petgraph::<S>());
    assert!(is_isomorphic(view, &expected));
    let cliques = maximal_cliques(view).into_iter().map(|clique| clique.into_iter().collect());
    let wanted = maximal_cliques(&expected).into_iter();
    let wanted = wanted.map(|clique| clique.into_iter().map(|index| expected[index]).collect());
    assert_eq!(groups(view, cliques.collect()), groups(view, wanted.collect()));
}

/// Flows are kept by edge index.
pub(crate) fn check_flows<S: Scope<Weight = f32>>(graph: &Graph, naive: &Naive) {
    let (view, expected) = (graph.view::<S>(), naive.petgraph::<S>());
    for source in expected.node_indices() {
        for sink in expected.node_indices().filter(|&sink| sink != source) {
            let (flow, _) = dinics(view, expected[source], expected[sink]);
            assert_eq!(flow, dinics(&expected, source, sink).0);
        }
    }
}

/// A cost in whole numbers, so that sums do not depend on their order.
fn cost<S: Scope>(weight: S::Weight) -> u32
where
    S::Weight: Into<f32>,
{
    1 + (8.0 * weight.into()) as u32
}

fn by_index<G: NodeIndexable, T>(graph: G, of: impl IntoIterator<Item = (G::NodeId, T)>) -> BTreeMap<usize, T> {
    of.into_iter().map(|(node, value)| (graph.to_index(node), value)).collect()
}

fn groups<G: NodeIndexable>(graph: G, groups: Vec<Vec<G::NodeId>>) -> Vec<Vec<usize>> {
    let indices = |group: Vec<G::NodeId>| {
        let mut indices: Vec<usize> = group.into_iter().map(|node| graph.to_index(node)).collect();
        indices.sort_unstable();
        indices
    };
    let mut groups: Vec<Vec<usize>> = groups.into_iter().map(indices).collect();
    groups.sort_unstable();
    groups
}

fn shortest_paths<S: Scope>(view: View<'_, S>, expected: &Copied<S>)
where
    S::Weight: Into<f32>,
{
    let all = floyd_warshall(view, |edge| cost::<S>(*edge.weight())).expect("no cost is negative");
    for index in expected.node_indices() {
        let start = expected[index];
        let found = by_index(view, dijkstra(view, start, None, |edge| cost::<S>(*edge.weight())));
        let wanted = dijkstra(expected, index, None, |edge| cost::<S>(*edge.weight()));
        assert_eq!(found, by_index(expected, wanted));
        for node in view.node_identifiers() {
            let far = found.get(&NodeIndexable::to_index(&view, node)).copied();
            assert_eq!(all[&(start, node)], far.unwrap_or(u32::MAX));
        }
        breadth_first(view, expected, index);
    }
}

/// Near nodes come before far ones, and each that can be reached comes once.
fn breadth_first<S: Scope>(view: View<'_, S>, expected: &Copied<S>, index: NodeIndex) {
    let steps = by_index(expected, dijkstra(expected, index, None, |_| 1));
    let order = Bfs::new(view, expected[index]).iter(view);
    let order: Vec<usize> = order.map(|node| NodeIndexable::to_index(&view, node)).collect();
    assert_eq!(order.len(), steps.len());
    assert!(order.is_sorted_by_key(|index| steps[index]));
    let mut deep: Vec<usize> = reached(view, expected[index]);
    deep.sort_unstable();
    assert_eq!(deep, steps.into_keys().collect::<Vec<_>>());
}

fn reached<G>(graph: G, start: G::NodeId) -> Vec<usize>
where
    G: petgraph::visit::IntoNeighbors + Visitable + NodeIndexable,
{
    Dfs::new(graph, start).iter(graph).map(|node| graph.to_index(node)).collect()
}

fn filtered<S: Scope>(view: View<'_, S>, expected: &Copied<S>) {
    let keeps = |index: usize| index % 3 != 1;
    let found = NodeFiltered::from_fn(view, |node| keeps(NodeIndexable::to_index(&view, node)));
    let wanted = NodeFiltered::from_fn(expected, |index: NodeIndex| keeps(index.index()));
    assert_eq!(found.edge_references().count(), wanted.edge_references().count());
    for index in expected.node_indices().filter(|index| keeps(index.index())) {
        assert_eq!((&found).edges(expected[index]).count(), (&wanted).edges(index).count());
        let (mut a, mut b) = (reached(&found, expected[index]), reached(&wanted, index));
        a.sort_unstable();
        b.sort_unstable();
        assert_eq!(a, b);
    }
}

fn ranks<S: Scope>(view: View<'_, S>, expected: &Copied<S>) {
    // It asks every pair of nodes for every edge, and panics on an empty graph's zeroth node.
    if (1..=20).contains(&expected.node_count()) {
        let (found, wanted) = (page_rank(view, 0.85_f64, 5), page_rank(expected, 0.85_f64, 5));
        assert_eq!(found.len(), wanted.len());
        assert!(found.iter().zip(&wanted).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?} {wanted:?}");
    }
}

fn printed<S: Scope>(view: View<'_, S>, expected: &Copied<S>) {
    let lines = |text: String| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort_unstable();
        lines
    };
    let config = [Config::RankDir(petgraph::dot::RankDir::LR)];
    let found = format!("{:?}", Dot::with_config(view, &config));
    let arrow = if <S::Direction as EdgeType>::is_directed() { "digraph {" } else { "graph {" };
    assert!(found.starts_with(arrow) && view.is_directed() == (arrow == "digraph {"));
    assert_eq!(lines(found), lines(format!("{:?}", Dot::with_config(expected, &config))));
}
