//! What becomes of Crossref's records, in all of their forms, whole and damaged.

use proptest::prelude::*;
use scholargraph::{BuildOptions, Graph, Kind, Node, model::flag};
use scholargraph_import::{Format, Import, SourceSpec};
use serde_json::{Value, json};

use crate::common::{Folder, Imported, gzip, import, import_as_given, import_on_any_threads, rejected, tar};

/// An article; all of it is invented.
fn article() -> Value {
    json!({
        "DOI": "10.5555/MOON.1", "type": "journal-article", "language": "en", "publisher": " Crater\nPress ",
        "title": ["Dust &amp; <i>light</i>\n on CO<sub>2</sub> ice", "Another title"],
        "abstract": "<jats:title>Abstract</jats:title>\n<jats:p>We looked &amp;amp; saw.</jats:p><jats:p>At p &lt; 0.05.</jats:p>",
        "container-title": ["Journal of <b>Craters</b>"], "ISSN": ["2049-3630", "0317-8471"],
        "issn-type": [{"value": "2049-3630", "type": "electronic"}, {"value": "0317-8471", "type": "print"}],
        "issued": {"date-parts": [[2019, 3, 7]]}, "published-print": {"date-parts": [[2020]]},
        "indexed": {"date-parts": [[2031, 1, 2]], "date-time": "2031-01-02T03:04:05Z"},
        "is-referenced-by-count": 12, "reference-count": 3, "subject": ["Dust  Studies"],
        "reference": [
            {"key": "1", "DOI": "10.5555/Moon.2", "doi-asserted-by": "publisher"},
            {"key": "2", "unstructured": "A book about dust"},
            {"key": "3", "DOI": "10.5555/not-there"},
        ],
        "author": [
            {"given": " Ada\n B.", "family": "Moon", "suffix": "Jr", "ORCID": "http://orcid.org/0000-0001-6187-6610", "sequence": "first",
             "affiliation": [{"name": "Tycho  University", "id": [{"id": "https://ror.org/0aaaaaa01", "id-type": "ROR", "asserted-by": "publisher"}]},
                             {"name": "Dust Lab", "id": [{"id": "grid.1", "id-type": "GRID"}]}]},
            {"name": "The Dust Group", "sequence": "additional", "affiliation": []},
            {"family": "Mare"}, {"affiliation": []},
        ],
        "editor": [{"given": "No", "family": "Author"}],
    })
}

/// A preprint that was taken back.
fn preprint() -> Value {
    json!({
        "DOI": "10.5555/moon.2", "type": "posted-content", "subtype": "preprint", "title": ["Before the dust"],
        "institution": [{"name": "Crater Archive"}], "container-title": [], "issued": {"date-parts": [[null]]},
        "published-online": {"date-parts": [[2018, 11]]}, "is-referenced-by-count": 1, "reference-count": 0,
        "updated-by": [{"DOI": "10.5555/moon.9", "type": "correction"}, {"DOI": "10.5555/moon.8", "type": "retraction"}],
    })
}

/// A notice, which takes another work back and is not itself taken back.
fn notice() -> Value {
    json!({
        "DOI": "10.48550/ARXIV.2203.04570", "type": "posted-content", "title": [], "reference-count": 0,
        "update-to": [{"DOI": "10.5555/moon.2", "type": "retraction"}],
    })
}

fn source(folder: &Folder) -> SourceSpec {
    SourceSpec::new(Format::Crossref, folder.path("").to_str().unwrap())
}

fn given(name: &str, bytes: impl AsRef<[u8]>) -> Imported {
    import_as_given(source(&Folder::with(name, bytes)), BuildOptions::default())
}

fn lines(records: &[Value]) -> String {
    records.iter().map(|record| format!("{record}\n")).collect()
}

fn work(graph: &Graph, doi: &str) -> usize {
    let Node::Work(work) = graph.resolve(Some(Kind::Work), doi).unwrap().node else { unreachable!("asked for a work") };
    work.0 as usize
}

