//! Do the tables contradict themselves or each other?
//!
//! Everything that the builder guarantees and queries rely on for right answers. Nothing here is needed for
//! queries not to panic; see [`column`](crate::column).

mod columns;
mod nodes;
mod relations;
#[cfg(test)]
mod tests;

use std::fmt;

use rayon::prelude::*;

use super::{Graph, Tables};

/// Something in a table that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Defect {
    /// The table.
    pub table: &'static str,
    /// The column, with the field where it is one of a list of records: `authors.position`.
    pub column: String,
    /// What is wrong.
    pub flaw: Flaw,
    /// The first row where it is; `None` where it concerns the column as a whole.
    pub row: Option<usize>,
    /// In how many rows it is.
    pub rows: usize,
}

/// What can be wrong with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flaw {
    /// It has another number of rows than what it lies parallel to.
    Rows {
        /// How many it should have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// Its offsets do not start at 0, descend, or do not end where its values do.
    Offsets,
    /// A string is not UTF-8.
    Utf8,
    /// Strings that should ascend, each once, do not.
    Order,
    /// A row points past the end of what it points into.
    Range,
    /// The neighbours in a row do not ascend, each once.
    Neighbours,
    /// The other direction of the relation does not have the same edges with the same attributes.
    Direction,
    /// People on one work lie in different components, or there are more or fewer than the graph counts.
    Component,
    /// There are more or fewer communities than the graph counts.
    Community,
    /// What the graph says of it as a whole ([`Meta`](crate::Meta)) is not so.
    Facts,
    /// A block of abstracts cannot be decompressed.
    Compression,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rows { expected, found } => return write!(f, "{found} rows instead of {expected}"),
            Self::Offsets => "the offsets do not ascend from 0 to the number of values",
            Self::Utf8 => "not UTF-8",
            Self::Order => "not ascending and distinct",
            Self::Range => "points past the end of what it points into",
            Self::Neighbours => "the neighbours do not ascend, each once",
            Self::Direction => "the other direction of the relation does not have the same edges",
            Self::Component => "the components do not fit the bylines",
            Self::Community => "the communities are not as many as the graph counts",
            Self::Facts => "not what the facts about the whole graph say",
            Self::Compression => "cannot be decompressed",
        })
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "table {}, column {}: {}", self.table, self.column, self.flaw)?;
        match self.row {
            Some(row) if self.rows == 1 => write!(f, " (row {row})"),
            Some(row) => write!(f, " ({} rows, the first is {row})", self.rows),
            None => Ok(()),
        }
    }
}

impl Graph {
    /// Everything that is wrong with the tables, at most a few [`Defect`]s per column; empty for a sound graph.
    ///
    /// A graph from the builder is sound. One from a file may not be, if the file is damaged.
    /// O(nodes + edges · log degree + bytes of text), on all cores.
    #[must_use]
    pub fn check(&self) -> Vec<Defect> {
        self.tables().check()
    }
}

impl Tables {
    /// As [`Graph::check`].
    pub(crate) fn check(&self) -> Vec<Defect> {
        let mut tables = Vec::new();
        self.for_each(|name, columns| tables.push((name, columns)));
        let defects = tables.par_iter().flat_map_iter(|(name, columns)| columns::defects(name, columns));
        let mut defects: Vec<Defect> = defects.collect();
        defects.extend(nodes::defects(self));
        defects.extend(relations::defects(self));
        defects
    }
}

/// A column, and what is wrong with it.
#[derive(Clone, Copy, Debug)]
struct Column<'a> {
    table: &'static str,
    name: &'a str,
}

impl Column<'_> {
    /// Something wrong with the column as a whole, unless `fine`.
    fn whole(self, flaw: Flaw, fine: bool) -> Option<Defect> {
        (!fine).then(|| Defect { table: self.table, column: self.name.to_owned(), flaw, row: None, rows: 0 })
    }

    /// Has it as many rows as it should have?
    fn rows(self, found: usize, expected: usize) -> Option<Defect> {
        self.whole(Flaw::Rows { expected, found }, found == expected)
    }

    /// Something wrong with those of `rows` for which `bad` holds.
    fn each(self, flaw: Flaw, rows: usize, bad: impl Fn(usize) -> bool + Sync + Send) -> Option<Defect> {
        let bad = (0..rows).into_par_iter().filter(|&row| bad(row)).map(|row| (row, 1));
        let (row, rows) = bad.reduce(|| (usize::MAX, 0), |a, b| (a.0.min(b.0), a.1 + b.1));
        let column = self.name.to_owned();
        (rows > 0).then_some(Defect { table: self.table, column, flaw, row: Some(row), rows })
    }
}
