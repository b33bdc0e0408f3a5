//! Which phrases titles have in common.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rayon::prelude::*;

use super::tokens::{BREAK, Token};
use crate::build::rows::{Rows, rows_in_parallel};

/// A phrase of two or three words that stand together no more often than this is chance: the normalised pointwise
/// mutual information, from −1 for words that avoid each other to 1 for such as always stand together.
///
/// `ln(p(xy) / p(x)p(y)) / −ln p(xy)`, `p` being the part of the titles: G. Bouma, *Normalized (pointwise) mutual
/// information in collocation extraction*, GSCL 2009. For three words, the same with their three parts below, and
/// twice the logarithm.
const LEAST_INFORMATION: f64 = 0.1;

/// A phrase of two or three words stands in at least so many titles: one of 4,500, at least 3 and at most 20.
fn fewest_titles(titles: usize) -> usize {
    (titles / 4500).clamp(3, 20)
}

/// A phrase of one word stands in at least so many titles: one of 1,800, at least 5 and at most 50.
fn fewest_titles_of_word(titles: usize) -> usize {
    (titles / 1800).clamp(5, 50)
}

/// And in at most so many: one of fifty.
fn most_titles_of_word(titles: usize) -> usize {
    titles / 50
}

/// Words of a phrase, [`BREAK`] behind a shorter one.
pub(super) type PhraseWords = [u32; LONGEST];

const LONGEST: usize = 3;

/// The phrases, ascending by their words' numbers.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    phrases: Vec<PhraseWords>,
    titles: Vec<u32>,
    numbers: HashMap<PhraseWords, u32, FixedState>,
}

impl Phrases {
    /// The phrases of titles whose words are numbered from 1 to `words`.
    pub(super) fn of(titles: &Rows<Token>, words: usize) -> Self {
        let counted = Counted::of(titles, words);
        let mut found = counted.words();
        found.extend(counted.pairs());
        found.extend(counted.triples(titles));
        found.sort_unstable();
        let (phrases, titles): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let numbers = phrases.iter().copied().zip(0..).collect();
        Self { phrases, titles, numbers }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.phrases.len()
    }

    /// The words of a phrase.
    pub(super) fn words(&self, phrase: u32) -> &[u32] {
        let words = &self.phrases[phrase as usize];
        let length = words.iter().position(|&word| word == BREAK).unwrap_or(LONGEST);
        &words[..length]
    }

    /// In how many titles a phrase stands.
    pub(super) fn titles(&self, phrase: u32) -> u32 {
        self.titles[phrase as usize]
    }

    /// Calls `visit` with every phrase in a text and where it stands: from the start, the longest first, none within
    /// another.
    pub(super) fn find(&self, text: &[Token], mut visit: impl FnMut(u32, &[Token])) {
        let mut rest = text;
        while !rest.is_empty() {
            let longest = (1..=LONGEST.min(rest.len())).rev();
            let phrase = { longest }.find_map(|length| Some((self.number(&rest[..length])?, length)));
            let length = phrase.map_or(1, |(phrase, length)| {
                visit(phrase, &rest[..length]);
                length
            });
            rest = &rest[length..];
        }
    }

    fn number(&self, tokens: &[Token]) -> Option<u32> {
        let mut words = [BREAK; LONGEST];
        for (word, token) in words.iter_mut().zip(tokens) {
            if token.word == BREAK {
                return None;
            }
            *word = token.word;
        }
        self.numbers.get(&words).copied()
    }
}

/// In how many titles words and pairs stand.
struct Counted {
    titles: usize,
    words: Vec<u32>,
    /// Pairs in enough titles, ascending, with the number of titles.
    pairs: Vec<(u64, u32)>,
}

impl Counted {
    fn of(titles: &Rows<Token>, words: usize) -> Self {
        let distinct = rows_of(titles, 1, |tokens| Some(u64::from(tokens[0].word)));
        let mut of_word = vec![0; words + 1];
        distinct.values.iter().for_each(|&word| of_word[word as usize] += 1);
        let pairs = rows_of(titles, 2, |tokens| Some(pair(tokens[0].word, tokens[1].word)));
        let pairs = in_enough(pairs, fewest_titles(titles.lengths.len()));
        Self { titles: titles.lengths.len(), words: of_word, pairs }
    }

    fn words(&self) -> Vec<(PhraseWords, u32)> {
        let range = fewest_titles_of_word(self.titles)..=most_titles_of_word(self.titles);
        let numbered = (1..).zip(&self.words[1..]);
        numbered
            .filter(|&(_, &count)| range.contains(&(count as usize)))
            .map(|(word, &count)| ([word, 0, 0], count))
            .collect()
    }

    fn pairs(&self) -> impl Iterator<Item = (PhraseWords, u32)> {
        let phrases = self.pairs.iter().map(|&(pair, count)| ([first(pair), second(pair), BREAK], count));
        phrases.filter(|(words, count)| self.information(&words[..2], *count) >= LEAST_INFORMATION)
    }

    /// Three words, of which the first two and the last two stand in enough titles.
    fn triples(&self, titles: &Rows<Token>) -> Vec<(PhraseWords, u32)> {
        let place = |a: Token, b: Token| self.pairs.binary_search_by_key(&pair(a.word, b.word), |&(pair, _)| pair).ok();
        let triples = rows_of(titles, 3, |tokens| {
            let before = place(tokens[0], tokens[1])?;
            place(tokens[1], tokens[2])?;
            Some(pair(before as u32, tokens[2].word))
        });
        let triples = in_enough(triples, fewest_titles(self.titles)).into_iter().map(|(key, count)| {
            let (before, _) = self.pairs[first(key) as usize];
            ([first(before), second(before), second(key)], count)
        });
        triples.filter(|(words, count)| self.information(words, *count) >= LEAST_INFORMATION).collect()
    }

    /// [The information](LEAST_INFORMATION) of words that stand together in `count` titles.
    fn information(&self, words: &[u32], count: u32) -> f64 {
        let part = |count: u32| (f64::from(count) / self.titles as f64).ln();
        let apart: f64 = words.iter().map(|&word| part(self.words[word as usize])).sum();
        let together = part(count);
        if together == 0.0 { 1.0 } else { (together - apart) / (-together * (words.len() - 1) as f64) }
    }
}

fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

const fn first(pair: u64) -> u32 {
    (pair >> 32) as u32
}

const fn second(pair: u64) -> u32 {
    pair as u32
}

/// The keys of every title's `length` adjoining words, each once.
fn rows_of(titles: &Rows<Token>, length: usize, key: impl Fn(&[Token]) -> Option<u64> + Sync) -> Rows<u64> {
    let offsets = titles.offsets();
    let works: Vec<usize> = (0..titles.lengths.len()).collect();
    rows_in_parallel(&works, |&work, out: &mut Vec<u64>| {
        let title = titles.values.get(offsets.range(work)).unwrap_or_default();
        let whole = title.windows(length).filter(|tokens| tokens.iter().all(|token| token.word != BREAK));
        let mut keys: Vec<u64> = whole.filter_map(&key).collect();
        keys.sort_unstable();
        keys.dedup();
        out.append(&mut keys);
    })
}

/// The values that stand in at least `fewest` rows, ascending, with the number of rows.
fn in_enough(rows: Rows<u64>, fewest: usize) -> Vec<(u64, u32)> {
    let mut values = rows.values;
    values.par_sort_unstable();
    let runs = values.chunk_by(|a, b| a == b).filter(|run| run.len() >= fewest);
    runs.map(|run| (run[0], run.len() as u32)).collect()
}
