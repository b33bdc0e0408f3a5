//! Graphs with everything that a graph can hold.

use std::fs;

use scholargraph::{Authorship, BuildOptions, CorpusBuilder, DeriveTopics, Graph, Key, PersonRecord, WorkRecord};
use scholargraph_import::tables::{ExportError, Form, export};
use scholargraph_testkit::everything;

use super::{check, read, source};
use crate::common::import_on_any_threads;

#[test]
fn everything_comes_back() {
    check(&everything());
}

#[test]
fn nothing_comes_back() {
    check(&CorpusBuilder::new().finish(BuildOptions::default()).unwrap().0);
}

#[test]
fn threads_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    export(&everything(), Form::Parquet, folder.path()).unwrap();
    import_on_any_threads(&source(folder.path()));
}

/// Works by two people each, with titles that have phrases in common.
fn titled(derive_topics: DeriveTopics, max_authors: Option<u32>) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    for work in 0..40 {
        let phrase = ["neural networks", "Machine Translation", "dependency parsing", "speech"][work % 4];
        let mut record = WorkRecord::new(Key::name(format!("On {phrase} of kind {work}")));
        record.attributes.title = format!("On {phrase} of kind {work}").into();
        for person in [work % 7, work % 5 + 7] {
            let name = format!("Ødegård, {person}");
            let person = Some(PersonRecord::named(Key::name(name.clone()), name));
            record.authorships.push(Authorship { person, ..Authorship::default() });
        }
        shard.work(&record);
    }
    shard.close();
    builder.finish(BuildOptions { derive_topics, max_authors, ..BuildOptions::default() }).unwrap().0
}

#[test]
fn derived_topics_and_names_come_back() {
    let graph = titled(DeriveTopics::Titles, Some(100));
    assert!(graph.topics().len() > 2 && graph.people().source_key.at(0).starts_with("name:"));
    check(&graph);
}

#[test]
fn the_author_limit_is_given_again() {
    for max_authors in [None, Some(1)] {
        let graph = titled(DeriveTopics::Never, max_authors);
        check(&graph);
        let folder = tempfile::tempdir().unwrap();
        export(&graph, Form::Parquet, folder.path()).unwrap();
        let pairs = |limit| read(folder.path(), limit).graph.person_relations().collaborators.edge_count();
        assert!(pairs(None) > 0 && pairs(Some(1)) == 0);
    }
}

#[test]
fn tables_appear_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let (new, old) = (folder.path().join("new"), folder.path().join("old"));
    fs::create_dir(&old).unwrap();
    fs::write(old.join("notes"), "mine").unwrap();
    assert!(matches!(export(&everything(), Form::Csv, &old), Err(ExportError::Occupied { .. })));
    assert_eq!(fs::read_dir(&old).unwrap().count(), 1);
    let file = folder.path().join("file");
    fs::write(&file, "mine").unwrap();
    assert!(matches!(export(&everything(), Form::Csv, &file), Err(ExportError::Occupied { .. })));
    assert!(matches!(export(&everything(), Form::Csv, &folder.path().join("no/new")), Err(ExportError::Write { .. })));
    let exported = export(&everything(), Form::Csv, &new).unwrap();
    assert_eq!((exported.tables.len(), fs::read_dir(&new).unwrap().count()), (11, 11));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing else is left behind");
}

#[test]
fn a_changed_graph_is_no_tables() {
    let graph = everything();
    let mut changes = scholargraph::Changes::new();
    changes.hide(graph.nodes::<scholargraph::PersonId>().next().unwrap());
    let changed = graph.with_changes(&changes).unwrap();
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(export(&changed, Form::Csv, folder.path()), Err(ExportError::Changed)));
}
