//! Runs an algorithm of petgraph on a slice, which *is* a petgraph graph: what it takes, and what it draws.
//!
//! From the people of a slice and the strengths between them, keeps the backbone (a maximum spanning tree): the
//! strongest ties that still connect everybody. What comes out is a drawing for Graphviz.
//!
//! ```text
//! $ cargo run --example petgraph_on_a_slice
//! graph {
//!     0 [ label = "Xiaoyao Liang" ]
//!     1 [ label = "Li Jiang" ]
//!     2 [ label = "Naifeng Jing" ]
//!     3 [ label = "Yihong Xu" ]
//!     4 [ label = "Zhuoran Song" ]
//!     1 -- 2 [ label = "0.525" ]
//!     2 -- 0 [ label = "0.525" ]
//!     0 -- 3 [ label = "0.4" ]
//!     3 -- 4 [ label = "0.4" ]
//! }
//! ```

#![expect(clippy::print_stdout, reason = "what an example prints is its result")]

use anyhow::Result;
use petgraph::{algo::min_spanning_tree, data::FromElements, dot::Dot, graph::UnGraph};
use scholargraph::{
    Graph, Kind, Relation,
    slice::{Slice, Slicer},
};
use scholargraph_import::{Format, Import, SourceSpec};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/sample/*.jsonl");

fn main() -> Result<()> {
    let (graph, _) = Import::new([SourceSpec::new(Format::OpenAlex, SAMPLE)]).build(Default::default())?;
    let person = graph.resolve(Some(Kind::Person), "xiaoyao-liang")?.node;
    let slice = Slicer::of(person).nodes(12).run(&graph);
    print!("{}", Dot::new(&backbone(&strengths(&graph, &slice))));
    Ok(())
}

/// The people of a slice by name, and how strongly they are tied.
fn strengths<'g>(graph: &'g Graph, slice: &Slice) -> UnGraph<&'g str, f32> {
    let people = slice.graph.filter_map(
        |_, chosen| (chosen.node.kind() == Kind::Person).then(|| graph.label(chosen.node)),
        |_, edge| (edge.relation == Relation::Collaborates).then_some(edge.weight),
    );
    people.into_edge_type()
}

/// The strongest ties that connect whoever is connected.
fn backbone<'g>(ties: &UnGraph<&'g str, f32>) -> UnGraph<&'g str, f32> {
    // petgraph looks for the smallest sum; strong ties are to be cheap.
    let costs = ties.map(|_, name| *name, |_, strength| -strength);
    let tree = UnGraph::from_elements(min_spanning_tree(&costs));
    tree.map(|_, name| *name, |_, cost| -cost)
}
