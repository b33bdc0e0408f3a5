//! Writing a graph as tables.

mod arrays;
mod edges;
mod nodes;
mod sheet;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use scholargraph::{Graph, model::Table as _};

use self::{arrays::Column, sheet::Sheet};
use super::table::Table;
use crate::{AtomicFolder, Occupied};

/// The form that tables are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Parquet.
    Parquet,
    /// Comma-separated values.
    Csv,
}

impl Form {
    /// Both.
    pub const ALL: &[Self] = &[Self::Parquet, Self::Csv];

    /// The word for it on the command line, and the end of the names of its files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
        }
    }
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exported {
    /// Every table with its rows.
    pub tables: Vec<(&'static str, usize)>,
    /// The length of all files.
    pub bytes: u64,
}

/// Why tables could not be written. Nothing is left behind then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// There is something already.
    #[error(transparent)]
    Occupied(#[from] Occupied),
    /// The graph has changes, which are no part of tables.
    #[error("the graph has changes that no build made: build it again from corrected records")]
    Changed,
    /// A file or folder could not be written.
    #[error("writing {}: {source}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A table could not be encoded.
    #[error("encoding the table `{table}`: {source}")]
    Encode {
        /// Which.
        table: &'static str,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Writes `graph` as tables into `folder`, which must not be there yet, or be empty.
///
/// The folder appears whole or not at all. Rows are written some thousands at a time, so memory is bounded by a group of
/// rows, and a work's byline. What the tables hold, and how the same graph comes of them, is said [above](super).
///
/// # Errors
///
/// Fails where the folder is there and not empty, where it cannot be written, and for a graph with
/// [changes](scholargraph::Changes).
pub fn export(graph: &Graph, form: Form, folder: &Path) -> Result<Exported, ExportError> {
    if graph.is_changed() {
        return Err(ExportError::Changed);
    }
    let failed = |source| ExportError::Write { path: folder.to_owned(), source };
    let target = AtomicFolder::create(folder).map_err(failed)??;
    let mut exported = Exported::default();
    for table in Table::ALL {
        let path = target.path().join(format!("{}.{}", table.name(), form.name()));
        let (rows, bytes) = write(graph, table, form, &path)?;
        exported.tables.push((table.name(), rows));
        exported.bytes += bytes;
    }
    target.finish().map_err(failed)?;
    Ok(exported)
}

/// Writes one table; returns its rows and the length of its file.
fn write(graph: &Graph, table: Table, form: Form, path: &Path) -> Result<(usize, u64), ExportError> {
    let written = |source| ExportError::Write { path: path.to_owned(), source };
    let encoded = |source| ExportError::Encode { table: table.name(), source };
    let mut rows = 0;
    let mut sheet: Option<Sheet> = None;
    for columns in batches(graph, table) {
        let batch = batch(columns).map_err(|error| encoded(error.into()))?;
        rows += batch.num_rows();
        let sheet = match &mut sheet {
            Some(sheet) => sheet,
            none => none.insert(Sheet::create(form, path, &batch, &graph.meta().id).map_err(encoded)?),
        };
        sheet.write(&batch).map_err(encoded)?;
    }
    sheet.map_or(Ok(()), Sheet::finish).map_err(encoded)?;
    Ok((rows, fs::metadata(path).map_err(written)?.len()))
}

fn batch(columns: Vec<Column>) -> Result<RecordBatch, ArrowError> {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|column| (column.name, column.values, true)))
}

/// The columns of a table, some rows at a time; at least once.
fn batches<'g>(graph: &'g Graph, table: Table) -> Box<dyn Iterator<Item = Vec<Column>> + 'g> {
    match table {
        Table::Works => nodes::works(graph),
        Table::People => nodes::nodes(graph.people().columns()),
        Table::Topics => nodes::nodes(graph.topics().columns()),
        Table::Institutions => nodes::nodes(graph.institutions().columns()),
        Table::Sources => nodes::nodes(graph.sources().columns()),
        Table::Authorships => edges::authorships(graph),
        Table::About => edges::about(graph),
        Table::Citations => edges::citations(graph),
        Table::Affiliations => edges::affiliations(graph),
        Table::PartOf => edges::part_of(graph),
        Table::Merged => edges::merged(graph),
    }
}

#[cfg(test)]
mod tests {
    use scholargraph::CorpusBuilder;

    use super::*;

    #[test]
    fn the_columns_are_those_that_are_read() {
        let (graph, _) = CorpusBuilder::new().finish(Default::default()).unwrap();
        for table in Table::ALL {
            let written: Vec<&str> = batches(&graph, table).flatten().map(|column| column.name).collect();
            assert_eq!(written, table.columns(), "{}", table.name());
        }
    }
}
