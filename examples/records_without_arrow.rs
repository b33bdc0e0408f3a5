//! Builds a graph from records of its own and asks it, without files, without Arrow.
//!
//! A program that needs no snapshots depends on the core alone, without its default features:
//!
//! ```toml
//! scholargraph = { version = "0.1", default-features = false }
//! ```
//!
//! Cargo builds the examples here together, and others do need snapshots; that nothing in this one asks for Arrow shows
//! `cargo tree --package scholargraph --no-default-features --edges normal`, which lists no Arrow crate.
//!
//! ```text
//! $ cargo run --example records_without_arrow
//! 7 works read, 0 references lead nowhere
//! most cited: Collective dynamics of 'small-world' networks (3 times)
//!
//! Mark Newman works most closely with
//!   Michelle Girvan (2 shared)
//!   Aaron Clauset (1 shared)
//!   Cristopher Moore (1 shared)
//!
//! from Cristopher Moore to Duncan Watts
//!   Mark Newman by "Finding community structure in very large networks"
//!   Duncan Watts by "Random graphs with arbitrary degree distributions and their applications"
//! ```

#![expect(clippy::print_stdout, reason = "what an example prints is its result")]

use anyhow::{Context, Result};
use scholargraph::{
    Authorship, BuildOptions, Collaborators, CorpusBuilder, DenseId, Graph, Key, Kind, PersonId, PersonRecord,
    WorkRecord, path::Paths,
};

/// A reading list in a form that no importer knows: year, title, people, and the titles it builds on.
///
/// These papers founded network science; the engine's measures of closeness come from Newman's.
const LIST: &str = "\
1960 | On the evolution of random graphs | Paul Erdős, Alfréd Rényi |
1998 | Collective dynamics of 'small-world' networks | Duncan Watts, Steven Strogatz |
1999 | Emergence of scaling in random networks | Albert-László Barabási, Réka Albert \
| On the evolution of random graphs; Collective dynamics of 'small-world' networks
2001 | Random graphs with arbitrary degree distributions and their applications \
| Mark Newman, Steven Strogatz, Duncan Watts \
| On the evolution of random graphs; Collective dynamics of 'small-world' networks; \
Emergence of scaling in random networks
2002 | Community structure in social and biological networks | Michelle Girvan, Mark Newman \
| Collective dynamics of 'small-world' networks
2004 | Finding and evaluating community structure in networks | Mark Newman, Michelle Girvan \
| Community structure in social and biological networks
2004 | Finding community structure in very large networks | Aaron Clauset, Mark Newman, Cristopher Moore \
| Finding and evaluating community structure in networks";

fn main() -> Result<()> {
    let graph = build()?;
    print_most_cited(&graph);
    let (newman, moore) = (person(&graph, "Mark Newman")?, person(&graph, "Cristopher Moore")?);
    print_collaborators(&graph, newman);
    print_path(&graph, moore, person(&graph, "Duncan Watts")?);
    Ok(())
}

fn build() -> Result<Graph> {
    let builder = CorpusBuilder::new();
    // Shards may be filled by as many threads as you like. Their numbers, not their timing, decide which record wins
    // where two speak of one node, so that the same records always make the same graph.
    let mut shard = builder.shard(0);
    for line in LIST.lines() {
        shard.work(&record(line).with_context(|| format!("not four fields: {line}"))?);
    }
    shard.close();
    let options = BuildOptions { corpus: "A reading list".to_owned(), ..BuildOptions::default() };
    let (graph, report) = builder.finish(options)?;
    println!("{} works read, {} references lead nowhere", report.works_read, report.dangling_references);
    Ok(graph)
}

/// The list has no ids, so that titles and names are the keys; ids of the nodes become slugs of them.
fn record(line: &str) -> Option<WorkRecord<'_>> {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let [year, title, people, references] = fields[..] else { return None };
    let mut work = WorkRecord::new(Key::name(title));
    work.attributes.title = title.into();
    work.attributes.year = year.parse().ok()?;
    work.authorships = people.split(", ").map(authorship).collect();
    work.references = references.split("; ").filter(|title| !title.is_empty()).map(Key::name).collect();
    Some(work)
}

fn authorship(name: &str) -> Authorship<'_> {
    let person = PersonRecord::named(Key::name(name), name);
    Authorship { person: Some(person), raw_name: name.into(), ..Authorship::default() }
}

fn person(graph: &Graph, name: &str) -> Result<PersonId> {
    let found = graph.resolve(Some(Kind::Person), &Key::name(name).to_string())?;
    Ok(PersonId::from_index(found.node.index()))
}

fn print_most_cited(graph: &Graph) {
    let most = graph.nodes().max_by_key(|&work| graph.cited_by(work).len());
    if let Some(work) = most {
        println!("most cited: {} ({} times)", graph.label(work), graph.cited_by(work).len());
    }
}

fn print_collaborators(graph: &Graph, person: PersonId) {
    println!("\n{} works most closely with", graph.label(person));
    for collaborator in Collaborators::of(person).limit(3).run(graph).collaborators {
        println!("  {} ({} shared)", graph.label(collaborator.person), collaborator.shared_works);
    }
}

fn print_path(graph: &Graph, from: PersonId, to: PersonId) {
    println!("\nfrom {} to {}", graph.label(from), graph.label(to));
    let answer = Paths::between(from, to).limit(1).run(graph);
    for step in answer.paths.iter().flat_map(|path| &path.steps) {
        let newest = step.works.first().map_or("", |&work| graph.label(work));
        println!("  {} by {newest:?}", graph.label(step.to));
    }
}
