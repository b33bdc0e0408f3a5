//! What becomes of arXiv's tables and JSON lines.

use scholargraph::{Graph, Kind, WorkId, model::flag};
use scholargraph_import::{Format, Import, SourceSpec};
use serde_json::json;

use crate::common::{Folder, Imported, gzip, import, import_as_given, rejected, xz, zip};

const HEADING: &str =
    "\tabstract\tarxiv_id\tauthor_text\tcategories\tcomments\tcreated\tdoi\tprimary_cat\ttitle\tupdated\n";

/// A row of a table.
fn row(id: &str, authors: &str, title: &str) -> String {
    format!("7\tOn engines.\t{id}\t{authors}\tcs.DL,cs.IR\t\t2019-03-04\t\tcs.DL\t{title}\t2019-05-06\n")
}

fn read(name: &str, bytes: impl AsRef<[u8]>) -> Imported {
    let folder = Folder::with(name, bytes);
    import_as_given(SourceSpec::new(Format::Arxiv, folder.path(name).to_str().unwrap()), Default::default())
}

/// The graph of a table with these rows, every one of which is kept.
fn table(rows: &str) -> Graph {
    let imported = read("cs.DL.tsv", format!("{HEADING}{rows}"));
    assert_eq!(rejected(&imported), []);
    imported.graph
}

fn ids(graph: &Graph) -> Vec<&str> {
    graph.works().id.iter().collect()
}

fn people(graph: &Graph) -> Vec<&str> {
    let mut names: Vec<_> = graph.people().name.iter().collect();
    names.sort_unstable();
    names
}

/// A line as of the large JSON file.
fn line() -> serde_json::Value {
    json!({
        "id": "0704.0001", "submitter": "A. L.", "authors": "Ada L\\'ovelace and Charles Babbage",
        "title": "Notes on\n  engines", "comments": "7 pages", "journal-ref": "Mem. 3 (1843)",
        "doi": "10.1234/NOTES.1 10.1234/notes.2", "categories": "cs.DL math.HO", "abstract": "  On the\nEngine.\n",
        "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}, {"version": "v2", "created": "x"}],
        "update_date": "2008-11-26",
        "authors_parsed": [["Lóvelace", "Ada", "", "Ockham\n  Park"], ["Babbage", "Charles", "Jr."]],
    })
}

#[test]
fn rows_of_a_table() {
    let rows = "1\t\"A \"\"quoted\"\" abstract\nover lines.\"\t1903.00123\tAda Lovelace (Ockham), Charles Babbage\tcs.DL,math.HO\t\"7 pages,\n a\ttab\"\t2019-03-04\t10.1234/ABC\tcs.DL\t  The   title\t2019-05-06\r\n";
    let graph = table(rows);
    let works = graph.works();
    assert_eq!((works.id.at(0), works.arxiv.at(0), works.doi.at(0)), ("1903.00123", "1903.00123", "10.1234/abc"));
    assert_eq!((works.title.at(0), works.work_type.at(0)), ("The title", "preprint"));
    assert_eq!((works.year.at(0), works.date.at(0)), (2019, 20_190_304));
    assert_eq!((works.flags.at(0), works.open_access.at(0)), (flag::OPEN_ACCESS, "green"));
    assert_eq!(works.open_access_url.at(0), "https://arxiv.org/abs/1903.00123");
    assert_eq!(graph.abstract_text(WorkId(0)).as_deref(), Some("A \"quoted\" abstract over lines."));
    assert_eq!(people(&graph), ["Ada Lovelace", "Charles Babbage"]);
    assert_eq!((graph.sources().id.at(0), graph.sources().name.at(0)), ("arxiv", "arXiv"));
    assert_eq!(graph.sources().source_type.at(0), "repository");
}

#[test]
fn objects_of_json() {
    let imported = read("snapshot.json", format!("{}\n", line()));
    let (graph, works) = (&imported.graph, imported.graph.works());
    assert_eq!(
        (works.id.at(0), works.doi.at(0), works.title.at(0)),
        ("0704.0001", "10.1234/notes.1", "Notes on engines")
    );
    assert_eq!((works.year.at(0), works.date.at(0)), (2007, 20_070_402));
    assert_eq!(people(graph), ["Ada Lóvelace", "Charles Babbage Jr."]);
    assert_eq!(graph.raw_affiliations().text.iter().collect::<Vec<_>>(), ["Ockham Park"]);
    assert_eq!(graph.abstract_text(WorkId(0)).as_deref(), Some("On the Engine."));
}

