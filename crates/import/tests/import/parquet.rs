//! Parquet is one more form of the same records.

use std::{
    fs::{self, File},
    io::BufReader,
    path::Path,
};

use flate2::bufread::MultiGzDecoder;
use scholargraph_import::{Import, SourceSpec};
use scholargraph_testkit::shared;
use serde_json::{Value, json};

use crate::common::{Folder, import_on_any_threads, parquet, rejected, works, zip};

/// A record as the Parquet form of OpenAlex's snapshot has it: the abstract is a string that holds its index. What is
/// empty is left out, for no type can be seen from it.
fn flattened(record: &Value) -> Value {
    fn bare(value: &Value) -> Option<Value> {
        match value {
            Value::Object(fields) => {
                let fields = fields.iter().filter_map(|(name, value)| Some((name.clone(), bare(value)?)));
                Some(Value::Object(fields.collect())).filter(|object| object != &json!({}))
            }
            Value::Array(items) => {
                Some(Value::Array(items.iter().filter_map(bare).collect())).filter(|list| list != &json!([]))
            }
            Value::Null => None,
            other => Some(other.clone()),
        }
    }
    let mut record = record.clone();
    let index = &mut record["abstract_inverted_index"];
    if !index.is_null() {
        *index = Value::String(index.to_string());
    }
    bare(&record).unwrap()
}

#[test]
fn rows_are_records_whatever_the_row_groups() {
    let lines = works(2500);
    let plain = Folder::with("works.jsonl", &lines).import();
    for group in [7, 1024, 1 << 20] {
        let folder =
            Folder::with("data/parquet/works/updated_date=2026-01-01/part_0000.parquet", parquet(&lines, group));
        let imported = folder.import();
        assert_eq!(imported.graph.meta().id, plain.graph.meta().id, "{group}");
        assert_eq!((imported.report.counts.read, imported.quarantine.len()), (2500, 0));
        import_on_any_threads(&folder.source(""));
    }
}

#[test]
fn content_shows_what_a_parquet_file_holds() {
    let folder = Folder::with("part_0000.parquet", parquet(&works(3), 9));
    let source = SourceSpec::parse(folder.path("part_0000.parquet").to_str().unwrap()).unwrap();
    assert_eq!(Import::new([source]).build(Default::default()).unwrap().0.works().len(), 3);
}

#[test]
fn the_files_of_a_manifest_are_found() {
    let part = "works/updated_date=2026-01-01/part_0000.parquet";
    let listed = |url: &str| json!({"format": "parquet", "entity": "works", "files": [{"url": url}]}).to_string();
    let folder = Folder::with(&format!("data/parquet/{part}"), parquet(&works(3), 9));
    let issues = |url| {
        let url = format!("s3://openalex/data/parquet/{url}");
        fs::write(folder.path("data/parquet/works/manifest.json"), listed(&url)).unwrap();
        folder.import().report.issues.len()
    };
    assert_eq!((issues(part), issues("works/updated_date=2026-01-02/part_0000.parquet")), (0, 1));
}

#[test]
fn a_row_that_is_no_record_is_quarantined_with_its_number() {
    let lines = format!("{}{}\n", works(30), r#"{"title":"A work without an id"}"#);
    let imported = Folder::with("works.parquet", parquet(&lines, 8)).import();
    assert_eq!(rejected(&imported), [("no-id".to_owned(), 31)]);
}

#[test]
fn damaged_files_cost_only_what_is_damaged() {
    let whole = parquet(&works(100), 10);
    let expected = Folder::with("a.parquet", &whole).import().graph.works().len();
    assert_eq!(expected, 100);
    for at in (4..whole.len()).step_by(whole.len() / 150) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xFF;
        let imported = Folder::with("a.parquet", bytes).import();
        assert!(imported.graph.works().len() <= 100 && imported.report.counts.read <= 101, "{at}");
        let cut = Folder::with("a.parquet", &whole[..at]).import();
        assert_eq!(rejected(&cut), [("broken-off".to_owned(), 0)], "{at}");
    }
    let packed = Folder::with("a.zip", zip(&[("a.parquet", &whole)])).import();
    assert_eq!(rejected(&packed), [("unreadable".to_owned(), 0)]);
}

/// The first `most` records of a packed file, lines or an array.
fn records(file: &Path, most: usize) -> Vec<Value> {
    let unpacked = BufReader::new(MultiGzDecoder::new(BufReader::new(File::open(file).unwrap())));
    let values = serde_json::Deserializer::from_reader(unpacked).into_iter::<Value>().map(Result::unwrap);
    let records = values.flat_map(|value| match value {
        Value::Array(records) => records,
        record => vec![record],
    });
    records.take(most).collect()
}

/// The same records as they are and as a Parquet file: the same graph.
fn same_either_way(test: &str, file: &str) {
    let Some(folder) = shared(test) else { return };
    let records = records(&folder.join("data").join(file), 2000);
    let lines = |record: &dyn Fn(&Value) -> Value| -> String {
        records.iter().map(|value| format!("{}\n", record(value))).collect()
    };
    let (plain, flat) = (lines(&Value::clone), lines(&flattened));
    let plain = Folder::with("a.jsonl", plain).import();
    let packed = Folder::with("a.parquet", parquet(&flat, 300)).import();
    assert_eq!(packed.graph.meta().id, plain.graph.meta().id);
    assert_eq!(packed.report.counts, plain.report.counts);
    assert!(plain.graph.node_count() >= records.len());
}

#[test]
fn works_of_openalex_are_the_same_in_parquet() {
    same_either_way("works_of_openalex_are_the_same_in_parquet", "openalex-global-health/works.jsonl.gz");
}

#[test]
fn people_of_openalex_are_the_same_in_parquet() {
    same_either_way("people_of_openalex_are_the_same_in_parquet", "openalex-native/authors_sample.json.gz");
}

#[test]
fn institutions_of_openalex_are_the_same_in_parquet() {
    same_either_way("institutions_of_openalex_are_the_same_in_parquet", "openalex-native/institutions_sample.json.gz");
}
