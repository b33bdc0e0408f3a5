//! Rows of values computed in parallel and laid end to end in order.

use rayon::prelude::*;

use crate::{
    column::{EdgeColumns, Offsets},
    model::{Adjacency, Target},
};

/// How many rows one task computes: enough to outweigh its cost, few enough to keep all cores busy.
const ROWS_PER_TASK: usize = 2048;

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
    rows_with_scratch(items, || (), |(), item, out| fill(item, out))
}

/// The same, with something to work in that `scratch` makes once per task.
pub(super) fn rows_with_scratch<I: Sync, T: Send, S>(
    items: &[I],
    scratch: impl Fn() -> S + Sync + Send,
    fill: impl Fn(&mut S, &I, &mut Vec<T>) + Sync,
) -> Rows<T> {
    let tasks: Vec<Rows<T>> = items
        .par_chunks(ROWS_PER_TASK)
        .map_init(scratch, |scratch, items| {
            let mut rows = Rows::default();
            for item in items {
                let start = rows.values.len();
                fill(scratch, item, &mut rows.values);
                rows.lengths.push(rows.values.len() - start);
            }
            rows
        })
        .collect();
    let mut all = Rows {
        lengths: Vec::with_capacity(items.len()),
        values: Vec::with_capacity(tasks.iter().map(|rows| rows.values.len()).sum()),
    };
    for task in tasks {
        all.lengths.extend(task.lengths);
        all.values.extend(task.values);
    }
    all
}

impl<T> Rows<T> {
    /// Keeps the first of every run of equal keys within a row.
    pub(super) fn deduplicated_by_key<K: PartialEq>(self, key: impl Fn(&T) -> K) -> Self {
        let mut kept =
            Self { lengths: Vec::with_capacity(self.lengths.len()), values: Vec::with_capacity(self.values.len()) };
        let mut values = self.values.into_iter();
        for length in self.lengths {
            let start = kept.values.len();
            for value in values.by_ref().take(length) {
                let repeats = kept.values[start..].last().is_some_and(|last| key(last) == key(&value));
                if !repeats {
                    kept.values.push(value);
                }
            }
            kept.lengths.push(kept.values.len() - start);
        }
        kept
    }

    /// Every row with its values replaced, in parallel.
    pub(super) fn map<U: Send>(&self, value: impl Fn(&T) -> U + Send + Sync) -> Rows<U>
    where
        T: Sync,
    {
        Rows { lengths: self.lengths.clone(), values: self.values.par_iter().map(value).collect() }
    }

    pub(super) fn offsets(&self) -> Offsets {
        Offsets::from_lengths(self.lengths.iter().copied())
    }
}

impl<T: Target> Rows<T> {
    /// Rows ascending and distinct.
    pub(super) fn distinct(mut self) -> Self {
        let mut rest = self.values.as_mut_slice();
        for &length in &self.lengths {
            let (row, after) = rest.split_at_mut(length);
            row.sort_unstable();
            rest = after;
        }
        self.deduplicated_by_key(|&value| value)
    }

    pub(super) fn into_adjacency(self) -> Adjacency<T> {
        self.into_adjacency_with(())
    }

    pub(super) fn into_adjacency_with<A: EdgeColumns>(self, edges: A) -> Adjacency<T, A> {
        Adjacency::new(self.offsets(), self.values, edges)
    }
}
