//! Cutting at line ends.

use std::sync::Arc;

use memchr::{memchr, memchr_iter, memrchr};

use super::{
    Buffer, CHUNK_BYTES, Document, Halt, Records, Sink,
    cut::{End, Feed, MAX_RECORD_BYTES, too_long},
};
use crate::quarantine::Reject;

/// Cuts a document whose records are lines.
pub(super) fn cut_lines(
    document: &Arc<Document>,
    feed: &mut Feed<'_>,
    mut buffer: Buffer,
    sink: &mut dyn Sink,
) -> Result<End, Halt> {
    let mut line = 1;
    loop {
        let whole = whole_lines(&buffer, feed);
        if whole == 0 && !feed.ended {
            if buffer.len() == MAX_RECORD_BYTES {
                let excerpt = End::new(line, buffer.filled());
                skip_line(feed, &mut buffer);
                if feed.damage.is_some() {
                    return Ok(excerpt);
                }
                sink.reject(document, Reject::new(line, too_long(), &excerpt.rest))?;
                line += 1;
            } else {
                let len = (buffer.len() + CHUNK_BYTES).min(MAX_RECORD_BYTES);
                feed.fill(&mut buffer, len);
            }
            continue;
        }
        let mut next = sink.buffer();
        next.append(&buffer.filled()[whole..]);
        buffer.truncate(whole);
        let ends = memchr_iter(b'\n', buffer.filled()).count() as u64;
        sink.chunk(document, buffer, Records::Lines(line), Vec::new())?;
        line += ends;
        if feed.ended {
            return Ok(End::new(line, next.filled()));
        }
        let len = CHUNK_BYTES.max(next.len() + CHUNK_BYTES / 2).min(MAX_RECORD_BYTES);
        feed.fill(&mut next, len);
        buffer = next;
    }
}

/// How many of the bytes are whole lines. The last line of a document that did not break off is whole.
fn whole_lines(buffer: &Buffer, feed: &Feed<'_>) -> usize {
    if feed.ended && feed.damage.is_none() {
        return buffer.len();
    }
    memrchr(b'\n', buffer.filled()).map_or(0, |end| end + 1)
}

/// Drops everything up to the end of the line.
pub(super) fn skip_line(feed: &mut Feed<'_>, buffer: &mut Buffer) {
    loop {
        if let Some(end) = memchr(b'\n', buffer.filled()) {
            let rest = buffer.filled()[end + 1..].to_vec();
            buffer.clear();
            buffer.append(&rest);
            return;
        }
        buffer.clear();
        if feed.ended {
            return;
        }
        feed.fill(buffer, CHUNK_BYTES);
    }
}
