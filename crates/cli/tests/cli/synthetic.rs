//! Synthetic corpora, and what graphs of them take.

use std::fs;

use serde_json::Value;

use crate::common::{Folder, failure, json, text};

/// A generated corpus of 300 works, and its graph.
fn built(folder: &Folder) -> (String, String) {
    let (corpus, graph) = (folder.text("corpus"), folder.text("graph"));
    let said = json(&["generate", "--works", "300", "--seed", "5", "-o", &corpus]);
    assert_eq!((said["works"].as_u64(), said["seed"].as_u64()), (Some(300), Some(5)));
    let source = format!("openalex:{corpus}");
    let report = json(&["build", "-o", &graph, &source, "--people", "as-given", "--max-authors", "none", "--strict"]);
    assert_eq!((report["read"].as_u64(), report["kept"].as_u64()), (Some(300), Some(300)), "{report}");
    (corpus, graph)
}

#[test]
fn what_is_generated_can_be_built_and_asked() {
    let folder = Folder::new();
    let (corpus, graph) = built(&folder);
    assert_eq!(json(&["-g", &graph, "info"])["nodes"]["work"], 300);
    let (people, pairs) = (format!("{corpus}/people.tsv"), format!("{corpus}/pairs.tsv"));
    let bench = json(&["-g", &graph, "bench", "--people", &people, "--pairs", &pairs]);
    assert!(bench["queries"].as_array().unwrap().iter().all(|query| query["n"] == 200), "{bench}");
    assert!(fs::read_to_string(format!("{corpus}/README.md")).unwrap().contains("--works 300 --seed 5"));
}

#[test]
fn one_seed_makes_one_corpus_in_whatever_form() {
    let folder = Folder::new();
    let [plain, file, other] = ["plain", "file.jsonl", "other.jsonl.gz"].map(|name| folder.text(name));
    text(&["generate", "--works", "300", "--seed", "5", "-o", &plain, "--plain", "--threads", "1"]);
    text(&["generate", "--works", "300", "--seed", "5", "-o", &file]);
    let said = text(&["generate", "--works", "300", "--seed", "6", "-o", &other]);
    assert!(said.contains("authorships") && said.contains("seed 6"), "{said}");
    let lines = fs::read(&file).unwrap();
    assert!(fs::read(format!("{plain}/works/part_0000.jsonl")).unwrap() == lines);
    assert_eq!(lines.iter().filter(|&&byte| byte == b'\n').count(), 300);
    assert_eq!(fs::read(other).unwrap()[..2], [0x1F, 0x8B]);
}

#[test]
fn what_cannot_be_generated_is_refused_and_nothing_is_left() {
    let folder = Folder::new();
    let there = folder.path("works.jsonl");
    let place = there.parent().unwrap().to_str().unwrap();
    assert!(failure(&["generate", "--works", "10", "-o", place], 1).contains("is there already"));
    for works in ["0", "many", "2000000000"] {
        assert!(failure(&["generate", "--works", works, "-o", &folder.text("new")], 2).contains("S, M, L"));
    }
    let plain = ["generate", "--works", "10", "-o", &folder.text("new.jsonl.gz"), "--plain"];
    assert!(failure(&plain, 2).contains("--plain is for folders"));
    assert!(failure(&["generate", "--works", "10", "-o", &folder.text("no/where/new.jsonl")], 1).contains("no/where"));
    assert_eq!(fs::read_dir(place).unwrap().count(), 1);
}

fn sum(columns: &Value, which: impl Fn(&Value) -> bool, field: &str) -> u64 {
    columns
        .as_array()
        .unwrap()
        .iter()
        .filter(|column| which(column))
        .map(|column| column[field].as_u64().unwrap())
        .sum()
}

#[test]
fn columns_add_up_and_larger_graphs_take_more() {
    let folder = Folder::new();
    let (_, graph) = built(&folder);
    let info = json(&["-g", &graph, "info"]);
    let in_tables = sum(&info["columns"], |column| column["table"] != "search", "bytes");
    let bytes = info["bytes"].as_u64().unwrap();
    // The rest is headers and padding.
    assert!(in_tables < bytes && bytes - in_tables < 200_000, "{in_tables} of {bytes}");
    assert!(info.get("projection").is_none());
    let listed = text(&["-g", &graph, "info", "--columns"]);
    assert!(listed.contains("work_relations.references") && listed.contains("search.index"), "{listed}");

    let projected = json(&["-g", &graph, "info", "--project", "works=480000000,people=110000000"]);
    let projection = &projected["projection"];
    assert_eq!(projection["counts"][1]["projected"], 110_000_000);
    let resident = sum(&projection["columns"], |column| column["resident"] == true, "projected");
    assert_eq!(projection["resident"]["projected"].as_u64(), Some(resident));
    assert_eq!(projection["total"]["projected"].as_u64(), Some(sum(&projection["columns"], |_| true, "projected")));
    let machine = projection["machine_gib"].as_u64().unwrap() << 30;
    assert!(machine > resident + projection["counters"]["projected"].as_u64().unwrap());
    let said = text(&["-g", &graph, "info", "--project", "works=480000000"]);
    assert!(said.contains("smallest machine: ") && said.contains("480,000,000"), "{said}");
    for wrong in ["works", "papers=3", "works=0", "works=1,works=2"] {
        failure(&["-g", &graph, "info", "--project", wrong], 2);
    }
}
