//! OpenAlex comes out as independent programs counted it.

use std::{collections::BTreeMap, fs, path::Path};

use scholargraph::{BuildOptions, Collaborators, Graph, Kind, Measure, Node, PersonId, column::Text};
use scholargraph_import::{Format, RecordKind, SourceSpec};
use scholargraph_testkit::shared;
use serde_json::Value;

use super::facts::number;
use crate::common::{Imported, import, import_as_given};

/// What lies at `path` below the shared data.
fn openalex(shared: &Path, path: &str) -> SourceSpec {
    SourceSpec::new(Format::OpenAlex, shared.join("data").join(path).to_str().unwrap())
}

fn corpus(shared: &Path, path: &str) -> Imported {
    import(openalex(shared, path), 2)
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
    let options = BuildOptions { max_authors: None, ..BuildOptions::default() };
    let Imported { graph, report, .. } = import_as_given(openalex(folder, corpus), options);
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
    let outside = number(&edges["citations_distinct"]) - number(&edges["citations_internal"]);
    assert_eq!(report.dangling_references, outside as u64);
    check_attributes(&graph, &golden);
    let pairs = graph.person_relations().collaborators.edge_count() / 2;
    assert_eq!(pairs, number(&facts["coauthor_pairs"]));
    assert_eq!(graph.meta().components, number(&facts["components"]));
    assert_eq!(graph.meta().largest_component, number(&facts["largest_components"][0]));
    for (url, expected) in facts["people"].as_object().unwrap() {
        check_person(&graph, person(&graph, &Value::String(url.clone())), expected);
    }
    graph
}

/// Years and types of works, what is missing, ORCID iDs, names of sources.
fn check_attributes(graph: &Graph, golden: &Value) {
    let works = graph.works();
    assert_eq!(tally(works.year.iter().map(|year| year.to_string())), golden["years"]);
    assert_eq!(tally((0..works.len()).map(|work| works.work_type.at(work).to_owned())), golden["types"]);
    let empty = |column: &Text| column.iter().filter(|text| text.is_empty()).count();
    assert_eq!(empty(&works.title), number(&golden["stats"]["works_without_title"]));
    assert_eq!(empty(&works.doi), number(&golden["stats"]["works_without_doi"]));
    let people = graph.people();
    assert_eq!(people.len() - empty(&people.orcid), number(&golden["authors_with_orcid"]));
    let sources = graph.sources();
    for (id, name) in golden["sources"].as_object().unwrap() {
        let row = sources.id.iter().position(|short| id.ends_with(&format!("/{short}"))).unwrap();
        assert_eq!(sources.name.at(row), name.as_str().unwrap(), "{id}");
    }
}

/// How often each value occurs.
pub(super) fn tally(values: impl Iterator<Item = String>) -> Value {
    let mut tally: BTreeMap<String, u64> = BTreeMap::new();
    values.for_each(|value| *tally.entry(value).or_default() += 1);
    serde_json::to_value(tally).unwrap()
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
fn the_anthology_in_the_shape_of_openalex() {
    let Some(shared) = shared("the_anthology_in_the_shape_of_openalex") else { return };
    let imported = corpus(&shared, "acl-backtest/works.jsonl.gz");
    let graph = &imported.graph;
    assert_eq!((graph.works().len(), imported.quarantine.len()), (89_776, 0));
    assert_eq!(graph.works().id.at(0), "1952.earlymt-1.1");
    assert!(graph.people().id.iter().any(|id| id == "warren weaver"));
}

#[test]
fn a_page_of_the_api() {
    let Some(shared) = shared("a_page_of_the_api") else { return };
    let imported = corpus(&shared, "openalex-native/api-page-example.json.gz");
    let graph = &imported.graph;
    assert_eq!((imported.report.counts.read, imported.quarantine.len()), (49, 0));
    let nodes = [graph.works().len(), graph.people().len(), graph.topics().len(), graph.institutions().len()];
    assert_eq!(nodes, [49, 138, 59, 59]);
}

#[test]
fn records_of_people_and_institutions() {
    let Some(shared) = shared("records_of_people_and_institutions") else { return };
    let authors = corpus(&shared, "openalex-native/authors_sample.json.gz");
    assert_eq!(authors.report.kinds, BTreeMap::from([(RecordKind::Person, 30)]));
    assert_eq!((authors.graph.people().len(), authors.graph.institutions().len()), (30, 623));
    assert_eq!(authors.graph.people().orcid.iter().filter(|orcid| !orcid.is_empty()).count(), 26);
    let institutions = corpus(&shared, "openalex-native/institutions_sample.json.gz");
    assert_eq!(institutions.report.kinds, BTreeMap::from([(RecordKind::Institution, 30)]));
    assert_eq!(institutions.graph.institutions().len(), 30, "ancestors come into being by records of their own");
    assert!(institutions.graph.institutions().ror.iter().all(|ror| ror.len() == 9));
}

#[test]
fn a_snapshot() {
    let Some(shared) = shared("a_snapshot") else { return };
    let imported = corpus(&shared, "openalex-native/snapshot-layout-sample.tar.gz");
    let (graph, report) = (&imported.graph, &imported.report);
    assert_eq!(imported.quarantine, [Value::Null; 0]);
    let kinds =
        [(RecordKind::Work, 28), (RecordKind::Person, 2), (RecordKind::Institution, 679), (RecordKind::Source, 250)];
    assert_eq!(report.kinds, BTreeMap::from(kinds));
    assert_eq!(report.counts.skipped, BTreeMap::from([("concept", 16), ("funder", 4), ("publisher", 16)]));
    assert_eq!(report.counts.read, 959);
    assert_eq!(graph.works().len(), 28);
    assert!(graph.resolve(None, "https://openalex.org/I27837315").is_ok());
    assert!(report.issues_total > 560 && report.issues.iter().all(|issue| issue.issue == "missing-part"));
    let there = "works/updated_date=2023-05-16";
    assert!(!report.issues.iter().any(|issue| issue.detail.contains(there)), "that one is there");
    assert!(report.merged_ids + report.deleted_ids > 0);
}
