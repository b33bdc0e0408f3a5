//! `scholargraph collaborators`.

mod all;
mod columns;

use std::path::PathBuf;

use clap::Args;
use scholargraph::{AllCollaborators, Closest, Kind, Measure, Node, PersonId, Years, rank};
use scholargraph_server::wire::{self, Named};

use super::Shared;
use crate::{
    exit::Usage,
    loading::Loaded,
    output::{self, Rows},
    values::{self, Limit},
};

const EXAMPLES: &str = "\
Examples:
  scholargraph collaborators xiaoyao-liang                         the closest at present
  scholargraph -g graph collaborators A5038431304 --measure newman --limit 5
  scholargraph -g graph collaborators A5038431304 --to 2015        as it was in 2015
  scholargraph -g graph collaborators A5038431304 --measure recent --half-life 5 --json
  scholargraph -g graph collaborators institution:I27837315        institutions closest to this one
  scholargraph -g graph collaborators institution:I27837315 --kind person
  scholargraph -g graph collaborators topic:T10321 --measure count  people with most works in a topic
  scholargraph -g graph collaborators --all --top 20 -o everybody.jsonl
  scholargraph -g graph collaborators --all --measure count --max-authors none -o everybody.parquet

Beside an institution or a topic stands who shares works with it, an institution's own people among them. Each work is
shared out among the institutions, or the people, that it brings. All measures but `close` are told; `recent` is the
default.

With --all, a file of JSON lines (.jsonl) has the ranking of each person, those without a collaborator included, in
order of id and in the shape of /v1/people/{id}/collaborators. A Parquet file (.parquet) has a row for each person and
rank: person, person_label, rank, collaborator, collaborator_label (ids and names), score (of the measure), strength
(Newman's), shared_works, first_year, last_year (null where unknown), close, and total, the number of the person's
collaborators, listed or not. Its metadata name the snapshot and the question.";

/// Who works with somebody, or everybody, and who and what stands beside an institution or a topic: the closest first,
/// with the works that prove it
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Collaborators {
    /// Id, key (`institution:…`), ORCID iD, ROR id or any other identifier of a person, an institution or a topic
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    id: Option<String>,
    /// Everybody's, in parallel, to the file of -o
    #[arg(long, requires = "output")]
    all: bool,
    /// With --all: at most this many for each person
    #[arg(long, conflicts_with = "id", default_value_t = AllCollaborators::TOP as u32, value_name = "K",
        value_parser = clap::value_parser!(u32).range(1..=10_000))]
    top: u32,
    /// With --all: the file, written whole or not at all; its name says which kind: .jsonl or .parquet
    #[arg(short, conflicts_with = "id", value_name = "FILE")]
    output: Option<PathBuf>,
    /// Beside an institution or a topic: rank institutions (an institution's default) or people (a topic's)
    #[arg(long, conflicts_with = "all", value_parser = values::kind, value_name = "institution|person")]
    kind: Option<Kind>,
    /// close (at present; people's default, and theirs alone), newman (of all time), count, jaccard, salton, recent
    #[arg(long, value_parser = values::measure)]
    measure: Option<Measure>,
    /// At most this many
    #[arg(long, conflicts_with = "all", default_value_t = 20, value_name = "N")]
    limit: usize,
    /// Only works from this year on
    #[arg(long, value_name = "YEAR")]
    from: Option<i16>,
    /// Only works up to this year
    #[arg(long, value_name = "YEAR")]
    to: Option<i16>,
    /// At most this many works of proof for each: 3, with --all none, unless named
    #[arg(long, value_name = "N")]
    evidence: Option<usize>,
    /// Leave out works with more authors, or `none`
    #[arg(long, default_value_t = Limit(Some(rank::MAX_AUTHORS)), value_name = "N")]
    max_authors: Limit,
    /// Count ages from this year; else from --to, else from the newest year of the corpus
    #[arg(long, value_name = "YEAR")]
    reference_year: Option<i16>,
    /// Of `recent`: years after which a work counts half
    #[arg(long, value_name = "YEARS")]
    half_life: Option<f64>,
    /// Of `recent`: how much long author lists count against a work
    #[arg(long, value_name = "X")]
    size_exponent: Option<f64>,
    /// With --all: threads to use; all processors unless named
    #[arg(long, conflicts_with = "id", value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// With --all: show progress even where standard error is no terminal
    #[arg(long, conflicts_with = "id")]
    progress: bool,
}

