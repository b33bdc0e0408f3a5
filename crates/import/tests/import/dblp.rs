//! What becomes of DBLP's records, whole and damaged.

use std::fmt::Write;

use scholargraph::{
    BuildOptions, Graph, Kind, WorkId,
    model::{byline, flag},
};
use scholargraph_import::{Format, Import, ImportReport, MergeReason, RecordKind, Refusal, SourceSpec};
use serde_json::Value;

use crate::common::{Folder, Imported, gzip, rejected, tar, xz, zstd};

/// A document with every element there is, all of it invented.
const MOON: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE dblp SYSTEM "dblp.dtd">
<dblp mdate="2031-08-01">
<!-- <article key="journals/moon/Nobody31"><title>In a comment</title></article> -->
<article mdate="2031-07-09" key="journals/moon/TychoL31" publtype="survey">
<author orcid="0000-0001-6187-6610">Ada Tycho 0001</author>
<author>Jos&eacute; de la
  L&#250;z</author><author/>
<title>Naming H<sub>2</sub>O <i>craters in <tt>O(n<sup>3</sup>)</tt></i> &amp; <ref href="db/x">less</ref> time&#x3f;</title>
<pages>1-9</pages>
<year>2031</year>
<volume>7</volume>
<journal>J. Lunar Gr&auml;mmar</journal>
<ee>https://moon.example/1.html</ee>
<ee type="oa">https://doi.org/10.9999/MOON.1</ee>
<ee>https://arxiv.org/abs/3101.00001v2</ee>
<cite>...</cite>
<cite label="Mare29">conf/moon/Mare29</cite>
<cite>journals/moon/TychoL31</cite>
<cite>conf/moon/2029</cite>
<cite>conf/moon/Mare29</cite>
<cite/>
<note>a note</note>
<crossref>conf/moon/2029</crossref>
</article>
<inproceedings key="conf/moon/Mare29"><author>Ada Tycho</author><editor>Edna Editor</editor><title>Dust.</title>
<booktitle>Moon</booktitle><year>2029</year><crossref>conf/moon/2029</crossref></inproceedings>
<proceedings key="conf/moon/2029"><editor>Edna Editor</editor><title>Moon 2029</title><booktitle>Moon</booktitle></proceedings>
<incollection key="books/moon/Rille30"><author>Bo Rille</author><title>Rilles</title><booktitle>Dust &AElig;ons</booktitle></incollection>
<book key="books/moon/Editor30"><editor>Edna Editor</editor><title>Dust &AElig;ons</title><year>MMXXX</year><isbn>0</isbn></book>
<phdthesis key="phd/Rille28"><author>Bo Rille</author><title>Rilles</title><school>University of Tycho</school></phdthesis>
<mastersthesis key="ms/Rille26"><author>B. Rille</author><title>Rilles?</title></mastersthesis>
<article key="journals/corr/abs-3101-00002" publtype="informal withdrawn"><author>Ada Tycho 0002</author>
<title>The moon is flat</title><journal>CoRR</journal><ee>javascript:alert(1)</ee></article>
<data key="data/moon/Dust"><author>Bo Rille</author><title>Dust, sieved</title></data>
<www key="www/org/moon"><editor>Edna Editor</editor><title>The moon</title><url>https://moon.example</url></www>
<www mdate="2031-01-01" key="homepages/t/AdaTycho-1">
<author>Ada Tycho 0001</author><author>Ada T. Mare</author>
<title>Home Page</title>
<note type="affiliation">University  of Tycho</note><note type="award">Dust medal</note>
<url>https://moon.example/~ada</url><url>https://orcid.org/0000-0002-1694-233X</url>
</www>
<www key="homepages/12/3456"><author>Bo Rille</author><author>B. Rille</author><title>Home Page</title>
<note>0000-0002-1825-0097</note></www>
<www key="homepages/t/AdaTycho" publtype="disambiguation"><author>Ada Tycho</author><title>Home Page</title></www>
<person key="homepages/9/99"><author>No Body</author></person>
<www key="homepages/99/1"><crossref>homepages/12/3456</crossref></www>
<www key="homepages/99/2"><title>Home Page</title></www>
</dblp>
"#;

