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

/// An upper-case letter and digits?
fn is_plain(id: &str) -> bool {
    id.as_bytes().split_first().is_some_and(|(letter, digits)| {
        letter.is_ascii_uppercase() && !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
    })
}

/// The short form of an id; `None` where there is none. Ids of other corpora stay as they are.
pub(super) fn short(id: Text<'_>) -> Option<Cow<'_, str>> {
    match id.0 {
        Cow::Borrowed(text) => short_of(text),
        Cow::Owned(text) => short_of(&text).map(|short| Cow::Owned(short.into_owned())),
    }
}

fn short_of(text: &str) -> Option<Cow<'_, str>> {
    // Nearly all ids look like this; the rest takes ten times as long.
    if let Some(id) = text.strip_prefix(PREFIX).filter(|id| is_plain(id)) {
        return Some(Cow::Borrowed(id));
    }
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
pub(super) fn orcid(text: Text<'_>) -> Cow<'_, str> {
    part_or_else(text, |text| text.strip_prefix("https://orcid.org/").filter(|id| is_orcid(id)), identifier::orcid)
}

/// A ROR identifier, nine characters; empty where it is none.
pub(super) fn ror(text: Text<'_>) -> Cow<'_, str> {
    part_or_else(text, |text| text.strip_prefix("https://ror.org/").filter(|id| is_ror(id)), identifier::ror)
}

/// The part of `text` that is an identifier as it should be, else what `normalise` makes of it. Bylines hold so many
/// that the usual form is worth not being copied.
fn part_or_else<'a>(
    text: Text<'a>,
    part: impl Fn(&str) -> Option<&str>,
    normalise: impl Fn(&str) -> Option<String>,
) -> Cow<'a, str> {
    match text.0 {
        Cow::Borrowed(text) => match part(text) {
            Some(part) => Cow::Borrowed(part),
            None => normal(text, normalise),
        },
        Cow::Owned(text) => normal(&text, normalise),
    }
}

/// Sixteen characters in groups of four, the last one right.
fn is_orcid(id: &str) -> bool {
    let id = id.as_bytes();
    let form = id.len() == 19
        && id.iter().enumerate().all(|(at, byte)| match at {
            4 | 9 | 14 => *byte == b'-',
            18 => byte.is_ascii_digit() || *byte == b'X',
            _ => byte.is_ascii_digit(),
        });
    if !form {
        return false;
    }
    let digits = id[..18].iter().filter(|byte| **byte != b'-');
    let total = digits.fold(0, |total, digit| (total + u32::from(digit - b'0')) * 2 % 11);
    let check = if id[18] == b'X' { 10 } else { u32::from(id[18] - b'0') };
    (total + check) % 11 == 1
}

fn is_ror(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    id.len() == 9 && id.starts_with('0') && id.bytes().all(plain)
}

/// What `normalise` makes of a text; empty where it makes nothing of it.
pub(super) fn normal(text: &str, normalise: impl Fn(&str) -> Option<String>) -> Cow<'static, str> {
    if text.is_empty() { Cow::default() } else { normalise(text).map_or_else(Cow::default, Cow::Owned) }
}

/// `2018-02-13…` as the number 20180213; 0 where the text does not begin with a date.
pub(super) fn date(text: &Text<'_>) -> u32 {
    crate::date::iso(text.as_str()).unwrap_or(0)
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
    fn identifiers_come_out_the_same_either_way() {
        let orcids = ["0000-0001-6187-6610", "0000-0001-6187-6611", "0000-0002-1694-233X", "0000-0002-1694-233x", "1"];
        for id in orcids {
            let url = format!("https://orcid.org/{id}");
            assert_eq!(orcid(text(&url)), identifier::orcid(id).unwrap_or_default(), "{id}");
            assert_eq!(is_orcid(id), identifier::orcid(id).as_deref() == Some(id), "{id}");
        }
        for id in ["00jmfr291", "00JMFR291", "10jmfr291", "00jmfr2911"] {
            let url = format!("https://ror.org/{id}");
            assert_eq!(ror(text(&url)), identifier::ror(id).unwrap_or_default(), "{id}");
        }
        assert!(matches!(ror(text("https://ror.org/00jmfr291")), Cow::Borrowed("00jmfr291")));
    }
}
