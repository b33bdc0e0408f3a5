//! Memory that chunks are read into, used again and again.

use std::io::{ErrorKind, Read, Result};

/// Bytes read at a time: enough records to outweigh the cost of handing them on, few enough to stay in a cache.
pub(crate) const CHUNK_BYTES: usize = 4 << 20;

/// Bytes that a new buffer begins with.
const FIRST_BYTES: usize = 64 << 10;

/// Bytes of which the first `filled` count. The rest is memory from earlier use, so nothing is zeroed twice.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    filled: usize,
}

impl Buffer {
    pub(crate) fn filled(&self) -> &[u8] {
        &self.bytes[..self.filled]
    }

    pub(crate) fn len(&self) -> usize {
        self.filled
    }

    pub(crate) fn clear(&mut self) {
        self.filled = 0;
    }

    pub(crate) fn truncate(&mut self, len: usize) {
        self.filled = self.filled.min(len);
    }

    pub(crate) fn append(&mut self, bytes: &[u8]) {
        self.reserve(self.filled + bytes.len());
        self.bytes[self.filled..self.filled + bytes.len()].copy_from_slice(bytes);
        self.filled += bytes.len();
    }

    fn reserve(&mut self, len: usize) {
        if self.bytes.len() < len {
            self.bytes.resize(len, 0);
        }
    }

    /// Gives memory back that only an unusually long record needed.
    pub(crate) fn shrink(&mut self) {
        if self.bytes.len() > 2 * CHUNK_BYTES {
            *self = Self::default();
        }
    }

    /// Reads until `len` bytes are filled. `Ok(true)` where the input ended before that; what was read
    /// before an error counts.
    pub(crate) fn fill(&mut self, reader: &mut dyn Read, len: usize) -> Result<bool> {
        while self.filled < len {
            if self.filled == self.bytes.len() {
                // Small files are many: little by little, so that none costs a chunk's memory.
                self.reserve(len.min((2 * self.filled).max(FIRST_BYTES)));
            }
            let end = len.min(self.bytes.len());
            match reader.read(&mut self.bytes[self.filled..end]) {
                Ok(0) => return Ok(true),
                Ok(read) => self.filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_to_the_length_asked_for_and_tells_the_end() {
        let mut buffer = Buffer::default();
        let mut reader = &b"abcdef"[..];
        assert!(!buffer.fill(&mut reader, 4).unwrap());
        assert_eq!(buffer.filled(), b"abcd");
        assert!(buffer.fill(&mut reader, 8).unwrap());
        assert_eq!(buffer.filled(), b"abcdef");
    }

    #[test]
    fn old_bytes_never_show() {
        let mut buffer = Buffer::default();
        buffer.append(b"long ago");
        buffer.clear();
        buffer.append(b"now");
        assert_eq!(buffer.filled(), b"now");
        assert!(buffer.fill(&mut &b""[..], 8).unwrap());
        assert_eq!(buffer.filled(), b"now");
    }
}
