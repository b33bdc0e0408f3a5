//! How columns are gathered from what readers collected, and how they look to whoever stores them.

use std::borrow::Cow;

use rayon::prelude::*;

use super::{Buffer, Category, ColumnPart, Offsets, Primitive, Text, Texts, Value};
use crate::prefetch::{ask, prefetch_stored};
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

/// Which row of the parts each row of a column is taken from.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    rows: Cow<'a, [RowRef]>,
    /// In which order they are best read, where that is another.
    visits: Option<Cow<'a, [u32]>>,
}

impl<'a> Order<'a> {
    /// Read as they are laid.
    pub(crate) fn new(rows: Cow<'a, [RowRef]>) -> Self {
        Self { rows, visits: None }
    }

    /// Read as they lie in the parts, by `visits` where those are known: parts that lie in files are then read from one
    /// end to the other.
    pub(crate) fn read_through(rows: Cow<'a, [RowRef]>, visits: Option<&'a [u32]>) -> Self {
        let visits = visits.map_or_else(|| visits_of(&rows).into(), Cow::Borrowed);
        Self { rows, visits: Some(visits) }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Every row of the column and where it is taken from, in the order in which they are best read.
    pub(crate) fn visits(&self) -> impl Iterator<Item = (usize, RowRef)> + Clone {
        let visits = self.visits.as_deref();
        (0..self.rows.len()).map(move |at| {
            let row = visits.map_or(at, |visits| visits[at] as usize);
            (row, self.rows[row])
        })
    }
}

/// The order in which rows lie in their parts.
pub(crate) fn visits_of(rows: &[RowRef]) -> Vec<u32> {
    let mut visits: Vec<u32> = (0..rows.len() as u32).collect();
    if !rows.is_sorted() {
        visits.par_sort_unstable_by_key(|&row| rows[row as usize]);
    }
    visits
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
    /// Asks for what says where row `row` lies, or for the row itself where that is known.
    pub(crate) fn prefetch_bounds(&self, row: usize) {
        match self {
            Self::Values(primitive, bytes) => prefetch_stored(bytes, row * primitive.bytes()),
            Self::Text(text) => text.offsets.prefetch(row),
            Self::Bytes(offsets, _) | Self::List(offsets, _) => offsets.prefetch(row),
            Self::Texts(texts) => texts.offsets.prefetch(row),
            Self::Category(category) => category.codes.prefetch(row),
        }
    }

    /// Asks for row `row`, whose bounds should have been asked for before. Of a list, where its strings lie.
    pub(crate) fn prefetch_row(&self, row: usize) {
        match self {
            Self::Text(text) => ask(text.bytes_at(row)),
            Self::Bytes(offsets, bytes) => ask(bytes.get(offsets.range(row)).unwrap_or_default()),
            Self::Texts(texts) => texts.values.offsets.prefetch(texts.offsets.range(row).start),
            Self::Values(..) | Self::List(..) | Self::Category(_) => {}
        }
    }

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
