//! What readers note about people while they read.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use scholargraph::{Key, PersonRecord, WorkRecord};
use serde::{Deserialize, Serialize};

use super::bylines::{Bylines, owned};

/// What is said about one key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mentioned {
    /// How many bylines it stands on; 0 for one that only a list names.
    pub(crate) works: u32,
    /// The names it is printed under, with how often. A key that is a name has no other.
    pub(crate) names: BTreeMap<String, u32>,
    /// Further names, in other scripts.
    pub(crate) other_names: BTreeSet<String>,
    /// ORCID iDs that stand beside it. More than one: the key is several people's.
    pub(crate) orcids: BTreeSet<String>,
}

/// A person of whom the source lists the names.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Listed {
    /// The source's own id; empty where it has none.
    pub(crate) id: String,
    /// ORCID iD; empty where unknown.
    pub(crate) orcid: String,
    /// The names, exact, the one to show first.
    pub(crate) names: Vec<String>,
    /// Where they work, in the source's words.
    pub(crate) affiliations: Vec<String>,
}

/// People as bylines and lists name them. One reader fills it, then those of all readers are joined; the order does
/// not matter to what is decided.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    numbers: HashMap<Key<'static>, u32>,
    people: Vec<Mentioned>,
    bylines: Bylines,
    listed: Vec<Listed>,
}

impl Mentions {
    /// Notes everybody on the byline of a work. Does its source give no two people one name?
    pub(crate) fn byline(&mut self, record: &WorkRecord<'_>, tells_namesakes_apart: bool) {
        let known = record.authorships.iter().filter_map(|authorship| Some((authorship.person.as_ref()?, authorship)));
        let named = known.map(|(person, authorship)| {
            let orcid: &str = &authorship.raw_orcid;
            (self.mention(person, orcid), orcid)
        });
        let byline: Vec<(u32, &str)> = named.collect();
        let mut people: Vec<u32> = byline.iter().map(|&(person, _)| person).collect();
        people.sort_unstable();
        people.dedup();
        people.iter().for_each(|&person| self.people[person as usize].works += 1);
        if !byline.is_empty() {
            self.bylines.push(record, byline, tells_namesakes_apart);
        }
    }

    fn mention(&mut self, person: &PersonRecord<'_>, orcid: &str) -> u32 {
        let number = self.number(&person.key);
        let mentioned = &mut self.people[number as usize];
        let attributes = &person.attributes;
        if matches!(person.key, Key::Id(_)) && !attributes.name.is_empty() {
            add(&mut mentioned.names, &attributes.name, 1);
        }
        mentioned.other_names.extend(attributes.other_names.iter().map(|name| name.clone().into_owned()));
        if !orcid.is_empty() && !mentioned.orcids.contains(orcid) {
            mentioned.orcids.insert(orcid.to_owned());
        }
        number
    }

    /// Notes that the source lists the names of a person.
    pub(crate) fn list(&mut self, listed: Listed) {
        self.listed.push(listed);
    }

    /// The number of `key`, which is a new one if need be.
    fn number(&mut self, key: &Key<'_>) -> u32 {
        let known: &HashMap<Key<'_>, u32> = &self.numbers;
        if let Some(&number) = known.get(key) {
            return number;
        }
        let number = self.people.len() as u32;
        self.numbers.insert(owned(key), number);
        self.people.push(Mentioned::default());
        number
    }

    /// Takes in what another reader noted.
    pub(crate) fn join(&mut self, other: Self) {
        if self.people.is_empty() && self.listed.is_empty() {
            *self = other;
            return;
        }
        let mut there = other.people;
        let mut numbers = vec![0; there.len()];
        for (key, old) in other.numbers {
            let new = self.number(&key);
            numbers[old as usize] = new;
            self.people[new as usize].join(std::mem::take(&mut there[old as usize]));
        }
        self.bylines.join(other.bylines, &numbers);
        self.listed.extend(other.listed);
    }

    /// Everything in an order that does not depend on who read what when.
    pub(crate) fn into_order(mut self) -> Ordered {
        self.listed.sort_unstable();
        self.listed.dedup();
        let listed = std::mem::take(&mut self.listed);
        for person in &listed {
            self.name_listed(person);
        }
        let mut sorted: Vec<(Key<'static>, u32)> = self.numbers.into_iter().collect();
        sorted.sort_unstable();
        let mut places = vec![0_u32; sorted.len()];
        for (place, &(_, number)) in (0..).zip(&sorted) {
            places[number as usize] = place;
        }
        let mut people = self.people;
        let people = sorted.into_iter().map(|(key, old)| (key, std::mem::take(&mut people[old as usize]))).collect();
        Ordered { people, listed, bylines: self.bylines.into_order(&places) }
    }

    /// Makes room for the key that a listed person would survive under, if anybody on a byline is meant at all.
    fn name_listed(&mut self, listed: &Listed) {
        let names = listed.names.iter().map(|name| Key::name(name.as_str()));
        let key = listed.key();
        let mentioned = names.chain([key.clone()]).any(|key| {
            let known: &HashMap<Key<'_>, u32> = &self.numbers;
            known.get(&key).is_some_and(|&number| self.people[number as usize].works > 0)
        });
        if mentioned {
            self.number(&key);
        }
    }
}

impl Listed {
    /// The key that the person is known by: the id, else the name to show.
    pub(crate) fn key(&self) -> Key<'_> {
        match self.names.first() {
            Some(name) if self.id.is_empty() => Key::name(name.as_str()),
            _ => Key::id(self.id.as_str()),
        }
    }
}

impl Mentioned {
    fn join(&mut self, other: Self) {
        self.works += other.works;
        other.names.iter().for_each(|(name, &count)| add(&mut self.names, name, count));
        self.other_names.extend(other.other_names);
        self.orcids.extend(other.orcids);
    }
}

fn add(counts: &mut BTreeMap<String, u32>, name: &str, count: u32) {
    match counts.get_mut(name) {
        Some(known) => *known += count,
        None => drop(counts.insert(name.to_owned(), count)),
    }
}

/// People in the order of their keys. Some are on lists only, as what others may turn out to be.
pub(crate) struct Ordered {
    pub(crate) people: Vec<(Key<'static>, Mentioned)>,
    pub(crate) listed: Vec<Listed>,
    /// Who stands on bylines, by place among the people.
    pub(super) bylines: Bylines,
}

impl Ordered {
    /// The place of `key`.
    pub(crate) fn find(&self, key: &Key<'_>) -> Option<usize> {
        self.people.binary_search_by(|(other, _)| other.cmp(key)).ok()
    }
}
