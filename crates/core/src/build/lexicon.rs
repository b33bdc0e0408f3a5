//! The words of titles, numbered.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rayon::prelude::*;

use crate::{
    column::Text,
    text::{Words, content},
};

/// A word that stands in fewer titles says nothing about any other title.
pub(super) const FEWEST_TITLES: usize = 2;

/// Titles whose words are counted together.
const TITLES_PER_TASK: usize = 4096;

/// The words that stand in at least [`FEWEST_TITLES`] titles, ascending, numbered from 1; stop words and words of one
/// letter left out.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: Vec<String>,
    numbers: HashMap<String, u32, FixedState>,
}

type Counts = HashMap<String, u32, FixedState>;

impl Lexicon {
    /// The words of `titles`. In parallel; the result does not depend on the threads.
    pub(super) fn of(titles: &Text) -> Self {
        let works: Vec<usize> = (0..titles.len()).collect();
        let counted = works.par_chunks(TITLES_PER_TASK).map(|works| count(titles, works));
        let counts = counted.reduce(Counts::default, merged);
        let common = counts.into_iter().filter(|&(_, count)| count as usize >= FEWEST_TITLES);
        let mut words: Vec<String> = common.map(|(word, _)| word).collect();
        words.sort_unstable();
        let numbers = words.iter().cloned().zip(1..).collect();
        Self { words, numbers }
    }

    /// How many words there are; their numbers are one more.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The number of a word.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// The word of a number.
    pub(super) fn word(&self, number: u32) -> Option<&str> {
        let at = number.checked_sub(1)?;
        self.words.get(at as usize).map(String::as_str)
    }
}

/// In how many of the titles each word stands.
fn count(titles: &Text, works: &[usize]) -> Counts {
    let mut counts = Counts::default();
    let mut words = Words::default();
    for &work in works {
        words.read(titles.at(work));
        let mut distinct: Vec<&str> = content(&words).collect();
        distinct.sort_unstable();
        distinct.dedup();
        for word in distinct {
            *counts.entry_ref(word).or_insert(0) += 1;
        }
    }
    counts
}

fn merged(a: Counts, b: Counts) -> Counts {
    let (mut all, fewer) = if a.len() < b.len() { (b, a) } else { (a, b) };
    for (word, count) in fewer {
        *all.entry(word).or_insert(0) += count;
    }
    all
}
