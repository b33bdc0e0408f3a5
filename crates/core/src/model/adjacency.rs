//! Compressed sparse rows: who is next to whom.

#[cfg(feature = "snapshot")]
use crate::{
    column::ReadColumn,
    snapshot::{ColumnReader, SnapshotError},
};
use crate::{
    column::{Buffer, ColumnRef, EdgeColumns, Offsets, Value},
    id::DenseId,
    prefetch::prefetch,
};

/// What a row can list: dense ids, and positions in a table that is not of nodes.
pub trait Target: Value + Ord {
    /// The position in the table that the target numbers.
    fn position(self) -> usize;
}

impl<T: DenseId> Target for T {
    #[inline]
    fn position(self) -> usize {
        self.index()
    }
}

/// How many cache lines of a row are asked for in advance.
const LINES: usize = 4;

/// Rows of neighbours, ascending and distinct within a row, with attributes in parallel arrays.
///
/// Row `i` lists the neighbours of the `i`-th node (or edge) of whatever the relation starts from.
#[derive(Clone, Debug)]
pub struct Adjacency<T, A = ()> {
    pub(crate) offsets: Offsets,
    pub(crate) targets: Buffer<T>,
    /// Attributes of the edges, parallel to [`targets`](Self::targets).
    pub edges: A,
}

impl<T: Target, A: EdgeColumns> Adjacency<T, A> {
    pub(crate) fn new(offsets: Offsets, targets: Vec<T>, edges: A) -> Self {
        Self { offsets, targets: targets.into(), edges }
    }

    /// The neighbours in row `row`, ascending; none for a row that does not exist.
    #[inline]
    #[must_use]
    pub fn row(&self, row: usize) -> &[T] {
        self.targets.get(self.offsets.range(row)).unwrap_or_default()
    }

    /// The positions of row `row`'s edges in [`targets`](Self::targets) and in every edge attribute.
    #[inline]
    #[must_use]
    pub fn edges_of(&self, row: usize) -> std::ops::Range<usize> {
        self.offsets.range_within(row, self.targets.len())
    }

    /// The number of neighbours in row `row`.
    #[inline]
    #[must_use]
    pub fn degree(&self, row: usize) -> usize {
        self.edges_of(row).len()
    }

    /// Position of the edge from `row` to `target`. Binary search: O(log degree).
    #[must_use]
    pub fn find(&self, row: usize, target: T) -> Option<usize> {
        let range = self.edges_of(row);
        let start = range.start;
        self.targets.get(range)?.binary_search(&target).ok().map(|at| start + at)
    }

    /// Asks for the bounds of row `row`, which will be read soon.
    #[inline]
    pub(crate) fn prefetch_bounds(&self, row: usize) {
        match &self.offsets {
            Offsets::Narrow(offsets) => prefetch(offsets, row),
            Offsets::Wide(offsets) => prefetch(offsets, row),
        }
    }

    /// Asks for the beginning of row `row`, whose bounds should have been asked for before. The processor notices by
    /// itself when more is read.
    #[inline]
    pub(crate) fn prefetch_row(&self, row: usize) {
        const LINE: usize = 64;
        let range = self.edges_of(row);
        let per_line = LINE / size_of::<T>();
        for position in range.step_by(per_line).take(LINES) {
            prefetch(&self.targets, position);
        }
    }

    /// All targets, row after row.
    #[must_use]
    pub fn targets(&self) -> &[T] {
        &self.targets
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.offsets.rows()
    }

    /// How many edges there are.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.targets.len()
    }

    /// The same edges seen from the other end, `rows` of them, without attributes.
    ///
    /// Counting sort: O(edges + rows). Rows come out ascending because edges are visited in row order.
    pub(crate) fn transposed<S: DenseId>(&self, rows: usize) -> Adjacency<S> {
        let mut counts = vec![0_usize; rows];
        for target in self.targets() {
            counts[target.position()] += 1;
        }
        let offsets = Offsets::from_lengths(counts.iter().copied());
        let mut next: Vec<usize> = (0..rows).map(|row| offsets.range(row).start).collect();
        let mut sources = vec![S::from_index(0); self.edge_count()];
        for row in 0..self.rows() {
            for target in self.row(row) {
                let slot = &mut next[target.position()];
                sources[*slot] = S::from_index(row);
                *slot += 1;
            }
        }
        Adjacency::new(offsets, sources, ())
    }

    /// Its physical form.
    #[must_use]
    pub fn column_ref(&self) -> ColumnRef<'_> {
        let mut fields = vec![("target", ColumnRef::of(&self.targets))];
        fields.extend(self.edges.columns());
        ColumnRef::List(&self.offsets, fields)
    }
}

impl<T: Value, A: EdgeColumns> Default for Adjacency<T, A> {
    fn default() -> Self {
        Self { offsets: Offsets::default(), targets: Buffer::default(), edges: A::default() }
    }
}

#[cfg(feature = "snapshot")]
impl<T: Target, A: EdgeColumns + ReadColumn> ReadColumn for Adjacency<T, A> {
    fn read(reader: &mut ColumnReader<'_>) -> Result<Self, SnapshotError> {
        let offsets = reader.offsets()?;
        Ok(Self { offsets, targets: reader.field("target")?, edges: A::read(reader)? })
    }
}
