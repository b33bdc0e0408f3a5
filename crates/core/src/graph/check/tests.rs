//! Every flaw is found where it is, and nothing is found in a sound graph.

use super::{Defect, Flaw};
use crate::{
    Authorship, BuildOptions, CorpusBuilder, InstitutionId, InstitutionRecord, Key, Kind, PersonId, PersonRecord,
    TopicRecord, WorkId, WorkRecord,
    column::{Numbers, Offsets, Text, Value},
    graph::Tables,
    model::SourceId,
};

fn sound() -> Tables {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    for index in 0..4_usize {
        let mut work = WorkRecord::new(Key::id(format!("W{index}")));
        work.attributes.title = format!("Titlé {index}").into();
        work.attributes.doi = format!("10.5555/{index}").into();
        work.attributes.language = if index == 0 { "de" } else { "en" }.into();
        work.abstract_text = "A short abstract.".into();
        for person in [index % 3, 3] {
            let institution = InstitutionRecord::named(Key::id("I1"), "Institute");
            let person = PersonRecord::named(Key::id(format!("A{person}")), "Somebody");
            let institutions = vec![institution];
            work.authorships.push(Authorship { person: Some(person), institutions, ..Authorship::default() });
        }
        work.topics.push((TopicRecord::named(Key::id("T1"), "Topic"), 0.5));
        work.references = (0..index).map(|cited| Key::id(format!("W{cited}"))).collect();
        shard.work(&work);
    }
    shard.close();
    builder.merge(Kind::Person, &Key::id("A9"), &Key::id("A0"), "source");
    let (graph, _) = builder.finish(BuildOptions::default()).unwrap();
    graph.tables().clone()
}

/// The defects of a sound graph after `damage`, without numbers of rows.
fn defects(damage: impl FnOnce(&mut Tables)) -> Vec<(String, Flaw, Option<usize>)> {
    let mut tables = sound();
    damage(&mut tables);
    let name = |defect: &Defect| format!("{}.{}", defect.table, defect.column);
    tables.check().iter().map(|defect| (name(defect), defect.flaw, defect.row)).collect()
}

#[track_caller]
fn check(damage: impl FnOnce(&mut Tables), column: &str, flaw: Flaw, row: impl Into<Option<usize>>) {
    let (found, expected) = (defects(damage), (column.to_owned(), flaw, row.into()));
    assert!(found.contains(&expected), "{expected:?} is not among {found:?}");
}

fn changed<T: Value>(column: &Numbers<T>, at: usize, value: T) -> Numbers<T> {
    let mut values: Vec<T> = column.iter().collect();
    values[at] = value;
    values.into()
}

#[test]
fn a_graph_from_the_builder_is_sound() {
    assert_eq!(defects(|_| ()), []);
    let (empty, _) = CorpusBuilder::new().finish(BuildOptions::default()).unwrap();
    assert_eq!(empty.check(), []);
}

#[test]
fn columns_are_checked_one_by_one() {
    check(|tables| tables.works.year = vec![2000].into(), "works.year", Flaw::Rows { expected: 4, found: 1 }, None);
    let offsets = |tables: &mut Tables| tables.works.title.offsets = Offsets::Narrow(vec![0, 8, 4, 24, 32].into());
    check(offsets, "works.title", Flaw::Offsets, None);
    let latin1 = |tables: &mut Tables| {
        let title = &mut tables.works.title;
        let mut bytes = title.bytes.to_vec();
        bytes[title.offsets.range(2).start] = 0xE9;
        title.bytes = bytes.into();
    };
    check(latin1, "works.title", Flaw::Utf8, 2);
    check(|tables| tables.works.language.codes = vec![0, 1, 7, 1].into(), "works.language", Flaw::Range, 2);
    let dictionary = |tables: &mut Tables| tables.works.language.values = ["en", "de"].into_iter().collect();
    check(dictionary, "works.language", Flaw::Order, 1);
    let attribute = |tables: &mut Tables| tables.work_relations.authors.edges.flags = vec![0].into();
    check(attribute, "work_relations.authors.flags", Flaw::Rows { expected: 8, found: 1 }, None);
}

#[test]
fn ids_and_what_leads_to_them_are_checked() {
    let swapped: Text = ["W1", "W0", "W2", "W3"].into_iter().collect();
    check(|tables| tables.works.id = swapped, "works.id", Flaw::Order, 1);
    let source = |tables: &mut Tables| tables.work_relations.source = vec![SourceId(0), SourceId(9)].into();
    check(source, "work_relations.source", Flaw::Range, 1);
    check(|tables| tables.aliases.target = vec![99].into(), "aliases.target", Flaw::Range, 0);
    check(|tables| tables.aliases.kind = vec![99].into(), "aliases.target", Flaw::Range, 0);
    let lookup = |tables: &mut Tables| {
        let targets = &mut tables.lookups.rows.targets;
        let mut rows = targets.stored().to_vec();
        rows.swap(0, 1);
        *targets = rows.into();
    };
    check(lookup, "lookups.rows", Flaw::Order, 1);
    let lz4 = |tables: &mut Tables| {
        let mut compressed = tables.abstracts.compressed.to_vec();
        compressed[0] = 99;
        tables.abstracts.compressed = compressed.into();
    };
    check(lz4, "abstracts.block", Flaw::Compression, 0);
}

#[test]
fn relations_are_checked_in_both_directions() {
    let outside = |tables: &mut Tables| {
        let authors = &mut tables.work_relations.authors;
        authors.targets = changed(&authors.targets, 3, PersonId(99));
    };
    check(outside, "work_relations.authors", Flaw::Range, 1);
    check(outside, "person_relations.works", Flaw::Direction, 1);
    let twice = |tables: &mut Tables| {
        let works = &mut tables.person_relations.works;
        works.targets = changed(&works.targets, 1, WorkId(0));
    };
    check(twice, "person_relations.works", Flaw::Neighbours, 0);
    let fewer = |tables: &mut Tables| tables.work_relations.cited_by = Default::default();
    check(fewer, "work_relations.cited_by", Flaw::Direction, None);
    let strength = |tables: &mut Tables| {
        let edges = &mut tables.person_relations.collaborators.edges;
        edges.strength = changed(&edges.strength, 0, 9.0);
    };
    check(strength, "person_relations.collaborators", Flaw::Direction, 0);
    let term = |tables: &mut Tables| tables.work_relations.terms.targets = Numbers::default();
    check(term, "terms.works", Flaw::Direction, None);
    let members = |tables: &mut Tables| {
        let edges = &mut tables.institution_relations.people.edges;
        edges.works = changed(&edges.works, 3, 9);
    };
    check(members, "institution_relations.people", Flaw::Direction, 3);
    let bylines = |tables: &mut Tables| {
        let institutions = &mut tables.bylines.institutions;
        institutions.targets = changed(&institutions.targets, 5, InstitutionId(1));
    };
    check(bylines, "bylines.institutions", Flaw::Range, 5);
    check(
        |tables| tables.person_relations.component = vec![0, 0, 1, 0].into(),
        "person_relations.component",
        Flaw::Component,
        2,
    );
    check(|tables| tables.meta.communities = 7, "person_relations.community", Flaw::Community, None);
    check(|tables| tables.meta.components = 7, "person_relations.component", Flaw::Component, None);
    check(|tables| tables.meta.years = Some((1, 9999)), "works.year", Flaw::Facts, None);
    check(|tables| tables.meta.works_over_author_limit = 1, "work_relations.authors", Flaw::Facts, None);
}
