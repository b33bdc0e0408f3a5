//! Files that are imported, and what must be true of every import.

use std::{fs, path::Path};

use scholargraph::{BuildOptions, CorpusBuilder, Graph, Kind};
use scholargraph_import::{Counts, Format, Import, ImportError, ImportReport, KeptRecords, SourceSpec};
use serde_json::Value;
use tempfile::TempDir;

/// What came out of an import.
pub(crate) struct Imported {
    pub(crate) graph: Graph,
    pub(crate) report: ImportReport,
    pub(crate) quarantine: String,
}

impl Imported {
    /// Everything that must be the same when the same is read again: the snapshot id stands for the graph.
    pub(crate) fn told(&self) -> (String, String, &str) {
        (self.graph.meta().id.clone(), serde_json::to_string(&self.report).unwrap(), &self.quarantine)
    }
}

/// A folder with these files, each a path in it and its content.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

/// Imports these files, twice, and checks what must be true of both: the same comes out with one thread in memory and with
/// several in files, every record is accounted for, and the graph keeps all of its invariants.
pub(crate) fn check(format: Format, files: &[(&str, &[u8])]) -> Imported {
    let folder = folder(files);
    let source = SourceSpec::new(format, folder.path().to_str().unwrap());
    let imported = import(source.clone(), 1).expect("files that can be read are imported, whatever is in them");
    let again = import_into_files(source.clone(), 3).expect("what was imported is imported again");
    assert_eq!(again.told(), imported.told(), "one thread, and three with everything in files");
    check_account(&imported);
    check_kept(&source, &imported);
    check_strict(source, &imported.report.counts, folder.path());
    let problems = imported.graph.check();
    assert!(problems.is_empty(), "{problems:?}");
    imported
}

/// Imports `source`.
pub(crate) fn import(source: SourceSpec, threads: usize) -> Result<Imported, ImportError> {
    let mut quarantine = Vec::new();
    let import = Import::new([source]).threads(threads).quarantine(&mut quarantine);
    let (graph, report) = import.build(Default::default())?;
    Ok(Imported { graph, report, quarantine: String::from_utf8(quarantine).expect("the quarantine is JSON") })
}

/// The same, with whatever can be in files.
fn import_into_files(source: SourceSpec, threads: usize) -> Result<Imported, ImportError> {
    let folder = tempfile::tempdir().unwrap();
    let builder = CorpusBuilder::within(0, &folder).unwrap();
    let options = BuildOptions { sources: vec![source.to_string()], ..BuildOptions::default() };
    let mut quarantine = Vec::new();
    let mut report = Import::new([source]).threads(threads).quarantine(&mut quarantine).run(&builder)?;
    let (graph, build) = builder.finish(options)?;
    report.complete(&build);
    Ok(Imported { graph, report, quarantine: String::from_utf8(quarantine).expect("the quarantine is JSON") })
}

/// Excerpt, source and detail, every byte of them written as `\u0000`.
const MAX_ENTRY_BYTES: usize = 6 * (4096 + 2048 + 2048);

fn check_account(imported: &Imported) {
    let Imported { graph, report, quarantine } = imported;
    let counts = &report.counts;
    check_balance(counts);
    report.sources.iter().for_each(|source| check_balance(&source.counts));
    let sum = |count: fn(&Counts) -> u64| report.sources.iter().map(|source| count(&source.counts)).sum::<u64>();
    let sums = [sum(|of| of.read), sum(|of| of.kept), sum(|of| of.merged), sum(|of| of.quarantined)];
    assert_eq!(sums, [counts.read, counts.kept, counts.merged, counts.quarantined], "{report:?}");
    // A record whose node was deleted is counted without being written down: its source did nothing wrong.
    let deleted: u64 =
        counts.reasons.iter().filter(|(reason, _)| reason.to_string() == "deleted").map(|(_, count)| count).sum();
    assert_eq!(quarantine.lines().count() as u64, counts.quarantined - deleted, "{counts:?}");
    for line in quarantine.lines() {
        let entry: Value = serde_json::from_str(line).expect("every line of the quarantine is JSON");
        assert!(entry["line"].is_u64() && entry["reason"].is_string() && entry["source"].is_string(), "{line}");
        assert!(line.len() <= MAX_ENTRY_BYTES, "an entry of {} bytes", line.len());
    }
    assert!(graph.count(Kind::Work) as u64 <= counts.kept, "{counts:?}");
}

fn check_balance(counts: &Counts) {
    assert_eq!(counts.read, counts.kept + counts.merged + counts.quarantined, "{counts:?}");
    assert_eq!(counts.reasons.values().sum::<u64>(), counts.quarantined, "{counts:?}");
}

/// What an import kept gives the same graph when it is heard again.
fn check_kept(source: &SourceSpec, imported: &Imported) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(KeptRecords::FILE);
    let mut records = KeptRecords::new_in(&folder).unwrap();
    Import::new([source.clone()]).threads(2).keep(&mut records).run(&CorpusBuilder::new()).unwrap();
    records.save(&path).unwrap();
    let (graph, report) = Import::new([]).base(&path).threads(2).build(Default::default()).unwrap();
    assert_eq!(graph.meta().id, imported.graph.meta().id, "kept and heard again");
    assert_eq!(report.counts.kept, imported.report.counts.kept, "kept and heard again");
}

/// A strict import fails exactly where something is quarantined for what it is, and says where.
fn check_strict(source: SourceSpec, counts: &Counts, folder: &Path) {
    let strict = Import::new([source]).threads(2).strict(true).build(Default::default());
    match strict {
        Ok((_, report)) => assert_eq!(&report.counts, counts),
        Err(error) => {
            assert!(counts.quarantined > 0, "{error}");
            let told = error.to_string();
            assert!(told.contains(folder.to_str().unwrap()), "{told} names no file");
        }
    }
}
