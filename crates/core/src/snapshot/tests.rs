//! What cannot be reached from outside: offsets as only the largest corpora have them.

use super::{BuildInfo, open, verify};
use crate::{
    Authorship, BuildOptions, CorpusBuilder, Graph, Key, PersonRecord, WorkRecord,
    column::{Number, Offsets},
    graph::{Tables, snapshot_id},
};

fn tables() -> Tables {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    for index in 0..3 {
        let mut work = WorkRecord::new(Key::id(format!("W{index}")));
        work.attributes.title = format!("Title {index}").into();
        work.attributes.language = "en".into();
        work.abstract_text = "A short abstract.".into();
        let mut person = PersonRecord::named(Key::id(format!("A{}", index % 2)), "Somebody");
        person.attributes.other_names = vec!["S. Body".into()];
        work.authorships.push(Authorship { person: Some(person), ..Authorship::default() });
        work.authorships.push(Authorship { raw_name: "Nobody".into(), ..Authorship::default() });
        shard.work(&work);
    }
    shard.close();
    let (graph, _) = builder.finish(BuildOptions::default()).unwrap();
    graph.tables().clone()
}

fn widen(offsets: &mut Offsets) {
    if let Offsets::Narrow(narrow) = offsets {
        let wide: Vec<i64> = narrow.iter().map(|offset| offset.to_index() as i64).collect();
        *offsets = Offsets::Wide(wide.into());
    }
}

/// One column of every kind that has offsets.
fn all_offsets(tables: &mut Tables) -> [&mut Offsets; 8] {
    [
        &mut tables.works.title.offsets,
        &mut tables.works.language.values.offsets,
        &mut tables.people.other_names.offsets,
        &mut tables.people.other_names.values.offsets,
        &mut tables.work_relations.authors.offsets,
        &mut tables.work_relations.unnamed_authors.offsets,
        &mut tables.work_relations.unnamed_authors.name.offsets,
        &mut tables.abstracts.offsets,
    ]
}

fn check_round_trip(mut tables: Tables) {
    tables.meta.id = snapshot_id(&tables);
    let content = format!("{tables:?}");
    let dir = tempfile::tempdir().unwrap();
    Graph::new(tables).save(&dir, &BuildInfo::now()).unwrap();
    let opened = open(&dir).unwrap();
    assert_eq!(format!("{:?}", opened.graph.tables()), content);
    let verification = verify(&dir).unwrap();
    assert!(verification.is_sound(), "{:?}", verification.problems);
}

#[test]
fn wide_offsets_come_back_wide() {
    let mut tables = tables();
    all_offsets(&mut tables).into_iter().for_each(widen);
    assert!(all_offsets(&mut tables).iter().all(|offsets| matches!(offsets, Offsets::Wide(_))));
    check_round_trip(tables);
}

#[test]
fn wide_offsets_of_no_rows_come_back_too() {
    let (empty, _) = CorpusBuilder::new().finish(BuildOptions::default()).unwrap();
    let mut tables = empty.tables().clone();
    all_offsets(&mut tables).into_iter().for_each(widen);
    check_round_trip(tables);
}

#[test]
fn a_graph_that_contradicts_itself_is_not_saved() {
    let dir = tempfile::tempdir().unwrap();
    let mut tables = tables();
    tables.works.year = vec![2000].into();
    let error = Graph::new(tables).save(&dir, &BuildInfo::now()).unwrap_err();
    assert!(error.to_string().contains("table works"), "{error}");
    assert_eq!(std::fs::read_dir(&dir).unwrap().count(), 0, "something unfinished is left");
}
