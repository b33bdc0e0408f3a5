//! Numbers that look random and are the same everywhere.

use super::Point;

/// Marsaglia's xorshift64, <https://doi.org/10.18637/jss.v008.i14>.
#[derive(Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) const fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// One of `0..bound`, which must not be 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        (((self.next() >> 32) * bound as u64) >> 32) as usize
    }

    /// At least −1, less than 1.
    fn signed(&mut self) -> f32 {
        (self.next() >> 40) as f32 * (2.0 / (1_u64 << 24) as f32) - 1.0
    }

    /// A point in the square from (−1, −1) to (1, 1).
    pub(super) fn in_square(&mut self) -> Point {
        Point::new(self.signed(), self.signed())
    }

    /// Puts `items` in some order.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
