//! The words of titles, numbered.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use rayon::prelude::*;

use super::{
    interner::{Interned, Interner, Symbol},
    rows::{Laid, some_at_a_time},
};
use crate::{
    column::{Buffer, Offsets, Room, Text},
    text::{Words, content},
};

/// A word that stands in fewer titles says nothing about any other title.
pub(super) const FEWEST_TITLES: usize = 2;

/// Stands for words in fewer titles than [`FEWEST_TITLES`].
pub(super) const RARE: u32 = 0;

/// The words that stand in at least [`FEWEST_TITLES`] titles, ascending, numbered from 1; stop words and words of one
/// letter left out.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Every word, rare ones among them.
    all: Interned,
    /// The number of each of these.
    numbers: Vec<u32>,
    words: Vec<Symbol>,
    /// In how many titles each word stands, by number.
    titles: Vec<u32>,
}

impl Lexicon {
    /// The words of `titles`, and for each title those in it, in order, by number. Titles are read once, in parallel; the
    /// result does not depend on the threads.
    pub(super) fn read(titles: &Text, room: &Room) -> (Self, WordsOfTitles) {
        let works: Vec<usize> = (0..titles.len()).collect();
        let interner = Interner::default();
        let mut symbols = Laid::new(room);
        let fill = |words: &mut Words, &work: &usize, out: &mut Vec<Symbol>| {
            words.read(titles.at(work));
            out.extend(content(words).filter_map(|word| interner.intern(word).known()));
        };
        some_at_a_time(&works, Words::default, fill, |some| symbols.add(&some.lengths, some.values));
        let (offsets, symbols) = symbols.finish();
        let all = interner.into_texts();
        let counts = count(&offsets, &symbols, &all);
        let mut words: Vec<Symbol> =
            all.symbols().filter(|&symbol| counts[all.place(symbol)] as usize >= FEWEST_TITLES).collect();
        words.par_sort_unstable_by_key(|&word| all.at(word));
        let mut numbers = vec![RARE; counts.len()];
        (1..).zip(&words).for_each(|(number, &word)| numbers[all.place(word)] = number);
        let in_titles = words.iter().map(|&word| counts[all.place(word)]);
        let titles = std::iter::once(0).chain(in_titles).collect();
        let mut read = room.growing();
        read.extend(symbols.iter().map(|&symbol| numbers[all.place(symbol)]));
        let words_of_titles = WordsOfTitles { offsets, words: read.finish() };
        (Self { all, numbers, words, titles }, words_of_titles)
    }

    /// How many words there are; their numbers are one more.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The number of a word.
    pub(super) fn number(&self, word: &str) -> Option<u32> {
        let number = self.numbers[self.all.place(self.all.find(word)?)];
        (number != RARE).then_some(number)
    }

    /// The word of a number.
    pub(super) fn word(&self, number: u32) -> Option<&str> {
        let at = number.checked_sub(1)?;
        self.words.get(at as usize).map(|&word| self.all.at(word))
    }

    /// In how many titles the word of a number stands.
    pub(super) fn titles(&self, number: u32) -> usize {
        self.titles[number as usize] as usize
    }
}

/// The words of every title, by number.
#[derive(Debug)]
pub(super) struct WordsOfTitles {
    offsets: Offsets,
    pub(super) words: Buffer<u32>,
}

impl WordsOfTitles {
    pub(super) fn titles(&self) -> usize {
        self.offsets.rows()
    }

    /// Those of one title, in order.
    pub(super) fn row(&self, title: usize) -> &[u32] {
        self.words.get(self.offsets.range(title)).unwrap_or_default()
    }
}

/// In how many titles each word stands, by its place.
fn count(offsets: &Offsets, symbols: &[Symbol], words: &Interned) -> Vec<u32> {
    let counts: Vec<AtomicU32> = (0..words.len()).map(|_| AtomicU32::new(0)).collect();
    (0..offsets.rows()).into_par_iter().for_each_init(Vec::new, |distinct, title| {
        distinct.clear();
        distinct.extend_from_slice(symbols.get(offsets.range(title)).unwrap_or_default());
        distinct.sort_unstable();
        distinct.dedup();
        distinct.iter().for_each(|&word| _ = counts[words.place(word)].fetch_add(1, Relaxed));
    });
    counts.into_iter().map(AtomicU32::into_inner).collect()
}
