//! `scholargraph bench`.

use std::{io::Write, path::PathBuf};

use anyhow::Context;
use clap::Args;
use scholargraph::Graph;
use scholargraph_bench::{Query, Report, Sample};
use scholargraph_import::AtomicFile;
use scholargraph_server::wire;

use super::{Shared, ids};
use crate::{
    loading::Loaded,
    meter::Meter,
    output::{self, Rows},
};

const EXAMPLES: &str = "\
Examples:
  scholargraph -g graph bench                                      200 people and pairs, drawn by number of works
  scholargraph -g graph bench --people people.txt --pairs pairs.txt --json
  scholargraph -g graph bench --people people.txt --answers answers.jsonl

Queries: collaborators (the 20 of most shared works, whatever the number of authors), slice-nearest (200 nodes) and
slice-walk (50 nodes), both with their JSON, two-step (20 by Adamic-Adar over the stored collaborators), suggestions (20
by walk-text, with reasons), path (the co-author distance of a pair). Of each person or pair the fastest of five rounds counts. all_collaborators is the ten
people of most shared works for everybody, on all threads. Snapshots to set beside other systems, which have no author
limit, are built with --max-authors none.";

/// What the core queries cost on this snapshot and machine: median, 99th percentile, processor time
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Bench {
    /// Ask about these people, an id in each line; else 200 drawn by number of works
    #[arg(long, value_name = "FILE")]
    people: Option<PathBuf>,
    /// Ask about these pairs, two ids in each line, with a tab or a space between; else 200 drawn by number of works
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    /// Write every answer, a JSON object in each line: query, person (or from and to), answer
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// Threads for everybody's collaborators; all processors unless named
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Show progress even where standard error is no terminal
    #[arg(long)]
    progress: bool,
}

impl Bench {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open_throughout()?;
        let graph = &loaded.graph;
        let sample = self.sample(&loaded)?;
        let meter = Meter::new(self.progress);
        self.write_answers(graph, &sample, &meter)?;
        let report = super::with_threads(self.threads, || {
            Report::measure(graph, &sample, |name, work| meter.stage(name, work))
        })?;
        drop(meter);
        if shared.json { Ok(output::json(&report)?) } else { Ok(output::say(&text(graph, &report))?) }
    }

    /// Whom the files name; whom they do not, the draw does.
    fn sample(&self, loaded: &Loaded) -> anyhow::Result<Sample> {
        let mut sample = Sample::drawn(&loaded.graph);
        if let Some(path) = &self.people {
            sample.people = ids::people(loaded, path)?;
        }
        if let Some(path) = &self.pairs {
            sample.pairs = ids::pairs(loaded, path)?;
        }
        Ok(sample)
    }

    fn write_answers(&self, graph: &Graph, sample: &Sample, meter: &Meter) -> anyhow::Result<()> {
        let Some(path) = &self.answers else { return Ok(()) };
        let mut file = AtomicFile::create(path).with_context(|| format!("creating {}", path.display()))?;
        let written = meter.stage("answers", || {
            for query in Query::ALL {
                query.answers(graph, sample, |answer| {
                    file.write_all(&wire::to_json(answer))?;
                    file.write_all(b"\n")
                })?;
            }
            file.finish()
        });
        written.with_context(|| format!("writing {}", path.display()))
    }
}

fn text(graph: &Graph, report: &Report<'_>) -> String {
    let mut rows = Rows::new(&["query", "#asked", "#median", "#99th", "#median, processor", "#99th, processor"]);
    for query in &report.queries {
        let figures = [query.median_us, query.p99_us, query.cpu_median_us, query.cpu_p99_us].map(figure);
        rows.push([query.name.to_owned(), output::count(query.n)].into_iter().chain(figures));
    }
    let all = &report.all_collaborators;
    let rate = all.people_per_cpu_second.map_or("–".to_owned(), |rate| output::count(rate as usize));
    format!(
        "{}\n{rows}\n\nall_collaborators: {} people, {rate} of them per second of processor time",
        output::heading(&format!("Microseconds on {}", graph.meta().corpus)),
        output::count(all.people),
    )
}

/// A number of microseconds, or a dash where nobody was asked about.
fn figure(microseconds: f64) -> String {
    if microseconds.is_nan() { "–".to_owned() } else { format!("{microseconds:.1}") }
}
