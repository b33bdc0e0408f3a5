//! Lists of ascending numbers in few bytes: the postings of every word, and the words of every node.
//!
//! A list is the gaps between its numbers, each in groups of seven bits, lowest first. Gaps are stored one
//! less than they are, so a list ascends strictly even where its bytes are damaged.

use std::ops::Range;

use crate::section::Section;

/// Collects lists.
#[derive(Debug, Default)]
pub(crate) struct ListsBuilder {
    ends: Vec<u64>,
    bytes: Vec<u8>,
}

impl ListsBuilder {
    /// Adds a list of strictly ascending numbers.
    pub(crate) fn push(&mut self, numbers: impl IntoIterator<Item = u32>) {
        let mut lowest = 0;
        for number in numbers {
            push_number(&mut self.bytes, number.wrapping_sub(lowest));
            lowest = number.wrapping_add(1);
        }
        self.ends.push(self.bytes.len() as u64);
    }

    /// The lists of all `builders`, one after the other: their offsets and their bytes.
    pub(crate) fn concatenated(builders: Vec<Self>) -> (Vec<u8>, Vec<u8>) {
        let total: usize = builders.iter().map(|builder| builder.bytes.len()).sum();
        let width = if u32::try_from(total).is_ok() { 4 } else { 8 };
        let mut offsets = vec![width];
        let mut bytes = Vec::with_capacity(total);
        offsets.extend_from_slice(&0_u64.to_le_bytes()[..width.into()]);
        for builder in builders {
            let start = bytes.len() as u64;
            let ends = builder.ends.iter().map(|end| (start + end).to_le_bytes());
            ends.for_each(|end| offsets.extend_from_slice(&end[..width.into()]));
            bytes.extend_from_slice(&builder.bytes);
        }
        (offsets, bytes)
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Lists, as stored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    offsets: Section,
    bytes: Section,
}

impl Lists {
    /// The lists in two sections.
    pub(crate) fn new(offsets: Section, bytes: Section) -> Self {
        Self { offsets, bytes }
    }

    /// How many lists there are.
    pub(crate) fn len(&self) -> usize {
        let offsets = self.offsets.as_ref();
        let width = offsets.first().copied().unwrap_or(4).max(1);
        (offsets.len() / usize::from(width)).saturating_sub(1)
    }

    /// The list at `at`; empty where there is none.
    #[inline]
    pub(crate) fn at(&self, at: usize) -> Ascending<'_> {
        Ascending { bytes: self.bytes_of(&(at..at.saturating_add(1))), lowest: Some(0) }
    }

    /// How many bytes a range of lists takes: one for each number, up to five.
    pub(crate) fn bytes_in(&self, lists: &Range<usize>) -> usize {
        self.bytes_of(lists).len()
    }

    #[inline]
    fn bytes_of(&self, lists: &Range<usize>) -> &[u8] {
        let range = self.offset(lists.start).zip(self.offset(lists.end));
        range.and_then(|(start, end)| self.bytes.as_ref().get(start..end)).unwrap_or_default()
    }

    #[inline]
    fn offset(&self, at: usize) -> Option<usize> {
        let (&width, offsets) = self.offsets.as_ref().split_first()?;
        let offsets = offsets.get(at.checked_mul(width.into())?..)?;
        match width {
            4 => Some(u32::from_le_bytes(*offsets.first_chunk()?) as usize),
            _ => usize::try_from(u64::from_le_bytes(*offsets.first_chunk()?)).ok(),
        }
    }
}

/// The numbers of one list.
#[derive(Clone, Debug)]
pub(crate) struct Ascending<'a> {
    bytes: &'a [u8],
    /// The lowest number that may come next; `None` behind the highest there is.
    lowest: Option<u32>,
}

impl Iterator for Ascending<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let mut gap = 0_u32;
        for (at, &byte) in self.bytes.iter().take(5).enumerate() {
            gap |= u32::from(byte & 0x7F).checked_shl(at as u32 * 7)?;
            if byte < 0x80 {
                self.bytes = &self.bytes[at + 1..];
                let number = self.lowest?.checked_add(gap)?;
                self.lowest = number.checked_add(1);
                return Some(number);
            }
        }
        self.bytes = &[];
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use scholargraph::column::Buffer;

    use super::*;

    fn stored(offsets: Vec<u8>, bytes: Vec<u8>) -> Lists {
        let section = |bytes: Vec<u8>| Section::new(&Buffer::from(bytes.clone()), 0..bytes.len());
        Lists::new(section(offsets), section(bytes))
    }

    proptest! {
        #[test]
        fn lists_come_back(lists in prop::collection::vec(prop::collection::btree_set(any::<u32>(), 0..9), 0..9), cut in 0_usize..9) {
            let (head, tail) = lists.split_at(cut.min(lists.len()));
            let builders = [head, tail].map(|lists| {
                let mut builder = ListsBuilder::default();
                lists.iter().for_each(|list| builder.push(list.iter().copied()));
                builder
            });
            let (offsets, bytes) = ListsBuilder::concatenated(builders.into());
            let read = stored(offsets, bytes.clone());
            prop_assert_eq!(read.len(), lists.len());
            prop_assert_eq!(read.bytes_in(&(0..lists.len())), bytes.len());
            for (at, list) in lists.iter().enumerate() {
                prop_assert!(read.at(at).eq(list.iter().copied()));
            }
        }

        #[test]
        fn damaged_lists_ascend(offsets in prop::collection::vec(any::<u8>(), 0..40), bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let read = stored(offsets, bytes);
            for at in 0..read.len() + 2 {
                prop_assert!(read.at(at).is_sorted_by(|a, b| a < b));
            }
        }
    }
}
