//! Files in every packing and layout, damaged ones included.

use scholargraph::{BuildOptions, Kind};
use scholargraph_import::{AtomicFile, Import, ImportError, Progress, SourceSpec};
use scholargraph_testkit::shared;

use crate::common::{Folder, gzip, import, rejected, tar, works, xz, zip, zstd};

fn ids(folder: &Folder) -> Vec<String> {
    folder.import().graph.works().id.iter().map(str::to_owned).collect()
}

#[test]
fn every_packing_gives_the_same_graph() {
    let lines = works(50);
    let plain = Folder::with("works.jsonl", &lines).import();
    assert_eq!(plain.graph.works().len(), 50);
    let bytes = lines.as_bytes();
    let (first, second) = bytes.split_at(lines.find("{\"id\":\"https://openalex.org/W20\"").unwrap());
    let packed = [
        ("a.jsonl.gz", gzip(bytes)),
        ("two-members.gz", [gzip(first), gzip(second)].concat()),
        ("a.zst", zstd(bytes)),
        ("two-frames.zst", [zstd(first), zstd(second)].concat()),
        ("a.xz", xz(bytes)),
        ("two-streams.xz", [xz(first), xz(second)].concat()),
        ("a.zip", zip(&[("one/a.jsonl", first), ("b.jsonl", second)])),
        ("a.tar", tar(&[("one/a.jsonl", first), ("b.jsonl", second)])),
        ("a.tar.gz", gzip(&tar(&[("a.jsonl", first), ("b.jsonl.zst", &zstd(second))]))),
        ("a.tar.xz", xz(&tar(&[("a.jsonl.gz", &gzip(first)), ("b.jsonl", second)]))),
        ("tar-in.zip", zip(&[("all.tar.gz", &gzip(&tar(&[("a", first), ("b", second)])))])),
        ("named-wrongly.zip", gzip(bytes)),
    ];
    for (name, bytes) in packed {
        let imported = Folder::with(name, bytes).import();
        assert_eq!(imported.graph.meta().id, plain.graph.meta().id, "{name}");
        assert_eq!((imported.report.counts.read, imported.quarantine.len()), (50, 0), "{name}");
    }
}

#[test]
fn every_form_of_json_gives_the_same_graph() {
    let lines = works(30);
    let records: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let pretty = |value: &serde_json::Value| serde_json::to_string_pretty(value).unwrap();
    let page = serde_json::json!({"meta": {"count": 30, "results": [{"id": "no record"}]}, "results": records, "group_by": []});
    let forms = [
        ("lines with blank ones", lines.replace('\n', "\r\n\n")),
        ("without a last line end", lines.trim_end().to_owned()),
        ("with a byte order mark", format!("\u{FEFF}{lines}")),
        ("an array on a line", serde_json::to_string(&records).unwrap()),
        ("an array over many", pretty(&records.clone().into())),
        ("an array of lines", format!("[\n{}\n]", lines.trim_end().replace('\n', ",\n"))),
        ("a page on a line", page.to_string()),
        ("a page over many", pretty(&page)),
        ("a page over many with a byte order mark", format!("\u{FEFF}{}", pretty(&page))),
        ("objects over many lines", records.iter().map(pretty).collect::<Vec<_>>().join("\n")),
        ("objects in a row over many lines", records.iter().map(pretty).collect::<Vec<_>>().join(" ")),
    ];
    let expected = Folder::with("works.jsonl", &lines).import().graph.meta().id.clone();
    for (form, text) in forms {
        let imported = Folder::with("works.json", text).import();
        assert_eq!(imported.quarantine.len(), 0, "{form}: {:?}", imported.quarantine);
        assert_eq!(imported.graph.meta().id, expected, "{form}");
    }
}

#[test]
fn pages_without_results_hold_no_records() {
    for page in [r#"{"meta": {}, "results": []}"#, "{\n\"results\": [],\n\"meta\": {}}", "[]", "", "\n\n"] {
        let imported = Folder::with("page.json", page).import();
        assert_eq!((imported.report.counts.read, imported.quarantine.len()), (0, 0), "{page}");
    }
}

