//! ROR comes out as an independent program counted it, in both versions of its schema and in both together.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    path::Path,
};

use scholargraph::{Graph, InstitutionId, Kind, Node};
use scholargraph_import::{Import, ImportReport, SourceSpec};
use scholargraph_testkit::shared;
use serde_json::Value;

fn import(paths: &[&Path]) -> (Graph, ImportReport) {
    let sources = paths.iter().map(|path| SourceSpec { format: None, path: path.to_str().unwrap().to_owned() });
    Import::new(sources).threads(2).build(Default::default()).unwrap()
}

/// The records of a release as they stand in its file.
fn records(path: &Path) -> Vec<Value> {
    let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    serde_json::from_reader(std::io::BufReader::new(archive.by_index(0).unwrap())).unwrap()
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

/// The short form of the id of a record, or of a relationship.
fn short(value: &Value) -> &str {
    value["id"].as_str().unwrap().strip_prefix("https://ror.org/").unwrap()
}

/// Every name in a record of either version.
fn names(record: &Value) -> BTreeSet<&str> {
    let texts = |name: &str| list(record, name).iter().filter_map(Value::as_str);
    let within = |name: &str, field: &'static str| list(record, name).iter().filter_map(move |of| of[field].as_str());
    let first = record["name"].as_str().into_iter().chain(texts("aliases")).chain(texts("acronyms"));
    let all = first.chain(within("labels", "label")).chain(within("names", "value")).map(str::trim);
    all.filter(|name| !name.is_empty()).collect()
}

/// Child and parent of every relation that either states, and how many lead out of the file.
fn part_of(records: &[Value]) -> (BTreeSet<(&str, &str)>, u64) {
    let known: BTreeSet<&str> = records.iter().map(short).collect();
    let mut links = BTreeSet::new();
    let mut outside = 0;
    for record in records {
        for relation in list(record, "relationships") {
            let (own, other) = (short(record), short(relation));
            let link = match relation["type"].as_str().unwrap().to_lowercase().as_str() {
                "parent" => (own, other),
                "child" => (other, own),
                _ => continue,
            };
            if known.contains(other) {
                links.insert(link);
            } else {
                outside += 1;
            }
        }
    }
    links.retain(|(child, parent)| child != parent);
    (links, outside)
}

fn links(graph: &Graph) -> BTreeSet<(&str, &str)> {
    let parents = &graph.institution_relations().parents;
    let id = |row: usize| graph.institutions().id.at(row);
    let of =
        |child: usize| parents.row(child).iter().map(move |parent: &InstitutionId| (id(child), id(parent.0 as usize)));
    (0..graph.institutions().len()).flat_map(of).collect()
}

fn tally(values: impl Iterator<Item = String>) -> BTreeMap<String, u64> {
    let mut tally = BTreeMap::new();
    values.for_each(|value| *tally.entry(value).or_default() += 1);
    tally
}

fn expected(counts: &Value) -> BTreeMap<String, u64> {
    let counts = counts.as_object().unwrap().iter();
    counts.map(|(name, count)| (name.to_lowercase(), count.as_u64().unwrap())).collect()
}

fn check(folder: &Path, version: u8) -> Graph {
    let golden = fs::read(folder.join(format!("golden/ror_shared_v{version}.json"))).unwrap();
    let golden: Value = serde_json::from_slice(&golden).unwrap();
    let path = folder.join(format!("data/ror/ror-data_schema_v{version}.zip"));
    let (graph, report) = import(&[&path]);
    let institutions = graph.institutions();
    let rows = || 0..institutions.len();
    let counts = &report.counts;
    assert_eq!((counts.read, counts.merged, counts.quarantined), (golden["records"].as_u64().unwrap(), 0, 0));
    assert_eq!(institutions.len() as u64, counts.read, "every record is an institution, withdrawn ones too");

    assert_eq!(tally(rows().map(|row| institutions.status.at(row).to_owned())), expected(&golden["status"]));
    let types = rows().flat_map(|row| {
        std::iter::once(institutions.institution_type.at(row))
            .chain(institutions.other_types.at(row))
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
    });
    assert_eq!(tally(types), expected(&golden["types"]));
    let founded = institutions.established.iter().filter(|&year| year != 0).count() as u64;
    assert_eq!(founded + golden["established_null"].as_u64().unwrap(), counts.read);
    for id in golden["sample_ids"].as_array().unwrap() {
        let id = id.as_str().unwrap();
        let node = graph.resolve(Some(Kind::Institution), id).unwrap().node;
        assert_eq!(Some(graph.id(node)), id.strip_prefix("https://ror.org/"));
    }

    let records = records(&path);
    // An institution is where its first place is; the golden answers count the others, too.
    let country = |place: &Value| place["geonames_details"]["country_code"].as_str().unwrap().to_owned();
    let elsewhere = records.iter().flat_map(|record| list(record, "locations").iter().skip(1)).map(country);
    let countries = tally(rows().map(|row| institutions.country.at(row).to_owned()).chain(elsewhere));
    for pair in golden["top20_countries"].as_array().unwrap() {
        assert_eq!(countries[pair[0].as_str().unwrap()], pair[1].as_u64().unwrap(), "{pair}");
    }
    let relations = tally(records.iter().flat_map(|record| {
        list(record, "relationships").iter().map(|relation| relation["type"].as_str().unwrap().to_lowercase())
    }));
    assert_eq!(relations, expected(&golden["relationships"]), "the file that the golden answers are about");
    let (stated, outside) = part_of(&records);
    assert_eq!(links(&graph), stated);
    assert_eq!(report.dangling_relations, outside);
    check_names(&graph, &records);
    graph
}

fn check_names(graph: &Graph, records: &[Value]) {
    for record in records {
        let Node::Institution(id) = graph.resolve(Some(Kind::Institution), short(record)).unwrap().node else {
            unreachable!("only institutions were asked for")
        };
        let found: Vec<&str> =
            std::iter::once(graph.label(id)).chain(graph.institutions().other_names.at(id.0 as usize)).collect();
        let distinct: BTreeSet<&str> = found.iter().copied().collect();
        assert_eq!(distinct.len(), found.len(), "{found:?}");
        assert_eq!(distinct, names(record));
    }
}

#[test]
fn version_1_of_the_schema() {
    let Some(folder) = shared("version_1_of_the_schema") else { return };
    let graph = check(&folder, 1);
    let other_than_ascii = graph.institutions().name.iter().filter(|name| !name.is_ascii()).count();
    assert_eq!(other_than_ascii, 5488);
}

#[test]
fn version_2_of_the_schema() {
    let Some(folder) = shared("version_2_of_the_schema") else { return };
    check(&folder, 2);
}

/// As in the zip of a release, which may hold the same organisations in both versions.
#[test]
fn both_versions_together_count_nobody_twice() {
    let Some(folder) = shared("both_versions_together_count_nobody_twice") else { return };
    let [first, second] = [1, 2].map(|version| folder.join(format!("data/ror/ror-data_schema_v{version}.zip")));
    let [older, newer] = [&first, &second].map(|path| records(path));
    let newer_ids: BTreeSet<&str> = newer.iter().map(short).collect();
    let all: BTreeSet<&str> = older.iter().map(short).chain(newer_ids.iter().copied()).collect();
    for paths in [[first.as_path(), &second], [&second, &first]] {
        let (graph, report) = import(&paths);
        let counts = &report.counts;
        assert_eq!(counts.read as usize, older.len() + newer.len());
        assert_eq!(graph.institutions().id.iter().collect::<BTreeSet<_>>(), all);
        assert_eq!((counts.kept as usize, counts.merged as usize), (all.len(), older.len() + newer.len() - all.len()));
        check_names(&graph, &newer);
        let kept: Vec<Value> =
            older.iter().filter(|record| !newer_ids.contains(short(record))).chain(&newer).cloned().collect();
        assert_eq!(links(&graph), part_of(&kept).0);
    }
}
