//! `scholargraph evaluate`.

mod collaborators;
mod people;
mod ranking;
mod search;
mod slices;
mod suggestions;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::Shared;
use crate::{
    exit::Usage,
    loading::Loaded,
    meter::Meter,
    output::{self, Rows},
};

const EXAMPLES: &str = "\
Examples:
  scholargraph -g graph evaluate collaborators                     every measure, in three years that fit the corpus
  scholargraph -g graph evaluate collaborators --years 2014,2017,2020 --measure close --measure newman
  scholargraph -g graph evaluate suggestions --measure walk --measure adamic-adar
  scholargraph -g graph evaluate slices --nodes 100 --json
  scholargraph -g graph evaluate search --queries queries.json
  scholargraph evaluate people acl:acl-anthology/data

A test shows a question the corpus as it was at the end of a year, and compares the answer with what people did in the
three years after it. Equal commands on equal snapshots print equal figures.";

/// Tests: how well rankings and slices foretell who publishes with whom, search finds who is meant, and rules tell who is who
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Evaluate {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    Collaborators(collaborators::Collaborators),
    Suggestions(suggestions::Suggestions),
    Slices(slices::Slices),
    Search(search::Search),
    People(people::People),
}

/// Options of every back-test.
#[derive(Args, Debug)]
struct Common {
    /// The last years that the answers may know, each three before the newest of the corpus at least; else the three
    /// latest such, three years apart
    #[arg(long, value_name = "YEARS", value_delimiter = ',')]
    years: Vec<i16>,
    /// Threads to use; all processors unless named
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Show progress even where standard error is no terminal
    #[arg(long)]
    progress: bool,
}

/// The figures of a back-test.
#[derive(Debug, Serialize)]
struct Evaluation<T> {
    task: &'static str,
    results: Vec<T>,
}

impl Evaluate {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        match &self.task {
            Task::Collaborators(task) => task.run(shared),
            Task::Suggestions(task) => task.run(shared),
            Task::Slices(task) => task.run(shared),
            Task::Search(task) => task.run(shared),
            Task::People(task) => task.run(shared),
        }
    }
}

impl Common {
    /// Makes every test in every year, and prints what `test` says of each.
    fn evaluate<T: Send + Sync, R: Serialize + Send>(
        &self,
        shared: &Shared,
        loaded: &Loaded,
        task: &'static str,
        tests: &[T],
        test: impl Fn(&T, i16) -> R + Sync,
        text: impl Fn(&[R]) -> Rows,
    ) -> anyhow::Result<()> {
        let years = self.years(loaded)?;
        let meter = Meter::new(self.progress);
        meter.begin(tests.len() * years.len());
        let results = super::with_threads(self.threads, || {
            let each = tests.iter().flat_map(|one| years.iter().map(move |&year| (one, year)));
            let results = each.map(|(one, year)| {
                let result = test(one, year);
                meter.advance();
                result
            });
            results.collect::<Vec<R>>()
        })?;
        drop(meter);
        if shared.json {
            return Ok(output::json(&Evaluation { task, results })?);
        }
        let heading = output::heading(&format!("Back-test of {task} on {}", loaded.graph.meta().corpus));
        Ok(output::say(&format!("{heading}\n{}", text(&results)))?)
    }

    /// The years asked for, or such as fit the corpus.
    fn years(&self, loaded: &Loaded) -> anyhow::Result<Vec<i16>> {
        let Some((oldest, newest)) = loaded.graph.meta().years else {
            return Err(Usage("no work of this corpus has a year: there is nothing to foretell".to_owned()).into());
        };
        let last = newest.saturating_sub(scholargraph::backtest::WINDOW);
        if let Some(year) = self.years.iter().find(|year| !(oldest..=last).contains(year)) {
            let fit = format!("--years takes years from {oldest} to {last}, so that three more follow; not {year}");
            return Err(Usage(fit).into());
        }
        if !self.years.is_empty() {
            return Ok(self.years.clone());
        }
        let years: Vec<i16> =
            [6, 3, 0].map(|before| last - before).into_iter().filter(|&year| year >= oldest).collect();
        if years.is_empty() {
            let short = format!("the corpus spans {oldest} to {newest}: a test needs three years more");
            return Err(Usage(short).into());
        }
        Ok(years)
    }
}

/// A part of a whole, in three digits.
fn part(value: f64) -> String {
    format!("{value:.3}")
}
