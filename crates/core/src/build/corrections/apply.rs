//! What corrections change.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use super::{
    Corrected, Correction, Wanted,
    places::{Found, Library, Slot},
};
use crate::{
    build::{
        Changes, Merged,
        entries::AuthorshipEntry,
        interner::{Interned, Symbol},
        key::{Code, KeyNames},
        shard::ShardParts,
        winners::{Rank, Ranked},
    },
    id::Kind,
    model::{PersonAttributes, Standing},
};

/// Why people are one whom a correction says to be.
const REASON: &str = "correction";

/// The source that corrections count as: one of their own, so that what they leave unsaid the others say.
pub(in crate::build) const SOURCE: u16 = u16::MAX;

/// What that is called.
pub(in crate::build) const NAME: &str = "corrections";

/// Applies `corrections`, those first that tell people apart, and says what became of each. O(records and places on
/// bylines); nothing where there are none.
pub(in crate::build) fn correct(
    corrections: &[Correction],
    wanted: &Wanted,
    shards: &mut Vec<ShardParts>,
    changes: &mut Changes,
    (names, texts): (&KeyNames, &Interned),
) -> Vec<Corrected> {
    if corrections.is_empty() {
        return Vec::new();
    }
    let (works, people) = (changes.survivors(Kind::Work), changes.survivors(Kind::Person));
    let found = Library { shards, works: &works, people: &people, names, texts }.find(corrections, wanted);
    let mut desk =
        Desk { corrections, found, shards, changes, outcomes: vec![Corrected::AlreadySo; corrections.len()] };
    desk.leave_out_unknown();
    let mut said = desk.tell_apart(wanted);
    desk.unite();
    desk.amend(&mut said);
    desk.detach(wanted);
    let outcomes = desk.outcomes;
    shards.push(said.into_shard());
    outcomes
}

/// What corrections say of people.
#[derive(Default)]
struct Said(BTreeMap<Code, Amendment>);

#[derive(Default)]
struct Amendment {
    /// The name of somebody new.
    name: String,
    aliases: BTreeSet<String>,
    /// The names that records list, which would not be heard beside these.
    listed: Vec<String>,
    orcid: String,
}

impl Said {
    /// As records of a source that knows best.
    fn into_shard(self) -> ShardParts {
        let mut shard =
            ShardParts { order: u64::MAX, source: Some(SOURCE), lone_mentions: true, ..ShardParts::default() };
        let rank = Rank::new(Standing { own_record: true, updated: u32::MAX }, &[]);
        for (person, amendment) in self.0 {
            shard.people.attributes.push(&PersonAttributes {
                name: amendment.name.into(),
                other_names: amendment.aliases.into_iter().chain(amendment.listed).map(Into::into).collect(),
                orcid: amendment.orcid.into(),
                ..PersonAttributes::default()
            });
            shard.people.codes.push(Ranked { code: person, rank });
            shard.people.extras.push([]);
        }
        shard
    }
}

struct Desk<'a> {
    corrections: &'a [Correction],
    /// Where the places are, one after the other.
    found: Vec<Found>,
    shards: &'a mut [ShardParts],
    changes: &'a mut Changes,
    outcomes: Vec<Corrected>,
}

