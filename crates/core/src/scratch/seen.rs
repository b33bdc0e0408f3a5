//! A bit for every position.

use std::ops::Range;

/// Which positions of a dense range have been met, a bit each: a million fit the nearest caches.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    words: Vec<u64>,
    /// Was anything met in so many words from here on? They are cleared together.
    touched: Vec<bool>,
    /// The parts that may be touched.
    from: usize,
    to: usize,
}

/// Words to a part of [`Seen`], and positions.
const WORDS: usize = 64;
const PART: usize = 64 * WORDS;

impl Seen {
    /// Makes room for positions `0..size`.
    pub(crate) fn reserve(&mut self, size: usize) {
        let parts = size.div_ceil(PART);
        if self.touched.len() < parts {
            self.words.resize(parts * WORDS, 0);
            self.touched.resize(parts, false);
        }
    }

    /// Meets `position`; is it for the first time? Never for a position past the end, as damaged files have them.
    #[inline]
    pub(crate) fn meet(&mut self, position: usize) -> bool {
        let (at, bit) = (position / 64, 1 << (position % 64));
        let Some(word) = self.words.get_mut(at) else { return false };
        let new = *word & bit == 0;
        *word |= bit;
        self.touch(position / PART, position / PART);
        new
    }

    /// Meets the positions that lie `offsets` behind `start`, in few instructions each: [`count`](Self::count) tells
    /// afterwards how many there are.
    pub(crate) fn meet_all(&mut self, start: usize, offsets: &[u32]) {
        let (Some(&first), Some(&last)) = (offsets.first(), offsets.last()) else { return };
        let [from, to] = [first, last].map(|offset| (start + offset as usize) / PART);
        // What lies in one order and not too far apart need not be noted one by one.
        if to.wrapping_sub(from) <= 2 * offsets.len() && offsets.is_sorted() {
            self.touch(from, to);
            for &offset in offsets {
                let position = start + offset as usize;
                if let Some(word) = self.words.get_mut(position / 64) {
                    *word |= 1 << (position % 64);
                }
            }
        } else {
            for &offset in offsets {
                self.meet(start + offset as usize);
            }
        }
    }

    /// Notes that something is met in the parts from `from` to `to`.
    #[inline]
    fn touch(&mut self, from: usize, to: usize) {
        let end = (to + 1).min(self.touched.len());
        if let Some(parts) = self.touched.get_mut(from..end) {
            parts.fill(true);
            if self.to == 0 {
                self.from = from;
            }
            self.from = self.from.min(from);
            self.to = self.to.max(end);
        }
    }

    /// How many of these positions were met. O(positions / 64) where something was.
    pub(crate) fn count(&self, positions: Range<usize>) -> usize {
        let mut count = 0;
        for part in positions.start / PART..positions.end.div_ceil(PART).min(self.to) {
            if self.touched[part] {
                let first = part * PART;
                let words = &self.words[part * WORDS..(part + 1) * WORDS];
                if first >= positions.start && first + PART <= positions.end {
                    count += words.iter().map(|word| word.count_ones() as usize).sum::<usize>();
                } else {
                    let within = first.max(positions.start)..(first + PART).min(positions.end);
                    count += within.filter(|&position| self.contains(position)).count();
                }
            }
        }
        count
    }

    /// Was `position` met?
    #[inline]
    pub(crate) fn contains(&self, position: usize) -> bool {
        self.words.get(position / 64).is_some_and(|word| word & (1 << (position % 64)) != 0)
    }

    /// Forgets everything. O(parts between the first and the last in which something was met).
    pub(crate) fn clear(&mut self) {
        for part in self.from..self.to {
            if std::mem::take(&mut self.touched[part]) {
                self.words[part * WORDS..(part + 1) * WORDS].fill(0);
            }
        }
        (self.from, self.to) = (0, 0);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_are_met_as_their_positions_are(
            rows in prop::collection::vec((prop::collection::vec(0..12_000_u32, 0..40), any::<bool>()), 0..8),
            (start, end) in (0..12_000_usize, 0..12_000_usize),
        ) {
            let (mut by_row, mut by_position, mut naive) = (Seen::default(), Seen::default(), BTreeSet::new());
            // Rounded up to two parts: what lies past their end is met by nobody.
            by_row.reserve(PART + 1);
            by_position.reserve(PART + 1);
            for (mut row, is_sorted) in rows {
                if is_sorted {
                    row.sort_unstable();
                }
                by_row.meet_all(7, &row);
                for position in row.iter().map(|&offset| 7 + offset as usize) {
                    let new = position < 2 * PART && naive.insert(position);
                    prop_assert_eq!(by_position.meet(position), new);
                }
            }
            for seen in [&mut by_row, &mut by_position] {
                prop_assert!((0..13_000).all(|position| seen.contains(position) == naive.contains(&position)));
                let within = naive.iter().filter(|&&position| (start..end).contains(&position)).count();
                prop_assert_eq!(seen.count(start..end), within);
                seen.clear();
                prop_assert!((0..13_000).all(|position| !seen.contains(position)));
            }
        }
    }
}
