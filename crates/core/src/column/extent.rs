//! What columns take: the arrays that they consist of.

use super::{ColumnRef, Offsets, Text};

/// An array of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The field it belongs to, where the column is a list of records.
    pub field: Option<&'static str>,
    /// What it holds.
    pub role: Role,
    /// Its length in bytes.
    pub bytes: usize,
}

/// What an array holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Where rows begin and end: one more than there are rows.
    Offsets {
        /// The last offset: the length of what they lead into.
        end: usize,
    },
    /// Values of a fixed width.
    Values,
    /// The letters of strings, or other bytes that are read where they are shown.
    Letters,
    /// A dictionary of few strings.
    Dictionary,
}

impl ColumnRef<'_> {
    /// The arrays of the column, without what [changes](crate::Changes) add. O(1).
    ///
    /// ```
    /// use scholargraph::column::{ColumnRef, Numbers, Role};
    ///
    /// let years = Numbers::from(vec![2021_i16, 2022]);
    /// let arrays = years.column_ref().extents();
    /// assert_eq!((arrays.len(), arrays[0].role, arrays[0].bytes), (1, Role::Values, 4));
    /// ```
    #[must_use]
    pub fn extents(&self) -> Vec<Extent> {
        let mut extents = Vec::new();
        self.collect(None, &mut extents);
        extents
    }

    fn collect(&self, field: Option<&'static str>, extents: &mut Vec<Extent>) {
        let mut push = |role, bytes| extents.push(Extent { field, role, bytes });
        match self {
            Self::Values(_, bytes) => push(Role::Values, bytes.len()),
            Self::Text(text) => strings(text, &mut push),
            Self::Bytes(offsets, bytes) => {
                push(Role::Offsets { end: bytes.len() }, offsets.bytes());
                push(Role::Letters, bytes.len());
            }
            Self::Texts(texts) => {
                push(Role::Offsets { end: texts.values.stored_rows() }, texts.offsets.bytes());
                strings(&texts.values, &mut push);
            }
            Self::Category(category) => {
                category.codes.column_ref().collect(field, extents);
                let dictionary = ColumnRef::Text(&category.values).extents().iter().map(|array| array.bytes).sum();
                extents.push(Extent { field, role: Role::Dictionary, bytes: dictionary });
            }
            Self::List(offsets, fields) => {
                let end = offsets.range(offsets.rows().saturating_sub(1)).end;
                push(Role::Offsets { end }, offsets.bytes());
                fields.iter().for_each(|(name, column)| column.collect(Some(name), extents));
            }
        }
    }
}

fn strings(text: &Text, push: &mut impl FnMut(Role, usize)) {
    push(Role::Offsets { end: text.bytes.len() }, text.offsets.bytes());
    push(Role::Letters, text.bytes.len());
}

impl Offsets {
    fn bytes(&self) -> usize {
        match self {
            Self::Narrow(offsets) => offsets.as_bytes().len(),
            Self::Wide(offsets) => offsets.as_bytes().len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Adjacency;

    #[test]
    fn every_array_is_counted() {
        let text = Text::laid(["ab", "c"], &crate::column::Room::default());
        let arrays = ColumnRef::Text(&text).extents();
        assert_eq!(arrays.iter().map(|array| array.bytes).collect::<Vec<_>>(), [12, 3]);
        assert_eq!(arrays[0].role, Role::Offsets { end: 3 });

        let edges: Adjacency<crate::WorkId> = Adjacency::default();
        let arrays = edges.column_ref().extents();
        assert_eq!(arrays.len(), 2);
        assert_eq!((arrays[1].field, arrays[1].role, arrays[1].bytes), (Some("target"), Role::Values, 0));
    }
}
