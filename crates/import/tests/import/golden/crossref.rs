//! Crossref's JSON comes out as an independent program counted it, people taken as given.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use scholargraph::{BuildOptions, Graph, Kind, Node, PersonId};
use scholargraph_import::{Import, ImportReport, People, SourceSpec};
use scholargraph_testkit::shared;
use serde_json::Value;

use super::facts::{counts, number};

/// The files of `facts`, recognised by their looks.
fn import(folder: &std::path::Path, facts: &Value) -> (Graph, ImportReport) {
    let names = facts["records_per_file"].as_object().unwrap().keys();
    let sources = names.map(|name| {
        let path = folder.join("data/crossref").join(name);
        SourceSpec { format: None, path: path.to_str().unwrap().to_owned() }
    });
    let options = BuildOptions { max_authors: None, ..BuildOptions::default() };
    Import::new(sources).people(People::AsGiven).threads(2).build(options).unwrap()
}

/// Crossref's types as works go by them here.
fn called(crossref: &str) -> &str {
    match crossref {
        "journal-article" | "proceedings-article" => "article",
        "posted-content" => "preprint",
        "monograph" | "edited-book" | "book" => "book",
        "report" | "report-component" => "report",
        "journal" | "journal-issue" | "journal-volume" | "proceedings" | "component" => "paratext",
        other => other,
    }
}

#[test]
fn people_as_given() {
    let Some(folder) = shared("people_as_given") else { return };
    let facts = fs::read(folder.join("golden/crossref_shared.json")).unwrap();
    let facts: Value = serde_json::from_slice(&facts).unwrap();
    let (graph, report) = import(&folder, &facts);
    for source in &report.sources {
        let name = source.source.rsplit('/').next().unwrap();
        assert_eq!(source.counts.read as usize, number(&facts["records_per_file"][name]), "{name}");
    }
    let counts = &report.counts;
    let repeated = facts["stats"]["repeated_doi"].as_u64().unwrap();
    assert_eq!((counts.merged, counts.quarantined), (repeated, 0));
    check_works(&graph, &facts);
    check_citations(&graph, &report, &facts);
    check_bylines(&graph, &facts);
    check_people(&graph, &facts["graph"]);
}

fn check_works(graph: &Graph, facts: &Value) {
    let works = graph.works();
    assert_eq!(works.len(), number(&facts["works"]));
    assert!(works.id.iter().zip(works.doi.iter()).all(|(id, doi)| id == doi && *doi == doi.to_lowercase()));
    let mut types: BTreeMap<String, usize> = BTreeMap::new();
    for pair in facts["types"].as_array().unwrap() {
        *types.entry(called(pair[0].as_str().unwrap()).to_owned()).or_default() += number(&pair[1]);
    }
    assert_eq!(counts((0..works.len()).map(|work| works.work_type.at(work).to_owned())), types);
    let year = |year: i16| if year == 0 { "None".to_owned() } else { year.to_string() };
    let years = facts["years"].as_object().unwrap().iter().map(|(year, count)| (year.clone(), number(count)));
    assert_eq!(counts(works.year.iter().map(year)), years.collect());
    let stats = &facts["stats"];
    assert_eq!(works.title.iter().filter(|title| title.is_empty()).count(), number(&stats["works_without_title"]));
    let markup = |title: &&str| ["<i>", "<sub>", "<sup>", "&lt;", "&amp;"].iter().any(|part| title.contains(part));
    assert_eq!(works.title.iter().filter(markup).collect::<Vec<_>>(), [""; 0]);
}

fn check_citations(graph: &Graph, report: &ImportReport, facts: &Value) {
    let inside = graph.work_relations().cited_by.edge_count();
    assert_eq!(inside + report.self_citations as usize, number(&facts["citation_edges_internal"]));
    let all = inside as u64 + report.self_citations + report.dangling_references;
    assert_eq!(all as usize, number(&facts["citation_edges_with_doi"]));
    // Members may keep references to themselves: Crossref counts 46139 of these works, and lists those that the golden
    // answers count. What has no DOI is in both.
    let counted: u64 = graph.works().reference_count.iter().map(u64::from).sum();
    assert_eq!(counted, 46_139);
    assert!(counted as usize > number(&facts["stats"]["reference_slots"]));
}

