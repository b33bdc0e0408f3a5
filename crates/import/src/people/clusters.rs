//! Keys that are one person, and what keeps others from being.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use scholargraph::Key;

use super::{mentions::Ordered, name::numbered, report::Refusal};

/// A person in the making.
#[derive(Debug, Default)]
struct Cluster {
    /// Places of its keys.
    members: Vec<usize>,
    /// Bylines it stands on.
    bylines: BTreeSet<u32>,
    orcids: BTreeSet<String>,
    /// Its names that the source gives to several people, each with the number that tells it apart; empty for none.
    numbers: BTreeMap<String, String>,
    has_id: bool,
    /// Does the source list its names?
    is_listed: bool,
    works: u64,
}

/// What became of an attempt to make two keys one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum United {
    /// They are one.
    Done,
    /// They must stay apart.
    Refused(Refusal),
}

/// A partition of all keys. The smaller side always joins the larger, so uniting n keys with b places on bylines
/// costs O((n + b) log² (n + b)) in all.
#[derive(Debug)]
pub(super) struct Clusters {
    /// The cluster of every key.
    of: Vec<usize>,
    clusters: Vec<Cluster>,
}

impl Clusters {
    /// Every key by itself, with the bylines it stands on.
    pub(super) fn new(ordered: &Ordered) -> Self {
        let bylines_of = ordered.bylines.by_person(ordered.people.len());
        let names = ordered.people.iter().filter_map(|(key, _)| as_name(key).map(numbered));
        let shared: HashSet<&str> = names.filter(|(_, number)| !number.is_empty()).map(|(name, _)| name).collect();
        let numbers_of = |key| {
            let name = as_name(key).map(numbered).filter(|(name, _)| shared.contains(name));
            name.map(|(name, number)| (name.to_owned(), number.to_owned())).into_iter().collect()
        };
        let people = (0..).zip(&ordered.people).zip(bylines_of);
        let clusters = people.map(|((place, (key, mentioned)), bylines)| Cluster {
            members: vec![place],
            bylines: bylines.into_iter().collect(),
            orcids: mentioned.orcids.clone(),
            numbers: numbers_of(key),
            has_id: matches!(key, Key::Id(_)),
            is_listed: false,
            works: u64::from(mentioned.works),
        });
        Self { of: (0..ordered.people.len()).collect(), clusters: clusters.collect() }
    }

    /// The cluster of the key at `place`: the same number for keys that are one person.
    pub(super) fn of(&self, place: usize) -> usize {
        self.of[place]
    }

    pub(super) fn orcids(&self, place: usize) -> &BTreeSet<String> {
        &self.clusters[self.of[place]].orcids
    }

    pub(super) fn has_id(&self, place: usize) -> bool {
        self.clusters[self.of[place]].has_id
    }

    /// Does the source say which bylines are the person's, by an id, a list of names, or a number behind one?
    pub(super) fn is_settled(&self, of: usize) -> bool {
        let cluster = &self.clusters[of];
        cluster.has_id || cluster.is_listed || !cluster.numbers.is_empty()
    }

    /// Notes that the source lists names of the person at `place`.
    pub(super) fn list(&mut self, place: usize) {
        self.clusters[self.of[place]].is_listed = true;
    }

    /// The bylines that the person of a cluster stands on, ascending.
    pub(super) fn bylines_of(&self, of: usize) -> impl Iterator<Item = u32> {
        self.clusters[of].bylines.iter().copied()
    }

    /// How many works the person of a cluster has.
    pub(super) fn works(&self, of: usize) -> u64 {
        self.clusters[of].works
    }

    /// The places of the keys of a cluster, ascending.
    pub(super) fn members(&self, of: usize) -> &[usize] {
        &self.clusters[of].members
    }

    /// The ORCID iDs of the person of a cluster.
    pub(super) fn orcids_of(&self, of: usize) -> &BTreeSet<String> {
        &self.clusters[of].orcids
    }

    /// Every cluster with a key, in the order of their first keys.
    pub(super) fn people(&self) -> Vec<usize> {
        let mut people: Vec<usize> = (0..self.clusters.len()).filter(|&of| !self.members(of).is_empty()).collect();
        people.sort_unstable_by_key(|&of| self.members(of));
        people
    }

    /// Notes that the person at `place` has this ORCID iD, unless bylines know another one.
    pub(super) fn learn_orcid(&mut self, place: usize, orcid: &str) {
        let known = &mut self.clusters[self.of[place]].orcids;
        if known.is_empty() {
            known.insert(orcid.to_owned());
        }
    }

    /// Makes the keys at `a` and `b` one person, unless something speaks against it. Two ids of the source are one
    /// person only if `across_ids`.
    pub(super) fn unite(&mut self, a: usize, b: usize, across_ids: bool) -> United {
        let (a, b) = (self.of[a], self.of[b]);
        if a == b {
            return United::Done;
        }
        let size = |at: usize| self.clusters[at].bylines.len() + self.clusters[at].members.len();
        let (small, large) = if size(a) < size(b) { (a, b) } else { (b, a) };
        if let Some(refusal) = self.obstacle(small, large, across_ids) {
            return United::Refused(refusal);
        }
        let taken = std::mem::take(&mut self.clusters[small]);
        taken.members.iter().for_each(|&member| self.of[member] = large);
        let into = &mut self.clusters[large];
        into.members.extend(taken.members);
        into.members.sort_unstable();
        into.bylines.extend(taken.bylines);
        into.orcids.extend(taken.orcids);
        into.numbers.extend(taken.numbers);
        into.has_id |= taken.has_id;
        into.is_listed |= taken.is_listed;
        into.works += taken.works;
        United::Done
    }

    fn obstacle(&self, small: usize, large: usize, across_ids: bool) -> Option<Refusal> {
        let (small, large) = (&self.clusters[small], &self.clusters[large]);
        if small.has_id && large.has_id && !across_ids {
            return Some(Refusal::OtherId);
        }
        if small.numbers.iter().any(|(name, number)| large.numbers.get(name).is_some_and(|other| other != number)) {
            return Some(Refusal::OtherNumber);
        }
        if !small.orcids.is_empty() && !large.orcids.is_empty() && small.orcids.is_disjoint(&large.orcids) {
            return Some(Refusal::OtherOrcid);
        }
        (!small.bylines.is_disjoint(&large.bylines)).then_some(Refusal::SameByline)
    }
}

fn as_name<'k>(key: &'k Key<'_>) -> Option<&'k str> {
    match key {
        Key::Name(name) => Some(name),
        Key::Id(_) => None,
    }
}
