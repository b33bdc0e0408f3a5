//! Ids that were merged into others.

use super::partition_point;
use crate::{
    column::{Category, Column, ColumnRef, Numbers, Text},
    id::{Kind, Node},
    model::Table,
};

/// Merged ids with the nodes they mean now, ascending by kind and id.
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    pub(crate) kind: Numbers<u8>,
    pub(crate) id: Text,
    pub(crate) target: Numbers<u32>,
    pub(crate) reason: Category,
    /// The rows in the order of kind and target.
    pub(crate) by_target: Numbers<u32>,
}

/// An id that was merged into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alias<'a> {
    /// Its kind.
    pub kind: Kind,
    /// The id that is no more.
    pub id: &'a str,
    /// What it means now: a dense id of that kind.
    pub target: u32,
    /// Why, in a word: `source` for what a source itself says, the name of an identifier (`doi`, `orcid`), the code of
    /// another rule.
    pub reason: &'a str,
}

impl Aliases {
    /// Of `aliases` that ascend.
    pub(crate) fn new(aliases: &[Alias<'_>]) -> Self {
        let mut by_target: Vec<u32> = (0..aliases.len() as u32).collect();
        by_target.sort_by_key(|&row| (aliases[row as usize].kind as u8, aliases[row as usize].target));
        Self {
            reason: aliases.iter().map(|alias| alias.reason).collect(),
            by_target: by_target.into(),
            kind: aliases.iter().map(|alias| alias.kind as u8).collect::<Vec<_>>().into(),
            id: aliases.iter().map(|alias| alias.id).collect(),
            target: aliases.iter().map(|alias| alias.target).collect::<Vec<_>>().into(),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.id.len()
    }

    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The merged id in `row`.
    #[must_use]
    pub fn at(&self, row: usize) -> Option<Alias<'_>> {
        let kind = Kind::ALL.into_iter().find(|&kind| kind as u8 == self.kind.at(row))?;
        let (id, target, reason) = (self.id.at(row), self.target.at(row), self.reason.at(row));
        (row < self.len()).then_some(Alias { kind, id, target, reason })
    }

    /// The merged ids that mean `node` now, ascending. O(log n + their number).
    pub fn of(&self, node: Node) -> impl Iterator<Item = Alias<'_>> {
        let wanted = (node.kind() as u8, node.index() as u32);
        let target = move |at: usize| {
            let row = self.by_target.at(at) as usize;
            (self.kind.at(row), self.target.at(row))
        };
        let first = partition_point(self.by_target.len(), |at| target(at) < wanted);
        let rows = (first..self.by_target.len()).take_while(move |&at| target(at) == wanted);
        rows.map(move |at| {
            let row = self.by_target.at(at) as usize;
            let (id, reason) = (self.id.at(row), self.reason.at(row));
            Alias { kind: node.kind(), id, target: wanted.1, reason }
        })
    }

    /// The node that the merged id `id` means now.
    #[must_use]
    pub fn find(&self, kind: Kind, id: &str) -> Option<Node> {
        let key = |row: usize| (self.kind.at(row), self.id.at(row));
        let row = partition_point(self.len(), |row| key(row) < (kind as u8, id));
        (row < self.len() && key(row) == (kind as u8, id)).then(|| Node::new(kind, self.target.at(row) as usize))
    }
}

impl Table for Aliases {
    const NAME: &'static str = "aliases";

    fn columns(&self) -> Vec<(&'static str, ColumnRef<'_>)> {
        vec![
            ("kind", self.kind.column_ref()),
            ("id", ColumnRef::Text(&self.id)),
            ("target", self.target.column_ref()),
            ("reason", self.reason.column_ref()),
            ("by_target", self.by_target.column_ref()),
        ]
    }
}

#[cfg(feature = "snapshot")]
impl crate::snapshot::ReadTable for Aliases {
    fn read(reader: &mut crate::snapshot::TableReader<'_>) -> Result<Self, crate::snapshot::SnapshotError> {
        Ok(Self {
            kind: reader.column("kind")?,
            id: reader.column("id")?,
            target: reader.column("target")?,
            reason: reader.column("reason")?,
            by_target: reader.column("by_target")?,
        })
    }
}
