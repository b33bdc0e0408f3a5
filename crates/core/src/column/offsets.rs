//! Where the rows of a list column begin and end.

use std::ops::Range;

use super::{Buffer, Number, Room};
use crate::prefetch::prefetch_stored;

/// `n + 1` ascending offsets: row `i` lies at `offsets[i]..offsets[i + 1]`.
///
/// 32-bit where the last offset fits, which halves them for all but the largest corpora; 64-bit
/// otherwise. Signed, as Arrow has them.
#[derive(Clone, Debug)]
pub enum Offsets {
    /// 32-bit offsets.
    Narrow(Buffer<i32>),
    /// 64-bit offsets.
    Wide(Buffer<i64>),
}

impl Offsets {
    /// The offsets of rows with these lengths, in order.
    #[must_use]
    pub fn from_lengths(lengths: impl ExactSizeIterator<Item = usize> + Clone) -> Self {
        let total: usize = lengths.clone().sum();
        if i32::try_from(total).is_ok() {
            Self::Narrow(running_sum(lengths, |offset| offset as i32).into())
        } else {
            Self::Wide(running_sum(lengths, |offset| offset as i64).into())
        }
    }

    /// The same where there is room for them.
    pub(crate) fn placed(self, room: &Room) -> Self {
        match self {
            Self::Narrow(offsets) => Self::Narrow(room.placed(offsets)),
            Self::Wide(offsets) => Self::Wide(room.placed(offsets)),
        }
    }

    /// How many rows there are.
    #[inline]
    #[must_use]
    pub fn rows(&self) -> usize {
        match self {
            Self::Narrow(offsets) => offsets.len(),
            Self::Wide(offsets) => offsets.len(),
        }
        .saturating_sub(1)
    }

    /// Where row `row` lies; empty for a row that does not exist.
    #[inline]
    #[must_use]
    pub fn range(&self, row: usize) -> Range<usize> {
        match self {
            Self::Narrow(offsets) => range_in(offsets, row),
            Self::Wide(offsets) => range_in(offsets, row),
        }
    }

    /// Where row `row` lies; empty for a row that does not exist, or that would reach past `end`.
    ///
    /// For whoever walks the row one by one: a damaged offset must not send them on a walk without end.
    #[inline]
    #[must_use]
    pub fn range_within(&self, row: usize, end: usize) -> Range<usize> {
        let range = self.range(row);
        if range.start <= range.end && range.end <= end { range } else { 0..0 }
    }

    /// The length of row `row`; 0 for a row that does not exist.
    #[inline]
    #[must_use]
    pub fn length(&self, row: usize) -> usize {
        let range = self.range(row);
        range.end.saturating_sub(range.start)
    }

    /// Asks for the bounds of row `row`, which will be read soon.
    #[inline]
    pub(crate) fn prefetch(&self, row: usize) {
        match self {
            Self::Narrow(offsets) => prefetch_stored(offsets, row),
            Self::Wide(offsets) => prefetch_stored(offsets, row),
        }
    }

    /// Do they start at 0, never descend, and end at `end`?
    #[must_use]
    pub fn are_sound(&self, end: usize) -> bool {
        match self {
            Self::Narrow(offsets) => sound(offsets, end),
            Self::Wide(offsets) => sound(offsets, end),
        }
    }
}

impl Default for Offsets {
    fn default() -> Self {
        Self::Narrow(vec![0].into())
    }
}

fn running_sum<T>(lengths: impl ExactSizeIterator<Item = usize>, offset: impl Fn(usize) -> T) -> Vec<T> {
    let mut offsets = Vec::with_capacity(lengths.len() + 1);
    let mut end = 0;
    offsets.push(offset(end));
    for length in lengths {
        end += length;
        offsets.push(offset(end));
    }
    offsets
}

#[inline]
fn range_in<T: Number>(offsets: &[T], row: usize) -> Range<usize> {
    match offsets.get(row..row.saturating_add(2)) {
        Some(&[start, end]) => start.to_index()..end.to_index(),
        _ => 0..0,
    }
}

fn sound<T: Number>(offsets: &[T], end: usize) -> bool {
    offsets.first().is_some_and(|first| first.to_index() == 0)
        && offsets.last().is_some_and(|last| last.to_index() == end)
        && offsets.windows(2).all(|pair| pair[0] <= pair[1])
}
