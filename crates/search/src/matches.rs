//! Where a name shows what was typed.

use std::ops::Range;

use any_ascii::any_ascii_char;
use fst::Automaton;
use scholargraph::text::Words;

use crate::typo::OneTypo;

/// Longer names are looked at up to here.
const MAX_LETTERS: usize = 2000;

/// Where `name` shows the words of a query, as ranges of its code points, ascending: whole words, beginnings of words
/// where the query has an initial or its last word, and whole words again where one has a typo.
///
/// ```
/// use scholargraph_search::matches;
/// assert_eq!(matches("Jörg Müller-Lüdenscheidt", "j lueden mull"), [0..1, 5..9]);
/// assert_eq!(matches("Jörg Müller", "jorg mueler"), [0..4, 5..11]);
/// ```
#[must_use]
pub fn matches(name: &str, text: &str) -> Vec<Range<usize>> {
    let words = Words::of(text);
    let typed: Vec<&str> = words.parts().collect();
    shown(name).iter().filter_map(|word| word.shows(&typed)).collect()
}

/// A word as it stands in a name.
#[derive(Debug, Default)]
struct Shown {
    /// Its first code point.
    start: usize,
    /// As words are compared.
    folded: String,
    /// How much of that each code point has added.
    ends: Vec<usize>,
}

impl Shown {
    /// Which code points the likeliest of the `typed` words matches: the longest.
    fn shows(&self, typed: &[&str]) -> Option<Range<usize>> {
        let last = typed.len().checked_sub(1)?;
        let lengths =
            typed.iter().enumerate().filter_map(|(at, word)| self.matched(word, at == last || word.len() == 1));
        let length = lengths.max()?;
        // Accents behind the last letter add nothing.
        let end = *self.ends.iter().find(|&&end| end >= length)?;
        Some(self.start..self.start + self.ends.partition_point(|&other| other <= end))
    }

    /// How much of the folded word matches `word`.
    fn matched(&self, word: &str, may_begin: bool) -> Option<usize> {
        let begins = self.folded == word || (may_begin && self.folded.starts_with(word));
        if begins {
            return Some(word.len());
        }
        let typo = OneTypo::around(word)?;
        let end = self.folded.bytes().fold(typo.start(), |state, byte| typo.accept(&state, byte));
        typo.is_match(&end).then_some(self.folded.len())
    }
}

/// The words of a name where they stand.
fn shown(name: &str) -> Vec<Shown> {
    let mut words: Vec<Shown> = Vec::new();
    let mut inside = false;
    for (at, letter) in name.chars().take(MAX_LETTERS).enumerate() {
        let folded =
            any_ascii_char(letter).chars().filter(char::is_ascii_alphanumeric).map(|of| of.to_ascii_lowercase());
        let folded: String = folded.collect();
        // Accents that stand by themselves belong to the letter before.
        let is_mark = folded.is_empty() && unicode_normalization::char::is_combining_mark(letter);
        if folded.is_empty() && !is_mark {
            inside = false;
            continue;
        }
        if !inside && !is_mark {
            words.push(Shown { start: at, ..Shown::default() });
            inside = true;
        }
        if let Some(word) = words.last_mut().filter(|_| inside) {
            word.folded += &folded;
            word.ends.push(word.folded.len());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(name: &str, text: &str) -> String {
        let letters: Vec<char> = name.chars().collect();
        let mut marked = String::new();
        let mut from = 0;
        for range in matches(name, text) {
            marked.extend(&letters[from..range.start]);
            marked.push('[');
            marked.extend(&letters[range.clone()]);
            marked.push(']');
            from = range.end;
        }
        marked.extend(&letters[from..]);
        marked
    }

    #[test]
    fn what_was_typed_is_marked() {
        for (name, text, expected) in [
            ("Jean-Pierre Corriveau", "pierre corr", "Jean-[Pierre] [Corr]iveau"),
            ("Susanne Preuß", "s preuss", "[S]usanne [Preuß]"),
            ("Jose\u{301} Ortiz", "jose", "[Jose\u{301}] Ortiz"),
            ("Jochen Dörre", "drore jochen", "[Jochen] [Dörre]"),
            ("Kees van Deemter", "van deem", "Kees [van] [Deem]ter"),
            ("Kees van Deemter", "kee van", "Kees [van] Deemter"),
            ("Ada", "", "Ada"),
            ("", "ada", ""),
        ] {
            assert_eq!(marked(name, text), expected, "{text}");
        }
    }
}
