//! A list of values per row, collected while reading.

use std::ops::Range;

/// Rows of values.
#[derive(Debug)]
pub(super) struct Lists<T> {
    ends: Vec<usize>,
    values: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), values: Vec::new() }
    }
}

impl<T> Lists<T> {
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.values.extend(row);
        self.ends.push(self.values.len());
    }

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
        start..self.ends[row]
    }

    pub(super) fn row(&self, row: usize) -> &[T] {
        &self.values[self.range(row)]
    }

    pub(super) fn row_mut(&mut self, row: usize) -> &mut [T] {
        let range = self.range(row);
        &mut self.values[range]
    }

    pub(super) fn value(&self, at: usize) -> &T {
        &self.values[at]
    }
}