/// A document with these records.
fn document(records: &[String]) -> String {
    format!("<?xml version=\"1.0\"?>\n<dblp>\n{}\n</dblp>\n", records.join("\n"))
}

/// A paper by these people, each with attributes before a `|` if there are any.
fn paper(id: usize, names: &[&str]) -> String {
    let author = |name: &&str| {
        let (attributes, name) = name.rsplit_once('|').unwrap_or(("", name));
        format!("<author {attributes}>{name}</author>")
    };
    let authors: String = names.iter().map(author).collect();
    format!("<article key=\"journals/sun/X{id}\">{authors}<title>Paper {id}</title></article>")
}

/// The record of a person.
fn homepage(id: &str, inside: &str) -> String {
    format!("<www key=\"homepages/{id}\">{inside}<title>Home Page</title></www>")
}

fn dblp(folder: &Folder) -> SourceSpec {
    SourceSpec::new(Format::Dblp, folder.path("").to_str().unwrap())
}

/// The only file of a corpus, read.
fn read(xml: impl AsRef<[u8]>) -> Imported {
    crate::common::import(dblp(&Folder::with("dblp.xml", xml)), 2)
}

fn graph_of(xml: impl AsRef<[u8]>) -> Graph {
    let imported = read(xml);
    assert_eq!(imported.quarantine, [Value::Null; 0]);
    imported.graph
}

fn as_given(xml: impl AsRef<[u8]>) -> Imported {
    crate::common::import_as_given(dblp(&Folder::with("dblp.xml", xml)), BuildOptions::default())
}

fn resolved(records: &[String]) -> (Graph, ImportReport) {
    let imported = read(document(records));
    assert_eq!(imported.quarantine, [Value::Null; 0]);
    (imported.graph, imported.report)
}

/// The id of the person with this name, id or key.
fn id_of(graph: &Graph, person: &str) -> String {
    let key = if person.contains(' ') { format!("name:{person}") } else { person.to_owned() };
    graph.id(graph.resolve(Some(Kind::Person), &key).unwrap().node).to_owned()
}

fn row_of(graph: &Graph, kind: Kind, key: &str) -> usize {
    graph.resolve(Some(kind), key).unwrap().node.index()
}

fn names(graph: &Graph) -> Vec<&str> {
    let mut names: Vec<&str> = graph.people().name.iter().collect();
    names.sort_unstable();
    names
}

#[test]
fn publications_are_works_and_what_else_has_a_key_is_not() {
    let imported = read(MOON);
    let (graph, counts) = (&imported.graph, &imported.report.counts);
    let keys = [
        "books/moon/Editor30",
        "books/moon/Rille30",
        "conf/moon/Mare29",
        "journals/corr/abs-3101-00002",
        "journals/moon/TychoL31",
        "ms/Rille26",
        "phd/Rille28",
    ];
    assert_eq!(graph.works().id.iter().collect::<Vec<_>>(), keys);
    let types: Vec<&str> = (0..keys.len()).map(|work| graph.works().work_type.at(work)).collect();
    let expected = ["book", "incollection", "inproceedings", "informal", "article", "mastersthesis", "phdthesis"];
    assert_eq!(types, expected);
    assert_eq!(imported.quarantine, [Value::Null; 0]);
    assert_eq!((counts.read, counts.kept), (7 + 4, 7 + 4));
    assert_eq!((imported.report.kinds[&RecordKind::Work], imported.report.kinds[&RecordKind::Person]), (7, 4));
    let skipped: Vec<_> = counts.skipped.iter().map(|(what, count)| (*what, *count)).collect();
    assert_eq!(skipped, [("data sets", 1), ("people without a name", 1), ("proceedings", 1), ("web pages", 1)]);
}

