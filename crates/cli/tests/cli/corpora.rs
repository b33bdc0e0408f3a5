//! Corpora in their publishers' forms, alone and together.

use std::fs;

use serde_json::Value;

use crate::common::{Folder, failure, json, text};

/// Two papers in the Anthology's form, and who goes by which names.
const PAPERS: &str = r#"<?xml version='1.0' encoding='UTF-8'?>
<collection id="2031.moon"><volume id="1" type="proceedings"><meta><year>2031</year><venue>moon</venue></meta>
<paper id="1"><title>Naming <fixed-case>C</fixed-case>raters</title><author><first>Ada</first><last>Moss</last></author></paper>
<paper id="2"><title>Again</title><author><first>Ada B.</first><last>Moss</last></author><author><last>Selene</last></author></paper>
</volume></collection>"#;
const NAMES: &str =
    "- canonical: {first: Ada B., last: Moss}\n  id: ada-moss\n  variants:\n  - {first: Ada, last: Moss}\n";

#[test]
fn people_are_resolved_or_taken_as_given() {
    let folder = Folder::new();
    fs::create_dir(folder.path("acl")).unwrap();
    fs::write(folder.path("acl/2031.moon.xml"), PAPERS).unwrap();
    fs::write(folder.path("acl/name_variants.yaml"), NAMES).unwrap();
    let (graph, report) = (folder.text("graph"), folder.text("report.json"));
    let people = |source: String, options: &[&str]| {
        let said = text(&[&["build", "-o", &graph, &source, "--report", &report], options].concat());
        (said, json(&["-g", &graph, "info"])["nodes"]["person"].as_u64().unwrap())
    };
    let (said, count) = people(format!("acl:{}", folder.text("acl")), &[]);
    assert!(count == 2 && said.contains("people merged for listed: 1"), "{said}");
    assert_eq!(json(&["-g", &graph, "show", "name:Ada Moss"])["id"], "ada-moss");
    assert_eq!(json(&["-g", &graph, "profile", "ada-moss"])["names"], serde_json::json!(["Ada B. Moss", "Ada Moss"]));
    let report: Value = serde_json::from_slice(&fs::read(&report).unwrap()).unwrap();
    assert_eq!((&report["people"]["as_given"], &report["people"]["merged"]["listed"]), (&3.into(), &1.into()));
    // The content shows the format.
    assert_eq!(people(folder.text("acl"), &["--people", "as-given"]).1, 3);
    let said = failure(&["build", "-o", &graph, "acl:x", "--people", "guess"], 2);
    assert!(said.contains("resolve") && said.contains("as-given"), "{said}");
}

#[test]
fn corrections_have_the_last_word() {
    let folder = Folder::new();
    fs::write(folder.path("2031.moon.xml"), PAPERS).unwrap();
    let (graph, source, file) =
        (folder.text("graph"), format!("acl:{}", folder.text("2031.moon.xml")), folder.text("c.tsv"));
    let lines = "# who is who\nsame\t2031.moon-1.1\tAda Moss\t2031.moon-1.2\tAda B. Moss\n\n\
                 alias\t2031.moon-1.2\tSelene\tLuna\norcid\t2031.moon-1.9\tSelene\t0000-0001-6187-6610\n";
    fs::write(&file, lines).unwrap();
    let said = text(&["build", "-o", &graph, &source, "--corrections", &file]);
    assert!(said.contains("corrections applied: 2") && said.contains("corrections no-such-work: 1"), "{said}");
    let report = json(&["build", "-o", &graph, &source, "--corrections", &file]);
    assert_eq!(report["corrections"]["without_effect"], serde_json::json!([{"line": 5, "outcome": "no-such-work"}]));
    let ada = json(&["-g", &graph, "show", "name:Ada B. Moss"]);
    assert_eq!((&ada["id"], &ada["merged"][0]["reason"]), (&"ada-moss".into(), &"correction".into()));
    assert_eq!(json(&["-g", &graph, "show", "selene"])["attributes"]["other_names"], serde_json::json!(["Luna"]));
    // A line that is no correction stops the build before anything is read.
    fs::write(&file, "same\t2031.moon-1.1\tAda Moss\n").unwrap();
    let said = failure(&["build", "-o", &graph, "acl:nowhere", "--corrections", &file], 4);
    assert!(said.contains("line 1: `same` takes work, name, work, name"), "{said}");
}