#[test]
fn bad_records_on_a_page_cost_only_themselves() {
    let page =
        r#"{"results": [{"id": "https://openalex.org/W1"}, {"title": "no id"}, 7, {"id": "https://openalex.org/W2"}]}"#;
    for text in [page.to_owned(), page.replace("}, ", "},\n")] {
        let imported = Folder::with("page.json", text).import();
        assert_eq!(imported.graph.works().len(), 2);
        let reasons: Vec<_> = rejected(&imported).into_iter().map(|(reason, _)| reason).collect();
        assert_eq!(reasons, ["no-id", "malformed-json"]);
    }
}

#[test]
fn what_came_before_a_break_is_kept() {
    let lines = works(2000);
    let cases = [
        ("a.gz", gzip(lines.as_bytes())),
        ("a.zst", zstd(lines.as_bytes())),
        ("a.xz", xz(lines.as_bytes())),
        ("a.tar.gz", gzip(&tar(&[("a.jsonl", lines.as_bytes()), ("b.jsonl", b"{}")]))),
        ("a.zip", zip(&[("a.jsonl", lines.as_bytes()), ("b.jsonl", b"{}")])),
        ("a.json.gz", gzip(format!("[{}]", lines.trim_end().replace('\n', ",\n")).as_bytes())),
    ];
    for (name, whole) in cases {
        let imported = Folder::with(name, &whole[..whole.len() * 2 / 3]).import();
        let kept = imported.graph.works().len();
        assert!(kept > 100 && kept < 2000, "{name}: {kept}");
        assert_eq!(imported.report.counts.read, kept as u64 + 1, "{name}");
        let rejected = rejected(&imported);
        assert_eq!(rejected.len(), 1, "{name}: {:?}", imported.quarantine);
        assert_eq!(rejected[0].0, "broken-off", "{name}");
        assert_eq!(rejected[0].1, kept as u64 + 1, "{name}: the line after the last whole one");
    }
}

#[test]
fn a_break_right_at_the_start_is_one_rejected_record() {
    for (name, bytes) in [("a.gz", &gzip(b"{}")[..12]), ("a.zst", &zstd(b"{}")[..6]), ("a.xz", &xz(b"{}")[..20])] {
        let imported = Folder::with(name, bytes).import();
        assert_eq!(rejected(&imported), [("broken-off".to_owned(), 1)], "{name}");
    }
}

