//! What it costs to find a person by name, as names are typed: whole, unfinished, with an initial, with a typo; and how
//! large the index is.
//!
//! ```text
//! SCHOLARGRAPH_SOURCE=acl:acl-anthology.tar.zst cargo bench -p benches --bench search
//! SCHOLARGRAPH_GRAPH=DIR cargo bench -p benches --bench search     # a snapshot of your own
//! ```

use benches::corpus;
use scholargraph::{BuildOptions, Kind};
use scholargraph_bench::{Cost, Sample, cost};
use scholargraph_search::{Query, SearchIndex};

/// A way in which names are typed.
type Typed = (&'static str, fn(&str) -> String);

const TYPED: [Typed; 4] = [
    ("the name", |name| name.to_owned()),
    ("without its last two letters", |name| name.chars().take(name.chars().count().saturating_sub(2)).collect()),
    ("an initial and the last word", |name| {
        let last = name.split_whitespace().next_back().unwrap_or(name);
        name.chars().take(1).chain([' ']).chain(last.chars()).collect()
    }),
    ("with a typo in its last word", |name| {
        let at = name.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        format!("{}x{}", &name[..at], name[at..].chars().skip(1).collect::<String>())
    }),
];

#[expect(clippy::print_stdout, reason = "the table is the result")]
fn main() -> anyhow::Result<()> {
    let graph = corpus::graph(BuildOptions::default())?;
    let index = SearchIndex::build(&graph)?;
    let sample = Sample::drawn(&graph);
    let names: usize = (0..graph.people().len()).map(|row| 1 + graph.people().other_names.at(row).count()).sum();
    println!("{} people with {names} names; {} nodes in all\n", graph.people().len(), graph.node_count());
    println!("| typed | wall ms, median / 99th percentile | of a processor |\n| --- | --- | --- |");
    for (typed, write) in TYPED {
        let queries: Vec<String> = sample.people.iter().map(|&person| write(graph.label(person))).collect();
        for (place, kind) in [("people", Some(Kind::Person)), ("everything", None)] {
            let Cost { median, p99, cpu_median, cpu_p99, .. } =
                cost(&queries, |text| index.search(&graph, &Query { kind, ..Query::new(text) }).ok());
            let [median, p99, cpu_median, cpu_p99] = [median, p99, cpu_median, cpu_p99].map(|time| time / 1e3);
            println!("| {typed}, {place} | {median:.3} / {p99:.3} | {cpu_median:.3} / {cpu_p99:.3} |");
        }
    }
    let bytes = index.bytes_of(Kind::Person);
    println!("\nindex of people: {bytes} bytes, {:.1} a name", bytes as f64 / names as f64);
    Ok(())
}
