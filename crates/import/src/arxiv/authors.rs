//! Author texts.

use crate::{people::name::exact, xml::collapsed};

/// The names in a text such as `Ada Lovelace (1), Charles Babbage (2) ((1) Ockham, (2) London)`.
///
/// What stands in innermost brackets goes, with the white space before it; what is left is split at commas. This is
/// done once: brackets in brackets leave a rest, which is how others count the people of arXiv, too.
pub(super) fn names(text: &str) -> Vec<String> {
    let text = without_brackets(text);
    text.split(", ").map(|name| exact(name).into_owned()).filter(|name| !name.is_empty()).collect()
}

/// The same where the last two names may be joined by a word: `Ada Lovelace and Charles Babbage`.
pub(super) fn joined_names(text: &str) -> Vec<String> {
    let text = without_brackets(&collapsed(text));
    text.split(", ")
        .flat_map(|part| part.split(" and "))
        .map(|name| exact(name).into_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

fn without_brackets(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        kept.push_str(before);
        match after.split_once(['(', ')']) {
            Some((inside, behind)) if after[inside.len()..].starts_with(')') => {
                kept.truncate(kept.trim_end().len());
                rest = behind;
            }
            _ => {
                kept.push('(');
                rest = after;
            }
        }
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_at_commas_and_lose_their_brackets() {
        let cases: [(&str, &[&str]); 9] = [
            ("Ada Lovelace, Charles Babbage", &["Ada Lovelace", "Charles Babbage"]),
            ("Ada Lovelace (Ockham), Charles Babbage  (London) ", &["Ada Lovelace", "Charles Babbage"]),
            ("Ada (1) (2), Charles", &["Ada", "Charles"]),
            ("Ada (1, 2)", &["Ada"]),
            ("Ada ((1) Ockham, (2) London)", &["Ada ( Ockham", "London)"]),
            ("Ada (unclosed, Charles", &["Ada (unclosed", "Charles"]),
            ("Ada,Charles,  , Bo\u{A0}B.", &["Ada,Charles", "Bo B."]),
            ("Jose\u{301}  Pe\u{301}rez", &["José Pérez"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn names_may_be_joined_by_a_word() {
        assert_eq!(joined_names("Ada\n  Lovelace, Bo and\nCharles (London)"), ["Ada Lovelace", "Bo", "Charles"]);
        assert_eq!(joined_names("Orlando Bloom"), ["Orlando Bloom"]);
    }

    #[test]
    fn a_million_brackets_take_no_time_to_speak_of() {
        assert_eq!(names(&"(".repeat(1_000_000)).len(), 1);
        assert_eq!(names(&"()".repeat(1_000_000)).len(), 0);
    }
}