#[test]
fn damage_in_one_file_costs_no_other() {
    let mut damaged = gzip(works(10).as_bytes());
    let last = damaged.len() - 6;
    damaged[last] ^= 1;
    let folder = Folder::with("a.gz", damaged).and("b.jsonl", r#"{"id": "https://openalex.org/W99"}"#);
    let imported = folder.import();
    assert_eq!(imported.graph.works().len(), 11, "the checksum comes last, so all lines were whole");
    assert_eq!(rejected(&imported), [("broken-off".to_owned(), 11)]);
    let zip = zip(&[("a", b"{\"id\": \"https://openalex.org/W1\"}")]);
    let imported = Folder::with("a.zip", &zip[..zip.len() - 10]).import();
    assert_eq!(rejected(&imported), [("broken-off".to_owned(), 0)]);
    assert_eq!(imported.graph.works().len(), 1, "only the list at the end is missing");
}

#[test]
fn damage_inside_a_zip_file_costs_one_member() {
    let lines = works(2000);
    let mut archive = zip(&[("a", lines.as_bytes()), ("b", b"{\"id\": \"https://openalex.org/W9999\"}")]);
    archive[2000..2100].fill(0xFF);
    let imported = Folder::with("a.zip", archive).import();
    assert!(imported.graph.works().id.iter().any(|id| id == "W9999"));
    assert_eq!(rejected(&imported).iter().map(|(reason, _)| reason.as_str()).collect::<Vec<_>>(), ["broken-off"]);
}

#[test]
fn things_that_cannot_be_unpacked_are_quarantined() {
    let mut deep = works(1).into_bytes();
    for _ in 0..6 {
        deep = gzip(&deep);
    }
    let nested = tar(&[("a.zip", &zip(&[("a", b"{}")])), ("b", br#"{"id": "https://openalex.org/W1"}"#)]);
    let imported = Folder::with("deep.gz", deep).and("nested.tar", nested).import();
    assert_eq!(imported.graph.works().len(), 1);
    let reasons: Vec<_> = rejected(&imported).into_iter().map(|(reason, _)| reason).collect();
    assert_eq!(reasons, ["unreadable", "unreadable"]);
    assert!(imported.quarantine[1]["source"].as_str().unwrap().ends_with("nested.tar!a.zip"));
}

#[test]
fn what_cannot_be_unpacked_hides_no_break_behind_it() {
    let record = br#"{"id": "https://openalex.org/W1"}"#;
    let mut archive = tar(&[("a.zip", &zip(&[("a", b"{}")])), ("b", record), ("c", record)]);
    // Between two files: no file can report it.
    let header = archive.windows(2).position(|bytes| bytes == b"c\0").unwrap();
    archive.truncate(header + 100);
    let imported = Folder::with("a.tar", archive).import();
    let mut reasons: Vec<String> = rejected(&imported).into_iter().map(|(reason, _)| reason).collect();
    reasons.sort();
    assert_eq!(reasons, ["broken-off", "unreadable"]);
    assert_eq!(imported.graph.works().len(), 1);
}

#[test]
fn names_without_end_are_shown_in_part_and_not_read() {
    let long = "é".repeat(5000);
    let bad: &[u8] = b"x\ny\n";
    for archive in [tar(&[(&long, bad), ("b", bad)]), zip(&[(&long, bad), ("b", bad)])] {
        let imported = Folder::with("a", archive).import();
        let reasons: Vec<String> = rejected(&imported).into_iter().map(|(reason, _)| reason).collect();
        assert_eq!(reasons, ["unreadable", "malformed-json", "malformed-json"]);
        let source = imported.quarantine[0]["source"].as_str().unwrap();
        assert!(source.ends_with(&format!("a!{}", "é".repeat(512))), "{source}");
    }
}

#[test]
fn manifests_of_both_layouts_show_what_is_missing() {
    let part = r#"{"id": "https://openalex.org/W1"}"#;
    let old = r#"{"entries": [{"url": "s3://openalex/data/works/updated_date=2023-05-16/part_000.gz"}, {"url": "s3://openalex/data/works/updated_date=2023-09-03/part_013.gz"}]}"#;
    let new = r#"{"entity": "works", "files": [{"url": "s3://openalex/data/jsonl/works/updated_date=2023-05-16/part_000.gz"}]}"#;
    let all = r#"{"entities": [{"entity": "works", "files": [{"url": "s3://openalex/data/jsonl/works/updated_date=2023-05-16/part_000.gz"}, {"url": "s3://openalex/data/jsonl/works/updated_date=2026-01-01/part_0000.gz"}]}]}"#;
    let folder = Folder::with("data/works/updated_date=2023-05-16/part_000.gz", gzip(part.as_bytes()))
        .and("data/works/manifest", old)
        .and("data/works/manifest.json", new)
        .and("data/manifest.json", all)
        .and("data/works/W2", r#"{"id": "https://openalex.org/W2"}"#);
    let imported = folder.import();
    assert_eq!((imported.graph.works().len(), imported.quarantine.len()), (2, 0));
    let issues: Vec<_> = imported.report.issues.iter().map(|issue| (issue.issue, issue.detail.as_str())).collect();
    assert_eq!(
        issues,
        [
            (
                "missing-part",
                "lists s3://openalex/data/jsonl/works/updated_date=2026-01-01/part_0000.gz, which is not there"
            ),
            ("missing-part", "lists s3://openalex/data/works/updated_date=2023-09-03/part_013.gz, which is not there"),
        ]
    );
    let broken = Folder::with("works/manifest", "{").import();
    assert_eq!(rejected(&broken), [("malformed-json".to_owned(), 1)]);
}

#[test]
fn files_that_hold_no_records_are_named() {
    let folder =
        Folder::with("LICENSE", "CC0").and("README.md", "# Works").and(".hidden", "{").and("W1", "{\"id\":\"W1\"}");
    let imported = folder.import();
    assert_eq!(imported.report.counts.read, 1);
    let issues: Vec<_> = imported.report.issues.iter().map(|issue| issue.issue).collect();
    assert_eq!(issues, ["ignored-file", "ignored-file"]);
    assert!(imported.report.issues.iter().all(|issue| issue.detail == "text"), "{:?}", imported.report.issues);
}

#[test]
fn merged_and_deleted_ids() {
    let works = r#"{"id": "https://openalex.org/W1", "authorships": [{"author": {"id": "https://openalex.org/A1"}}, {"author": {"id": "https://openalex.org/A3"}}]}
{"id": "https://openalex.org/W2", "authorships": [{"author": {"id": "https://openalex.org/A2"}}]}
{"id": "https://openalex.org/W3", "title": "deleted"}"#;
    let folder = Folder::with("works/part_000", works)
        .and("works/deleted_ids.csv", "work_id,deleted_date\nhttps://openalex.org/W3,2026-01-01\nW77,2026-01-01\n")
        .and("merged_ids/authors/2023-04-13.csv.gz", gzip(b"merge_date,id,merge_into_id\n2023-04-13,A1,A9\n"))
        .and(
            "merged_ids/authors/2024-01-01.csv",
            "merge_date,id,merge_into_id\r\n2024-01-01,A1,A2\r\n2024-01-01,A3,A5317838346\r\n",
        )
        .and("merged_ids/sources/2024-01-01.csv", "merge_date,id,merge_into_id\n2024-01-01,S1,S2\n");
    let imported = folder.import();
    let graph = &imported.graph;
    assert_eq!(graph.works().id.iter().collect::<Vec<_>>(), ["W1", "W2"]);
    assert_eq!(graph.people().id.iter().collect::<Vec<_>>(), ["A2"], "the later merge counts; A3 is nobody any more");
    assert_eq!(graph.resolve(Some(Kind::Person), "A1").unwrap().node, graph.find_exact(Kind::Person, "A2").unwrap());
    let report = &imported.report;
    assert_eq!((report.merged_ids, report.deleted_ids), (2, 3));
    assert_eq!((report.counts.read, report.counts.kept, report.counts.quarantined), (3, 2, 1));
    assert_eq!(report.counts.reasons.keys().map(|reason| reason.code()).collect::<Vec<_>>(), ["deleted"]);
}

#[test]
fn rows_that_are_no_merges_are_quarantined() {
    let rows = "merge_date,id,merge_into_id\n2023-04-13,A1,A2\n2023-04-13,A1\n2023-04-13,A1,W2\nA1\n2023-04-13,,A2\n\na,b,c,d\n";
    let imported = Folder::with("merged_ids/authors/2023-04-13.csv", rows).import();
    let lines: Vec<u64> = rejected(&imported).into_iter().map(|(_, line)| line).collect();
    assert_eq!((imported.report.merged_ids, lines), (1, vec![3, 4, 5, 6, 8]));
}

#[test]
fn strictness_ends_with_the_first_malformed_record() {
    let folder =
        Folder::with("a.jsonl", works(3)).and("b.jsonl", "{\"id\": \"W7\"}\n\n{\"id\": \n").and("c.jsonl", "[");
    match folder.import_strictly() {
        Err(ImportError::Malformed { source_name, line, .. }) => {
            assert!(source_name.ends_with("b.jsonl") && line == 3, "{source_name}:{line}");
        }
        other => panic!("{other:?}"),
    }
    let message = folder.import_strictly().unwrap_err().to_string();
    assert!(message.contains("b.jsonl, line 3: malformed-json: EOF"), "{message}");
    assert!(Folder::with("a.jsonl", works(3)).import_strictly().is_ok());
}

#[test]
fn sources_that_are_not_there() {
    let folder = Folder::with("empty/.hidden", "");
    let run = |name: &str| Import::new([folder.source(name)]).build(Default::default()).unwrap_err();
    assert!(matches!(run("nothing.gz"), ImportError::NotFound { .. }));
    assert!(matches!(run("nothing*.gz"), ImportError::NotFound { .. }));
    assert!(matches!(run("empty"), ImportError::NoFiles { .. }));
}

#[test]
fn patterns_and_folders_in_sorted_order() {
    let line = |id: &str| format!("{{\"id\": \"https://openalex.org/{id}\"}}");
    let folder = Folder::with("b/2.jsonl", line("W2"))
        .and("b/10.jsonl", line("W10"))
        .and("a/1.jsonl", line("W1"))
        .and("a/[1].jsonl", line("W5"));
    assert_eq!(ids(&folder), ["W1", "W10", "W2", "W5"]);
    let count = |name: &str| import(folder.source(name), 1).graph.works().len();
    assert_eq!([count("b"), count("*/*.jsonl"), count("**/1*.jsonl"), count("a/[1].jsonl")], [2, 4, 2, 1]);
    // What begins with a dot is neither the folder itself nor the one above.
    let hidden = folder.and("b/.3.jsonl", line("W3"));
    assert_eq!(import(hidden.source("b/.*"), 1).report.sources.len(), 1);
    assert_eq!(import(hidden.source("b/../a/*"), 1).report.sources.len(), 2);
    let sources = hidden.import().report.sources;
    let names: Vec<_> = sources.iter().map(|source| source.source.rsplit('/').next().unwrap()).collect();
    assert_eq!(names, ["1.jsonl", "[1].jsonl", "10.jsonl", "2.jsonl"]);
}

#[test]
fn formats_are_seen_from_the_content() {
    let folder = Folder::with("a.tar.gz", gzip(&tar(&[("notes", b"x"), ("a.json", works(2).as_bytes())])))
        .and("b.jsonl", "{\"x\": 1}");
    let path = |name: &str| SourceSpec::parse(folder.path(name).to_str().unwrap()).unwrap();
    let (graph, _) = Import::new([path("a.tar.gz")]).build(Default::default()).unwrap();
    assert_eq!(graph.works().len(), 2);
    let error = Import::new([path("b.jsonl")]).build(Default::default()).unwrap_err();
    assert!(matches!(error, ImportError::NotRecognised { .. }), "{error}");
    assert!(error.to_string().contains("openalex"));
}

#[test]
fn progress_reaches_the_end() {
    let folder = Folder::with("a.gz", gzip(works(100).as_bytes())).and("b.jsonl", works(10));
    let progress = Progress::default();
    Import::new([folder.source("")]).progress(&progress).build(Default::default()).unwrap();
    assert_eq!((progress.records(), progress.files(), progress.total_files()), (110, 2, 2));
    assert_eq!(progress.bytes(), progress.total_bytes());
    assert_eq!(progress.fraction(), Some(1.0));
}

#[test]
fn reports_are_json_with_the_counts_on_top() {
    let imported = Folder::with("a.jsonl", format!("{}x\n{}", works(3), works(1))).import();
    let json = serde_json::to_value(&imported.report).unwrap();
    assert_eq!([&json["read"], &json["kept"], &json["merged"], &json["quarantined"]], [5, 3, 1, 1]);
    assert_eq!((&json["reasons"]["malformed-json"], &json["kinds"]["work"]), (&1.into(), &4.into()));
    let source = &json["sources"][0];
    assert_eq!([&source["read"], &source["kept"], &source["merged"], &source["quarantined"]], [5, 3, 1, 1]);
    assert_eq!(source["format"], "openalex");
    assert_eq!(json["self_citations"], 1);
}

#[test]
fn files_that_are_not_finished_leave_nothing_behind() {
    let folder = Folder::new();
    drop(AtomicFile::create(folder.path("report.json")).unwrap());
    assert_eq!(std::fs::read_dir(folder.path("")).unwrap().count(), 0);
    assert!(AtomicFile::create(folder.path("no/such/folder")).is_err());
}

#[test]
fn the_format_is_seen_from_the_content() {
    let Some(shared) = shared("the_format_is_seen_from_the_content") else { return };
    let of = |path: &str| {
        let source = SourceSpec::parse(shared.join("data").join(path).to_str().unwrap()).unwrap();
        Import::new([source]).build(BuildOptions::default()).map(|(graph, _)| graph.works().len())
    };
    assert_eq!(of("openalex-native/snapshot-layout-sample.tar.gz").unwrap(), 28);
    assert_eq!(of("openalex-native/api-page-example.json.gz").unwrap(), 49);
    assert_eq!(of("arxiv/cs.OS.tsv.xz").unwrap(), 507);
    assert_eq!(of("arxiv/kaggle-sample-200.jsonl").unwrap(), 200);
    assert_eq!(of("dblp/native-samples.tar.xz").unwrap(), 241);
    assert_eq!(of("ror").unwrap(), 0, "organisations alone");
    assert_eq!(of("crossref").unwrap(), 6558, "the golden 5013, and those of unixref");
    assert_eq!(of("s2").unwrap(), 1000);
    let other = "../golden/name_queries.json";
    let error = of(other).map(|works| format!("{works} works")).unwrap_err();
    assert!(matches!(error, ImportError::NotRecognised { .. }), "{other}: {error}");
}
