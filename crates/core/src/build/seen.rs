//! Which mentions say more than those before them.

use std::sync::{Mutex, PoisonError};

use hashbrown::HashMap;

use super::{key::Code, shard::ShardParts, winners::Rank};

/// The best record so far of every node that works mention, so that the millionth mention costs one look-up.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) people: Best,
    pub(super) topics: Best,
    pub(super) institutions: Best,
    pub(super) sources: Best,
}

/// Locks are taken for one look-up; this many keep readers out of each other's way.
const STRIPES: usize = 64;

/// The best rank so far of a node in a source, and the shard that has it.
type Held = HashMap<(Code, Option<u16>), (Rank, u64)>;

/// The best record so far of every node of one kind.
#[derive(Debug)]
pub(super) struct Best(Vec<Mutex<Held>>);

impl Default for Best {
    fn default() -> Self {
        Self((0..STRIPES).map(|_| Mutex::default()).collect())
    }
}

impl Best {
    /// Is this record better than all before it of its source? If so, it is the one to beat from here on.
    ///
    /// Whatever the order of arrival, the best record of all improves on what came before it.
    pub(super) fn improves(&self, code: Code, rank: Rank, ShardParts { source, order, .. }: &ShardParts) -> bool {
        let stripe = code.stripe(STRIPES);
        let mut best = self.0[stripe].lock().unwrap_or_else(PoisonError::into_inner);
        let held = best.entry((code, *source)).or_insert((rank, u64::MAX));
        let better = rank > held.0 || (rank == held.0 && *order < held.1);
        if better {
            *held = (rank, *order);
        }
        better
    }
}
