//! Title words: which terms there are, and which titles hold them.

use std::ops::RangeInclusive;

use rayon::prelude::*;

use super::{
    lexicon::{FEWEST_TITLES, Lexicon, RARE, WordsOfTitles},
    rows::{laid_in_parallel, rows_in_parallel, sort_distinct},
};
use crate::{
    column::{Offsets, Room, Text},
    model::{Adjacency, TermId},
};

/// A term stands in at most one in so many titles: what stands in more says nothing about any of them.
const MOST_TITLES: usize = 20;

/// So many words of titles, each of which may begin a pair, are sorted at once: a pair takes eight bytes.
const PAIRS_AT_ONCE: usize = 1 << 25;

/// Multiplied by it, numbers that lie together lie apart.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Where titles are few, a term may stand in so many however large a part of them that is.
const FEW_TITLES: usize = 20;

/// The terms of all titles, ascending, and those of each title.
///
/// Words of at least two letters and pairs of them that follow one another, English stop words left out, in at least
/// [two](FEWEST_TITLES) titles and at most 5 % of them, or 20 where that is more. Titles are read once, and pairs sorted,
/// all in parallel; the result does not depend on the number of threads. Some hundred bytes a title are needed meanwhile.
pub(super) fn terms(titles: &Text, room: &Room) -> (Text, Adjacency<TermId>) {
    let (lexicon, words) = Lexicon::read(titles, room);
    let most = (titles.len() / MOST_TITLES).max(FEW_TITLES);
    let terms =
        Kept::of(&lexicon, words.pairs_of_many(FEWEST_TITLES..=most, words.words.len().div_ceil(PAIRS_AT_ONCE)), most);
    let works: Vec<usize> = (0..titles.len()).collect();
    let rows = laid_in_parallel(&works, room, |&work, out: &mut Vec<TermId>| {
        let start = out.len();
        let keys = words.row(work).iter().map(|&word| key(word, RARE)).chain(words.pairs_of(work));
        out.extend(keys.filter_map(|key| terms.find(key)));
        sort_distinct(out, start);
    });
    let text = Text::laid(terms.keys.iter().map(|&key| lexicon.text(key)), room);
    (text, rows.into_adjacency())
}

impl WordsOfTitles {
    /// The keys of words of a title that follow one another. A rare word parts them.
    fn pairs_of(&self, title: usize) -> impl Iterator<Item = u64> {
        let pairs = self.row(title).windows(2).filter(|pair| !pair.contains(&RARE));
        pairs.map(|pair| key(pair[0], pair[1]))
    }

    /// Those that stand in as many titles as `kept` says, ascending. They are sorted in so many parts, each by its own
    /// pass over the titles, so that none takes much memory.
    fn pairs_of_many(&self, kept: RangeInclusive<usize>, parts: usize) -> Vec<u64> {
        let titles: Vec<usize> = (0..self.titles()).collect();
        let parts = parts.max(1) as u64;
        let is_in = |pair: u64, part: u64| (pair.wrapping_mul(SPREAD) >> 32) % parts == part;
        let mut many = Vec::new();
        for part in 0..parts {
            let pairs = rows_in_parallel(&titles, |&title, out| {
                let start = out.len();
                out.extend(self.pairs_of(title).filter(|&pair| is_in(pair, part)));
                sort_distinct(out, start);
            });
            let mut pairs = pairs.values;
            pairs.par_sort_unstable();
            many.extend(pairs.chunk_by(|a, b| a == b).filter(|run| kept.contains(&run.len())).map(|run| run[0]));
        }
        many.par_sort_unstable();
        many
    }
}

/// The key of what may be a term: the number of a word, and behind it that of a second or [`RARE`] for none. Keys ascend as
/// their texts do.
fn key(word: u32, second: u32) -> u64 {
    u64::from(word) << 32 | u64::from(second)
}

/// The keys of terms that are kept.
struct Kept {
    /// Ascending.
    keys: Vec<u64>,
    /// Where those begin that begin with each word: few do, so that a key is found without going far.
    by_word: Offsets,
}

