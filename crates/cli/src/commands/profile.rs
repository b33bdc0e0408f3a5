//! `scholargraph profile`.

use clap::Args;
use scholargraph_server::wire;

use super::Shared;
use crate::output::{self, Rows};

const EXAMPLES: &str = "\
Examples:
  scholargraph profile xiaoyao-liang                     somebody in the bundled sample
  scholargraph -g graph profile A5023888391 --json
  scholargraph -g graph profile https://orcid.org/0000-0001-6187-6610";

/// How many works and collaborators are listed; `--json` has more.
const SHOWN: usize = 10;

/// A person's page as data: who they are, how far that is known, whom they work with
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Profile {
    /// Id, key, ORCID iD or any other identifier
    id: String,
}

impl Profile {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open()?;
        let person = super::person(&loaded, &self.id)?;
        let profile = scholargraph::Profile::of(&loaded.graph, person);
        let profile = wire::Profile::new(&loaded.graph, &profile);
        if shared.json { Ok(output::json(&profile)?) } else { Ok(output::say(&text(&profile))?) }
    }
}

fn text(profile: &wire::Profile<'_>) -> String {
    [head(profile), trust(&profile.trust), collaborators(profile), topics(profile), works(profile)].join("\n\n")
}

fn head(profile: &wire::Profile<'_>) -> String {
    let summary = &profile.summary;
    let affiliation = profile.affiliations.first().map_or("affiliation not imported", |at| at.label);
    let claimed = if profile.claimed { "claimed" } else { "unclaimed" };
    format!(
        "{}  {}\n{} · {claimed}{}\n{} works ({}) · {} topics · {} close of {} collaborators · {} followers · cited {} times",
        output::heading(profile.label),
        profile.id,
        output::clean(affiliation),
        profile.orcid.map(|orcid| format!(" · ORCID {orcid}")).unwrap_or_default(),
        summary.works,
        output::years(summary.first_year, summary.last_year),
        summary.topics,
        summary.close_collaborators,
        summary.collaborators,
        summary.followers,
        summary.cited_by,
    )
}

fn trust(trust: &wire::Trust<'_>) -> String {
    let mut rows = Rows::new(&["code", "#points", "why"]);
    for found in &trust.evidence {
        rows.push([found.code, &format!("{}/{}", found.points, found.max), found.why]);
    }
    let conflicts = trust.conflicts.iter().map(|conflict| format!("\nconflict: {}", output::clean(conflict.why)));
    let next = trust.next.first().map(|step| format!("\nnext: {} (+{})", step.how, step.gain)).unwrap_or_default();
    format!(
        "{}  {} of {} · {} {}\n{rows}{}{next}",
        output::heading("Trust"),
        trust.score,
        trust.max,
        trust.level,
        trust.label,
        conflicts.collect::<String>(),
    )
}

fn collaborators(profile: &wire::Profile<'_>) -> String {
    let listed = profile.collaborators.iter().take(SHOWN);
    format!("{}\n{}", output::heading("Collaborators"), super::collaborators::table(listed))
}

fn topics(profile: &wire::Profile<'_>) -> String {
    let names =
        profile.topics.iter().take(SHOWN).map(|topic| format!("{} ({})", output::clean(topic.label), topic.works));
    format!("{}\n{}", output::heading("Topics"), names.collect::<Vec<_>>().join(" · "))
}

fn works(profile: &wire::Profile<'_>) -> String {
    let mut rows = Rows::new(&["#year", "type", "source", "id", "title"]);
    for work in profile.works.iter().take(SHOWN) {
        let (year, kind, source) = (output::year(work.year), work.r#type.unwrap_or("–"), work.source.unwrap_or("–"));
        rows.push([&year, kind, source, work.id, work.title]);
    }
    let shown = profile.works.len().min(SHOWN);
    format!("{} ({shown} of {} shown)\n{rows}", output::heading("Works"), profile.summary.works)
}
