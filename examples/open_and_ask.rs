//! Opens a snapshot and asks it two things: whom does somebody work with most closely, and what surrounds them?
//!
//! Name a snapshot and a person; without them, the bundled sample is built first.
//!
//! ```text
//! $ cargo run --example open_and_ask
//! Xiaoyao Liang works with 11 people, 4 of them close:
//!   1. Li Jiang       3 works, strength 0.53
//!   2. Naifeng Jing   3 works, strength 0.53
//!   3. Yihong Xu      2 works, strength 0.40
//!   4. Zhuoran Song   2 works, strength 0.40
//!   5. Zhezhi He      2 works, strength 0.33
//!
//! 10 nodes around them, with the 27 edges between these; 9 omitted:
//! 1.000 person Xiaoyao Liang
//! 0.501 work   DNN Training Acceleration via Exploring GPGPU Friendly Sparsity
//! 0.044 topic  Hardware Architecture
//! 0.141 person Li Jiang
//! 0.499 work   CP-ViT: Cascade Vision Transformer Pruning via Progressive Sparsity Prediction
//! 0.141 person Naifeng Jing
//! 0.471 work   SME: ReRAM-based Sparse-Multiplication-Engine to Squeeze-Out Bit Sparsity of Neural Network
//! 0.044 topic  Machine Learning
//! 0.107 person Yihong Xu
//! 0.107 person Zhuoran Song
//! ```

#![expect(clippy::print_stdout, reason = "what an example prints is its result")]

use std::{env, path::Path};

use anyhow::{Context, Result, bail};
use scholargraph::{Collaborators, DenseId, Graph, Kind, PersonId, slice::Slicer, snapshot::BuildInfo};
use scholargraph_import::{Format, Import, SourceSpec};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/sample/works.jsonl");

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [snapshot, person] => ask(Path::new(snapshot), person),
        [] => {
            let folder = tempfile::tempdir()?;
            save_sample(folder.path())?;
            ask(folder.path(), "xiaoyao-liang")
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
        println!("{:>3}. {name:<14} {works} works, strength {:.2}", collaborator.rank, collaborator.strength);
    }
}

fn print_slice(graph: &Graph, person: PersonId) {
    let slice = Slicer::of(person).nodes(10).run(graph);
    let (nodes, edges) = (slice.graph.node_count(), slice.graph.edge_count());
    println!("\n{nodes} nodes around them, with the {edges} edges between these; {} omitted:", slice.omitted.total());
    // In the order in which they were chosen. That is not the order of scores, because every kind has its share of a
    // slice. And a slice is an ordinary petgraph graph: see `petgraph_on_a_slice`.
    for chosen in slice.graph.node_weights() {
        println!("{:.3} {:<6} {}", chosen.score, chosen.node.kind().name(), graph.label(chosen.node));
    }
}
