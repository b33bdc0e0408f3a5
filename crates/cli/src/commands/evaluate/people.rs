//! `scholargraph evaluate people`.

use clap::Args;
use scholargraph_import::{Hidden, Import, Progress, SourceSpec, TrialScore};
use serde::Serialize;

use super::{Evaluation, Shared, part};
use crate::{
    meter::Meter,
    output::{self, Rows},
};

/// Who is who: bylines whose people are known by ids, ORCID iDs or numbers behind names, shown to the rules without these
///
/// Reads sources instead of a snapshot. Figures are B-cubed precision, recall and F1, as means over names and over
/// bylines; for all names, and for those that are known to be several people's.
#[derive(Args, Debug)]
pub(super) struct People {
    /// What to read: FORMAT:PATH, as for `build`
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<SourceSpec>,
    /// Cut given names to their first letters, too
    #[arg(long)]
    initials: bool,
    /// Threads to use; all processors unless named
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Show progress even where standard error is no terminal
    #[arg(long)]
    progress: bool,
}

/// B-cubed.
#[derive(Debug, Serialize)]
struct Figures {
    precision: f64,
    recall: f64,
    f1: f64,
}

/// How well the people of some names were told.
#[derive(Debug, Serialize)]
struct Score {
    names_of: &'static str,
    names: usize,
    people: usize,
    bylines: usize,
    by_name: Figures,
    by_byline: Figures,
}

impl People {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let meter = Meter::new(self.progress);
        let progress = Progress::default();
        let hidden = if self.initials { Hidden::IdsAndGivenNames } else { Hidden::Ids };
        let import = Import::new(self.sources.clone()).threads(self.threads).progress(&progress);
        let trial = super::super::with_threads(self.threads, || meter.follow(&progress, || import.trial(hidden)))??;
        drop(meter);
        let results = vec![Score::new("anybody", &trial.all), Score::new("several people", &trial.shared)];
        if shared.json {
            return Ok(output::json(&Evaluation { task: "people", results })?);
        }
        let sources: Vec<String> = self.sources.iter().map(ToString::to_string).collect();
        let heading = output::heading(&format!("Who is who in {}", sources.join(", ")));
        Ok(output::say(&format!("{heading}\n{}", table(&results)))?)
    }
}

impl Score {
    fn new(names_of: &'static str, score: &TrialScore) -> Self {
        let figures =
            |b: &scholargraph::backtest::BCubed| Figures { precision: b.precision, recall: b.recall, f1: b.f1() };
        Self {
            names_of,
            names: score.names,
            people: score.people,
            bylines: score.bylines,
            by_name: figures(&score.by_name),
            by_byline: figures(&score.by_byline),
        }
    }
}

fn table(results: &[Score]) -> Rows {
    let mut rows =
        Rows::new(&["names of", "mean over", "#names", "#people", "#bylines", "#precision", "#recall", "#F1"]);
    for score in results {
        for (over, figures) in [("names", &score.by_name), ("bylines", &score.by_byline)] {
            let [names, people, bylines] = [score.names, score.people, score.bylines].map(output::count);
            let [precision, recall, f1] = [figures.precision, figures.recall, figures.f1].map(part);
            rows.push([score.names_of.to_owned(), over.to_owned(), names, people, bylines, precision, recall, f1]);
        }
    }
    rows
}
