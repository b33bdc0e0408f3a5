//! Items by row.

/// Items laid out row after row, those of each row in the order in which they were given.
#[derive(Debug)]
pub(crate) struct Buckets<T> {
    /// Where every row begins, and where the last one ends.
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default> Buckets<T> {
    /// Lays out `items`, each with its row, which is less than `rows`; they are asked for twice, the same both times.
    ///
    /// Counting sort: O(rows + items).
    pub(crate) fn new<I: DoubleEndedIterator<Item = (u32, T)>>(rows: usize, items: impl Fn() -> I) -> Self {
        let mut starts = vec![0_u32; rows + 1];
        for (row, _) in items() {
            starts[row as usize] += 1;
        }
        let mut end = 0;
        for row in &mut starts {
            end += *row;
            *row = end;
        }
        // Filled from its end, a row is left with its beginning where its end was.
        let mut laid_out = vec![T::default(); end as usize];
        for (row, item) in items().rev() {
            let at = &mut starts[row as usize];
            *at -= 1;
            laid_out[*at as usize] = item;
        }
        Self { starts, items: laid_out }
    }

    /// The items of a row.
    #[inline]
    pub(crate) fn row(&self, row: usize) -> &[T] {
        &self.items[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_keep_their_order_within_rows() {
        let items = [(2, 'a'), (0, 'b'), (2, 'c'), (2, 'd'), (0, 'e')];
        let buckets = Buckets::new(4, || items.into_iter());
        let rows: [&[char]; 4] = [&['b', 'e'], &[], &['a', 'c', 'd'], &[]];
        assert_eq!([0, 1, 2, 3].map(|row| buckets.row(row)), rows);
    }
}
