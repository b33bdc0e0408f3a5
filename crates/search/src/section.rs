//! Parts of the index's bytes.

use std::ops::Range;

use scholargraph::column::Buffer;

/// A range of shared bytes, cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    bytes: Buffer<u8>,
    range: Range<usize>,
}

impl Section {
    /// The bytes in `range`; none where it reaches past the end.
    pub(crate) fn new(bytes: &Buffer<u8>, range: Range<usize>) -> Self {
        let range = if bytes.get(range.clone()).is_some() { range } else { 0..0 };
        Self { bytes: bytes.clone(), range }
    }

    /// The little-endian number at position `at` of an array of them.
    #[inline]
    pub(crate) fn u32_at(&self, at: usize) -> Option<u32> {
        let start = at.checked_mul(4)?;
        let bytes = self.as_ref().get(start..)?.first_chunk()?;
        Some(u32::from_le_bytes(*bytes))
    }

    /// How many numbers of 32 bits there are.
    pub(crate) fn u32_count(&self) -> usize {
        self.range.len() / 4
    }
}

impl AsRef<[u8]> for Section {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(self.range.clone()).unwrap_or_default()
    }
}

/// The bytes of an array of numbers.
pub(crate) fn bytes_of(numbers: impl IntoIterator<Item = u32>) -> Vec<u8> {
    numbers.into_iter().flat_map(u32::to_le_bytes).collect()
}
