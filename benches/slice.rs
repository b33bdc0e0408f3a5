//! Where the time of the default slice goes: choosing nodes and finding their edges, drawing the map, writing JSON; in
//! microseconds of processor time.
//!
//! ```text
//! cargo bench -p benches --bench slice
//! SCHOLARGRAPH_GRAPH=DIR cargo bench -p benches --bench slice     # a snapshot of your own
//! ```

use benches::corpus;
use scholargraph::{
    BuildOptions,
    layout::Drawing,
    slice::{Slice, Slicer},
};
use scholargraph_bench::{Cost, Sample, cost};
use scholargraph_server::wire::{self, SliceParams};

fn main() -> anyhow::Result<()> {
    let graph = corpus::graph(BuildOptions::default())?;
    let people = Sample::drawn(&graph).people;
    let slices: Vec<Slice> = people.iter().map(|&person| Slicer::of(person).run(&graph)).collect();
    let params = SliceParams::default();
    let whole = cost(&people, |&person| wire::to_json(&wire::Slice::ask(&graph, person, &params)));
    let without = SliceParams { layout: Some(wire::Layout::None), ..SliceParams::default() };
    print(&[
        ("nodes and edges", cost(&people, |&person| Slicer::of(person).run(&graph))),
        ("map", cost(&slices, Drawing::of)),
        ("JSON", cost(&slices, |slice| wire::to_json(&wire::Slice::new(&graph, slice, &without)))),
        ("all of it", whole),
    ]);
    let crossings: usize = slices.iter().map(|slice| Drawing::of(slice).crossings(slice)).sum();
    say(&format!("\n{crossings} pairs of drawn edges cross on {} maps", slices.len()));
    Ok(())
}

fn print(rows: &[(&str, Cost)]) {
    say("| part | median | 99th percentile |\n| --- | --- | --- |");
    for (part, cost) in rows {
        say(&format!("| {part} | {:.0} | {:.0} |", cost.cpu_median, cost.cpu_p99));
    }
}

#[expect(clippy::print_stdout, reason = "the table is the result")]
fn say(text: &str) {
    println!("{text}");
}
