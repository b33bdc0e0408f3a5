//! Changes that make no sense are refused, and say why.

use scholargraph::{
    Authorship, ChangeError, Changes, Graph, InstitutionRecord, Key, Node, PersonId, PersonRecord, SourceRecord,
    TopicId, TopicRecord, WorkId, WorkRecord,
};
use scholargraph_testkit::{Paper, graph_of};

/// Three works: by A1000 and A1001, by A1001, and by nobody.
fn graph() -> Graph {
    let by = |people: &[u8]| Paper {
        authors: people.iter().map(|&person| (person, vec![0])).collect(),
        topics: vec![0],
        ..Paper::default()
    };
    graph_of(&[by(&[0, 1]), by(&[1]), by(&[])], Default::default())
}

#[track_caller]
fn refused(changes: &Changes<'_>, message: &str) -> ChangeError {
    let error = graph().with_changes(changes).unwrap_err();
    assert_eq!(error.to_string(), message);
    error
}

#[test]
fn nodes_that_are_not_there() {
    let error = refused(
        Changes::new().hide(WorkId(3)),
        "there is no work with the dense id 3: find it by its id in the graph that is to be changed",
    );
    assert!(matches!(error, ChangeError::NoSuchNode { node: Node::Work(WorkId(3)) }));
    let far = "there is no person with the dense id 4294967295: find it by its id in the graph that is to be changed";
    refused(Changes::new().move_authorship(WorkId(0), PersonId(u32::MAX), PersonId(0)), far);
    refused(Changes::new().move_authorship(WorkId(0), PersonId(0), PersonId(u32::MAX)), far);
    refused(Changes::new().detach_authorship(WorkId(0), PersonId(u32::MAX), "Ada"), far);
}

#[test]
fn authorships_that_are_not_there() {
    let gone = "person:A1000 is not on the byline of work:W1001: it may have been moved already";
    refused(Changes::new().move_authorship(WorkId(1), PersonId(0), PersonId(1)), gone);
    let mut twice = Changes::new();
    twice.detach_authorship(WorkId(1), PersonId(1), "").move_authorship(WorkId(1), PersonId(1), PersonId(0));
    refused(&twice, "person:A1001 is not on the byline of work:W1001: it may have been moved already");
    let theirs = "the authorship of person:A1000 on work:W1000 is theirs already";
    refused(Changes::new().move_authorship(WorkId(0), PersonId(0), PersonId(0)), theirs);
}

#[test]
fn ids_of_people_are_given_once_and_are_right() {
    let (one, other) = ("0000-0002-1825-0097", "0000-0001-5109-3700");
    let changed = graph().with_changes(Changes::new().set_orcid(PersonId(0), one).set_orcid(PersonId(0), one)).unwrap();
    assert_eq!(changed.resolve(None, one).unwrap().node, PersonId(0).into());
    assert!(changed.with_changes(Changes::new().set_orcid(PersonId(0), one)).is_ok());
    let has =
        format!("person:A1000 has the ORCID iD {one}: build the graph again with a correction to give them another");
    let again = changed.with_changes(Changes::new().set_orcid(PersonId(0), other)).unwrap_err();
    assert_eq!(again.to_string(), has);
    refused(Changes::new().set_orcid(PersonId(0), one).set_orcid(PersonId(0), other), &has);
    let wrong = "\"0000-0002-1825-0098\" is no ORCID iD: write it as 0000-0002-1825-0097";
    refused(Changes::new().set_orcid(PersonId(0), "0000-0002-1825-0098"), wrong);
    let far = "there is no person with the dense id 9: find it by its id in the graph that is to be changed";
    refused(Changes::new().add_name(PersonId(9), "Ada"), far);
}