#[test]
fn everything_that_has_a_column() {
    let graph = graph_of(MOON);
    let works = graph.works();
    let article = row_of(&graph, Kind::Work, "dblp:journals/moon/TychoL31");
    assert_eq!(works.title.at(article), "Naming H2O craters in O(n3) & less time?");
    assert_eq!((works.year.at(article), works.doi.at(article)), (2031, "10.9999/moon.1"));
    assert_eq!(works.arxiv.at(article), "3101.00001");
    assert_eq!(works.open_access_url.at(article), "https://doi.org/10.9999/MOON.1");
    assert_eq!(works.flags.at(article), flag::OPEN_ACCESS);
    assert_eq!(works.reference_count.at(article), 6);
    let flat = row_of(&graph, Kind::Work, "journals/corr/abs-3101-00002");
    assert_eq!((works.flags.at(flat), works.open_access_url.at(flat)), (flag::RETRACTED, ""));
    assert_eq!(works.year.at(row_of(&graph, Kind::Work, "books/moon/Editor30")), 0);
    let sources = graph.sources();
    let mut venues: Vec<_> =
        (0..sources.len()).map(|row| (sources.name.at(row), sources.source_type.at(row))).collect();
    venues.sort_unstable();
    let expected =
        [("CoRR", "journal"), ("Dust Æons", "book"), ("J. Lunar Grämmar", "journal"), ("Moon", "conference")];
    assert_eq!(venues, expected);
    assert_eq!(graph.source(WorkId(row_of(&graph, Kind::Work, "phd/Rille28") as u32)), None);
}

#[test]
fn citations_lead_to_works_of_the_document_once_and_never_back() {
    let imported = read(MOON);
    let graph = &imported.graph;
    let row = |key| row_of(graph, Kind::Work, key);
    let cited = graph.work_relations().references.row(row("journals/moon/TychoL31"));
    assert_eq!(cited, [WorkId(row("conf/moon/Mare29") as u32)]);
    assert_eq!(graph.work_relations().references.edge_count(), 1);
    assert_eq!((imported.report.self_citations, imported.report.dangling_references), (1, 1));
}

#[test]
fn works_are_found_by_key_and_by_the_address_of_their_record() {
    let graph = graph_of(MOON);
    let work = row_of(&graph, Kind::Work, "journals/moon/TychoL31");
    for asked in [
        "dblp:journals/moon/TychoL31",
        "DBLP:journals/moon/TychoL31",
        "https://dblp.org/rec/journals/moon/TychoL31",
        "http://dblp.uni-trier.de/rec/html/journals/moon/TychoL31",
        "https://dblp.org/rec/journals/moon/TychoL31.html?view=bibtex",
        "journals/moon/tychol31",
        "10.9999/moon.1",
    ] {
        assert_eq!(row_of(&graph, Kind::Work, asked), work, "{asked}");
    }
    assert!(graph.resolve(None, "https://dblp.org/rec/journals/moon/Nobody31").is_err());
}

#[test]
fn authors_are_people_and_editors_are_not() {
    let imported = as_given(MOON);
    let graph = &imported.graph;
    let people = ["Ada Tycho", "Ada Tycho", "Ada Tycho", "B. Rille", "Bo Rille", "José de la Lúz"];
    assert_eq!(names(graph), people, "numbers are not shown");
    let mut ids: Vec<&str> = graph.people().id.iter().collect();
    ids.sort_unstable();
    assert_eq!(ids, ["ada-tycho", "ada-tycho-0001", "ada-tycho-0002", "b-rille", "bo-rille", "jose-de-la-luz"]);
    assert_eq!(imported.report.counts.skipped["name variants"], 4);
    assert_eq!(graph.institutions().len(), 0);
    let article = row_of(graph, Kind::Work, "journals/moon/TychoL31");
    assert_eq!(graph.work_relations().authors.degree(article), 2, "an empty name is nobody's");
}

