//! Tables that other programs wrote, and damaged ones.

use scholargraph::{BuildOptions, Graph, Kind, WorkId};
use scholargraph_import::{Format, Import, SourceSpec};
use serde_json::Value;

use super::source;
use crate::common::{Folder, Imported, gzip, import, parquet, rejected};

fn read(folder: &Folder) -> Imported {
    import(source(&folder.path("")), 2)
}

/// Works, and who wrote them, in the order that a program happened to write.
const WORKS: &str = r#"{"id":"w2","title":"Dust","year":1969.0}
{"id":"w1","title":"Craters, named","year":null}
"#;
const AUTHORSHIPS: &str = r#"{"person":"name:Bo","work":"w1","position":1,"institutions":["moon"]}
{"person":"name:Ada","work":"w1","position":0,"raw_name":"A. Moss"}
{"person":"name:Ada","work":"w9","position":0}
{"work":"w2","position":2,"raw_name":"Nobody"}
"#;

fn assert_is_read(graph: &Graph) {
    assert_eq!(graph.works().title.iter().collect::<Vec<_>>(), ["Craters, named", "Dust"]);
    assert_eq!((graph.year(WorkId(0)), graph.year(WorkId(1))), (None, Some(1969)));
    let byline = graph.byline(WorkId(0));
    let names: Vec<&str> = byline.iter().map(|&(_, person)| graph.label(person)).collect();
    assert_eq!(names, ["A. Moss", "Bo"]);
    assert_eq!((graph.people().id.at(0), graph.institutions().name.at(0)), ("ada", "moon"));
    assert_eq!(graph.work_relations().unnamed_authors.at(1).collect::<Vec<_>>(), [(2, "Nobody")]);
}

#[test]
fn tables_in_parts_are_read() {
    let folder = Folder::with("works.parquet/part-00000-c000.snappy.parquet", parquet(WORKS, 1))
        .and("works.parquet/_SUCCESS", "")
        .and("authorships/part-1.parquet", parquet(AUTHORSHIPS, 2));
    let given = SourceSpec::parse(folder.path("").to_str().unwrap()).unwrap();
    let (graph, report) = Import::new([given]).build(BuildOptions::default()).unwrap();
    assert_is_read(&graph);
    assert_eq!((report.counts.kept, report.unattached, report.issues_total), (6, 1, 0));
}

#[test]
fn comma_separated_values_are_read() {
    let works = "\u{FEFF}title,id,year\r\nDust,w2,1969\r\n\"Craters, named\",w1,\r\n";
    let authorships = "work,position,person,raw_name,institutions\nw1,1,name:Bo,,\"[\"\"moon\"\"]\"\nw1,0,name:Ada,A. Moss,\n\
                       w9,0,name:Ada,,\nw2,2,,Nobody,\n";
    let folder = Folder::with("works.csv", works).and("authorships.csv.gz", gzip(authorships.as_bytes()));
    let given = SourceSpec::parse(folder.path("").to_str().unwrap()).unwrap();
    let (graph, report) = Import::new([given]).build(BuildOptions::default()).unwrap();
    assert_is_read(&graph);
    assert_eq!((report.counts.kept, report.unattached), (6, 1));
}

#[test]
fn json_lines_are_read() {
    let imported = read(&Folder::with("works.jsonl", WORKS).and("authorships.jsonl", AUTHORSHIPS));
    assert_is_read(&imported.graph);
    assert_eq!(imported.quarantine, [Value::Null; 0]);
}