fn check_bylines(graph: &Graph, facts: &Value) {
    let printed: BTreeSet<&str> = graph.raw_affiliations().text.iter().collect();
    // Two of them differ in where a space is doubled.
    assert_eq!(printed.len() + 1, number(&facts["distinct_affiliation_strings"]));
    let authors = &graph.work_relations().authors;
    let degrees: Vec<usize> = (0..graph.works().len()).map(|work| authors.degree(work)).collect();
    let without = degrees.iter().filter(|&&degree| degree == 0).count();
    assert_eq!(without, number(&facts["graph"]["papers_without_authors"]));
    assert_eq!(degrees.iter().max(), Some(&number(&facts["graph"]["max_authors_on_a_paper"])));
}

fn check_people(graph: &Graph, facts: &Value) {
    let people = graph.people().len();
    assert_eq!(people, number(&facts["distinct_persons"]));
    let collaborators = &graph.person_relations().collaborators;
    assert_eq!(collaborators.edge_count() / 2, number(&facts["coauthor_pairs"]));
    let weights: u64 = collaborators.edges.shared_works.iter().map(u64::from).sum();
    assert_eq!(weights / 2, facts["shared_paper_weight_total"].as_u64().unwrap());
    assert_eq!(graph.meta().components, number(&facts["components"]));
    assert_eq!(graph.meta().largest_component, number(&facts["largest_components"][0]));
    let alone = (0..people).filter(|&person| collaborators.degree(person) == 0).count();
    assert_eq!(alone, number(&facts["persons_without_coauthors"]));
    check_top(graph, &facts["top20_by_papers"], |person| graph.works_of(person).len());
    check_top(graph, &facts["top20_by_distinct_coauthors"], |person| collaborators.degree(person.0 as usize));
}

/// The listed people have the listed counts, and nobody else has a higher one.
fn check_top(graph: &Graph, listed: &Value, count: impl Fn(PersonId) -> usize) {
    let mut all: Vec<usize> = (0..graph.people().len()).map(|row| count(PersonId(row as u32))).collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    for (pair, highest) in listed.as_array().unwrap().iter().zip(all) {
        let key = format!("name:{}", pair[0].as_str().unwrap());
        let Node::Person(person) = graph.resolve(Some(Kind::Person), &key).unwrap().node else {
            unreachable!("asked for a person")
        };
        assert_eq!((count(person), highest), (number(&pair[1]), number(&pair[1])), "{key}");
    }
}

/// Every `<crossref>` of the eight files is a work of its own: `grep -o "<crossref " *.xml` counts them.
#[test]
fn unixref_is_read_whole() {
    let Some(folder) = shared("unixref_is_read_whole") else { return };
    let path = folder.join("data/crossref/unixsd-xml.tar.xz");
    let source = SourceSpec { format: None, path: path.to_str().unwrap().to_owned() };
    let (graph, report) = Import::new([source]).people(People::AsGiven).threads(2).build(Default::default()).unwrap();
    let works = graph.works();
    assert_eq!((report.counts.read, report.counts.quarantined), (1545, 0));
    let undated = works.year.iter().zip(0..).filter(|&(year, _)| year == 0).map(|(_, row)| works.work_type.at(row));
    assert_eq!(
        counts(undated.map(str::to_owned)),
        BTreeMap::from([("dataset".to_owned(), 17)]),
        "data sets have no dates"
    );
    assert_eq!(works.title.iter().filter(|title| title.is_empty()).count(), 0);
    assert!(works.cited_by_count.iter().any(|count| count > 0));
}
