//! The words of a title as numbers.

use crate::{
    build::lexicon::Lexicon,
    text::{Words, is_content},
};

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Its number, that of the singular for a plural; [`BREAK`] for what parts phrases.
    pub(super) word: u32,
    /// The number of the word as it stands there.
    pub(super) form: u32,
}

/// Stands for stop words, and for words that are too rare to be in a phrase.
pub(super) const BREAK: u32 = 0;

/// Adds the words of a text. `folded` says, by the number of a word, that of its singular.
pub(super) fn read(text: &str, lexicon: &Lexicon, folded: &[u32], out: &mut Vec<Token>) {
    let words = Words::of(text);
    out.extend(words.parts().map(|word| {
        let form = if is_content(word) { lexicon.number(word).unwrap_or(BREAK) } else { BREAK };
        Token { word: folded[form as usize], form }
    }));
}
