//! Which record speaks for which node.

use hashbrown::HashMap;

use super::key::Code;
use crate::{column::RowRef, model::Standing};

/// A record in the race for its node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// The node, merges followed.
    pub(super) code: Code,
    /// Does the record name the node by the id that survived?
    pub(super) survivor: bool,
    pub(super) standing: Standing,
    pub(super) row: RowRef,
}

/// Merged ids, chains followed to their end.
#[derive(Debug, Default)]
pub(super) struct Survivors(HashMap<Code, Code>);

impl Survivors {
    /// From single steps. A chain that runs in a circle ends where it would close.
    pub(super) fn new(steps: &HashMap<Code, Code>) -> Self {
        let end = |from: Code| {
            let mut at = from;
            for _ in 0..steps.len() {
                match steps.get(&at) {
                    Some(&next) if next != from => at = next,
                    _ => break,
                }
            }
            at
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

/// The best record of every node, by code.
///
/// A record under the surviving id wins, then the better [`Standing`], then the earlier row.
pub(super) fn winners(mut candidates: Vec<Candidate>) -> Vec<(Code, RowRef)> {
    candidates.sort_unstable_by(|a, b| {
        a.code.cmp(&b.code).then(b.survivor.cmp(&a.survivor)).then(b.standing.cmp(&a.standing)).then(a.row.cmp(&b.row))
    });
    candidates.dedup_by_key(|candidate| candidate.code);
    candidates.into_iter().map(|candidate| (candidate.code, candidate.row)).collect()
}
