//! Which of several namesakes keeps which key.

use std::collections::BTreeMap;

use scholargraph::Key;

use super::{
    decision::printed,
    mentions::Ordered,
    name::shown,
    namesakes::{Namesake, ToldApart},
};

/// The keys under one name, and the namesake who stands for each on most of its bylines: whoever looks the key up means
/// them most likely.
pub(super) struct Dealt(BTreeMap<usize, usize>);

impl Dealt {
    pub(super) fn new(ordered: &Ordered, told_apart: &ToldApart) -> Self {
        let mut counts: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
        for (person, namesake) in told_apart.people.iter().enumerate() {
            for mention in &namesake.mentions {
                *counts.entry(mention.place as usize).or_default().entry(person).or_default() += 1;
            }
        }
        let earliest = |person: usize| earliest(ordered, &told_apart.people[person]);
        let most = |counts: BTreeMap<usize, usize>| {
            let better = |a: &(usize, usize), b: &(usize, usize)| a.1.cmp(&b.1).then(earliest(b.0).cmp(&earliest(a.0)));
            counts.into_iter().max_by(better).map(|(person, _)| person)
        };
        Self(counts.into_iter().filter_map(|(place, counts)| Some((place, most(counts)?))).collect())
    }

    /// The places of the keys that `person` keeps, ascending.
    pub(super) fn owned(&self, person: usize) -> Vec<usize> {
        self.0.iter().filter(|&(_, &owner)| owner == person).map(|(&place, _)| place).collect()
    }

    /// A key for somebody who keeps none: the name, and the earliest work in brackets.
    pub(super) fn new_key(&self, ordered: &Ordered, namesake: &Namesake) -> Key<'static> {
        let work = earliest(ordered, namesake).map_or("", |(_, work)| work);
        Key::name(format!("{} ({work})", self.name(ordered, namesake)))
    }

    /// The name that stands on most bylines of `namesake`.
    pub(super) fn name(&self, ordered: &Ordered, namesake: &Namesake) -> String {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        namesake.mentions.iter().for_each(|mention| *counts.entry(mention.place).or_default() += 1);
        let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
        most.map_or_else(String::new, |(place, _)| shown(&printed(&ordered.people[place as usize])).to_owned())
    }
}

/// Year and id of the first work of `namesake`; works without year come last.
fn earliest<'o>(ordered: &'o Ordered, namesake: &Namesake) -> Option<(u16, &'o str)> {
    let works = namesake.mentions.iter().map(|mention| ordered.bylines.work(mention.byline));
    let of = |work: &'o super::bylines::Work| {
        let (Key::Id(id) | Key::Name(id)) = &work.key;
        (u16::try_from(work.year).ok().filter(|&year| year > 0).unwrap_or(u16::MAX), id.as_ref())
    };
    works.map(of).min()
}
