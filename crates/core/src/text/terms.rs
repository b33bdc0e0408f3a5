//! Terms: the words of titles that say what works are about, and pairs of these that follow one another.

use super::{Words, stop::is_stop_word};
use crate::{column::Text, model::TermId};

/// The words of a title that say what it is about, in order: those of at least two letters that are no stop words.
///
/// ```
/// use scholargraph::text::{Words, content};
/// let title = Words::of("On the Structure of <i>Graphs</i>");
/// assert_eq!(content(&title).collect::<Vec<_>>(), ["structure", "graphs"]);
/// ```
pub fn content(title: &Words) -> impl Iterator<Item = &str> {
    title.parts().filter(|word| is_content(word))
}

/// Does a word say what a text is about?
pub(crate) fn is_content(word: &str) -> bool {
    word.len() > 1 && !is_stop_word(word)
}

/// The terms of a title among those that are `known`, ascending, each once.
///
/// `known` must ascend. O(words of the title · log known) string comparisons.
pub(crate) fn known_terms(known: &Text, title: &str) -> Vec<TermId> {
    let words = Words::of(title);
    let mut found = Vec::new();
    let mut before: Option<&str> = None;
    for word in content(&words) {
        let pair = before.map(|before| format!("{before} {word}"));
        found.extend([Some(word), pair.as_deref()].into_iter().flatten().filter_map(|term| find(known, term)));
        before = Some(word);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn find(known: &Text, term: &str) -> Option<TermId> {
    let (mut low, mut high) = (0, known.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if known.at(middle) < term { low = middle + 1 } else { high = middle }
    }
    (low < known.len() && known.at(low) == term).then_some(TermId(low as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(known: &[&str], title: &str, expected: &[&str]) {
        let known: Text = known.iter().collect();
        let found = known_terms(&known, title);
        let found: Vec<&str> = found.iter().map(|term| known.at(term.0 as usize)).collect();
        assert_eq!(found, expected, "{title}");
    }

    #[test]
    fn known_words_and_pairs_are_found_in_any_dress() {
        let known = ["graph", "graph theory", "theory", "theory sets"];
        check(&known, "A <i>Graph</i> Theory of the Sets: a theory", &known);
        check(&known, "Theory & Graphs", &["theory"]);
        check(&known, "x y z", &[]);
        check(&[], "Graph theory", &[]);
    }

    #[test]
    fn what_stands_between_parts_a_pair_unless_it_says_nothing() {
        check(&["state art"], "State-of-the-art", &["state art"]);
        check(&["state art"], "State of modern art", &[]);
    }
}
