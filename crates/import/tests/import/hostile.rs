//! Input that means no good, or has had a hard life.

use scholargraph::WorkId;

use crate::common::{Folder, gzip, rejected};

fn line(fields: &str) -> String {
    format!("{{\"id\": \"https://openalex.org/W1\", {fields}}}\n")
}

const GOOD: &str = "{\"id\": \"https://openalex.org/W2\", \"title\": \"good\"}\n";

/// Reads `bytes` between two good records; the reasons for what was rejected.
fn between_good_ones(bytes: &[u8]) -> Vec<String> {
    let other = GOOD.replace("W2", "W3");
    let imported = Folder::with("works.jsonl", [GOOD.as_bytes(), bytes, b"\n", other.as_bytes()].concat()).import();
    let titles = imported.graph.works().title.iter().filter(|title| *title == "good").count();
    assert_eq!(titles, 2, "the good records are kept");
    rejected(&imported).into_iter().map(|(reason, _)| reason).collect()
}

#[test]
fn bytes_that_are_no_text() {
    assert_eq!(between_good_ones(b"{\"id\": \"https://openalex.org/W1\", \"title\": \"\xFF\"}"), ["invalid-utf8"]);
    assert_eq!(between_good_ones(b"\0\0\0\0"), ["malformed-json"]);
    assert_eq!(between_good_ones(b"{\"id\": \"https://openalex.org/W1\", \"title\": \"\0\"}"), ["malformed-json"]);
    assert_eq!(between_good_ones("\u{2028}".as_bytes()), ["malformed-json"]);
    assert_eq!(between_good_ones(b"\x1F\x8B\x08\0\n\n\n"), ["invalid-utf8"]);
}

#[test]
fn ends_of_lines_of_other_standards_are_text() {
    assert_eq!(between_good_ones(line("\"title\": \"\u{2028}\u{85}\"").as_bytes()), [""; 0]);
}

#[test]
fn nesting_without_end() {
    for depth in [1000, 1_000_000] {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        assert_eq!(between_good_ones(line(&format!("\"unknown\": {open}{close}")).as_bytes()), [""; 0], "{depth}");
        assert_eq!(between_good_ones(line(&format!("\"title\": {open}{close}")).as_bytes()), [""; 0], "{depth}");
        let objects = "{\"a\":".repeat(depth);
        assert_eq!(between_good_ones(line(&format!("\"ids\": {objects}")).as_bytes()), ["malformed-json"], "{depth}");
    }
}

#[test]
fn long_lines_and_names() {
    let name = "x".repeat(10 << 20);
    let imported = Folder::with("works.jsonl", line(&format!("\"title\": \"{name}\""))).import();
    assert_eq!(imported.graph.works().title.at(0).len(), name.len());
    let too_long = line(&format!("\"title\": \"{}\"", "x".repeat(70 << 20)));
    assert_eq!(between_good_ones(too_long.as_bytes()), ["too-long"]);
    let array = format!("[{GOOD}, {too_long}, {GOOD}]");
    let imported = Folder::with("works.json", array).import();
    assert_eq!(rejected(&imported), [("too-long".to_owned(), 2)]);
    assert_eq!((imported.report.counts.read, imported.graph.works().len()), (3, 1));
}

#[test]
fn small_files_that_unpack_to_large_ones_take_no_memory() {
    let bomb = |byte: u8| Folder::with("bomb.gz", gzip(&vec![byte; 200 << 20])).import();
    assert_eq!(rejected(&bomb(b'x')), [("too-long".to_owned(), 1)]);
    assert_eq!(bomb(b' ').report.counts.read, 0, "white space is no record");
}

#[test]
fn numbers_beyond_measure() {
    let digits = "9".repeat(100_000);
    let fields = format!(
        "\"cited_by_count\": {digits}, \"publication_year\": -{digits}, \"abstract_inverted_index\": {{\"a\": [{digits}, 0]}}"
    );
    let imported = Folder::with("works.jsonl", line(&fields)).import();
    assert_eq!(imported.graph.works().cited_by_count.at(0), u32::MAX);
    assert_eq!(imported.graph.works().year.at(0), 0);
    assert_eq!(imported.graph.abstract_text(WorkId(0)).as_deref(), Some("a"));
}

#[test]
fn lists_of_nothing_do_not_fill_the_memory() {
    let empty = format!("[{}]", vec!["{}"; 2_000_000].join(","));
    assert_eq!(between_good_ones(line(&format!("\"authorships\": {empty}")).as_bytes()), ["malformed-json"]);
    assert_eq!(between_good_ones(line(&format!("\"unknown\": {empty}")).as_bytes()), [""; 0]);
}

#[test]
fn a_byline_of_five_thousand() {
    let byline: Vec<String> =
        (0..5000).map(|at| format!("{{\"author\": {{\"id\": \"https://openalex.org/A{at}\"}}}}")).collect();
    let imported = Folder::with("works.jsonl", line(&format!("\"authorships\": [{}]", byline.join(",")))).import();
    assert_eq!((imported.graph.people().len(), imported.quarantine.len()), (5000, 0));
}

#[test]
fn markup_is_kept_as_it_is() {
    let title = "<script>alert(1)</script> &amp; <mml:math>x</mml:math>";
    let imported = Folder::with("works.jsonl", line(&format!("\"title\": \"{title}\""))).import();
    assert_eq!(imported.graph.works().title.at(0), title);
}