#[test]
fn objects_without_authors_taken_apart_have_their_text() {
    let mut paper = line();
    paper["authors_parsed"] = json!(null);
    paper["versions"] = json!([]);
    let imported = read("snapshot.json", paper.to_string());
    assert_eq!(people(&imported.graph), ["Ada L\\'ovelace", "Charles Babbage"]);
    assert_eq!(
        (imported.graph.works().year.at(0), imported.graph.works().date.at(0)),
        (2007, 0),
        "the id tells the year"
    );
}

#[test]
fn categories_are_topics() {
    let graph = table(&row("1903.00123", "Ada", "One"));
    let topics = graph.topics();
    assert_eq!(topics.id.iter().collect::<Vec<_>>(), ["cs.DL", "cs.IR"]);
    assert_eq!(
        (topics.name.at(0), topics.field.at(0), topics.domain.at(0)),
        ("Digital Libraries", "Computer Science", "Computer Science")
    );
    assert!(graph.find_exact(Kind::Topic, "cs.IR").is_some());
}

#[test]
fn a_paper_in_several_files_is_one_work() {
    let paper = row("1903.00123", "Ada", "One");
    let folder = Folder::with("cs.DL.tsv.xz", xz(format!("{HEADING}{paper}").as_bytes()))
        .and("cs.IR.tsv", format!("{HEADING}{}{paper}", row("1903.00124", "Bo", "Two")))
        .and("all.jsonl", line().to_string())
        .and("README.md", "# Papers");
    let imported = import(SourceSpec::parse(folder.path("").to_str().unwrap()).unwrap(), 2);
    assert_eq!(ids(&imported.graph), ["0704.0001", "1903.00123", "1903.00124"]);
    assert_eq!((imported.report.counts.read, imported.report.counts.merged), (4, 1));
    let issues: Vec<_> = imported.report.issues.iter().map(|issue| issue.issue).collect();
    assert_eq!(issues, ["ignored-file"]);
}

#[test]
fn the_later_update_of_a_paper_counts() {
    let older = row("1903.00123", "Ada", "older").replace("2019-05-06", "2019-03-05");
    let graph = table(&format!("{older}{}", row("1903.00123v2", "Ada", "newer")));
    assert_eq!(graph.works().title.iter().collect::<Vec<_>>(), ["newer"]);
}

#[test]
fn zeros_that_ids_lost_come_back() {
    let rows = ["704.35", "1406.5", "1503.0235400000001", "cs/9809006"].map(|id| row(id, "Ada", "One")).concat();
    assert_eq!(ids(&table(&rows)), ["0704.3500", "1406.5000", "1503.02354", "cs/9809006"]);
}

#[test]
fn names_are_compared_in_one_normal_form() {
    let graph = table(&(row("1903.00001", "Jose\u{301} B.", "One") + &row("1903.00002", "José  B.", "Two")));
    assert_eq!(people(&graph), ["José B."]);
}

#[test]
fn names_may_be_resolved() {
    let rows = row("1903.00001", "Łukasz Kaiser", "One") + &row("1903.00002", "Lukasz Kaiser", "Two");
    let folder = Folder::with("t.tsv", format!("{HEADING}{rows}"));
    let resolved = import(SourceSpec::new(Format::Arxiv, folder.path("").to_str().unwrap()), 2);
    assert_eq!((resolved.graph.people().len(), table(&rows).people().len()), (1, 2));
}

#[test]
fn content_shows_the_format_whatever_the_name() {
    let text = format!("{HEADING}{}", row("1903.00123", "Ada", "One"));
    let forms =
        [text.clone().into_bytes(), gzip(text.as_bytes()), zip(&[("x", text.as_bytes())]), line().to_string().into()];
    for bytes in forms {
        let folder = Folder::with("papers", bytes);
        let (graph, _) = Import::new([SourceSpec::parse(folder.path("papers").to_str().unwrap()).unwrap()])
            .build(Default::default())
            .unwrap();
        assert_eq!(graph.works().len(), 1);
    }
}

#[test]
fn columns_are_found_by_their_names() {
    let imported = read("t.tsv", "title\tx\tarxiv_id\n\"One\"\t\t1903.00123");
    assert_eq!((ids(&imported.graph), imported.graph.works().title.at(0)), (vec!["1903.00123"], "One"));
}

