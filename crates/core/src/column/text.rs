//! String columns: offsets and bytes.

use std::borrow::Cow;

use super::{
    Array, Buffer, Cells, Column, ColumnPart, ColumnRef, Growing, Offsets, Order, Parts, Replaced, Room, Tail,
};

/// One string per row; the empty string stands for "unknown".
///
/// ```
/// use scholargraph::column::Text;
/// let names: Text = ["Ada", "", "Bo"].into_iter().collect();
/// assert_eq!(names.at(0), "Ada");
/// assert_eq!(names.at(1), "");
/// assert_eq!(names.at(99), "");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Text {
    pub(crate) offsets: Offsets,
    pub(crate) bytes: Buffer<u8>,
    tail: Tail<Self>,
    replaced: Replaced<Self>,
}

impl Text {
    pub(crate) fn new(offsets: Offsets, bytes: Buffer<u8>) -> Self {
        Self { offsets, bytes, tail: Tail::default(), replaced: Replaced::default() }
    }

    /// The string in `row`; empty past the end, and where the bytes are not UTF-8.
    #[must_use]
    pub fn at(&self, row: usize) -> &str {
        std::str::from_utf8(self.bytes_at(row)).unwrap_or_default()
    }

    /// The bytes of the string in `row`.
    #[inline]
    pub(crate) fn bytes_at(&self, row: usize) -> &[u8] {
        if let Some((piece, row)) = self.replaced.find(row) {
            return piece.bytes_at(row);
        }
        if row >= self.stored_rows()
            && let Some((piece, row)) = self.tail.piece(row)
        {
            return piece.bytes_at(row);
        }
        self.bytes.get(self.offsets.range(row)).unwrap_or_default()
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tail.end(self.stored_rows())
    }

    /// How many rows a snapshot stores: all but those that were added behind them.
    pub(crate) fn stored_rows(&self) -> usize {
        self.offsets.rows()
    }

    /// Is there no row at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Lets the strings of `piece` stand in `rows` from now on, in this order.
    pub(crate) fn replace(&mut self, rows: &[usize], piece: Self) {
        self.replaced.put(rows, piece);
    }

    /// All strings in row order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.len()).map(|row| self.at(row))
    }

    /// The strings of `rows` in their order, where there is room.
    pub(crate) fn laid<S: AsRef<str>>(rows: impl IntoIterator<Item = S>, room: &Room) -> Self {
        let mut laid = TextRows::new(room);
        rows.into_iter().for_each(|row| laid.push(row.as_ref()));
        laid.finish()
    }

    /// The strings that `row` gives, where there is room; it is asked for each twice, in the order of `visits`.
    pub(crate) fn gathered<'a, R>(
        rows: usize,
        visits: impl Iterator<Item = (usize, R)> + Clone,
        row: impl Fn(R) -> &'a [u8],
        room: &Room,
    ) -> Self {
        let mut lengths = vec![0; rows];
        visits.clone().for_each(|(to, from)| lengths[to] = row(from).len());
        let offsets = Offsets::from_lengths(lengths.iter().copied()).placed(room);
        let mut bytes = vec![0; lengths.iter().sum()];
        drop(lengths);
        visits.for_each(|(to, from)| bytes[offsets.range(to)].copy_from_slice(row(from)));
        Self::new(offsets, room.keep(bytes))
    }
}

/// Strings on their way to where there is room.
#[derive(Debug)]
pub(crate) struct TextRows<'r> {
    room: &'r Room,
    lengths: Vec<usize>,
    bytes: Growing<'r, u8>,
}

impl<'r> TextRows<'r> {
    pub(crate) fn new(room: &'r Room) -> Self {
        Self { room, lengths: Vec::new(), bytes: room.growing() }
    }

    pub(crate) fn push(&mut self, row: &str) {
        self.lengths.push(row.len());
        self.bytes.extend_from_slice(row.as_bytes());
    }

    pub(crate) fn finish(self) -> Text {
        Text::new(Offsets::from_lengths(self.lengths.into_iter()).placed(self.room), self.bytes.finish())
    }
}

impl<S: AsRef<str>> FromIterator<S> for Text {
    fn from_iter<I: IntoIterator<Item = S>>(rows: I) -> Self {
        Self::laid(rows, &Room::default())
    }
}

impl Column for Text {
    type Row<'a> = Cow<'a, str>;
    type Part = TextPart;

    fn gather(parts: &Parts<'_, TextPart>, order: &Order<'_>, room: &Room) -> Self {
        Self::gathered(order.len(), order.visits(), |row| parts.part(row).at(row.row()), room)
    }

    fn column_ref(&self) -> ColumnRef<'_> {
        ColumnRef::Text(self)
    }

    fn cell<'a, C: Cells<'a>>(cells: &mut C, name: &'static str) -> Result<Cow<'a, str>, C::Error> {
        cells.text(name)
    }

    fn extend(&mut self, first: usize, more: &Self) {
        self.tail.push(first, more.len(), more.clone());
    }
}

/// Strings collected while reading.
#[derive(Debug, Default)]
pub struct TextPart {
    ends: Array<u64>,
    bytes: Array<u8>,
}

impl TextPart {
    pub(crate) fn push_str(&mut self, value: &str) {
        self.push_bytes(value.as_bytes());
    }

    pub(crate) fn push_bytes(&mut self, value: &[u8]) {
        self.bytes.to_mut().extend_from_slice(value);
        self.ends.push(self.bytes.len() as u64);
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn at(&self, row: usize) -> &[u8] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.bytes[start as usize..self.ends[row] as usize]
    }
}

impl ColumnPart for TextPart {
    type Row<'a> = Cow<'a, str>;

    fn push(&mut self, row: &Cow<'_, str>) {
        self.push_str(row);
    }

    fn text(&self, row: usize) -> String {
        String::from_utf8_lossy(self.at(row)).into_owned()
    }

    fn says(&self, row: usize) -> bool {
        !self.at(row).is_empty()
    }

    fn settle(&mut self, room: &Room, shelf: &'static str) {
        self.ends.settle(room, shelf);
        self.bytes.settle(room, shelf);
    }
}
