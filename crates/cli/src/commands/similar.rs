//! `scholargraph similar`.

use clap::Args;
use scholargraph::Kind;
use scholargraph_server::wire::{self, Named};

use super::Shared;
use crate::{
    output::{self, Rows},
    values,
};

const EXAMPLES: &str = "\
Examples:
  scholargraph similar 2203.04570                                  works like this work
  scholargraph -g graph similar person:A5038431304 --limit 5       people who work on the same
  scholargraph -g graph similar A5038431304 --collaborators        those included whom they work with
  scholargraph -g graph similar https://ror.org/00jmfr291 --json   institutions like this one

Works are like each other that are cited together, cite the same, cite each other, or whose titles say the same; where
nothing is cited, those by the same people, on the same topics and in the same words. People and institutions: by
topics, words of titles, and where works appeared. Topics: by works about both.";

/// Works like a work, people like a person, and so on, the likest first, with what they have in common
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Similar {
    /// Id, key (`person:…`), DOI, arXiv, ORCID, ROR or any other identifier
    id: String,
    /// Only a node of this kind: work, person, topic, institution
    #[arg(long, value_parser = values::kind)]
    kind: Option<Kind>,
    /// At most this many
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// At most this many reasons of each sort
    #[arg(long, default_value_t = 3, value_name = "N")]
    reasons: usize,
    /// Of a person: list those with whom they share works, too
    #[arg(long)]
    collaborators: bool,
}

impl Similar {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open()?;
        let node = loaded.node(self.kind, &self.id)?;
        let question = scholargraph::Similar::to(node).limit(self.limit).reasons(self.reasons);
        let found = question.collaborators(self.collaborators).run(&loaded.graph);
        let found = wire::Similar::new(&loaded.graph, &found);
        if shared.json { Ok(output::json(&found)?) } else { Ok(output::say(&text(&found))?) }
    }
}

fn text(found: &wire::Similar<'_>) -> String {
    let label = if found.label.is_empty() { found.id } else { found.label };
    let heading = output::heading(&format!("Like {label}"));
    if found.similar.is_empty() {
        return format!("{heading}: nothing, by what is in this corpus");
    }
    let mut rows = Rows::new(&["#rank", "#score", "year", "id", "name", "why"]);
    for one in &found.similar {
        let year = one.year.map_or(String::new(), output::year);
        rows.push([&one.rank.to_string(), &format!("{:.3}", one.score), &year, one.id, one.label, &why(&one.reasons)]);
    }
    let left_out = if found.complete { "" } else { "; what very many have in common was not looked at" };
    format!("{heading}\n{rows}\n\n{} of {} shown{left_out}", found.similar.len(), output::count(found.total))
}

fn labels(named: &[Named<'_>]) -> String {
    named.iter().map(|one| one.label).collect::<Vec<_>>().join(", ")
}

/// What both have in common, in a line.
fn why(reasons: &wire::Reasons<'_>) -> String {
    let parts = match reasons {
        wire::Reasons::Topic { shared_works } => vec![format!("{} works about both", output::count(*shared_works))],
        wire::Reasons::Holder(both) => vec![labels(&both.topics), both.words.join(", "), labels(&both.sources)],
        wire::Reasons::Work(both) => vec![
            some(both.co_citations, "× cited together"),
            some(both.shared_references, " shared references"),
            if both.cites { "cited by it".to_owned() } else { String::new() },
            if both.cited_by { "cites it".to_owned() } else { String::new() },
            both.words.join(", "),
            labels(&both.topics),
            if both.people.is_empty() { String::new() } else { format!("by {}", labels(&both.people)) },
        ],
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn some(count: usize, what: &str) -> String {
    if count > 0 { format!("{}{what}", output::count(count)) } else { String::new() }
}