/// Reason, line and detail of what is rejected of a table, in JSON lines and as Parquet.
fn rejections(table: &str, row: &str) -> String {
    let found: Vec<String> = [row.as_bytes().to_vec(), parquet(row, 1)]
        .into_iter()
        .map(|bytes| {
            let folder = Folder::with("works.jsonl", WORKS).and(&format!("{table}.x"), bytes);
            let imported = read(&folder);
            assert_eq!(imported.graph.works().len(), 2, "{row}");
            let [reject] = imported.quarantine.as_slice() else { panic!("{row}: {:?}", imported.quarantine) };
            assert!(reject["source"].as_str().unwrap().ends_with(&format!("{table}.x")) && reject["line"] == 1);
            reject["detail"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(found[0], found[1]);
    found[0].clone()
}

#[test]
fn a_bad_cell_is_told_with_table_column_and_what_is_wanted() {
    let cases = [
        ("works", r#"{"id":"w3","yaer":1969}"#, "`works` has no column \"yaer\""),
        (
            "works",
            r#"{"id":"w3","year":"long ago"}"#,
            "`works.year` must be a whole number from -32768 to 32767: \"long ago\"",
        ),
        ("works", r#"{"id":"w3","year":40000}"#, "`works.year` must be a whole number from -32768 to 32767: 40000"),
        ("works", r#"{"id":"w3","flags":1.5}"#, "`works.flags` must be a whole number from 0 to 255: 1.5"),
        ("works", r#"{"id":3}"#, "`works.id` must be a text: 3"),
        ("works", r#"{"title":"x"}"#, "`works.id` is missing or empty"),
        ("people", r#"{"id":"a","other_names":"b"}"#, "`people.other_names` must be a list of texts: \"b\""),
        ("people", r#"{"id":"a","other_names":[1]}"#, "`people.other_names` must be a list of texts: [1]"),
        (
            "authorships",
            r#"{"work":"w1","position":-1}"#,
            "`authorships.position` must be a whole number from 0 to 65535: -1",
        ),
        (
            "authorships",
            r#"{"work":"w1","corresponding":"maybe"}"#,
            "`authorships.corresponding` must be true or false: \"maybe\"",
        ),
        ("about", r#"{"work":"w1"}"#, "`about.topic` is missing or empty"),
        ("merged", r#"{"kind":"planet","id":"a","into":"b"}"#, "`merged.kind` is no kind of node: planet"),
    ];
    for (table, row, expected) in cases {
        assert_eq!(rejections(table, row), expected);
    }
}

#[test]
fn a_heading_that_names_no_columns_costs_the_table_and_nothing_else() {
    let folder = Folder::with("works.jsonl", WORKS).and("people.csv", "id,nmae\na,Ada\nb,Bo\n");
    let imported = read(&folder);
    assert_eq!(imported.graph.works().len(), 2);
    let lines: Vec<u64> = rejected(&imported).into_iter().map(|(_, line)| line).collect();
    assert_eq!(lines, [1, 2, 3]);
    let detail = imported.quarantine[0]["detail"].as_str().unwrap();
    assert!(detail.contains("\"nmae\"") && detail.contains("other_names"), "{detail}");
}

#[test]
fn rows_of_the_wrong_length_and_files_of_no_table_are_told() {
    let folder = Folder::with("works.csv", "id,title\nw1\nw2,Dust\nw3,a,b\n").and("notes.csv", "x\n");
    let imported = read(&folder);
    assert_eq!(imported.graph.works().id.iter().collect::<Vec<_>>(), ["w2"]);
    assert_eq!(imported.quarantine[0]["detail"], "1 fields where the heading has 2");
    assert_eq!((imported.quarantine.len(), imported.report.issues[0].issue), (2, "ignored-file"));
}

#[test]
fn tables_and_another_source_make_one_graph() {
    let tables =
        Folder::with("works.csv", "id,title,doi\n1,Dust,10.5555/dust\n").and("citations.csv", "citing,cited\n1,2\n");
    let other = r#"{"id":"https://openalex.org/W7","doi":"https://doi.org/10.5555/dust","publication_year":1969}"#;
    let other = Folder::with("works.jsonl", other);
    let sources = [source(&tables.path("")), SourceSpec::new(Format::OpenAlex, other.path("").to_str().unwrap())];
    let (graph, report) = Import::new(sources).build(BuildOptions::default()).unwrap();
    assert_eq!((graph.works().len(), graph.year(WorkId(0))), (1, Some(1969)));
    assert!(graph.resolve(Some(Kind::Work), "W7").unwrap().merged);
    assert_eq!(report.dangling_references, 1);
}
