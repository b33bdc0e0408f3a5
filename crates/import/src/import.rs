//! Reading sources into a builder.

use std::{io::Write, path::PathBuf, thread};

use scholargraph::{BuildOptions, CorpusBuilder, Graph};

use crate::{
    Format, Hidden, ImportError, ImportReport, KeptRecords, People, Progress, SourceSpec, Trial,
    discover::{Input, discover},
    ledger::{Balance, Ledger, Listed, Rules},
    people::{self, Truth},
    report::Issue,
    run::{Asked, Run, Seen},
};

/// Reads sources into a [`CorpusBuilder`].
///
/// Files are read side by side, and a large one by several threads. What comes out depends on the content
/// and the order of the sources alone: sources count in the order given, the files of each by path.
///
/// ```
/// use scholargraph_import::{Import, SourceSpec};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("works.jsonl");
/// let lines = r#"{"id": "https://openalex.org/W1", "title": "One"}
/// {"id": "https://openalex.org/W2", "title": "Two", "referenced_works": ["https://openalex.org/W1"]}
/// a line that is no record"#;
/// std::fs::write(&path, lines)?;
///
/// let source = SourceSpec::parse(&format!("openalex:{}", path.display()))?;
/// let mut quarantine = Vec::new();
/// let (graph, report) = Import::new([source]).quarantine(&mut quarantine).build(Default::default())?;
/// assert_eq!(graph.works().len(), 2);
/// assert_eq!((report.counts.read, report.counts.kept, report.counts.quarantined), (3, 2, 1));
/// assert!(String::from_utf8(quarantine)?.contains(r#""line":3"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "an import does nothing until it is run"]
pub struct Import<'a> {
    sources: Vec<SourceSpec>,
    base: Option<PathBuf>,
    threads: usize,
    strict: bool,
    people: People,
    quarantine: Option<&'a mut (dyn Write + Send)>,
    keep: Option<&'a mut KeptRecords>,
    progress: Option<&'a Progress>,
}

impl<'a> Import<'a> {
    /// An import of `sources`, on all processors, lenient, without quarantine, that resolves people.
    pub fn new(sources: impl IntoIterator<Item = SourceSpec>) -> Self {
        Self {
            sources: sources.into_iter().collect(),
            base: None,
            threads: 0,
            strict: false,
            people: People::default(),
            quarantine: None,
            keep: None,
            progress: None,
        }
    }

    /// How many threads work; 0, the default, for as many as there are processors.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Does the first malformed record, in the order of the input, end the import? By default it does not.
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Who is who, where bylines hold names rather than people.
    pub fn people(mut self, people: People) -> Self {
        self.people = people;
        self
    }

    /// Goes on from what an earlier import [kept](Self::keep) in the file `records`, as if its sources came before these:
    /// what comes out is what reading all of them would give. Records added and changed since, and ids merged and deleted,
    /// stand in sources such as an update of OpenAlex.
    pub fn base(mut self, records: impl Into<PathBuf>) -> Self {
        self.base = Some(records.into());
        self
    }

    /// Keeps what is read, [base](Self::base) included, for later imports. Rejected records are not kept.
    pub fn keep(mut self, records: &'a mut KeptRecords) -> Self {
        self.keep = Some(records);
        self
    }

    /// Where every rejected record goes, in the order of the input: a line of JSON each, with `source`, `line`,
    /// `reason`, `detail` and the beginning of the `record`. See [`AtomicFile`](crate::AtomicFile).
    pub fn quarantine(mut self, writer: &'a mut (dyn Write + Send)) -> Self {
        self.quarantine = Some(writer);
        self
    }

    /// Counters to advance.
    pub fn progress(mut self, progress: &'a Progress) -> Self {
        self.progress = Some(progress);
        self
    }

    /// Reads everything into `builder`. The report lacks what only the builder knows:
    /// [`ImportReport::complete`] adds it.
    ///
    /// # Errors
    ///
    /// Fails where a source cannot be found, recognised or read, where the quarantine cannot be written, and, if
    /// strict, with the first malformed record. The builder then holds part of the records.
    pub fn run(self, builder: &CorpusBuilder) -> Result<ImportReport, ImportError> {
        self.read(builder, None).map(|(report, _)| report)
    }

