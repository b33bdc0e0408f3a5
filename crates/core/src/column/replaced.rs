//! Rows that say something else than a column stores.

use std::sync::Arc;

use hashbrown::HashMap;

/// What stands in place of some rows of a column, in pieces; mostly nothing.
///
/// A column asks for every row, which costs one test of a pointer where nothing is replaced.
#[derive(Clone, Debug)]
pub(crate) struct Replaced<C>(Option<Arc<Rows<C>>>);

#[derive(Clone, Debug)]
struct Rows<C> {
    /// For every row the piece it is in, and its row there.
    places: HashMap<usize, (usize, usize), foldhash::fast::RandomState>,
    pieces: Vec<C>,
}

impl<C> Default for Replaced<C> {
    fn default() -> Self {
        Self(None)
    }
}

impl<C> Replaced<C> {
    /// The piece that `row` is in, and its row there; `None` where it is as it is stored.
    #[inline]
    pub(crate) fn find(&self, row: usize) -> Option<(&C, usize)> {
        self.0.as_ref()?.find(row)
    }
}

impl<C: Clone> Replaced<C> {
    /// Puts the rows of `piece` in place of `rows`, in this order.
    pub(crate) fn put(&mut self, rows: &[usize], piece: C) {
        if rows.is_empty() {
            return;
        }
        let nothing = || Arc::new(Rows { places: HashMap::default(), pieces: Vec::new() });
        let Rows { places, pieces } = Arc::make_mut(self.0.get_or_insert_with(nothing));
        places.extend(rows.iter().enumerate().map(|(at, &row)| (row, (pieces.len(), at))));
        pieces.push(piece);
    }
}

impl<C> Rows<C> {
    #[cold]
    fn find(&self, row: usize) -> Option<(&C, usize)> {
        let &(piece, row) = self.places.get(&row)?;
        Some((self.pieces.get(piece)?, row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_is_heard() {
        let mut replaced = Replaced::default();
        replaced.put(&[], "nothing");
        assert!(replaced.0.is_none() && replaced.find(3).is_none(), "what replaces nothing costs nothing");
        replaced.put(&[3, 1], "first");
        let before = replaced.clone();
        replaced.put(&[1], "last");
        let found = [1, 2, 3].map(|row| replaced.find(row).map(|(piece, at)| (*piece, at)));
        assert_eq!(found, [Some(("last", 0)), None, Some(("first", 0))]);
        assert_eq!(before.find(1), Some((&"first", 1)));
    }
}
