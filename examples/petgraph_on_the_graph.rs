//! Runs algorithms of petgraph on the whole graph, in place: views implement its traits, and nothing is copied.
//!
//! Here two that the engine does not have: articulation points, the people without whom others would lose each other,
//! and strongly connected components, which arrive in an order in which one might read the works. Hopcroft and Tarjan
//! found both algorithms; the records are some of their works, so that the answers are about their finders.
//!
//! ```text
//! $ cargo run --example petgraph_on_the_graph
//! 8 people in 2 groups, held together by
//!   Hopcroft (3 collaborators)
//!   Tarjan (4 collaborators)
//!
//! to be read in this order:
//!   1972 Depth-first search and linear graph algorithms
//!   1959 A note on two problems in connexion with graphs
//!   1973 Efficient algorithms for graph manipulation
//!   1974 The design and analysis of computer algorithms
//!   1979 A fast algorithm for finding dominators in a flowgraph
//!   1987 Fibonacci heaps and their uses
//!   1985 Self-adjusting binary search trees
//! ```

#![expect(clippy::print_stdout, reason = "what an example prints is its result")]

use anyhow::Result;
use petgraph::algo::{articulation_points::articulation_points, connected_components, tarjan_scc};
use scholargraph::{Authorship, CorpusBuilder, Graph, Key, PersonRecord, WorkRecord};

struct Row(&'static str, i16, &'static str, &'static [&'static str], &'static [&'static str]);

const WORKS: [Row; 7] = [
    Row("dijkstra", 1959, "A note on two problems in connexion with graphs", &["Dijkstra"], &[]),
    Row("dfs", 1972, "Depth-first search and linear graph algorithms", &["Tarjan"], &[]),
    Row("manipulation", 1973, "Efficient algorithms for graph manipulation", &["Hopcroft", "Tarjan"], &["dfs"]),
    Row(
        "design",
        1974,
        "The design and analysis of computer algorithms",
        &["Aho", "Hopcroft", "Ullman"],
        &["dijkstra", "dfs", "manipulation"],
    ),
    Row(
        "dominators",
        1979,
        "A fast algorithm for finding dominators in a flowgraph",
        &["Lengauer", "Tarjan"],
        &["dfs"],
    ),
    Row("splay", 1985, "Self-adjusting binary search trees", &["Sleator", "Tarjan"], &["design"]),
    Row("fibonacci", 1987, "Fibonacci heaps and their uses", &["Fredman", "Tarjan"], &["dijkstra", "design"]),
];

fn main() -> Result<()> {
    let graph = build()?;
    print_keystones(&graph);
    print_reading_order(&graph);
    Ok(())
}

fn build() -> Result<Graph> {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    for Row(id, year, title, people, references) in &WORKS {
        let mut work = WorkRecord::new(Key::id(*id));
        work.attributes.title = (*title).into();
        work.attributes.year = *year;
        work.authorships = people.iter().map(|name| authorship(name)).collect();
        work.references = references.iter().map(|id| Key::id(*id)).collect();
        shard.work(&work);
    }
    shard.close();
    Ok(builder.finish(Default::default())?.0)
}

fn authorship(name: &str) -> Authorship<'_> {
    Authorship { person: Some(PersonRecord::named(Key::name(name), name)), ..Authorship::default() }
}

/// `collaborates` is undirected, as this algorithm wants it; a directed view would want `.undirected()`.
fn print_keystones(graph: &Graph) {
    let view = graph.collaborates();
    println!("{} people in {} groups, held together by", graph.people().len(), connected_components(view));
    let mut keystones: Vec<_> = articulation_points(view).into_iter().collect();
    // The algorithm gives them in any order; the order of dense ids is that of the stable ids.
    keystones.sort_unstable();
    for person in keystones {
        println!("  {} ({} collaborators)", graph.label(person), graph.collaborators_of(person).len());
    }
}

/// A topological sort would do, but real works cite each other now and then, and a single such pair leaves it without
/// an answer. Components never fail: what cites each other comes together, after all that it builds on.
fn print_reading_order(graph: &Graph) {
    println!("\nto be read in this order:");
    for together in tarjan_scc(graph.cites()) {
        for work in together {
            println!("  {} {}", graph.year(work).unwrap_or_default(), graph.label(work));
        }
    }
}
