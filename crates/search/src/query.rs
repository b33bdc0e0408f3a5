//! What is asked, and within what bounds.

use std::ops::Range;

use scholargraph::{Kind, text::Words};

use crate::{
    QueryError,
    kind::{KindIndex, WordRange},
};

/// What somebody types.
///
/// All words must occur in the names of a node, in any order. A single letter stands for any word that starts
/// with it, and so does the last word. Case, accents, hyphens and markup do not matter.
///
/// ```
/// use scholargraph::Kind;
/// use scholargraph_search::Query;
/// let query = Query { kind: Some(Kind::Person), ..Query::new("x liang") };
/// assert_eq!(query.limit, 10);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Query<'a> {
    /// The text, at most [`MAX_BYTES`](Self::MAX_BYTES) and [`MAX_WORDS`](Self::MAX_WORDS) long.
    pub text: &'a str,
    /// Only nodes of this kind; `None` for all kinds.
    pub kind: Option<Kind>,
    /// How many hits to give, 1 to [`MAX_LIMIT`](Self::MAX_LIMIT).
    pub limit: usize,
}

impl<'a> Query<'a> {
    /// The longest text that is searched for, in bytes: long enough for most titles.
    pub const MAX_BYTES: usize = 512;
    /// The most words that are searched for.
    pub const MAX_WORDS: usize = 48;
    /// The most hits that are given.
    pub const MAX_LIMIT: usize = 200;

    /// The first 10 nodes of any kind.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, kind: None, limit: 10 }
    }

    /// Its words, if it is within all bounds.
    pub(crate) fn words(&self) -> Result<Words, QueryError> {
        if self.text.len() > Self::MAX_BYTES {
            return Err(QueryError::TooLong { bytes: self.text.len() });
        }
        if !(1..=Self::MAX_LIMIT).contains(&self.limit) {
            return Err(QueryError::Limit { limit: self.limit });
        }
        let words = Words::of(self.text);
        if words.parts().len() > Self::MAX_WORDS {
            return Err(QueryError::TooManyWords { words: words.parts().len() });
        }
        Ok(words)
    }
}

/// One word of the query in the words of an index: a document must have one of `joined`, or of each of `parts`.
///
/// A part is a range of words because those it stands for, all that start alike, are neighbours.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    parts: Vec<WordRange>,
    joined: WordRange,
}

impl Clause {
    /// The clauses of a query, in its order.
    pub(crate) fn all(words: &Words, index: &KindIndex) -> Vec<Self> {
        let texts: Vec<&str> = words.parts().collect();
        let last = texts.len();
        let clause = |(parts, joined): (Range<usize>, Option<&str>)| {
            let is_last = parts.end == last;
            let part = |at: usize| Self::range(index, texts[at], at + 1 == last);
            let joined = joined.map_or(0..0, |joined| Self::range(index, joined, is_last));
            Self { parts: parts.map(part).collect(), joined }
        };
        words.compounds().map(clause).collect()
    }

    fn range(index: &KindIndex, word: &str, is_last: bool) -> WordRange {
        let is_initial = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_last || is_initial { index.words_from(word) } else { index.word(word) }
    }

    /// Does a document with the words of `row`, ascending, meet it?
    pub(crate) fn is_met(&self, row: &[u32]) -> bool {
        has_any(row, &self.joined) || self.parts.iter().all(|part| has_any(row, part))
    }

    /// Does having a word of its only range suffice to meet it?
    pub(crate) fn is_simple(&self) -> bool {
        self.parts.len() == 1 && self.joined.is_empty()
    }

    /// Ranges of which every document that meets the clause has a word: as few documents as possible.
    pub(crate) fn cheapest(&self, index: &KindIndex) -> Vec<WordRange> {
        let cheapest = self.parts.iter().min_by_key(|part| index.postings.bytes_in(part));
        let ranges = [cheapest, Some(&self.joined)].into_iter().flatten();
        ranges.filter(|range| !range.is_empty()).cloned().collect()
    }
}

fn has_any(row: &[u32], words: &WordRange) -> bool {
    let first = row.partition_point(|&word| (word as usize) < words.start);
    row.get(first).is_some_and(|&word| (word as usize) < words.end)
}
