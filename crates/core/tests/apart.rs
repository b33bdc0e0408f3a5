//! What is said apart from records is as if it stood in them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use scholargraph::{
    Authorship, BuildOptions, BuildReport, CorpusBuilder, Graph, InstitutionRecord, Key, Kind, PersonRecord, Related,
    Shard, TopicRecord, WorkId, WorkRecord, model::byline,
};
use scholargraph_testkit::{Paper, corpus, graph_of};

fn built(fill: impl Fn(&CorpusBuilder)) -> (Graph, BuildReport) {
    let builder = CorpusBuilder::new();
    fill(&builder);
    builder.finish(BuildOptions::default()).unwrap()
}

/// Fills one shard.
fn filled(fill: impl Fn(&mut Shard<'_>)) -> (Graph, BuildReport) {
    built(|builder| {
        let mut shard = builder.shard(0);
        fill(&mut shard);
        shard.close();
    })
}

/// Says everything about `paper` apart that can be said so, in shards by what it is, the last place on the byline first.
fn say(paper: &Paper, index: usize, shards: &mut [Shard<'_>]) {
    let mut record = paper.record(index);
    let mut places = std::mem::take(&mut record.authorships);
    for (position, place) in (0..).zip(&mut places) {
        place.position = Some(position);
    }
    places.iter().rev().for_each(|place| shards[position_of(index)].authorship_of(&record.key, place));
    for (topic, score) in std::mem::take(&mut record.topics) {
        shards[1].topic_of(&record.key, &topic, score);
    }
    std::mem::take(&mut record.references).iter().for_each(|cited| shards[2].reference(&record.key, cited));
    shards[2].abstract_of(&record.key, &std::mem::take(&mut record.abstract_text));
    shards[index % 3].work(&record);
}

/// Any shard.
fn position_of(index: usize) -> usize {
    (index + 1) % 3
}

proptest! {
    #[test]
    fn works_said_in_parts_are_the_works(papers in corpus(12, 8)) {
        let whole = graph_of(&papers, BuildOptions::default());
        for orders in [[0, 1, 2], [2, 0, 1]] {
            let (apart, report) = built(|builder| {
                let mut shards = orders.map(|order| builder.shard(order));
                papers.iter().enumerate().for_each(|(index, paper)| say(paper, index, &mut shards));
                shards.into_iter().for_each(Shard::close);
            });
            prop_assert_eq!(&apart.meta().id, &whole.meta().id);
            prop_assert_eq!(report.unattached, 0);
        }
    }
}

fn institution(id: &'static str) -> InstitutionRecord<'static> {
    InstitutionRecord::named(Key::id(id), id)
}

fn place(position: Option<u16>, person: &'static str) -> Authorship<'static> {
    Authorship { position, person: Some(PersonRecord::named(Key::id(person), person)), ..Authorship::default() }
}

#[test]
fn people_and_institutions_may_be_said_in_parts() {
    let (whole, _) = filled(|shard| {
        let mut ada = PersonRecord::named(Key::id("ada"), "Ada");
        ada.affiliations.push((institution("i1"), 1999, 2004));
        shard.person(&ada);
        let mut at = institution("i1");
        at.related.push((Related::Parent, Key::id("i2")));
        shard.add_institution(&at);
        shard.add_institution(&institution("i2"));
    });
    let (apart, report) = filled(|shard| {
        shard.affiliation_of(&Key::id("ada"), &institution("i1"), 1999, 2004);
        shard.relation_of(&Key::id("i1"), Related::Parent, &Key::id("i2"));
        shard.person(&PersonRecord::named(Key::id("ada"), "Ada"));
        shard.add_institution(&institution("i1"));
        shard.add_institution(&institution("i2"));
    });
    assert_eq!((&apart.meta().id, report.unattached), (&whole.meta().id, 0));
    assert_eq!(apart.institution_relations().parents.edge_count(), 1);
}

#[test]
fn what_is_said_of_nobody_is_dropped_and_counted() {
    let (graph, report) = filled(|shard| {
        shard.work(&WorkRecord::new(Key::id("w1")));
        shard
            .authorship_of(&Key::id("w2"), &Authorship { institutions: vec![institution("i1")], ..place(None, "ada") });
        shard.topic_of(&Key::id("w2"), &TopicRecord::named(Key::id("t1"), "T"), 1.0);
        shard.reference(&Key::id("w2"), &Key::id("w1"));
        shard.abstract_of(&Key::id("w2"), "Nothing.");
        shard.affiliation_of(&Key::id("bo"), &institution("i2"), 0, 0);
        shard.relation_of(&Key::id("i3"), Related::Parent, &Key::id("i4"));
    });
    assert_eq!((graph.node_count(), report.unattached), (1, 6));
}

#[test]
fn merged_ids_may_say_it() {
    let (graph, report) = built(|builder| {
        let mut shard = builder.shard(0);
        shard.work(&WorkRecord::new(Key::id("w1")));
        shard.authorship_of(&Key::id("old"), &place(None, "ada"));
        shard.authorship_of(&Key::id("w1"), &place(None, "bo"));
        shard.close();
        builder.merge(Kind::Work, &Key::id("old"), &Key::id("w1"), "source");
    });
    assert_eq!((graph.authors(WorkId(0)).len(), report.unattached), (2, 0));
}

#[test]
fn a_source_speaks_of_its_own_records() {
    let (graph, report) = built(|builder| {
        for source in 0..2 {
            let mut shard = builder.shard(source).from_source(source as u16);
            let mut work = WorkRecord::new(Key::id(["w1", "w2"][source as usize]));
            work.attributes.doi = "10.5555/1".into();
            shard.work(&work);
            shard.authorship_of(&work.key, &place(None, ["ada", "bo"][source as usize]));
            shard.authorship_of(&Key::id("w3"), &place(None, "cy"));
            shard.close();
        }
    });
    assert_eq!((graph.works().len(), report.unattached), (1, 2));
    assert_eq!(
        graph.people().name.iter().collect::<Vec<_>>(),
        ["Ada", "ada"][1..],
        "the first source knows the byline"
    );
}

#[test]
fn places_are_taken_as_given() {
    let (graph, _) = filled(|shard| {
        let mut work = WorkRecord::new(Key::id("w1"));
        let printed = Authorship { position: Some(9), raw_name: "An Unknown".into(), ..Authorship::default() };
        work.authorships = vec![place(Some(4), "ada"), place(None, "bo"), printed, place(Some(u16::MAX), "cy")];
        work.authorships.extend([place(None, "dan"), place(None, "ada")]);
        work.authorships[1].orcid_conflict = true;
        shard.work(&work);
    });
    let places: Vec<u16> = graph.byline(WorkId(0)).into_iter().map(|(place, _)| place).collect();
    assert_eq!(places, [4, 5, u16::MAX, u16::MAX]);
    assert_eq!(graph.work_relations().unnamed_authors.at(0).collect::<Vec<_>>(), [(9, "An Unknown")]);
    let flags = graph.work_relations().authors.edges.flags.iter().collect::<Vec<_>>();
    assert_eq!(flags, [byline::REPEATED, byline::ORCID_CONFLICT, 0, 0]);
}
