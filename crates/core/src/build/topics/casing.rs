//! Words that are not written in lower case: `BERT`, `WordNet`.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::{build::lexicon::Lexicon, column::Text, text::Words};

/// How words are written that most titles write with a capital letter within.
#[derive(Debug, Default)]
pub(super) struct Casing(HashMap<u32, String, FixedState>);

/// How often a word stands in titles, and how often it is written so.
#[derive(Debug, Default)]
struct Written {
    all: u32,
    ways: HashMap<String, u32, FixedState>,
}

impl Casing {
    /// The casing of these words in `titles`. Titles in capitals throughout say nothing.
    pub(super) fn of(titles: &Text, lexicon: &Lexicon, words: impl Iterator<Item = u32>) -> Self {
        let mut written: HashMap<u32, Written, FixedState> = words.map(|word| (word, Written::default())).collect();
        let mut read = Words::default();
        for title in (0..titles.len()).map(|title| titles.at(title)) {
            if !title.contains(char::is_lowercase) {
                continue;
            }
            for token in title.split(|letter: char| !letter.is_alphanumeric()).filter(|token| !token.is_empty()) {
                read.read(token);
                let mut parts = read.parts();
                let (Some(part), None) = (parts.next(), parts.next()) else { continue };
                let Some(written) = lexicon.number(part).and_then(|word| written.get_mut(&word)) else { continue };
                written.all += 1;
                if token.chars().skip(1).any(char::is_uppercase) {
                    *written.ways.entry_ref(token).or_insert(0) += 1;
                }
            }
        }
        Self(written.into_iter().filter_map(|(word, written)| Some((word, written.commonest()?))).collect())
    }

    /// How the word is written, where that is not in lower case.
    pub(super) fn of_word(&self, word: u32) -> Option<&str> {
        self.0.get(&word).map(String::as_str)
    }
}

impl Written {
    /// The way in which more than half of the titles write the word.
    fn commonest(self) -> Option<String> {
        self.ways.into_iter().find(|&(_, count)| 2 * count > self.all).map(|(way, _)| way)
    }
}
