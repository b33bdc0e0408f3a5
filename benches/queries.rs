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
    sample,
    table::{Column, markdown},
    timing::{Cost, cost},
};
use scholargraph::{
    Collaborators, Graph, PersonId,
    path::distance,
    rank::most_shared,
    slice::{Select, Slicer},
};
use scholargraph_server::wire;

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
    let graph = corpus::graph()?;
    let people = sample::people(&graph);
    let pairs = sample::pairs(&graph);
    eprintln!("{} works, {} people", graph.works().len(), graph.people().len());
    let mut columns = vec![Column { name: "scholargraph", costs: ours(&graph, &people, &pairs) }];
    eprintln!("{}", markdown(&QUERIES, &columns));
    let adjacency = adjacency_of(&graph);
    let layout = adjacency.layout;
    columns.push(Column {
        name: "petgraph `Csr` ×2",
        costs: theirs(&mut Peer::new(adjacency.csr(), layout), &people, &pairs),
    });
    columns.push(Column {
        name: "petgraph `Graph`",
        costs: theirs(&mut Peer::new(adjacency.graph(), layout), &people, &pairs),
    });
    println(&markdown(&QUERIES, &columns));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the table is the result")]
fn println(text: &str) {
    println!("{text}");
}

fn ours(graph: &Graph, people: &[PersonId], pairs: &[(PersonId, PersonId)]) -> Vec<Option<Cost>> {
    let nearest = |person: PersonId| Slicer::of(person).select(Select::Nearest).run(graph);
    let json = |select: Select, person: PersonId| {
        let params = wire::SliceParams { select, ..wire::SliceParams::default() };
        wire::to_json(&wire::Slice::new(graph, &params.slicer(person).run(graph), &params))
    };
    let mut two_step = benches::two_step::TwoStep::new(graph);
    let costs = [
        cost(people, |&person| most_shared(graph, person, 20)),
        cost(people, |&person| nearest(person)),
        cost(people, |&person| json(Select::Nearest, person)),
        cost(people, |&person| json(Select::Walk, person)),
        cost(people, |&person| Collaborators::of(person).run(graph)),
        cost(people, |&person| two_step.top(person)),
        cost(pairs, |&(from, to)| distance(graph, from, to, None)),
    ];
    costs.into_iter().map(Some).collect()
}

fn theirs<S: Storage>(peer: &mut Peer<S>, people: &[PersonId], pairs: &[(PersonId, PersonId)]) -> Vec<Option<Cost>> {
    vec![
        Some(cost(people, |person| peer.collaborators(person.0))),
        Some(cost(people, |person| peer.slice(person.0))),
        None,
        None,
        None,
        Some(cost(people, |person| peer.two_step(person.0))),
        Some(cost(pairs, |&(from, to)| peer.distance(from.0, to.0))),
    ]
}