#[test]
fn who_is_who_is_put_to_the_test() {
    let folder = Folder::new();
    fs::write(folder.path("dblp.xml"), BIBLIOGRAPHY).unwrap();
    let source = format!("dblp:{}", folder.text("dblp.xml"));
    let results = &json(&["evaluate", "people", &source])["results"];
    assert_eq!((&results[0]["names"], &results[0]["by_name"]["f1"]), (&1.into(), &1.0.into()));
    assert!(text(&["evaluate", "people", &source, "--initials"]).contains("several people"));
}

/// A paper in DBLP's form, and who goes by which names.
const BIBLIOGRAPHY: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE dblp SYSTEM "dblp.dtd">
<dblp><inproceedings key="conf/moon/Moss31"><author>A. Moss 0001</author><title>Naming Craters.</title></inproceedings>
<www key="homepages/m/AdaMoss"><author>Ada Moss 0001</author><author>A. Moss 0001</author></www></dblp>"#;

#[test]
fn keys_of_dblp_find_works_and_people() {
    let folder = Folder::new();
    fs::write(folder.path("dblp.xml"), BIBLIOGRAPHY).unwrap();
    let (graph, source) = (folder.text("graph"), format!("dblp:{}", folder.text("dblp.xml")));
    text(&["build", "-o", &graph, &source]);
    for key in ["conf/moon/Moss31", "dblp:conf/moon/Moss31", "https://dblp.org/rec/conf/moon/Moss31.html"] {
        assert_eq!(json(&["-g", &graph, "show", key])["id"], "conf/moon/Moss31", "{key}");
    }
    for key in ["name:A. Moss 0001", "https://dblp.org/pid/m/AdaMoss.html"] {
        let profile = json(&["-g", &graph, "profile", key]);
        assert_eq!(profile["names"], serde_json::json!(["Ada Moss", "A. Moss"]), "{key}");
    }
}

