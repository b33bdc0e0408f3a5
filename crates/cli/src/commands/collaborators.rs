//! `scholargraph collaborators`.

use clap::Args;
use scholargraph::{Measure, Years, rank};
use scholargraph_server::wire;

use super::Shared;
use crate::{
    exit::Usage,
    output::{self, Rows},
    values::{self, Limit},
};

const EXAMPLES: &str = "\
Examples:
  scholargraph collaborators xiaoyao-liang                         the closest at present
  scholargraph -g graph collaborators A5038431304 --measure newman --limit 5
  scholargraph -g graph collaborators A5038431304 --to 2015        as it was in 2015
  scholargraph -g graph collaborators A5038431304 --measure recent --half-life 5 --json";

/// The people somebody works with, the closest first, with the works that prove it
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Collaborators {
    /// Id, key, ORCID iD or any other identifier of a person
    id: String,
    /// close (at present), newman (of all time), count, jaccard, salton, recent
    #[arg(long, default_value = "close", value_parser = values::measure)]
    measure: Measure,
    /// At most this many
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// Only works from this year on
    #[arg(long, value_name = "YEAR")]
    from: Option<i16>,
    /// Only works up to this year
    #[arg(long, value_name = "YEAR")]
    to: Option<i16>,
    /// At most this many works of proof for each
    #[arg(long, default_value_t = 3, value_name = "N")]
    evidence: usize,
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
}

impl Collaborators {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let measure = self.measure()?;
        let loaded = shared.open()?;
        let person = super::person(&loaded, &self.id)?;
        let ranking = rank::Collaborators::of(person)
            .measure(measure)
            .limit(self.limit)
            .evidence(self.evidence)
            .years(Years { from: self.from, to: self.to })
            .reference_year(self.reference_year)
            .max_authors(self.max_authors.0)
            .run(&loaded.graph);
        let ranking = wire::Ranking::new(&loaded.graph, &ranking);
        if shared.json { Ok(output::json(&ranking)?) } else { Ok(output::say(&self.text(&ranking))?) }
    }

    /// The measure with its parameters, which only `recent` takes.
    fn measure(&self) -> Result<Measure, Usage> {
        let Measure::Recent { half_life, size_exponent } = self.measure else {
            return match (self.half_life, self.size_exponent) {
                (None, None) => Ok(self.measure),
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
        format!(
            "{} by {}\n{}\n\n{} of {} shown, {} close{left_out}",
            output::heading(&format!("Collaborators of {}", ranking.person.label)),
            ranking.measure,
            table(ranking.collaborators.iter()),
            ranking.collaborators.len(),
            output::count(ranking.total),
            output::count(ranking.close_total),
        )
    }
}

/// Collaborators, one in a row.
pub(super) fn table<'a>(listed: impl Iterator<Item = &'a wire::Collaborator<'a>>) -> Rows {
    let mut rows =
        Rows::new(&["#rank", "name", "id", "#score", "#strength", "#shared", "years", "close", "latest work"]);
    for one in listed {
        let close = if one.close { "close" } else { "" };
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
