//! What the core queries cost on one corpus, beside petgraph's own storage doing the same.
//!
//! ```text
//! cargo bench -p benches --bench queries                              # a generated corpus of 100,000 works
//! SCHOLARGRAPH_GRAPH=DIR cargo bench -p benches --bench queries       # a snapshot of your own
//! ```
//!
//! For answers that compare with the other systems', build the snapshot with `--max-authors none`.

use benches::{
    corpus,
    peers::{Peer, Storage, adjacency_of},
    table::{Column, markdown},
};
use scholargraph::{
    Collaborators, Graph,
    path::distance,
    rank::{most_shared, two_step},
    slice::{Select, Slicer},
};
use scholargraph_bench::{Cost, Query, Sample, cost};

const QUERIES: [&str; 7] = [
    "Q1 top 20 collaborators by shared works",
    "Q2 slice `nearest`, 200 nodes",
    "Q2 with its JSON",
    "slice `walk`, 50 nodes, with its JSON",
    "collaborators by `close`, 20 with evidence",
    "Q3 two-step collaborators, Adamic–Adar",
    "Q4 co-author distance",
];

fn main() -> anyhow::Result<()> {
    let graph = corpus::graph(corpus::unlimited())?;
    let sample = Sample::drawn(&graph);
    eprintln!("{} works, {} people", graph.works().len(), graph.people().len());
    let mut columns = vec![Column { name: "scholargraph", costs: ours(&graph, &sample) }];
    eprintln!("{}", markdown(&QUERIES, &columns));
    let adjacency = adjacency_of(&graph);
    let layout = adjacency.layout;
    columns
        .push(Column { name: "petgraph `Csr` ×2", costs: theirs(&mut Peer::new(adjacency.csr(), layout), &sample) });
    columns
        .push(Column { name: "petgraph `Graph`", costs: theirs(&mut Peer::new(adjacency.graph(), layout), &sample) });
    println(&markdown(&QUERIES, &columns));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the table is the result")]
fn println(text: &str) {
    println!("{text}");
}

fn ours(graph: &Graph, sample: &Sample) -> Vec<Option<Cost>> {
    let people = &sample.people;
    let costs = [
        cost(people, |&person| most_shared(graph, person, 20)),
        cost(people, |&person| Slicer::of(person).select(Select::Nearest).run(graph)),
        Query::SliceNearest.cost(graph, sample),
        Query::SliceWalk.cost(graph, sample),
        cost(people, |&person| Collaborators::of(person).run(graph)),
        cost(people, |&person| two_step(graph, person, 20)),
        cost(&sample.pairs, |&(from, to)| distance(graph, from, to, None)),
    ];
    costs.into_iter().map(Some).collect()
}

fn theirs<S: Storage>(peer: &mut Peer<S>, sample: &Sample) -> Vec<Option<Cost>> {
    let people = &sample.people;
    vec![
        Some(cost(people, |person| peer.collaborators(person.0))),
        Some(cost(people, |person| peer.slice(person.0))),
        None,
        None,
        None,
        Some(cost(people, |person| peer.two_step(person.0))),
        Some(cost(&sample.pairs, |&(from, to)| peer.distance(from.0, to.0))),
    ]
}