#[test]
fn records_of_people_give_them_names_identifiers_and_affiliations() {
    let graph = graph_of(MOON);
    let people = graph.people();
    let bo = row_of(&graph, Kind::Person, "homepages/12/3456");
    for key in [
        "name:Bo Rille",
        "name:B. Rille",
        "dblp:homepages/12/3456",
        "https://dblp.org/pid/12/3456.html",
        "0000-0002-1825-0097",
        "homepages/99/1",
        "https://dblp.org/pid/99/1",
    ] {
        assert_eq!(row_of(&graph, Kind::Person, key), bo, "{key}");
    }
    assert_eq!((people.name.at(bo), people.other_names.at(bo).collect::<Vec<_>>()), ("Bo Rille", vec!["B. Rille"]));
    assert_eq!(graph.works_of(scholargraph::PersonId(bo as u32)).len(), 3);
    let ada = row_of(&graph, Kind::Person, "name:Ada Tycho 0001");
    assert_eq!((people.id.at(ada), people.name.at(ada)), ("homepages/t/AdaTycho-1", "Ada Tycho"));
    assert_eq!(people.other_names.at(ada).collect::<Vec<_>>(), ["Ada T. Mare"]);
    // What stands on a byline is nearer to the person than a record that somebody else keeps.
    assert_eq!(people.orcid.at(ada), "0000-0001-6187-6610");
    assert_eq!(graph.institutions().name.iter().collect::<Vec<_>>(), ["University of Tycho"]);
    assert_eq!(graph.person_relations().institutions.degree(ada), 1);
    assert!(graph.resolve(Some(Kind::Person), "homepages/9/99").is_err(), "on no byline");
    let article = row_of(&graph, Kind::Work, "journals/moon/TychoL31");
    let authors = &graph.work_relations().authors;
    assert!(authors.edges_of(article).any(|edge| authors.edges.flags.at(edge) & byline::ORCID != 0));
}

#[test]
fn numbers_always_tell_people_apart() {
    const ORCID: &str = "orcid='0000-0001-6187-6610'|";
    let records = [
        paper(1, &["Wei Rille 0001", "Mary Dust"]),
        paper(2, &["Wei Rille 0002"]),
        paper(3, &["Wei Rille"]),
        paper(4, &["WEI RILLE"]),
        paper(5, &["Wéi Rille 0001"]),
        paper(6, &["MARY DUST"]),
        // One ORCID iD beside three of them is a mistake of somebody's.
        paper(7, &[&format!("{ORCID}Wei Rille 0001")]),
        paper(8, &[&format!("{ORCID}Wei Rille 0002")]),
        paper(9, &[&format!("{ORCID}Wei Rille")]),
        paper(10, &[&format!("{ORCID}W. Rille")]),
    ];
    let (graph, report) = resolved(&records);
    let ids: std::collections::BTreeSet<String> =
        ["Wei Rille 0001", "Wei Rille 0002", "Wei Rille", "WEI RILLE", "Wéi Rille 0001"]
            .map(|name| id_of(&graph, name))
            .into();
    assert_eq!(ids.len(), 5);
    assert_eq!(id_of(&graph, "Mary Dust"), id_of(&graph, "MARY DUST"));
    assert_eq!(graph.people().len(), 6);
    assert_eq!(report.people.refused[&Refusal::OtherNumber], 2);
    assert_eq!(report.people.merged[&MergeReason::Orcid], 1, "W. Rille is one of them: the first");
    assert_eq!(names(&graph), ["MARY DUST", "WEI RILLE", "Wei Rille", "Wei Rille", "Wei Rille", "Wéi Rille"]);
}

