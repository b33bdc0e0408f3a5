//! `scholargraph build`.

use std::{collections::BTreeMap, path::PathBuf, time::Instant};

use anyhow::Context;
use clap::{Args, ValueEnum};
use scholargraph::{
    BuildOptions, CorpusBuilder, Graph,
    snapshot::{BuildInfo, Saved},
};
use scholargraph_import::{AtomicFile, Import, ImportReport, Progress, SourceSpec};
use scholargraph_server::wire;

use super::Shared;
use crate::{
    loading,
    meter::Meter,
    output::{self, Rows},
    values::Limit,
};

const EXAMPLES: &str = "\
Examples:
  scholargraph build -o graph openalex:works.jsonl.gz
  scholargraph build -o graph 'openalex:data/works/*/*.gz' --report report.json --quarantine rejected.jsonl
  scholargraph build -o graph openalex-snapshot/ --max-authors none --strict

A source is FORMAT:PATH, or PATH alone where the content shows the format. PATH is a file, a folder or a pattern;
files may be plain or compressed (.gz .zst .xz .zip, with .tar inside). Formats: openalex.";

/// Build a snapshot from bibliographic records
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Build {
    /// Folder of the snapshot; one that is there stays in force until the new one is whole
    #[arg(short, value_name = "DIR")]
    output: PathBuf,
    /// What to read: FORMAT:PATH
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<SourceSpec>,
    /// Who is who: as the rules find, or exactly as the source says (the same for OpenAlex, which has person ids)
    #[arg(long, value_enum, default_value_t = People::Resolve)]
    people: People,
    /// Leave works with more authors out of the stored `collaborates`, or `none`
    #[arg(long, default_value_t = Limit(Some(BuildOptions::MAX_AUTHORS)), value_name = "N")]
    max_authors: Limit,
    /// What the corpus is called; else the name of the folder
    #[arg(long, value_name = "NAME")]
    corpus: Option<String>,
    /// Write what was read, kept, merged and quarantined, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write every rejected record with source, line and reason, as JSON lines
    #[arg(long, value_name = "FILE")]
    quarantine: Option<PathBuf>,
    /// Fail at the first malformed record
    #[arg(long)]
    strict: bool,
    /// Threads to use; all processors unless named
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Show progress even where standard error is no terminal
    #[arg(long)]
    progress: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum People {
    Resolve,
    AsGiven,
}

impl Build {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let start = Instant::now();
        let meter = Meter::new(self.progress);
        let (graph, report) = self.with_threads(|| self.read(&meter))??;
        let saved = meter.stage("writing the snapshot", || graph.save(&self.output, &self.build_info(&report)))?;
        meter.stage("indexing names and titles", || loading::save_index(&graph, &saved.folder))?;
        drop(meter);
        if let Some(path) = &self.report {
            let mut json = serde_json::to_vec_pretty(&report)?;
            json.push(b'\n');
            output::file(path, &json).with_context(|| format!("writing the report {}", path.display()))?;
        }
        if shared.json {
            return Ok(output::json(&report)?);
        }
        Ok(output::say(&summary(&graph, &report, &saved, start))?)
    }

    /// Does `work` on the number of threads that was asked for.
    fn with_threads<R: Send>(&self, work: impl FnOnce() -> R + Send) -> anyhow::Result<R> {
        if self.threads == 0 {
            return Ok(work());
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build();
        Ok(pool.context("starting the threads; ask for fewer")?.install(work))
    }

    fn read(&self, meter: &Meter) -> anyhow::Result<(Graph, ImportReport)> {
        let builder = CorpusBuilder::new();
        let progress = Progress::default();
        let mut quarantine = self.open_quarantine()?;
        let mut import =
            Import::new(self.sources.clone()).threads(self.threads).strict(self.strict).progress(&progress);
        if let Some(file) = &mut quarantine {
            import = import.quarantine(file);
        }
        let mut report = meter.follow(&progress, || import.run(&builder))?;
        if let Some(file) = quarantine {
            file.finish().context("writing the quarantine")?;
        }
        let (graph, built) = meter.stage("building the graph", || builder.finish(self.options()))?;
        report.complete(&built);
        Ok((graph, report))
    }

    fn open_quarantine(&self) -> anyhow::Result<Option<AtomicFile>> {
        let create = |path: &PathBuf| {
            AtomicFile::create(path).with_context(|| format!("creating the quarantine {}", path.display()))
        };
        self.quarantine.as_ref().map(create).transpose()
    }

    fn options(&self) -> BuildOptions {
        let folder = self.output.file_name().map(|name| name.to_string_lossy().into_owned());
        BuildOptions {
            max_authors: self.max_authors.0,
            corpus: self.corpus.clone().or(folder).unwrap_or_else(|| "unnamed".to_owned()),
            sources: self.sources.iter().map(ToString::to_string).collect(),
        }
    }

    fn build_info(&self, report: &ImportReport) -> BuildInfo {
        let people = match self.people {
            People::Resolve => "resolve",
            People::AsGiven => "as-given",
        };
        let options = [("people", people.to_owned()), ("max-authors", self.max_authors.to_string())];
        let mut info = BuildInfo::now();
        info.options =
            options.map(|(name, value)| (name.to_owned(), value.into())).into_iter().collect::<BTreeMap<_, _>>();
        info.report = serde_json::to_value(report).unwrap_or_default();
        info
    }
}

fn summary(graph: &Graph, report: &ImportReport, saved: &Saved, start: Instant) -> String {
    let info = wire::Info::new(graph, None, None);
    let mut rows = Rows::new(&["what", "#count"]);
    let counts = &report.counts;
    let records = [
        ("records read", counts.read),
        ("kept", counts.kept),
        ("merged", counts.merged),
        ("quarantined", counts.quarantined),
    ];
    for (name, count) in records {
        rows.push([name, output::count(count as usize).as_str()]);
    }
    for (name, count) in super::info::counts(&info) {
        rows.push([name, output::count(count).as_str()]);
    }
    let reasons = counts.reasons.iter().map(|(reason, count)| format!("\nquarantined for {reason}: {count}"));
    let issues = report.issues.iter().take(10).map(|issue| format!("\n{}: {}", issue.source, issue.detail));
    format!(
        "{rows}\n{}{}\n\nsnapshot {} · {} · {:.1} s\n{}",
        reasons.collect::<String>(),
        issues.collect::<String>(),
        saved.id,
        output::bytes(saved.bytes),
        start.elapsed().as_secs_f64(),
        saved.folder.display(),
    )
}
