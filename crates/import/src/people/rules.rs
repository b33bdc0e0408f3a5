//! Which keys may be one person, and why. Each rule proposes pairs, in an order that depends on the keys alone.

use std::collections::{BTreeMap, BTreeSet};

use scholargraph::Key;

use super::{
    clusters::{Clusters, United},
    mentions::Ordered,
    name::{full, numbered},
    report::{MergeReason, PeopleReport, Refusal},
};

/// Everything that the rules see and do.
pub(super) struct Rules<'o> {
    pub(super) ordered: &'o Ordered,
    pub(super) clusters: Clusters,
    pub(super) report: PeopleReport,
    /// Why the key at a place is one person with another, as first found.
    pub(super) reasons: BTreeMap<usize, MergeReason>,
}

impl<'o> Rules<'o> {
    /// Applies every rule, what the source says first.
    pub(super) fn apply(ordered: &'o Ordered) -> Self {
        let (clusters, report, reasons) = (Clusters::new(ordered), PeopleReport::default(), BTreeMap::new());
        let mut rules = Self { ordered, clusters, report, reasons };
        rules.listed();
        rules.orcids();
        rules.full_names();
        rules
    }

    /// Names that the source lists as one person's. A name that it lists for several people, or prints beside
    /// another person's id, means nobody in particular.
    fn listed(&mut self) {
        let holders = self.holders();
        for listed in &self.ordered.listed {
            let Some(target) = self.ordered.find(&listed.key()) else { continue };
            self.clusters.list(target);
            for name in &listed.names {
                let Some(place) = self.ordered.find(&Key::name(name.as_str())) else { continue };
                if holders.get(name.as_str()).is_some_and(|keys| keys.len() > 1) {
                    self.report.refuse(Refusal::Ambiguous);
                } else {
                    self.unite(place, target, MergeReason::Listed);
                }
            }
            if !listed.orcid.is_empty() {
                self.clusters.learn_orcid(target, &listed.orcid);
            }
        }
    }

    /// The people who are known by every exact name: those it is listed for, and those with ids it is printed beside.
    fn holders(&self) -> BTreeMap<&'o str, BTreeSet<Key<'o>>> {
        let mut holders: BTreeMap<&str, BTreeSet<Key<'_>>> = BTreeMap::new();
        for listed in &self.ordered.listed {
            for name in &listed.names {
                holders.entry(name).or_default().insert(listed.key());
            }
        }
        for (key, mentioned) in &self.ordered.people {
            for name in mentioned.names.keys() {
                holders.entry(name).or_default().insert(key.clone());
            }
        }
        holders
    }

    /// Keys beside one ORCID iD. One that stands beside several is several people's, and left alone.
    fn orcids(&mut self) {
        let mut by_orcid: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, (_, mentioned)) in self.ordered.people.iter().enumerate() {
            if mentioned.orcids.len() > 1 {
                self.report.refuse(Refusal::Ambiguous);
            }
            let orcids = self.clusters.orcids(place);
            if let Some(orcid) = orcids.first().filter(|_| orcids.len() == 1) {
                by_orcid.entry(orcid.clone()).or_default().push(place);
            }
        }
        for places in by_orcid.values() {
            places[1..].iter().for_each(|&place| self.unite(place, places[0], MergeReason::Orcid));
        }
    }

    /// Full names that fold to the same. Where several people with ids, ORCID iDs or numbers are called so, names without
    /// either stay by themselves, and so does a name without number beside one that has one.
    fn full_names(&mut self) {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, (key, mentioned)) in self.ordered.people.iter().enumerate() {
            let names: BTreeSet<String> = match key {
                Key::Name(name) => full(numbered(name).0).into_iter().collect(),
                Key::Id(_) => mentioned.names.keys().filter_map(|name| full(name)).collect(),
            };
            names.into_iter().for_each(|name| by_name.entry(name).or_default().push(place));
        }
        for places in by_name.values().filter(|places| places.len() > 1) {
            self.one_name(places);
        }
    }

    fn one_name(&mut self, places: &[usize]) {
        let clusters = &self.clusters;
        let with_id: BTreeSet<usize> =
            places.iter().filter(|&&place| clusters.has_id(place)).map(|&place| clusters.of(place)).collect();
        let orcids: BTreeSet<&String> = places.iter().flat_map(|&place| clusters.orcids(place)).collect();
        if with_id.len() > 1 || orcids.len() > 1 || places.iter().any(|&place| self.has_number(place)) {
            self.report.refuse(Refusal::Ambiguous);
            return;
        }
        // The person with an id first, so that what follows joins it rather than keeps it away.
        let first = places.iter().copied().find(|&place| clusters.has_id(place)).unwrap_or(places[0]);
        places
            .iter()
            .filter(|&&place| place != first)
            .for_each(|&place| self.unite(place, first, MergeReason::FullName));
    }

    fn has_number(&self, place: usize) -> bool {
        matches!(&self.ordered.people[place].0, Key::Name(name) if !numbered(name).1.is_empty())
    }

    fn unite(&mut self, from: usize, into: usize, reason: MergeReason) {
        match self.clusters.unite(from, into, reason == MergeReason::Orcid) {
            United::Refused(refusal) => self.report.refuse(refusal),
            United::Done => {
                self.reasons.entry(from).or_insert(reason);
                self.reasons.entry(into).or_insert(reason);
            }
        }
    }
}
