//! Opens a snapshot and asks it two things: whom does somebody work with most closely, and what surrounds them?
//!
//! Name a snapshot and a person; without them, the bundled sample is built first.
//!
//! ```text
//! $ cargo run --example open_and_ask
//! Mark Newman works with 6 people, 2 of them close:
//!   1. Brian Karrer     2 shared, strength 1.33
//!   2. Travis Martin    1 shared, strength 0.33
//!   3. Brian Ball       1 shared, strength 0.33
//!   4. Aaron Clauset    1 shared, strength 0.50
//!   5. Cristopher Moore 1 shared, strength 0.50
//!
//! 10 nodes around them, with the 20 edges between these; 21 omitted:
//! 1.000 person      Mark Newman
//! 0.488 work        Coauthorship and citation in scientific publishing
//! 0.072 topic       Social and Information Networks
//! 0.018 institution University of Michigan
//! 0.112 person      Brian Karrer
//! 0.216 work        Stochastic blockmodels and community structure in networks
//! 0.077 person      Travis Martin
//! 0.087 work        Exploring limits to prediction in complex social systems
//! 0.071 topic       Physics and Society
//! 0.067 person      Brian Ball
//! ```

#![expect(clippy::print_stdout, reason = "what an example prints is its result")]

use std::{env, path::Path};

use anyhow::{Context, Result, bail};
use scholargraph::{Collaborators, DenseId, Graph, Kind, PersonId, slice::Slicer, snapshot::BuildInfo};
use scholargraph_import::{Format, Import, SourceSpec};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/sample/*.jsonl");

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [snapshot, person] => ask(Path::new(snapshot), person),
        [] => {
            let folder = tempfile::tempdir()?;
            save_sample(folder.path())?;
            ask(folder.path(), "mark-newman")
        }
        _ => bail!("usage: open_and_ask [SNAPSHOT PERSON]"),
    }
}

/// From records to a snapshot: what `scholargraph build` does.
fn save_sample(folder: &Path) -> Result<()> {
    let source = SourceSpec::new(Format::OpenAlex, SAMPLE);
    let (graph, report) = Import::new([source]).build(Default::default())?;
    // Nothing is lost silently: whatever could not be read has been counted.
    anyhow::ensure!(report.counts.quarantined == 0, "the sample holds malformed records");
    graph.save(folder, &BuildInfo::now())?;
    Ok(())
}

fn ask(snapshot: &Path, person: &str) -> Result<()> {
    // Opening maps the files and reads nothing yet, so that a snapshot of any size is open in milliseconds. Clones
    // share it: open it once, and let every thread ask.
    let graph = Graph::open(snapshot).with_context(|| format!("no snapshot in {}", snapshot.display()))?;
    // Takes ids, keys, ORCID iDs and links to any of these; where nothing fits, the error names what comes closest.
    let found = graph.resolve(Some(Kind::Person), person)?;
    let person = PersonId::from_index(found.node.index());
    print_collaborators(&graph, person);
    print_slice(&graph, person);
    Ok(())
}

fn print_collaborators(graph: &Graph, person: PersonId) {
    let ranking = Collaborators::of(person).limit(5).run(graph);
    println!("{} works with {} people, {} of them close:", graph.label(person), ranking.total, ranking.close_total);
    for collaborator in &ranking.collaborators {
        let (name, works) = (graph.label(collaborator.person), collaborator.shared_works);
        println!("{:>3}. {name:<16} {works} shared, strength {:.2}", collaborator.rank, collaborator.strength);
    }
}

fn print_slice(graph: &Graph, person: PersonId) {
    let slice = Slicer::of(person).nodes(10).run(graph);
    let (nodes, edges) = (slice.graph.node_count(), slice.graph.edge_count());
    println!("\n{nodes} nodes around them, with the {edges} edges between these; {} omitted:", slice.omitted.total());
    // In the order in which they were chosen. That is not the order of scores, because every kind has its share of a
    // slice. And a slice is an ordinary petgraph graph: see `petgraph_on_a_slice`.
    for chosen in slice.graph.node_weights() {
        println!("{:.3} {:<11} {}", chosen.score, chosen.node.kind().name(), graph.label(chosen.node));
    }
}