#[test]
fn everything_that_a_graph_holds_is_read() {
    let imported = given("works.jsonl", lines(&[article(), preprint(), notice()]));
    assert_eq!(imported.quarantine, [Value::Null; 0]);
    let graph = &imported.graph;
    let (works, row) = (graph.works(), work(graph, "https://doi.org/10.5555/moon.1"));
    assert_eq!([works.id.at(row), works.doi.at(row)], ["10.5555/moon.1"; 2]);
    assert_eq!(works.title.at(row), "Dust & light on CO2 ice");
    assert_eq!(graph.abstract_text(scholargraph::WorkId(row as u32)).unwrap(), "We looked & saw. At p < 0.05.");
    assert_eq!((works.work_type.at(row), works.language.at(row)), ("article", "en"));
    assert_eq!((works.year.at(row), works.date.at(row)), (2019, 20_190_307));
    assert_eq!((works.cited_by_count.at(row), works.reference_count.at(row), works.flags.at(row)), (12, 3, 0));
    let place = graph.work_relations().source.at(row).row().unwrap();
    let sources = graph.sources();
    assert_eq!([sources.name.at(place), sources.issn_l.at(place)], ["Journal of Craters", "0317-8471"]);
    assert_eq!([sources.source_type.at(place), sources.publisher.at(place)], ["journal", "Crater Press"]);
    assert_eq!(graph.topics().name.iter().collect::<Vec<_>>(), ["Dust Studies"]);

    let mut people: Vec<&str> = graph.people().source_key.iter().collect();
    people.sort_unstable();
    assert_eq!(people, ["name:Ada B. Moon", "name:Mare", "name:The Dust Group"]);
    let folder = Folder::with("works.jsonl", lines(&[article()]));
    let resolved = import(source(&folder), 2).graph;
    let known: Vec<&str> = resolved.people().orcid.iter().filter(|orcid| !orcid.is_empty()).collect();
    assert_eq!(known, ["0000-0001-6187-6610"]);
    assert_eq!(graph.institutions().ror.iter().collect::<Vec<_>>(), ["0aaaaaa01"]);
    assert_eq!(graph.raw_affiliations().text.iter().collect::<Vec<_>>(), ["Dust Lab", "Tycho University"]);

    let before = work(graph, "10.5555/moon.2");
    assert_eq!(
        graph.work_relations().references.row(row).iter().map(|work| work.0 as usize).collect::<Vec<_>>(),
        [before]
    );
    assert_eq!(imported.report.dangling_references, 1);
    assert_eq!((works.work_type.at(before), works.year.at(before), works.date.at(before)), ("preprint", 2018, 0));
    assert_eq!(works.flags.at(before), flag::RETRACTED);
    let source = graph.work_relations().source.at(before).row().unwrap();
    assert_eq!([sources.name.at(source), sources.source_type.at(source)], ["Crater Archive", "repository"]);
    let notice = work(graph, "arxiv:2203.04570");
    assert_eq!((works.id.at(notice), works.flags.at(notice)), ("10.48550/arxiv.2203.04570", 0));
}

#[test]
fn every_form_of_json_gives_the_same_graph() {
    let records = [article(), preprint(), notice()];
    let pretty = |value: &Value| serde_json::to_string_pretty(value).unwrap();
    let plain = lines(&records);
    let file = json!({"items": records});
    let answer = json!({"status": "ok", "message-type": "work-list", "message-version": "1.0.0",
        "message": {"facets": {}, "total-results": 3, "items": records, "items-per-page": 20, "query": {"start-index": 0}}});
    let single =
        |record: &Value| json!({"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": record});
    let forms = [
        ("lines", plain.clone()),
        ("objects over many lines", records.iter().map(pretty).collect::<Vec<_>>().join("\n")),
        ("an array", json!(records).to_string()),
        ("a public data file on a line", file.to_string()),
        ("one over many", pretty(&file)),
        ("one with a line to a work", format!("{{\"items\":[{}]}}", plain.trim_end().replace('\n', ",\n"))),
        ("an answer on a line", answer.to_string()),
        ("one over many lines", pretty(&answer)),
        ("answers with one work", records.iter().map(single).map(|answer| format!("{answer}\n")).collect()),
    ];
    let expected = given("works.jsonl", &plain).graph.meta().id.clone();
    for (form, text) in &forms {
        for name in ["works.json", "10.5555"] {
            let imported = given(name, text);
            assert_eq!((&imported.graph.meta().id, imported.quarantine.len()), (&expected, 0), "{form}");
            assert_eq!(imported.report.counts.read, 3, "{form}");
        }
        let folder = Folder::with("it", text);
        let source = SourceSpec { format: None, path: folder.path("it").to_str().unwrap().to_owned() };
        assert_eq!(Import::new([source]).build(Default::default()).unwrap().1.sources[0].format, "crossref", "{form}");
    }
    let packed = gzip(&tar(&[("0.json.gz", gzip(forms[3].1.as_bytes()).as_slice())]));
    assert_eq!(given("dump.tar.gz", packed).graph.meta().id, expected);
}

