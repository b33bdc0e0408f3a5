//! Ids that were merged into others.

use crate::{
    column::{ColumnRef, Numbers, Text},
    id::{Kind, Node},
    model::Table,
};

/// Merged ids with the nodes they mean now, ascending by kind and id.
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    pub(crate) kind: Numbers<u8>,
    pub(crate) id: Text,
    pub(crate) target: Numbers<u32>,
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
}

impl Aliases {
    pub(crate) fn new(aliases: &[Alias<'_>]) -> Self {
        Self {
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

    /// The node that the merged id `id` means now.
    #[must_use]
    pub fn find(&self, kind: Kind, id: &str) -> Option<Node> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match (self.kind.at(middle), self.id.at(middle)).cmp(&(kind as u8, id)) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(Node::new(kind, self.target.at(middle) as usize)),
            }
        }
        None
    }
}

impl Table for Aliases {
    const NAME: &'static str = "aliases";

    fn columns(&self) -> Vec<(&'static str, ColumnRef<'_>)> {
        vec![("kind", self.kind.column_ref()), ("id", ColumnRef::Text(&self.id)), ("target", self.target.column_ref())]
    }
}

#[cfg(feature = "snapshot")]
impl crate::snapshot::ReadTable for Aliases {
    fn read(reader: &mut crate::snapshot::TableReader<'_>) -> Result<Self, crate::snapshot::SnapshotError> {
        Ok(Self { kind: reader.column("kind")?, id: reader.column("id")?, target: reader.column("target")? })
    }
}
