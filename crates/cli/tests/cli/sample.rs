//! The bundled sample: what is in it, that it holds together, and that somebody who explores it gets somewhere.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::common::{Folder, json, text};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(data(name)).unwrap()
}

/// The records of both files.
fn works() -> Vec<Value> {
    let files = read("sample/seed.jsonl") + &read("sample/landmarks.jsonl");
    files.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn id(record: &Value) -> &str {
    record["id"].as_str().unwrap()
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

fn authors(works: &[Value]) -> impl Iterator<Item = &Value> {
    works.iter().flat_map(|work| array(&work["authorships"])).map(|authorship| &authorship["author"])
}

#[test]
fn every_record_is_kept_by_a_strict_build() {
    let folder = Folder::new();
    let (graph, report) = (folder.text("graph"), folder.text("report.json"));
    let source = format!("openalex:{}", data("sample/*.jsonl").display());
    text(&["build", "-o", &graph, &source, "--strict", "--report", &report]);
    let report: Value = serde_json::from_str(&fs::read_to_string(report).unwrap()).unwrap();
    let works = works().len();
    assert!((63..=103).contains(&works), "{works} works");
    assert_eq!([&report["read"], &report["kept"], &report["merged"], &report["quarantined"]], [works, works, 0, 0]);
    // What is in the program is what is in the folder.
    let (built, bundled) = (json(&["-g", &graph, "info"]), json(&["info"]));
    assert_eq!([&built["nodes"], &built["relations"]], [&bundled["nodes"], &bundled["relations"]]);
}

#[test]
fn every_work_is_one_record_with_a_row_of_its_sources() {
    let works = works();
    let ids: BTreeSet<&str> = works.iter().map(id).collect();
    assert_eq!(ids.len(), works.len());
    let sources = read("SOURCES.md");
    for work in &works {
        let start = format!("| `{}` | {} | {} |", id(work), work["title"].as_str().unwrap(), work["publication_year"]);
        assert_eq!(sources.lines().filter(|line| line.starts_with(&start)).count(), 1, "{start}");
    }
    assert_eq!(sources.lines().filter(|line| line.starts_with("| `")).count(), works.len());
}

#[test]
fn works_cite_earlier_works_of_the_sample_only() {
    let works = works();
    let years: BTreeMap<&str, i64> =
        works.iter().map(|work| (id(work), work["publication_year"].as_i64().unwrap())).collect();
    let cited: Vec<(&str, &str)> = works
        .iter()
        .flat_map(|work| array(&work["referenced_works"]).map(|cited| (id(work), cited.as_str().unwrap())))
        .collect();
    for (citing, cited) in &cited {
        assert!(years.get(cited).is_some_and(|year| *year <= years[citing]), "{citing} cites {cited}");
    }
    assert_eq!(json(&["info"])["relations"]["cites"], cited.len());
    assert!(cited.len() > 60, "{}", cited.len());
}

#[test]
fn one_name_is_one_id_for_people_institutions_and_topics() {
    let works = works();
    let institutions =
        works.iter().flat_map(|work| array(&work["authorships"])).flat_map(|one| array(&one["institutions"]));
    let topics = works.iter().flat_map(|work| array(&work["topics"]));
    for (kind, all) in [
        ("person", authors(&works).collect::<Vec<_>>()),
        ("institution", institutions.collect()),
        ("topic", topics.collect()),
    ] {
        let pairs: BTreeSet<(&str, &str)> =
            all.iter().map(|one| (id(one), one["display_name"].as_str().unwrap())).collect();
        let (ids, names): (BTreeSet<_>, BTreeSet<_>) = pairs.iter().copied().unzip();
        assert!(ids.len() == pairs.len() && names.len() == pairs.len(), "a {kind} has two ids or names");
        assert_eq!(json(&["info"])["nodes"][kind], pairs.len(), "{kind}");
    }
}

#[test]
fn the_seed_answers_as_it_does_alone() {
    let folder = Folder::new();
    let seed = folder.seed();
    for arguments in [["collaborators", "xiaoyao-liang"], ["timeline", "xiaoyao-liang"], ["suggest", "xiaoyao-liang"]] {
        assert_eq!(json(&arguments), json(&[&["-g", &seed], &arguments[..]].concat()), "{arguments:?}");
    }
    let profile = |graph: &[&str]| {
        let mut profile = json(&[graph, &["profile", "xiaoyao-liang"]].concat());
        profile.as_object_mut().unwrap().remove("snapshot");
        profile
    };
    assert_eq!(profile(&[]), profile(&["-g", &seed]));
}

#[test]
fn most_people_are_connected_and_far_apart() {
    let info = json(&["info"]);
    let (connected, people) = (&info["largest_component_people"], &info["nodes"]["person"]);
    assert!(connected.as_u64().unwrap() * 2 > people.as_u64().unwrap(), "{connected} of {people}");
    for (from, to) in [("mark-newman", "jacob-devlin"), ("duncan-j-watts", "alexey-dosovitskiy")] {
        let length = json(&["path", from, to])["length"].as_u64();
        assert!(length.is_some_and(|steps| steps >= 3), "{from} to {to}: {length:?}");
    }
}

/// By works, people, topics, institutions and citations together.
#[test]
fn nearly_everything_hangs_together() {
    let works = works();
    let mut groups: Vec<BTreeSet<String>> = Vec::new();
    for work in &works {
        let ids = |kind: &str, all: &Value| array(all).map(|one| format!("{kind}:{}", id(one))).collect::<Vec<_>>();
        let mut group = BTreeSet::from([format!("work:{}", id(work))]);
        group.extend(ids("topic", &work["topics"]));
        group.extend(array(&work["referenced_works"]).map(|cited| format!("work:{}", cited.as_str().unwrap())));
        for authorship in array(&work["authorships"]) {
            group.insert(format!("person:{}", id(&authorship["author"])));
            group.extend(ids("institution", &authorship["institutions"]));
        }
        let (met, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|other| !other.is_disjoint(&group));
        group.extend(met.into_iter().flatten());
        groups = apart;
        groups.push(group);
    }
    let size = |group: &BTreeSet<String>| group.iter().filter(|key| key.starts_with("work:")).count();
    let largest = groups.iter().map(size).max().unwrap();
    assert!(largest + 2 >= works.len(), "{largest} of {}", works.len());
}

#[test]
fn people_of_every_field_are_suggested_somebody() {
    for person in ["mark-newman", "jure-leskovec", "jiawei-han", "arman-cohan", "yoshua-bengio", "jacob-devlin"] {
        let suggested = json(&["suggest", person]);
        assert!(suggested["total"].as_u64().unwrap() > 0, "{person}: {suggested}");
    }
}
