//! Numeric columns.

use std::ops::Deref;

use super::{Buffer, Column, ColumnPart, ColumnRef, Parts, RowRef};

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
pub trait Number: Value + PartialOrd {
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
#[derive(Clone, Debug)]
pub struct Numbers<T>(Buffer<T>);

impl<T: Value> Default for Numbers<T> {
    fn default() -> Self {
        Self(Buffer::default())
    }
}

impl<T: Value> From<Vec<T>> for Numbers<T> {
    fn from(values: Vec<T>) -> Self {
        Self(values.into())
    }
}

impl<T: Value> From<Buffer<T>> for Numbers<T> {
    fn from(values: Buffer<T>) -> Self {
        Self(values)
    }
}

impl<T: Value> Numbers<T> {
    /// The number in `row`; the type's zero, which stands for "unknown", past the end.
    #[inline]
    #[must_use]
    pub fn at(&self, row: usize) -> T {
        self.0.get(row).copied().unwrap_or_default()
    }
}

impl<T> Deref for Numbers<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Value> Numbers<T> {
    /// Its physical form.
    #[must_use]
    pub fn column_ref(&self) -> ColumnRef<'_> {
        ColumnRef::of(&self.0)
    }
}

impl<T: Value> Column for Numbers<T> {
    type Row<'a> = T;
    type Part = Vec<T>;

    fn gather(parts: &Parts<'_, Vec<T>>, order: &[RowRef]) -> Self {
        order.iter().map(|&row| parts.part(row)[row.row()]).collect::<Vec<_>>().into()
    }

    fn column_ref(&self) -> ColumnRef<'_> {
        ColumnRef::of(&self.0)
    }
}

impl<T: Value> ColumnPart for Vec<T> {
    type Row<'a> = T;

    fn push(&mut self, row: &T) {
        Self::push(self, *row);
    }
}
