//! `scholargraph search`.

use clap::Args;
use scholargraph::Kind;
use scholargraph_search::Query;
use scholargraph_server::wire;

use super::Shared;
use crate::{
    output::{self, Rows},
    values,
};

const EXAMPLES: &str = "\
Examples:
  scholargraph search liang                          anything with a word that begins so
  scholargraph search 'x liang' --kind person        an initial and a family name, in any order
  scholargraph -g graph search 'vision transf' --limit 5 --json";

/// Find works, people, topics and institutions by name
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Search {
    /// Words in any order; the last may be unfinished, a single letter is an initial
    query: String,
    /// Only this kind: work, person, topic, institution
    #[arg(long, value_parser = values::kind)]
    kind: Option<Kind>,
    /// At most this many
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: usize,
}

impl Search {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open()?;
        let query = Query { kind: self.kind, limit: self.limit, ..Query::new(&self.query) };
        let answer = loaded.index()?.search(&loaded.graph, &query)?;
        let answer = wire::Search::new(&loaded.graph, &self.query, &answer);
        if shared.json {
            return Ok(output::json(&answer)?);
        }
        if answer.hits.is_empty() {
            return Ok(output::say("nothing found; try fewer or shorter words")?);
        }
        let mut rows = Rows::new(&["key", "name", "about"]);
        for hit in &answer.hits {
            rows.push([format!("{}:{}", hit.kind, hit.id), hit.label.to_owned(), hit.hint.clone()]);
        }
        Ok(output::say(&format!("{rows}\n\n{} of {} shown", answer.hits.len(), output::count(answer.total)))?)
    }
}