#[test]
fn lists_do_not_join_numbers_either() {
    let authors = "<author>Wei Rille 0001</author><author>Wei Rille 0002</author><author>W. Rille</author>";
    let records = [
        paper(1, &["Wei Rille 0001"]),
        paper(2, &["Wei Rille 0002"]),
        paper(3, &["W. Rille"]),
        homepage("r/WeiRille", authors),
    ];
    let (graph, report) = resolved(&records);
    assert_eq!(id_of(&graph, "W. Rille"), id_of(&graph, "Wei Rille 0001"));
    assert_ne!(id_of(&graph, "W. Rille"), id_of(&graph, "Wei Rille 0002"));
    assert_eq!(report.people.refused[&Refusal::OtherNumber], 1);
}

#[test]
fn two_records_are_two_people_and_a_name_in_both_is_nobodys() {
    let two = "<author>José Luz</author><author>J. Luz</author>";
    let records = [
        paper(1, &["José Luz"]),
        paper(2, &["Jose Luz"]),
        paper(3, &["J. Luz"]),
        homepage("l/One", two),
        homepage("l/Two", &two.replace("é", "e")),
    ];
    let (graph, report) = resolved(&records);
    let ids = ["José Luz", "Jose Luz", "J. Luz"].map(|name| id_of(&graph, name));
    assert_eq!(ids, ["homepages/l/One", "homepages/l/Two", "j-luz"]);
    assert_eq!(report.people.refused[&Refusal::Ambiguous], 3);
}

#[test]
fn several_orcids_in_one_record_say_nothing() {
    let one = "<url>https://orcid.org/0000-0001-6187-6610</url>";
    let other = "<url>https://orcid.org/0000-0002-1694-233X</url>";
    for (urls, expected) in [(format!("{one}{one}"), "0000-0001-6187-6610"), (format!("{one}{other}"), "")] {
        let author = "<author>Ada Moss</author>";
        let (graph, _) = resolved(&[paper(1, &["Ada Moss"]), homepage("m/AdaMoss", &format!("{author}{urls}"))]);
        assert_eq!(graph.people().orcid.at(0), expected);
    }
}

/// The entities of the DTD: all of Latin-1 (ISO 8879, `HTMLlat1`), and three more.
const LATIN: &str = "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc \
                     Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig \
                     agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc \
                     iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

#[test]
fn the_characters_that_the_dtd_names_are_known_without_it() {
    let (mut entities, mut letters) = (String::new(), String::new());
    for (name, code) in LATIN.split_whitespace().zip(0xC0_u8..=0xFF) {
        write!(entities, "&{name};").unwrap();
        letters.push(char::from(code));
    }
    assert!(letters.ends_with('ÿ'));
    let xml = document(&[paper(1, &["Ada Moss"]).replace("Paper 1", &format!("{entities}&reg;&micro;&#174;&lt;"))]);
    assert_eq!(graph_of(&xml).works().title.at(0), format!("{letters}®µ®<"));
}

#[test]
fn every_entity_of_the_real_dtds_is_known() {
    let Some(shared) = scholargraph_testkit::shared("every_entity_of_the_real_dtds_is_known") else { return };
    for dtd in ["data/dblp/dblp.dtd", "data/dblp/dblp-2024.dtd", "data/dblp-large/dblp.dtd"] {
        let text = String::from_utf8_lossy(&std::fs::read(shared.join(dtd)).unwrap()).into_owned();
        let declared = text.split("<!ENTITY ").skip(1).filter_map(|rest| {
            let (name, rest) = rest.split_once(char::is_whitespace)?;
            let code = rest.trim_start().strip_prefix("\"&#")?.split_once(';')?.0.parse().ok()?;
            Some((name.to_owned(), char::from_u32(code)?))
        });
        let declared: Vec<(String, char)> = declared.collect();
        assert!(declared.len() > 60, "{dtd}");
        let entities: String = declared.iter().map(|(name, _)| format!("&{name};")).collect();
        let letters: String = declared.iter().map(|(_, letter)| letter).collect();
        let xml = document(&[paper(1, &[]).replace("Paper 1", &entities)]);
        assert_eq!(graph_of(xml).works().title.at(0), letters, "{dtd}");
    }
}

