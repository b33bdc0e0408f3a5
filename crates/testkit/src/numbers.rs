//! Numbers that look random and are always the same.

use rand_xoshiro::{
    SplitMix64,
    rand_core::{RngCore, SeedableRng},
};

/// A sequence of numbers that is the same everywhere (SplitMix64, <https://doi.org/10.1145/2660193.2660195>).
///
/// ```
/// use scholargraph_testkit::Numbers;
///
/// let drawn = |mut numbers: Numbers| (0..5).map(|_| numbers.below(6)).collect::<Vec<_>>();
/// assert_eq!(drawn(Numbers::new(7)), drawn(Numbers::new(7)));
/// ```
#[derive(Debug)]
pub struct Numbers(SplitMix64);

impl Numbers {
    /// The sequence that `seed` stands for.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(SplitMix64::seed_from_u64(seed))
    }

    /// In 0 … 1, 1 excluded.
    pub fn part(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// In 0 … `bound`, which is excluded; 0 where `bound` is.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.part() * bound as f64) as usize
    }

    /// The same, small numbers more often than large ones, with a long tail.
    pub fn skewed(&mut self, bound: usize) -> usize {
        (self.part().powi(3) * bound as f64) as usize
    }
}
