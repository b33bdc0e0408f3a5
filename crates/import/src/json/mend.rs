//! Text that is JSON by its grammar and yet more than serde_json takes.

use crate::quarantine::{Reason, Rejection};

/// What `read` makes of a record, or of the record mended where it is malformed and can be.
pub(crate) fn mended(record: &str, mut read: impl FnMut(&str) -> Result<(), Rejection>) -> Result<(), Rejection> {
    match read(record) {
        Err(rejection) if rejection.reason == Reason::MalformedJson => match mend(record) {
            Some(mended) => read(&mended),
            None => Err(rejection),
        },
        done => done,
    }
}

/// The record with escaped halves of characters, and numbers beyond a double, replaced; `None` where it has none.
///
/// The halves stand where somebody cut a text between those of an emoji. JSON's grammar has nothing against either.
fn mend(record: &str) -> Option<String> {
    let mut mended = String::new();
    let mut copied = 0;
    let mut at = 0;
    let mut in_text = false;
    while let Some(&byte) = record.as_bytes().get(at) {
        let (end, instead) = match byte {
            b'\\' if in_text => escape(record, at),
            b'-' | b'0'..=b'9' if !in_text => number(record, at),
            _ => (at + 1, None),
        };
        in_text ^= byte == b'"';
        if let Some(instead) = instead {
            mended.push_str(&record[copied..at]);
            mended.push_str(instead);
            copied = end;
        }
        at = end;
    }
    (copied > 0).then(|| mended + &record[copied..])
}

/// The end of the escape at `at`, and what to write instead of it.
fn escape(record: &str, at: usize) -> (usize, Option<&'static str>) {
    let unit = |at: usize| u16::from_str_radix(record.get(at..at + 6)?.strip_prefix("\\u")?, 16).ok();
    let (high, low) = (0xD800..0xDC00, 0xDC00..0xE000);
    match unit(at) {
        Some(first) if high.contains(&first) && unit(at + 6).is_some_and(|second| low.contains(&second)) => {
            (at + 12, None)
        }
        Some(half) if high.contains(&half) || low.contains(&half) => (at + 6, Some("\\uFFFD")),
        // Whatever is escaped, a backslash included, is no start of another escape.
        _ => (at + 2, None),
    }
}

/// The end of the number at `at`, and the largest that fits in its place if it is beyond that.
fn number(record: &str, at: usize) -> (usize, Option<&'static str>) {
    let rest = &record[at..];
    let length = rest.find(|letter: char| !matches!(letter, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'));
    let text = &rest[..length.unwrap_or(rest.len())];
    let beyond = text.parse::<f64>().is_ok_and(f64::is_infinite);
    let instead = if text.starts_with('-') { "-1e308" } else { "1e308" };
    (at + text.len(), beyond.then_some(instead))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expected: Option<&str>) {
        assert_eq!(mend(given).as_deref(), expected, "{given}");
    }

    #[test]
    fn halves_of_characters_are_replaced() {
        check(r#"{"a":"\ud83d"}"#, Some(r#"{"a":"\uFFFD"}"#));
        check(r#"{"a":"\ude00\ud83d\ude00\ud83d"}"#, Some(r#"{"a":"\uFFFD\ud83d\ude00\uFFFD"}"#));
        check(r#"{"a":"\ud83d\ude00"}"#, None);
        check(r#"{"a":"\\ud83d"}"#, None);
        check(r#"{"a":"\é\ud83"}"#, None);
        check("\"\\", None);
        check("", None);
    }

    #[test]
    fn numbers_beyond_a_double_are_replaced() {
        check(r#"{"a":1e999,"b":[-1E+999]}"#, Some(r#"{"a":1e308,"b":[-1e308]}"#));
        check(&format!("[{}, 7]", "9".repeat(400)), Some("[1e308, 7]"));
        check(r#"{"a":1e308,"b":"1e999","c":1e-999,"d":--1,"e":12é}"#, None);
    }
}
