//! Columns of strings that repeat: a code per row into a sorted dictionary.

use std::{borrow::Cow, collections::BTreeSet};

use super::{Cells, Column, ColumnRef, Numbers, Order, Parts, Room, RowRef, Tail, Text, text::TextPart};

/// One string per row out of few, such as a work's type or language.
#[derive(Clone, Debug, Default)]
pub struct Category {
    pub(crate) codes: Numbers<u32>,
    pub(crate) values: Text,
    tail: Tail<Self>,
}

impl Category {
    pub(crate) fn new(codes: Numbers<u32>, values: Text) -> Self {
        Self { codes, values, tail: Tail::default() }
    }

    /// The string in `row`; empty past the end.
    #[must_use]
    pub fn at(&self, row: usize) -> &str {
        match self.code(row) {
            Some(code) => self.values.at(code as usize),
            None => self.tail.piece(row).map_or("", |(piece, row)| piece.at(row)),
        }
    }

    /// The distinct strings that are stored, ascending.
    #[must_use]
    pub fn values(&self) -> &Text {
        &self.values
    }

    /// The position in [`values`](Self::values) of the string in `row`; none for a row that was added behind those
    /// that are stored.
    #[must_use]
    pub fn code(&self, row: usize) -> Option<u32> {
        self.codes.stored().get(row).copied()
    }
}

impl<S: AsRef<str>> FromIterator<S> for Category {
    fn from_iter<I: IntoIterator<Item = S>>(rows: I) -> Self {
        let mut part = TextPart::default();
        rows.into_iter().for_each(|row| part.push_str(row.as_ref()));
        let order: Vec<RowRef> = (0..part.len() as u32).map(|row| RowRef { part: 0, row }).collect();
        Self::gather(&Parts(vec![&part]), &Order::new(order.into()), &Room::default())
    }
}

impl Column for Category {
    type Row<'a> = Cow<'a, str>;
    type Part = TextPart;

    fn gather(parts: &Parts<'_, TextPart>, order: &Order<'_>, room: &Room) -> Self {
        let rows = order.visits().map(|(to, row)| (to, parts.part(row).at(row.row())));
        let mut distinct = BTreeSet::new();
        let mut last: &[u8] = &[];
        for (_, row) in rows.clone() {
            // Neighbouring rows mostly agree; the set is asked only where they do not.
            if row != last || distinct.is_empty() {
                distinct.insert(row);
                last = row;
            }
        }
        let distinct: Vec<&[u8]> = distinct.into_iter().collect();
        let mut codes = vec![0; order.len()];
        rows.for_each(|(to, row)| codes[to] = distinct.partition_point(|value| *value < row) as u32);
        let values = distinct.iter().copied().enumerate();
        Self::new(room.keep(codes).into(), Text::gathered(distinct.len(), values, |value| value, room))
    }

    fn column_ref(&self) -> ColumnRef<'_> {
        ColumnRef::Category(self)
    }

    fn cell<'a, C: Cells<'a>>(cells: &mut C, name: &'static str) -> Result<Cow<'a, str>, C::Error> {
        cells.text(name)
    }

    fn extend(&mut self, first: usize, more: &Self) {
        self.tail.push(first, more.tail.end(more.codes.len()), more.clone());
    }
}
