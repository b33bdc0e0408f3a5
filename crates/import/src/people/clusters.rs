//! Keys that are one person, and what keeps others from being.

use std::collections::BTreeSet;

use scholargraph::Key;

use super::{mentions::Ordered, report::Refusal};

/// A person in the making.
#[derive(Debug, Default)]
struct Cluster {
    /// Places of its keys.
    members: Vec<usize>,
    /// Bylines it stands on together with others.
    bylines: BTreeSet<u32>,
    orcids: BTreeSet<String>,
    has_id: bool,
    works: u64,
}

/// What became of an attempt to make two keys one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum United {
    /// Two people became one.
    Merged,
    /// They were one already, or one of them stands on no byline.
    Same,
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
    pub(super) fn new(ordered: &Ordered, bylines_of: Vec<Vec<u32>>) -> Self {
        let people = (0..).zip(&ordered.people).zip(bylines_of);
        let clusters = people.map(|((place, (key, mentioned)), bylines)| Cluster {
            members: vec![place],
            bylines: bylines.into_iter().collect(),
            orcids: mentioned.orcids.clone(),
            has_id: matches!(key, Key::Id(_)),
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

    /// Notes that the person at `place` has this ORCID iD, unless bylines know another one.
    pub(super) fn learn_orcid(&mut self, place: usize, orcid: &str) {
        let known = &mut self.clusters[self.of[place]].orcids;
        if known.is_empty() {
            known.insert(orcid.to_owned());
        }
    }

    /// Every person's keys, ascending, people in the order of their first keys.
    pub(super) fn into_people(self) -> Vec<(Vec<usize>, BTreeSet<String>)> {
        let mut people: Vec<_> = self.clusters.into_iter().filter(|cluster| !cluster.members.is_empty()).collect();
        people.iter_mut().for_each(|cluster| cluster.members.sort_unstable());
        people.sort_unstable_by(|a, b| a.members.cmp(&b.members));
        people.into_iter().map(|cluster| (cluster.members, cluster.orcids)).collect()
    }

    /// Makes the keys at `a` and `b` one person, unless something speaks against it. Two ids of the source are one
    /// person only if `across_ids`.
    pub(super) fn unite(&mut self, a: usize, b: usize, across_ids: bool) -> United {
        let (a, b) = (self.of[a], self.of[b]);
        if a == b {
            return United::Same;
        }
        let size = |at: usize| self.clusters[at].bylines.len() + self.clusters[at].members.len();
        let (small, large) = if size(a) < size(b) { (a, b) } else { (b, a) };
        if let Some(refusal) = self.obstacle(small, large, across_ids) {
            return United::Refused(refusal);
        }
        let taken = std::mem::take(&mut self.clusters[small]);
        taken.members.iter().for_each(|&member| self.of[member] = large);
        let into = &mut self.clusters[large];
        let both_on_bylines = into.works > 0 && taken.works > 0;
        into.members.extend(taken.members);
        into.bylines.extend(taken.bylines);
        into.orcids.extend(taken.orcids);
        into.has_id |= taken.has_id;
        into.works += taken.works;
        if both_on_bylines { United::Merged } else { United::Same }
    }

    fn obstacle(&self, small: usize, large: usize, across_ids: bool) -> Option<Refusal> {
        let (small, large) = (&self.clusters[small], &self.clusters[large]);
        if small.has_id && large.has_id && !across_ids {
            return Some(Refusal::OtherId);
        }
        if !small.orcids.is_empty() && !large.orcids.is_empty() && small.orcids.is_disjoint(&large.orcids) {
            return Some(Refusal::OtherOrcid);
        }
        (!small.bylines.is_disjoint(&large.bylines)).then_some(Refusal::SameByline)
    }
}
