//! Tables of nodes: whatever columns the graph has.

use std::{borrow::Cow, ops::Range};

use scholargraph::{Graph, WorkId, column::ColumnRef, model::Table as _};

use super::{
    super::{key, table::SOURCE_KEY},
    arrays::{Column, portions},
};

/// Rows that are encoded at a time.
const ROWS_AT_ONCE: usize = 1 << 13;

type Columns<'g> = Vec<(&'static str, ColumnRef<'g>)>;

/// All nodes of a kind.
pub(super) fn nodes<'g>(columns: Columns<'g>) -> Box<dyn Iterator<Item = Vec<Column>> + 'g> {
    let count = columns.first().map_or(0, |(_, id)| length(id));
    Box::new(portions(count, ROWS_AT_ONCE, |_| 0).map(move |rows| attributes(&columns, &rows)))
}

/// Works, with what is no attribute and stands beside them all the same.
pub(super) fn works(graph: &Graph) -> Box<dyn Iterator<Item = Vec<Column>> + '_> {
    let works = nodes(graph.works().columns());
    let rows = portions(graph.works().len(), ROWS_AT_ONCE, |_| 0);
    Box::new(works.zip(rows).map(move |(mut columns, rows)| {
        let works = || rows.clone().map(|row| WorkId(row as u32));
        let sources = graph.sources();
        let source = |row: usize| key::cell(sources.id.at(row), sources.source_key.at(row));
        columns.push(Column::texts("source", works().map(|work| graph.source(work).map(source).unwrap_or_default())));
        let abstracts = works().map(|work| Cow::from(graph.abstract_text(work).unwrap_or_default()));
        columns.push(Column::texts("abstract", abstracts));
        columns
    }))
}

/// The rows of a column of ids.
fn length(id: &ColumnRef<'_>) -> usize {
    match id {
        ColumnRef::Text(text) => text.len(),
        _ => 0,
    }
}

fn attributes(columns: &Columns<'_>, rows: &Range<usize>) -> Vec<Column> {
    let find = |name: &str| columns.iter().find(|(column, _)| *column == name).map(|(_, column)| column);
    let source_key = find(SOURCE_KEY);
    let named = |row| match source_key {
        Some(ColumnRef::Text(keys)) => keys.at(row),
        _ => "",
    };
    let others = columns.iter().filter(|(name, _)| *name != SOURCE_KEY);
    others
        .filter_map(|(name, column)| match column {
            ColumnRef::Text(ids) if *name == "id" => {
                Some(Column::texts(name, rows.clone().map(|row| key::cell(ids.at(row), named(row)))))
            }
            column => attribute(name, column, rows),
        })
        .collect()
}

/// A column of attributes; no attribute is a list of records, or of bytes.
fn attribute(name: &'static str, column: &ColumnRef<'_>, rows: &Range<usize>) -> Option<Column> {
    let each = rows.clone();
    Some(match column {
        ColumnRef::Values(of, bytes) => Column::numbers(name, *of, bytes, rows),
        ColumnRef::Text(text) => Column::texts(name, each.map(|row| text.at(row).into())),
        ColumnRef::Category(category) => Column::texts(name, each.map(|row| category.at(row).into())),
        ColumnRef::Texts(texts) => Column::lists(name, each.map(|row| texts.at(row))),
        ColumnRef::Bytes(..) | ColumnRef::List(..) => return None,
    })
}