#[test]
fn the_content_shows_the_format_plain_packed_and_beside_its_dtd() {
    let expected = graph_of(MOON).meta().id.clone();
    let bytes = MOON.as_bytes();
    let packed = [
        bytes.to_vec(),
        gzip(bytes),
        zstd(bytes),
        xz(bytes),
        gzip(&tar(&[("dblp/dblp.dtd", b"<!ELEMENT dblp ANY>"), ("dblp/dblp.xml", bytes)])),
    ];
    for packed in packed {
        let folder = Folder::with("z", packed).and("dblp.dtd", "<!-- <dblp> --><!ELEMENT dblp (article)*>");
        for path in ["", "z"] {
            let source: SourceSpec = folder.path(path).to_str().unwrap().parse().unwrap();
            let imported = crate::common::import(source, 1);
            assert_eq!(imported.graph.meta().id, expected);
            assert!(imported.report.issues.iter().all(|issue| issue.issue == "ignored-file"));
        }
    }
}

#[test]
fn the_later_change_of_a_record_counts() {
    let with_date = |date, title| {
        paper(1, &[]).replace("<article", &format!("<article mdate=\"{date}\"")).replace("Paper 1", title)
    };
    let records = [with_date("soon", "undated"), with_date("2019-12-31", "older"), with_date("2020-01-02", "newer")];
    let imported = read(document(&records));
    assert_eq!(imported.graph.works().title.iter().collect::<Vec<_>>(), ["newer"]);
    assert_eq!((imported.report.counts.read, imported.report.counts.merged), (3, 2));
}

#[test]
fn a_damaged_record_costs_itself_alone() {
    let cases = [
        (paper(9, &["Lol &lol; Moss"]), "malformed-xml", "&lol;"),
        ("<article key=\"journals/sun/X9\"><title><b>x</title></article>".to_owned(), "malformed-xml", "`</title>`"),
        ("<article key=\"journals/sun/X9\"><title>x".to_owned(), "malformed-xml", "<article> without its end"),
        (
            "<article key=\"journals/sun/X9\"><book key=\"a/b\"/></title></article>".to_owned(),
            "malformed-xml",
            "here is <book>",
        ),
        ("<article key=\"journals/sun/X9\"><title>a & b</title></article>".to_owned(), "malformed-xml", ""),
        ("<article key=journals/sun/X9><title>x</title></article>".to_owned(), "malformed-xml", "`key`"),
        ("<article><title>x</title></article>".to_owned(), "no-id", "<article> without `key`"),
        ("<phdthesis key=\" \"/>".to_owned(), "no-id", "<phdthesis> without `key`"),
        ("<www><author>Ada Moss</author></www>".to_owned(), "no-id", "<www> without `key`"),
        (homepage("x/Y", &format!("<note type='affiliation'>{}</note>", "x".repeat(2000))), "too-long", "<note>"),
        (paper(9, &[&"x".repeat(10 << 20)]), "too-long", "<author>"),
    ];
    for (damaged, reason, detail) in cases {
        let imported = read(document(&[paper(1, &["Ada Moss"]), damaged.clone(), paper(2, &["Bo Crater"])]));
        let shown = &damaged[..damaged.len().min(80)];
        assert_eq!(rejected(&imported)[0], (reason.to_owned(), 4), "{shown}");
        let told = imported.quarantine[0]["detail"].as_str().unwrap();
        assert!(told.contains(detail), "{shown}: {told}");
        for kept in ["dblp:journals/sun/X1", "dblp:journals/sun/X2"] {
            assert!(imported.graph.resolve(Some(Kind::Work), kept).is_ok(), "{shown}");
        }
        assert!(imported.graph.resolve(Some(Kind::Work), "dblp:journals/sun/X9").is_err(), "{shown}");
    }
}

