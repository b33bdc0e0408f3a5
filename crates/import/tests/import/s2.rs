//! Semantic Scholar's papers, as an independent program counted them; whole and damaged ones of our own.

use std::{collections::BTreeMap, fs};

use scholargraph::{BuildOptions, Graph, PersonId, WorkId};
use scholargraph_import::{Format, Import, People, SourceSpec};
use scholargraph_testkit::shared;
use serde_json::{Value, json};

use crate::common::{Folder, Imported, gzip, import, rejected};

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

/// Records of the Academic Graph's datasets as its documentation describes them; all of them are invented.
mod graph_datasets {
    use super::*;

    fn papers() -> [Value; 2] {
        let crater = json!({
            "corpusid": 11, "externalids": {"ACL": "W07-1530", "DBLP": null, "ArXiv": null, "MAG": "2426173123",
                "CorpusId": "11", "PubMed": "12345", "DOI": "10.5555/CRATER", "PubMedCentral": "678"},
            "url": "https://www.semanticscholar.org/paper/x", "title": " Naming\n craters ",
            "authors": [{"authorId": "501", "name": "Ada B. Moss"}, {"authorId": null, "name": "Selene"},
                {"authorId": null, "name": ""}],
            "venue": "Moon", "publicationvenueid": "9b1d", "year": 1969, "referencecount": 3, "citationcount": 8,
            "influentialcitationcount": 1, "isopenaccess": true,
            "s2fieldsofstudy": [{"category": "Geology", "source": "s2-fos-model"}, {"category": "Geology", "source": "external"}],
            "publicationtypes": ["JournalArticle", "Review"], "publicationdate": "1969-07-20",
            "journal": {"name": "Mare", "pages": "1-2", "volume": "7"},
        });
        let dust = json!({
            "corpusid": 12, "externalids": null, "title": "Dust", "authors": [{"authorId": "501", "name": "A. Moss"}],
            "venue": "", "publicationvenueid": null, "year": null, "referencecount": 1, "citationcount": 0,
            "isopenaccess": false, "s2fieldsofstudy": null, "publicationtypes": null, "publicationdate": null,
            "journal": {"name": "Mare"},
        });
        [crater, dust]
    }

    fn others() -> Vec<(&'static str, Value)> {
        vec![
            (
                "authors",
                json!({"authorid": "501", "externalids": {"ORCID": ["0000-0002-1825-0097"]}, "name": "Ada Moss",
                "aliases": ["A. Moss", "Ada Moss", null], "affiliations": ["Moon"], "homepage": null, "papercount": 2,
                "citationcount": 8, "hindex": 1}),
            ),
            ("authors", json!({"authorid": "502", "externalids": {"ORCID": "0000-0001-5109-3700"}, "name": "Bo"})),
            (
                "citations",
                json!({"citationid": 1, "citingcorpusid": 12, "citedcorpusid": 11, "isinfluential": false,
                "contexts": ["as in"], "intents": null}),
            ),
            ("citations", json!({"citationid": 2, "citingcorpusid": 12, "citedcorpusid": null})),
            ("citations", json!({"citationid": 3, "citingcorpusid": 12, "citedcorpusid": 99})),
            ("citations", json!({"citationid": 4, "citingcorpusid": 99, "citedcorpusid": 12})),
            ("abstracts", json!({"corpusid": 12, "openaccessinfo": {"status": "GOLD"}, "abstract": "It is\n <fine>."})),
            ("paper-ids", json!({"sha": "0f".repeat(20), "corpusid": 11, "primary": true})),
            ("tldrs", json!({"corpusid": 11, "model": "tldr@v2.0.0", "text": "Craters have names."})),
            ("embeddings", json!({"corpusid": 11, "model": "specter", "vector": "[0.1]"})),
            ("s2orc", json!({"corpusid": 11, "externalids": {}, "content": {"text": "…"}})),
        ]
    }

    /// A packed file for every dataset, those that say something apart before and behind the papers.
    fn folder() -> Folder {
        let mut files: BTreeMap<&str, String> = BTreeMap::new();
        for (dataset, record) in papers().map(|paper| ("papers", paper)).into_iter().chain(others()) {
            *files.entry(dataset).or_default() += &format!("{record}\n");
        }
        files.iter().fold(Folder::new(), |folder, (dataset, lines)| {
            folder.and(&format!("{dataset}/part-0.jsonl.gz"), gzip(lines.as_bytes()))
        })
    }

