//! How columns are gathered from what readers collected, and how they look to whoever stores them.

use super::{Buffer, Category, ColumnPart, Offsets, Primitive, Text, Texts, Value};
#[cfg(feature = "snapshot")]
use crate::snapshot::{ColumnReader, SnapshotError};

/// A row of one of the parts that readers collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowRef {
    /// Which part.
    pub part: u32,
    /// Which row of it.
    pub row: u32,
}

impl RowRef {
    pub(crate) fn row(self) -> usize {
        self.row as usize
    }
}

/// The same column of every part.
#[derive(Debug)]
pub struct Parts<'a, P>(pub(crate) Vec<&'a P>);

impl<'a, P> Parts<'a, P> {
    pub(crate) fn part(&self, row: RowRef) -> &'a P {
        self.0[row.part as usize]
    }
}

impl<P: ColumnPart> Parts<'_, P> {
    pub(crate) fn says(&self, row: RowRef) -> bool {
        self.part(row).says(row.row())
    }
}

/// The physical form of a column, for whoever stores, hashes, checks or counts it.
#[derive(Clone, Debug)]
pub enum ColumnRef<'a> {
    /// Fixed-width values: their type and their bytes.
    Values(Primitive, Buffer<u8>),
    /// Strings.
    Text(&'a Text),
    /// Binary strings.
    Bytes(&'a Offsets, &'a Buffer<u8>),
    /// Lists of strings.
    Texts(&'a Texts),
    /// Strings by dictionary.
    Category(&'a Category),
    /// Lists of records, each field an array parallel to the others.
    List(&'a Offsets, Vec<(&'static str, ColumnRef<'a>)>),
}

impl<'a> ColumnRef<'a> {
    /// A buffer of fixed-width values.
    #[must_use]
    pub fn of<T: Value>(buffer: &'a Buffer<T>) -> Self {
        Self::Values(T::PRIMITIVE, buffer.to_bytes())
    }
}

/// A column that can be read back from a snapshot, as [`ColumnRef`] described it.
#[cfg(feature = "snapshot")]
pub(crate) trait ReadColumn: Sized {
    fn read(reader: &mut ColumnReader<'_>) -> Result<Self, SnapshotError>;
}
