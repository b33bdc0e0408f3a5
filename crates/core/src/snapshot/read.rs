//! From an Arrow file to columns that are windows into it.
//!
//! Columns are read in the order in which they were written. Every name, type and length must be what the
//! table declares; the values are not looked at.

use std::{path::Path, vec};

use arrow_ipc::Field;

use super::{SnapshotError, arrays::Arrays, frame::Frame, map::Map, physical::Physical};
use crate::{
    column::{Buffer, Category, Numbers, Offsets, ReadColumn, Text, Texts, Value},
    model::Table,
};

/// A table that can be read back from a snapshot.
pub(crate) trait ReadTable: Table + Sized {
    /// Reads its columns, in the order in which [`Table::columns`] lists them.
    fn read(reader: &mut TableReader<'_>) -> Result<Self, SnapshotError>;
}

/// Reads the table in `map`, which is the content of the file at `path`.
pub(super) fn read_table<T: ReadTable>(path: &Path, map: &Map) -> Result<T, SnapshotError> {
    let mut frame = Frame::parse(map.bytes()).map_err(|part| SnapshotError::Frame { path: path.to_owned(), part })?;
    let fields = std::mem::take(&mut frame.fields).into_iter();
    let columns = Fields { parent: T::NAME.to_owned(), rows: frame.batch.rows, fields };
    let mut reader = TableReader { arrays: Arrays::new(path, map, frame), columns };
    let table = T::read(&mut reader)?;
    reader.columns.finish(&reader.arrays)?;
    Ok(table)
}

/// Reads the columns of a table one after the other.
#[derive(Debug)]
pub(crate) struct TableReader<'a> {
    arrays: Arrays,
    columns: Fields<'a>,
}

impl TableReader<'_> {
    /// The next column, which must be called `name`.
    pub(crate) fn column<C: ReadColumn>(&mut self, name: &str) -> Result<C, SnapshotError> {
        self.columns.read(&mut self.arrays, name)
    }
}

/// Columns of a table, or fields of a list's records: parallel arrays that are still to be read.
#[derive(Debug)]
struct Fields<'a> {
    /// What they are columns or fields of, for messages.
    parent: String,
    rows: usize,
    fields: vec::IntoIter<Field<'a>>,
}

impl Fields<'_> {
    fn read<C: ReadColumn>(&mut self, arrays: &mut Arrays, name: &str) -> Result<C, SnapshotError> {
        let full_name = format!("{}.{name}", self.parent);
        let Some(field) = self.fields.next() else {
            return Err(layout(arrays, full_name, "no such column".to_owned()));
        };
        if field.name() != Some(name) {
            return Err(layout(arrays, full_name, format!("{}.{}", self.parent, field.name().unwrap_or_default())));
        }
        let children = Fields { parent: full_name, rows: 0, fields: Vec::new().into_iter() };
        let mut reader = ColumnReader { arrays, field, rows: self.rows, children };
        let column = C::read(&mut reader)?;
        reader.children.finish(reader.arrays)?;
        Ok(column)
    }

    /// Nothing may be left over.
    fn finish(&mut self, arrays: &Arrays) -> Result<(), SnapshotError> {
        self.fields.next().map_or(Ok(()), |field| {
            let found = format!("{}.{}", self.parent, field.name().unwrap_or_default());
            Err(layout(arrays, format!("no further column of {}", self.parent), found))
        })
    }
}

fn layout(arrays: &Arrays, expected: String, found: String) -> SnapshotError {
    SnapshotError::Layout { path: arrays.path().to_owned(), expected, found }
}

/// Reads one column.
#[derive(Debug)]
pub(crate) struct ColumnReader<'a> {
    arrays: &'a mut Arrays,
    field: Field<'a>,
    rows: usize,
    /// The fields of a list's records, once its offsets are read.
    children: Fields<'a>,
}

