//! Names, exact and folded.

use std::borrow::Cow;

use any_ascii::any_ascii_char;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::xml::collapsed;

/// `name` as it stands, but in Unicode's composed form (NFC) and with every run of white space as one space.
pub(crate) fn exact(name: &str) -> Cow<'_, str> {
    let name = collapsed(name);
    if is_nfc(&name) { name } else { Cow::Owned(name.nfc().collect()) }
}

/// A name, and the number behind it that tells namesakes apart, as DBLP writes `Wei Wang 0001`: four digits, the first
/// of them 0, so that no year is taken for one. The number is empty where there is none.
pub(crate) fn numbered(name: &str) -> (&str, &str) {
    match name.rsplit_once(' ') {
        Some((bare, number))
            if number.len() == 4 && number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            (bare, number)
        }
        _ => (name, ""),
    }
}

/// A name as it is to be shown: without such a number.
pub(crate) fn shown(name: &str) -> &str {
    numbered(name).0
}

/// A longer one is no name of a person.
const MAX_FULL_BYTES: usize = 200;

/// What full names have in common that differ only in accents, case, hyphens, full stops and apostrophes:
/// `Łukasz  KAISER` and `Lukasz Kaiser`, `Jean-Luc O’Neil` and `Jean Luc ONeil`.
///
/// `None` for names that do not say enough to be compared: with fewer than two words of two letters or more
/// (`J. Smith`, `Aristotle`), or in scripts whose romanisation is shared by many names (Han, Kana, Hangul).
/// O(length).
pub(crate) fn full(name: &str) -> Option<String> {
    if name.len() > MAX_FULL_BYTES || name.chars().any(is_east_asian) {
        return None;
    }
    let mut folded = String::with_capacity(name.len());
    for letter in name.chars().flat_map(|letter| any_ascii_char(letter).chars()) {
        match letter {
            '\'' | '`' => {}
            _ if letter.is_ascii_alphanumeric() => folded.push(letter.to_ascii_lowercase()),
            _ if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
            _ => {}
        }
    }
    folded.truncate(folded.trim_end().len());
    let words = folded.split(' ').filter(|word| word.len() > 1).count();
    (words > 1).then_some(folded)
}

fn is_east_asian(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_names_are_composed_and_collapsed() {
        for (given, expected) in [(" Ada\n Lovelace", "Ada Lovelace"), ("Jose\u{301} X", "José X"), ("", "")] {
            assert_eq!(exact(given), expected, "{given:?}");
        }
        assert_ne!(exact("Ada lovelace"), exact("Ada Lovelace"));
    }

    #[test]
    fn numbers_tell_namesakes_apart_and_are_not_shown() {
        for (name, expected) in [
            ("Wei Wang 0001", ("Wei Wang", "0001")),
            ("José F. Luz 0123", ("José F. Luz", "0123")),
            ("Wei Wang", ("Wei Wang", "")),
            ("Class of 1984", ("Class of 1984", "")),
            ("Wei Wang 001", ("Wei Wang 001", "")),
            ("Wei Wang 0a01", ("Wei Wang 0a01", "")),
            ("0001", ("0001", "")),
            ("", ("", "")),
        ] {
            assert_eq!((numbered(name), shown(name)), (expected, expected.0), "{name}");
        }
    }

    #[test]
    fn full_names_fold() {
        let same = [
            ["Łukasz Kaiser", "LUKASZ KAISER"],
            ["Jean-Luc O’Neil", "Jean Luc ONeil"],
            ["Christopher D. Manning", "christopher d manning"],
            ["J.-P. de Groot Smit", "J. P. De Groot-Smit"],
            ["José García", "Jose Garcia"],
        ];
        for [one, other] in same {
            assert!(full(one).is_some(), "{one}");
            assert_eq!(full(one), full(other), "{one}");
        }
        let different =
            [["Xiaoyao Liang", "Xiao Yao Liang"], ["Ada Lovelace", "Lovelace Ada"], ["Ana Paz", "Ana B. Paz"]];
        for [one, other] in different {
            assert_ne!(full(one), full(other), "{one}");
        }
    }

    #[test]
    fn names_that_say_too_little_do_not_fold() {
        let long = "Ada ".repeat(100);
        for name in ["J. Smith", "J. K. Smith", "Aristotle", "王 伟", "김 민준", "", "-", "B 2", &long] {
            assert_eq!(full(name), None, "{name}");
        }
    }
}
