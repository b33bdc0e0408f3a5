//! What becomes of ROR's records, in both versions of the schema, whole and damaged.

use proptest::prelude::*;
use scholargraph::{Graph, InstitutionId, Kind};
use scholargraph_import::{Format, Import, RecordKind, SourceSpec};
use serde_json::{Value, json};

use crate::common::{Folder, Imported, gzip, import, import_on_any_threads, rejected, zip, zstd};

/// An organisation in version 1 of the schema; all of it is invented.
fn first() -> Value {
    json!({
        "id": "https://ror.org/0aaaaaa01", "name": "Universität Tycho", "email_address": null, "ip_addresses": [],
        "established": 1969, "types": ["Education"], "status": "active", "wikipedia_url": "",
        "acronyms": ["UT"], "aliases": ["Tycho University", "Universität Tycho", ""],
        "labels": [{"label": "第谷大学", "iso639": "zh"}, {"label": null}, "dirt"],
        "country": {"country_code": "xm", "country_name": "Moon"},
        "addresses": [{"lat": -43.3, "lng": -11.2, "city": "Tycho", "geonames_city": {"city": "Crater"}}, {"city": "Mare"}],
        "links": ["https://tycho.example"],
        "relationships": [
            {"type": "Child", "id": "https://ror.org/0aaaaaa02", "label": "Institute of Dust"},
            {"type": "Related", "id": "https://ror.org/0aaaaaa03", "label": "Mare Library"},
            {"type": "Child", "id": "https://ror.org/0aaaaaa09", "label": "Not in this file"},
            {"type": "Parent", "id": "https://ror.org/0aaaaaa01", "label": "Itself"},
            {"type": "Parent", "id": "nonsense"}, {"type": null}, 7,
        ],
        "external_ids": {"GRID": {"preferred": "grid.1.1", "all": "grid.1.1"}},
    })
}

/// Another one in version 2.
fn second() -> Value {
    json!({
        "id": "https://ror.org/0aaaaaa02", "status": "withdrawn", "established": null, "types": ["funder", "facility", "Funder"],
        "names": [
            {"value": "Institut für Staub", "types": ["label"], "lang": "de"},
            {"value": "IoD", "types": ["acronym"], "lang": null},
            {"value": "Institute of Dust", "types": ["label", "ror_display"], "lang": "en"},
            {"value": "Dust Lab", "types": ["alias"]},
            {"value": null, "types": ["alias"]},
        ],
        "locations": [{"geonames_id": 1, "geonames_details": {"country_code": "XM", "name": "Copernicus", "lat": 9.6, "lng": -20.1}}],
        "links": [{"type": "wikipedia", "value": "https://wiki.example"}, {"type": "website", "value": "https://dust.example"}],
        "domains": ["dust.example", "dust.example", " "],
        "relationships": [
            {"type": "parent", "id": "https://ror.org/0aaaaaa01", "label": "Universität Tycho"},
            {"type": "successor", "id": "https://ror.org/0aaaaaa03", "label": "Mare Library"},
        ],
        "external_ids": [{"type": "wikidata", "all": ["Q1"], "preferred": null}],
        "admin": {"created": {"date": "2030-01-01", "schema_version": "1.0"}, "last_modified": {"date": "2031-05-06", "schema_version": "2.1"}},
    })
}

fn library() -> Value {
    json!({"id": "https://ror.org/0aaaaaa03", "names": [{"value": "Mare Library", "types": ["ror_display"]}], "admin": {}})
}

fn source(folder: &Folder) -> SourceSpec {
    SourceSpec::new(Format::Ror, folder.path("").to_str().unwrap())
}

/// What is in a file with these records, one to a line.
fn of(records: &[Value]) -> Imported {
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    import(source(&Folder::with("ror.jsonl", lines.join("\n"))), 2)
}

fn names(graph: &Graph, row: usize) -> Vec<&str> {
    graph.institutions().other_names.at(row).collect()
}