#[test]
fn bytes_that_are_not_utf8_cost_their_record() {
    let latin = document(&[paper(1, &["Ada Moss"]), paper(2, &["Jos# Luz"])]).into_bytes();
    let latin: Vec<u8> = latin.into_iter().map(|byte| if byte == b'#' { 0xE9 } else { byte }).collect();
    let imported = read(latin);
    assert_eq!(rejected(&imported), [("invalid-utf8".to_owned(), 4)]);
    assert_eq!(imported.graph.works().len(), 1);
    let wide: Vec<u8> = MOON.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(rejected(&read(wide))[0].0, "invalid-utf8");
}

#[test]
fn documents_may_be_written_in_latin_1_if_they_say_so() {
    let record = |id: usize, name: &[u8]| {
        let record = paper(id, &["#"]);
        let (before, after) = record.split_once('#').unwrap();
        [before.as_bytes(), name, after.as_bytes()].concat()
    };
    let given: [&[u8]; 3] = [b"Jos\xE9 Luz", "José Mare".as_bytes(), b"Jos&eacute; \xD8rn"];
    let records: Vec<Vec<u8>> = (1..).zip(given).map(|(id, name)| record(id, name)).collect();
    let written = |declaration: &str| [declaration.as_bytes(), b"<dblp>", &records.concat(), b"</dblp>"].concat();
    let latin = graph_of(written("<?xml version='1.0' encoding='ISO-8859-1'?>"));
    assert_eq!(names(&latin), ["José Luz", "José Mare", "José Ørn"]);
    for other in ["", "<?xml version='1.0'?>", "<?xml version='1.0' encoding='UTF-8'?>", "<!-- 'ISO-8859-1'?> -->"] {
        let reasons: Vec<String> = rejected(&read(written(other))).into_iter().map(|(reason, _)| reason).collect();
        assert_eq!(reasons, ["invalid-utf8", "invalid-utf8"], "{other}");
    }
}

#[test]
fn entity_bombs_do_not_go_off() {
    let bomb = (1..40).map(|at| format!("<!ENTITY l{at} \"&l{0};&l{0};&l{0};&l{0};\">", at - 1)).collect::<String>();
    let records = [paper(1, &["Ada Moss"]), paper(2, &["&l39;"]), paper(3, &["&l0;"])].join("\n");
    let xml = format!("<!DOCTYPE dblp [<!ENTITY l0 \"lol\"><!ENTITY auml \"lol\">{bomb}]>\n<dblp>\n{records}\n</dblp>");
    let imported = read(&xml);
    assert_eq!(rejected(&imported), [("malformed-xml".to_owned(), 4), ("malformed-xml".to_owned(), 5)]);
    assert!(imported.quarantine[0]["detail"].as_str().unwrap().contains("&l39;"));
    let outside =
        format!("<!DOCTYPE dblp [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><dblp>{}</dblp>", paper(1, &["&x;"]));
    assert_eq!(rejected(&read(outside)), [("malformed-xml".to_owned(), 1)]);
    let deep = format!("{}x{}", "<sub>".repeat(100_000), "</sub>".repeat(100_000));
    let graph = graph_of(document(&[paper(1, &[]).replace("Paper 1", &deep)]));
    assert_eq!(graph.works().title.at(0), "x");
}

