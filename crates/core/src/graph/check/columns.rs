//! What every column must be, whatever it means.

use super::{Column, Defect, Flaw};
use crate::column::{ColumnRef, Offsets, Text};

/// Checks the columns of one table, each by itself and that all have equally many rows.
pub(super) fn defects(table: &'static str, columns: &[(&'static str, ColumnRef<'_>)]) -> Vec<Defect> {
    let mut defects = Vec::new();
    let expected = columns.first().map_or(0, |(_, column)| rows(column));
    for (name, column) in columns {
        parallel(Column { table, name }, column, expected, &mut defects);
    }
    defects
}

/// Checks a column that must have `expected` rows.
fn parallel(at: Column<'_>, column: &ColumnRef<'_>, expected: usize, defects: &mut Vec<Defect>) {
    defects.extend(at.rows(rows(column), expected));
    match column {
        ColumnRef::Values(..) => {}
        ColumnRef::Text(text) => defects.extend(strings(at, text)),
        ColumnRef::Bytes(offsets, bytes) => defects.extend(offsets_reach(at, offsets, bytes.len())),
        ColumnRef::Texts(texts) => {
            defects.extend(offsets_reach(at, &texts.offsets, texts.values.len()));
            defects.extend(strings(at, &texts.values));
        }
        ColumnRef::Category(category) => {
            let values = category.values();
            defects.extend(strings(at, values));
            defects.extend(ascending(at, values));
            let outside = |row| category.codes.at(row) as usize >= values.len();
            defects.extend(at.each(Flaw::Range, category.codes.len(), outside));
        }
        ColumnRef::List(offsets, fields) => {
            let items = fields.first().map_or(0, |(_, field)| rows(field));
            defects.extend(offsets_reach(at, offsets, items));
            for (name, field) in fields {
                let name = &format!("{}.{name}", at.name);
                parallel(Column { name, ..at }, field, items, defects);
            }
        }
    }
}

fn rows(column: &ColumnRef<'_>) -> usize {
    match column {
        ColumnRef::Values(primitive, bytes) => bytes.len() / primitive.bytes(),
        ColumnRef::Text(text) => text.stored_rows(),
        ColumnRef::Texts(texts) => texts.offsets.rows(),
        ColumnRef::Category(category) => category.codes.len(),
        ColumnRef::Bytes(offsets, _) | ColumnRef::List(offsets, _) => offsets.rows(),
    }
}

fn offsets_reach(at: Column<'_>, offsets: &Offsets, end: usize) -> Option<Defect> {
    at.whole(Flaw::Offsets, offsets.are_sound(end))
}

fn strings(at: Column<'_>, text: &Text) -> impl Iterator<Item = Defect> {
    let broken = |row| std::str::from_utf8(text.bytes_at(row)).is_err();
    offsets_reach(at, &text.offsets, text.bytes.len()).into_iter().chain(at.each(Flaw::Utf8, text.len(), broken))
}

/// Do the strings ascend, each once?
pub(super) fn ascending(at: Column<'_>, text: &Text) -> Option<Defect> {
    at.each(Flaw::Order, text.stored_rows(), |row| row > 0 && text.bytes_at(row - 1) >= text.bytes_at(row))
}
