//! `scholargraph export`.

use std::{collections::BTreeMap, path::PathBuf};

use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};
use scholargraph::{DeriveTopics, Graph};
use scholargraph_import::tables::{Exported, Form, export};
use serde::Serialize;

use super::Shared;
use crate::{
    output::{self, Rows},
    values::Limit,
};

const EXAMPLES: &str = "\
Examples:
  scholargraph -g graph export --format parquet -o tables     for Spark, DuckDB, polars, pandas
  scholargraph -g graph export --format csv -o tables
  scholargraph build -o again tables:tables                   the same graph

The tables: works, people, topics, institutions, sources; authorships, about (the topics of works), citations,
affiliations, part_of (the parents of institutions), merged (ids that gave way to others). Columns are called as in the
library; `scholargraph_import::tables` describes them. A graph that is built from the tables with the same options has the
same snapshot id: the options are not in the tables, this command prints them.";

/// Write the whole graph as tables, from which it can be built again
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    /// Form of the tables
    #[arg(long, value_parser = form(), value_name = "FORMAT")]
    format: Form,
    /// Folder of the tables; it must not be there yet, or be empty
    #[arg(short, value_name = "DIR")]
    output: PathBuf,
}

/// A form by its name.
fn form() -> impl TypedValueParser<Value = Form> {
    let names = Form::ALL.iter().map(|form| form.name());
    let find = |name: &str| Form::ALL.iter().copied().find(|form| form.name() == name);
    PossibleValuesParser::new(names).map(move |name| find(&name).unwrap_or(Form::Parquet))
}

/// What is said with `--json`.
#[derive(Serialize)]
struct Said<'g> {
    snapshot: &'g str,
    tables: BTreeMap<&'static str, usize>,
    bytes: u64,
    build: Vec<String>,
}

impl Export {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open_throughout()?;
        let exported = export(&loaded.graph, self.format, &self.output)?;
        let build = self.build(&loaded.graph);
        if shared.json {
            let (tables, bytes) = (exported.tables.into_iter().collect(), exported.bytes);
            return Ok(output::json(&Said { snapshot: &loaded.graph.meta().id, tables, bytes, build })?);
        }
        Ok(output::say(&self.summary(&exported, &build))?)
    }

    /// The arguments with which the same graph is built again.
    fn build(&self, graph: &Graph) -> Vec<String> {
        let meta = graph.meta();
        let mut build: Vec<String> = ["build", "-o", "DIR", "--max-authors"].map(str::to_owned).into();
        build.push(Limit(meta.max_authors).to_string());
        if graph.topics().is_empty() {
            build.extend(["--topics".to_owned(), DeriveTopics::Never.name().to_owned()]);
        }
        if meta.communities == 0 {
            build.push("--no-communities".to_owned());
        }
        build.push(format!("tables:{}", self.output.display()));
        build
    }

    fn summary(&self, exported: &Exported, build: &[String]) -> String {
        let mut rows = Rows::new(&["table", "#rows"]);
        for (table, count) in &exported.tables {
            rows.push([*table, output::count(*count).as_str()]);
        }
        let (bytes, build) = (output::bytes(exported.bytes), build.join(" "));
        format!("{rows}\n\n{bytes} in {}\nthe same graph: scholargraph {build}", self.output.display())
    }
}
