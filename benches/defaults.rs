//! What questions cost as people ask them: defaults, with reasons, works and JSON, in processor time beside what each
//! may cost at most on a corpus like the ACL Anthology.
//!
//! ```text
//! SCHOLARGRAPH_SOURCE=acl:acl-anthology.tar.zst cargo bench -p benches --bench defaults
//! SCHOLARGRAPH_GRAPH=DIR cargo bench -p benches --bench defaults     # a snapshot of your own
//! ```

use benches::corpus;
use scholargraph::{
    BuildOptions, Collaborators, Graph, Node, PersonId, Similar, Suggestions, path::Paths, slice::Growth,
};
use scholargraph_bench::{Cost, Sample, cost};
use scholargraph_server::wire;

/// A question, and what its 99th percentile may cost, in milliseconds.
type Row = (&'static str, Option<f64>, Cost);

fn main() -> anyhow::Result<()> {
    let graph = corpus::graph(BuildOptions::default())?;
    let sample = Sample::drawn(&graph);
    let mut lines = vec![
        format!("{} works, {} people; milliseconds of a processor\n", graph.works().len(), graph.people().len()),
        "| question | median | 99th percentile | at most |".to_owned(),
        "| --- | --- | --- | --- |".to_owned(),
    ];
    for (question, most, cost) in costs(&graph, &sample) {
        let most = most.map_or("–".to_owned(), |most| format!("{most:.0}"));
        let [median, p99] = [cost.cpu_median, cost.cpu_p99].map(|microseconds| microseconds / 1e3);
        lines.push(format!("| {question} | {median:.2} | {p99:.2} | {most} |"));
    }
    println(&lines.join("\n"));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the table is the result")]
fn println(text: &str) {
    println!("{text}");
}

fn costs(graph: &Graph, sample: &Sample) -> Vec<Row> {
    let people = &sample.people;
    let slice = |focus: PersonId, nodes: usize, expand: Vec<Node>| {
        let growth = expand.into_iter().map(Growth::Around).collect();
        let params = wire::SliceParams { nodes: Some(nodes), growth, ..wire::SliceParams::default() };
        wire::to_json(&wire::Slice::ask(graph, focus, &params))
    };
    let collaborators = cost(people, |&person| {
        let ranking = Collaborators::of(person).run(graph);
        wire::to_json(&wire::Ranking::new(graph, &ranking))
    });
    let suggestions = cost(people, |&person| {
        let suggested = Suggestions::of(person).run(graph);
        wire::to_json(&wire::Suggestions::new(graph, &suggested))
    });
    let similar = cost(people, |&person| {
        let found = Similar::to(person).run(graph);
        wire::to_json(&wire::Similar::new(graph, &found))
    });
    let paths = cost(&sample.pairs, |&(from, to): &(PersonId, PersonId)| {
        let answer = Paths::between(from, to).run(graph);
        wire::to_json(&wire::Paths::new(graph, &answer, None))
    });
    vec![
        ("collaborators by `close`, 20 with works", Some(1.0), collaborators),
        ("slice of 50 with its map", Some(2.0), cost(people, |&person| slice(person, 50, Vec::new()))),
        ("suggestions by `walk-text`, 20 with reasons", Some(20.0), suggestions),
        ("paths, 3 with works", Some(1.0), paths),
        ("similar people, 20 with reasons", None, similar),
        ("slice of 50, then its focus expanded", None, cost(people, |&person| slice(person, 50, vec![person.into()]))),
        ("slice of 1,000 with its map", None, cost(people, |&person| slice(person, 1000, Vec::new()))),
    ]
}
