//! From what was noted to what the builder is told.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashSet},
};

use scholargraph::{
    CorpusBuilder, InstitutionRecord, Key, Kind, PersonRecord, Shard, Standing, model::PersonAttributes,
};

use super::{
    clusters::Clusters,
    dealt::Dealt,
    mentions::{Listed, Mentioned, Mentions, Ordered},
    name::shown,
    namesakes::{ToldApart, tell_apart},
    report::{Decided, MergeReason, PeopleReport},
    rules::Rules,
};

/// Above all chunks of all files. The builder keeps the very last number to itself.
const ORDER: u64 = u64::MAX - 1;

/// A mention that says more than any other.
const STANDING: Standing = Standing { own_record: false, updated: u32::MAX };

/// Decides who is who and tells `builder`.
///
/// O(n log n) for n places on bylines and names on lists, and as much as [`tell_apart`] takes for names in doubt.
pub(crate) fn decide(mentions: Mentions, builder: &CorpusBuilder) -> PeopleReport {
    let ordered = mentions.into_order();
    let Rules { clusters, mut report, reasons, .. } = Rules::apply(&ordered);
    report.as_given = ordered.people.iter().filter(|(_, mentioned)| mentioned.works > 0).count() as u64;
    let told_apart = tell_apart(&ordered, &clusters);
    let names = names_listed(&ordered);
    let mut decision = Decision { ordered: &ordered, clusters: &clusters, names, builder, shard: builder.shard(ORDER) };
    decision.known(&told_apart, &reasons, &mut report);
    for told_apart in &told_apart {
        decision.dealt_out(told_apart, &mut report);
    }
    decision.shard.close();
    report.tell_apart(&told_apart);
    report
}

/// What everything is told with.
struct Decision<'o, 'b> {
    ordered: &'o Ordered,
    clusters: &'o Clusters,
    names: Names<'o>,
    builder: &'b CorpusBuilder,
    shard: Shard<'b>,
}

/// A person, in the end.
struct Person<'p> {
    key: Key<'p>,
    name: &'p str,
    /// The places of the keys that mean this person.
    members: &'p [usize],
    orcids: &'p BTreeSet<String>,
    /// Was any byline dealt out to this person?
    ambiguous_name: bool,
}

