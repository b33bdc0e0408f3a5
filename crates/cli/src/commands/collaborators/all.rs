//! `scholargraph collaborators --all`: everybody's, to a file.

use std::{io::Write, path::Path};

use anyhow::Context;
use scholargraph::{AllCollaborators, Graph, Measure, Years};
use scholargraph_import::AtomicFile;
use scholargraph_server::wire;

use super::{Collaborators, columns::Columns};
use crate::{commands, commands::Shared, exit::Usage, meter::Meter, output};

/// What a file holds, by its name.
#[derive(Clone, Copy)]
enum Format {
    Lines,
    Parquet,
}

impl Format {
    fn of(path: &Path) -> Result<Self, Usage> {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("jsonl" | "ndjson") => Ok(Self::Lines),
            Some("parquet") => Ok(Self::Parquet),
            _ => Err(Usage(format!(
                "{}: the name of the file must end in .jsonl (JSON lines) or .parquet (Parquet)",
                path.display()
            ))),
        }
    }
}

/// What was written.
#[derive(Default)]
struct Written {
    people: usize,
    collaborators: usize,
}

impl Collaborators {
    /// Writes everybody's ranking to the file of `-o`.
    pub(super) fn write_all(&self, shared: &Shared, measure: Measure) -> anyhow::Result<()> {
        let path = self.output.as_deref().ok_or_else(|| Usage("--all needs -o FILE".to_owned()))?;
        let format = Format::of(path)?;
        if matches!(format, Format::Parquet) && self.evidence.is_some() {
            return Err(Usage("--evidence goes with a file of JSON lines (.jsonl)".to_owned()).into());
        }
        let loaded = shared.open_throughout()?;
        let graph = &loaded.graph;
        let file = AtomicFile::create(path).with_context(|| format!("creating {}", path.display()))?;
        let meter = Meter::new(self.progress);
        meter.begin(graph.people().len());
        let question = self.of_everybody(measure);
        let written = commands::with_threads(self.threads, || match format {
            Format::Lines => write_lines(graph, &question, file, &meter),
            Format::Parquet => self.write_columns(graph, &question, measure, file, &meter),
        })?;
        let written = written.with_context(|| format!("writing {}", path.display()))?;
        drop(meter);
        let (people, collaborators) = (output::count(written.people), output::count(written.collaborators));
        eprintln!("{people} people with {collaborators} collaborators written to {}", path.display());
        Ok(())
    }

    fn of_everybody(&self, measure: Measure) -> AllCollaborators {
        AllCollaborators::new()
            .measure(measure)
            .top(self.top as usize)
            .evidence(self.evidence.unwrap_or(0))
            .years(Years { from: self.from, to: self.to })
            .reference_year(self.reference_year)
            .max_authors(self.max_authors.0)
    }

    fn write_columns(
        &self,
        graph: &Graph,
        question: &AllCollaborators,
        measure: Measure,
        file: AtomicFile,
        meter: &Meter,
    ) -> anyhow::Result<Written> {
        let mut columns = Columns::create(graph, file, self.facts(graph, measure))?;
        let mut written = Written::default();
        for ranking in question.run(graph) {
            written.people += 1;
            written.collaborators += ranking.collaborators.len();
            columns.push(&ranking)?;
            meter.advance();
        }
        columns.finish()?;
        Ok(written)
    }

    /// What the file says about itself: the snapshot and the question.
    fn facts(&self, graph: &Graph, measure: Measure) -> Vec<(&'static str, String)> {
        let mut facts = vec![
            ("snapshot", graph.meta().id.clone()),
            ("measure", measure.name().to_owned()),
            ("top", self.top.to_string()),
            ("max_authors", self.max_authors.to_string()),
        ];
        let years = [("from", self.from), ("to", self.to), ("reference_year", self.reference_year)];
        facts.extend(years.into_iter().filter_map(|(name, year)| Some((name, year?.to_string()))));
        if let Measure::Recent { half_life, size_exponent } = measure {
            facts.extend([("half_life", half_life.to_string()), ("size_exponent", size_exponent.to_string())]);
        }
        facts
    }
}

/// A ranking in each line, made into text where it was found.
fn write_lines(
    graph: &Graph,
    question: &AllCollaborators,
    mut file: AtomicFile,
    meter: &Meter,
) -> anyhow::Result<Written> {
    let line = |ranking: scholargraph::Ranking| {
        let mut line = wire::to_json(&wire::Ranking::new(graph, &ranking));
        line.push(b'\n');
        (ranking.collaborators.len(), line)
    };
    let mut written = Written::default();
    for (collaborators, line) in question.map(graph, line) {
        written.people += 1;
        written.collaborators += collaborators;
        file.write_all(&line)?;
        meter.advance();
    }
    file.finish()?;
    Ok(written)
}
