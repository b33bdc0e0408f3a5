//! Working memory of queries: dense counters that each thread keeps and reuses.
//!
//! A counter per node beats a hash map by a factor of several at the tail (see `benches/`), provided that it is
//! neither allocated nor cleared per query: a list of what was touched undoes exactly that.

use std::{cell::Cell, thread::LocalKey};

use crate::prefetch::prefetch;

/// Which positions of a dense range have been met, each with a slot number in the order of meeting.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    /// One more than the slot; 0 for what was not met.
    slots: Vec<u32>,
    met: Vec<u32>,
}

impl Slots {
    /// Makes room for positions `0..size`, and one to spare.
    pub(crate) fn reserve(&mut self, size: usize) {
        if self.slots.len() <= size {
            self.slots.resize(size + 1, 0);
        }
    }

    /// Where `position` is kept. Ids of a damaged file may lie anywhere: those past the end share the spare place.
    #[inline]
    fn place(&self, position: usize) -> usize {
        position.min(self.slots.len() - 1)
    }

    /// The slot of `position`, a new one where it is met for the first time.
    #[inline]
    pub(crate) fn slot(&mut self, position: usize) -> usize {
        let position = self.place(position);
        let slot = &mut self.slots[position];
        if *slot == 0 {
            self.met.push(position as u32);
            *slot = self.met.len() as u32;
        }
        *slot as usize - 1
    }

    /// Asks for the slot of `position`, which will be needed soon.
    #[inline]
    pub(crate) fn prefetch(&self, position: usize) {
        prefetch(&self.slots, position);
    }

    /// The slot of `position`, if it was met.
    #[inline]
    pub(crate) fn get(&self, position: usize) -> Option<usize> {
        (*self.slots.get(self.place(position))? as usize).checked_sub(1)
    }

    /// Was `position` met?
    #[inline]
    pub(crate) fn contains(&self, position: usize) -> bool {
        self.slots[self.place(position)] != 0
    }

    /// How many positions were met.
    pub(crate) fn len(&self) -> usize {
        self.met.len()
    }

    /// Every position met, in the order of meeting.
    pub(crate) fn met(&self) -> &[u32] {
        &self.met
    }

    /// Counts `position` once more. One query either counts or hands out slots: both live in the same memory.
    #[inline]
    pub(crate) fn count(&mut self, position: usize) {
        let position = self.place(position);
        let count = &mut self.slots[position];
        if *count == 0 {
            self.met.push(position as u32);
        }
        *count += 1;
    }

    /// How often `position` was counted.
    pub(crate) fn counted(&self, position: usize) -> u32 {
        self.slots[self.place(position)]
    }

    /// Every position counted with its count, in the order of meeting.
    pub(crate) fn counts(&self) -> impl ExactSizeIterator<Item = (usize, u32)> {
        self.met.iter().map(|&position| (position as usize, self.counted(position as usize)))
    }

    /// Forgets everything. O(met).
    pub(crate) fn clear(&mut self) {
        for position in self.met.drain(..) {
            self.slots[position as usize] = 0;
        }
    }
}

/// Which positions of a dense range have been met, a bit each: a million fit the nearest caches.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    words: Vec<u64>,
    /// Words that are not zero.
    touched: Vec<u32>,
}

impl Seen {
    /// Makes room for positions `0..size`.
    pub(crate) fn reserve(&mut self, size: usize) {
        let words = size.div_ceil(64);
        if self.words.len() < words {
            self.words.resize(words, 0);
        }
    }

    /// Meets `position`; is it for the first time? Never for a position past the end, as damaged files have them.
    #[inline]
    pub(crate) fn meet(&mut self, position: usize) -> bool {
        let (at, bit) = (position / 64, 1 << (position % 64));
        let Some(word) = self.words.get_mut(at) else { return false };
        let new = *word & bit == 0;
        if *word == 0 {
            self.touched.push(at as u32);
        }
        *word |= bit;
        new
    }

    /// Meets `positions`; how many of them for the first time? As [`meet`](Self::meet) does one by one, but without a
    /// branch that depends on what was met before: of a long row the processor cannot guess it.
    pub(crate) fn meet_all(&mut self, positions: impl ExactSizeIterator<Item = usize>) -> usize {
        let mut touched = self.touched.len();
        self.touched.resize(touched + positions.len(), 0);
        let mut new = 0;
        for position in positions {
            let (at, bit) = (position / 64, 1 << (position % 64));
            if let (Some(word), Some(place)) = (self.words.get_mut(at), self.touched.get_mut(touched)) {
                *place = at as u32;
                touched += usize::from(*word == 0);
                new += usize::from(*word & bit == 0);
                *word |= bit;
            }
        }
        self.touched.truncate(touched);
        new
    }

    /// Was `position` met?
    #[inline]
    pub(crate) fn contains(&self, position: usize) -> bool {
        self.words.get(position / 64).is_some_and(|word| word & (1 << (position % 64)) != 0)
    }

    /// Forgets everything. O(met).
    pub(crate) fn clear(&mut self) {
        for at in self.touched.drain(..) {
            self.words[at as usize] = 0;
        }
    }
}

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_are_met_as_their_positions_are(rows in prop::collection::vec(prop::collection::vec(0..300_usize, 0..40), 0..8)) {
            let (mut by_row, mut by_position) = (Seen::default(), Seen::default());
            by_row.reserve(250);
            by_position.reserve(250);
            for row in &rows {
                let new = row.iter().filter(|&&position| by_position.meet(position)).count();
                prop_assert_eq!(by_row.meet_all(row.iter().copied()), new);
                prop_assert!((0..300).all(|position| by_row.contains(position) == by_position.contains(position)));
            }
            by_row.clear();
            prop_assert!(by_row.words.iter().all(|&word| word == 0));
        }
    }
}
