//! Tables: the attributes of one kind of node, declared in one place.

use super::{Cells, ColumnRef, Order, Parts, Room};

/// A column of attributes.
pub trait Column: Default + Clone + Send + Sync {
    /// What one row holds on its way in.
    type Row<'a>: Default;
    /// Rows collected while reading.
    type Part: for<'a> ColumnPart<Row<'a> = Self::Row<'a>>;

    /// The rows of `order`, out of `parts`, where there is room for them.
    #[doc(hidden)]
    fn gather(parts: &Parts<'_, Self::Part>, order: &Order<'_>, room: &Room) -> Self;

    /// Its physical form.
    fn column_ref(&self) -> ColumnRef<'_>;

    /// What a row of some table says in the column of that name.
    ///
    /// # Errors
    ///
    /// Fails where the cell is of another type.
    fn cell<'a, C: Cells<'a>>(cells: &mut C, name: &'static str) -> Result<Self::Row<'a>, C::Error>;

    /// Adds the rows of `more` behind all others, from row `first` on, which must not lie before the end.
    fn extend(&mut self, first: usize, more: &Self);
}

/// Rows of a column, collected while reading.
pub trait ColumnPart: Default + Send + Sync {
    /// What one row holds.
    type Row<'a>;

    /// Adds a row.
    fn push(&mut self, row: &Self::Row<'_>);

    /// Does a row say anything, or was it left at its default?
    fn says(&self, row: usize) -> bool;

    /// What a row says, as text.
    fn text(&self, row: usize) -> String;

    /// Puts what was collected where there is room, with what is of the same column.
    #[doc(hidden)]
    fn settle(&mut self, room: &Room, shelf: &'static str);
}

/// Declares the attributes of one kind of node: the row that comes in, the parts that readers
/// collect, the columns of the graph, and how they are stored. An attribute is added by adding its line.
macro_rules! table {
    (
        $(#[$doc:meta])*
        table $name:literal;
        row $row:ident, part $part:ident, columns $columns:ident;
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    ) => {
        $(#[$doc])*
        ///
        /// One record on its way into the graph; what is unknown is left at its default.
        #[derive(Clone, Debug, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        pub struct $row<'a> {
            $($(#[$field_doc])* pub $field: <$type as $crate::column::Column>::Row<'a>,)*
        }

        impl<'a> $row<'a> {
            /// What a row of some table says, whose columns are called as the attributes.
            ///
            /// # Errors
            ///
            /// Fails where a cell is of another type than the attribute.
            pub fn from_cells<C: $crate::column::Cells<'a>>(cells: &mut C) -> Result<Self, C::Error> {
                Ok(Self { $($field: <$type as $crate::column::Column>::cell(cells, stringify!($field))?,)* })
            }
        }

        #[derive(Debug, Default)]
        pub(crate) struct $part { $(pub(crate) $field: <$type as $crate::column::Column>::Part,)* }

        impl $part {
            pub(crate) fn push(&mut self, row: &$row<'_>) {
                $($crate::column::ColumnPart::push(&mut self.$field, &row.$field);)*
            }

            /// Puts what was collected where there is room.
            pub(crate) fn settle(&mut self, room: &$crate::column::Room) {
                $($crate::column::ColumnPart::settle(&mut self.$field, room, concat!($name, ".", stringify!($field)));)*
            }

            /// What a row says, attribute by attribute.
            #[allow(dead_code, reason = "sources are no nodes")]
            pub(crate) fn said(&self, row: usize) -> Vec<(&'static str, String)> {
                let mut said = Vec::new();
                $(if $crate::column::ColumnPart::says(&self.$field, row) {
                    said.push((stringify!($field), $crate::column::ColumnPart::text(&self.$field, row)));
                })*
                said
            }
        }

        $(#[$doc])*
        ///
        /// The columns of the graph, a row for every node, by dense id.
        #[derive(Clone, Debug, Default)]
        pub struct $columns {
            /// The stable id, unique within its kind, ascending.
            pub id: $crate::column::Text,
            /// `name:…` for a node that its source names rather than numbers; empty for the others.
            pub source_key: $crate::column::Text,
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $columns {
            /// How many rows there are.
            #[must_use]
            pub fn len(&self) -> usize {
                self.id.len()
            }

            /// Is there no row at all?
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }

            /// Adds the rows of `more` behind all others.
            #[allow(dead_code, reason = "only works are added so far")]
            pub(crate) fn extend(&mut self, more: &Self) {
                use $crate::column::Column;
                let first = self.len();
                self.id.extend(first, &more.id);
                self.source_key.extend(first, &more.source_key);
                $(self.$field.extend(first, &more.$field);)*
            }

            /// What the rows of `speakers` out of `parts` say, gathered column by column in parallel.
            pub(crate) fn gather(
                id: $crate::column::Text,
                source_key: $crate::column::Text,
                parts: &[&$part],
                speakers: &$crate::column::Speakers,
                room: &$crate::column::Room,
            ) -> Self {
                let mut columns = Self { id, source_key, ..Self::default() };
                rayon::scope(|scope| {
                    $({
                        let column = &mut columns.$field;
                        scope.spawn(move |_| {
                            let parts = $crate::column::Parts(parts.iter().map(|part| &part.$field).collect());
                            let order = speakers.order(|row| parts.says(row), room);
                            *column = $crate::column::Column::gather(&parts, &order, room);
                        });
                    })*
                });
                columns
            }
        }

        impl $crate::model::Table for $columns {
            const NAME: &'static str = $name;

            fn columns(&self) -> Vec<(&'static str, $crate::column::ColumnRef<'_>)> {
                use $crate::column::Column;
                vec![("id", self.id.column_ref()), ("source_key", self.source_key.column_ref()), $((stringify!($field), self.$field.column_ref()),)*]
            }
        }

        #[cfg(feature = "snapshot")]
        impl $crate::snapshot::ReadTable for $columns {
            fn read(reader: &mut $crate::snapshot::TableReader<'_>) -> Result<Self, $crate::snapshot::SnapshotError> {
                Ok(Self { id: reader.column("id")?, source_key: reader.column("source_key")?, $($field: reader.column(stringify!($field))?,)* })
            }
        }
    };
}
pub(crate) use table;
