//! `scholargraph suggest`.

use clap::Args;
use scholargraph::{Suggestions, Years, suggest::Measure};
use scholargraph_server::wire;

use super::Shared;
use crate::{
    output::{self, Rows},
    values,
};

const EXAMPLES: &str = "\
Examples:
  scholargraph suggest mark-newman                                 somebody of the bundled sample
  scholargraph -g graph suggest A5038431304 --limit 5
  scholargraph -g graph suggest A5038431304 --measure adamic-adar --json
  scholargraph -g graph suggest A5038431304 --to 2015              as it was in 2015

Measures: walk-text, a random walk over people and their works, weighed by the words of titles; walk, the same without
the words; common-neighbours, adamic-adar and weighted-ra, by common collaborators. Nobody is suggested who shares a work
with the person already.";

/// People somebody has not worked with and might, the likeliest first, each with what speaks for it
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Suggest {
    /// Id, key, ORCID iD or any other identifier of a person
    id: String,
    /// walk-text, walk, common-neighbours, adamic-adar, weighted-ra
    #[arg(long, default_value = "walk-text", value_parser = values::suggestion_measure)]
    measure: Measure,
    /// At most this many
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// At most this many common collaborators, topics and words for each
    #[arg(long, default_value_t = 3, value_name = "N")]
    reasons: usize,
    /// Only works from this year on
    #[arg(long, value_name = "YEAR")]
    from: Option<i16>,
    /// Only works up to this year
    #[arg(long, value_name = "YEAR")]
    to: Option<i16>,
    /// Count ages from this year; else from --to, else from the newest year of the corpus
    #[arg(long, value_name = "YEAR")]
    reference_year: Option<i16>,
}

impl Suggest {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open()?;
        let person = super::person(&loaded, &self.id)?;
        let found = Suggestions::of(person)
            .measure(self.measure)
            .limit(self.limit)
            .reasons(self.reasons)
            .years(Years { from: self.from, to: self.to })
            .reference_year(self.reference_year)
            .run(&loaded.graph);
        let found = wire::Suggestions::new(&loaded.graph, &found);
        if shared.json { Ok(output::json(&found)?) } else { Ok(output::say(&text(&found))?) }
    }
}

fn text(found: &wire::Suggestions<'_>) -> String {
    let heading = output::heading(&format!("Suggestions for {}", found.person.label));
    if found.suggestions.is_empty() {
        return format!("{heading} by {}: nobody, by the works in this corpus", found.measure);
    }
    let mut rows = Rows::new(&["#rank", "name", "id", "#score", "why"]);
    for one in &found.suggestions {
        rows.push([&one.rank.to_string(), one.label, one.id, &output::significant(one.score), &why(one)]);
    }
    let left_out = if found.complete { "" } else { "; what is farthest was not looked at" };
    let shown = found.suggestions.len();
    format!("{heading} by {}\n{rows}\n\n{shown} of {} shown{left_out}", found.measure, output::count(found.total))
}

/// Who connects the two, and what both work on, in a line.
fn why(one: &wire::Suggestion<'_>) -> String {
    let more = one.common_collaborators.saturating_sub(one.via.len());
    let more = if more > 0 && !one.via.is_empty() { format!(" +{more}") } else { String::new() };
    let names = |of: &mut dyn Iterator<Item = &str>| of.collect::<Vec<_>>().join(", ");
    let parts = [
        names(&mut one.via.iter().map(|bridge| bridge.label)),
        names(&mut one.topics.iter().map(|topic| topic.label)),
        names(&mut one.words.iter().copied()),
    ];
    let via = if parts[0].is_empty() { "further away".to_owned() } else { format!("via {}{more}", parts[0]) };
    [via].into_iter().chain(parts.into_iter().skip(1).filter(|part| !part.is_empty())).collect::<Vec<_>>().join(" · ")
}
