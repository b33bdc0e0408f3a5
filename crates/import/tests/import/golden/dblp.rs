//! DBLP comes out as an independent program counted it, people taken as given; and what resolving them makes of it.

use std::{collections::BTreeMap, fs, path::PathBuf, time::Instant};

use scholargraph::{BuildOptions, Graph, Kind, Node, PersonId, path::distance};
use scholargraph_import::{Import, ImportReport, MergeReason, People, SourceSpec};
use scholargraph_testkit::shared;
use serde_json::Value;

use super::facts::{check_person, counts, number, pairs};

/// A corpus, and what the independent program says about it.
struct Golden {
    path: PathBuf,
    facts: Value,
    /// How many of the citations that it finds in the file are of proceedings, which are no works here.
    of_proceedings: usize,
    /// How many venues it counts that are none here: the empty one, and one with two spaces where another has one.
    no_venues: usize,
}

impl Golden {
    fn shared(test: &str) -> Option<Self> {
        Self::read(test, "data/dblp/dblp-shared.xml.xz", "golden/dblp_shared.json", 39, 0)
    }

    fn large(test: &str) -> Option<Self> {
        Self::read(test, "data/dblp-large/dblp-large.xml.zst", "golden/dblp_large.json", 89, 2)
    }

    fn read(test: &str, corpus: &str, facts: &str, of_proceedings: usize, no_venues: usize) -> Option<Self> {
        let folder = shared(test)?;
        let facts = serde_json::from_slice(&fs::read(folder.join(facts)).unwrap()).unwrap();
        Some(Self { path: folder.join(corpus), facts, of_proceedings, no_venues })
    }

    /// The corpus, recognised by its looks.
    fn import(&self, people: People) -> (Graph, ImportReport) {
        let begun = Instant::now();
        let source = SourceSpec { format: None, path: self.path.to_str().unwrap().to_owned() };
        let options = BuildOptions { max_authors: None, ..BuildOptions::default() };
        let built = Import::new([source]).people(people).threads(2).build(options).unwrap();
        eprintln!("{}: read and built in {:.1} s", self.path.display(), begun.elapsed().as_secs_f64());
        built
    }

    fn check(&self) {
        let (graph, report) = self.import(People::AsGiven);
        let works = number(&self.facts["graph"]["papers"]) as u64;
        let counts = &report.counts;
        assert_eq!((counts.read, counts.kept, counts.merged, counts.quarantined), (works, works, 0, 0));
        assert_eq!(counts.skipped["proceedings"], self.facts["record_types"]["proceedings"].as_u64().unwrap());
        self.check_works(&graph);
        self.check_citations(&graph, &report);
        self.check_people(&graph);
    }

    fn check_works(&self, graph: &Graph) {
        let (works, facts) = (graph.works(), &self.facts);
        assert_eq!(works.len(), number(&facts["graph"]["papers"]));
        let mut types = counts((0..works.len()).map(|work| works.work_type.at(work).to_owned()));
        types.insert("proceedings".to_owned(), number(&facts["record_types"]["proceedings"]));
        assert_eq!(types, expected_counts(&facts["record_types"]));
        assert_eq!(counts(works.year.iter().map(|year| year.to_string())), expected_counts(&facts["years"]));
        let (sources, source_of) = (graph.sources(), &graph.work_relations().source);
        assert_eq!(sources.len() + self.no_venues, number(&facts["distinct_venue_strings"]));
        let venues = counts(source_of.iter().filter_map(|source| Some(sources.name.at(source.row()?).to_owned())));
        for (name, count) in pairs(&facts["top20_venues"]) {
            assert_eq!(venues[name.as_str().unwrap()], count, "{name}");
        }
        let authors = &graph.work_relations().authors;
        let degrees: Vec<usize> = (0..works.len()).map(|work| authors.degree(work)).collect();
        let graph_facts = &facts["graph"];
        let without = degrees.iter().filter(|&&degree| degree == 0).count();
        assert_eq!(without, number(&graph_facts["papers_without_authors"]));
        assert_eq!(degrees.iter().max(), Some(&number(&graph_facts["max_authors_on_a_paper"])));
        let inner = |title: &str| title.find('?').is_some_and(|first| first + 1 < title.len());
        let titles = works.title.iter().filter(|title| inner(title)).count();
        assert_eq!(titles, number(&facts["titles_with_inner_question_mark"]));
    }

