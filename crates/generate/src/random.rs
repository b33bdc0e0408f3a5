//! Numbers that look random and follow from the seed and from what they are about.

use rand_xoshiro::{
    SplitMix64,
    rand_core::{RngCore, SeedableRng},
};

/// What numbers are about: each has its own, whatever the others took.
#[derive(Clone, Copy, Debug)]
pub(crate) enum About {
    Area = 1,
    Group,
    Person,
    Collaboration,
    Work,
    Byline,
    ReferenceCount,
    Reference,
    Fitness,
    Text,
    Topics,
    Words,
    Sample,
}

/// Where numbers come from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Random {
    seed: u64,
}

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed: mixed(seed) }
    }

    /// The numbers of the thing at `index`, which lies below 2^56.
    pub(crate) fn numbers(self, about: About, index: u64) -> Numbers {
        Numbers(SplitMix64::seed_from_u64(mixed(self.seed ^ (about as u64) << 56 ^ index)))
    }
}

/// A number that depends on every bit of `number`: one step of SplitMix64 (<https://doi.org/10.1145/2660193.2660195>).
pub(crate) fn mixed(number: u64) -> u64 {
    SplitMix64::seed_from_u64(number).next_u64()
}

/// A sequence of numbers, the same on every machine.
#[derive(Debug)]
pub(crate) struct Numbers(SplitMix64);

impl Numbers {
    /// Any number.
    pub(crate) fn any(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// In 0 … 1, 1 excluded.
    pub(crate) fn part(&mut self) -> f64 {
        (self.any() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// In 0 … `bound`, which is excluded; 0 where `bound` is.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.any()) * u128::from(bound)) >> 64) as u64
    }

    /// True in so many of all cases.
    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.part() < share
    }

    /// In 0 … `bound`, with the chance of n falling as n^(-4/5): the law of Zipf, a little flatter.
    pub(crate) fn ranked(&mut self, bound: u64) -> u64 {
        // The inverse of the distribution, of which a fifth power is all that is left.
        let part = self.part();
        let squared = part * part;
        (squared * squared * part * bound as f64) as u64
    }

    /// In 0 … `bound`, small numbers more often than large ones: the chance falls as n^(-1/2).
    pub(crate) fn early(&mut self, bound: u64) -> u64 {
        let part = self.part();
        (part * part * bound as f64) as u64
    }
}