#[test]
fn the_record_that_was_indexed_last_counts() {
    let record = |title: &str, day: &str| json!({"DOI": "10.5555/1", "title": [title], "indexed": {"date-time": day}});
    let all = [record("Old", "2030-01-01T00:00:00Z"), record("New", "2031-01-01T00:00:00Z"), record("Undated", "")];
    let imported = given("works.jsonl", lines(&all));
    assert_eq!(imported.graph.works().title.at(0), "New");
    assert_eq!((imported.report.counts.kept, imported.report.counts.merged), (1, 2));
}

#[test]
fn damaged_records_are_quarantined_where_they_stand() {
    let text = format!(
        "{}{{\"DOI\": \"10.5555/1\"\n{{\"title\": []}}\n{{\"DOI\": \"doi\"}}\n[]\n{}",
        lines(&[article()]),
        lines(&[preprint()])
    );
    let imported = given("works.jsonl", text);
    let expected = [("malformed-json", 2), ("no-id", 3), ("no-id", 4), ("malformed-json", 5)];
    assert_eq!(rejected(&imported), expected.map(|(reason, line)| (reason.to_owned(), line)));
    assert!(imported.quarantine[1]["detail"].as_str().unwrap().contains("`DOI`"));
    assert!(imported.quarantine[0]["source"].as_str().unwrap().ends_with("works.jsonl"));
    assert_eq!(imported.graph.works().len(), 2);

    let text = format!("{{\"items\":[\n{},\n{{\"DOI\": 7}},\n5,\n{}\n]}}", article(), preprint());
    let imported = given("0.json", text);
    assert_eq!(rejected(&imported), [("no-id".to_owned(), 3), ("malformed-json".to_owned(), 4)]);
    assert_eq!(imported.graph.works().len(), 2);
}

#[test]
fn values_of_other_types_are_unknown() {
    let record = json!({"DOI": "10.5555/1", "title": "text", "author": {"given": 1}, "issued": [2019], "reference": "none",
        "ISSN": 7, "issn-type": [3], "is-referenced-by-count": "many", "indexed": null, "subject": [null, 5], "type": []});
    let imported = given("works.jsonl", lines(&[record]));
    assert_eq!((imported.graph.works().len(), imported.quarantine.len()), (1, 0));
    assert_eq!(imported.graph.works().year.at(0), 0);
}

