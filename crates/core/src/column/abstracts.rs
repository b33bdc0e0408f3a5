//! Abstracts: compressed in blocks, decompressed on demand.

use super::{Buffer, ColumnRef, Offsets, Room, Tail};
use crate::model::Table;

/// The largest block that is decompressed: a damaged length must not ask for all memory.
const MAX_BLOCK_BYTES: usize = 64 << 20;

/// So many blocks are compressed before they are put away: enough to keep all cores busy.
const BLOCKS_AT_ONCE: usize = 1 << 12;

/// The abstract of every work: blocks of 16 works, each compressed with LZ4.
///
/// A block holds the end offset of each of its abstracts (u32, little endian), then their text.
/// A block without any text is empty.
#[derive(Clone, Debug, Default)]
pub struct Abstracts {
    pub(crate) offsets: Offsets,
    pub(crate) compressed: Buffer<u8>,
    tail: Tail<Self>,
}

impl Abstracts {
    /// How many works share a block. Small enough that reading one abstract costs some ten microseconds,
    /// large enough that neighbouring abstracts compress each other.
    pub const WORKS_PER_BLOCK: usize = 16;

    pub(crate) fn new(offsets: Offsets, compressed: Buffer<u8>) -> Self {
        Self { offsets, compressed, tail: Tail::default() }
    }

    /// Adds the abstracts of `works` further works, the first of which is in row `first`.
    pub(crate) fn extend(&mut self, first: usize, works: usize, more: &Self) {
        self.tail.push(first, works, more.clone());
    }

    /// Compresses the abstracts of `works` works, asked for in order, and puts them where there is room.
    pub(crate) fn compress<'a>(works: usize, text: impl Fn(usize) -> &'a str + Sync, room: &Room) -> Self {
        use rayon::prelude::*;
        let (mut lengths, mut compressed) = (Vec::new(), room.growing());
        let blocks: Vec<usize> = (0..works.div_ceil(Self::WORKS_PER_BLOCK)).collect();
        for some in blocks.chunks(BLOCKS_AT_ONCE) {
            let some: Vec<Vec<u8>> = some
                .par_iter()
                .map(|block| {
                    let first = block * Self::WORKS_PER_BLOCK;
                    compress_block((first..works.min(first + Self::WORKS_PER_BLOCK)).map(&text))
                })
                .collect();
            lengths.extend(some.iter().map(Vec::len));
            some.iter().for_each(|block| compressed.extend_from_slice(block));
        }
        Self::new(Offsets::from_lengths(lengths.into_iter()).placed(room), compressed.finish())
    }

    /// How many blocks there are.
    pub(crate) fn blocks(&self) -> usize {
        self.offsets.rows()
    }

    /// Can every abstract of a block be read?
    pub(crate) fn is_sound(&self, block: usize) -> bool {
        match self.compressed.get(self.offsets.range(block)) {
            Some([]) => true,
            Some(compressed) => Block::decompress(compressed).is_some_and(|plain| plain.is_sound()),
            None => false,
        }
    }

    /// The abstract of the work in `row`; `None` where it has none, or its block is damaged.
    #[must_use]
    pub fn at(&self, row: usize) -> Option<String> {
        match self.tail.piece(row) {
            Some((piece, row)) => piece.stored_at(row),
            None => self.stored_at(row),
        }
    }

    fn stored_at(&self, row: usize) -> Option<String> {
        let block = Block::decompress(self.compressed.get(self.offsets.range(row / Self::WORKS_PER_BLOCK))?)?;
        let text = block.text(row % Self::WORKS_PER_BLOCK)?;
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// A block in plain text.
struct Block(Vec<u8>);

impl Block {
    fn decompress(block: &[u8]) -> Option<Self> {
        let size = u32::from_le_bytes(*block.first_chunk()?) as usize;
        if size > MAX_BLOCK_BYTES {
            return None;
        }
        lz4_flex::block::decompress_size_prepended(block).ok().map(Self)
    }

    /// The text of one of its works.
    fn text(&self, index: usize) -> Option<&str> {
        let (ends, text) = self.0.split_at_checked(Abstracts::WORKS_PER_BLOCK * 4)?;
        let end = |index: usize| Some(u32::from_le_bytes(*ends.get(index * 4..)?.first_chunk()?) as usize);
        let start = if index == 0 { 0 } else { end(index - 1)? };
        std::str::from_utf8(text.get(start..end(index)?)?).ok()
    }

    fn is_sound(&self) -> bool {
        (0..Abstracts::WORKS_PER_BLOCK).all(|index| self.text(index).is_some())
    }
}

impl Table for Abstracts {
    const NAME: &'static str = "abstracts";

    fn columns(&self) -> Vec<(&'static str, ColumnRef<'_>)> {
        vec![("block", ColumnRef::Bytes(&self.offsets, &self.compressed))]
    }
}

#[cfg(feature = "snapshot")]
impl crate::snapshot::ReadTable for Abstracts {
    fn read(reader: &mut crate::snapshot::TableReader<'_>) -> Result<Self, crate::snapshot::SnapshotError> {
        let (offsets, compressed) = reader.column("block")?;
        Ok(Self::new(offsets, compressed))
    }
}

fn compress_block<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut ends = [0_u32; Abstracts::WORKS_PER_BLOCK];
    let mut body = String::new();
    let mut filled = 0;
    for (end, text) in ends.iter_mut().zip(texts) {
        // A text that would overflow the block is left out rather than cut.
        if body.len() + text.len() <= MAX_BLOCK_BYTES - Abstracts::WORKS_PER_BLOCK * 4 {
            body.push_str(text);
        }
        *end = body.len() as u32;
        filled += 1;
    }
    if body.is_empty() {
        return Vec::new();
    }
    ends[filled..].fill(body.len() as u32);
    let mut plain: Vec<u8> = ends.iter().flat_map(|end| end.to_le_bytes()).collect();
    plain.extend_from_slice(body.as_bytes());
    lz4_flex::block::compress_prepend_size(&plain)
}
