//! `scholargraph evaluate search`.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::Args;
use scholargraph::{Kind, Node};
use scholargraph_search::Query;
use serde::{Deserialize, Serialize};

use super::{Evaluation, Shared, part};
use crate::{
    exit::Usage,
    loading::Loaded,
    output::{self, Rows},
};

/// What people type and whom they mean: is it the first hit, is it among the first five?
///
/// The file is JSON: {"queries": [{"query": "j doe", "acceptable_keys": ["jane-doe"], "kind": "initials"}, ...]}. The keys
/// are ids of any sort, of whomever may be meant; `kind` groups the figures and may be left out. Queries that mean nobody
/// in the corpus are counted and left out of the figures.
#[derive(Args, Debug)]
pub(super) struct Search {
    /// What is typed, and who is meant
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
}

/// What a file of queries holds.
#[derive(Debug, Deserialize)]
struct Queries {
    queries: Vec<Asked>,
}

#[derive(Debug, Deserialize)]
struct Asked {
    query: String,
    acceptable_keys: Vec<String>,
    #[serde(default)]
    kind: String,
}

/// How well people are found by queries of one kind.
#[derive(Debug, Default, Serialize)]
struct Figures {
    kind: String,
    queries: usize,
    absent: usize,
    first: f64,
    first_five: f64,
}

impl Search {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let asked = read(&self.queries)?;
        let loaded = shared.open_throughout()?;
        let results = figures(&loaded, &asked)?;
        if shared.json {
            return Ok(output::json(&Evaluation { task: "search", results })?);
        }
        let heading = output::heading(&format!("Search for people in {}", loaded.graph.meta().corpus));
        Ok(output::say(&format!("{heading}\n{}", Figures::table(&results)))?)
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<Asked>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let queries: Queries = serde_json::from_str(&text)
        .map_err(|error| Usage(format!("{}: {error}; see `scholargraph evaluate search --help`", path.display())))?;
    if queries.queries.is_empty() {
        return Err(Usage(format!("{} asks nothing", path.display())).into());
    }
    Ok(queries.queries)
}

/// The figures of all queries, then of every kind.
fn figures(loaded: &Loaded, asked: &[Asked]) -> anyhow::Result<Vec<Figures>> {
    let mut by_kind: BTreeMap<&str, Vec<Option<Option<usize>>>> = BTreeMap::new();
    let mut all = Vec::new();
    for one in asked {
        let place = place(loaded, one)?;
        all.push(place);
        by_kind.entry(&one.kind).or_default().push(place);
    }
    let kinds = by_kind.iter().filter(|(kind, _)| !kind.is_empty());
    Ok(std::iter::once(Figures::of("all", &all)).chain(kinds.map(|(kind, places)| Figures::of(kind, places))).collect())
}

/// Where among the hits whoever is meant comes, if at all; nothing where nobody in the corpus is meant.
fn place(loaded: &Loaded, asked: &Asked) -> anyhow::Result<Option<Option<usize>>> {
    let meant = |key: &String| loaded.graph.resolve(Some(Kind::Person), key).ok();
    let meant: Vec<Node> = asked.acceptable_keys.iter().filter_map(meant).map(|found| found.node).collect();
    if meant.is_empty() {
        return Ok(None);
    }
    let query = Query { kind: Some(Kind::Person), ..Query::new(&asked.query) };
    let hits = loaded.index()?.search(&loaded.graph, &query).with_context(|| format!("`{}`", asked.query))?.hits;
    Ok(Some(hits.iter().position(|hit| meant.contains(&hit.node))))
}

impl Figures {
    fn of(kind: &str, places: &[Option<Option<usize>>]) -> Self {
        let present: Vec<Option<usize>> = places.iter().copied().flatten().collect();
        let share = |within: usize| {
            let found = present.iter().flatten().filter(|&&place| place < within).count();
            if present.is_empty() { 0.0 } else { found as f64 / present.len() as f64 }
        };
        Self {
            kind: kind.to_owned(),
            queries: present.len(),
            absent: places.len() - present.len(),
            first: share(1),
            first_five: share(5),
        }
    }

    fn table(results: &[Self]) -> Rows {
        let mut rows = Rows::new(&["queries", "#asked", "#not in the corpus", "#first", "#first five"]);
        for one in results {
            let counts = [one.queries, one.absent].map(output::count);
            let [asked, absent] = counts;
            rows.push([one.kind.clone(), asked, absent, part(one.first), part(one.first_five)]);
        }
        rows
    }
}