    fn check_citations(&self, graph: &Graph, report: &ImportReport) {
        let (cited, facts) = (&graph.work_relations().cited_by, &self.facts);
        let itself = number(&facts["self_cites"]);
        assert_eq!(report.self_citations, itself as u64);
        let inside = number(&facts["cite_edges_resolved_in_file"]);
        assert_eq!(cited.edge_count(), inside - itself - self.of_proceedings);
        let outside = number(&facts["distinct_cite_edges"]) - inside + self.of_proceedings;
        assert_eq!(report.dangling_references, outside as u64);
        for (key, count) in pairs(&facts["top20_cited_in_file"]) {
            let Node::Work(work) = graph.resolve(None, &format!("dblp:{}", key.as_str().unwrap())).unwrap().node else {
                unreachable!("keys are those of works")
            };
            assert_eq!(cited.degree(work.0 as usize), count, "{key}");
        }
    }

    fn check_people(&self, graph: &Graph) {
        let facts = &self.facts["graph"];
        let names: Vec<&str> = graph.people().source_key.iter().map(|key| key.strip_prefix("name:").unwrap()).collect();
        assert_eq!(names.len(), number(&facts["distinct_persons"]));
        let numbered = names.iter().filter(|name| is_numbered(name)).count();
        assert_eq!(numbered, number(&self.facts["names_with_homonym_suffix"]));
        assert!(!graph.people().name.iter().any(is_numbered), "numbers are not shown");
        let accented = names.iter().filter(|name| !name.is_ascii()).count();
        assert_eq!(accented, number(&self.facts["non_ascii_names"]));
        let collaborators = &graph.person_relations().collaborators;
        assert_eq!(collaborators.edge_count() / 2, number(&facts["coauthor_pairs"]));
        let weights: u64 = collaborators.edges.shared_works.iter().map(u64::from).sum();
        assert_eq!(weights / 2, facts["shared_paper_weight_total"].as_u64().unwrap());
        assert_eq!(graph.meta().components, number(&facts["components"]));
        assert_eq!(graph.meta().largest_component, number(&facts["largest_components"][0]));
        let alone = (0..names.len()).filter(|&person| collaborators.degree(person) == 0).count();
        assert_eq!(alone, number(&facts["persons_without_coauthors"]));
        check_top(graph, &facts["top20_by_papers"], |person| graph.works_of(person).len());
        check_top(graph, &facts["top20_by_distinct_coauthors"], |person| collaborators.degree(person.0 as usize));
        for (name, expected) in facts["people"].as_object().unwrap() {
            check_person(graph, person(graph, name), expected, |name| person(graph, name.as_str().unwrap()));
        }
        for pair in facts["paths"].as_array().unwrap() {
            let end = |end: &str| person(graph, pair[end].as_str().unwrap());
            let hops = distance(graph, end("from"), end("to"), None);
            assert_eq!(hops.map(u64::from), pair["hops"].as_u64(), "{pair}");
        }
    }
}

fn expected_counts(value: &Value) -> BTreeMap<String, usize> {
    value.as_object().unwrap().iter().map(|(key, count)| (key.clone(), number(count))).collect()
}

fn is_numbered(name: &str) -> bool {
    name.rsplit_once(' ').is_some_and(|(_, end)| end.len() == 4 && end.bytes().all(|byte| byte.is_ascii_digit()))
}

fn person(graph: &Graph, name: &str) -> PersonId {
    let Node::Person(person) = graph.resolve(Some(Kind::Person), &format!("name:{name}")).unwrap().node else {
        unreachable!("asked for a person")
    };
    person
}

/// The listed people have the listed counts, and nobody else has a higher one.
fn check_top(graph: &Graph, listed: &Value, count: impl Fn(PersonId) -> usize) {
    let mut all: Vec<usize> = (0..graph.people().len()).map(|row| count(PersonId(row as u32))).collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    for ((name, expected), highest) in pairs(listed).zip(all) {
        assert_eq!((count(person(graph, name.as_str().unwrap())), highest), (expected, expected), "{name}");
    }
}

#[test]
fn people_as_given() {
    let Some(golden) = Golden::shared("people_as_given") else { return };
    golden.check();
}

#[test]
fn people_as_given_in_the_large_one() {
    let Some(golden) = Golden::large("people_as_given_in_the_large_one") else { return };
    golden.check();
}

#[test]
fn people_resolved() {
    let Some(golden) = Golden::shared("people_resolved") else { return };
    let (graph, report) = golden.import(People::Resolve);
    let people = &report.people;
    assert_eq!(people.as_given as usize, number(&golden.facts["graph"]["distinct_persons"]));
    let merged = people.merged.values().sum::<u64>();
    assert_eq!(graph.people().len() as u64, people.as_given - merged);
    assert!(people.merged[&MergeReason::FullName] > 0);
    assert_eq!(people.in_doubt.added, 0, "one name is one person");
    let numbered = graph.people().source_key.iter().filter(|key| is_numbered(key)).count();
    assert_eq!(numbered, number(&golden.facts["names_with_homonym_suffix"]), "nobody with a number is anybody else");
}
