//! Attributes of edges: arrays that lie parallel to a relation's targets.

use super::ColumnRef;

/// The attributes of one relation's edges, one array each.
pub trait EdgeColumns: Default + Clone + Send + Sync {
    /// Name and content of every array.
    fn columns(&self) -> Vec<(&'static str, ColumnRef<'_>)>;
}

impl EdgeColumns for () {
    fn columns(&self) -> Vec<(&'static str, ColumnRef<'_>)> {
        Vec::new()
    }
}

/// Declares the attributes of a relation's edges.
macro_rules! edge_columns {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $name { $($(#[$field_doc])* pub $field: $crate::column::Buffer<$type>,)* }

        impl $crate::column::EdgeColumns for $name {
            fn columns(&self) -> Vec<(&'static str, $crate::column::ColumnRef<'_>)> {
                vec![$((stringify!($field), $crate::column::ColumnRef::of(&self.$field)),)*]
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
