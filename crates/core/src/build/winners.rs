//! Which record speaks for which node.

use bytemuck::{AnyBitPattern, NoUninit};
use hashbrown::HashMap;
use rayon::prelude::*;

use super::key::Code;
use crate::{column::RowRef, model::Standing};

/// What decides between two records of one node: the greater wins, then the one that was read first.
///
/// A node's own record comes before a mention; of mentions one with an identifier, as one that lacks it may be later and
/// yet knows less (what a record of the node's own lacks was taken away); then what was changed later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, NoUninit, AnyBitPattern)]
#[repr(transparent)]
pub(super) struct Rank(u64);

const OWN_RECORD: u64 = 1 << 33;
const IDENTIFIED: u64 = 1 << 32;

impl Rank {
    /// That of a record with this standing and these identifiers, empty where it has none.
    pub(super) fn new(standing: Standing, identifiers: &[&str]) -> Self {
        let Standing { own_record, updated } = standing;
        let identified = !own_record && identifiers.iter().any(|identifier| !identifier.is_empty());
        let flags = if own_record { OWN_RECORD } else { 0 } | if identified { IDENTIFIED } else { 0 };
        Self(flags | u64::from(updated))
    }

    /// Is it a record of the node's own, not a mention?
    pub(super) fn is_own(self) -> bool {
        self.0 & OWN_RECORD != 0
    }
}

/// The node that a record speaks of, and its rank.
#[derive(Clone, Copy, Debug, NoUninit, AnyBitPattern)]
#[repr(C)]
pub(super) struct Ranked {
    pub(super) code: Code,
    pub(super) rank: Rank,
}

/// A record in the race for its node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// The node, merges followed.
    pub(super) code: Code,
    /// Does the record name the node by the id that survived?
    pub(super) survivor: bool,
    pub(super) rank: Rank,
    pub(super) row: RowRef,
    /// Where the record comes from, if that was said.
    pub(super) source: Option<u16>,
}

/// A node and the record that speaks for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Winner {
    pub(super) code: Code,
    pub(super) row: RowRef,
}

/// Who won.
#[derive(Debug, Default)]
pub(super) struct Winners {
    pub(super) first: Vec<Winner>,
    /// The best record of every other source, the best first, of nodes that have any.
    pub(super) further: HashMap<Code, Vec<RowRef>>,
}

/// Merged ids, chains followed to their end.
#[derive(Debug, Default)]
pub(super) struct Survivors(HashMap<Code, Code>);

impl Survivors {
    /// From single steps, none of which leads back to where another began.
    pub(super) fn new(steps: &HashMap<Code, Code>) -> Self {
        let end = |from: Code| {
            let chain = std::iter::successors(Some(from), |at| steps.get(at).copied());
            chain.take(steps.len() + 1).last().unwrap_or(from)
        };
        Self(steps.keys().map(|&from| (from, end(from))).collect())
    }

    /// Whom `code` means.
    pub(super) fn of(&self, code: Code) -> Code {
        if self.0.is_empty() { code } else { self.0.get(&code).copied().unwrap_or(code) }
    }

    /// Every merged id with its survivor.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Code, Code)> {
        self.0.iter().map(|(&from, &into)| (from, into))
    }
}

/// The best record of every node, by code, and the best of its other sources.
///
/// A record under the surviving id wins, then the better [`Rank`], then the earlier row. Beside a record of no source in
/// particular no other speaks.
pub(super) fn winners(mut candidates: Vec<Candidate>) -> Winners {
    candidates.par_sort_unstable_by(|a, b| {
        a.code.cmp(&b.code).then(b.survivor.cmp(&a.survivor)).then(b.rank.cmp(&a.rank)).then(a.row.cmp(&b.row))
    });
    let mut winners = Winners::default();
    for candidates in candidates.chunk_by(|a, b| a.code == b.code) {
        let Candidate { code, row, .. } = candidates[0];
        winners.first.push(Winner { code, row });
        let further = further(candidates);
        if !further.is_empty() {
            winners.further.insert(code, further);
        }
    }
    winners
}

/// The best records of other sources than the first of `candidates`, the best first.
fn further(candidates: &[Candidate]) -> Vec<RowRef> {
    let mut further = Vec::new();
    let source = candidates[0].source;
    if source.is_some() && candidates.len() > 1 {
        let mut heard = vec![source];
        for other in &candidates[1..] {
            if !heard.contains(&other.source) {
                heard.push(other.source);
                further.push(other.row);
            }
        }
    }
    further
}
