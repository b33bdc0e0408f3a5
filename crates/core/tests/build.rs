//! Which record speaks for a node, whatever the order in which shards arrive.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use scholargraph::{
    Authorship, BuildOptions, BuildReport, CorpusBuilder, Graph, Key, PersonRecord, Shard, Standing, WorkRecord,
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
