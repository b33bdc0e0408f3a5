//! Real corpora come out as independent programs counted them.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::{fs, path::Path};

use scholargraph::{BuildOptions, Collaborators, Graph, Kind, Measure, Node, PersonId};
use scholargraph_import::{Format, Import, ImportReport, SourceSpec};
use scholargraph_testkit::shared;
use serde_json::Value;

fn imported(path: &Path, max_authors: Option<u32>) -> (Graph, ImportReport) {
    let source = SourceSpec::new(Format::OpenAlex, path.to_str().unwrap());
    let options = BuildOptions { max_authors, ..BuildOptions::default() };
    Import::new([source]).build(options).unwrap()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn person(graph: &Graph, url: &Value) -> PersonId {
    let Node::Person(person) = graph.resolve(Some(Kind::Person), url.as_str().unwrap()).unwrap().node else {
        unreachable!("asked for a person")
    };
    person
}

/// Counts by kind and relation, citations of a work to itself, components, the closest by shared works.
fn check(folder: &Path, corpus: &str, answers: &str) -> Graph {
    let golden: Value = serde_json::from_slice(&fs::read(folder.join("golden").join(answers)).unwrap()).unwrap();
    let (graph, report) = imported(&folder.join("data").join(corpus), None);
    let (nodes, edges, facts) = (&golden["nodes"], &golden["edges"], &golden["graph"]);
    assert_eq!(report.counts.read, golden["lines"].as_u64().unwrap());
    assert_eq!((report.counts.merged, report.counts.quarantined), (0, 0));
    assert_eq!(graph.works().len(), number(&nodes["works"]));
    assert_eq!(graph.people().len(), number(&nodes["authors"]));
    assert_eq!(graph.topics().len(), number(&nodes["topics"]));
    assert_eq!(graph.institutions().len(), number(&nodes["institutions"]));
    assert_eq!(graph.sources().len(), number(&nodes["sources"]));
    let works = graph.work_relations();
    assert_eq!(works.authors.edge_count(), number(&edges["work_author_distinct"]));
    assert_eq!(works.topics.edge_count(), number(&edges["work_topic_distinct"]));
    assert_eq!(works.institutions.edge_count(), number(&edges["work_institution_distinct"]));
    let affiliated = &graph.person_relations().institutions;
    assert_eq!(affiliated.edge_count(), number(&edges["author_institution_distinct"]));
    let itself = number(&edges["self_citations"]);
    assert_eq!(works.references.edge_count(), number(&edges["citations_internal"]) - itself);
    assert_eq!(report.self_citations, itself as u64);
    let pairs = graph.person_relations().collaborators.edge_count() / 2;
    assert_eq!(pairs, number(&facts["coauthor_pairs"]));
    assert_eq!(graph.meta().components, number(&facts["components"]));
    assert_eq!(graph.meta().largest_component, number(&facts["largest_components"][0]));
    for (url, expected) in facts["people"].as_object().unwrap() {
        check_person(&graph, person(&graph, &Value::String(url.clone())), expected);
    }
    graph
}

fn check_person(graph: &Graph, person: PersonId, expected: &Value) {
    assert_eq!(graph.works_of(person).len(), number(&expected["papers"]));
    let ranking = Collaborators::of(person).measure(Measure::Count).max_authors(None).limit(10).run(graph);
    assert_eq!(ranking.total, number(&expected["distinct_coauthors"]));
    let found: Vec<(String, u64)> = ranking
        .collaborators
        .iter()
        .map(|other| (format!("https://openalex.org/{}", graph.id(other.person)), u64::from(other.shared_works)))
        .collect();
    let listed = expected["top10_coauthors"].as_array().unwrap();
    let listed: Vec<(String, u64)> =
        listed.iter().map(|pair| (pair[0].as_str().unwrap().to_owned(), pair[1].as_u64().unwrap())).collect();
    assert_eq!(found, listed, "{}", graph.id(person));
}

#[test]
fn global_health_journals() {
    let Some(folder) = shared("global_health_journals") else { return };
    check(&folder, "openalex-global-health/works.jsonl.gz", "openalex_shared.json");
}

#[test]
fn original_records_of_several_generations() {
    let Some(folder) = shared("original_records_of_several_generations") else { return };
    let graph = check(&folder, "openalex-native/works-native.jsonl.gz", "openalex_native_shared.json");
    let largest = graph.nodes().map(|work| graph.authors(work).len()).max().unwrap();
    assert_eq!(largest, 5091, "the paper with 5,103 authorships");
}

#[test]
fn every_other_form_of_openalex() {
    let Some(folder) = shared("every_other_form_of_openalex") else { return };
    let folder = folder.join("data/openalex-native");
    let layout = imported(&folder.join("snapshot-layout-sample.tar.gz"), Some(100)).0;
    assert!(layout.works().len() >= 27 && layout.institutions().len() >= 678);
    assert!(layout.resolve(None, "https://openalex.org/I27837315").is_ok());
    assert_eq!(imported(&folder.join("api-page-example.json.gz"), Some(100)).1.counts.quarantined, 0);
    assert!(imported(&folder.join("authors_sample.json.gz"), Some(100)).0.people().len() >= 30);
    assert!(imported(&folder.join("institutions_sample.json.gz"), Some(100)).0.institutions().len() >= 30);
}

#[test]
fn the_same_snapshot_on_any_number_of_threads() {
    let Some(folder) = shared("the_same_snapshot_on_any_number_of_threads") else { return };
    let path = folder.join("data/openalex-global-health/works.jsonl.gz");
    let id = |threads| {
        let source = SourceSpec::new(Format::OpenAlex, path.to_str().unwrap());
        let graph = Import::new([source]).threads(threads).build(BuildOptions::default()).unwrap().0;
        graph.meta().id.clone()
    };
    assert_eq!(id(1), id(4));
}
