//! Semantic Scholar's papers, as an independent program counted them; whole and damaged ones of our own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::{collections::BTreeMap, fs};

use common::{Folder, Imported, gzip, import, rejected};
use scholargraph::{BuildOptions, Graph, PersonId, WorkId};
use scholargraph_import::{Format, Import, People, SourceSpec};
use scholargraph_testkit::shared;
use serde_json::{Value, json};

/// Two papers, the second of which cites the first; all of it is invented.
fn papers() -> [Value; 2] {
    let crater = json!({
        "paper_id": "11", "title": " Naming\n craters ", "abstract": null, "year": 1969, "venue": "Moon", "journal": null,
        "authors": [{"first": "Ada", "middle": ["B."], "last": "Moss", "suffix": "Jr"},
            {"first": "", "middle": [], "last": "", "suffix": ""}],
        "doi": "10.5555/CRATER", "arxiv_id": null, "acl_id": "W07-1530", "pubmed_id": "12345", "pmc_id": "678",
        "mag_id": "2426173123", "mag_field_of_study": ["Geology", null], "outbound_citations": [],
        "inbound_citations": ["12"],
    });
    let dust = json!({
        "paper_id": "12", "title": "Dust", "abstract": "It is <fine>.", "year": null, "journal": "Mare", "venue": "Moon",
        "authors": [{"first": "Jose\u{301}", "middle": [], "last": "Luz"}], "arxiv_id": "2203.04570", "mag_id": "x",
        "mag_field_of_study": ["Geology", "Physics"], "outbound_citations": ["11", "11", "99", "12", "no id", null],
    });
    [crater, dust]
}

fn of(lines: &[String]) -> Imported {
    let folder = Folder::with("papers.jsonl", lines.join("\n"));
    import(SourceSpec::new(Format::S2, folder.path("").to_str().unwrap()), 2)
}

#[test]
fn papers_become_works() {
    let imported = of(&papers().map(|paper| paper.to_string()));
    let graph = &imported.graph;
    let works = graph.works();
    assert_eq!((works.id.at(0), works.id.at(1)), ("CorpusID:11", "CorpusID:12"));
    assert_eq!((works.title.at(0), works.year.at(0), works.year.at(1)), ("Naming craters", 1969, 0));
    assert_eq!((works.doi.at(0), works.acl.at(0), works.pmid.at(0)), ("10.5555/crater", "W07-1530", "12345"));
    assert_eq!((works.pmcid.at(0), works.mag.at(0), works.mag.at(1)), ("PMC678", "2426173123", ""));
    assert_eq!(
        (works.arxiv.at(1), graph.abstract_text(WorkId(1)).unwrap()),
        ("2203.04570", "It is <fine>.".to_owned())
    );
    let sources: Vec<&str> = (0..2).map(|work| graph.sources().name.at(graph.source(WorkId(work)).unwrap())).collect();
    assert_eq!(sources, ["Moon", "Mare"], "the journal, else the venue");
    assert_eq!(graph.topics().name.iter().collect::<Vec<_>>(), ["Geology", "Physics"]);
    assert_eq!(graph.people().name.iter().collect::<Vec<_>>(), ["Ada B. Moss Jr", "José Luz"], "composed, none empty");
    assert_eq!((graph.references(WorkId(1)), graph.references(WorkId(0))), (&[WorkId(0)][..], &[][..]));
    assert_eq!((imported.report.self_citations, imported.report.dangling_references), (1, 1));
}

#[test]
fn damaged_lines_cost_only_themselves() {
    let [crater, dust] = papers();
    let mut lines = vec![crater.to_string()];
    for damage in ["{\"paper_id\": \"7\"", "{}", "{\"paper_id\": \"seven\"}", "[]", "null"] {
        lines.push(damage.to_owned());
    }
    lines.push(dust.to_string());
    let imported = of(&lines);
    let reasons: Vec<String> = rejected(&imported).into_iter().map(|(reason, _)| reason).collect();
    assert_eq!(reasons, ["malformed-json", "no-id", "no-id", "malformed-json", "malformed-json"]);
    assert!(imported.quarantine[2]["detail"].as_str().unwrap().contains("seven"));
    assert_eq!(imported.graph.works().len(), 2);
    let mut odd = papers()[0].clone();
    for field in ["title", "authors", "year", "doi", "mag_field_of_study", "outbound_citations", "journal"] {
        for value in [json!(null), json!(7), json!([7, {}, "x"]), json!({"x": 1}), json!("x".repeat(1 << 20))] {
            odd[field] = value;
            assert_eq!(of(&[odd.to_string()]).graph.works().len(), 1, "{field}");
        }
    }
}

#[test]
fn packed_papers_are_recognised() {
    let folder = Folder::with("sample.jsonl.gz", gzip(papers().map(|paper| paper.to_string()).join("\n").as_bytes()));
    let source = SourceSpec::parse(folder.path("sample.jsonl.gz").to_str().unwrap()).unwrap();
    assert_eq!(Import::new([source]).build(BuildOptions::default()).unwrap().0.works().len(), 2);
}

fn years(graph: &Graph) -> BTreeMap<String, u64> {
    let mut years = BTreeMap::new();
    for year in graph.works().year.iter() {
        *years.entry(if year == 0 { "None".to_owned() } else { year.to_string() }).or_default() += 1;
    }
    years
}

#[test]
fn golden_facts_of_s2() {
    let Some(folder) = shared("golden_facts_of_s2") else { return };
    let golden: Value = serde_json::from_slice(&fs::read(folder.join("golden/s2_shared.json")).unwrap()).unwrap();
    let source = SourceSpec { format: None, path: folder.join("data/s2").to_str().unwrap().to_owned() };
    let options = BuildOptions { max_authors: None, ..BuildOptions::default() };
    let (graph, report) = Import::new([source]).people(People::AsGiven).build(options).unwrap();
    let facts = &golden["graph"];
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    assert_eq!((graph.works().len(), report.counts.quarantined), (number(&golden["works"]), 0));
    assert_eq!(graph.people().len(), number(&golden["persons"]));
    let expected: BTreeMap<String, u64> = serde_json::from_value(golden["years"].clone()).unwrap();
    assert_eq!(years(&graph), expected);
    let relations = graph.work_relations();
    assert_eq!(relations.authors.edge_count(), number(&facts["author_slots"]));
    let within = relations.references.edge_count() as u64 + report.self_citations;
    assert_eq!(within, golden["edges_with_both_ends_in_file"].as_u64().unwrap(), "all of them to itself");
    assert_eq!(within + report.dangling_references, golden["outbound_edges"].as_u64().unwrap());
    let alone = (0..graph.works().len()).filter(|&work| relations.authors.degree(work) == 0).count();
    assert_eq!(alone, number(&facts["papers_without_authors"]));
    let collaborators = &graph.person_relations().collaborators;
    assert_eq!(collaborators.edge_count(), 2 * number(&facts["coauthor_pairs"]));
    let lonely = (0..graph.people().len()).filter(|&person| collaborators.degree(person) == 0).count();
    assert_eq!(lonely, number(&facts["persons_without_coauthors"]));
    assert_eq!(graph.meta().components, number(&facts["components"]));
    assert_eq!(graph.meta().largest_component, number(&facts["largest_components"][0]));
    for pair in facts["top20_by_distinct_coauthors"].as_array().unwrap() {
        let name = pair[0].as_str().unwrap();
        let person = graph.nodes::<PersonId>().find(|&person| graph.label(person) == name).unwrap();
        assert_eq!(collaborators.degree(person.0 as usize), number(&pair[1]), "{name}");
    }
}
