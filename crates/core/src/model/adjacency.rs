//! Compressed sparse rows: who is next to whom.

use super::{
    order::Order,
    patch::{Patch, end_to_end},
};
#[cfg(feature = "snapshot")]
use crate::{
    column::ReadColumn,
    snapshot::{ColumnReader, SnapshotError},
};
use crate::{
    column::{ColumnRef, EdgeColumns, Numbers, Offsets, Room, Value},
    id::DenseId,
    prefetch::{ask, may_be_on_disk},
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

/// A row by its number, with its edges.
pub(crate) type Row<T, E = ()> = (usize, Vec<(T, E)>);

/// Rows of neighbours, ascending by id and distinct within a row, with attributes in parallel arrays.
///
/// Row `i` lists the neighbours of the `i`-th node (or edge) of whatever the relation starts from. Where works were
/// [added](crate::Changes::add_work), rows still ascend by id, but their dense ids need not.
#[derive(Clone, Debug)]
pub struct Adjacency<T, A = ()> {
    pub(crate) offsets: Offsets,
    pub(crate) targets: Numbers<T>,
    /// Attributes of the edges, by their [positions](Self::edges_of).
    pub edges: A,
    patch: Patch,
}

impl<T: Target, A: EdgeColumns> Adjacency<T, A> {
    pub(crate) fn new(offsets: Offsets, targets: impl Into<Numbers<T>>, edges: A) -> Self {
        Self { offsets, targets: targets.into(), edges, patch: Patch::default() }
    }

    /// The neighbours in row `row`, ascending; none for a row that does not exist.
    #[inline]
    #[must_use]
    pub fn row(&self, row: usize) -> &[T] {
        if self.patch.is_empty() {
            return self.targets.stored().get(self.offsets.range(row)).unwrap_or_default();
        }
        self.targets.slice(self.edges_of(row))
    }

    /// The positions of row `row`'s edges, in every edge attribute and for [`target`](Self::target).
    #[inline]
    #[must_use]
    pub fn edges_of(&self, row: usize) -> std::ops::Range<usize> {
        self.patch.range(&self.offsets, row, self.targets.stored().len())
    }

    /// The number of neighbours in row `row`.
    #[inline]
    #[must_use]
    pub fn degree(&self, row: usize) -> usize {
        self.edges_of(row).len()
    }

    /// Where the edge at position `edge` leads; the first node where there is no such edge.
    #[inline]
    #[must_use]
    pub fn target(&self, edge: usize) -> T {
        self.targets.at(edge)
    }

    /// Position of the edge from `row` to `target`. Binary search: O(log degree).
    #[must_use]
    pub fn find(&self, row: usize, target: T) -> Option<usize> {
        let range = self.edges_of(row);
        let start = range.start;
        self.find_in(self.targets.slice(range), target).map(|at| start + at)
    }

    /// Asks for the bounds of row `row`, which will be read soon.
    #[inline]
    pub(crate) fn prefetch_bounds(&self, row: usize) {
        self.offsets.prefetch(row);
    }

    /// Asks for row `row`, whose bounds should have been asked for before: for its beginning, as the processor notices by
    /// itself when more is read; from the disk, for all of it.
    #[inline]
    pub(crate) fn prefetch_row(&self, row: usize) {
        const LINE: usize = 64;
        let range = self.edges_of(row);
        if may_be_on_disk() {
            return ask(self.targets.slice(range));
        }
        let per_line = LINE / size_of::<T>();
        let end = range.end.min(range.start + LINES * per_line);
        let mut position = range.start;
        while position < end {
            self.targets.prefetch(position);
            position += per_line;
        }
    }

    /// Where in `part`, a part of one of the rows, `target` stands. Binary search.
    #[inline]
    pub(crate) fn find_in(&self, part: &[T], target: T) -> Option<usize> {
        match self.patch.order() {
            None => part.binary_search(&target).ok(),
            Some(order) => {
                let key = |target: T| order.key(target.position());
                part.binary_search_by_key(&key(target), |&other| key(other)).ok()
            }
        }
    }

    /// Do the targets of row `row` ascend by id, each once?
    pub(crate) fn ascends(&self, row: usize) -> bool {
        let ascend = |pair: &[T]| match self.patch.order() {
            None => pair[0] < pair[1],
            Some(order) => order.key(pair[0].position()) < order.key(pair[1].position()),
        };
        self.row(row).windows(2).all(ascend)
    }

    /// The targets of all rows that lie where they were stored.
    #[inline]
    pub(crate) fn targets(&self) -> &[T] {
        self.targets.stored()
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.patch.rows(&self.offsets)
    }

    /// How many edges there are.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.patch.edges(self.targets.stored().len())
    }

    /// One more than the largest position of an edge: more than there are edges where rows were replaced.
    #[must_use]
    pub fn edge_bound(&self) -> usize {
        self.targets.len()
    }

    /// Is any row another than the one that is stored?
    pub(crate) fn is_patched(&self) -> bool {
        !self.patch.is_empty()
    }

    /// The edges of row `row` with their attributes.
    pub(crate) fn edges_in(&self, row: usize) -> Vec<(T, A::Edge)> {
        let edges = self.edges_of(row).map(|edge| self.edges.edge(edge));
        self.row(row).iter().copied().zip(edges).collect()
    }

    /// The same relation with other edges in some rows, which ascend by `order`; rows that were not there are added.
    ///
    /// The edges are numbered from [`edge_bound`](Self::edge_bound) on, row after row. Memory and time grow with
    /// the rows, and with those that were replaced before.
    pub(crate) fn with_rows(&self, rows: &[Row<T, A::Edge>], order: &Order) -> Self {
        let mut with = self.clone();
        if rows.is_empty() {
            return with;
        }
        let first = self.edge_bound();
        let edges = || rows.iter().flat_map(|(_, edges)| edges);
        with.targets.push(first, edges().map(|&(target, _)| target).collect());
        with.edges.push(first, &edges().map(|(_, edge)| edge.clone()).collect::<Vec<_>>());
        let lengths = rows.iter().map(|(row, edges)| (*row, edges.len()));
        with.patch.replace(&self.offsets, self.targets.stored().len(), end_to_end(first, lengths), order);
        with
    }

    /// The same edges with attributes.
    pub(crate) fn with_edges<B>(self, edges: B) -> Adjacency<T, B> {
        Adjacency { offsets: self.offsets, targets: self.targets, edges, patch: self.patch }
    }

    /// The same edges seen from the other end, `rows` of them, without attributes, where there is room for them.
    ///
    /// Counting sort: O(edges + rows). Rows come out ascending because edges are visited in row order.
    pub(crate) fn transposed<S: DenseId>(&self, rows: usize, room: &Room) -> Adjacency<S> {
        let mut counts = vec![0_usize; rows];
        for target in self.targets() {
            counts[target.position()] += 1;
        }
        let offsets = Offsets::from_lengths(counts.iter().copied()).placed(room);
        // Where the next edge of each row goes.
        let mut next = counts;
        (0..rows).for_each(|row| next[row] = offsets.range(row).start);
        let mut sources = vec![S::from_index(0); self.edge_count()];
        for row in 0..self.rows() {
            for target in self.row(row) {
                let slot = &mut next[target.position()];
                sources[*slot] = S::from_index(row);
                *slot += 1;
            }
        }
        Adjacency::new(offsets, room.keep(sources), ())
    }

    /// Its physical form.
    #[must_use]
    pub fn column_ref(&self) -> ColumnRef<'_> {
        let mut fields = vec![("target", self.targets.column_ref())];
        fields.extend(self.edges.columns());
        ColumnRef::List(&self.offsets, fields)
    }
}

impl<T: Value, A: EdgeColumns> Default for Adjacency<T, A> {
    fn default() -> Self {
        Self { offsets: Offsets::default(), targets: Numbers::default(), edges: A::default(), patch: Patch::default() }
    }
}

#[cfg(feature = "snapshot")]
impl<T: Target, A: EdgeColumns + ReadColumn> ReadColumn for Adjacency<T, A> {
    fn read(reader: &mut ColumnReader<'_>) -> Result<Self, SnapshotError> {
        let offsets = reader.offsets()?;
        let targets = reader.field("target")?;
        Ok(Self { offsets, targets, edges: A::read(reader)?, patch: Patch::default() })
    }
}
