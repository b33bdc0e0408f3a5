//! From works and names to places on bylines.

use hashbrown::{HashMap, HashSet};

use super::{BylinePlace, Corrected, Correction};
use crate::{
    build::{
        entries::{AuthorshipEntry, positions},
        interner::{Interned, Interner, Symbol},
        key::{Code, KeyNames, Keys},
        shard::ShardParts,
        winners::{Ranked, Survivors},
    },
    column::TextPart,
    identifier,
    model::Key,
    text::Words,
};

/// What corrections name, in codes: those of keys can be had only while these are still collected.
#[derive(Debug, Default)]
pub(in crate::build) struct Wanted {
    /// For every place of every correction the keys that its work may have.
    works: Vec<[Code; 2]>,
    /// For every correction a key of a new person.
    pub(super) fresh: Vec<Code>,
    /// For every correction the bare name that it leaves.
    pub(super) bare: Vec<Option<Symbol>>,
}

impl Wanted {
    pub(in crate::build) fn new(corrections: &[Correction], keys: &Keys, texts: &Interner) -> Self {
        let places = corrections.iter().flat_map(Correction::places);
        let codes = |place: &BylinePlace| {
            let work = place.work.as_str();
            [keys.code(&Key::id(work)), keys.code(&Key::name(work))]
        };
        let fresh = corrections.iter().map(|correction| match correction {
            Correction::Different(_, BylinePlace { work, name }) => keys.code(&Key::name(format!("{name} ({work})"))),
            _ => Code::NONE,
        });
        let bare = corrections.iter().map(|correction| match correction {
            Correction::Nobody(place, _) => Some(texts.intern(&place.name)),
            _ => None,
        });
        Self { works: places.map(codes).collect(), fresh: fresh.collect(), bare: bare.collect() }
    }
}

/// A place on the byline of one record: shard, row, and how far behind the first name.
pub(super) type Slot = (usize, usize, usize);

/// What records call people.
type Called = HashMap<Code, Vec<Words>>;

/// Where a name stands: on the byline of one work, in every record of it.
pub(super) type Found = Result<Vec<Slot>, Corrected>;

/// What is looked through.
pub(super) struct Library<'a> {
    pub(super) shards: &'a [ShardParts],
    pub(super) works: &'a Survivors,
    pub(super) people: &'a Survivors,
    pub(super) names: &'a KeyNames,
    pub(super) texts: &'a Interned,
}

