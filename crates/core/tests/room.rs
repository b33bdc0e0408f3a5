//! Building within a bound of memory.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use scholargraph::{
    Authorship, BuildError, BuildOptions, CorpusBuilder, DeriveTopics, Graph, InstitutionRecord, Key, Kind,
    PersonRecord, TopicRecord, WorkRecord,
    community::Communities,
    snapshot::{self, BuildInfo},
};
use scholargraph_testkit::{corpus, everything, everything_in, graph_of, graph_of_papers};

/// A builder that puts in files whatever can be put there.
fn builder(folder: &tempfile::TempDir) -> CorpusBuilder {
    CorpusBuilder::within(0, folder).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_bound_changes_nothing(papers in corpus(120, 40), derive: bool) {
        let derive_topics = if derive { DeriveTopics::TitlesAndAbstracts } else { DeriveTopics::Never };
        let options = BuildOptions { derive_topics, ..BuildOptions::default() };
        let folder = tempfile::tempdir()?;
        let bounded = graph_of_papers(builder(&folder), &papers, options.clone())?;
        let plain = graph_of(&papers, options);
        prop_assert_eq!(&bounded.meta().id, &plain.meta().id);
        prop_assert_eq!(std::fs::read_dir(&folder)?.count(), 0);
    }
}

#[test]
fn a_bounded_graph_is_saved_as_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let graph = everything_in(builder(&folder)).unwrap();
    let graph = graph.with_communities(&Communities::new().find(&graph));
    let plain = everything();
    assert_eq!(graph.meta().id, plain.with_communities(&Communities::new().find(&plain)).meta().id);
    let saved = graph.save(&folder, &BuildInfo::now()).unwrap();
    drop(graph);
    assert_eq!(snapshot::open(&folder).unwrap().graph.meta().id, saved.id);
    snapshot::verify(&folder).unwrap();
}

/// Works whose records say next to nothing, and the rest apart from them; people who are assigned and merged.
fn said_apart(builder: CorpusBuilder) -> Result<Graph, BuildError> {
    for order in 0..3_u64 {
        let mut shard = builder.shard(order).from_source(order as u16 % 2);
        for number in (0..90).filter(|number| number % 3 == order) {
            let (work, person) = (Key::id(format!("w{number}")), format!("Person {}", number % 7));
            shard.work(&WorkRecord::new(work.clone()));
            let place = Authorship {
                person: Some(PersonRecord::named(Key::name(person.clone()), person)),
                institutions: vec![InstitutionRecord::named(Key::id(format!("i{}", number % 5)), "Somewhere")],
                raw_affiliations: vec![format!("Room {number}, Somewhere").into()],
                ..Authorship::default()
            };
            shard.authorship_of(&work, &place);
            shard.topic_of(&work, &TopicRecord::named(Key::id(format!("t{}", number % 11)), "Topic"), 0.5);
            shard.abstract_of(&work, &"Word upon word. ".repeat(40));
            shard.reference(&work, &Key::id(format!("w{}", (number + 3) % 90)));
            let institution = InstitutionRecord::named(Key::id("i0"), "Somewhere");
            shard.affiliation_of(&Key::name(format!("Person {}", number % 7)), &institution, 2001, 2003);
        }
        shard.mention_person(&PersonRecord::named(Key::name("Person 0 (of w7)"), "Person 0"));
        shard.close();
    }
    builder.assign(&Key::id("w7"), &Key::name("Person 0"), &Key::name("Person 0 (of w7)"));
    builder.merge(Kind::Person, &Key::name("Person 6"), &Key::name("Person 5"), "test");
    Ok(builder.finish(BuildOptions::default())?.0)
}

#[test]
fn what_is_said_apart_finds_its_records_in_files() {
    let folder = tempfile::tempdir().unwrap();
    let plain = said_apart(CorpusBuilder::new()).unwrap();
    assert_eq!(said_apart(builder(&folder)).unwrap().meta().id, plain.meta().id);
    assert!(plain.works().len() == 90 && plain.people().len() == 7);
}

#[test]
fn a_build_fails_where_nothing_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let builder = builder(&folder);
    folder.close().unwrap();
    let mut shard = builder.shard(0);
    for number in 0..200 {
        shard.work(&WorkRecord::new(Key::id(format!("w{number}"))));
    }
    assert!(builder.check().is_ok());
    shard.close();
    assert!(matches!(builder.check(), Err(BuildError::Room(_))));
    let error = builder.finish(BuildOptions::default()).unwrap_err();
    assert!(error.to_string().starts_with("putting what does not fit into memory in a file: "), "{error}");
}
