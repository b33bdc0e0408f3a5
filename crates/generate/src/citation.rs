//! What works cite, and how often they are cited.

use std::{
    ops::Range,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

use rayon::prelude::*;

use crate::{
    Corpus,
    random::{About, Numbers},
};

/// Citations are counted for so many works at a time: 128 MB of counters, whatever the size of a corpus.
pub const WINDOW: u64 = 32_000_000;

/// The share of works that cite nothing, or nothing that is known.
const WITHOUT_REFERENCES: f64 = 0.38;

/// Of so many candidates the fittest is cited.
const CANDIDATES: u32 = 4;

/// The share of references that are copied from a work that would have been cited.
const COPIED: f64 = 0.62;

/// Copies of copies end here.
const MAX_COPIES: u32 = 64;

/// References are numbered within their work, whose number is multiplied by this.
const STRIDE: u64 = 512;

/// Works whose references are looked at by one thread at a time.
const AT_ONCE: u64 = 4096;

impl Corpus {
    /// Lists the works that a work cites, ascending, each once.
    pub(crate) fn references(&self, index: u64, references: &mut Vec<u64>) {
        references.clear();
        references.extend((0..self.reference_count(index)).map(|at| self.cited(index, at)));
        references.sort_unstable();
        references.dedup();
    }

    /// How many references a work has, those that it has twice counted twice.
    fn reference_count(&self, index: u64) -> u64 {
        let mut numbers = self.random.numbers(About::ReferenceCount, index);
        if index == 0 || numbers.chance(WITHOUT_REFERENCES) {
            return 0;
        }
        self.reference_counts.draw(&mut numbers) as u64 + 1
    }

    /// The work that a reference leads to: always an older one.
    fn cited(&self, mut index: u64, mut at: u64) -> u64 {
        for _ in 0..MAX_COPIES {
            let mut numbers = self.random.numbers(About::Reference, index * STRIDE + at);
            let fittest = self.fittest(index, &mut numbers);
            let count = if numbers.chance(COPIED) { self.reference_count(fittest) } else { 0 };
            if count == 0 {
                return fittest;
            }
            (index, at) = (fittest, numbers.below(count));
        }
        // Never reached but by chance of one in 10^11, and older than the work all the same.
        index
    }

    /// The fittest of some older works.
    fn fittest(&self, index: u64, numbers: &mut Numbers) -> u64 {
        let near = numbers.chance(0.75);
        let mut best = (0, 0);
        for _ in 0..CANDIDATES {
            let candidate = self.candidate(index, near, numbers);
            best = best.max((self.random.numbers(About::Fitness, candidate).any(), candidate));
        }
        best.1
    }

    /// An older work: a recent one of the same area, or any.
    fn candidate(&self, index: u64, near: bool, numbers: &mut Numbers) -> u64 {
        let row = self.row(index);
        if near && row > 0 {
            let rows_before = 1 + numbers.early(row);
            index - rows_before.min(row) * self.areas
        } else {
            numbers.below(index)
        }
    }

    /// How often each of `works` is cited.
    pub(crate) fn citations(&self, works: Range<u64>) -> Vec<u32> {
        let counts: Vec<AtomicU32> = (works.start..works.end).map(|_| AtomicU32::new(0)).collect();
        // Only later works cite them.
        let portions = (self.works - works.start).div_ceil(AT_ONCE);
        (0..portions).into_par_iter().for_each_init(Vec::new, |references, portion| {
            let start = works.start + portion * AT_ONCE;
            for index in start..self.works.min(start + AT_ONCE) {
                self.references(index, references);
                for cited in references.iter().filter(|cited| works.contains(cited)) {
                    counts[(cited - works.start) as usize].fetch_add(1, Relaxed);
                }
            }
        });
        counts.into_iter().map(AtomicU32::into_inner).collect()
    }
}