impl Library<'_> {
    /// Where each place is, in the order of the corrections. O(records).
    pub(super) fn find(&self, corrections: &[Correction], wanted: &Wanted) -> Vec<Found> {
        let positions = corrections.iter().flat_map(|correction| correction.places().map(|_| correction.position()));
        let places: Vec<&BylinePlace> = corrections.iter().flat_map(Correction::places).collect();
        let meant = self.meant(&places, wanted);
        let sought: HashSet<Code> = meant.iter().flatten().copied().collect();
        let mut rows: HashMap<Code, Vec<(usize, usize)>> = HashMap::new();
        for (part, shard) in self.shards.iter().enumerate() {
            for (row, &Ranked { code, .. }) in shard.works.codes.iter().enumerate() {
                let code = self.works.of(code);
                if sought.contains(&code) {
                    rows.entry(code).or_default().push((part, row));
                }
            }
        }
        let called = self.called(rows.values().flatten());
        places
            .iter()
            .zip(positions)
            .zip(meant)
            .map(|((place, position), work)| {
                let rows = work.and_then(|work| rows.get(&work)).ok_or(Corrected::NoSuchWork)?;
                let slot = |&(part, row): &(usize, usize)| {
                    let at = self.slot(part, row, &Words::of(&place.name), position, &called)?;
                    Some((part, row, at))
                };
                let slots: Vec<Slot> = rows.iter().filter_map(slot).collect();
                if slots.is_empty() { Err(Corrected::NoSuchName) } else { Ok(slots) }
            })
            .collect()
    }

    /// What records call everybody on the bylines in `rows`.
    fn called<'r>(&self, rows: impl Iterator<Item = &'r (usize, usize)>) -> Called {
        let entries = rows.flat_map(|&(part, row)| self.shards[part].works.authorships.row(row));
        let people = entries.map(|entry| self.people.of(entry.person)).filter(|&person| person != Code::NONE);
        let mut called: Called = people.map(|person| (person, Vec::new())).collect();
        let shards = if called.is_empty() { &[] } else { self.shards };
        for shard in shards {
            for (row, &Ranked { code, .. }) in shard.people.codes.iter().enumerate() {
                if let Some(names) = called.get_mut(&self.people.of(code)) {
                    let attributes = &shard.people.attributes;
                    let all = attributes.other_names.at(row).chain([attributes.name.at(row)]);
                    names.extend(all.map(|name| Words::of(&String::from_utf8_lossy(name))));
                }
            }
        }
        called
    }

    /// The work that each place names.
    fn meant(&self, places: &[&BylinePlace], wanted: &Wanted) -> Vec<Option<Code>> {
        let mut by_key: HashSet<Code> = HashSet::new();
        for shard in self.shards {
            by_key.extend(shard.works.codes.iter().map(|ranked| self.works.of(ranked.code)));
        }
        let known =
            |codes: &[Code; 2]| codes.iter().map(|&code| self.works.of(code)).find(|code| by_key.contains(code));
        let mut meant: Vec<Option<Code>> = wanted.works.iter().map(known).collect();
        let mut sought: HashMap<(usize, String), Vec<usize>> = HashMap::new();
        for (at, place) in places.iter().enumerate().filter(|&(at, _)| meant[at].is_none()) {
            for (scheme, parse) in SCHEMES.iter().enumerate() {
                sought.entry((scheme, parse(&place.work).unwrap_or_default())).or_default().push(at);
            }
        }
        sought.retain(|(_, identifier), _| !identifier.is_empty());
        for shard in self.shards.iter().filter(|_| !sought.is_empty()) {
            for (row, &Ranked { code, .. }) in shard.works.codes.iter().enumerate() {
                for (scheme, texts) in identifiers(shard).into_iter().enumerate() {
                    let text = String::from_utf8_lossy(texts.at(row)).into_owned();
                    for &at in sought.get(&(scheme, text)).into_iter().flatten() {
                        meant[at].get_or_insert(self.works.of(code));
                    }
                }
            }
        }
        meant
    }

    /// The first place on a byline of a name: as it is printed, else as records of the person give it, else a bare name.
    fn slot(&self, part: usize, row: usize, name: &Words, position: Option<u16>, called: &Called) -> Option<usize> {
        let entries = self.shards[part].works.authorships.row(row);
        let is_there: Vec<bool> = match position {
            Some(position) => positions(entries).map(|other| other == position).collect(),
            None => vec![true; entries.len()],
        };
        let first = |alike: &dyn Fn(&AuthorshipEntry) -> bool| {
            entries.iter().zip(&is_there).position(|(entry, &is_there)| is_there && alike(entry))
        };
        let same = |other: &Words| other.parts().eq(name.parts());
        let is_printed = |entry: &AuthorshipEntry| same(&Words::of(self.name(entry)));
        let is_called = |entry: &AuthorshipEntry| {
            called.get(&self.people.of(entry.person)).is_some_and(|names| names.iter().any(same))
        };
        first(&|entry| entry.person != Code::NONE && is_printed(entry))
            .or_else(|| first(&is_called))
            .or_else(|| first(&|entry| entry.person == Code::NONE && entry.raw_name().is_some() && is_printed(entry)))
    }

    fn name<'n>(&'n self, entry: &AuthorshipEntry) -> &'n str {
        match entry.raw_name() {
            Some(name) => self.texts.at(name),
            None => self.names.text(entry.person),
        }
    }
}

type Parse = fn(&str) -> Option<String>;

/// Forms of the identifiers of works, in the order of [`identifiers`].
const SCHEMES: [Parse; 4] = [identifier::doi, identifier::arxiv, identifier::acl, identifier::pmid];

fn identifiers(shard: &ShardParts) -> [&TextPart; 4] {
    let works = &shard.works.attributes;
    [&works.doi, &works.arxiv, &works.acl, &works.pmid]
}
