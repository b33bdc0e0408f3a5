//! Keys that are one node.

use hashbrown::HashMap;

use super::Named;
use crate::build::key::Code;

/// What became of an attempt to make two keys one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Two nodes became one.
    United,
    /// They were one already.
    Same,
    /// They must stay apart.
    Refused,
}

/// A partition of keys; those never named are by themselves. A node has no more keys than there are sources.
#[derive(Debug, Default)]
pub(super) struct Clusters {
    of: HashMap<Code, usize>,
    members: Vec<Vec<Named>>,
    bylines: Bylines,
    /// Why each key is one with another, as first said.
    reasons: HashMap<Code, &'static str>,
}

/// The bylines that keys stand on, each ascending.
pub(super) type Bylines = HashMap<Code, Vec<usize>>;

impl Clusters {
    /// Every key by itself; those that share one of `bylines` will stay apart.
    pub(super) fn apart_on(bylines: Bylines) -> Self {
        Self { bylines, ..Self::default() }
    }

    /// Makes two keys one node, unless a source or a byline tells any of their keys apart.
    pub(super) fn unite(&mut self, a: &Named, b: &Named, reason: &'static str) -> Outcome {
        let codes = [a.code, b.code];
        let (a, b) = (self.cluster(a), self.cluster(b));
        if a == b {
            return Outcome::Same;
        }
        let (small, large) = if self.members[a].len() < self.members[b].len() { (a, b) } else { (b, a) };
        let differ =
            |x: &Named| self.members[large].iter().any(|y| x.source == y.source || self.are_apart(x.code, y.code));
        if self.members[small].iter().any(differ) {
            return Outcome::Refused;
        }
        for named in std::mem::take(&mut self.members[small]) {
            self.of.insert(named.code, large);
            self.members[large].push(named);
        }
        for code in codes {
            self.reasons.entry(code).or_insert(reason);
        }
        Outcome::United
    }

    fn cluster(&mut self, named: &Named) -> usize {
        *self.of.entry(named.code).or_insert_with(|| {
            self.members.push(vec![named.clone()]);
            self.members.len() - 1
        })
    }

    fn are_apart(&self, a: Code, b: Code) -> bool {
        let (Some(a), Some(b)) = (self.bylines.get(&a), self.bylines.get(&b)) else { return false };
        let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
        few.iter().any(|byline| many.binary_search(byline).is_ok())
    }

    /// Every key that gives way, with the one it gives way to, that of the first source, and why.
    pub(super) fn merges(&self) -> impl Iterator<Item = (Code, Code, &'static str)> {
        self.members.iter().flat_map(|members| {
            let survivor = members.iter().min().map(|named| named.code);
            let others = members.iter().map(|named| named.code);
            let merged = others.filter_map(move |code| Some((code, survivor?))).filter(|(from, into)| from != into);
            merged.map(|(from, into)| (from, into, self.reasons.get(&from).copied().unwrap_or_default()))
        })
    }
}
