//! Attributes of edges: arrays that lie parallel to a relation's targets.

use super::ColumnRef;

/// The attributes of one relation's edges, one array each.
pub trait EdgeColumns: Default + Clone + Send + Sync {
    /// The attributes of one edge.
    type Edge: Clone + Default + std::fmt::Debug + PartialEq + Send + Sync;

    /// Name and content of every array.
    fn columns(&self) -> Vec<(&'static str, ColumnRef<'_>)>;

    /// The attributes of the edge at position `at`; zeros where there is none.
    fn edge(&self, at: usize) -> Self::Edge;

    /// Adds `edges` behind all others, from position `first` on.
    #[doc(hidden)]
    fn push(&mut self, first: usize, edges: &[Self::Edge]);
}

impl EdgeColumns for () {
    type Edge = ();

    fn columns(&self) -> Vec<(&'static str, ColumnRef<'_>)> {
        Vec::new()
    }

    fn edge(&self, _at: usize) {}

    fn push(&mut self, _first: usize, _edges: &[()]) {}
}

/// Declares the attributes of a relation's edges: all of them in columns, and those of one edge.
macro_rules! edge_columns {
    ($(#[$doc:meta])* columns $name:ident, edge $edge:ident; $($(#[$field_doc:meta])* $field:ident: $type:ty,)*) => {
        $(#[$doc])*
        ///
        /// A column for each attribute, by position of the edge.
        #[derive(Clone, Debug, Default)]
        pub struct $name { $($(#[$field_doc])* pub $field: $crate::column::Numbers<$type>,)* }

        $(#[$doc])*
        ///
        /// The attributes of one edge.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $edge { $($(#[$field_doc])* pub $field: $type,)* }

        impl $crate::column::EdgeColumns for $name {
            type Edge = $edge;

            fn columns(&self) -> Vec<(&'static str, $crate::column::ColumnRef<'_>)> {
                vec![$((stringify!($field), self.$field.column_ref()),)*]
            }

            fn edge(&self, at: usize) -> $edge {
                $edge { $($field: self.$field.at(at),)* }
            }

            fn push(&mut self, first: usize, edges: &[$edge]) {
                $(self.$field.push(first, edges.iter().map(|edge| edge.$field).collect());)*
            }
        }

        #[cfg(feature = "snapshot")]
        impl $crate::column::ReadColumn for $name {
            fn read(reader: &mut $crate::snapshot::ColumnReader<'_>) -> Result<Self, $crate::snapshot::SnapshotError> {
                Ok(Self { $($field: reader.field(stringify!($field))?,)* })
            }
        }
    };
}
pub(crate) use edge_columns;