impl Desk<'_> {
    /// The corrections whose places are there, each with the numbers of these.
    fn known(&self) -> Vec<(usize, Vec<usize>)> {
        let mut next = 0;
        let numbered = self.corrections.iter().enumerate().map(|(at, correction)| {
            let places = next..next + correction.places().count();
            next = places.end;
            (at, places.collect::<Vec<_>>())
        });
        numbered.filter(|(_, places)| places.iter().all(|&place| self.found[place].is_ok())).collect()
    }

    fn leave_out_unknown(&mut self) {
        let mut places = self.found.iter();
        for (outcome, correction) in self.outcomes.iter_mut().zip(self.corrections) {
            let unknown = places.by_ref().take(correction.places().count()).filter_map(|found| found.as_ref().err());
            if let Some(&unknown) = unknown.min() {
                *outcome = unknown;
            }
        }
    }

    fn slots(&self, place: usize) -> &[Slot] {
        self.found[place].as_deref().unwrap_or_default()
    }

    /// Who stands in a place, merges followed.
    fn person(&self, place: usize) -> Code {
        let named =
            self.slots(place).first().map(|&(part, row, at)| self.shards[part].works.authorships.row(row)[at].person);
        let mut person = named.unwrap_or(Code::NONE);
        for _ in 0..self.changes.merged.len() {
            match self.changes.merged.get(&(Kind::Person, person)) {
                Some(merged) => person = merged.into,
                None => break,
            }
        }
        person
    }

    /// Gives places of somebody who is several people to new people.
    fn tell_apart(&mut self, wanted: &Wanted) -> Said {
        let mut said = Said::default();
        let known = self.known();
        let together = Together::of(self.found.len(), self.corrections, &known);
        for (at, places) in known {
            let Correction::Different(_, place) = &self.corrections[at] else { continue };
            let [one, other] = places[..] else { continue };
            let person = self.person(one);
            if person != self.person(other) {
                continue;
            }
            if together.root(one) == together.root(other) || self.slots(one) == self.slots(other) {
                self.outcomes[at] = Corrected::Refused;
                continue;
            }
            let moved: Vec<usize> = (0..self.found.len())
                .filter(|&place| together.root(place) == together.root(other) && self.person(place) == person)
                .collect();
            let fresh = wanted.fresh[at];
            let slots: Vec<Slot> = moved.into_iter().flat_map(|place| self.slots(place)).copied().collect();
            for (part, row, at) in slots {
                self.shards[part].works.authorships.row_mut(row)[at].person = fresh;
            }
            said.0.entry(fresh).or_default().name.clone_from(&place.name);
            self.outcomes[at] = Corrected::Applied;
        }
        said
    }

    /// Makes one person of several.
    fn unite(&mut self) {
        let known = self.known();
        let mut bylines = self.bylines(&known);
        for (at, places) in known {
            let (Correction::Same(..), &[one, other]) = (&self.corrections[at], &places[..]) else { continue };
            let (one, other) = (self.person(one), self.person(other));
            if one == other {
                continue;
            }
            let on = |person: &Code| bylines.get(person).cloned().unwrap_or_default();
            let (of_one, of_other) = (on(&one), on(&other));
            if !of_one.is_disjoint(&of_other) {
                self.outcomes[at] = Corrected::Refused;
                continue;
            }
            bylines.insert(one, &of_one | &of_other);
            self.changes.merged.insert((Kind::Person, other), Merged { into: one, reason: REASON.into() });
            self.outcomes[at] = Corrected::Applied;
        }
    }

    /// The bylines of everybody who stands in a known place.
    fn bylines(&self, known: &[(usize, Vec<usize>)]) -> HashMap<Code, BTreeSet<(usize, usize)>> {
        let people = known.iter().flat_map(|(_, places)| places).map(|&place| (self.person(place), BTreeSet::new()));
        let mut bylines: HashMap<Code, BTreeSet<(usize, usize)>> = people.collect();
        let survivors = self.changes.survivors(Kind::Person);
        for (part, shard) in self.shards.iter().enumerate() {
            for row in 0..shard.works.codes.len() {
                for entry in shard.works.authorships.row(row) {
                    if let Some(on) = bylines.get_mut(&survivors.of(entry.person)) {
                        on.insert((part, row));
                    }
                }
            }
        }
        bylines
    }

    /// Takes places away from whoever they are given to.
    fn detach(&mut self, wanted: &Wanted) {
        let people = self.changes.survivors(Kind::Person);
        for (at, places) in self.known() {
            let Correction::Nobody(..) = &self.corrections[at] else { continue };
            for (part, row, slot) in self.slots(places[0]).to_vec() {
                let entries = self.shards[part].works.authorships.row_mut(row);
                let person = people.of(entries[slot].person);
                if person != Code::NONE {
                    leave(entries, |entry| people.of(entry.person) == person, wanted.bare[at]);
                    self.outcomes[at] = Corrected::Applied;
                }
            }
        }
    }

    /// Notes names and ORCID iDs.
    fn amend(&mut self, said: &mut Said) {
        for (at, places) in self.known() {
            let person = self.person(places[0]);
            match &self.corrections[at] {
                Correction::Alias(_, name) => drop(said.0.entry(person).or_default().aliases.insert(name.clone())),
                Correction::Orcid(_, orcid) => said.0.entry(person).or_default().orcid.clone_from(orcid),
                Correction::Same(..) | Correction::Different(..) | Correction::Nobody(..) => continue,
            }
            self.outcomes[at] = Corrected::Applied;
        }
        let survivors = self.changes.survivors(Kind::Person);
        // The names that records list stay: of an attribute the first who says anything is heard alone.
        for shard in self.shards.iter() {
            for (row, &Ranked { code, .. }) in shard.people.codes.iter().enumerate() {
                if let Some(amendment) = said.0.get_mut(&survivors.of(code)).filter(|said| !said.aliases.is_empty()) {
                    let listed =
                        shard.people.attributes.other_names.at(row).filter_map(|name| std::str::from_utf8(name).ok());
                    amendment.listed.extend(listed.map(str::to_owned));
                }
            }
        }
    }
}

/// Leaves `name` in the first place that is theirs among `entries`, and nothing in the others.
fn leave(entries: &mut [AuthorshipEntry], is_theirs: impl Fn(&AuthorshipEntry) -> bool, name: Option<Symbol>) {
    let theirs = entries.iter_mut().filter(|entry| is_theirs(entry));
    for (entry, name) in theirs.zip(std::iter::once(name).chain(std::iter::repeat(None))) {
        *entry = entry.bare(name);
    }
}

/// Places that corrections say to be one person's.
struct Together(Vec<usize>);

impl Together {
    fn of(places: usize, corrections: &[Correction], known: &[(usize, Vec<usize>)]) -> Self {
        let mut together = Self((0..places).collect());
        // The same place in several corrections is one place.
        let mut first: BTreeMap<&super::BylinePlace, usize> = BTreeMap::new();
        for (at, numbers) in known {
            for (place, &number) in corrections[*at].places().zip(numbers) {
                let first = *first.entry(place).or_insert(number);
                together.join(first, number);
            }
            if let (Correction::Same(..), &[one, other]) = (&corrections[*at], &numbers[..]) {
                together.join(one, other);
            }
        }
        together
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }

    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }
}
