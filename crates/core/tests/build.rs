//! Which record speaks for a node, whatever the order in which shards arrive.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use scholargraph::{
    Authorship, BuildOptions, BuildReport, CorpusBuilder, Graph, InstitutionRecord, Key, Kind, PersonRecord, Shard,
    ShardReport, SourceRecord, Standing, TopicRecord, WorkRecord,
};

/// Fills a shard.
type Fill<'f> = &'f dyn Fn(&mut Shard<'_>);

/// The graph of shards that arrive in the order of the list; their numbers stand in front.
fn built(shards: &[(u64, Fill<'_>)]) -> (Graph, BuildReport) {
    let builder = CorpusBuilder::new();
    for (order, fill) in shards {
        let mut shard = builder.shard(*order);
        fill(&mut shard);
        shard.close();
    }
    builder.finish(BuildOptions::default()).unwrap()
}

/// The graph of two shards, after making sure that it is the same whichever arrives first.
fn either_way(first: Fill<'_>, second: Fill<'_>) -> (Graph, BuildReport) {
    let (graph, report) = built(&[(0, first), (1, second)]);
    let (other, other_report) = built(&[(1, second), (0, first)]);
    assert_eq!(other.meta().id, graph.meta().id);
    assert_eq!(other_report, report);
    (graph, report)
}

/// A work by one person, called `name` there.
fn work_by<'a>(id: &'a str, name: &'a str, orcid: &'a str, updated: u32) -> WorkRecord<'a> {
    let mut person = PersonRecord::named(Key::id("A1"), name);
    person.attributes.orcid = orcid.into();
    person.standing.updated = updated;
    let mut work = WorkRecord::new(Key::id(id));
    work.authorships.push(Authorship { person: Some(person), ..Authorship::default() });
    work
}

const ORCID: &str = "0000-0001-6187-6610";

#[test]
fn mentions_with_an_identifier_win_over_those_without() {
    let with = |shard: &mut Shard<'_>| shard.work(&work_by("W1", "with", ORCID, 20_240_101));
    for updated in [20_230_101, 20_240_101, 20_250_101] {
        let without = |shard: &mut Shard<'_>| shard.work(&work_by("W2", "without", "", updated));
        for (first, second) in [(&with as Fill<'_>, &without as Fill<'_>), (&without, &with)] {
            let (graph, _) = either_way(first, second);
            assert_eq!((graph.people().name.at(0), graph.people().orcid.at(0)), ("with", ORCID), "{updated}");
        }
    }
}

#[test]
fn a_record_of_ones_own_wins_without_an_identifier() {
    let mention = |shard: &mut Shard<'_>| shard.work(&work_by("W1", "mention", ORCID, 20_250_101));
    let own = |shard: &mut Shard<'_>| {
        let mut person = PersonRecord::named(Key::id("A1"), "own");
        person.standing = Standing { own_record: true, updated: 20_240_101 };
        shard.person(&person);
    };
    assert_eq!(either_way(&mention, &own).0.people().name.at(0), "own");
    assert_eq!(either_way(&own, &mention).0.people().orcid.at(0), "");
}

/// A person's own record that lists one institution.
fn at_institution(institution: &'static str, updated: u32) -> impl Fn(&mut Shard<'_>) {
    move |shard| {
        let mut person = PersonRecord::named(Key::id("A1"), "own");
        person.standing = Standing { own_record: true, updated };
        person.affiliations.push((InstitutionRecord::named(Key::id(institution), institution), 2020, 2021));
        shard.person(&person);
    }
}

#[test]
fn only_the_record_that_wins_brings_its_institutions() {
    let (graph, _) = either_way(&at_institution("I1", 20_240_101), &at_institution("I2", 20_250_101));
    assert_eq!(graph.institutions().id.iter().collect::<Vec<_>>(), ["I2"]);
}

