//! One record after the other.

use std::borrow::Cow;

use serde::Deserialize;

use super::{
    ids,
    institution::institution,
    kind::{Kind, Probe, at_a_glance},
    person::person,
    raw,
    source::source,
    topic::topic,
    work::work,
};
use crate::{
    batch::Batch,
    format::Parser,
    json,
    quarantine::{Reason, Rejection},
};

pub(super) struct Records;

impl Parser for Records {
    fn record(&self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        match read(record, batch) {
            Err(rejection) if rejection.reason == Reason::MalformedJson => match without_lone_surrogates(record) {
                Some(mended) => read(&mended, batch),
                None => Err(rejection),
            },
            done => done,
        }
    }
}

/// Reads a record, or a page of them.
fn read(text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    if let Some(kind) = at_a_glance(text) {
        return take(kind, text, batch);
    }
    let probe: Probe<'_> = parse(text)?;
    match &probe.results {
        Some(results) if !probe.has_id() => {
            for result in &results.0 {
                if let Err(rejection) = one(result.get(), batch) {
                    batch.reject(rejection, result.get().as_bytes());
                }
            }
            Ok(())
        }
        _ => probed(&probe, text, batch),
    }
}

/// Reads a record on a page.
fn one(text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    match at_a_glance(text) {
        Some(kind) => take(kind, text, batch),
        None => probed(&parse(text)?, text, batch),
    }
}

fn probed(probe: &Probe<'_>, text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    match probe.kind() {
        Some(kind) => take(kind, text, batch),
        None if probe.has_id() => {
            let detail = "neither the id nor the fields are those of a work, author, institution, topic or source";
            Err(Rejection::new(Reason::UnknownKind, detail))
        }
        None => Err(no_id()),
    }
}

/// Reads a record of a known kind.
fn take(kind: Kind, text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    match kind {
        Kind::Work => batch.work(&work(parse::<raw::Work<'_>>(text)?).ok_or_else(no_id)?),
        Kind::Person => take_person(parse(text)?, batch)?,
        Kind::Institution => batch.institution(&institution(parse(text)?).ok_or_else(no_id)?),
        Kind::Topic => batch.topic(&topic(parse(text)?).ok_or_else(no_id)?),
        Kind::Source => batch.source(&source(parse(text)?, None).ok_or_else(no_id)?),
        Kind::Other(what) => {
            parse::<serde::de::IgnoredAny>(text)?;
            batch.skip(what);
        }
    }
    Ok(())
}

fn take_person(raw: raw::Author<'_>, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    if ids::short(raw.id.clone()).is_some_and(|id| ids::is_nobody(&id)) {
        batch.skip("nobody");
        return Ok(());
    }
    batch.person(&person(raw).ok_or_else(no_id)?);
    Ok(())
}

fn no_id() -> Rejection {
    Rejection::new(Reason::NoId, "no `id`, or an empty one")
}

/// Reads a JSON object.
fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Rejection> {
    if !text.starts_with('{') {
        return Err(Rejection::new(Reason::MalformedJson, "not an object"));
    }
    serde_json::from_str(text).map_err(|error| Rejection::new(Reason::MalformedJson, json::describe(&error)))
}

/// The record with escaped halves of characters replaced; `None` where it has none.
///
/// They stand where somebody cut a text between the halves of an emoji. JSON's grammar has nothing against them.
fn without_lone_surrogates(text: &str) -> Option<String> {
    let mut mended = Cow::Borrowed(text);
    let mut at = 0;
    while let Some(found) = mended[at..].find("\\").map(|offset| at + offset) {
        let escape = |at: usize| -> Option<u16> {
            let digits = mended.get(at..at + 6)?.strip_prefix("\\u")?;
            u16::from_str_radix(digits, 16).ok()
        };
        let (high, low) = (0xD800..0xDC00, 0xDC00..0xE000);
        at = match escape(found) {
            Some(unit) if high.contains(&unit) && escape(found + 6).is_some_and(|unit| low.contains(&unit)) => {
                found + 12
            }
            Some(unit) if high.contains(&unit) || low.contains(&unit) => {
                mended.to_mut().replace_range(found..found + 6, "\\uFFFD");
                found + 6
            }
            // Whatever is escaped, a backslash included, is no start of another escape.
            _ => mended.len().min(found + 1 + mended[found + 1..].chars().next().map_or(0, char::len_utf8)),
        };
    }
    match mended {
        Cow::Borrowed(_) => None,
        Cow::Owned(mended) => Some(mended),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_characters_are_replaced() {
        let cases = [
            (r#"{"a":"\ud83d"}"#, Some(r#"{"a":"\uFFFD"}"#)),
            (r#"{"a":"\ude00\ud83d\ude00\ud83d"}"#, Some(r#"{"a":"\uFFFD\ud83d\ude00\uFFFD"}"#)),
            (r#"{"a":"\ud83d\ude00"}"#, None),
            (r#"{"a":"\\ud83d"}"#, None),
            (r#"{"a":"\é\ud83"}"#, None),
            ("\\", None),
            ("", None),
        ];
        for (given, expected) in cases {
            assert_eq!(without_lone_surrogates(given).as_deref(), expected, "{given}");
        }
    }
}
