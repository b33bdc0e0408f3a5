//! Whole records, ready to be read on any thread.

use std::sync::Arc;

use memchr::memchr;

use super::{Buffer, Place};
use crate::{Hidden, ImportError, format::Parser, kept::Head, quarantine::Reject};

/// One stream of records: a file, or a part of an archive.
pub(crate) struct Document {
    pub(crate) place: Place,
    /// The number of the file it lies in.
    pub(crate) file: usize,
    pub(crate) parser: Box<dyn Parser>,
    /// The number of its format.
    pub(crate) format: u8,
    /// The same, where there are several.
    pub(crate) source: Option<u16>,
    /// Are the people on its bylines to be resolved?
    pub(crate) resolve: bool,
    /// Does the source give no two people one name?
    pub(crate) tells_namesakes_apart: bool,
    /// What the rules about people must do without.
    pub(crate) hidden: Option<Hidden>,
}

/// Records of a document.
pub(crate) struct Chunk {
    pub(crate) document: Arc<Document>,
    /// The number of the file, then that of the chunk within it.
    pub(crate) order: u64,
    pub(crate) buffer: Buffer,
    pub(crate) records: Records,
    /// What was no record.
    pub(crate) rejects: Vec<Reject>,
}

/// Line, start and end of a record in its buffer.
pub(super) type Span = (u64, usize, usize);

/// Where the records of a buffer lie.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Records {
    /// Each on a line of its own; the first line has this number.
    Lines(u64),
    /// Anywhere.
    Spans(Vec<Span>),
    /// Anywhere; the first `known` were in an earlier chunk, too, and still matter.
    Elements { known: usize, spans: Vec<Span> },
    /// All that an earlier build kept in the frame with this number, packed.
    Kept { number: u64, head: Head },
}

impl Chunk {
    /// Every record with the line it begins on. Blank lines are none.
    pub(crate) fn records(&self) -> Box<dyn Iterator<Item = (u64, &[u8])> + '_> {
        let bytes = self.buffer.filled();
        match &self.records {
            Records::Lines(first) => Box::new((*first..).zip(lines(bytes)).filter(|(_, line)| !line.is_empty())),
            Records::Spans(spans) | Records::Elements { spans, .. } => {
                Box::new(spans.iter().map(|&(line, start, end)| (line, &bytes[start..end])))
            }
            Records::Kept { .. } => Box::new(std::iter::empty()),
        }
    }

    /// How many of the first records were in an earlier chunk, too.
    pub(crate) fn known(&self) -> usize {
        match &self.records {
            Records::Lines(_) | Records::Spans(_) | Records::Kept { .. } => 0,
            Records::Elements { known, .. } => *known,
        }
    }
}

pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The lines of `bytes`, without the white space around them and without a byte order mark.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let bytes = rest.filter(|rest| !rest.is_empty())?;
        let (line, after) = match memchr(b'\n', bytes) {
            Some(end) => (&bytes[..end], Some(&bytes[end + 1..])),
            None => (bytes, None),
        };
        rest = after;
        Some(line.trim_ascii())
    })
}

/// Why reading stops early.
#[derive(Debug)]
pub(crate) enum Halt {
    /// Somebody else ran into something that ends the import.
    Stopped,
    /// This ends the import.
    Failed(ImportError),
}

/// Takes chunks as they are cut.
pub(crate) trait Sink {
    /// An empty buffer.
    fn buffer(&mut self) -> Buffer;

    /// Takes the records of a document.
    fn chunk(
        &mut self,
        document: &Arc<Document>,
        buffer: Buffer,
        records: Records,
        rejects: Vec<Reject>,
    ) -> Result<(), Halt>;

    /// Something is wrong with a document where there is no record to blame.
    fn reject(&mut self, document: &Arc<Document>, reject: Reject) -> Result<(), Halt> {
        let buffer = self.buffer();
        self.chunk(document, buffer, Records::Spans(Vec::new()), vec![reject])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_trimmed_and_counted() {
        let all: Vec<&[u8]> = lines(b"\xEF\xBB\xBFa\r\n\n  b \nc").collect();
        assert_eq!(all, [&b"a"[..], b"", b"b", b"c"]);
        assert_eq!(lines(b"").count(), 0);
        assert_eq!(lines(b"\n\n").count(), 2);
    }
}
