//! Numeric columns.

use std::{fmt::Display, ops::Range, str::FromStr};

use super::{Array, Buffer, Cells, Column, ColumnPart, ColumnRef, Order, Parts, Room, Tail};
use crate::prefetch::prefetch_stored;

/// The physical type of a fixed-width value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Primitive {
    /// Unsigned, 8 bits.
    U8,
    /// Unsigned, 16 bits.
    U16,
    /// Unsigned, 32 bits: dense ids among them.
    U32,
    /// Signed, 16 bits.
    I16,
    /// Signed, 32 bits.
    I32,
    /// Signed, 64 bits.
    I64,
    /// Floating point, 32 bits.
    F32,
}

impl Primitive {
    /// How many bytes one value takes.
    #[must_use]
    pub const fn bytes(self) -> usize {
        match self {
            Self::U8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::I64 => 8,
        }
    }
}

/// A fixed-width value that a column can hold: a number, or a dense id.
pub trait Value: bytemuck::Pod + Default + Send + Sync {
    /// How it is stored.
    const PRIMITIVE: Primitive;
}

/// A number that a column can hold.
pub trait Number: Value + PartialOrd + Display + FromStr {
    /// As a position; a negative one becomes a position outside every buffer.
    fn to_index(self) -> usize;
}

macro_rules! number {
    ($($type:ty => $variant:ident),*) => {$(
        impl Value for $type {
            const PRIMITIVE: Primitive = Primitive::$variant;
        }

        impl Number for $type {
            #[inline]
            fn to_index(self) -> usize {
                usize::try_from(self as i64).unwrap_or(usize::MAX)
            }
        }
    )*};
}

number!(u8 => U8, u16 => U16, u32 => U32, i16 => I16, i32 => I32, i64 => I64, f32 => F32);

/// One number per row.
///
/// ```
/// use scholargraph::column::Numbers;
/// let years = Numbers::from(vec![2021_i16, 2022]);
/// assert_eq!((years.at(1), years.at(2)), (2022, 0));
/// assert_eq!(years.slice(0..2), [2021, 2022]);
/// ```
#[derive(Clone, Debug)]
pub struct Numbers<T> {
    stored: Buffer<T>,
    tail: Tail<Buffer<T>>,
}

impl<T: Value> Default for Numbers<T> {
    fn default() -> Self {
        Self::from(Buffer::default())
    }
}

impl<T: Value> From<Vec<T>> for Numbers<T> {
    fn from(values: Vec<T>) -> Self {
        Self::from(Buffer::from(values))
    }
}

impl<T: Value> From<Buffer<T>> for Numbers<T> {
    fn from(values: Buffer<T>) -> Self {
        Self { stored: values, tail: Tail::default() }
    }
}

impl<T: Value> Numbers<T> {
    /// The number in `row`; the type's zero, which stands for "unknown", past the end.
    #[inline]
    #[must_use]
    pub fn at(&self, row: usize) -> T {
        match self.stored.get(row) {
            Some(&value) => value,
            None => self.behind(row..row.saturating_add(1)).first().copied().unwrap_or_default(),
        }
    }

    /// The numbers in `rows`; none where some of these do not exist. Rows that were added behind the others are
    /// found together where they were added together.
    #[inline]
    #[must_use]
    pub fn slice(&self, rows: Range<usize>) -> &[T] {
        match self.stored.get(rows.clone()) {
            Some(values) => values,
            None => self.behind(rows),
        }
    }

    /// Rows that are not stored.
    #[cold]
    fn behind(&self, rows: Range<usize>) -> &[T] {
        let found = self.tail.piece(rows.start);
        found.and_then(|(piece, start)| piece.get(start..start + rows.len())).unwrap_or_default()
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tail.end(self.stored.len())
    }

    /// Is there no row at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All numbers in row order.
    pub fn iter(&self) -> impl Iterator<Item = T> + Clone {
        self.stored.iter().chain(self.tail.pieces().flat_map(|piece| &piece[..])).copied()
    }

    /// The numbers that a snapshot stores: all but those that were added behind them.
    #[inline]
    pub(crate) fn stored(&self) -> &[T] {
        &self.stored
    }

    /// Asks for the number in `row`, which will be read soon, where it is stored.
    #[inline]
    pub(crate) fn prefetch(&self, row: usize) {
        prefetch_stored(&self.stored, row);
    }

    /// Adds `values` behind all others, from row `first` on.
    pub(crate) fn push(&mut self, first: usize, values: Vec<T>) {
        self.tail.push(first, values.len(), values.into());
    }

    /// Its physical form.
    #[must_use]
    pub fn column_ref(&self) -> ColumnRef<'_> {
        ColumnRef::of(&self.stored)
    }
}

impl<T: Number> Column for Numbers<T> {
    type Row<'a> = T;
    type Part = Array<T>;

    fn gather(parts: &Parts<'_, Array<T>>, order: &Order<'_>, room: &Room) -> Self {
        let mut values = vec![T::default(); order.len()];
        order.visits().for_each(|(to, row)| values[to] = parts.part(row)[row.row()]);
        room.keep(values).into()
    }

    fn column_ref(&self) -> ColumnRef<'_> {
        ColumnRef::of(&self.stored)
    }

    fn cell<'a, C: Cells<'a>>(cells: &mut C, name: &'static str) -> Result<T, C::Error> {
        cells.number(name)
    }

    fn extend(&mut self, first: usize, more: &Self) {
        self.push(first, more.iter().collect());
    }
}

impl<T: Number> ColumnPart for Array<T> {
    type Row<'a> = T;

    fn push(&mut self, row: &T) {
        Self::push(self, *row);
    }

    fn says(&self, row: usize) -> bool {
        bytemuck::bytes_of(&self[row]) != bytemuck::bytes_of(&T::default())
    }

    fn text(&self, row: usize) -> String {
        self[row].to_string()
    }

    fn settle(&mut self, room: &Room, shelf: &'static str) {
        Self::settle(self, room, shelf);
    }
}