#[test]
fn a_record_of_version_1() {
    let imported = of(&[first()]);
    let institutions = imported.graph.institutions();
    assert_eq!((institutions.id.at(0), institutions.ror.at(0)), ("0aaaaaa01", "0aaaaaa01"));
    assert_eq!(imported.graph.label(InstitutionId(0)), "Universität Tycho");
    assert_eq!(names(&imported.graph, 0), ["UT", "Tycho University", "第谷大学"]);
    assert_eq!((institutions.institution_type.at(0), institutions.status.at(0)), ("education", "active"));
    assert_eq!((institutions.country.at(0), institutions.city.at(0)), ("XM", "Tycho"));
    assert_eq!((institutions.homepage.at(0), institutions.established.at(0)), ("https://tycho.example", 1969));
    assert_eq!(imported.report.kinds[&RecordKind::Institution], 1);
}

#[test]
fn a_record_of_version_2() {
    let imported = of(&[second()]);
    let institutions = imported.graph.institutions();
    assert_eq!((institutions.id.at(0), institutions.name.at(0)), ("0aaaaaa02", "Institute of Dust"));
    assert_eq!(names(&imported.graph, 0), ["IoD", "Dust Lab", "Institut für Staub"]);
    assert_eq!((institutions.institution_type.at(0), institutions.status.at(0)), ("facility", "withdrawn"));
    assert_eq!(institutions.other_types.at(0).collect::<Vec<_>>(), ["funder"]);
    assert_eq!((institutions.country.at(0), institutions.city.at(0)), ("XM", "Copernicus"));
    assert_eq!((institutions.homepage.at(0), institutions.established.at(0)), ("https://dust.example", 0));
    assert_eq!(institutions.domains.at(0).collect::<Vec<_>>(), ["dust.example"]);
}

/// Either end says so, both ends are there, and nobody is part of themselves; a successor is a node of its own.
#[test]
fn parents_and_children_are_part_of_each_other() {
    let imported = of(&[first(), second(), library()]);
    let parents = &imported.graph.institution_relations().parents;
    assert_eq!(
        (0..3).map(|row| parents.row(row).to_vec()).collect::<Vec<_>>(),
        [vec![], vec![InstitutionId(0)], vec![]]
    );
    assert_eq!(imported.report.dangling_relations, 1, "0aaaaaa09");
    let mut lone = second();
    lone["relationships"] = json!([]);
    let by_parent = of(&[first(), lone]);
    assert_eq!(by_parent.graph.institution_relations().parents.row(1), [InstitutionId(0)]);
}

#[test]
fn names_to_show_are_found_where_none_is_marked() {
    let named = |names: Value| {
        let imported = of(&[json!({"id": "https://ror.org/0aaaaaa03", "names": names})]);
        imported.graph.label(InstitutionId(0)).to_owned()
    };
    let (acronym, label) =
        (json!({"value": "ML", "types": ["acronym"]}), json!({"value": "Library", "types": ["label"]}));
    assert_eq!(named(json!([acronym, label])), "Library");
    assert_eq!(named(json!([acronym])), "ML");
    assert_eq!((named(json!([])), named(json!("dirt"))), (String::new(), String::new()));
}