#[test]
fn what_is_hidden_takes_no_part() {
    let graph = graph().with_changes(Changes::new().hide(WorkId(1)).hide(PersonId(0)).hide(TopicId(0))).unwrap();
    let refused = |changes: &Changes<'_>, key: &str| match graph.with_changes(changes) {
        Err(ChangeError::Hidden { key: found }) => assert_eq!(found, key),
        other => panic!("{other:?}"),
    };
    refused(Changes::new().move_authorship(WorkId(1), PersonId(1), PersonId(0)), "work:W1001");
    refused(Changes::new().move_authorship(WorkId(0), PersonId(0), PersonId(1)), "person:A1000");
    refused(Changes::new().move_authorship(WorkId(0), PersonId(1), PersonId(0)), "person:A1000");
    assert!(graph.with_changes(Changes::new().hide(WorkId(1))).is_ok());
    for (node, key) in [(Node::from(WorkId(1)), "W1001"), (PersonId(0).into(), "A1000"), (TopicId(0).into(), "T1000")] {
        assert!(!graph.contains(node) && graph.find_exact(node.kind(), key).is_none());
        assert_eq!((graph.id(node), graph.degree(node)), (key, 0));
    }
    let missing = graph.resolve(None, "A1000").unwrap_err();
    assert_eq!(missing.closest, ["person:A1001"]);
}

fn added(change: impl FnOnce(&mut WorkRecord<'static>)) -> Changes<'static> {
    let mut record = WorkRecord::new(Key::id("N1"));
    change(&mut record);
    let mut changes = Changes::new();
    changes.add_work(record);
    changes
}

fn by(person: &'static str) -> Authorship<'static> {
    Authorship { person: Some(PersonRecord::named(Key::id(person), person)), ..Authorship::default() }
}

#[test]
fn added_works_name_what_is_there() {
    refused(
        &added(|work| work.authorships.push(by("A7"))),
        "the added work id:N1 names the person id:A7, which is not in the graph: leave a bare name there, or build the graph again with the person's record",
    );
    let way_out = "which is not in the graph: leave it out, or build the graph again with its record";
    let topic = added(|work| work.topics.push((TopicRecord::named(Key::name("Tea"), "Tea"), 1.0)));
    refused(&topic, &format!("the added work id:N1 names the topic name:Tea, {way_out}"));
    let institution = added(|work| {
        work.authorships.push(Authorship {
            institutions: vec![InstitutionRecord::named(Key::id("I9"), "Inn")],
            ..Authorship::default()
        });
    });
    refused(&institution, &format!("the added work id:N1 names the institution id:I9, {way_out}"));
    let source = added(|work| work.source = Some(SourceRecord::named(Key::id("S9"), "Letters")));
    refused(&source, &format!("the added work id:N1 names the source id:S9, {way_out}"));
    let mut hidden = added(|work| work.authorships.push(by("A1001")));
    refused(
        hidden.hide(PersonId(1)),
        "person:A1001 is hidden: leave it out, or start from the graph before it was hidden",
    );
}

#[test]
fn ids_of_added_works_are_new() {
    let taken = "is there already: hide it in the same changes to put another in its place";
    refused(&added(|work| work.key = Key::id("W1000")), &format!("the work work:W1000 {taken}"));
    let mut twice = added(|_| ());
    twice.add_work(WorkRecord::new(Key::id("N1")));
    refused(&twice, &format!("the work id:N1 {taken}"));
    let nameless = "an added work has an empty id: give each the id by which it is to be found";
    refused(&added(|work| work.key = Key::id("")), nameless);
}

#[test]
fn a_place_is_left_empty() {
    let graph = graph();
    let hidden = graph.with_changes(Changes::new().hide(PersonId(0))).unwrap();
    assert_eq!(hidden.byline(WorkId(0)), [(1, PersonId(1))]);
    assert_eq!(hidden.institutions_of(WorkId(0)), graph.institutions_of(WorkId(0)));
    let detached = graph.with_changes(Changes::new().detach_authorship(WorkId(0), PersonId(0), "Ada")).unwrap();
    let names = detached.work_relations().unnamed_authors.at(0);
    assert_eq!((detached.byline(WorkId(0)), names.collect::<Vec<_>>()), (vec![(1, PersonId(1))], vec![(0, "Ada")]));
}