impl<'a> ColumnReader<'a> {
    /// Where the rows of a list column begin and end. The fields of its records are read next.
    pub(crate) fn offsets(&mut self) -> Result<Offsets, SnapshotError> {
        let Physical::List { wide } = self.physical() else { return Err(self.mismatch("lists")) };
        self.arrays.node_of(self.rows)?;
        let offsets = self.arrays.offsets(self.rows, wide)?;
        let mut items = self.field.children().into_iter().flatten();
        let Some(item) = items.next() else { return Err(self.mismatch("lists of something")) };
        self.children.fields = self.children_of(item)?.into_iter();
        Ok(offsets)
    }

    /// The fields of a list's items: those of its records, or the item itself where it is no record.
    fn children_of(&mut self, item: Field<'a>) -> Result<Vec<Field<'a>>, SnapshotError> {
        if Physical::of(&item) == Physical::Struct {
            self.children.rows = self.arrays.node()?;
            return Ok(item.children().into_iter().flatten().collect());
        }
        self.children.rows = self.arrays.next_length()?;
        Ok(vec![item])
    }

    /// The next field of a list's records, which must be called `name`.
    pub(crate) fn field<C: ReadColumn>(&mut self, name: &str) -> Result<C, SnapshotError> {
        self.children.read(self.arrays, name)
    }

    fn values<T: Value>(&mut self) -> Result<Buffer<T>, SnapshotError> {
        let expected = Physical::Values(T::PRIMITIVE);
        if self.physical() != expected {
            return Err(self.mismatch(&expected.to_string()));
        }
        self.arrays.node_of(self.rows)?;
        self.arrays.values(self.rows)
    }

    fn category(&mut self) -> Result<Category, SnapshotError> {
        let (Physical::Category { wide }, Some(dictionary)) = (self.physical(), self.field.dictionary()) else {
            return Err(self.mismatch("strings by dictionary"));
        };
        self.arrays.node_of(self.rows)?;
        let codes = self.arrays.values::<u32>(self.rows)?.into();
        Ok(Category::new(codes, self.arrays.dictionary(dictionary.id(), wide)?))
    }

    fn physical(&self) -> Physical {
        Physical::of(&self.field)
    }

    fn mismatch(&self, expected: &str) -> SnapshotError {
        let name = &self.children.parent;
        layout(self.arrays, format!("{name} ({expected})"), format!("{name} ({})", self.physical()))
    }
}

impl<T: Value> ReadColumn for Buffer<T> {
    fn read(reader: &mut ColumnReader<'_>) -> Result<Self, SnapshotError> {
        reader.values()
    }
}

impl<T: Value> ReadColumn for Numbers<T> {
    fn read(reader: &mut ColumnReader<'_>) -> Result<Self, SnapshotError> {
        reader.values().map(Self::from)
    }
}

impl ReadColumn for Text {
    fn read(reader: &mut ColumnReader<'_>) -> Result<Self, SnapshotError> {
        let Physical::Text { wide } = reader.physical() else { return Err(reader.mismatch("strings")) };
        let (offsets, bytes) = reader.arrays.strings(reader.rows, wide)?;
        Ok(Self::new(offsets, bytes))
    }
}

/// Binary strings.
impl ReadColumn for (Offsets, Buffer<u8>) {
    fn read(reader: &mut ColumnReader<'_>) -> Result<Self, SnapshotError> {
        let Physical::Bytes { wide } = reader.physical() else { return Err(reader.mismatch("binary strings")) };
        reader.arrays.strings(reader.rows, wide)
    }
}

impl ReadColumn for Texts {
    fn read(reader: &mut ColumnReader<'_>) -> Result<Self, SnapshotError> {
        Ok(Self::new(reader.offsets()?, reader.field("item")?))
    }
}

impl ReadColumn for Category {
    fn read(reader: &mut ColumnReader<'_>) -> Result<Self, SnapshotError> {
        reader.category()
    }
}

/// The attributes of edges that have none.
impl ReadColumn for () {
    fn read(_: &mut ColumnReader<'_>) -> Result<Self, SnapshotError> {
        Ok(())
    }
}
