//! Frames: the statements of one chunk of the input, compressed.
//!
//! A frame is the number of its format among those that the file names, the lengths of what follows and of what that
//! unpacks to, as little-endian numbers of 32 bits, statements one after the other, packed by Zstandard, and the CRC-32
//! of all that. The frame that ends the file has [`LAST`] for its format and the number of frames, 64 bits, behind it.

use std::io::{self, Read};

use crc32fast::Hasher;

use super::KeptError;

/// Stands for a format in the frame that ends the file.
const LAST: u8 = u8::MAX;

/// How many formats a file tells apart.
pub(super) const MAX_FORMATS: usize = LAST as usize;

/// Longer frames are not written; one that claims to be is damaged.
const MAX_BYTES: u32 = 1 << 30;

const HEAD_BYTES: usize = 9;
const CHECKSUM_BYTES: usize = 4;

/// Packs quickly rather than tightly: it happens while everybody waits for the next record.
const LEVEL: i32 = 1;

/// What stands before the statements of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(super) format: u8,
    pub(super) packed: u32,
    pub(super) unpacked: u32,
}

impl Head {
    fn bytes(self) -> [u8; HEAD_BYTES] {
        let mut bytes = [self.format; HEAD_BYTES];
        bytes[1..5].copy_from_slice(&self.packed.to_le_bytes());
        bytes[5..].copy_from_slice(&self.unpacked.to_le_bytes());
        bytes
    }

    /// How much of the file the frame takes behind its head.
    pub(super) fn rest(self) -> usize {
        self.packed as usize + CHECKSUM_BYTES
    }
}

/// The next thing in a file.
#[derive(Debug)]
pub(super) enum Next {
    Frame(Head),
    /// The end, with the number of frames before it.
    End(u64),
}

/// A whole frame of `statements`.
pub(super) fn pack(format: u8, statements: &[u8]) -> io::Result<Vec<u8>> {
    let packed = zstd::bulk::compress(statements, LEVEL)?;
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).ok().filter(|&length| length <= MAX_BYTES);
    let (Some(packed_bytes), Some(unpacked)) = (length(&packed), length(statements)) else {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the records of one chunk are too long to keep"));
    };
    let head = Head { format, packed: packed_bytes, unpacked };
    let mut frame = Vec::with_capacity(HEAD_BYTES + packed.len() + CHECKSUM_BYTES);
    frame.extend(head.bytes());
    frame.extend(packed);
    let checksum = crc32fast::hash(&frame);
    frame.extend(checksum.to_le_bytes());
    Ok(frame)
}

/// The frame that ends a file.
pub(super) fn last(frames: u64) -> Vec<u8> {
    let mut frame = vec![LAST];
    frame.extend(frames.to_le_bytes());
    frame
}

/// The beginning of the next frame. `detail` is what is wrong otherwise.
pub(super) fn next(reader: &mut dyn Read) -> Result<Next, Fault> {
    let [format] = take(reader)?;
    if format == LAST {
        return Ok(Next::End(u64::from_le_bytes(take(reader)?)));
    }
    let head = Head { format, packed: u32::from_le_bytes(take(reader)?), unpacked: u32::from_le_bytes(take(reader)?) };
    if head.packed.max(head.unpacked) > MAX_BYTES {
        Err(Fault::Damage("it claims to be too long".into()))
    } else {
        Ok(Next::Frame(head))
    }
}

/// The statements of a frame, of which `rest` is what stands behind its head.
pub(super) fn unpack(head: Head, rest: &[u8]) -> Result<Vec<u8>, Fault> {
    let damaged = |detail: &str| Fault::Damage(detail.to_owned());
    let (packed, checksum) = rest.split_last_chunk().ok_or_else(|| damaged("it is cut short"))?;
    let mut hasher = Hasher::new();
    hasher.update(&head.bytes());
    hasher.update(packed);
    if hasher.finalize() != u32::from_le_bytes(*checksum) {
        return Err(damaged("its checksum is another"));
    }
    let mut statements = Vec::new();
    let unpacked = zstd::Decoder::with_buffer(packed)
        .and_then(|decoder| decoder.take(u64::from(head.unpacked) + 1).read_to_end(&mut statements));
    match unpacked {
        Ok(length) if length == head.unpacked as usize => Ok(statements),
        Ok(_) => Err(damaged("it unpacks to another length than it names")),
        Err(error) => Err(Fault::Damage(error.to_string())),
    }
}

/// What is wrong with a frame.
#[derive(Debug)]
pub(super) enum Fault {
    Damage(String),
    Read(io::Error),
}

impl Fault {
    /// As that of the frame with this number.
    pub(super) fn in_frame(self, frame: u64) -> KeptError {
        match self {
            Self::Damage(detail) => KeptError::Damaged { frame, detail },
            Self::Read(error) => KeptError::Read(error),
        }
    }
}

fn take<const N: usize>(reader: &mut dyn Read) -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    reader.read_exact(&mut bytes).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => Fault::Damage("the file ends here".into()),
        _ => Fault::Read(error),
    })?;
    Ok(bytes)
}
