//! Rows of values computed in parallel and laid end to end in order.

use rayon::prelude::*;

use crate::{
    column::{EdgeColumns, Growing, Offsets, Plain, Room},
    model::{Adjacency, Target},
};

/// How many rows one task computes: enough to outweigh its cost, few enough to keep all cores busy.
const ROWS_PER_TASK: usize = 2048;

/// How many tasks are done before their rows are put away: so many wait in memory.
const TASKS_AT_ONCE: usize = 64;

/// Values per row.
#[derive(Debug)]
pub(super) struct Rows<T> {
    pub(super) lengths: Vec<usize>,
    pub(super) values: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { lengths: Vec::new(), values: Vec::new() }
    }
}

/// Calls `fill` for every item; what it appends is that item's row. The result does not depend on the threads.
pub(super) fn rows_in_parallel<I: Sync, T: Send>(items: &[I], fill: impl Fn(&I, &mut Vec<T>) + Sync) -> Rows<T> {
    let mut all = Rows { lengths: Vec::with_capacity(items.len()), values: Vec::new() };
    some_at_a_time(
        items,
        || (),
        |(), item, out| fill(item, out),
        |some| {
            all.lengths.extend(some.lengths);
            all.values.extend(some.values);
        },
    );
    all
}

/// The same, laid where there is room.
pub(super) fn laid_in_parallel<'r, I: Sync, T: Plain>(
    items: &[I],
    room: &'r Room,
    fill: impl Fn(&I, &mut Vec<T>) + Sync,
) -> Laid<'r, T> {
    let mut laid = Laid::new(room);
    let fill = |(): &mut (), item: &I, out: &mut Vec<T>| fill(item, out);
    some_at_a_time(items, || (), fill, |some| laid.add(&some.lengths, some.values.iter().copied()));
    laid
}

/// Hands the rows of `items` on in their order, some at a time. What `scratch` makes, once per task, is to work in.
pub(super) fn some_at_a_time<I: Sync, T: Send, S>(
    items: &[I],
    scratch: impl Fn() -> S + Sync + Send,
    fill: impl Fn(&mut S, &I, &mut Vec<T>) + Sync,
    mut take: impl FnMut(Rows<T>),
) {
    for items in items.chunks(ROWS_PER_TASK * TASKS_AT_ONCE) {
        let tasks: Vec<Rows<T>> = items
            .par_chunks(ROWS_PER_TASK)
            .map_init(&scratch, |scratch, items| {
                let mut rows = Rows::default();
                for item in items {
                    let start = rows.values.len();
                    fill(scratch, item, &mut rows.values);
                    rows.lengths.push(rows.values.len() - start);
                }
                rows
            })
            .collect();
        tasks.into_iter().for_each(&mut take);
    }
}

/// Sorts what `out` holds from `start` on, and leaves of equal values one.
pub(super) fn sort_distinct<T: Ord + Copy>(out: &mut Vec<T>, start: usize) {
    out[start..].sort_unstable();
    keep_first_of_equal(out, start, |&value| value);
}

/// Leaves the first of every run of equal keys in what `out` holds from `start` on.
pub(super) fn keep_first_of_equal<T: Copy, K: PartialEq>(out: &mut Vec<T>, start: usize, key: impl Fn(&T) -> K) {
    let mut end = start;
    for at in start..out.len() {
        if end == start || key(&out[end - 1]) != key(&out[at]) {
            out[end] = out[at];
            end += 1;
        }
    }
    out.truncate(end);
}

impl<T> Rows<T> {
    pub(super) fn offsets(&self) -> Offsets {
        Offsets::from_lengths(self.lengths.iter().copied())
    }
}

impl<T: Target> Rows<T> {
    pub(super) fn into_adjacency(self) -> Adjacency<T> {
        Adjacency::new(self.offsets(), self.values, ())
    }
}

/// Rows on their way to where there is room.
#[derive(Debug)]
pub(super) struct Laid<'r, T> {
    room: &'r Room,
    lengths: Vec<usize>,
    values: Growing<'r, T>,
}

impl<'r, T: Plain> Laid<'r, T> {
    pub(super) fn new(room: &'r Room) -> Self {
        Self { room, lengths: Vec::new(), values: room.growing() }
    }

    /// Adds rows of these lengths.
    pub(super) fn add(&mut self, lengths: &[usize], values: impl IntoIterator<Item = T>) {
        self.lengths.extend_from_slice(lengths);
        self.values.extend(values);
    }

    /// Where rows begin and end, and all values.
    pub(super) fn finish(self) -> (Offsets, crate::column::Buffer<T>) {
        (Offsets::from_lengths(self.lengths.into_iter()).placed(self.room), self.values.finish())
    }
}

impl<T: Target> Laid<'_, T> {
    pub(super) fn into_adjacency(self) -> Adjacency<T> {
        self.into_adjacency_with(())
    }

    pub(super) fn into_adjacency_with<A: EdgeColumns>(self, edges: A) -> Adjacency<T, A> {
        let (offsets, targets) = self.finish();
        Adjacency::new(offsets, targets, edges)
    }
}
