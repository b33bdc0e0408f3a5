//! Columns of string lists.

use std::borrow::Cow;

use super::{
    Array, Cells, Column, ColumnPart, ColumnRef, Offsets, Order, Parts, Replaced, Room, Tail, Text, text::TextPart,
};

/// A list of strings per row.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    pub(crate) offsets: Offsets,
    pub(crate) values: Text,
    tail: Tail<Self>,
    replaced: Replaced<Self>,
}

impl Texts {
    pub(crate) fn new(offsets: Offsets, values: Text) -> Self {
        Self { offsets, values, tail: Tail::default(), replaced: Replaced::default() }
    }

    /// The strings in `row`, in order; none past the end.
    pub fn at(&self, row: usize) -> impl ExactSizeIterator<Item = &str> + Clone {
        let added = || if row < self.offsets.rows() { None } else { self.tail.piece(row) };
        let (column, row) = self.replaced.find(row).or_else(added).unwrap_or((self, row));
        column.offsets.range_within(row, column.values.len()).map(|value| column.values.at(value))
    }
}

impl Texts {
    /// The lists of `rows` in their order, where there is room.
    pub(crate) fn laid<'a>(rows: impl IntoIterator<Item = Vec<&'a str>>, room: &Room) -> Self {
        let mut lengths = Vec::new();
        let values = Text::laid(rows.into_iter().inspect(|row| lengths.push(row.len())).flatten(), room);
        Self::new(Offsets::from_lengths(lengths.into_iter()).placed(room), values)
    }

    /// Lets the lists of `piece` stand in `rows` from now on, in this order.
    pub(crate) fn replace(&mut self, rows: &[usize], piece: Self) {
        self.replaced.put(rows, piece);
    }
}

impl<'a> FromIterator<Vec<&'a str>> for Texts {
    fn from_iter<I: IntoIterator<Item = Vec<&'a str>>>(rows: I) -> Self {
        Self::laid(rows, &Room::default())
    }
}

impl Column for Texts {
    type Row<'a> = Vec<Cow<'a, str>>;
    type Part = TextsPart;

    fn gather(parts: &Parts<'_, TextsPart>, order: &Order<'_>, room: &Room) -> Self {
        let mut lengths = vec![0; order.len()];
        order.visits().for_each(|(to, row)| lengths[to] = parts.part(row).range(row.row()).len());
        let offsets = Offsets::from_lengths(lengths.iter().copied()).placed(room);
        let values = order.visits().flat_map(|(to, row)| {
            let part = parts.part(row);
            offsets.range(to).zip(part.range(row.row()).map(move |value| (part, value)))
        });
        let count = lengths.iter().sum();
        let values = Text::gathered(count, values, |(part, value)| part.values.at(value), room);
        Self::new(offsets, values)
    }

    fn column_ref(&self) -> ColumnRef<'_> {
        ColumnRef::Texts(self)
    }

    fn cell<'a, C: Cells<'a>>(cells: &mut C, name: &'static str) -> Result<Vec<Cow<'a, str>>, C::Error> {
        cells.texts(name)
    }

    fn extend(&mut self, first: usize, more: &Self) {
        self.tail.push(first, more.tail.end(more.offsets.rows()), more.clone());
    }
}

/// String lists collected while reading.
#[derive(Debug, Default)]
pub struct TextsPart {
    ends: Array<u64>,
    values: TextPart,
}

impl TextsPart {
    /// The strings of a row.
    pub(crate) fn at(&self, row: usize) -> impl Iterator<Item = &[u8]> {
        self.range(row).map(|value| self.values.at(value))
    }

    fn range(&self, row: usize) -> std::ops::Range<usize> {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        start as usize..self.ends[row] as usize
    }
}

impl ColumnPart for TextsPart {
    type Row<'a> = Vec<Cow<'a, str>>;

    fn push(&mut self, row: &Vec<Cow<'_, str>>) {
        for value in row {
            self.values.push_str(value);
        }
        self.ends.push(self.values.len() as u64);
    }

    fn text(&self, row: usize) -> String {
        self.at(row).map(String::from_utf8_lossy).collect::<Vec<_>>().join("; ")
    }

    fn says(&self, row: usize) -> bool {
        !self.range(row).is_empty()
    }

    fn settle(&mut self, room: &Room, shelf: &'static str) {
        self.ends.settle(room, shelf);
        self.values.settle(room, shelf);
    }
}
