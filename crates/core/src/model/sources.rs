//! Where works appear: journals, conferences, repositories. Not nodes, but attributes that many works share.

use crate::column::{Category, Primitive, Text, Value, table};

table! {
    /// What is known about a source.
    table "sources";
    row SourceAttributes, part SourcePart, columns Sources;

    /// The name to show.
    name: Text,
    /// `journal`, `conference`, `repository` … in the source's words.
    source_type: Category,
    /// Linking ISSN.
    issn_l: Text,
    /// Who publishes it.
    publisher: Text,
}

/// Position in [`Sources`], plus one: 0 stands for "none known", as zero does in every column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(transparent)]
pub struct SourceId(pub u32);

impl SourceId {
    /// The id of the source in `row`.
    #[must_use]
    pub fn from_row(row: usize) -> Self {
        Self(row as u32 + 1)
    }

    /// Its row in [`Sources`].
    #[must_use]
    pub fn row(self) -> Option<usize> {
        (self.0 as usize).checked_sub(1)
    }
}

impl Value for SourceId {
    const PRIMITIVE: Primitive = Primitive::U32;
}