#[test]
fn long_bylines_keys_and_lists_of_citations() {
    let many: Vec<String> = (0..5000).map(|at| format!("Author {at:04}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let cites: String = (0..100_000).map(|at| format!("<cite>conf/x/{at}</cite>")).collect();
    let key = "journals/".to_owned() + &"x".repeat(60_000);
    let records = [
        paper(1, &many),
        paper(2, &[]).replace("<title>", &(cites + "<title>")),
        paper(3, &[]).replace("journals/sun/X3", &key),
    ];
    let imported = read(document(&records));
    assert_eq!((imported.graph.works().len(), imported.graph.people().len()), (3, 5000));
    assert_eq!(imported.report.dangling_references, 100_000);
    let many = "<author>A</author>".repeat((1 << 16) + 1);
    let crowds = [paper(1, &[]).replace("<title>", &format!("{many}<title>")), homepage("a/A", &many), paper(2, &[])];
    assert_eq!(rejected(&read(document(&crowds))), [("too-long".to_owned(), 3), ("too-long".to_owned(), 4)]);
}

#[test]
fn a_truncated_document_is_noticed_wherever_it_breaks() {
    let whole = document(&[paper(1, &["Ada Moss"]), homepage("m/AdaMoss", "<author>Ada Moss</author>")]);
    for length in (40..whole.trim_end().len()).step_by(7) {
        let imported = read(&whole[..length]);
        assert!(!imported.quarantine.is_empty(), "{}", &whole[..length]);
    }
    assert_eq!(rejected(&read("<collection id='x'><paper/></collection>")), [("unknown-kind".to_owned(), 1)]);
}

#[test]
fn a_broken_archive_keeps_what_came_before() {
    let records: Vec<String> = (1..2000).map(|id| paper(id, &["Ada Moss"])).collect();
    for packed in [gzip(document(&records).as_bytes()), xz(document(&records).as_bytes())] {
        let imported = read(&packed[..packed.len() * 2 / 3]);
        let kept = imported.graph.works().len();
        assert!(kept > 100 && kept < 1999, "{kept}");
        assert_eq!(rejected(&imported), [("broken-off".to_owned(), kept as u64 + 3)]);
    }
}

#[test]
fn a_strict_import_names_file_line_and_reason() {
    let folder = Folder::with("dblp.xml", document(&[paper(1, &["Ada Moss"]), paper(2, &["&lol;"])]));
    let message = Import::new([dblp(&folder)]).strict(true).build(Default::default()).unwrap_err().to_string();
    assert!(message.contains("dblp.xml, line 4: malformed-xml: &lol;"), "{message}");
}

#[test]
fn chunks_and_threads_change_nothing() {
    // Several chunks, with people who may be one in all of them, numbers, lists and damage.
    let filler = "All of this is filler. ".repeat(40);
    let record = |id: usize| match id % 1000 {
        7 => homepage(&format!("m/{id}"), &format!("<author>Ada Moss{}</author><author>Moss {id}</author>", id % 97)),
        8 => paper(id, &["&lol;"]),
        _ => {
            let names = [
                format!("Ada Moss{}", id % 97),
                format!("ADA Moss{} 000{}", id % 89, id % 3),
                format!("Moss {}", id - id % 1000 + 7),
            ];
            paper(id, &names.each_ref().map(String::as_str)).replace("<title>", &format!("<title>{filler}"))
        }
    };
    let records: Vec<String> = (0..16_000).map(record).collect();
    let xml = document(&records);
    assert!(xml.len() > 4 * (4 << 20));
    let folder = Folder::with("dblp.xml", &xml);
    let read = |threads| crate::common::import(dblp(&folder), threads);
    let (sequential, parallel) = (read(1), read(4));
    assert_eq!((sequential.report.counts.kept, sequential.quarantine.len()), (16_000 - 16, 16));
    assert_eq!(sequential.quarantine[15]["line"], 15_008 + 3);
    assert_eq!(sequential.graph.meta().id, parallel.graph.meta().id);
    assert_eq!((&sequential.report, &sequential.quarantine), (&parallel.report, &parallel.quarantine));
    let (first, second) = records.split_at(9_000);
    let several = Folder::with("1.xml", document(first)).and("2.xml.gz", gzip(document(second).as_bytes()));
    assert_eq!(crate::common::import(dblp(&several), 3).graph.meta().id, sequential.graph.meta().id);
}
