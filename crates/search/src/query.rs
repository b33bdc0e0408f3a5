//! What is asked, and within what bounds.

use std::ops::Range;

use scholargraph::{Kind, text::Words};

use crate::{
    QueryError,
    kind::{KindIndex, WordRange},
};

/// What somebody types.
///
/// All words must occur in the names of a node, in any order. A single letter stands for any word that starts with it,
/// and so does the last word, behind names that have it whole. Case, accents, hyphens and markup do not matter, and
/// German umlauts may be spelt out (`Mueller`). Where nothing is found so, two or three capitals are initials
/// (`Manning CD`); where nothing is found so either, words of four letters and more may have one typo each. Works are also
/// found by words of their abstracts, behind everything that is found by its name.
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

/// The text with initials that are written together taken apart, as catalogues write them: `Manning C D` for
/// `Manning CD`. `None` where there are none.
pub(crate) fn initials_apart(text: &str) -> Option<String> {
    let are_initials =
        |word: &&str| (2..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    text.split_whitespace().find(are_initials)?;
    let mut apart = String::with_capacity(2 * text.len());
    for word in text.split_whitespace() {
        for letter in word.chars() {
            apart.push(letter);
            if are_initials(&word) {
                apart.push(' ');
            }
        }
        apart.push(' ');
    }
    Some(apart)
}

/// One word of the query in the words of an index: a document must have one of `joined`, or of each of `parts`.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    parts: Vec<Alternatives>,
    joined: Alternatives,
}

/// Words any of which will do, as ranges: those that start alike are neighbours.
type Alternatives = Vec<WordRange>;

/// How the words of a query are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Every word is whole, or an initial.
    Whole,
    /// The last may be unfinished.
    Unfinished,
    /// So it may, and words of some length may have a typo.
    Forgiving,
}

impl Clause {
    /// The clauses of a query, in its order.
    pub(crate) fn all(words: &Words, index: &KindIndex, reading: Reading) -> Vec<Self> {
        let texts: Vec<&str> = words.parts().collect();
        let last = texts.len();
        let clause = |(parts, joined): (Range<usize>, Option<&str>)| {
            let is_last = parts.end == last;
            let part = |at: usize| alternatives(index, texts[at], at + 1 == last, reading);
            let joined = joined.map(|joined| alternatives(index, joined, is_last, reading));
            Self { parts: parts.map(part).collect(), joined: joined.unwrap_or_default() }
        };
        words.compounds().map(clause).collect()
    }

    /// Does a document with the words of `row`, ascending, meet it?
    pub(crate) fn is_met(&self, row: &[u32]) -> bool {
        has_any(row, &self.joined) || self.parts.iter().all(|part| has_any(row, part))
    }

    /// Does having a word of its only range suffice to meet it?
    pub(crate) fn is_simple(&self) -> bool {
        matches!(self.parts.as_slice(), [part] if part.len() == 1) && self.joined.is_empty()
    }

    /// Ranges of which every document that meets the clause has a word: as few documents as possible.
    pub(crate) fn cheapest(&self, index: &KindIndex) -> Vec<WordRange> {
        let bytes = |part: &&Alternatives| part.iter().map(|range| index.postings.bytes_in(range)).sum::<usize>();
        let cheapest = self.parts.iter().min_by_key(bytes);
        cheapest.into_iter().chain([&self.joined]).flatten().cloned().collect()
    }
}

fn alternatives(index: &KindIndex, word: &str, is_last: bool, reading: Reading) -> Alternatives {
    let is_initial = word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let begins = is_initial || (is_last && reading != Reading::Whole);
    let exact = if begins { index.words_from(word) } else { index.word(word) };
    let near = if reading == Reading::Forgiving { index.words_near(word) } else { Vec::new() };
    let others = near.into_iter().filter(|word| !exact.contains(word)).map(|word| word..word + 1);
    let mut all: Alternatives = others.chain([exact.clone()]).filter(|range| !range.is_empty()).collect();
    all.sort_unstable_by_key(|range| range.start);
    all
}

fn has_any(row: &[u32], words: &Alternatives) -> bool {
    words.iter().any(|words| {
        let first = row.partition_point(|&word| (word as usize) < words.start);
        row.get(first).is_some_and(|&word| (word as usize) < words.end)
    })
}
