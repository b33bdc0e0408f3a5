//! A list of values per row, collected while reading.

use std::ops::Range;

use crate::column::{Array, Plain, Room};

/// Rows of values.
#[derive(Debug)]
pub(super) struct Lists<T> {
    ends: Array<u64>,
    values: Array<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Array::default(), values: Array::default() }
    }
}

impl<T> Lists<T> {
    /// Is there any value?
    pub(super) fn any(&self) -> bool {
        !self.values.is_empty()
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn range(&self, row: usize) -> Range<usize> {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        start as usize..self.ends[row] as usize
    }

    pub(super) fn row(&self, row: usize) -> &[T] {
        &self.values[self.range(row)]
    }

    pub(super) fn value(&self, at: usize) -> &T {
        &self.values[at]
    }
}

impl<T: Clone> Lists<T> {
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.values.to_mut().extend(row);
        self.ends.push(self.values.len() as u64);
    }

    pub(super) fn row_mut(&mut self, row: usize) -> &mut [T] {
        let range = self.range(row);
        &mut self.values.to_mut()[range]
    }
}

impl<T: Plain> Lists<T> {
    /// Puts them where there is room, with others on the same shelf.
    pub(super) fn settle(&mut self, room: &Room, shelf: &'static str) {
        self.ends.settle(room, shelf);
        self.values.settle(room, shelf);
    }
}
