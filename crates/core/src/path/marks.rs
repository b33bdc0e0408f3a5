//! Which nodes a search from two ends has met: two bits a node.

/// What the two ends of a search have met, of the positions of a dense range.
///
/// Two bits a position, side by side: for a million works they fit the second cache, for five hundred million they
/// are 125 MB a thread where counters would be gigabytes.
#[derive(Debug, Default)]
pub(super) struct Marks {
    words: Vec<[u64; 2]>,
    size: usize,
}

/// Who has met a position before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// The end that meets it now; or there is no such position.
    Before,
    /// Nobody.
    First,
    /// Only the other end: here the two touch.
    ByOther,
}

impl Marks {
    /// Makes room for positions `0..size`, and for no others.
    pub(super) fn reserve(&mut self, size: usize) {
        let words = size.div_ceil(64);
        if self.words.len() < words {
            self.words.resize(words, [0; 2]);
        }
        self.size = size;
    }

    /// Notes that `end` meets `position`.
    #[inline]
    pub(super) fn meet(&mut self, end: usize, position: usize) -> Met {
        if position >= self.size {
            return Met::Before;
        }
        let word = &mut self.words[position / 64];
        let bit = 1_u64 << (position % 64);
        if word[end] & bit != 0 {
            return Met::Before;
        }
        word[end] |= bit;
        if word[1 - end] & bit == 0 { Met::First } else { Met::ByOther }
    }

    /// Forgets that `end` met `position`, and others near it: call it for every position that was met.
    #[inline]
    pub(super) fn forget(&mut self, end: usize, position: usize) {
        self.words[position / 64][end] = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_know_themselves_and_each_other() {
        let mut marks = Marks::default();
        marks.reserve(100);
        let met = [(0, 70), (1, 69), (0, 70), (1, 70), (1, 70), (0, 69), (0, 100)];
        let met = met.map(|(end, position)| marks.meet(end, position));
        assert_eq!(met, [Met::First, Met::First, Met::Before, Met::ByOther, Met::Before, Met::ByOther, Met::Before]);
        for (end, position) in [(0, 70), (1, 69), (1, 70), (0, 69)] {
            marks.forget(end, position);
        }
        assert_eq!(marks.meet(1, 70), Met::First);
    }
}
