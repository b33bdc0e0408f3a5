//! A graph as tables, and back.

use std::fs;

use serde_json::Value;

use crate::common::{Folder, failure, json, text};

/// Builds what `export` says, in a folder of that name; returns the snapshot id.
fn built_again(folder: &Folder, said: &Value, name: &str) -> String {
    let arguments: Vec<String> = serde_json::from_value(said["build"].clone()).unwrap();
    let again = folder.text(name);
    let arguments: Vec<&str> =
        arguments.iter().map(|word| if word == "DIR" { again.as_str() } else { word.as_str() }).collect();
    text(&arguments);
    json(&["-g", &again, "info"])["snapshot"].as_str().unwrap().to_owned()
}

#[test]
fn the_same_graph_is_built_from_its_tables() {
    let folder = Folder::new();
    let (graph, works) = (folder.text("graph"), folder.text("works.jsonl"));
    let options =
        [&[][..], &["--max-authors", "none", "--no-communities"], &["--topics", "as-given", "--max-authors", "1"]];
    for (at, options) in options.into_iter().enumerate() {
        text(&[&["build", "-o", &graph, &works], options].concat());
        for format in ["parquet", "csv"] {
            let tables = folder.text(&format!("{format}-{at}"));
            let said = json(&["-g", &graph, "export", "--format", format, "-o", &tables]);
            assert_eq!((&said["tables"]["works"], &said["tables"]["citations"]), (&2.into(), &1.into()));
            assert_eq!(said["snapshot"], json(&["-g", &graph, "info"])["snapshot"]);
            assert!(folder.path(&format!("{format}-{at}/authorships.{format}")).is_file());
            assert_eq!(built_again(&folder, &said, "again"), said["snapshot"], "{options:?} {format}");
        }
    }
}

#[test]
fn an_export_says_what_it_wrote_and_how_to_build_it_again() {
    let folder = Folder::new();
    let said = text(&["export", "--format", "csv", "-o", &folder.text("tables")]);
    assert!(said.contains("authorships") && said.contains("the same graph: scholargraph build -o DIR"), "{said}");
    // The folder shows what it holds.
    text(&["build", "-o", &folder.text("graph"), &folder.text("tables")]);
    assert_eq!(json(&["-g", &folder.text("graph"), "info"])["nodes"], json(&["info"])["nodes"]);
}

#[test]
fn an_export_overwrites_nothing() {
    let folder = Folder::new();
    let here = folder.text("");
    let said = failure(&["export", "--format", "parquet", "-o", &here], 1);
    assert!(said.contains("is there already") && said.contains("name a folder"), "{said}");
    assert_eq!(fs::read_dir(&here).unwrap().count(), 1);
    let said = failure(&["export", "--format", "xlsx", "-o", &folder.text("new")], 2);
    assert!(said.contains("parquet") && said.contains("csv"), "{said}");
}

#[test]
fn a_build_says_what_it_dropped() {
    let folder = Folder::new();
    fs::create_dir(folder.path("tables")).unwrap();
    fs::write(folder.path("tables/works.csv"), "id,title,year\nw1,Dust,1969\nw2,Craters,long ago\n").unwrap();
    fs::write(folder.path("tables/citations.csv"), "citing,cited\nw1,w2\nw7,w1\n").unwrap();
    let (graph, tables, rejected) = (folder.text("graph"), folder.text("tables"), folder.text("rejected.jsonl"));
    let said = text(&["build", "-o", &graph, &tables, "--quarantine", &rejected]);
    assert!(said.contains("and dropped: 1") && said.contains("quarantined for malformed-row: 1"), "{said}");
    let reject: Value = serde_json::from_slice(&fs::read(&rejected).unwrap()).unwrap();
    assert_eq!((&reject["line"], reject["source"].as_str().unwrap().ends_with("works.csv")), (&3.into(), true));
    assert!(reject["detail"].as_str().unwrap().contains("`works.year`"), "{reject}");
}
