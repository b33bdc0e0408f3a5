//! `scholargraph build`.

mod base;
mod summary;

use std::{
    collections::BTreeMap,
    io::Write,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::Context;
use bytesize::ByteSize;
use clap::Args;
use scholargraph::{
    BuildOptions, CorpusBuilder, DeriveTopics, Graph, Unite,
    community::Communities,
    snapshot::{BuildInfo, Saved},
};
use scholargraph_import::{
    AtomicFile, Corrections, Import, ImportError, ImportReport, KeptRecords, People, Progress, SourceSpec,
};
use scholargraph_search::SearchIndex;
use serde::Serialize;

use self::{base::Base, summary::summary};
use super::Shared;
use crate::{
    memory,
    meter::Meter,
    output,
    stages::{Stage, Stages},
    values::{self, Limit},
};

const EXAMPLES: &str = "\
Examples:
  scholargraph build -o graph openalex:works.jsonl.gz
  scholargraph build -o graph 'openalex:data/works/*/*.gz' --report report.json --quarantine rejected.jsonl
  scholargraph build -o graph openalex-snapshot/ --max-authors none --strict
  scholargraph build -o graph acl:acl-anthology/data --people as-given
  scholargraph build -o graph arxiv:arxiv-metadata-oai-snapshot.json
  scholargraph build -o graph dblp:dblp.xml.gz
  scholargraph build -o graph acl:acl-anthology/data dblp:dblp.xml.gz arxiv:arxiv-metadata-oai-snapshot.json
  scholargraph build -o graph acl:acl-anthology/data --corrections who-is-who.tsv
  scholargraph build -o graph 'crossref:public-data-file/*.gz'
  scholargraph build -o graph 's2:datasets/*/*.gz'
  scholargraph build -o graph ror:v1.63-2025-04-03-ror-data.zip
  scholargraph build -o graph tables:tables
  scholargraph build -o graph openalex-snapshot/ --keep-records
  scholargraph build -o graph --base graph 'openalex:data/works/updated_date=2026-11-2*/*.gz'
  scholargraph build -o graph openalex-snapshot/ --memory 8GB

A source is FORMAT:PATH, or PATH alone where the content shows the format. PATH is a file, a folder or a pattern;
files may be plain or compressed (.gz .zst .xz .zip, with .tar inside). Formats: openalex (JSON lines, Parquet, API
pages, snapshot folders), acl (the ACL Anthology's XML; with name_variants.yaml and venues/*.yaml beside it, if they are
there), arxiv (tables separated by tabs, or JSON lines), dblp (dblp.xml, whole or in part; dblp.dtd is not needed),
ror (the JSON of the Research Organization Registry, in both versions of its schema), crossref (public data files,
answers of the REST and XML APIs, JSON lines, unixref), s2 (the metadata of Semantic Scholar's S2ORC, and the
datasets papers, authors, citations, abstracts and paper-ids), tables (what `export` writes, or any other program in the
same form).

--people resolve makes one person of names that the source lists as one's, that stand beside one ORCID iD, or that
differ only in accents, case and hyphens; never of two names on one byline, nor of two that a number tells apart, as in
DBLP's Wei Wang 0001. Where a name may be that of several people, or is one of initials, bylines are one person's if they
share co-authors or words of the title. The report counts every merge by its reason, and names in doubt.
--people as-given takes the source's own person id, else the exact name.

--corrections reads lines of fields separated by tabs; a place on a byline is a work, by any identifier, and the name
printed there, so that corrections hold for later releases too:
  same       WORK  NAME  WORK  NAME     one person
  different  WORK  NAME  WORK  NAME     two people: the second becomes somebody else, with all that are the same
  alias      WORK  NAME  OTHER-NAME     is also called so
  orcid      WORK  NAME  ORCID          has this ORCID iD
  nobody     WORK  NAME  [PLACE]        not the work of whom it is given to; PLACE counts from 1

Works that several sources know become one where they share an identifier (ACL Anthology, arXiv, DOI, PubMed), and so do
people (ORCID iD; the same place on the byline of one work, under names that agree) and institutions (ROR, or name and
country). The source named first says what it can, the others fill what it leaves open, and every old id leads to the one
that stays. What a single source tells apart stays apart. --unite titles also takes the same title with a common family
name, within a year. Affiliations in words lead to institutions of ROR by name, with the city where several have it.

In a corpus that names no topics, such as the ACL Anthology, phrases that many titles hold are topics, marked as derived:
words of two and three that stand together, and single words that are neither rare nor common; at most five a work.

--keep-records keeps in the snapshot, beside its tables, what was read, so that a later build need not read its sources
again: --base DIR goes on from there, hears the records of DIR first and then new ones (added, changed, merged and deleted),
and comes to the very snapshot that all sources together would give. The other options may differ from those of DIR. What
comes out keeps its records, too, so that tomorrow's update can go on from today's. Records take half to three quarters of
what sources take packed.

--memory 2GB builds a corpus that is larger than memory: what was read, and every column that is done, waits in files
without names on the disk of the snapshot, which take what the snapshot does and once more what was read, and are gone when
the build ends. The snapshot is the same, to the byte. Some 200 bytes a node, and the largest
column, must fit; so must what datasets of Semantic Scholar and tables say apart from records.

A snapshot is put in force whole or not at all: servers of DIR take it over while they run. What a build that was killed
leaves behind (.partial-…) is in nobody's way, and builds more than an hour later delete it.";

/// Build a snapshot from bibliographic records
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Build {
    /// Folder of the snapshot; one that is there stays in force until the new one is whole
    #[arg(short, value_name = "DIR")]
    output: PathBuf,
    /// What to read: FORMAT:PATH
    #[arg(required_unless_present = "base", value_name = "SOURCE")]
    sources: Vec<SourceSpec>,
    /// Go on from the records that this snapshot keeps, and keep those of the new one
    #[arg(long, value_name = "DIR")]
    base: Option<PathBuf>,
    /// Keep what is read beside the tables, for later builds with --base
    #[arg(long)]
    keep_records: bool,
    /// Who is who: `resolve`, as rules find, or `as-given`, exactly as the source says; the same for OpenAlex, which
    /// has ids for people
    #[arg(long, value_parser = values::people(), default_value = People::Resolve.name(), value_name = "HOW")]
    people: People,
    /// What you know better: who is who, by work and name on its byline
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
    /// Leave works with more authors out of the stored `collaborates`, or `none`
    #[arg(long, default_value_t = Limit(Some(BuildOptions::MAX_AUTHORS)), value_name = "N")]
    max_authors: Limit,
    /// Where no record names a topic: take phrases of titles as topics, or of `titles-and-abstracts`, or none
    #[arg(long, value_parser = values::topics(), default_value = DeriveTopics::Titles.name(), value_name = "HOW")]
    topics: DeriveTopics,
    /// What makes works of several sources one: a common identifier, such as a DOI, or else the same `titles` with a common
    /// family name within a year, or `nothing`
    #[arg(long, value_parser = values::unite(), default_value = Unite::default().name(), value_name = "HOW")]
    unite: Unite,
    /// Do not look for communities of people, which takes seconds for each million pairs of collaborators
    #[arg(long)]
    no_communities: bool,
    /// What the corpus is called; else the name of the folder
    #[arg(long, value_name = "NAME")]
    corpus: Option<String>,
    /// Write what was read, kept, merged and quarantined, and what every stage took, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write every rejected record with source, line and reason, as JSON lines
    #[arg(long, value_name = "FILE")]
    quarantine: Option<PathBuf>,
    /// Fail at the first malformed record
    #[arg(long)]
    strict: bool,
    /// Do with about so much memory, such as 2GB: what takes more waits in files, on the disk of the snapshot
    #[arg(long, value_name = "SIZE")]
    memory: Option<ByteSize>,
    /// Threads to use; all processors unless named
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Show progress even where standard error is no terminal
    #[arg(long)]
    progress: bool,
}

impl Build {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let start = Instant::now();
        if self.memory.is_some() {
            memory::give_back_what_is_freed();
        }
        let meter = Meter::new(self.progress);
        let report_file = open(self.report.as_ref(), "report")?;
        let corrections = self.corrections.as_deref().map(Corrections::read).transpose()?.unwrap_or_default();
        let work = Work { meter, stages: Stages::default() };
        let base = self.base.as_deref().map(Base::open).transpose()?;
        let mut records = self.records()?;
        let read = || self.read(&work, &corrections, base.as_ref(), records.as_mut());
        let (graph, report) = super::with_threads(self.threads, read)??;
        let index = work.stage("indexing names and titles", || SearchIndex::build(&graph))?;
        let saved = work.stage("writing the snapshot", || {
            self.save(&graph, &index, records, &self.build_info(&report, base.as_ref()))
        })?;
        let stages = work.stages.end();
        drop(work);
        if let Some((mut file, path)) = report_file {
            let mut json = serde_json::to_vec_pretty(&Report { report: &report, stages: &stages })?;
            json.push(b'\n');
            let written = file.write_all(&json).and_then(|()| file.finish());
            written.with_context(|| format!("writing the report {}", path.display()))?;
        }
        if shared.json {
            return Ok(output::json(&report)?);
        }
        Ok(output::say(&summary(&graph, &report, &saved, start))?)
    }

    /// Where records are kept, if they are to be: on the disk of the snapshot, in no folder until there is a whole one.
    fn records(&self) -> anyhow::Result<Option<KeptRecords>> {
        if self.base.is_none() && !self.keep_records {
            return Ok(None);
        }
        let folder = self.disk();
        Ok(Some(KeptRecords::new_in(folder).with_context(|| format!("keeping records in {}", folder.display()))?))
    }

    /// A folder on the disk of the snapshot, for what has no name.
    fn disk(&self) -> &Path {
        self.output.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."))
    }

    fn builder(&self) -> anyhow::Result<CorpusBuilder> {
        let Some(memory) = self.memory else { return Ok(CorpusBuilder::new()) };
        let builder = CorpusBuilder::within(memory.as_u64(), self.disk());
        builder.with_context(|| format!("putting what does not fit into memory in {}", self.disk().display()))
    }

    /// Saves tables, search index and records, and puts all in force together.
    fn save(
        &self,
        graph: &Graph,
        index: &SearchIndex,
        records: Option<KeptRecords>,
        info: &BuildInfo,
    ) -> anyhow::Result<Saved> {
        graph.save_with(&self.output, info, |folder: &Path| {
            index.save(folder.join(SearchIndex::FILE))?;
            let path = folder.join(KeptRecords::FILE);
            records.map_or(Ok(()), |records| records.save(&path).with_context(|| path.display().to_string()))
        })
    }

    fn read(
        &self,
        work: &Work,
        corrections: &Corrections,
        base: Option<&Base>,
        records: Option<&mut KeptRecords>,
    ) -> anyhow::Result<(Graph, ImportReport)> {
        let builder = self.builder()?;
        let progress = Progress::default();
        let mut quarantine = open(self.quarantine.as_ref(), "quarantine")?;
        let import = Import::new(self.sources.clone()).threads(self.threads).strict(self.strict);
        let mut import = import.people(self.people).progress(&progress);
        if let Some((file, _)) = &mut quarantine {
            import = import.quarantine(file);
        }
        if let Some(base) = base {
            import = import.base(&base.records);
        }
        if let Some(records) = records {
            import = import.keep(records);
        }
        work.stages.begin("reading");
        let mut report =
            work.meter.follow(&progress, || import.run(&builder)).map_err(|error| match &self.quarantine {
                Some(path) if matches!(error, ImportError::Quarantine { .. }) => {
                    anyhow::Error::new(error).context(path.display().to_string())
                }
                _ => error.into(),
            })?;
        if let Some((file, path)) = quarantine {
            file.finish().with_context(|| format!("writing the quarantine {}", path.display()))?;
        }
        let finish = |watch: &mut dyn FnMut(_)| builder.finish_watched(self.options(corrections, base), watch);
        let (graph, built) = work.steps(finish)?;
        report.complete(&built);
        report.corrections = corrections.report(&built.corrected);
        if self.no_communities {
            return Ok((graph, report));
        }
        let communities = work.stage("finding communities", || Communities::new().find(&graph));
        Ok((graph.with_communities(&communities), report))
    }

    fn options(&self, corrections: &Corrections, base: Option<&Base>) -> BuildOptions {
        let before = base.map(|base| base.sources.clone()).unwrap_or_default();
        let sources = before.into_iter().chain(self.sources.iter().map(ToString::to_string));
        let folder = self.output.file_name().map(|name| name.to_string_lossy().into_owned());
        BuildOptions {
            max_authors: self.max_authors.0,
            derive_topics: self.topics,
            unite: self.unite,
            unite_people: self.people == People::Resolve,
            corrections: corrections.corrections().to_vec(),
            corpus: self.corpus.clone().or(folder).unwrap_or_else(|| "unnamed".to_owned()),
            sources: sources.collect(),
        }
    }

    fn build_info(&self, report: &ImportReport, base: Option<&Base>) -> BuildInfo {
        let options = [
            ("people", self.people.name().to_owned()),
            ("max-authors", self.max_authors.to_string()),
            ("topics", self.topics.name().to_owned()),
            ("unite", self.unite.name().to_owned()),
            ("communities", if self.no_communities { "none" } else { "leiden" }.to_owned()),
        ];
        let base = base.map(|base| ("base", base.id.clone()));
        let options = options.into_iter().chain(base).map(|(name, value)| (name.to_owned(), value.into()));
        let mut info = BuildInfo::now();
        info.options = options.collect::<BTreeMap<_, _>>();
        info.report = serde_json::to_value(report).unwrap_or_default();
        info
    }
}

/// What is being done, shown and timed.
struct Work {
    meter: Meter,
    stages: Stages,
}

impl Work {
    fn stage<R>(&self, name: &'static str, work: impl FnOnce() -> R) -> R {
        self.stages.begin(name);
        self.meter.stage(name, work)
    }

    /// Stages that `work` tells of.
    fn steps<R>(&self, work: impl FnOnce(&mut dyn FnMut(&'static str)) -> R) -> R {
        self.meter.stages(|say| {
            work(&mut |name| {
                self.stages.begin(name);
                say(name);
            })
        })
    }
}

/// What `--report` writes: the report, which is the same for the same sources, and what it cost this time.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    report: &'a ImportReport,
    stages: &'a [Stage],
}

/// Begins a file, before anything is read: what cannot be written in the end is better known at once.
fn open<'p>(path: Option<&'p PathBuf>, what: &str) -> anyhow::Result<Option<(AtomicFile, &'p PathBuf)>> {
    let create = |path: &'p PathBuf| {
        let file = AtomicFile::create(path).with_context(|| format!("creating the {what} {}", path.display()))?;
        Ok((file, path))
    };
    path.map(create).transpose()
}