impl Kept {
    /// Words in at least [`FEWEST_TITLES`] and at most `most` titles, and `pairs`.
    fn of(lexicon: &Lexicon, pairs: Vec<u64>, most: usize) -> Self {
        let kept = FEWEST_TITLES..=most;
        let words = (1..=lexicon.len() as u32).filter(|&word| kept.contains(&lexicon.titles(word)));
        let mut keys = pairs;
        keys.extend(words.map(|word| key(word, RARE)));
        keys.par_sort_unstable();
        let mut lengths = vec![0; lexicon.len() + 1];
        keys.iter().for_each(|&key| lengths[first_word(key)] += 1);
        Self { keys, by_word: Offsets::from_lengths(lengths.into_iter()) }
    }

    fn find(&self, key: u64) -> Option<TermId> {
        let range = self.by_word.range(first_word(key));
        let at = self.keys.get(range.clone())?.binary_search(&key).ok()?;
        Some(TermId((range.start + at) as u32))
    }
}

/// The number of a key's first word.
fn first_word(key: u64) -> usize {
    (key >> 32) as usize
}

impl Lexicon {
    fn text(&self, key: u64) -> String {
        let word = |number: u64| self.word(number as u32);
        let words = [word(key >> 32), word(key & u64::from(u32::MAX))];
        words.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::known_terms;

    /// Every title's terms.
    fn rows(titles: &[&str]) -> Vec<Vec<String>> {
        let (text, rows) = terms(&titles.iter().collect(), &Room::default());
        assert!((1..text.len()).all(|row| text.at(row - 1) < text.at(row)), "{text:?}");
        let row = |work| rows.row(work).iter().map(|term| text.at(term.0 as usize).to_owned()).collect();
        for (work, title) in titles.iter().enumerate() {
            assert_eq!(rows.row(work), known_terms(&text, title), "{title}");
        }
        (0..titles.len()).map(row).collect()
    }

    #[test]
    fn terms_are_words_and_pairs_of_more_than_one_title() {
        let found = rows(&["Deep learning of <b>Graphs</b>", "The graphs, and Deep Learning", "Learning graphs!", ""]);
        let (deep, learning) = (["deep", "deep learning", "graphs", "learning"], "learning graphs");
        assert_eq!(found[0], [&deep[..], &[learning]].concat());
        assert_eq!(found[1], deep);
        assert_eq!(found[2], ["graphs", "learning", learning]);
        assert!(found[3].is_empty());
    }

    #[test]
    fn a_rare_word_parts_a_pair() {
        assert_eq!(rows(&["red blue", "red odd blue", "blue"])[1], ["blue", "red"]);
    }

    #[test]
    fn what_stands_everywhere_is_no_term() {
        let title = |index: usize| match index {
            0..20 => "common scarce",
            20..22 => "rare common",
            _ => "common",
        };
        let titles: Vec<&str> = (0..400).map(title).collect();
        let found = rows(&titles);
        assert_eq!(found[0], ["common scarce", "scarce"]);
        assert_eq!(found[21], ["rare", "rare common"]);
        assert!(found[399].is_empty());
        // One more, and it stands in more than a twentieth.
        let more: Vec<&str> = (0..400).map(|index| if index == 20 { "common scarce" } else { title(index) }).collect();
        assert!(rows(&more)[0].is_empty());
    }

    #[test]
    fn pairs_are_the_same_in_any_number_of_parts() {
        let titles: Text = (0..3000).map(|index| format!("word{} graph{}", index % 97, index % 103)).collect();
        let words = Lexicon::read(&titles, &Room::default()).1;
        let whole = words.pairs_of_many(1..=9, 1);
        assert!(whole.len() > 1000 && whole.is_sorted());
        assert_eq!(words.pairs_of_many(1..=9, 7), whole);
        assert_eq!(words.pairs_of_many(1..=9, 0), whole);
    }

    #[test]
    fn titles_of_any_number_are_read_alike_on_any_number_of_threads() {
        let titles: Text = (0..10_000).map(|index| format!("word{} graph{}", index % 97, index % 1013)).collect();
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let (text, rows) = pool.install(|| terms(&titles, &Room::default()));
            (text.iter().map(str::to_owned).collect::<Vec<_>>(), rows.targets().to_vec())
        };
        assert_eq!(on(1), on(3));
        assert_eq!(on(1).0.len(), 97 + 1013);
    }
}
