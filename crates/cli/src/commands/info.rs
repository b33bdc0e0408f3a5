//! `scholargraph info`.

use clap::Args;
use scholargraph_server::wire;

use super::Shared;
use crate::{
    loading::Loaded,
    output::{self, Rows},
};

const EXAMPLES: &str = "\
Examples:
  scholargraph info                     the bundled sample
  scholargraph -g graph info --json     counts for another program";

/// Counts by kind and relation, years, sources, bytes on disk
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Info {}

impl Info {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open()?;
        let (format, bytes) = loaded.stored.as_ref().map(|stored| (stored.format, stored.bytes)).unzip();
        let info = wire::Info::new(&loaded.graph, format, bytes);
        if shared.json { Ok(output::json(&info)?) } else { Ok(output::say(&table(&loaded, &info))?) }
    }
}

fn table(loaded: &Loaded, info: &wire::Info<'_>) -> String {
    let meta = loaded.graph.meta();
    let mut rows = Rows::new(&["what", "#count"]);
    for (name, count) in counts(info) {
        rows.push([name, output::count(count).as_str()]);
    }
    let years = output::years(meta.years.map(|years| years.0), meta.years.map(|years| years.1));
    let limit =
        meta.max_authors.map_or("no author limit".to_owned(), |limit| format!("works of at most {limit} authors"));
    let disk = info.bytes.map_or("in memory".to_owned(), |bytes| format!("{} on disk", output::bytes(bytes)));
    format!(
        "{}\nsnapshot {} · {disk}\nyears {years}\nsources {}\n\n{rows}\n\ncollaborates: {limit} ({} left out)\npeople: {} components, the largest of {}",
        output::heading(&meta.corpus),
        info.snapshot,
        meta.sources.join(", "),
        output::count(info.works_over_author_limit),
        output::count(info.components),
        output::count(info.largest_component_people),
    )
}

/// Name and number of everything counted.
pub(super) fn counts(info: &wire::Info<'_>) -> [(&'static str, usize); 11] {
    let (nodes, relations) = (&info.nodes, &info.relations);
    [
        ("works", nodes.work),
        ("people", nodes.person),
        ("topics", nodes.topic),
        ("institutions", nodes.institution),
        ("authored", relations.authored),
        ("about", relations.about),
        ("affiliated", relations.affiliated),
        ("produced", relations.produced),
        ("cites", relations.cites),
        ("part_of", relations.part_of),
        ("collaborates", relations.collaborates),
    ]
}
