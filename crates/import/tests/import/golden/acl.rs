//! The ACL Anthology comes out as an independent program counted it, people taken as given; and what resolving them
//! makes of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use scholargraph::{BuildOptions, Graph, Kind, Node, PersonId, path::distance};
use scholargraph_import::{Import, ImportReport, MergeReason, People, SourceSpec};
use scholargraph_testkit::shared;
use serde_json::Value;

use super::facts::{check_person, number, pairs};

const ARCHIVE: &str = "data/acl-anthology/acl-anthology-xml-to2023.tar.zst";

/// Papers whose `<abstract>` is empty, and those whose `<doi>` holds something else: most of them a handle.
const EMPTY_ABSTRACTS: usize = 137;
const NO_DOIS: usize = 531;

/// The corpus, recognised by its looks.
fn imported(archive: &Path, people: People, threads: usize) -> (Graph, ImportReport) {
    let source = SourceSpec { format: None, path: archive.to_str().unwrap().to_owned() };
    let options = BuildOptions { max_authors: None, ..BuildOptions::default() };
    Import::new([source]).people(people).threads(threads).build(options).unwrap()
}

fn archive_and_answers(test: &str) -> Option<(PathBuf, Value)> {
    let folder = shared(test)?;
    let answers = fs::read(folder.join("golden/acl_shared.json")).unwrap();
    Some((folder.join(ARCHIVE), serde_json::from_slice(&answers).unwrap()))
}

fn person(graph: &Graph, key: &Value) -> PersonId {
    let key = key.as_str().unwrap();
    let found = graph.resolve(Some(Kind::Person), key).unwrap();
    let Node::Person(person) = found.node else { unreachable!("asked for a person") };
    person
}

#[test]
fn people_as_given() {
    let Some((archive, golden)) = archive_and_answers("people_as_given") else { return };
    let (graph, report) = imported(&archive, People::AsGiven, 2);
    assert_eq!((report.counts.quarantined, report.counts.merged), (0, 0));
    assert!(report.people.merged.is_empty() && report.people.as_given == 0);
    let facts = &golden["graph"];
    check_works(&graph, &golden);
    assert_eq!(graph.people().len(), number(&facts["distinct_persons"]));
    let collaborators = &graph.person_relations().collaborators;
    assert_eq!(collaborators.edge_count() / 2, number(&facts["coauthor_pairs"]));
    assert_eq!(graph.meta().components, number(&facts["components"]));
    assert_eq!(graph.meta().largest_component, number(&facts["largest_components"][0]));
    let alone = (0..graph.people().len()).filter(|&person| collaborators.degree(person) == 0).count();
    assert_eq!(alone, number(&facts["persons_without_coauthors"]));
    check_top(&graph, &facts["top20_by_papers"], |person| graph.works_of(person).len());
    check_top(&graph, &facts["top20_by_distinct_coauthors"], |person| collaborators.degree(person.0 as usize));
    for (key, expected) in facts["people"].as_object().unwrap() {
        check_person(&graph, person(&graph, &Value::String(key.clone())), expected, |key| person(&graph, key));
    }
    for pair in facts["paths"].as_array().unwrap() {
        let hops = distance(&graph, person(&graph, &pair["from"]), person(&graph, &pair["to"]), None);
        assert_eq!(hops.map(u64::from), pair["hops"].as_u64(), "{pair}");
    }
}

fn check_works(graph: &Graph, golden: &Value) {
    let (works, facts, stats) = (graph.works(), &golden["graph"], &golden["stats"]);
    assert_eq!(works.len(), number(&facts["papers"]));
    let authors = &graph.work_relations().authors;
    let without = (0..works.len()).filter(|&work| authors.degree(work) == 0).count();
    assert_eq!(without, number(&facts["papers_without_authors"]));
    let most = (0..works.len()).map(|work| authors.degree(work)).max();
    assert_eq!(most, Some(number(&facts["max_authors_on_a_paper"])));
    let mut years: BTreeMap<String, usize> = BTreeMap::new();
    works.year.iter().for_each(|year| *years.entry(year.to_string()).or_default() += 1);
    let expected = golden["years"].as_object().unwrap();
    assert_eq!(years, expected.iter().map(|(year, count)| (year.clone(), number(count))).collect());
    let abstracts = graph.nodes().filter(|&work| graph.abstract_text(work).is_some()).count();
    assert_eq!(abstracts + EMPTY_ABSTRACTS, number(&stats["papers_with_abstract"]));
    let count = |column: &scholargraph::column::Text| column.iter().filter(|text| !text.is_empty()).count();
    assert_eq!(count(&works.doi) + NO_DOIS, number(&stats["papers_with_doi"]));
    let printed: BTreeSet<&str> = graph.raw_affiliations().text.iter().collect();
    assert_eq!(printed.len() + 1, number(&golden["distinct_affiliation_strings"]), "the empty one is no affiliation");
    let retracted = works.flags.iter().filter(|&flags| flags & scholargraph::model::flag::RETRACTED != 0).count();
    assert_eq!(retracted, number(&stats["papers_with_retracted"]) + number(&stats["papers_with_removed"]));
    for (id, title) in golden["sample_titles"].as_object().unwrap() {
        let Node::Work(work) = graph.resolve(Some(Kind::Work), id).unwrap().node else { unreachable!() };
        assert_eq!(works.title.at(work.0 as usize), title.as_str().unwrap(), "{id}");
    }
}

/// The listed people have the listed counts, and nobody else has a higher one.
fn check_top(graph: &Graph, listed: &Value, count: impl Fn(PersonId) -> usize) {
    let mut all: Vec<usize> = (0..graph.people().len()).map(|row| count(PersonId(row as u32))).collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    for ((key, expected), highest) in pairs(listed).zip(all) {
        assert_eq!((count(person(graph, key)), highest), (expected, expected), "{key}");
    }
}

#[test]
fn people_resolved() {
    let Some((archive, golden)) = archive_and_answers("people_resolved") else { return };
    let (graph, report) = imported(&archive, People::Resolve, 2);
    let people = &report.people;
    let given = number(&golden["graph"]["distinct_persons"]);
    assert_eq!(people.as_given as usize, given);
    assert_eq!(
        graph.people().len() as u64,
        people.as_given + people.in_doubt.added - people.merged.values().sum::<u64>()
    );
    let merged = |reason| people.merged.get(&reason).copied().unwrap_or(0);
    assert!(
        merged(MergeReason::Listed) > 1000 && merged(MergeReason::FullName) > 500 && merged(MergeReason::Orcid) > 0
    );
    // The list of name variants: one person, whichever name is asked for.
    let id = |name: &str| graph.id(person(&graph, &format!("name:{name}").into())).to_owned();
    assert_eq!([id("Steve Abney"), id("Steven P. Abney")], ["steven-abney", "steven-abney"]);
    // Two names on one byline are two people: no byline got shorter than its distinct keys.
    let given = imported(&archive, People::AsGiven, 2).0;
    let places = |graph: &Graph| graph.work_relations().authors.edge_count();
    assert_eq!(places(&graph), places(&given));
}