    fn read(people: People) -> (Graph, scholargraph_import::ImportReport) {
        let folder = folder();
        let source = SourceSpec::parse(folder.path("").to_str().unwrap()).unwrap();
        Import::new([source]).people(people).build(BuildOptions::default()).unwrap()
    }

    #[test]
    fn papers_are_works() {
        let (graph, _) = read(People::AsGiven);
        let works = graph.works();
        assert_eq!(works.id.iter().collect::<Vec<_>>(), ["CorpusID:11", "CorpusID:12"]);
        assert_eq!(
            (works.title.at(0), works.work_type.at(0), works.year.at(0)),
            ("Naming craters", "JournalArticle", 1969)
        );
        assert_eq!((works.date.at(0), works.cited_by_count.at(0), works.reference_count.at(0)), (19_690_720, 8, 3));
        assert_eq!((works.doi.at(0), works.acl.at(0), works.pmid.at(0)), ("10.5555/crater", "W07-1530", "12345"));
        assert_eq!((works.pmcid.at(0), works.mag.at(0)), ("PMC678", "2426173123"));
        assert!(graph.is_open_access(WorkId(0)) && !graph.is_open_access(WorkId(1)));
        let source =
            |work| graph.source(WorkId(work)).map(|row| (graph.sources().id.at(row), graph.sources().name.at(row)));
        assert_eq!((source(0), source(1)), (Some(("9b1d", "Moon")), Some(("mare", "Mare"))));
        assert_eq!(graph.topics().name.iter().collect::<Vec<_>>(), ["Geology"]);
    }

    #[test]
    fn what_stands_apart_joins_the_papers() {
        let (graph, report) = read(People::AsGiven);
        assert_eq!(graph.references(WorkId(1)), [WorkId(0)]);
        assert_eq!((report.dangling_references, report.unattached), (1, 1));
        assert_eq!(graph.abstract_text(WorkId(1)).unwrap(), "It is <fine>.");
        let found = graph.resolve(None, &"0f".repeat(20)).unwrap();
        assert!(found.merged && found.node == WorkId(0).into());
        let skipped =
            [("citation of a paper that was not found", 1), ("embedding", 1), ("full text", 1), ("summary", 1)];
        assert_eq!(report.counts.skipped, BTreeMap::from(skipped));
        assert_eq!((report.counts.read, report.counts.kept, report.counts.quarantined), (8, 8, 0));
    }

    #[test]
    fn people_are_known_by_ids_where_there_are_any() {
        for people in [People::AsGiven, People::Resolve] {
            let (graph, _) = read(people);
            assert_eq!(graph.people().id.iter().collect::<Vec<_>>(), ["501", "502", "selene"]);
            let (names, orcids) = (&graph.people().name, &graph.people().orcid);
            assert_eq!((names.at(0), orcids.at(0)), ("Ada Moss", "0000-0002-1825-0097"));
            assert_eq!((names.at(1), orcids.at(1)), ("Bo", "0000-0001-5109-3700"));
            assert_eq!(graph.people().other_names.at(0).collect::<Vec<_>>(), ["A. Moss", "Ada B. Moss"]);
            assert_eq!((graph.authors(WorkId(0)).len(), graph.authors(WorkId(1)).len()), (2, 1));
        }
    }

    #[test]
    fn what_has_no_id_is_quarantined() {
        let lines = [
            r#"{"corpusid": "seven", "title": "x"}"#,
            r#"{"citingcorpusid": null, "citedcorpusid": 11}"#,
            r#"{"citingcorpusid": 12, "citedcorpusid": "x"}"#,
            r#"{"authorid": "", "name": "Nobody", "papercount": 1}"#,
            r#"{"sha": "0f0f", "corpusid": 11}"#,
            r#"{"corpusid": "x", "abstract": "y"}"#,
        ];
        let imported = of(&lines.map(str::to_owned));
        assert_eq!(rejected(&imported), (1..=6).map(|line| ("no-id".to_owned(), line)).collect::<Vec<_>>());
        for (entry, field) in
            imported.quarantine.iter().zip(["corpusid", "citing", "cited", "authorid", "sha", "corpusid"])
        {
            assert!(entry["detail"].as_str().unwrap().contains(field), "{entry}");
        }
    }
}