#[test]
fn datasets_of_semantic_scholar_join_whatever_comes_first() {
    let folder = Folder::new();
    let files = [
        ("a-citations.jsonl", r#"{"citationid":1,"citingcorpusid":12,"citedcorpusid":11}"#),
        ("b-abstracts.jsonl", r#"{"corpusid":11,"abstract":"They have names."}"#),
        (
            "c-papers.jsonl",
            r#"{"corpusid":11,"title":"Craters","authors":[{"authorId":"501","name":"A. Moss"}]}
{"corpusid":12,"title":"Dust","authors":[]}"#,
        ),
        ("d-authors.jsonl", r#"{"authorid":"501","name":"Ada Moss","papercount":1}"#),
    ];
    fs::create_dir(folder.path("s2")).unwrap();
    files.iter().for_each(|(name, lines)| fs::write(folder.path("s2").join(name), lines).unwrap());
    let graph = folder.text("graph");
    text(&["build", "-o", &graph, &folder.text("s2")]);
    let work = json(&["-g", &graph, "show", "CorpusID:11"]);
    assert_eq!(json(&["-g", &graph, "info"])["relations"]["cites"], 1);
    assert!(work.to_string().contains("They have names.") && work.to_string().contains("Ada Moss"), "{work}");
}

/// The first paper of [`PAPERS`], as arXiv has it in a table.
const PREPRINT: &str = "\
arxiv_id\tcreated\tcategories\tauthor_text\ttitle\tdoi\n\
3001.00007\t2030-01-05\tcs.CL\tA. Moss\tNaming Craters\t10.5555/moon.1\n";

#[test]
fn what_two_sources_know_is_one() {
    let folder = Folder::new();
    let papers = PAPERS
        .replace("</title><author><first>Ada</first>", "</title><doi>10.5555/moon.1</doi><author><first>Ada</first>");
    fs::write(folder.path("2031.moon.xml"), papers).unwrap();
    fs::write(folder.path("arxiv.tsv"), PREPRINT).unwrap();
    let (graph, report) = (folder.text("graph"), folder.text("report.json"));
    let sources = [format!("acl:{}", folder.text("2031.moon.xml")), format!("arxiv:{}", folder.text("arxiv.tsv"))];
    let build = |options: &[&str]| {
        let said = text(&[&["build", "-o", &graph, &sources[0], &sources[1], "--report", &report], options].concat());
        let report: Value = serde_json::from_slice(&fs::read(&report).unwrap()).unwrap();
        (said, report, json(&["-g", &graph, "info"])["nodes"]["work"].as_u64().unwrap())
    };
    let (said, report, works) = build(&[]);
    assert!(works == 2 && said.contains("work records of several sources united by doi: 1"), "{said}");
    let united = serde_json::json!({"from": "id:3001.00007", "into": "id:2031.moon-1.1"});
    assert_eq!((&report["united"][0]["reason"], &report["united"][0]["examples"][0]), (&"doi".into(), &united));
    assert_eq!(json(&["-g", &graph, "show", "arXiv:3001.00007"])["id"], "2031.moon-1.1");
    assert_eq!(json(&["-g", &graph, "show", "name:A. Moss"])["label"], "Ada Moss");
    let (_, report, works) = build(&["--unite", "nothing"]);
    assert_eq!((works, report["united"].as_array().map(Vec::len)), (3, Some(0)));
    assert_eq!(build(&["--people", "as-given"]).1["united"].as_array().map(Vec::len), Some(1), "works alone");
}

/// Two organisations in ROR's form, the one part of the other.
const ORGANISATIONS: &str = r#"[{"id": "https://ror.org/0aaaaaa01", "name": "Universität Tycho", "acronyms": ["UT"],
 "types": ["Education"], "status": "active", "established": 1969, "country": {"country_code": "XM"}, "relationships": []},
{"id": "https://ror.org/0aaaaaa02", "names": [{"value": "Institute of Dust", "types": ["ror_display"]},
 {"value": "IoDust", "types": ["acronym"]}], "types": ["funder", "facility"], "status": "withdrawn",
 "relationships": [{"type": "parent", "id": "https://ror.org/0aaaaaa01"}]}]"#;

#[test]
fn organisations_of_ror_are_found_by_every_name_and_shown() {
    let folder = Folder::new();
    fs::write(folder.path("ror.json"), ORGANISATIONS).unwrap();
    let (graph, source) = (folder.text("graph"), folder.text("ror.json"));
    text(&["build", "-o", &graph, &source]);
    assert_eq!(json(&["-g", &graph, "info"])["nodes"]["institution"], 2);
    for (query, id) in [("universitat tycho", "0aaaaaa01"), ("UT", "0aaaaaa01"), ("iodust", "0aaaaaa02")] {
        let hits = json(&["-g", &graph, "search", query, "--kind", "institution"]);
        assert_eq!(hits["hits"][0]["id"], id, "{query}");
    }
    let shown = json(&["-g", &graph, "show", "https://ror.org/0aaaaaa02"]);
    let attributes = &shown["attributes"];
    assert_eq!((&attributes["type"], &attributes["status"]), (&"facility".into(), &"withdrawn".into()));
    assert_eq!(
        (&attributes["other_types"], &shown["neighbours"]["parents"]["total"]),
        (&serde_json::json!(["funder"]), &1.into())
    );
    let slice = json(&["-g", &graph, "slice", "institution:0aaaaaa01"]);
    assert_eq!(slice["edges"][0]["relation"], "part_of");
}
