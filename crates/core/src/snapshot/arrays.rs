//! Arrays of an Arrow file, handed out one after the other as windows into it.

use std::{
    mem,
    path::{Path, PathBuf},
};

use super::{
    SnapshotError,
    frame::{Batch, Frame},
    map::Map,
};
use crate::column::{Buffer, Offsets, Text, Value};

/// The arrays of a file that are still to be read.
#[derive(Debug)]
pub(super) struct Arrays {
    path: PathBuf,
    map: Map,
    batch: Batch,
    dictionaries: Vec<(i64, Batch)>,
}

impl Arrays {
    pub(super) fn new(path: &Path, map: &Map, frame: Frame<'_>) -> Self {
        Self { path: path.to_owned(), map: map.clone(), batch: frame.batch, dictionaries: frame.dictionaries }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Moves on to the next array, and returns its length. There is no validity bitmap: nothing is null.
    pub(super) fn node(&mut self) -> Result<usize, SnapshotError> {
        let length = self.batch.nodes.next();
        let validity = self.batch.buffers.next().filter(std::ops::Range::is_empty);
        length.filter(|_| validity.is_some()).ok_or_else(|| self.unfit())
    }

    /// Moves on to the next array, which must have `rows` rows.
    pub(super) fn node_of(&mut self, rows: usize) -> Result<(), SnapshotError> {
        if self.node()? == rows { Ok(()) } else { Err(self.unfit()) }
    }

    /// The length of the next array, without moving on.
    pub(super) fn next_length(&self) -> Result<usize, SnapshotError> {
        self.batch.nodes.as_slice().first().copied().ok_or_else(|| self.unfit())
    }

    /// The next buffer, which must hold `count` values.
    pub(super) fn values<T: Value>(&mut self, count: usize) -> Result<Buffer<T>, SnapshotError> {
        let values = self.batch.buffers.next().and_then(|range| self.map.window::<T>(range));
        values.filter(|values| values.len() == count).ok_or_else(|| self.unfit())
    }

    /// The next buffer, which must hold the offsets of `rows` rows.
    pub(super) fn offsets(&mut self, rows: usize, wide: bool) -> Result<Offsets, SnapshotError> {
        let count = rows.checked_add(1).ok_or_else(|| self.unfit())?;
        Ok(if wide { Offsets::Wide(self.values(count)?) } else { Offsets::Narrow(self.values(count)?) })
    }

    /// Offsets and bytes of the next array, which must be of `rows` strings.
    pub(super) fn strings(&mut self, rows: usize, wide: bool) -> Result<(Offsets, Buffer<u8>), SnapshotError> {
        self.node_of(rows)?;
        let offsets = self.offsets(rows, wide)?;
        let bytes = self.batch.buffers.next().and_then(|range| self.map.window(range));
        Ok((offsets, bytes.ok_or_else(|| self.unfit())?))
    }

    /// The strings of a dictionary.
    pub(super) fn dictionary(&mut self, id: i64, wide: bool) -> Result<Text, SnapshotError> {
        let at = self.dictionaries.iter().position(|(other, _)| *other == id).ok_or_else(|| self.unfit())?;
        let (_, dictionary) = self.dictionaries.swap_remove(at);
        let rows = dictionary.rows;
        let table = mem::replace(&mut self.batch, dictionary);
        let strings = self.strings(rows, wide);
        self.batch = table;
        let (offsets, bytes) = strings?;
        Ok(Text::new(offsets, bytes))
    }

    fn unfit(&self) -> SnapshotError {
        SnapshotError::Frame { path: self.path.clone(), part: "its arrays do not fit its schema" }
    }
}
