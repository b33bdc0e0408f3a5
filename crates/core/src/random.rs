//! Numbers that look random and are the same everywhere.

/// Marsaglia's xorshift64, <https://doi.org/10.18637/jss.v008.i14>.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// Always the same numbers.
    pub(crate) const fn new() -> Self {
        Self::seeded(0)
    }

    /// Other numbers for every seed.
    pub(crate) const fn seeded(seed: u64) -> Self {
        const START: u64 = 0x9e37_79b9_7f4a_7c15;
        // Numbers never leave 0, and the first ones tell little between seeds that are alike.
        let mixed = (seed ^ seed >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
        Self(if mixed == START { 1 } else { mixed ^ START })
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// One of `0..bound`, which must not be 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (((self.next() >> 32) * bound as u64) >> 32) as usize
    }

    /// At least −1, less than 1.
    pub(crate) fn signed(&mut self) -> f32 {
        (self.next() >> 40) as f32 * (2.0 / (1_u64 << 24) as f32) - 1.0
    }

    /// Puts `items` in some order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
