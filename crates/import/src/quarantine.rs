//! Records that could not be used.

use std::{fmt, io};

use serde::Serialize;

/// Why a record was rejected.
///
/// Displayed and serialised as the code that reports count by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// It is not JSON, or not an object.
    MalformedJson,
    /// It is not well-formed XML, or refers to characters by a name that nobody knows.
    MalformedXml,
    /// It is not YAML, or not of the form that the format prescribes.
    MalformedYaml,
    /// Its bytes are not UTF-8.
    InvalidUtf8,
    /// It does not say what it is about.
    NoId,
    /// It is of no kind that the format knows.
    UnknownKind,
    /// It is longer than any record may be.
    TooLong,
    /// A line of a table does not have the columns it should have.
    MalformedRow,
    /// The compressed file ends too early or is damaged; what came before is kept.
    BrokenOff,
    /// A part of an archive is packed in a way that cannot be read.
    Unreadable,
    /// The source deleted the record by a list of its own.
    Deleted,
}

impl Reason {
    /// The code, such as `malformed-json`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MalformedJson => "malformed-json",
            Self::MalformedXml => "malformed-xml",
            Self::MalformedYaml => "malformed-yaml",
            Self::InvalidUtf8 => "invalid-utf8",
            Self::NoId => "no-id",
            Self::UnknownKind => "unknown-kind",
            Self::TooLong => "too-long",
            Self::MalformedRow => "malformed-row",
            Self::BrokenOff => "broken-off",
            Self::Unreadable => "unreadable",
            Self::Deleted => "deleted",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rejection {
    pub(crate) reason: Reason,
    /// Where and what exactly, in words.
    pub(crate) detail: String,
}

impl Rejection {
    pub(crate) fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Self { reason, detail: detail.into() }
    }
}

/// A rejected record with its place.
#[derive(Clone, Debug)]
pub(crate) struct Reject {
    pub(crate) line: u64,
    pub(crate) rejection: Rejection,
    /// Its beginning.
    pub(crate) excerpt: String,
}

impl Reject {
    /// More of a record than this is no help in finding it.
    const EXCERPT_BYTES: usize = 4096;

    pub(crate) fn new(line: u64, rejection: Rejection, record: &[u8]) -> Self {
        let start = &record[..record.len().min(Self::EXCERPT_BYTES)];
        let excerpt = String::from_utf8_lossy(start);
        // A cut through the last character is no fault of the record's.
        let cut = excerpt.strip_suffix(char::REPLACEMENT_CHARACTER).filter(|_| start.len() < record.len());
        Self { line, rejection, excerpt: cut.unwrap_or(&excerpt).to_owned() }
    }

    /// Appends it to `lines` as a line of JSON.
    pub(crate) fn write(&self, source: &str, lines: &mut Vec<u8>) -> io::Result<()> {
        let line = Line {
            source,
            line: self.line,
            reason: self.rejection.reason,
            detail: &self.rejection.detail,
            record: &self.excerpt,
        };
        serde_json::to_writer(&mut *lines, &line)?;
        lines.push(b'\n');
        Ok(())
    }
}

/// A line of the quarantine.
#[derive(Serialize)]
struct Line<'a> {
    source: &'a str,
    line: u64,
    reason: Reason,
    detail: &'a str,
    record: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(record: &[u8]) -> serde_json::Value {
        let mut lines = Vec::new();
        let rejection = Rejection::new(Reason::NoId, "no `id`");
        Reject::new(7, rejection, record).write("works.jsonl", &mut lines).unwrap();
        assert_eq!(lines.last(), Some(&b'\n'));
        serde_json::from_slice(&lines).unwrap()
    }

    #[test]
    fn a_reject_is_a_line_of_json() {
        let expected = serde_json::json!({
            "source": "works.jsonl", "line": 7, "reason": "no-id", "detail": "no `id`", "record": "{\"x\":1}",
        });
        assert_eq!(written(b"{\"x\":1}"), expected);
    }

    #[test]
    fn excerpts_are_bounded_and_cut_between_characters() {
        let excerpt = written("é".repeat(10_000).as_bytes())["record"].as_str().unwrap().to_owned();
        assert_eq!(excerpt, "é".repeat(2048));
        let odd = format!("x{}", "é".repeat(10_000));
        assert_eq!(written(odd.as_bytes())["record"], format!("x{}", "é".repeat(2047)));
        assert_eq!(written(b"\xFF")["record"], "\u{FFFD}");
    }

    #[test]
    fn codes_are_what_is_serialised() {
        for reason in
            [Reason::MalformedXml, Reason::MalformedYaml, Reason::InvalidUtf8, Reason::BrokenOff, Reason::Deleted]
        {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.code());
        }
    }
}
