//! What questions about the busiest nodes cost: the people of the work with the longest byline, and of every kind the
//! nodes with most edges. Answers include their JSON.
//!
//! ```text
//! cargo bench -p benches --bench hubs                                                # a generated corpus
//! SCHOLARGRAPH_SOURCE=openalex:works.jsonl.gz cargo bench -p benches --bench hubs    # records of your own
//! ```

use std::cmp::Reverse;

use benches::{
    corpus,
    table::{Column, markdown},
};
use scholargraph::{
    Collaborators, DenseId, Graph, Kind, Measure, Node, PersonId, Profile, WorkId, path::Paths, slice::Select,
};
use scholargraph_bench::{Cost, cost};
use scholargraph_server::wire;

/// How many of each kind are asked about: so few that the 99th percentile is the slowest answer of all.
const BUSIEST: usize = 20;

const QUESTIONS: [&str; 7] = [
    "profile",
    "collaborators by `close`, works of any length",
    "collaborators by `newman`, works of any length",
    "paths, works of any length",
    "slice `walk`, 50 nodes",
    "slice `nearest`",
    "a node and its neighbours",
];

fn main() -> anyhow::Result<()> {
    let graph = corpus::graph(corpus::unlimited())?;
    let people = people(&graph);
    let nodes = busiest(&graph, &people);
    let longest = graph.nodes::<WorkId>().map(|work| graph.authors(work).len()).max().unwrap_or(0);
    eprintln!("{} works, {} people, at most {longest} on one work", graph.works().len(), graph.people().len());
    let costs = costs(&graph, &people, &nodes).into_iter().map(Some).collect();
    println(&markdown(&QUESTIONS, &[Column { name: "median / slowest, µs", costs }]));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the table is the result")]
fn println(text: &str) {
    println!("{text}");
}

/// People on the work with the longest byline.
fn people(graph: &Graph) -> Vec<PersonId> {
    let longest = graph.nodes::<WorkId>().max_by_key(|&work| (graph.authors(work).len(), Reverse(work)));
    longest.map_or_else(Vec::new, |work| graph.authors(work).iter().copied().take(BUSIEST).collect())
}

fn busiest(graph: &Graph, people: &[PersonId]) -> Vec<Node> {
    let mut nodes: Vec<Node> = people.iter().copied().map(Node::from).collect();
    for kind in Kind::ALL {
        let mut all: Vec<Node> = (0..graph.count(kind)).map(|at| Node::new(kind, at)).collect();
        all.sort_by_key(|&node| Reverse(graph.degree(node)));
        nodes.extend(all.into_iter().take(BUSIEST));
    }
    nodes
}

fn costs(graph: &Graph, people: &[PersonId], nodes: &[Node]) -> [Cost; QUESTIONS.len()] {
    let collaborators = |measure: Measure, person: PersonId| {
        let ranking = Collaborators::of(person).measure(measure).max_authors(None).run(graph);
        wire::to_json(&wire::Ranking::new(graph, &ranking))
    };
    let slice = |select: Select, node: Node| {
        let params = wire::SliceParams { select, ..wire::SliceParams::default() };
        wire::to_json(&wire::Slice::ask(graph, node, &params))
    };
    let pairs: Vec<(PersonId, PersonId)> =
        people.iter().zip((0..graph.people().len()).step_by(7)).map(|(&a, b)| (a, PersonId::from_index(b))).collect();
    [
        cost(people, |&person| {
            let profile = Profile::of(graph, person);
            wire::to_json(&wire::Profile::new(graph, &profile))
        }),
        cost(people, |&person| collaborators(Measure::Close, person)),
        cost(people, |&person| collaborators(Measure::Newman, person)),
        cost(&pairs, |&(from, to)| {
            let answer = Paths::between(from, to).max_authors(None).run(graph);
            wire::to_json(&wire::Paths::new(graph, &answer, None))
        }),
        cost(nodes, |&node| slice(Select::Walk, node)),
        cost(nodes, |&node| slice(Select::Nearest, node)),
        cost(nodes, |&node| wire::to_json(&wire::Node::new(graph, node, 20))),
    ]
}
