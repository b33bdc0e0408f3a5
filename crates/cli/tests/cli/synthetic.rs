//! Synthetic corpora.

use std::fs;

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