    fn read(self, builder: &CorpusBuilder, hidden: Option<Hidden>) -> Result<(ImportReport, Truth), ImportError> {
        let mut inputs = discover(&self.sources)?;
        if let Some(base) = &self.base {
            inputs.insert(0, Input::kept(base, &self.sources)?);
        }
        let formats = formats(&inputs);
        let own_progress = Progress::default();
        let progress = self.progress.unwrap_or(&own_progress);
        progress.start(inputs.len() as u64, inputs.iter().map(|input| input.bytes).sum());
        let threads = match self.threads {
            0 => thread::available_parallelism().map_or(1, Into::into),
            threads => threads,
        };
        let quarantine = self.quarantine.map(|writer| writer as &mut (dyn Write + Send));
        let mut keep = self.keep;
        if let Some(keep) = &mut keep {
            keep.begin(&formats).map_err(|source| ImportError::Keep { source })?;
        }
        let asked = Asked { threads, people: self.people, hidden, keep: keep.is_some() };
        let rules = Rules { strict: self.strict, quarantine, keep };
        let ledger = Ledger::new(builder, inputs.len(), rules);
        let seen = Run::new(&inputs, formats, builder, &ledger, progress, asked).run();
        let Balance { tallies, listed, mentions, truth } = ledger.finish()?;
        let people = people::decide(mentions, builder);
        Ok((ImportReport::new(&inputs, &tallies, issues(&inputs, seen, listed), people), truth))
    }

    /// Reads everything and builds the graph. Sources that `options` do not name are named as given.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run), and where the graph would have more nodes than fit.
    pub fn build(self, mut options: BuildOptions) -> Result<(Graph, ImportReport), ImportError> {
        if options.sources.is_empty() {
            options.sources = self.sources.iter().map(ToString::to_string).collect();
        }
        let builder = CorpusBuilder::new();
        let mut report = self.run(&builder)?;
        let (graph, build) = builder.finish(options)?;
        report.complete(&build);
        Ok((graph, report))
    }
}

/// Tests the rules about who is who on bylines whose people are known.
impl Import<'_> {
    /// Reads everything, keeps from the rules what is to be `hidden`, and compares what they find with it. Who resolves
    /// people is asked, whatever [`people`](Self::people) says.
    ///
    /// ```
    /// use scholargraph_import::{Hidden, Import, SourceSpec};
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("dblp.xml");
    /// let entry = |key: &str, author: &str| {
    ///     format!("<article key='{key}'><author>Wei Wang {author}</author><author>Ada Lovelace</author><title>T</title></article>")
    /// };
    /// let text = format!("<dblp>{}{}</dblp>", entry("a/1", "0001"), entry("a/2", "0002"));
    /// std::fs::write(&path, text)?;
    ///
    /// let source = SourceSpec::parse(&format!("dblp:{}", path.display()))?;
    /// let trial = Import::new([source]).trial(Hidden::Ids)?;
    /// assert_eq!((trial.shared.names, trial.shared.people, trial.shared.bylines), (1, 2, 2));
    /// // Both have one co-author, and nothing else tells them apart.
    /// assert_eq!(trial.shared.by_name.precision, 0.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build).
    pub fn trial(self, hidden: Hidden) -> Result<Trial, ImportError> {
        let builder = CorpusBuilder::new();
        let (_, truth) = self.people(People::Resolve).read(&builder, Some(hidden))?;
        let (graph, _) = builder.finish(BuildOptions { unite_people: false, ..BuildOptions::default() })?;
        Ok(Trial::of(&graph, &truth))
    }
}

/// The formats of `inputs`, in the order in which they are first met.
fn formats(inputs: &[Input]) -> Vec<Format> {
    let mut formats = Vec::new();
    for &format in inputs.iter().flat_map(|input| input.content.formats()) {
        if !formats.contains(&format) {
            formats.push(format);
        }
    }
    formats
}

/// Files that were ignored, then files that manifests list and nobody has seen, by file.
fn issues(inputs: &[Input], seen: Seen, listed: Vec<Listed>) -> Vec<Issue> {
    let missing = listed.into_iter().filter(|listed| {
        let source = inputs[listed.file].source;
        let formats = inputs[listed.file].content.formats().iter();
        let mut names = formats.flat_map(|format| format.reader().listed_names(&listed.manifest, &listed.url));
        !names.any(|name| seen.documents.contains(&(source, name)))
    });
    let missing = missing.map(|listed| (listed.file, Issue::missing(&listed.manifest, &listed.url)));
    let mut issues: Vec<(usize, Issue)> = seen.issues.into_iter().chain(missing).collect();
    issues.sort_by(|a, b| (a.0, a.1.issue, &a.1.source, &a.1.detail).cmp(&(b.0, b.1.issue, &b.1.source, &b.1.detail)));
    issues.dedup();
    issues.into_iter().map(|(_, issue)| issue).collect()
}
