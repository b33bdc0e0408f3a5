//! Title words: which terms there are, and which titles hold them.

use rayon::prelude::*;

use super::{
    lexicon::Lexicon,
    rows::{Rows, rows_in_parallel, rows_with_scratch},
};
use crate::{
    column::{Offsets, Text},
    model::{Adjacency, TermId},
    text::{Words, content},
};

/// A term stands in at least so many titles: what stands in one says nothing about any other.
const FEWEST_TITLES: usize = 2;

/// A term stands in at most one in so many titles: what stands in more says nothing about any of them.
const MOST_TITLES: usize = 20;

/// Where titles are few, a term may stand in so many however large a part of them that is.
const FEW_TITLES: usize = 20;

/// The terms of all titles, ascending, and those of each title.
///
/// Words of at least two letters and pairs of them that follow one another, English stop words left out, in at least
/// two titles and at most 5 % of them, or 20 where that is more. Two passes over the titles, both in parallel; the result does not depend on the number of threads. Some
/// hundred bytes a title are needed meanwhile.
pub(super) fn terms(titles: &Text) -> (Text, Adjacency<TermId>) {
    let works: Vec<usize> = (0..titles.len()).collect();
    let lexicon = Lexicon::of(titles);
    let keys = rows_with_scratch(&works, Words::default, |words, &work, out| {
        words.read(titles.at(work));
        lexicon.keys(words, out);
    });
    let terms = Kept::of(&keys, (titles.len() / MOST_TITLES).max(FEW_TITLES), lexicon.len());
    let offsets = keys.offsets();
    let rows = rows_in_parallel(&works, |&work, out: &mut Vec<TermId>| {
        let row = keys.values.get(offsets.range(work)).unwrap_or_default();
        out.extend(row.iter().filter_map(|&key| terms.find(key)));
    });
    (terms.keys.iter().map(|&key| lexicon.text(key)).collect(), rows.into_adjacency())
}

/// The keys of terms that are kept.
struct Kept {
    /// Ascending.
    keys: Vec<u64>,
    /// Where those begin that begin with each word: few do, so that a key is found without going far.
    by_word: Offsets,
}

impl Kept {
    /// Those in at least [`FEWEST_TITLES`] and at most `most` rows.
    fn of(rows: &Rows<u64>, most: usize, words: usize) -> Self {
        let mut sorted = rows.values.clone();
        sorted.par_sort_unstable();
        let runs = sorted.chunk_by(|a, b| a == b);
        let kept = runs.filter(|run| (FEWEST_TITLES..=most).contains(&run.len()));
        let keys: Vec<u64> = kept.map(|run| run[0]).collect();
        let mut lengths = vec![0; words + 1];
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
    /// Adds the keys of everything in a title that may be a term, ascending, each once.
    ///
    /// A key is the number of a word, and behind it that of a second or 0: keys ascend as their texts do.
    fn keys(&self, title: &Words, out: &mut Vec<u64>) {
        let mut keys = Vec::with_capacity(2 * title.parts().len());
        let mut before: Option<u32> = None;
        for word in content(title) {
            let number = self.number(word);
            keys.extend(number.map(|number| u64::from(number) << 32));
            keys.extend(before.zip(number).map(|(before, number)| u64::from(before) << 32 | u64::from(number)));
            before = number;
        }
        keys.sort_unstable();
        keys.dedup();
        out.append(&mut keys);
    }

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
        let (text, rows) = terms(&titles.iter().collect());
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
    fn titles_of_any_number_are_read_alike_on_any_number_of_threads() {
        let titles: Text = (0..10_000).map(|index| format!("word{} graph{}", index % 97, index % 1013)).collect();
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let (text, rows) = pool.install(|| terms(&titles));
            (text.iter().map(str::to_owned).collect::<Vec<_>>(), rows.targets().to_vec())
        };
        assert_eq!(on(1), on(3));
        assert_eq!(on(1).0.len(), 97 + 1013);
    }
}
