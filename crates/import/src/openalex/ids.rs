//! Identifiers in the form in which the graph keeps them.

use std::borrow::Cow;

use scholargraph::{Key, identifier};

use crate::json::Text;

const PREFIX: &str = "https://openalex.org/";

/// Other ways to say the same.
const PREFIXES: &[&str] = &[
    PREFIX,
    "http://openalex.org/",
    "https://api.openalex.org/",
    "http://api.openalex.org/",
    "openalex.org/",
    "openalex:",
];

/// People that stand for nobody: the null author, and the deleted author before and since July 2023.
const NOBODY: &[&str] = &["A9999999999", "A4317838346", "A5317838346"];

/// An OpenAlex id taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Id<'a> {
    /// Does it say that it is one of OpenAlex's?
    pub(super) named: bool,
    /// The word in front of the last slash, such as `subfields`.
    pub(super) collection: &'a str,
    /// What is behind it.
    pub(super) last: &'a str,
}

impl<'a> Id<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let text = text.trim();
        let Some(rest) = PREFIXES.iter().find_map(|prefix| strip_ignoring_case(text, prefix)) else {
            return Self { named: false, collection: "", last: text };
        };
        let rest = rest.split(['?', '#']).next().unwrap_or(rest).trim_matches('/');
        let (before, last) = rest.rsplit_once('/').unwrap_or(("", rest));
        Self { named: true, collection: before.rsplit('/').next().unwrap_or(before), last }
    }

    /// The letter of an id like `W2741809807`.
    pub(super) fn letter(&self) -> Option<u8> {
        lettered(self.last)
    }
}

fn strip_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// The letter, in upper case, of a letter and digits.
fn lettered(text: &str) -> Option<u8> {
    let (&letter, digits) = text.as_bytes().split_first()?;
    let plain = letter.is_ascii_alphabetic() && !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    plain.then(|| letter.to_ascii_uppercase())
}

/// The short form of an id; `None` where there is none. Ids of other corpora stay as they are.
pub(super) fn short(id: Text<'_>) -> Option<Cow<'_, str>> {
    match id.0 {
        Cow::Borrowed(text) => short_of(text),
        Cow::Owned(text) => short_of(&text).map(|short| Cow::Owned(short.into_owned())),
    }
}

fn short_of(text: &str) -> Option<Cow<'_, str>> {
    let id = Id::of(text);
    if id.last.is_empty() {
        return None;
    }
    let lower = id.named && id.letter().is_some() && id.last.starts_with(|letter: char| letter.is_ascii_lowercase());
    Some(if lower { Cow::Owned(id.last.to_ascii_uppercase()) } else { Cow::Borrowed(id.last) })
}

/// The key of a node; `None` where there is no id.
pub(super) fn key(id: Text<'_>) -> Option<Key<'_>> {
    short(id).map(Key::Id)
}

/// The key of a person; `None` for nobody.
pub(super) fn person_key(id: Text<'_>) -> Option<Key<'_>> {
    short(id).filter(|id| !is_nobody(id)).map(Key::Id)
}

pub(super) fn is_nobody(id: &str) -> bool {
    NOBODY.contains(&id)
}

/// An ORCID iD with its hyphens; empty where it is none.
pub(super) fn orcid(text: &Text<'_>) -> Cow<'static, str> {
    normal(text, identifier::orcid)
}

/// A ROR identifier, nine characters; empty where it is none.
pub(super) fn ror(text: &Text<'_>) -> Cow<'static, str> {
    normal(text, identifier::ror)
}

pub(super) fn normal(text: &Text<'_>, normalise: impl Fn(&str) -> Option<String>) -> Cow<'static, str> {
    if text.is_empty() { Cow::default() } else { normalise(text.as_str()).map_or_else(Cow::default, Cow::Owned) }
}

/// `2018-02-13…` as the number 20180213; 0 where the text does not begin with a date.
pub(super) fn date(text: &Text<'_>) -> u32 {
    parse_date(text.as_str()).unwrap_or(0)
}

fn parse_date(text: &str) -> Option<u32> {
    let number = |range| -> Option<u32> {
        let digits: &str = text.get(range)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let separated = text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    let real = separated && year > 0 && (1..=12).contains(&month) && (1..=31).contains(&day);
    real.then_some(year * 10_000 + month * 100 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text<'_> {
        Text(text.into())
    }

    #[test]
    fn ids_lose_their_prefix() {
        let cases = [
            ("https://openalex.org/W2741809807", "W2741809807"),
            ("https://openalex.org/w2741809807", "W2741809807"),
            ("HTTPS://OpenAlex.org/W1/", "W1"),
            ("https://api.openalex.org/works/W1?select=id", "W1"),
            ("https://openalex.org/subfields/1705", "1705"),
            ("W1", "W1"),
            (" warren weaver ", "warren weaver"),
            ("1952.earlymt-1.1", "1952.earlymt-1.1"),
            ("w1", "w1"),
        ];
        for (given, expected) in cases {
            assert_eq!(short(text(given)).as_deref(), Some(expected), "{given}");
            assert_eq!(short(Text(Cow::Owned(given.to_owned()))).as_deref(), Some(expected), "{given}");
        }
        for nothing in ["", "  ", "https://openalex.org/"] {
            assert_eq!(short(text(nothing)), None, "{nothing}");
        }
    }

    #[test]
    fn ids_that_need_no_change_are_borrowed() {
        assert!(matches!(short(text("https://openalex.org/W1")), Some(Cow::Borrowed("W1"))));
    }

    #[test]
    fn nobody_is_nobody() {
        for id in ["https://openalex.org/A9999999999", "A5317838346", "https://openalex.org/a4317838346"] {
            assert_eq!(person_key(text(id)), None, "{id}");
        }
        assert_eq!(person_key(text("https://openalex.org/A5023888391")), Some(Key::id("A5023888391")));
    }

    #[test]
    fn dates_are_numbers() {
        let cases = [
            ("2018-02-13", 20_180_213),
            ("2025-11-01T00:00:00.000000", 20_251_101),
            ("2018-13-01", 0),
            ("2018-00-10", 0),
            ("0000-01-01", 0),
            ("2018", 0),
            ("2018-2-1", 0),
            ("é018-02-13", 0),
            ("+018-02-13", 0),
            ("2018/02/13", 0),
            ("", 0),
        ];
        for (given, expected) in cases {
            assert_eq!(date(&text(given)), expected, "{given}");
        }
    }
}