/// A later change wins over an earlier one, whatever comes first; the newer schema over the older, which has no dates.
#[test]
fn of_two_records_the_later_one_counts() {
    let dated = |name: &str, date: Value| {
        let names = json!([{"value": name, "types": ["ror_display"]}]);
        json!({"id": "https://ror.org/0aaaaaa01", "names": names, "admin": {"last_modified": {"date": date}}})
    };
    let check = |one: Value, other: Value, expected: &str| {
        for records in [[one.clone(), other.clone()], [other, one]] {
            let imported = of(&records);
            assert_eq!(imported.graph.institutions().name.iter().collect::<Vec<_>>(), [expected], "{records:?}");
            let counts = &imported.report.counts;
            assert_eq!((counts.read, counts.kept, counts.merged), (2, 1, 1));
        }
    };
    check(dated("later", json!("2031-01-02")), dated("earlier", json!("2031-01-01")), "later");
    check(dated("newer", json!("2001-01-01")), first(), "newer");
    check(dated("newer", Value::Null), first(), "newer");
    check(dated("dated", json!("2001-01-01")), dated("undated", json!("soon")), "dated");
    let twice = of(&[dated("one", json!("2031-01-01")), dated("two", json!("2031-01-01"))]);
    assert_eq!(twice.graph.label(InstitutionId(0)), "one", "the first of two that are equal");
}

#[test]
fn every_form_is_read() {
    let records = [first(), second(), library()];
    let array = Value::from(records.to_vec());
    let page = json!({"number_of_results": 3, "time_taken": 1, "items": records, "meta": {"types": []}});
    let lines: Vec<String> = records.iter().map(Value::to_string).collect();
    let pretty = serde_json::to_string_pretty(&array).unwrap();
    let release: &[(&str, &[u8])] = &[("v9-ror-data.json", pretty.as_bytes()), ("v9-ror-data.csv", b"id,name\n0,x\n")];
    let expected = of(&records).graph.meta().id.clone();
    let forms = [
        ("a.json", array.to_string().into_bytes()),
        ("b.json.gz", gzip(pretty.as_bytes())),
        ("c.jsonl.zst", zstd(lines.join("\n").as_bytes())),
        ("d.json", page.to_string().into_bytes()),
        ("e.json", format!("\u{FEFF}{}", serde_json::to_string_pretty(&page).unwrap()).into_bytes()),
        ("v9-ror-data.zip", zip(release)),
    ];
    for (name, bytes) in forms {
        let folder = Folder::with(name, bytes);
        let source = SourceSpec { format: None, path: folder.path(name).to_str().unwrap().to_owned() };
        let imported = import(source, 2);
        assert_eq!(imported.report.sources[0].format, "ror", "{name}");
        assert_eq!((imported.report.counts.read, &imported.graph.meta().id), (3, &expected), "{name}");
    }
    let single = Folder::with("0aaaaaa01", serde_json::to_string_pretty(&first()).unwrap());
    assert_eq!(import(source(&single), 1).graph.count(Kind::Institution), 1);
}

#[test]
fn tables_are_passed_over_with_a_word() {
    let folder = Folder::with("ror.json", first().to_string()).and("ror.csv", "id,name\n");
    let imported = import(source(&folder), 2);
    assert_eq!(imported.report.counts.read, 1);
    assert_eq!(imported.report.issues_total, 1);
    let issue = &imported.report.issues[0];
    assert!(issue.source.ends_with("ror.csv") && issue.detail.contains("JSON of the same release"), "{issue:?}");
}

#[test]
fn values_of_other_types_are_unknown() {
    for record in [first(), second()] {
        let fields: Vec<String> = record.as_object().unwrap().keys().filter(|name| *name != "id").cloned().collect();
        for field in fields {
            for value in
                [Value::Null, json!(7), json!("text"), json!([[]]), json!([null, 3, "x", {}]), json!({"x": [1]})]
            {
                let mut damaged = record.clone();
                damaged[&field] = value;
                let imported = of(&[damaged.clone()]);
                assert_eq!(imported.graph.count(Kind::Institution), 1, "{damaged}");
            }
        }
    }
}

