//! Rows behind those of a column, added later and in pieces.

use std::sync::Arc;

/// What was added behind the rows that a column stores, piece by piece; mostly nothing.
///
/// A column asks its tail only for rows that it does not store itself, so that a tail costs nothing where there
/// is none. A piece never changes; adding one copies a list of pointers.
#[derive(Clone, Debug)]
pub(crate) struct Tail<C>(Option<Arc<Pieces<C>>>);

#[derive(Clone, Debug)]
struct Pieces<C> {
    /// Every piece with the row at which it starts, ascending.
    pieces: Vec<(usize, C)>,
    /// The row behind the last piece.
    end: usize,
}

impl<C> Default for Tail<C> {
    fn default() -> Self {
        Self(None)
    }
}

impl<C> Tail<C> {
    /// The piece that `row` belongs to, and its row there, which lies past the piece's end where the tail ends.
    /// `None` before the first piece. O(log pieces).
    #[cold]
    pub(crate) fn piece(&self, row: usize) -> Option<(&C, usize)> {
        let pieces = &self.0.as_ref()?.pieces;
        let at = pieces.partition_point(|&(first, _)| first <= row).checked_sub(1)?;
        let (first, piece) = pieces.get(at)?;
        Some((piece, row - first))
    }

    /// The row behind the last piece; `stored`, the number of rows before the tail, where there is no piece.
    pub(crate) fn end(&self, stored: usize) -> usize {
        self.0.as_ref().map_or(stored, |pieces| pieces.end)
    }

    /// Every piece in order.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = &C> + Clone {
        self.0.iter().flat_map(|pieces| &pieces.pieces).map(|(_, piece)| piece)
    }
}

impl<C: Clone> Tail<C> {
    /// Adds `piece`, of `rows` rows, from row `first` on, which must not lie before the end.
    pub(crate) fn push(&mut self, first: usize, rows: usize, piece: C) {
        let pieces = self.0.get_or_insert_with(|| Arc::new(Pieces { pieces: Vec::new(), end: first }));
        let Pieces { pieces, end } = Arc::make_mut(pieces);
        pieces.push((first, piece));
        *end = first + rows;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_lie_in_their_pieces() {
        let mut tail = Tail::default();
        assert_eq!((tail.piece(7), tail.end(5)), (None, 5));
        tail.push(5, 2, "first");
        let shorter = tail.clone();
        tail.push(7, 0, "empty");
        tail.push(7, 1, "last");
        let found = [4, 5, 6, 7, 9].map(|row| tail.piece(row).map(|(piece, at)| (*piece, at)));
        let expected = [None, Some(("first", 0)), Some(("first", 1)), Some(("last", 0)), Some(("last", 2))];
        assert_eq!((found, tail.end(5)), (expected, 8));
        assert_eq!((shorter.end(5), shorter.pieces().count(), tail.pieces().count()), (7, 1, 3));
    }
}
