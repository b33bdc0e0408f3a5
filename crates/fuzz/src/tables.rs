//! Tables of nodes and edges, and what becomes of a graph that is written as tables.

use scholargraph_import::{
    Format, SourceSpec,
    tables::{Form, export},
};

use crate::importing;

/// What the tables are called, by letter.
const TABLES: &[(u8, &str)] = &[
    (b'w', "works"),
    (b'p', "people"),
    (b't', "topics"),
    (b'i', "institutions"),
    (b's', "sources"),
    (b'b', "authorships"),
    (b'a', "about"),
    (b'c', "citations"),
    (b'f', "affiliations"),
    (b'o', "part_of"),
    (b'm', "merged"),
];

/// Tables with zero bytes between them: a letter that says which, then its rows.
pub(crate) fn check(data: &[u8]) {
    let parts = data.split(|&byte| byte == 0).filter_map(|part| {
        let (letter, rows) = part.split_first()?;
        let (_, table) = TABLES.iter().find(|(known, _)| known == letter)?;
        Some((*table, rows))
    });
    let named: Vec<(String, &[u8])> =
        parts.enumerate().map(|(at, (table, rows))| (format!("{table}/{at}"), rows)).collect();
    if named.is_empty() {
        return;
    }
    let files: Vec<(&str, &[u8])> = named.iter().map(|(name, rows)| (name.as_str(), *rows)).collect();
    let graph = importing::check(Format::Tables, &files).graph;
    let folder = tempfile::tempdir().unwrap();
    export(&graph, Form::Parquet, folder.path()).expect("a graph that was built can be written");
    let again = importing::import(SourceSpec::new(Format::Tables, folder.path().to_str().unwrap()), 2).unwrap();
    assert_eq!(again.graph.meta().id, graph.meta().id, "a graph that was written comes back");
}
