//! What bylines say about who is who beside the names: who stands on them together, and what the works are called.

use std::collections::BTreeMap;

use scholargraph::{
    Key, WorkRecord,
    text::{Words, content},
};

/// People on a byline, and words of a title, from the first on that are looked at: bylines of collaborations with
/// thousands of members begin alike.
const MAX_PER_ROW: usize = 100;

/// Lists of numbers, end to end.
#[derive(Debug, Default)]
struct Rows {
    ends: Vec<usize>,
    values: Vec<u32>,
}

impl Rows {
    fn push(&mut self, row: impl IntoIterator<Item = u32>) {
        self.values.extend(row);
        self.ends.push(self.values.len());
    }

    fn row(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.values[start..self.ends[at]]
    }
}

/// A work that has a byline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Work {
    pub(super) key: Key<'static>,
    /// 0 where unknown.
    pub(super) year: i16,
    /// Does the source give no two people one name?
    pub(super) tells_namesakes_apart: bool,
}

/// Bylines with the people on them by number, each once and ascending.
#[derive(Debug, Default)]
pub(super) struct Bylines {
    works: Vec<Work>,
    people: Rows,
    /// The words of titles, by a hash: that two words share one is as rare as it is harmless.
    words: Rows,
    /// ORCID iDs by byline and person.
    orcids: BTreeMap<(u32, u32), String>,
}

impl Bylines {
    /// Adds the byline of `record`: `people` with what ORCID iD stands beside them.
    pub(super) fn push(&mut self, record: &WorkRecord<'_>, mut people: Vec<(u32, &str)>, tells_namesakes_apart: bool) {
        let byline = self.len() as u32;
        people.sort_unstable();
        people.dedup_by_key(|&mut (person, _)| person);
        for &(person, orcid) in people.iter().filter(|(_, orcid)| !orcid.is_empty()) {
            self.orcids.insert((byline, person), orcid.to_owned());
        }
        self.people.push(people.into_iter().map(|(person, _)| person));
        self.words.push(words(&record.attributes.title));
        let key = owned(&record.key);
        self.works.push(Work { key, year: record.attributes.year, tells_namesakes_apart });
    }

    pub(super) fn len(&self) -> usize {
        self.works.len()
    }

    pub(super) fn work(&self, byline: u32) -> &Work {
        &self.works[byline as usize]
    }

    pub(super) fn people(&self, byline: u32) -> &[u32] {
        self.people.row(byline as usize)
    }

    /// The words of the title that say what the work is about, ascending, each once.
    pub(super) fn words(&self, byline: u32) -> &[u32] {
        self.words.row(byline as usize)
    }

    /// The ORCID iD that stands beside a person.
    pub(super) fn orcid(&self, byline: u32, person: u32) -> Option<&str> {
        self.orcids.get(&(byline, person)).map(String::as_str)
    }

    /// Takes in `other`, whose people have other `numbers` here.
    pub(super) fn join(&mut self, other: Self, numbers: &[u32]) {
        let before = self.len() as u32;
        for byline in 0..other.len() as u32 {
            self.people.push(renumbered(other.people(byline), numbers));
            self.words.push(other.words(byline).iter().copied());
        }
        let orcids = other.orcids.into_iter();
        self.orcids.extend(orcids.map(|((at, person), orcid)| ((before + at, numbers[person as usize]), orcid)));
        self.works.extend(other.works);
    }

    /// The same by work, with other `numbers` of people: an order that does not depend on who read what when.
    pub(super) fn into_order(self, numbers: &[u32]) -> Self {
        let people: Vec<Vec<u32>> = (0..self.len() as u32).map(|at| renumbered(self.people(at), numbers)).collect();
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order.sort_by_key(|&at| (self.work(at), &people[at as usize], self.words(at)));
        let mut ordered = Self::default();
        for (to, &from) in (0..).zip(&order) {
            ordered.people.push(people[from as usize].iter().copied());
            ordered.words.push(self.words(from).iter().copied());
            ordered.works.push(self.work(from).clone());
            for &person in self.people(from) {
                if let Some(orcid) = self.orcid(from, person) {
                    ordered.orcids.insert((to, numbers[person as usize]), orcid.to_owned());
                }
            }
        }
        ordered
    }

    /// The bylines of each of `people` people, ascending.
    pub(super) fn by_person(&self, people: usize) -> Vec<Vec<u32>> {
        let mut bylines_of = vec![Vec::new(); people];
        for byline in 0..self.len() as u32 {
            self.people(byline).iter().for_each(|&person| bylines_of[person as usize].push(byline));
        }
        bylines_of
    }

    /// In how many titles each word stands.
    pub(super) fn titles_with(&self) -> std::collections::HashMap<u32, u32> {
        let mut counts = std::collections::HashMap::new();
        self.words.values.iter().for_each(|&word| *counts.entry(word).or_default() += 1);
        counts
    }

    /// Those who stand on a byline with `person`, as many as are looked at.
    pub(super) fn beside(&self, byline: u32, person: u32) -> impl Iterator<Item = u32> {
        self.people(byline).iter().copied().filter(move |&other| other != person).take(MAX_PER_ROW)
    }
}

fn renumbered(people: &[u32], numbers: &[u32]) -> Vec<u32> {
    let mut people: Vec<u32> = people.iter().map(|&person| numbers[person as usize]).collect();
    people.sort_unstable();
    people
}

fn words(title: &str) -> Vec<u32> {
    let words = Words::of(title);
    let mut hashes: Vec<u32> = content(&words).map(|word| crc32fast::hash(word.as_bytes())).take(MAX_PER_ROW).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// A key of its own.
pub(super) fn owned(key: &Key<'_>) -> Key<'static> {
    match key {
        Key::Id(id) => Key::id(id.clone().into_owned()),
        Key::Name(name) => Key::name(name.clone().into_owned()),
    }
}
