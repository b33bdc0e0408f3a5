//! The same promises on real corpora, for the busiest nodes of every kind and some others.

use std::{cmp::Reverse, collections::BTreeSet};

use petgraph::algo::connected_components;
use scholargraph::{
    BuildOptions, Graph, Kind, Node, Years,
    slice::{Select, Slicer},
};
use scholargraph_testkit::{graph_of_lines, shared};

use crate::{
    counted, edges_of,
    naive::{Naive, NaiveEdges},
    nodes_of,
};

/// Of every kind the two nodes with most edges, and ten spread over the rest.
fn foci(graph: &Graph) -> Vec<Node> {
    let mut foci = Vec::new();
    for kind in Kind::ALL {
        let mut nodes: Vec<Node> = (0..graph.count(kind)).map(|at| Node::new(kind, at)).collect();
        nodes.sort_by_key(|&node| Reverse(graph.degree(node)));
        let step = nodes.len().div_ceil(10).max(1);
        foci.extend(nodes.iter().take(2).chain(nodes.iter().skip(2).step_by(step)));
    }
    foci
}

/// Checks everything that a slice promises; the slice of twice the budget must go on where the smaller ends.
fn check(graph: &Graph, naive: &Naive, focus: Node, select: Select, budget: usize) {
    let about = format!("{} {} {budget}", graph.key(focus), select.name());
    let question = |nodes| Slicer::of(focus).select(select).nodes(nodes);
    let slice = question(budget).run(graph);
    let nodes = nodes_of(&slice);
    let shown: BTreeSet<Node> = nodes.iter().copied().collect();
    assert_eq!((nodes[0], shown.len()), (focus, nodes.len()), "{about}: focus first, nothing twice");
    assert!(nodes.len() <= budget, "{about}: within budget");
    assert_eq!(connected_components(&slice.graph), 1, "{about}: connected");
    let found: NaiveEdges = edges_of(&slice).into_iter().collect();
    assert_eq!(found.len(), slice.graph.edge_count(), "{about}: no edge twice");
    let expected = naive.between(&shown);
    assert!(found.keys().eq(expected.keys()), "{about}: every edge between shown nodes");
    for (edge, weight) in &expected {
        // Strengths of many works are summed in another order.
        assert!((found[edge] - weight).abs() <= 1e-5 * weight.abs(), "{about}: {edge:?}");
    }
    let near = if select == Select::Walk { naive.within(focus, 2) } else { naive.weighed(focus) };
    assert_eq!(slice.omitted, counted(near.difference(&shown)), "{about}: what was left out is counted");
    let larger = nodes_of(&question(2 * budget).run(graph));
    assert_eq!(larger[..nodes.len()], nodes, "{about}: nested");
    assert_eq!(format!("{:?}", question(budget).run(graph)), format!("{slice:?}"), "{about}: the same again");
}

fn promises_hold_on(corpus: &str) {
    let Some(shared) = shared(corpus) else { return };
    let graph = graph_of_lines(&shared.join("data").join(corpus), BuildOptions::default());
    let naive = Naive::new(&graph, None, Years::ALL);
    for focus in foci(&graph) {
        for (select, budget) in [(Select::Walk, 1), (Select::Walk, 50), (Select::Nearest, 20), (Select::Nearest, 200)] {
            check(&graph, &naive, focus, select, budget);
        }
    }
}

#[test]
fn promises_hold_on_global_health() {
    promises_hold_on("openalex-global-health/works.jsonl.gz");
}

#[test]
fn promises_hold_on_the_anthology() {
    promises_hold_on("acl-backtest/works.jsonl.gz");
}

#[test]
fn promises_hold_beside_a_work_of_five_thousand() {
    promises_hold_on("openalex-native/works-native.jsonl.gz");
}
