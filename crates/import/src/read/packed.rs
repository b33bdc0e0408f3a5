//! What a stream is packed in, seen from its first bytes.

use std::io::{BufRead, BufReader, Chain, Cursor, Error, Read, Result};

use flate2::bufread::MultiGzDecoder;
use liblzma::{bufread::XzDecoder, stream::Stream};

/// Ways to pack a stream or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packed {
    Gzip,
    Zstd,
    Xz,
    Zip,
    Parquet,
    Tar,
    /// Not at all.
    Plain,
}

/// Enough of a stream to see what it is packed in.
const HEAD_BYTES: usize = 512;

/// The memory a decompressor may take: that of the strongest setting of `xz`, and of `zstd --long=27`.
const MAX_WINDOW_BYTES: u64 = 256 << 20;
const MAX_WINDOW_LOG: u32 = 27;

const UNPACKED_BUFFER_BYTES: usize = 128 << 10;

/// A stream that begins with bytes which were already looked at.
pub(super) type Looked<R> = Chain<Cursor<Vec<u8>>, Tail<R>>;

/// What comes behind them: the error that cut the look short, then the rest.
pub(super) struct Tail<R> {
    error: Option<Error>,
    rest: R,
}

impl<R: Read> Read for Tail<R> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        self.error.take().map_or_else(|| self.rest.read(out), Err)
    }
}

impl<R: BufRead> BufRead for Tail<R> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        match self.error.take() {
            Some(error) => Err(error),
            None => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        self.rest.consume(amount);
    }
}

impl Packed {
    fn of(head: &[u8]) -> Self {
        match head {
            [0x1F, 0x8B, ..] => Self::Gzip,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Self::Zstd,
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Self::Xz,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet,
            _ if head.get(257..262) == Some(b"ustar") => Self::Tar,
            _ => Self::Plain,
        }
    }

    /// The ends of names that say so, to be taken off.
    fn suffixes(self) -> &'static [&'static str] {
        match self {
            Self::Gzip => &[".gz"],
            Self::Zstd => &[".zst", ".zstd"],
            Self::Xz => &[".xz"],
            Self::Parquet => &[".parquet"],
            Self::Zip | Self::Tar | Self::Plain => &[],
        }
    }

    /// The name of what is inside something called `name`.
    pub(super) fn inner_name(self, name: &str) -> &str {
        self.suffixes().iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(name)
    }
}

/// Looks at how `stream` begins. What was looked at, errors included, comes out of the stream again.
pub(super) fn look<R: BufRead>(mut stream: R) -> (Packed, Looked<R>) {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    let error = stream.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head).err();
    (Packed::of(&head), Cursor::new(head).chain(Tail { error, rest: stream }))
}

/// What is inside a compressed stream; `None` for archives and plain ones.
pub(super) fn decompress<'r, R: BufRead + 'r>(packed: Packed, stream: R) -> Result<Option<Box<dyn BufRead + 'r>>> {
    let inside: Box<dyn Read + 'r> = match packed {
        Packed::Gzip => Box::new(MultiGzDecoder::new(stream)),
        Packed::Zstd => {
            let mut decoder = zstd::Decoder::with_buffer(stream)?;
            decoder.window_log_max(MAX_WINDOW_LOG)?;
            Box::new(decoder)
        }
        Packed::Xz => {
            const CONCATENATED: u32 = liblzma::stream::CONCATENATED;
            Box::new(XzDecoder::new_stream(stream, Stream::new_stream_decoder(MAX_WINDOW_BYTES, CONCATENATED)?))
        }
        Packed::Zip | Packed::Parquet | Packed::Tar | Packed::Plain => return Ok(None),
    };
    Ok(Some(Box::new(BufReader::with_capacity(UNPACKED_BUFFER_BYTES, inside))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_the_packing_added() {
        assert_eq!(Packed::Gzip.inner_name("works/part_000.gz"), "works/part_000");
        assert_eq!(Packed::Zstd.inner_name("works.jsonl.zst"), "works.jsonl");
        assert_eq!(Packed::Plain.inner_name("works.gz"), "works.gz");
    }

    #[test]
    fn looking_takes_nothing_away() {
        for text in ["", "x", "{\"id\":\"W1\"}", &"long ".repeat(1000)] {
            let (packed, mut stream) = look(text.as_bytes());
            assert_eq!(packed, Packed::Plain);
            let mut read = String::new();
            stream.read_to_string(&mut read).unwrap();
            assert_eq!(read, text);
        }
    }
}
