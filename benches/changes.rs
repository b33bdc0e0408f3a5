//! What queries cost on a graph with changes, beside the same graph without any, and what the changes cost.
//!
//! ```text
//! cargo bench -p benches --bench changes                              # a generated corpus of 100,000 works
//! SCHOLARGRAPH_GRAPH=DIR cargo bench -p benches --bench changes       # a snapshot of your own
//! ```
//!
//! The first column should be that of `--bench queries`: a graph without changes asks one pointer per row whether it
//! has any. The second has one, so that every row is looked up; the third has thousands.

use std::time::Instant;

use benches::{
    corpus,
    table::{Column, markdown},
};
use scholargraph::{
    Changes, Collaborators, DenseId, Graph, PersonId, WorkId,
    path::distance,
    slice::{Select, Slicer},
};
use scholargraph_bench::{Cost, Sample, cost};

const QUERIES: [&str; 4] =
    ["slice `nearest`, 200 nodes", "slice `walk`, 50 nodes", "collaborators by `close`", "co-author distance"];

fn main() -> anyhow::Result<()> {
    let graph = corpus::graph(corpus::unlimited())?;
    let Sample { people, pairs } = Sample::drawn(&graph);
    let mut columns = vec![Column { name: "as built", costs: queries(&graph, &people, &pairs) }];
    for (name, hidden) in [("one work hidden", 1), ("2,000 works hidden", 2_000)] {
        let mut changes = Changes::new();
        let step = (graph.works().len() / hidden).max(1);
        for work in (0..graph.works().len()).step_by(step).take(hidden) {
            changes.hide(WorkId::from_index(work));
        }
        let start = Instant::now();
        let changed = graph.with_changes(&changes)?;
        eprintln!("{name}: changed in {:?}", start.elapsed());
        columns.push(Column { name, costs: queries(&changed, &people, &pairs) });
    }
    println(&markdown(&QUERIES, &columns));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the table is the result")]
fn println(text: &str) {
    println!("{text}");
}

fn queries(graph: &Graph, people: &[PersonId], pairs: &[(PersonId, PersonId)]) -> Vec<Option<Cost>> {
    let slice = |person: PersonId, select: Select| Slicer::of(person).select(select).run(graph);
    let costs = [
        cost(people, |&person| slice(person, Select::Nearest)),
        cost(people, |&person| slice(person, Select::Walk)),
        cost(people, |&person| Collaborators::of(person).run(graph)),
        cost(pairs, |&(from, to)| distance(graph, from, to, None)),
    ];
    costs.into_iter().map(Some).collect()
}
