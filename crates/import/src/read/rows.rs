//! Cutting tables: rows whose fields may stand in quotes, and then hold separators and line ends.

use std::sync::Arc;

use memchr::{memchr, memchr_iter, memchr2};

use super::{
    Buffer, CHUNK_BYTES, Document, Halt, Records, Sink,
    cut::{End, Feed, MAX_RECORD_BYTES, too_long},
    lines::skip_line,
};
use crate::quarantine::{Reason, Reject, Rejection};

/// A row that runs over more lines than this lacks a quote. Real ones have some dozens.
const MAX_LINES: usize = 1000;

/// Cuts a table. Its first row goes to the parser as the heading; where that rejects it, so it does the others.
pub(super) fn cut_rows(
    document: &Arc<Document>,
    separator: u8,
    feed: &mut Feed<'_>,
    mut buffer: Buffer,
    sink: &mut dyn Sink,
) -> Result<End, Halt> {
    let mut rows = Rows { separator, line: 1, headed: false };
    loop {
        let mut found = Found::default();
        let whole = feed.ended && feed.damage.is_none();
        let mut at = rows.cut(document, buffer.filled(), whole, &mut found);
        let line = rows.line;
        let endless = at == 0 && buffer.len() == MAX_RECORD_BYTES;
        if endless {
            found.rejects.push(Reject::new(line, too_long(), buffer.filled()));
            at = buffer.len();
        }
        let mut next = sink.buffer();
        next.append(&buffer.filled()[at..]);
        if !found.spans.is_empty() || !found.rejects.is_empty() {
            sink.chunk(document, buffer, Records::Spans(found.spans), found.rejects)?;
        }
        if endless {
            skip_line(feed, &mut next);
            rows.line += 1;
        }
        if feed.ended && (!endless || next.len() == 0) {
            return Ok(End::new(rows.line, next.filled()));
        }
        let len = CHUNK_BYTES.max(2 * next.len()).min(MAX_RECORD_BYTES);
        feed.fill(&mut next, len);
        buffer = next;
    }
}

/// The rows of a piece of the table.
#[derive(Default)]
struct Found {
    spans: Vec<(u64, usize, usize)>,
    rejects: Vec<Reject>,
}

/// How a table is cut.
struct Rows {
    separator: u8,
    line: u64,
    headed: bool,
}

/// What begins at some place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    /// A row that ends here, its line end not included.
    Whole(usize),
    /// A row that has not ended yet.
    Open,
    /// A line whose quotes make no sense.
    Broken,
}

impl Rows {
    /// Finds the rows in `bytes`, up to the one that has not ended yet; `whole` if nothing follows.
    fn cut(&mut self, document: &Document, bytes: &[u8], whole: bool, found: &mut Found) -> usize {
        let mut at = 0;
        while at < bytes.len() {
            let row = row(&bytes[at..], self.separator, whole);
            let end = match row {
                Row::Open => break,
                Row::Whole(length) => at + length,
                // The quote that does not fit may be anywhere. One line is given up; the next may begin a row again.
                Row::Broken => memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length),
            };
            let text = bytes[at..end].strip_suffix(b"\r").unwrap_or(&bytes[at..end]);
            if row == Row::Broken {
                found.rejects.push(Reject::new(self.line, broken(), text));
            } else if !self.headed {
                self.headed = true;
                found.rejects.extend(self.heading(document, text));
            } else if !text.is_empty() {
                found.spans.push((self.line, at, at + text.len()));
            }
            self.line += memchr_iter(b'\n', &bytes[at..end]).count() as u64 + 1;
            at = bytes.len().min(end + 1);
        }
        at
    }

    fn heading(&self, document: &Document, text: &[u8]) -> Option<Reject> {
        let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
        let heading = String::from_utf8_lossy(text);
        document.parser.heading(&heading).err().map(|rejection| Reject::new(self.line, rejection, text))
    }
}

fn broken() -> Rejection {
    Rejection::new(Reason::MalformedRow, "a quote that does not end where its field does")
}

/// The row at the start of `bytes`.
///
/// A quote opens a field only as its first byte, and is followed by another one where it stands for itself.
fn row(bytes: &[u8], separator: u8, whole: bool) -> Row {
    let mut at = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            match quoted(bytes, at + 1) {
                Some(end) => at = end,
                None if whole || memchr_iter(b'\n', bytes).nth(MAX_LINES).is_some() => return Row::Broken,
                None => return Row::Open,
            }
            if memchr_iter(b'\n', &bytes[..at]).nth(MAX_LINES).is_some() {
                return Row::Broken;
            }
            let rest = &bytes[at..];
            let after = rest.strip_prefix(b"\r").unwrap_or(rest);
            match after.first() {
                Some(&byte) if byte == separator => {}
                Some(b'\n') => return Row::Whole(at + rest.len() - after.len()),
                Some(_) => return Row::Broken,
                None if whole => return Row::Whole(bytes.len()),
                None => return Row::Open,
            }
            at += rest.len() - after.len();
        } else {
            match memchr2(separator, b'\n', &bytes[at..]) {
                Some(length) => at += length,
                None if whole => return Row::Whole(bytes.len()),
                None => return Row::Open,
            }
        }
        if bytes[at] == b'\n' {
            return Row::Whole(at);
        }
        at += 1;
    }
}

/// Where the field ends whose content begins at `at`: behind its closing quote.
fn quoted(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr(b'"', bytes.get(at..)?)? + 1;
        if bytes.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, whole: bool, expected: Row) {
        assert_eq!(row(text.as_bytes(), b'\t', whole), expected, "{text:?}");
    }

    #[test]
    fn rows_end_where_a_line_ends_outside_of_quotes() {
        check("a\tb\nc", false, Row::Whole(3));
        check("\"a\nb\"\tc\nd", false, Row::Whole(7));
        check("\"a \"\"b\"\"\n\"\r\nd", false, Row::Whole(11));
        check("a\t\"\"\nb", false, Row::Whole(4));
        check("in\"side\tb\n", false, Row::Whole(9));
        check("\n", false, Row::Whole(0));
    }

    #[test]
    fn rows_that_go_on_are_told_from_those_that_are_over() {
        for text in ["a\tb", "\"a\"", "\"a\"\"", "a\t", ""] {
            check(text, false, Row::Open);
        }
        check("a\tb", true, Row::Whole(3));
        check("\"a\"", true, Row::Whole(3));
        check("\"a\n", true, Row::Broken);
    }

    #[test]
    fn quotes_that_make_no_sense_are_noticed() {
        check("\"a\"b\tc\n", false, Row::Broken);
        check("a\t\"no end\nb\t\"c\"\n", false, Row::Broken);
        let lines = "x\n".repeat(MAX_LINES + 1);
        check(&format!("\"{lines}"), false, Row::Broken);
        check(&format!("\"{lines}\"\n"), false, Row::Broken);
        check(&format!("\"{}\"\n", "x\n".repeat(MAX_LINES)), false, Row::Whole(2 * MAX_LINES + 2));
    }
}
