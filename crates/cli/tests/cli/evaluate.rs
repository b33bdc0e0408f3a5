//! Back-tests from the command line.

use std::{fmt::Write as _, fs, path::Path};

use crate::common::{failure, json, text};

/// Thirteen people on one work of 2015, of whom the first two publish together in 2016, 2018 and 2019.
fn built(folder: &Path) -> String {
    let mut records = String::new();
    for (work, (year, people)) in [(2015, 13), (2016, 2), (2018, 2), (2019, 2)].into_iter().enumerate() {
        let author = |id| format!(r#"{{"author":{{"id":"https://openalex.org/A{id}","display_name":"Ada A{id}"}}}}"#);
        let authors: Vec<String> = (1..=people).map(author).collect();
        writeln!(
            records,
            r#"{{"id":"https://openalex.org/W{work}","title":"Work","publication_year":{year},"authorships":[{}]}}"#,
            authors.join(",")
        )
        .unwrap();
    }
    fs::write(folder.join("works.jsonl"), records).unwrap();
    let graph = folder.join("graph").to_str().unwrap().to_owned();
    text(&["build", "-o", &graph, &format!("openalex:{}", folder.join("works.jsonl").display())]);
    graph
}

#[test]
fn collaborators_are_back_tested() {
    let folder = tempfile::tempdir().unwrap();
    let graph = built(folder.path());
    let arguments = ["-g", &graph, "evaluate", "collaborators"];
    let answer = json(&[&arguments[..], &["--measure", "close", "--measure", "count"]].concat());
    assert_eq!(answer["task"], "collaborators");
    let results = answer["results"].as_array().unwrap();
    assert_eq!(results.len(), 2, "one year fits: {answer}");
    for (result, measure) in results.iter().zip(["close", "count"]) {
        assert_eq!(
            (&result["measure"], &result["year"], &result["people"]),
            (&measure.into(), &2016.into(), &2.into())
        );
        assert_eq!((&result["map"], &result["recall_10"]), (&1.0.into(), &1.0.into()), "the two find each other");
    }
    let table = text(&arguments);
    assert_eq!(table.lines().filter(|line| line.contains(" 2016 ")).count(), 6, "{table}");
    assert_eq!(table, text(&[&arguments[..], &["--threads", "3"]].concat()));
}

#[test]
fn slices_are_back_tested() {
    let folder = tempfile::tempdir().unwrap();
    let graph = built(folder.path());
    let answer = json(&["-g", &graph, "evaluate", "slices", "--years", "2016", "--nodes", "4"]);
    let results = answer["results"].as_array().unwrap();
    assert_eq!(results.iter().map(|one| &one["selection"]).collect::<Vec<_>>(), ["walk", "breadth-first"]);
    assert!(results.iter().all(|one| one["people"] == 0), "nobody has five works: {answer}");
}

#[test]
fn suggestions_are_back_tested() {
    let folder = tempfile::tempdir().unwrap();
    let graph = built(folder.path());
    let people = folder.path().join("people.txt");
    fs::write(&people, "A1\nA3\n").unwrap();
    let arguments = ["-g", &graph, "evaluate", "suggestions", "--measure", "walk"];
    let answer = json(&[&arguments[..], &["--people", people.to_str().unwrap()]].concat());
    assert_eq!(answer["task"], "suggestions");
    assert_eq!(answer["results"][0]["people"], 0, "all have met: {answer}");
    fs::write(&people, "A1\nA99\n").unwrap();
    let said = failure(&[&arguments[..], &["--people", people.to_str().unwrap()]].concat(), 3);
    assert!(said.contains("line 2") && said.contains("A99"), "{said}");
}

#[test]
fn search_is_tested_with_what_people_type() {
    let folder = tempfile::tempdir().unwrap();
    let graph = built(folder.path());
    let file = folder.path().join("queries.json");
    let arguments = ["-g", &graph, "evaluate", "search", "--queries", file.to_str().unwrap()];
    let queries = r#"{"queries": [
        {"query": "ada a3", "acceptable_keys": ["A3"], "kind": "whole"},
        {"query": "ada a1", "acceptable_keys": ["A99", "A12"], "kind": "unfinished"},
        {"query": "ada a1", "acceptable_keys": ["A99"], "kind": "unfinished"},
        {"query": "nobody", "acceptable_keys": ["https://openalex.org/A4"]}]}"#;
    fs::write(&file, queries).unwrap();
    let answer = json(&arguments);
    let figures = |at: usize| {
        let one = &answer["results"][at];
        ["kind", "queries", "absent", "first", "first_five"].map(|name| one[name].clone())
    };
    assert_eq!(figures(0), [serde_json::json!("all"), 3.into(), 1.into(), (1.0 / 3.0).into(), (2.0 / 3.0).into()]);
    assert_eq!(figures(1), [serde_json::json!("unfinished"), 1.into(), 1.into(), 0.0.into(), 1.0.into()]);
    assert!(text(&arguments).contains("not in the corpus"));
    fs::write(&file, r#"{"queries": [{"query": 1}]}"#).unwrap();
    let said = failure(&arguments, 2);
    assert!(said.contains("queries.json") && said.contains("line 1"), "{said}");
}

#[test]
fn years_that_leave_nothing_to_foretell_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let graph = built(folder.path());
    let said = failure(&["-g", &graph, "evaluate", "slices", "--years", "2016,2018"], 2);
    assert!(said.contains("years from 2015 to 2016") && said.contains("not 2018"), "{said}");
}