#[test]
fn damaged_rows_are_quarantined_and_cost_no_other() {
    let good = |id: &str| row(id, "Ada", "good");
    let rows = [
        good("1903.00001"),
        "8\ttoo\tfew\n".to_owned(),
        good("no id"),
        "9\t\"a quote\nwithout end\t1903.00009\n".to_owned(),
        good("1903.00002").replace("\t\t2019-03-04", "\t\"over\nlines\"\t2019-03-04"),
        "\n".to_owned(),
        good("1903.00003").replace("On engines.", "\"a quote\"in the middle"),
        good("1903.00004"),
    ];
    let imported = read("cs.DL.tsv", format!("{HEADING}{}", rows.concat()));
    assert_eq!(ids(&imported.graph), ["1903.00001", "1903.00002", "1903.00004"]);
    let expected =
        [("malformed-row", 3), ("no-id", 4), ("malformed-row", 5), ("malformed-row", 6), ("malformed-row", 10)];
    assert_eq!(rejected(&imported), expected.map(|(reason, line)| (reason.to_owned(), line)));
    let details: Vec<_> = imported.quarantine.iter().map(|reject| reject["detail"].as_str().unwrap()).collect();
    assert!(details[0].contains("3 fields where the heading has 11") && details[1].contains("no id"), "{details:?}");
    assert!(details[2].contains("quote"), "{details:?}");
}

#[test]
fn a_quote_without_end_at_the_end_costs_one_row() {
    let rows = row("1903.00001", "Ada", "One") + "2\t\"never closed\n" + &row("1903.00002", "Bo", "Two");
    let imported = read("cs.DL.tsv", format!("{HEADING}{rows}"));
    assert_eq!(ids(&imported.graph), ["1903.00001", "1903.00002"]);
    assert_eq!(rejected(&imported), [("malformed-row".to_owned(), 3)]);
}

#[test]
fn tables_without_a_heading_are_quarantined_row_by_row() {
    let imported = read("t.tsv", row("1903.00001", "Ada", "One") + &row("1903.00002", "Ada", "Two"));
    assert_eq!(rejected(&imported), [("malformed-row".to_owned(), 1), ("malformed-row".to_owned(), 2)]);
    assert!(imported.quarantine[0]["detail"].as_str().unwrap().contains("arxiv_id"));
}

#[test]
fn what_came_before_a_break_in_a_table_is_kept() {
    let rows: String = (1..2000).map(|at| row(&format!("1903.{at:05}"), "Ada", &format!("\"{at}\nx\""))).collect();
    let whole = xz(format!("{HEADING}{rows}").as_bytes());
    let imported = read("a.tsv.xz", &whole[..whole.len() * 2 / 3]);
    let kept = imported.graph.works().len();
    assert!(kept > 100 && kept < 1999, "{kept}");
    assert_eq!(rejected(&imported), [("broken-off".to_owned(), 2 * kept as u64 + 2)]);
}

#[test]
fn large_tables_are_cut_where_rows_end() {
    // Several chunks, all rows over two lines.
    let text = "x".repeat(500);
    let rows: String =
        (1..=20_000).map(|at| row(&format!("1903.{at:05}"), "Ada", &format!("\"{text}\n{at}\""))).collect();
    let graph = table(&rows);
    assert_eq!(graph.works().len(), 20_000);
    assert!((1..=20_000).zip(graph.works().title.iter()).all(|(at, title)| title == format!("{text} {at}")));
}

#[test]
fn bytes_and_lines_without_end() {
    let with = |field: &str| {
        let rows = [row("1903.00001", "Ada", "One"), row("1903.00009", "Ada", field), row("1903.00002", "Bo", "Two")];
        let imported = read("t.tsv", format!("{HEADING}{}", rows.concat()));
        assert!(
            ["1903.00001", "1903.00002"].iter().all(|id| ids(&imported.graph).contains(id)),
            "the good ones are kept"
        );
        rejected(&imported).into_iter().map(|(reason, _)| reason).collect::<Vec<_>>()
    };
    assert_eq!(with(&"x".repeat(10 << 20)), [""; 0]);
    assert_eq!(with(&"x".repeat(70 << 20)), ["too-long"]);
    assert_eq!(with("\0"), [""; 0]);
    assert_eq!(with(&format!("\"{}", "x".repeat(70 << 20))), ["too-long"]);
}

#[test]
fn objects_that_cannot_be_used() {
    let lines = format!("{}\n{{\"id\": 7, \"submitter\": null}}\n{{\"id\": \"0704.0002\", \"x\n[1]\n7\n", line());
    let imported = read("papers.jsonl", lines);
    let expected = [("no-id", 2), ("malformed-json", 3), ("malformed-json", 4), ("malformed-json", 5)];
    assert_eq!(rejected(&imported), expected.map(|(reason, line)| (reason.to_owned(), line)));
    assert_eq!(ids(&imported.graph), ["0704.0001"]);
}
