//! `scholargraph info`.

use clap::Args;
use scholargraph_bench::{ColumnBytes, Projection, Unit};
use scholargraph_search::SearchIndex;
use scholargraph_server::wire;
use serde::Serialize;

use super::Shared;
use crate::{
    loading::Loaded,
    output::{self, Rows},
    values::Counts,
};

const EXAMPLES: &str = "\
Examples:
  scholargraph info                     the bundled sample
  scholargraph -g graph info --json     counts and bytes of every column for another program
  scholargraph -g graph info --columns
  scholargraph -g graph info --project works=480000000
  scholargraph -g graph info --project works=480000000,people=110000000,authored=862000000,cites=2800000000

--project says what a larger graph of the same kind would take. Every column is measured on the snapshot and grows with
what it has an entry for: works, people, topics, institutions, authored, about, affiliated, produced, cites, collaborates,
terms. How many of these there would be can be given; what is not grows with the power of the works that corpora of
`generate` showed when their size was multiplied: 1 for nearly all, 0 for topics and institutions. Columns are mapped as they lie on disk. Those marked resident
are read before a query knows what it will show, and must be in memory for answers in microseconds; the others are read for
what is shown. The smallest machine holds the resident ones, the counters of eight threads (four bytes a node and thread),
and a tenth more.";

/// Counts by kind and relation, years, sources, bytes on disk; what a larger graph would take
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Info {
    /// List what every column takes
    #[arg(long)]
    columns: bool,
    /// Say what a graph with so many works would take, and what machine it would need
    #[arg(long, value_name = "works=N[,…]")]
    project: Option<Counts>,
}

/// What is said with `--json`.
#[derive(Serialize)]
struct Said<'g> {
    #[serde(flatten)]
    info: wire::Info<'g>,
    columns: Vec<Column>,
    #[serde(skip_serializing_if = "Option::is_none")]
    projection: Option<&'g Projection>,
}

/// What a column takes now.
#[derive(Serialize)]
struct Column {
    table: &'static str,
    column: &'static str,
    resident: bool,
    bytes: u64,
}

impl Info {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open()?;
        let (format, bytes) = loaded.stored.as_ref().map(|stored| (stored.format, stored.bytes)).unzip();
        let info = wire::Info::new(&loaded.graph, format, bytes);
        let projection = self.projection(&loaded);
        if shared.json {
            let columns = projection.columns.iter().map(Column::of).collect();
            let projection = self.project.is_some().then_some(&projection);
            return Ok(output::json(&Said { info, columns, projection })?);
        }
        let mut text = table(&loaded, &info);
        if self.project.is_some() {
            text.push_str(&projected(&projection));
        } else if self.columns {
            text.push_str(&columns(&projection));
        }
        Ok(output::say(&text)?)
    }

    fn projection(&self, loaded: &Loaded) -> Projection {
        let given: &[(Unit, u64)] = self.project.as_ref().map_or(&[], |counts| &counts.0);
        let projection = Projection::new(&loaded.graph, given);
        let index = loaded.folder.as_ref().and_then(|folder| folder.join(SearchIndex::FILE).metadata().ok());
        match index {
            Some(index) => projection.with_file("search", "index", index.len()),
            None => projection,
        }
    }
}

impl Column {
    fn of(column: &ColumnBytes) -> Self {
        let ColumnBytes { table, column, resident, bytes } = *column;
        Self { table, column, resident, bytes: bytes.now }
    }
}

/// What takes anything, column by column.
fn columns(projection: &Projection) -> String {
    let mut rows = Rows::new(&["column", "#bytes", "must be"]);
    for column in projection.columns.iter().filter(|column| column.bytes.now > 0) {
        rows.push([name(column), output::bytes(column.bytes.now), where_it_is(column).to_owned()]);
    }
    let (resident, total) = (output::bytes(projection.resident.now), output::bytes(projection.total.now));
    format!("\n\n{rows}\n\n{resident} resident of {total}")
}

/// The same for the larger graph, and what it needs.
fn projected(projection: &Projection) -> String {
    let mut counts = Rows::new(&["what", "#here", "#projected", "#power of works"]);
    for count in &projection.counts {
        let power = count.exponent.map_or("given".to_owned(), |exponent| format!("{exponent:.2}"));
        let [now, there] = [count.now, count.projected].map(|count| output::count(count as usize));
        counts.push([count.name.to_owned(), now, there, power]);
    }
    let mut rows = Rows::new(&["column", "#here", "#projected", "must be"]);
    for column in projection.columns.iter().filter(|column| column.bytes.now > 0) {
        let [now, there] = [column.bytes.now, column.bytes.projected].map(output::bytes);
        rows.push([name(column), now, there, where_it_is(column).to_owned()]);
    }
    let [resident, total, counters] =
        [projection.resident, projection.total, projection.counters].map(|bytes| output::bytes(bytes.projected));
    let machine = projection.machine_gib.map_or("none that is sold".to_owned(), |gib| format!("{gib} GiB"));
    format!(
        "\n\n{counts}\n\n{rows}\n\n{total} on disk, of which {resident} must be resident; {counters} for the counters of \
         eight threads\nsmallest machine: {machine}"
    )
}

fn name(column: &ColumnBytes) -> String {
    format!("{}.{}", column.table, column.column)
}

const fn where_it_is(column: &ColumnBytes) -> &'static str {
    if column.resident { "resident" } else { "on disk" }
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
