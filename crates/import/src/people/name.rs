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

/// What names have in common that differ only in accents, case, hyphens, full stops and apostrophes:
/// `Łukasz  KAISER` and `Lukasz Kaiser`, `Jean-Luc O’Neil` and `Jean Luc ONeil`.
///
/// `None` for what is too long for a name, and in scripts whose romanisation is shared by many names (Han, Kana,
/// Hangul). O(length).
pub(super) fn folded(name: &str) -> Option<String> {
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
    Some(folded)
}

/// The [folded] form of a full name: one that has a given name of two letters or more beside a family name.
/// `None` for names that do not say enough to be compared, such as `J. Smith` and `Aristotle`.
pub(crate) fn full(name: &str) -> Option<String> {
    let folded = folded(name)?;
    let (given, family) = given_and_family(&folded);
    (family.len() > 1 && given.split(' ').any(|word| word.len() > 1)).then_some(folded)
}

/// Does a [folded] name say only how the given names begin?
pub(super) fn has_initials_only(folded: &str) -> bool {
    let (given, family) = given_and_family(folded);
    family.len() > 1 && !given.is_empty() && given.split(' ').all(|word| word.len() == 1)
}

/// Words that go before family names and belong to them.
const PARTICLES: &[&str] = &[
    "af", "al", "av", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le", "ten",
    "ter", "van", "von", "zu",
];

/// The given names and the family name of a [folded] name: the last word, with the particles before it.
pub(super) fn given_and_family(folded: &str) -> (&str, &str) {
    let mut start = folded.rfind(' ').map_or(0, |space| space + 1);
    while start > 0 {
        let before = &folded[..start - 1];
        let word = before.rfind(' ').map_or(0, |space| space + 1);
        if word == 0 || !PARTICLES.contains(&&before[word..]) {
            break;
        }
        start = word;
    }
    (folded[..start].trim_end(), &folded[start..])
}

/// A name with its given names cut to their first letters: `A. K. Lovelace`. One word stays as it is.
pub(super) fn cut_to_initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some((family, given)) = words.split_last() else { return String::new() };
    let initials = given.iter().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    initials.map(|initial| format!("{initial}. ")).collect::<String>() + family
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
    fn family_names_keep_their_particles() {
        for (folded, expected) in [
            ("ada lovelace", ("ada", "lovelace")),
            ("j van der berg", ("j", "van der berg")),
            ("ludwig van beethoven", ("ludwig", "van beethoven")),
            ("van dijk", ("van", "dijk")),
            ("aristotle", ("", "aristotle")),
            ("", ("", "")),
        ] {
            assert_eq!(given_and_family(folded), expected, "{folded}");
        }
        let initials = ["j smith", "j k smith", "j van der berg"];
        assert!(initials.into_iter().all(has_initials_only));
        let others = ["john smith", "j kay smith", "smith", "j s", ""];
        assert!(!others.into_iter().any(has_initials_only));
        assert_eq!(cut_to_initials("Ada  King-Noel Lovelace"), "A. K. Lovelace");
        assert_eq!((cut_to_initials("Aristotle"), cut_to_initials("")), ("Aristotle".into(), String::new()));
    }

    #[test]
    fn names_that_say_too_little_do_not_fold() {
        let long = "Ada ".repeat(100);
        for name in ["J. Smith", "J. K. Smith", "J. van Dijk", "Aristotle", "王 伟", "김 민준", "", "-", "B 2", &long]
        {
            assert_eq!(full(name), None, "{name}");
        }
    }
}
