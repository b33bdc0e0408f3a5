//! What the tests of this crate share: a folder to put files into, and ways to pack them.

pub(crate) mod messy;

use std::{io::Write, path::PathBuf, sync::Arc};

use arrow_json::{ReaderBuilder, reader::infer_json_schema};
use parquet::{arrow::ArrowWriter, file::properties::WriterProperties};
use scholargraph::{BuildOptions, Graph};
use scholargraph_import::{Format, Import, ImportError, ImportReport, People, SourceSpec};
use serde_json::Value;
use tempfile::TempDir;

/// A folder of files to import.
pub(crate) struct Folder(TempDir);

/// What came out of an import.
pub(crate) struct Imported {
    pub(crate) graph: Graph,
    pub(crate) report: ImportReport,
    pub(crate) quarantine: Vec<Value>,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn with(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        Self::new().and(name, bytes)
    }

    pub(crate) fn and(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn source(&self, name: &str) -> SourceSpec {
        SourceSpec::new(Format::OpenAlex, self.path(name).to_str().unwrap())
    }

    pub(crate) fn import(&self) -> Imported {
        import(self.source(""), 2)
    }

    pub(crate) fn import_strictly(&self) -> Result<(Graph, ImportReport), ImportError> {
        Import::new([self.source("")]).strict(true).threads(2).build(Default::default())
    }
}

pub(crate) fn import(source: SourceSpec, threads: usize) -> Imported {
    import_with(source, threads, People::default(), BuildOptions::default())
}

/// Imports once on one thread and then on more, and makes sure that nothing differs: graph, report, quarantine.
pub(crate) fn import_on_any_threads(source: &SourceSpec) {
    let seen = |threads| {
        let imported = import(source.clone(), threads);
        let report = serde_json::to_string(&imported.report).unwrap();
        (imported.graph.meta().id.clone(), report, imported.quarantine)
    };
    let alone = seen(1);
    for threads in [2, 5] {
        assert_eq!(seen(threads), alone, "{threads} threads");
    }
}

/// With every name a person of its own.
pub(crate) fn import_as_given(source: SourceSpec, options: BuildOptions) -> Imported {
    import_with(source, 2, People::AsGiven, options)
}

fn import_with(source: SourceSpec, threads: usize, people: People, options: BuildOptions) -> Imported {
    let mut quarantine = Vec::new();
    let import = Import::new([source]).threads(threads).people(people).quarantine(&mut quarantine);
    let (graph, report) = import.build(options).unwrap();
    let counts = &report.counts;
    assert_eq!(counts.read, counts.kept + counts.merged + counts.quarantined, "{counts:?}");
    assert_eq!(counts.reasons.values().sum::<u64>(), counts.quarantined, "{counts:?}");
    let quarantine = std::str::from_utf8(&quarantine).unwrap().lines();
    let quarantine = quarantine.map(|line| serde_json::from_str(line).unwrap()).collect();
    Imported { graph, report, quarantine }
}

/// The graph of one file with these lines, every one of which is kept.
pub(crate) fn graph_of(lines: &str) -> Graph {
    let imported = Folder::with("works.jsonl", lines).import();
    assert_eq!(imported.quarantine, [Value::Null; 0]);
    imported.graph
}

/// Reason and line of every rejected record.
pub(crate) fn rejected(imported: &Imported) -> Vec<(String, u64)> {
    let entry = |reject: &Value| (reject["reason"].as_str().unwrap().to_owned(), reject["line"].as_u64().unwrap());
    imported.quarantine.iter().map(entry).collect()
}

/// `count` works by `count` people that refer to each other, one to a line.
pub(crate) fn works(count: usize) -> String {
    (0..count)
        .map(|at| {
            let (person, cited) = (at * 7 % count, at / 2);
            format!(
                r#"{{"id":"https://openalex.org/W{at}","title":"Work {at}","publication_year":{},"authorships":[{{"author":{{"id":"https://openalex.org/A{person}","display_name":"P {person}"}}}},{{"author":{{"id":"https://openalex.org/A1","display_name":"Ada"}}}}],"referenced_works":["https://openalex.org/W{cited}"]}}
"#,
                1950 + at % 70
            )
        })
        .collect()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

pub(crate) fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 1);
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub(crate) fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        archive.append_data(&mut header, name, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

/// The records in `lines` as a Parquet file with row groups of `group` rows, in columns that were guessed from them.
pub(crate) fn parquet(lines: &str, group: usize) -> Vec<u8> {
    let schema = Arc::new(infer_json_schema(lines.as_bytes(), None).unwrap().0);
    let rows = ReaderBuilder::new(Arc::clone(&schema)).build(lines.as_bytes()).unwrap();
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(group)).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), schema, Some(properties)).unwrap();
    rows.for_each(|batch| writer.write(&batch.unwrap()).unwrap());
    writer.into_inner().unwrap()
}