#[test]
fn hostile_records_are_bounded() {
    let nested = format!("{{\"DOI\": \"10.5555/1\", \"x\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let large = json!({"DOI": "10.5555/2", "title": ["<i ".repeat(1 << 20)], "abstract": "&lt;p&gt;".repeat(1 << 20)});
    let byline: Vec<Value> = (0..5000).map(|at| json!({"given": "A", "family": format!("B{at}")})).collect();
    let long = json!({"DOI": "10.5555/4", "author": [{"family": "x".repeat(10_000)}]});
    let text = format!("{nested}\n{large}\n{}\n{long}\n", json!({"DOI": "10.5555/3", "author": byline}));
    let imported = given("works.jsonl", text);
    assert_eq!(rejected(&imported), [("too-long".to_owned(), 4)], "what nobody reads may be as deep as it likes");
    assert_eq!((imported.graph.works().len(), imported.graph.people().len()), (3, 5000));
}

const JOURNAL: &str = r#"<crossref xmlns="http://www.crossref.org/xschema/1.1"><journal>
  <journal_metadata language="en"><full_title>Journal of &lt;b&gt;Craters&lt;/b&gt;</full_title><abbrev_title>J. Crat.</abbrev_title>
    <issn media_type="electronic">20493630</issn><issn media_type="print">0317-8471</issn><doi_data><doi>10.5555/journal</doi></doi_data></journal_metadata>
  <journal_issue><publication_date media_type="print"><year>2020</year></publication_date><doi_data><doi>10.5555/issue</doi></doi_data></journal_issue>
  <journal_article publication_type="full_text"><titles><title>Dust &amp; <i>light</i></title><subtitle>No more</subtitle></titles>
    <contributors>
      <person_name contributor_role="author" sequence="first"><given_name>Ada B.</given_name><surname>Moon</surname>
        <affiliations><institution><institution_name>Tycho University</institution_name><institution_id type="ror">https://ror.org/0aaaaaa01</institution_id></institution></affiliations>
        <ORCID>https://orcid.org/0000-0001-6187-6610</ORCID></person_name>
      <organization contributor_role="author" sequence="additional">The Dust Group</organization>
      <person_name contributor_role="author"><surname>Mare</surname><affiliation>Dust Lab</affiliation></person_name>
      <person_name contributor_role="editor"><given_name>No</given_name><surname>Author</surname></person_name>
    </contributors>
    <jats:abstract xmlns:jats="x"><jats:p>We looked.</jats:p></jats:abstract>
    <publication_date media_type="print"><year>2020</year></publication_date>
    <publication_date media_type="online"><month>03</month><day>07</day><year>2019</year></publication_date>
    <doi_data><doi>10.5555/MOON.1</doi><resource>https://moon.example</resource></doi_data>
    <citation_list><citation key="1"><doi provider="crossref">10.5555/Book.1</doi></citation><citation key="2"><unstructured_citation>A book</unstructured_citation></citation></citation_list>
  </journal_article></journal></crossref>"#;

const BOOK: &str = r#"<crossref><book book_type="edited_book"><book_metadata><titles><title>All of dust</title></titles>
  <publication_date><year>2001</year></publication_date><publisher><publisher_name>Crater Press</publisher_name></publisher>
  <doi_data><doi>10.5555/book</doi></doi_data></book_metadata>
  <content_item component_type="chapter"><titles><title>First</title></titles><doi_data><doi>10.5555/book.1</doi></doi_data></content_item></book></crossref>"#;

const PREPRINT: &str = r#"<crossref><posted_content type="preprint"><titles><title>Early</title></titles><posted_date><month>1</month><day>2</day><year>2022</year></posted_date>
  <institution><institution_name>arXiv</institution_name></institution><doi_data><doi>10.48550/arXiv.2203.04570</doi></doi_data></posted_content></crossref>"#;

fn check_unixref(graph: &Graph) {
    let (works, row) = (graph.works(), work(graph, "10.5555/moon.1"));
    assert_eq!(
        [works.title.at(row), works.work_type.at(row), works.language.at(row)],
        ["Dust & light", "article", "en"]
    );
    assert_eq!((works.date.at(row), works.reference_count.at(row)), (20_190_307, 2));
    assert_eq!(graph.abstract_text(scholargraph::WorkId(row as u32)).unwrap(), "We looked.");
    let source = graph.work_relations().source.at(row).row().unwrap();
    assert_eq!(
        [graph.sources().name.at(source), graph.sources().issn_l.at(source)],
        ["Journal of Craters", "0317-8471"]
    );
    let chapter = work(graph, "10.5555/book.1");
    assert_eq!(graph.work_relations().references.row(row)[0].0 as usize, chapter);
    assert_eq!((works.work_type.at(chapter), works.year.at(chapter)), ("book-chapter", 2001));
    let source = graph.work_relations().source.at(chapter).row().unwrap();
    assert_eq!(
        [graph.sources().name.at(source), graph.sources().publisher.at(source)],
        ["All of dust", "Crater Press"]
    );
    let early = work(graph, "arxiv:2203.04570");
    assert_eq!((works.work_type.at(early), works.date.at(early)), ("preprint", 20_220_102));
    let mut people: Vec<&str> = graph.people().source_key.iter().collect();
    people.sort_unstable();
    assert_eq!(people, ["name:Ada B. Moon", "name:Mare", "name:The Dust Group"]);
    assert_eq!(graph.institutions().ror.iter().collect::<Vec<_>>(), ["0aaaaaa01"]);
    assert_eq!(graph.raw_affiliations().text.iter().collect::<Vec<_>>(), ["Dust Lab", "Tycho University"]);
    assert_eq!(works.len(), 3, "what a part stands in is a work where it has a record of its own");
}

#[test]
fn every_form_of_unixref_is_read() {
    let all = [JOURNAL, BOOK, PREPRINT];
    let each = |before: &str, after: &str| all.map(|record| format!("{before}{record}{after}")).concat();
    let forms = [
        format!(
            "<?xml version='1.0'?>\n<doi_records>{}</doi_records>",
            each("<doi_record owner='10.5555'>", "</doi_record>")
        ),
        format!(
            "<OAI-PMH><ListRecords>{}</ListRecords></OAI-PMH>",
            each("<record><header/><metadata>", "</metadata></record>")
        ),
    ];
    for form in &forms {
        let imported = given("works.xml", form);
        assert_eq!((imported.quarantine.len(), imported.report.counts.read), (0, 3), "{form}");
        check_unixref(&imported.graph);
    }
    let query = "<query status='resolved'><doi>x</doi><crm-item name='citedby-count' type='number'>4</crm-item><crm-item name='last-update'>2031-01-02 03:04:05.0</crm-item><doi_record>";
    let answers = each(query, "</doi_record></query>") + "<query status='unresolved'><doi>10.5555/none</doi></query>";
    let text = format!(
        "<crossref_result version='3.0'><query_result><head/><body>{answers}</body></query_result></crossref_result>"
    );
    let imported = given("answer.xml", text);
    check_unixref(&imported.graph);
    assert_eq!(imported.graph.works().cited_by_count.iter().collect::<Vec<_>>(), [4; 3]);
    assert_eq!(imported.report.counts.skipped["queries without an answer"], 1);
}

#[test]
fn damaged_unixref_is_quarantined_where_it_stands() {
    let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>";
    let bad = [
        "<crossref><error>no such DOI</error></crossref>",
        "<crossref><journal><journal_article><titles><title>&b;</title></titles></journal_article></journal></crossref>",
        "<crossref><journal></book></crossref>",
        "<crossref><dissertation><titles><title>No DOI</title></titles></dissertation></crossref>",
    ];
    let text = format!("{bomb}<doi_records>\n{}\n{PREPRINT}\n<crossref>", bad.join("\n"));
    let imported = given("works.xml", text);
    let reasons = ["no-id", "malformed-xml", "malformed-xml", "no-id"]
        .iter()
        .zip(2..)
        .map(|(reason, line)| ((*reason).to_owned(), line));
    let cut_off = ("malformed-xml".to_owned(), 8);
    assert_eq!(rejected(&imported), reasons.chain([cut_off]).collect::<Vec<_>>());
    assert_eq!(imported.graph.works().len(), 1);

    let depth = 100_000;
    let deep = format!(
        "<crossref><book><book_metadata><titles><title>{}x{}</title></titles><doi_data><doi>10.5555/1</doi></doi_data></book_metadata></book></crossref>",
        "<b>".repeat(depth),
        "</b>".repeat(depth)
    );
    assert_eq!(given("deep.xml", deep).graph.works().title.at(0), "x");
}

/// A line that may be a record, often of the same work as another one, and often damaged.
fn line() -> impl Strategy<Value = String> {
    let record = (0..9_u8, 0..9_u8, 0..5_u8, 1..4_u8).prop_map(|(id, cited, person, day)| {
        json!({"DOI": format!("10.5555/{id}"), "title": [format!("T{day}")], "reference": [{"DOI": format!("10.5555/{cited}")}],
            "author": [{"family": format!("P{person}")}], "indexed": {"date-time": format!("2031-01-0{day}")}}).to_string()
    });
    prop_oneof![8 => record, 1 => Just("{\"DOI\": 3}".to_owned()), 1 => Just("{\"DOI".to_owned())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn threads_change_nothing(files in prop::collection::vec(prop::collection::vec(line(), 0..30), 1..5)) {
        let mut folder = Folder::with("works.xml", format!("<doi_records>{JOURNAL}{BOOK}</doi_records>"));
        for (at, lines) in files.iter().enumerate() {
            folder = folder.and(&format!("{at}.jsonl"), lines.join("\n"));
        }
        import_on_any_threads(&source(&folder));
    }
}
