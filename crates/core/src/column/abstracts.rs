//! Abstracts: compressed in blocks, decompressed on demand.

use super::{Buffer, ColumnRef, Offsets};
use crate::model::Table;

/// How many works share a block. Small enough that reading one abstract costs some ten microseconds,
/// large enough that neighbouring abstracts compress each other.
const WORKS_PER_BLOCK: usize = 16;

/// The largest block that is decompressed: a damaged length must not ask for all memory.
const MAX_BLOCK_BYTES: usize = 64 << 20;

/// The abstract of every work: blocks of 16 works, each compressed with LZ4.
///
/// A block holds the end offset of each of its abstracts (u32, little endian), then their text.
/// A block without any text is empty.
#[derive(Clone, Debug, Default)]
pub struct Abstracts {
    pub(crate) offsets: Offsets,
    pub(crate) blocks: Buffer<u8>,
}

impl Abstracts {
    /// Compresses the abstracts of `works` works, asked for in order.
    pub(crate) fn compress<'a>(works: usize, text: impl Fn(usize) -> &'a str + Sync) -> Self {
        use rayon::prelude::*;
        let blocks: Vec<Vec<u8>> = (0..works.div_ceil(WORKS_PER_BLOCK))
            .into_par_iter()
            .map(|block| {
                let first = block * WORKS_PER_BLOCK;
                compress_block((first..works.min(first + WORKS_PER_BLOCK)).map(&text))
            })
            .collect();
        Self { offsets: Offsets::from_lengths(blocks.iter().map(Vec::len)), blocks: blocks.concat().into() }
    }

    /// The abstract of the work in `row`; `None` where it has none, or its block is damaged.
    #[must_use]
    pub fn at(&self, row: usize) -> Option<String> {
        let block = self.blocks.get(self.offsets.range(row / WORKS_PER_BLOCK))?;
        let size = u32::from_le_bytes(*block.first_chunk()?) as usize;
        if size > MAX_BLOCK_BYTES {
            return None;
        }
        let plain = lz4_flex::block::decompress_size_prepended(block).ok()?;
        let (ends, text) = plain.split_at_checked(WORKS_PER_BLOCK * 4)?;
        let end = |index: usize| Some(u32::from_le_bytes(*ends.get(index * 4..)?.first_chunk()?) as usize);
        let index = row % WORKS_PER_BLOCK;
        let start = if index == 0 { 0 } else { end(index - 1)? };
        let text = std::str::from_utf8(text.get(start..end(index)?)?).ok()?;
        (!text.is_empty()).then(|| text.to_owned())
    }
}

impl Table for Abstracts {
    const NAME: &'static str = "abstracts";

    fn columns(&self) -> Vec<(&'static str, ColumnRef<'_>)> {
        vec![("block", ColumnRef::Bytes(&self.offsets, &self.blocks))]
    }
}

#[cfg(feature = "snapshot")]
impl crate::snapshot::ReadTable for Abstracts {
    fn read(reader: &mut crate::snapshot::TableReader<'_>) -> Result<Self, crate::snapshot::SnapshotError> {
        let (offsets, blocks) = reader.bytes("block")?;
        Ok(Self { offsets, blocks })
    }
}

fn compress_block<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut ends = [0_u32; WORKS_PER_BLOCK];
    let mut body = String::new();
    let mut filled = 0;
    for (end, text) in ends.iter_mut().zip(texts) {
        // A text that would overflow the block is left out rather than cut.
        if body.len() + text.len() <= MAX_BLOCK_BYTES - WORKS_PER_BLOCK * 4 {
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
