//! Fewer crossings than the layout that everybody knows, on generated and real corpora.

use scholargraph::{
    BuildOptions, DenseId, Graph, PersonId,
    layout::{Drawing, crossings},
    slice::Slicer,
};
use scholargraph_testkit::{graph_of_lines, shared};

use crate::force;

/// Crossings over all slices: of all edges, and of those drawn, by either layout.
#[derive(Debug, Default)]
struct Sums {
    slices: usize,
    edges: f64,
    drawn: f64,
    crossings: usize,
    forced: usize,
    forced_all: usize,
}

/// The slices of `nodes` nodes around `people` people who have that many, spread over all.
fn compare(graph: &Graph, nodes: usize, people: usize) -> Sums {
    let mut sums = Sums::default();
    let busy: Vec<PersonId> = graph.nodes::<PersonId>().filter(|&person| graph.works_of(person).len() >= 3).collect();
    for &person in busy.iter().step_by((busy.len() / people).max(1)) {
        let slice = Slicer::of(person).nodes(nodes).run(graph);
        if slice.graph.node_count() < nodes {
            continue;
        }
        let drawing = Drawing::of(&slice);
        let all = slice.graph.raw_edges().iter();
        let all: Vec<[u32; 2]> = all.map(|edge| [edge.source(), edge.target()].map(|end| end.index() as u32)).collect();
        let drawn = drawing.edges(&slice);
        sums.slices += 1;
        sums.edges += all.len() as f64 / nodes as f64;
        sums.drawn += drawing.drawn_per_node();
        sums.crossings += drawing.crossings(&slice);
        sums.forced += crossings(&force::place(nodes, &drawn, person.index() as u64), &drawn);
        sums.forced_all += crossings(&force::place(nodes, &all, person.index() as u64), &all);
    }
    sums
}

#[track_caller]
fn clearly_fewer(graph: &Graph, corpus: &str, people: usize) {
    for nodes in [50, 100] {
        let sums = compare(graph, nodes, people);
        let each = |sum: usize| sum as f64 / sums.slices as f64;
        let per_node = |sum: f64| sum / sums.slices as f64;
        eprintln!(
            "{corpus}, {} slices of {nodes}: edges per node {:.2}, drawn {:.2}; crossings {:.1}; by forces {:.1}, of all edges {:.1}",
            sums.slices,
            per_node(sums.edges),
            per_node(sums.drawn),
            each(sums.crossings),
            each(sums.forced),
            each(sums.forced_all),
        );
        assert!(sums.slices >= people / 2, "{corpus}: {sums:?}");
        assert!(sums.crossings * 10 <= sums.forced * 7, "{corpus}, {nodes} nodes: {sums:?}");
        assert!(sums.crossings * 5 <= sums.forced_all, "{corpus}, {nodes} nodes: {sums:?}");
    }
}

#[test]
fn few_edges_cross_in_a_generated_corpus() {
    clearly_fewer(&scholargraph_testkit::synthetic(3000, 7, BuildOptions::default()), "generated", 12);
}

fn clearly_fewer_on(corpus: &str) {
    let Some(shared) = shared(corpus) else { return };
    let graph = graph_of_lines(&shared.join("data").join(corpus), BuildOptions::default());
    clearly_fewer(&graph, corpus, 60);
}

#[test]
fn few_edges_cross_on_the_anthology() {
    clearly_fewer_on("acl-backtest/works.jsonl.gz");
}

#[test]
fn few_edges_cross_on_global_health() {
    clearly_fewer_on("openalex-global-health/works.jsonl.gz");
}
