//! Working memory of queries: what each thread keeps and reuses.
//!
//! What a query counts, it counts in a table of what it met ([`Slots`]), which is neither allocated nor cleared whole for
//! each: a list of what was touched undoes exactly that. A bit for every node ([`Seen`]) is small enough to keep for all
//! of them.

mod amounts;
mod seen;
mod slots;
mod table;

use std::{cell::Cell, thread::LocalKey};

pub(crate) use self::{amounts::Amounts, seen::Seen, slots::Slots};

/// Working memory that a thread keeps from one query to the next.
pub(crate) struct Kept<T>(Cell<Option<Box<T>>>);

impl<T: Default> Kept<T> {
    /// Nothing yet: the first query makes it.
    pub(crate) const fn new() -> Self {
        Self(Cell::new(None))
    }

    /// Runs `query`, which must leave the memory as it found it, on what this thread keeps.
    ///
    /// The memory is taken out while in use: a query inside a query gets some of its own, and a panic loses it rather
    /// than leaving it dirty.
    pub(crate) fn with<R>(kept: &'static LocalKey<Self>, query: impl FnOnce(&mut T) -> R) -> R {
        let mut memory = kept.with(|kept| kept.0.take()).unwrap_or_default();
        let answer = query(&mut memory);
        kept.with(|kept| kept.0.set(Some(memory)));
        answer
    }
}

/// What most queries need: slots enough for the most demanding one.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// The main counters of a query.
    pub(crate) first: Slots,
    /// A second set, for what is counted inside the first.
    pub(crate) second: Slots,
    /// What lies near, where it need only be known whether it does.
    pub(crate) seen: Seen,
}

thread_local! {
    static SCRATCH: Kept<Scratch> = const { Kept::new() };
}

/// Runs `query` on this thread's scratch, with room for `size` positions.
pub(crate) fn with_scratch<R>(size: usize, query: impl FnOnce(&mut Scratch) -> R) -> R {
    Kept::with(&SCRATCH, |scratch| {
        scratch.first.reserve(size);
        scratch.second.reserve(size);
        scratch.seen.reserve(size);
        let answer = query(scratch);
        scratch.first.clear();
        scratch.second.clear();
        scratch.seen.clear();
        answer
    })
}