impl Collaborators {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let Some(id) = &self.id else { return self.write_all(shared, self.measure(Measure::Close)?) };
        let loaded = shared.open()?;
        let graph = &loaded.graph;
        let ranking = match focus(&loaded, id)? {
            Node::Person(person) => wire::Ranking::new(graph, &self.of(id, person)?.run(graph)),
            focus => wire::Ranking::closest(graph, &self.closest_to(id, focus)?.run(graph)),
        };
        if shared.json { Ok(output::json(&ranking)?) } else { Ok(output::say(&self.text(&ranking))?) }
    }

    fn of(&self, id: &str, person: PersonId) -> Result<rank::Collaborators, Usage> {
        if let Some(kind) = self.kind.filter(|&kind| kind != Kind::Person) {
            let said = format!("{id} is a person, whose collaborators are people: leave out --kind {kind}");
            return Err(Usage(said));
        }
        Ok(rank::Collaborators::of(person)
            .measure(self.measure(Measure::Close)?)
            .limit(self.limit)
            .evidence(self.evidence.unwrap_or(3))
            .years(Years { from: self.from, to: self.to })
            .reference_year(self.reference_year)
            .max_authors(self.max_authors.0))
    }

    fn closest_to(&self, id: &str, focus: Node) -> Result<Closest, Usage> {
        let measure = self.measure(Closest::MEASURE)?;
        let question = Closest::to(focus).and_then(|question| question.measure(measure));
        let question = question.and_then(|question| match self.kind {
            Some(kind) => question.kind(kind),
            None => Ok(question),
        });
        let question = question.map_err(|error| Usage(format!("{id}: {error}")))?;
        Ok(question
            .limit(self.limit)
            .evidence(self.evidence.unwrap_or(3))
            .years(Years { from: self.from, to: self.to })
            .reference_year(self.reference_year)
            .max_authors(self.max_authors.0))
    }

    /// The measure with its parameters, which only `recent` takes.
    fn measure(&self, default: Measure) -> Result<Measure, Usage> {
        let measure = self.measure.unwrap_or(default);
        let Measure::Recent { half_life, size_exponent } = measure else {
            return match (self.half_life, self.size_exponent) {
                (None, None) => Ok(measure),
                _ => Err(Usage("--half-life and --size-exponent go with --measure recent".to_owned())),
            };
        };
        let half_life = self.half_life.unwrap_or(half_life);
        let size_exponent = self.size_exponent.unwrap_or(size_exponent);
        if !(half_life.is_finite() && half_life > 0.0) {
            return Err(Usage("--half-life takes a number of years above 0".to_owned()));
        }
        if !(0.0..=10.0).contains(&size_exponent) {
            return Err(Usage("--size-exponent takes a number from 0 to 10".to_owned()));
        }
        Ok(Measure::Recent { half_life, size_exponent })
    }

    fn text(&self, ranking: &wire::Ranking<'_>) -> String {
        let left_out = match (ranking.excluded.works_over_author_limit, self.max_authors.0) {
            (0, _) | (_, None) => String::new(),
            (works, Some(limit)) => format!("; {works} works of more than {limit} authors left out"),
        };
        let close = ranking.close_total.map_or(String::new(), |close| format!(", {} close", output::count(close)));
        format!(
            "{} by {}\n{}\n\n{} of {} shown{close}{left_out}",
            output::heading(&heading(ranking)),
            ranking.measure,
            table(ranking.collaborators.iter()),
            ranking.collaborators.len(),
            output::count(ranking.total),
        )
    }
}

/// The node that `id` means: a person where it can be one, else an institution, else a topic.
fn focus(loaded: &Loaded, id: &str) -> anyhow::Result<Node> {
    let kinds = [Kind::Person, Kind::Institution, Kind::Topic];
    let found = kinds.into_iter().find_map(|kind| loaded.node(Some(kind), id).ok());
    match found.map_or_else(|| loaded.node(None, id), Ok)? {
        Node::Work(_) => Err(Usage(format!("{id} is a work: name a person, an institution or a topic")).into()),
        focus => Ok(focus),
    }
}

fn heading(ranking: &wire::Ranking<'_>) -> String {
    let Named { id, label } = ranking.focus.named;
    let name = if label.is_empty() { id } else { label };
    match ranking.kind {
        None => format!("Collaborators of {name}"),
        Some("person") => format!("People closest to {name}"),
        Some(_) => format!("Institutions closest to {name}"),
    }
}

/// Collaborators, one in a row.
pub(super) fn table<'a>(listed: impl Iterator<Item = &'a wire::Collaborator<'a>>) -> Rows {
    let mut rows =
        Rows::new(&["#rank", "name", "id", "#score", "#strength", "#shared", "years", "close", "latest work"]);
    for one in listed {
        let close = if one.close == Some(true) { "close" } else { "" };
        let latest = one.evidence.first().map_or("", |work| work.title);
        rows.push([
            one.rank.to_string().as_str(),
            one.label,
            one.id,
            &format!("{:.4}", one.score),
            &format!("{:.3}", one.strength),
            &one.shared_works.to_string(),
            &output::years(one.first_year, one.last_year),
            close,
            latest,
        ]);
    }
    rows
}
