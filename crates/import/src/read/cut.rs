//! Cutting a document at record ends.

use std::{
    io::{self, Read},
    path::PathBuf,
    sync::Arc,
};

use super::{
    Buffer, CHUNK_BYTES, Document, Halt, Records, Sink, chunk::lines, elements::cut_elements, lines::cut_lines,
    rows::cut_rows, values,
};
use crate::{
    ImportError,
    format::Cut,
    quarantine::{Reason, Reject, Rejection},
};

/// Where a record that has not ended by then is too long. The longest real ones, with thousands of authors, have some
/// tens of megabytes.
pub(super) const MAX_RECORD_BYTES: usize = 64 << 20;

/// A document being read.
pub(super) struct Feed<'r> {
    reader: &'r mut dyn Read,
    pub(super) ended: bool,
    pub(super) damage: Option<io::Error>,
}

impl<'r> Feed<'r> {
    pub(super) fn new(reader: &'r mut dyn Read) -> Self {
        Self { reader, ended: false, damage: None }
    }

    /// Reads on until `buffer` holds `len` bytes, or the document ends, whole or not.
    pub(super) fn fill(&mut self, buffer: &mut Buffer, len: usize) {
        if self.ended {
            return;
        }
        match buffer.fill(self.reader, len) {
            Ok(ended) => self.ended = ended,
            Err(error) => (self.ended, self.damage) = (true, Some(error)),
        }
    }
}

/// Cuts what `reader` gives into chunks for `sink`. `Ok(false)` where the document broke off.
pub(crate) fn cut(document: &Arc<Document>, reader: &mut dyn Read, sink: &mut dyn Sink) -> Result<bool, Halt> {
    let mut feed = Feed::new(reader);
    let mut buffer = sink.buffer();
    feed.fill(&mut buffer, CHUNK_BYTES);
    let broken_off = match document.parser.cut(buffer.filled()) {
        Cut::Whole => cut_whole(document, &mut feed, buffer, sink)?,
        Cut::Elements(elements) => cut_elements(document, &mut feed, buffer, sink, elements)?,
        Cut::Json if !one_record_to_a_line(buffer.filled(), feed.ended) => {
            values::cut_values(document, &mut feed, buffer, sink)?
        }
        Cut::Rows(separator) => cut_rows(document, separator, &mut feed, buffer, sink)?,
        Cut::Json | Cut::Lines => cut_lines(document, &mut feed, buffer, sink)?,
    };
    let Some(error) = feed.damage else { return Ok(true) };
    if error.raw_os_error().is_some() {
        return Err(Halt::Failed(ImportError::Read { path: PathBuf::from(&document.place.shown), source: error }));
    }
    let rejection = Rejection::new(Reason::BrokenOff, error.to_string());
    sink.reject(document, Reject::new(broken_off.line, rejection, &broken_off.rest))?;
    Ok(false)
}

/// Where a document ended, and what stood there that is no whole record.
#[derive(Debug, Default)]
pub(super) struct End {
    pub(super) line: u64,
    pub(super) rest: Vec<u8>,
}

impl End {
    pub(super) fn new(line: u64, rest: &[u8]) -> Self {
        // Enough for an excerpt.
        Self { line, rest: rest[..rest.len().min(1 << 16)].to_vec() }
    }
}

fn cut_whole(
    document: &Arc<Document>,
    feed: &mut Feed<'_>,
    mut buffer: Buffer,
    sink: &mut dyn Sink,
) -> Result<End, Halt> {
    while !feed.ended && buffer.len() < MAX_RECORD_BYTES {
        let len = (buffer.len() + CHUNK_BYTES).min(MAX_RECORD_BYTES);
        feed.fill(&mut buffer, len);
    }
    if feed.damage.is_some() {
        return Ok(End::new(1, buffer.filled()));
    }
    if !feed.ended {
        sink.reject(document, Reject::new(1, too_long(), buffer.filled()))?;
        return Ok(End::default());
    }
    let whole = (1, 0, buffer.len());
    sink.chunk(document, buffer, Records::Spans(vec![whole]), Vec::new())?;
    Ok(End::default())
}

pub(super) fn too_long() -> Rejection {
    Rejection::new(Reason::TooLong, format!("{MAX_RECORD_BYTES} bytes or longer"))
}

/// Does a JSON document that begins with `start` hold one record to a line?
///
/// A first line that is a whole object says so, and so does a second one that begins an object, for the first may be
/// damaged, unless it begins a page: then its results follow.
fn one_record_to_a_line(start: &[u8], ended: bool) -> bool {
    let complete = if ended { start.len() } else { memchr::memrchr(b'\n', start).map_or(0, |end| end + 1) };
    let mut lines = lines(&start[..complete]).filter(|line| !line.is_empty());
    match lines.next() {
        None => ended,
        Some(first) if first.starts_with(b"[") => false,
        Some(first) if first.starts_with(b"{") => {
            let next_may_be_one = lines.next().is_none_or(|second| second.starts_with(b"{"));
            values::is_whole(first) || (next_may_be_one && !values::begins_results(first))
        }
        Some(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_lines_are_told_from_values_over_many_lines() {
        let cases: [(&str, bool, bool); 13] = [
            ("", true, true),
            ("{\"id\":\"W1\"}\n{\"id\":\"W2\"}\n", false, true),
            ("\n\n{\"id\":\"W1\"}", true, true),
            ("{\"id\":\"W1\", \"x\n{\"id\":\"W2\"}\n", false, true),
            ("{\"id\":\"W1\", \"x", true, true),
            ("\u{FEFF}{\n  \"id\": \"W1\"\n}\n", true, false),
            ("[{\"id\":\"W1\"}]\n", true, false),
            ("[\n{\"id\":\"W1\"},\n{\"id\":\"W2\"}]\n", true, false),
            ("{\"results\":[{\"id\":", false, false),
            ("{\"results\": [\n{\"id\":\"W1\"}\n]}", true, false),
            ("{\"meta\": {}, \"results\": [{\"id\":\"W1\"},\n{\"id\":\"W2\"}]}", true, false),
            ("{\"items\":[{\"DOI\":\"10.5555/1\"},\n{\"DOI\":\"10.5555/2\"}]}", true, false),
            ("not JSON\n", true, true),
        ];
        for (start, ended, expected) in cases {
            assert_eq!(one_record_to_a_line(start.as_bytes(), ended), expected, "{start:?}");
        }
    }
}