#[test]
fn records_without_an_id_of_ror_are_rejected() {
    let bad = [
        json!({"name": "nobody"}),
        json!({"id": null, "names": []}),
        json!({"id": "https://openalex.org/I1"}),
        json!({"id": "https://ror.org/10aaaaaa1"}),
        json!([]),
        json!("text"),
    ];
    let imported = of(&bad);
    let reasons: Vec<String> = rejected(&imported).into_iter().map(|(reason, _)| reason).collect();
    assert_eq!(reasons, ["no-id", "no-id", "no-id", "no-id", "malformed-json", "malformed-json"]);
    assert!(imported.quarantine[2]["detail"].as_str().unwrap().contains("https://openalex.org/I1"));
    let page = json!({"items": [first(), {"name": "nobody"}, 5]});
    let imported = of(&[page]);
    let reasons: Vec<(String, u64)> = rejected(&imported);
    assert_eq!(reasons, [("no-id".to_owned(), 1), ("malformed-json".to_owned(), 1)]);
    assert_eq!(imported.report.counts.read, 3);
}

#[test]
fn a_release_that_breaks_off_keeps_what_came_before() {
    let text = format!("[{},\n{}", first(), &second().to_string()[..200]);
    let imported = import(source(&Folder::with("ror.json", text)), 2);
    assert_eq!(rejected(&imported), [("malformed-json".to_owned(), 2)]);
    assert_eq!(imported.graph.count(Kind::Institution), 1);
    let strict = Folder::with("ror.json", "[{\"id\": 1},\n{}]");
    let error = Import::new([source(&strict)]).strict(true).build(Default::default()).unwrap_err().to_string();
    assert!(error.contains("ror.json") && error.contains("line 1") && error.contains("00jmfr291"), "{error}");
}

#[test]
fn records_beyond_measure_are_bounded() {
    let mut record = second();
    record["names"] =
        (0..100_000).map(|at| json!({"value": format!("Name {}", at % 50_000), "types": ["alias"]})).collect();
    record["types"] = (0..100_000).map(|at| json!(format!("type {at}"))).collect();
    record["relationships"] =
        (0..100_000).map(|_| json!({"type": "parent", "id": "https://ror.org/0aaaaaa01"})).collect();
    record["status"] = json!("x".repeat(1 << 20));
    record["established"] = json!(1e300);
    let mut named = first();
    named["name"] = json!("<b>".repeat(1 << 20));
    let imported = of(&[named, record]);
    let graph = &imported.graph;
    assert_eq!(graph.institution_relations().parents.row(1), [InstitutionId(0)]);
    assert_eq!((names(graph, 1).len(), graph.institutions().other_types.at(1).len()), (49_999, 15));
    assert_eq!((graph.institutions().established.at(1), graph.label(InstitutionId(0)).len()), (0, 3 << 20));
}

/// A line that may be a record of either version, often of the same organisation as another one, and often damaged.
fn line() -> impl Strategy<Value = String> {
    let id = || (0..9_u8).prop_map(|at| format!("https://ror.org/0aaaaaa0{at}"));
    let relation = || prop_oneof![Just("parent"), Just("Child"), Just("successor")];
    let first = (id(), id(), relation(), 0..9_u8).prop_map(|(id, other, how, name)| {
        json!({"id": id, "name": format!("N{name}"), "aliases": [format!("A{name}")], "relationships": [{"type": how, "id": other}]}).to_string()
    });
    let second = (id(), id(), relation(), 1..4_u8, 0..9_u8).prop_map(|(id, other, how, day, name)| {
        json!({"id": id, "names": [{"value": format!("S{name}"), "types": ["ror_display"]}], "status": format!("{day}"),
            "relationships": [{"type": how, "id": other}], "admin": {"last_modified": {"date": format!("2031-01-0{day}")}}}).to_string()
    });
    prop_oneof![4 => first, 4 => second, 1 => Just("{\"id\": 3}".to_owned()), 1 => Just("{\"id".to_owned())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn threads_change_nothing(files in prop::collection::vec(prop::collection::vec(line(), 0..30), 1..5)) {
        let mut folder = Folder::new();
        for (at, lines) in files.iter().enumerate() {
            folder = folder.and(&format!("{at}.jsonl"), lines.join("\n"));
        }
        import_on_any_threads(&source(&folder));
    }
}