#[test]
fn every_shard_has_its_account() {
    let builder = CorpusBuilder::new();
    for order in [7, 3] {
        let mut shard = builder.shard(order);
        shard.work(&WorkRecord::new(Key::id("W1")));
        shard.work(&WorkRecord::new(Key::id(format!("W{order}"))));
        at_institution("I1", order as u32)(&mut shard);
        shard.close();
    }
    builder.delete(Kind::Work, &Key::id("W3"));
    let report = builder.finish(BuildOptions::default()).unwrap().1;
    let shard = |order, kept, deleted| ShardReport { order, kept, deleted };
    assert_eq!(report.shards, [shard(3, 1, 1), shard(7, 2, 0)], "W1 is the first's, A1 the later's");
    assert_eq!((report.works_read, report.works_merged, report.works_deleted), (4, 1, 1));
}

/// A person, a topic and an institution that nothing else names, with no word of their standing.
fn lone(shard: &mut Shard<'_>) {
    shard.person(&PersonRecord::named(Key::id("A9"), "Lone person"));
    shard.add_topic(&TopicRecord::named(Key::id("T9"), "Lone topic"));
    shard.add_institution(&InstitutionRecord::named(Key::id("I9"), "Lone institution"));
    shard.add_source(&SourceRecord::named(Key::id("S9"), "Lone source"));
}

#[test]
fn records_added_by_themselves_are_there_whether_or_not_others_lost() {
    let work = |shard: &mut Shard<'_>| shard.work(&WorkRecord::new(Key::id("W1")));
    let nobody_lost = either_way(&work, &lone);
    let a_work_lost = either_way(&|shard| [(), ()].iter().for_each(|()| work(shard)), &lone);
    for (lost, (graph, report)) in [nobody_lost, a_work_lost].iter().enumerate() {
        assert_eq!(report.works_merged, lost);
        assert_eq!(report.shards.iter().map(|shard| shard.kept).collect::<Vec<_>>(), [1, 4]);
        for kind in [Kind::Person, Kind::Topic, Kind::Institution] {
            assert_eq!(graph.count(kind), 1, "{kind}, {lost} lost");
        }
    }
}

#[test]
fn mentions_bring_nobody_into_being_whom_no_work_names() {
    let known = |shard: &mut Shard<'_>| {
        for id in ["A1", "A2"] {
            let mut person = PersonRecord::named(Key::id(id), "known");
            person.standing.updated = u32::MAX;
            shard.mention_person(&person);
        }
    };
    let winner = |shard: &mut Shard<'_>| shard.work(&work_by("W1", "as printed", "", 1));
    let loser = |shard: &mut Shard<'_>| {
        let mut work = work_by("W1", "as printed", "", 0);
        let person = Some(PersonRecord::named(Key::id("A2"), "lost"));
        work.authorships.push(Authorship { person, ..Authorship::default() });
        winner(shard);
        shard.work(&work);
    };
    for works in [&winner as Fill<'_>, &loser] {
        let (graph, _) = either_way(works, &known);
        assert_eq!(graph.people().id.iter().collect::<Vec<_>>(), ["A1"]);
        assert_eq!(graph.people().name.at(0), "known");
    }
}

#[test]
fn ids_merged_in_a_circle_are_one_node() {
    let ring = ["W3", "W1", "W2"];
    for merges in [vec![(0, 1), (1, 0)], vec![(0, 1), (1, 2), (2, 0)], vec![(2, 0), (0, 1), (1, 0)]] {
        let builder = CorpusBuilder::new();
        let mut shard = builder.shard(0);
        let named = || merges.iter().flat_map(|&(from, into)| [ring[from], ring[into]]);
        named().for_each(|id| shard.work(&WorkRecord::new(Key::id(id))));
        shard.close();
        for &(from, into) in &merges {
            builder.merge(Kind::Work, &Key::id(ring[from]), &Key::id(ring[into]), "listed");
        }
        let (graph, _) = builder.finish(BuildOptions::default()).unwrap();
        // Of those that lead to each other the first stays.
        assert_eq!(graph.works().id.iter().collect::<Vec<_>>(), ["W1"], "{merges:?}");
        for id in named() {
            let found = graph.resolve(Some(Kind::Work), id).unwrap();
            assert_eq!((graph.id(found.node), found.merged), ("W1", id != "W1"), "{merges:?}: {id}");
        }
    }
}
