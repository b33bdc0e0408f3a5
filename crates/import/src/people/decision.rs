//! From what was noted to what the builder is told.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use scholargraph::{CorpusBuilder, InstitutionRecord, Key, Kind, PersonRecord, Standing, model::PersonAttributes};

use super::{
    mentions::{Listed, Mentioned, Mentions, Ordered},
    name::shown,
    report::PeopleReport,
    rules::Rules,
};

/// Above all chunks of all files. The builder keeps the very last number to itself.
const ORDER: u64 = u64::MAX - 1;

/// A mention that says more than any other.
const STANDING: Standing = Standing { own_record: false, updated: u32::MAX };

/// Decides who is who and tells `builder`.
///
/// O(n log n) for n places on bylines and names on lists.
pub(crate) fn decide(mentions: Mentions, builder: &CorpusBuilder) -> PeopleReport {
    let (ordered, bylines_of) = mentions.into_order();
    let Rules { clusters, mut report, .. } = Rules::apply(&ordered, bylines_of);
    report.as_given = ordered.people.iter().filter(|(_, mentioned)| mentioned.works > 0).count() as u64;
    let names = names_listed(&ordered);
    let mut shard = builder.shard(ORDER);
    for (members, orcids) in clusters.into_people() {
        let Some(survivor) = survivor(&ordered, &names, &members) else { continue };
        let key = &ordered.people[survivor].0;
        for &other in members.iter().filter(|&&other| other != survivor) {
            builder.merge(Kind::Person, &ordered.people[other].0, key);
        }
        let listed = listed_of(&ordered, &names, &members);
        let attributes = attributes(&ordered, &listed, survivor, &members, &orcids);
        let says_more = !attributes.other_names.is_empty() || !attributes.orcid.is_empty() || names.contains_key(key);
        if says_more {
            let affiliations = affiliations(&listed);
            shard.mention_person(&PersonRecord { key: key.clone(), standing: STANDING, attributes, affiliations });
        }
    }
    shard.close();
    report
}

type Names<'o> = BTreeMap<Key<'o>, &'o Listed>;

/// What lists say, by the key they would have a person known by.
fn names_listed(ordered: &Ordered) -> Names<'_> {
    ordered.listed.iter().rev().map(|listed| (listed.key(), listed)).collect()
}

/// What lists say about a person.
fn listed_of<'o>(ordered: &Ordered, names: &Names<'o>, members: &[usize]) -> Vec<&'o Listed> {
    members.iter().filter_map(|&place| names.get(&ordered.people[place].0).copied()).collect()
}

/// The key that a person is known by: an id, the smallest of several; else a name that a list has be shown; else the
/// one on most bylines, of several the smallest. `None` for somebody on no byline.
fn survivor(ordered: &Ordered, names: &Names<'_>, members: &[usize]) -> Option<usize> {
    let rank = |&place: &usize| {
        let (key, mentioned) = &ordered.people[place];
        match key {
            Key::Id(_) => (0, Reverse(0), place),
            Key::Name(_) if names.contains_key(key) => (1, Reverse(mentioned.works), place),
            Key::Name(_) => (2, Reverse(mentioned.works), place),
        }
    };
    let anybody = members.iter().any(|&place| ordered.people[place].1.works > 0);
    members.iter().copied().min_by_key(rank).filter(|_| anybody)
}

fn attributes<'l>(
    ordered: &Ordered,
    listed: &[&'l Listed],
    survivor: usize,
    members: &[usize],
    orcids: &BTreeSet<String>,
) -> PersonAttributes<'l> {
    let name = listed.first().and_then(|listed| listed.names.first()).cloned();
    let name = name.unwrap_or_else(|| printed(&ordered.people[survivor]));
    let name = shown(&name);
    let in_lists = listed.iter().flat_map(|listed| &listed.names).map(|other| shown(other));
    let beside = members.iter().flat_map(|&place| &ordered.people[place].1.other_names).map(String::as_str);
    let other_names: BTreeSet<&str> = in_lists.chain(beside).filter(|&other| other != name).collect();
    PersonAttributes {
        other_names: other_names.into_iter().map(|other| other.to_owned().into()).collect(),
        name: name.to_owned().into(),
        orcid: orcids.first().filter(|_| orcids.len() == 1).cloned().unwrap_or_default().into(),
        ..PersonAttributes::default()
    }
}

/// Institutions of which nothing is known but what they are called, without years.
fn affiliations<'l>(listed: &[&'l Listed]) -> Vec<(InstitutionRecord<'l>, i16, i16)> {
    let names = listed.iter().flat_map(|listed| &listed.affiliations);
    names.map(|name| (InstitutionRecord::named(Key::name(name.as_str()), name.as_str()), 0, 0)).collect()
}

/// The name itself, or the one that an id is printed beside most often.
fn printed((key, mentioned): &(Key<'static>, Mentioned)) -> String {
    match key {
        Key::Name(name) => name.clone().into_owned(),
        Key::Id(id) => {
            let most = mentioned.names.iter().min_by_key(|&(_, &count)| Reverse(count));
            most.map_or_else(|| id.clone().into_owned(), |(name, _)| name.clone())
        }
    }
}
