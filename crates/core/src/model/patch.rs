//! Which rows of a relation lie elsewhere than its offsets say.

use std::{ops::Range, sync::Arc};

use hashbrown::HashMap;

use super::order::Order;
use crate::column::Offsets;

/// The rows of a relation that were replaced or added, and where their edges lie now: behind all that were there
/// before.
///
/// Nothing else of the relation changes, so a patch costs what is touched. A relation without one asks a single
/// pointer per row whether there is one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patch(Option<Arc<Rows>>);

#[derive(Clone, Debug)]
struct Rows {
    ranges: HashMap<usize, Range<usize>, foldhash::fast::RandomState>,
    /// How many rows there are.
    rows: usize,
    /// How many edges there are in rows that are in force.
    edges: usize,
    /// How the targets within a row compare.
    order: Order,
}

impl Patch {
    /// Where the edges of `row` lie, among `end` edges that are stored.
    #[inline]
    pub(crate) fn range(&self, offsets: &Offsets, row: usize, end: usize) -> Range<usize> {
        match &self.0 {
            None => offsets.range_within(row, end),
            Some(rows) => rows.range(offsets, row, end),
        }
    }

    /// Is no row patched?
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// How many rows there are, `offsets` having been there first.
    pub(crate) fn rows(&self, offsets: &Offsets) -> usize {
        self.0.as_ref().map_or(offsets.rows(), |rows| rows.rows)
    }

    /// How many edges there are, `stored` having been there first.
    pub(crate) fn edges(&self, stored: usize) -> usize {
        self.0.as_ref().map_or(stored, |rows| rows.edges)
    }

    /// How the targets within a row compare, where not by their dense ids.
    #[inline]
    pub(crate) fn order(&self) -> Option<&Order> {
        self.0.as_ref().map(|rows| &rows.order).filter(|order| !order.is_dense())
    }

    /// Lets each of `rows` lie at its range; what it held before is in force no more. O(patched rows).
    pub(crate) fn replace(
        &mut self,
        offsets: &Offsets,
        end: usize,
        rows: impl Iterator<Item = (usize, Range<usize>)>,
        order: &Order,
    ) {
        let unpatched =
            || Arc::new(Rows { ranges: HashMap::default(), rows: offsets.rows(), edges: end, order: Order::default() });
        let patch = Arc::make_mut(self.0.get_or_insert_with(unpatched));
        patch.order = order.clone();
        for (row, range) in rows {
            let before = patch.range(offsets, row, end).len();
            patch.edges = (patch.edges + range.len()).saturating_sub(before);
            patch.rows = patch.rows.max(row + 1);
            patch.ranges.insert(row, range);
        }
    }
}

impl Rows {
    fn range(&self, offsets: &Offsets, row: usize, end: usize) -> Range<usize> {
        self.ranges.get(&row).cloned().unwrap_or_else(|| offsets.range_within(row, end))
    }
}

/// Every row with the range of its edges, where rows of these lengths lie end to end from `first` on.
pub(super) fn end_to_end(
    first: usize,
    lengths: impl Iterator<Item = (usize, usize)>,
) -> impl Iterator<Item = (usize, Range<usize>)> {
    lengths.scan(first, |end, (row, length)| {
        let start = *end;
        *end += length;
        Some((row, start..*end))
    })
}