impl<'o> Decision<'o, '_> {
    /// Tells of everybody whose keys mean one person.
    fn known(&mut self, told_apart: &[ToldApart], reasons: &BTreeMap<usize, MergeReason>, report: &mut PeopleReport) {
        let open: HashSet<usize> = told_apart.iter().flat_map(|told| told.clusters.iter().copied()).collect();
        let people = || told_apart.iter().flat_map(|told| &told.people);
        let given = people().filter(|person| !person.mentions.is_empty());
        let given: HashSet<usize> = given.filter_map(|person| person.settled).collect();
        for of in self.clusters.people().into_iter().filter(|of| !open.contains(of)) {
            let members = self.clusters.members(of);
            let Some(survivor) = survivor(self.ordered, &self.names, members) else { continue };
            let key = &self.ordered.people[survivor].0;
            let others: Vec<usize> = members.iter().copied().filter(|&other| other != survivor).collect();
            for &other in &others {
                let reason = reasons.get(&other).map_or("", |reason| reason.code());
                self.builder.merge(Kind::Person, &self.ordered.people[other].0, key, reason);
            }
            // A key that stands on no byline is nobody who gives way, nor anybody given way to.
            let on_bylines = |place: usize| self.ordered.people[place].1.works > 0;
            let merged = others.into_iter().filter(|&other| on_bylines(other));
            for other in merged.skip(usize::from(!on_bylines(survivor))) {
                let (from, into) = (self.ordered.people[other].0.to_string(), key.to_string());
                if let Some(&reason) = reasons.get(&other) {
                    report.merge(Decided { from, into, reason });
                }
            }
            let name = self.shown(survivor, members);
            let (orcids, ambiguous_name) = (self.clusters.orcids_of(of), given.contains(&of));
            let person = Person { key: key.clone(), name: &name, members, orcids, ambiguous_name };
            if person.ambiguous_name || self.says_more(&person) {
                self.tell(&person);
            }
        }
    }

    /// Tells of those who share a name.
    fn dealt_out(&mut self, told_apart: &ToldApart, report: &mut PeopleReport) {
        let dealt = Dealt::new(self.ordered, told_apart);
        for (person, namesake) in told_apart.people.iter().enumerate() {
            let owned = dealt.owned(person);
            let settled = namesake.settled.map(|of| self.clusters.members(of));
            let survivor = survivor(self.ordered, &self.names, settled.unwrap_or(&owned));
            let key = match survivor {
                Some(place) => self.ordered.people[place].0.clone(),
                None => {
                    report.in_doubt.added += 1;
                    dealt.new_key(self.ordered, namesake)
                }
            };
            for &place in owned.iter().filter(|&&place| Some(place) != survivor) {
                let (from, reason) = (&self.ordered.people[place].0, MergeReason::Likeness);
                self.builder.merge(Kind::Person, from, &key, reason.code());
                report.merge(Decided { from: from.to_string(), into: key.to_string(), reason });
            }
            for mention in namesake.mentions.iter().filter(|mention| !owned.contains(&(mention.place as usize))) {
                let work = self.ordered.bylines.work(mention.byline);
                self.builder.assign(&work.key, &self.ordered.people[mention.place as usize].0, &key);
            }
            if namesake.settled.is_none() {
                let name = match survivor {
                    Some(place) => self.shown(place, &owned),
                    None => dealt.name(self.ordered, namesake),
                };
                let (members, orcids) = (owned.as_slice(), &namesake.orcids);
                self.tell(&Person { key, name: &name, members, orcids, ambiguous_name: true });
            }
        }
    }

    /// The name to show of the person whose first key is at `survivor`.
    fn shown(&self, survivor: usize, members: &[usize]) -> String {
        let listed = listed_of(self.ordered, &self.names, members);
        let name = listed.first().and_then(|listed| listed.names.first()).cloned();
        let name = name.unwrap_or_else(|| printed(&self.ordered.people[survivor]));
        shown(&name).to_owned()
    }

    /// Is there anything to say that bylines do not?
    fn says_more(&self, person: &Person<'_>) -> bool {
        let attributes = self.attributes(person);
        !attributes.other_names.is_empty() || !attributes.orcid.is_empty() || self.names.contains_key(&person.key)
    }

    fn tell(&mut self, person: &Person<'_>) {
        let attributes = self.attributes(person);
        let affiliations = affiliations(&listed_of(self.ordered, &self.names, person.members));
        let record = PersonRecord { key: person.key.clone(), standing: STANDING, attributes, affiliations };
        self.shard.mention_person(&record);
    }

    fn attributes<'p>(&self, person: &Person<'p>) -> PersonAttributes<'p>
    where
        'o: 'p,
    {
        let listed = listed_of(self.ordered, &self.names, person.members);
        let in_lists = listed.into_iter().flat_map(|listed| &listed.names).map(|other| shown(other));
        let people = &self.ordered.people;
        let beside = person.members.iter().flat_map(|&place| &people[place].1.other_names).map(String::as_str);
        let other_names: BTreeSet<&str> = in_lists.chain(beside).filter(|&other| other != person.name).collect();
        PersonAttributes {
            other_names: other_names.into_iter().map(Into::into).collect(),
            name: person.name.into(),
            orcid: person.orcids.first().filter(|_| person.orcids.len() == 1).map_or("", String::as_str).into(),
            ambiguous_name: person.ambiguous_name.into(),
            ..PersonAttributes::default()
        }
    }
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

/// Institutions of which nothing is known but what they are called, without years.
fn affiliations<'l>(listed: &[&'l Listed]) -> Vec<(InstitutionRecord<'l>, i16, i16)> {
    let names = listed.iter().flat_map(|listed| &listed.affiliations);
    names.map(|name| (InstitutionRecord::named(Key::name(name.as_str()), name.as_str()), 0, 0)).collect()
}

/// The name itself, or the one that an id is printed beside most often.
pub(super) fn printed((key, mentioned): &(Key<'static>, Mentioned)) -> String {
    match key {
        Key::Name(name) => name.clone().into_owned(),
        Key::Id(id) => {
            let most = mentioned.names.iter().min_by_key(|&(_, &count)| Reverse(count));
            most.map_or_else(|| id.clone().into_owned(), |(name, _)| name.clone())
        }
    }
}
