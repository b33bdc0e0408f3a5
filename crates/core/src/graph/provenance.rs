//! Which source said what.

use crate::{
    column::{Category, Column, ColumnRef, Numbers, Text},
    id::{Kind, Node},
    model::Table,
};

/// What sources say of nodes where there are several sources, ascending by kind and node; empty where there is one.
///
/// Of every node there is a row for each source that knows it, and one for every attribute that another source says than
/// the one that is heard first, or says otherwise. It is no part of what the snapshot id is a hash of.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    pub(crate) kind: Numbers<u8>,
    pub(crate) node: Numbers<u32>,
    pub(crate) attribute: Category,
    pub(crate) source: Category,
    pub(crate) value: Text,
    pub(crate) in_force: Numbers<u8>,
}

/// What a source says of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// Which attribute, or what else of a work (`byline`, `topics`, `source`, `abstract`); empty in the row that says that
    /// the source knows the node.
    pub attribute: &'a str,
    /// The source, as the build called it; empty where it was not said.
    pub source: &'a str,
    /// What it says; the source's own key where it knows the node.
    pub value: &'a str,
    /// Is that what the graph has? If not, another source is heard first and says otherwise.
    pub in_force: bool,
}

impl Provenance {
    /// Of rows in the order of kind and node.
    pub(crate) fn new(rows: &[(Kind, u32, Said<'_>)]) -> Self {
        Self {
            kind: rows.iter().map(|row| row.0 as u8).collect::<Vec<_>>().into(),
            node: rows.iter().map(|row| row.1).collect::<Vec<_>>().into(),
            attribute: rows.iter().map(|row| row.2.attribute).collect(),
            source: rows.iter().map(|row| row.2.source).collect(),
            value: rows.iter().map(|row| row.2.value).collect(),
            in_force: rows.iter().map(|row| u8::from(row.2.in_force)).collect::<Vec<_>>().into(),
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.node.len()
    }

    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Kind and node of a row.
    pub(crate) fn key(&self, row: usize) -> (u8, u32) {
        (self.kind.at(row), self.node.at(row))
    }

    /// What sources say of `node`. O(log n + their number).
    pub fn of(&self, node: Node) -> impl Iterator<Item = Said<'_>> {
        let wanted = (node.kind() as u8, node.index() as u32);
        let first = super::partition_point(self.len(), |row| self.key(row) < wanted);
        (first..self.len()).take_while(move |&row| self.key(row) == wanted).map(|row| Said {
            attribute: self.attribute.at(row),
            source: self.source.at(row),
            value: self.value.at(row),
            in_force: self.in_force.at(row) != 0,
        })
    }
}

impl Table for Provenance {
    const NAME: &'static str = "provenance";

    fn columns(&self) -> Vec<(&'static str, ColumnRef<'_>)> {
        vec![
            ("kind", self.kind.column_ref()),
            ("node", self.node.column_ref()),
            ("attribute", self.attribute.column_ref()),
            ("source", self.source.column_ref()),
            ("value", ColumnRef::Text(&self.value)),
            ("in_force", self.in_force.column_ref()),
        ]
    }
}

#[cfg(feature = "snapshot")]
impl crate::snapshot::ReadTable for Provenance {
    fn read(reader: &mut crate::snapshot::TableReader<'_>) -> Result<Self, crate::snapshot::SnapshotError> {
        Ok(Self {
            kind: reader.column("kind")?,
            node: reader.column("node")?,
            attribute: reader.column("attribute")?,
            source: reader.column("source")?,
            value: reader.column("value")?,
            in_force: reader.column("in_force")?,
        })
    }
}
