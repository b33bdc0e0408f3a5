//! The best few of many.

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::{Graph, Node};

/// A score in the precision in which ties are told: rounded to ten significant digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score(f64);

impl Score {
    /// `score`, which must be a number, rounded.
    pub(crate) fn new(score: f64) -> Self {
        if score == 0.0 || !score.is_finite() {
            return Self(score);
        }
        let scale = 10_f64.powi(9 - score.abs().log10().floor() as i32);
        let rounded = (score * scale).round() / scale;
        // The scale of a denormal number overflows; such a score is as good as nothing.
        Self(if rounded.is_finite() { rounded } else { 0.0 })
    }
}

impl Eq for Score {}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// The `count` items of the highest rank, the highest first; of equal ranks the smaller item first.
///
/// O(n log count) comparisons.
pub(crate) fn top<R: Ord + Copy, T: Ord + Copy>(items: impl Iterator<Item = (R, T)>, count: usize) -> Vec<(R, T)> {
    let mut best = Best::new(count);
    for (rank, item) in items {
        best.offer(rank, item);
    }
    best.into_sorted()
}

/// A rank and its item, as [`Best`] orders them: the worst is the greatest.
type Ranked<R, T> = Reverse<(R, Reverse<T>)>;

/// The best items so far, where they come one by one.
#[derive(Debug)]
pub(crate) struct Best<R, T> {
    heap: BinaryHeap<Ranked<R, T>>,
    count: usize,
}

impl<R: Ord + Copy, T: Ord + Copy> Best<R, T> {
    /// Room for `count` items.
    pub(crate) fn new(count: usize) -> Self {
        Self { heap: BinaryHeap::new(), count }
    }

    /// Keeps `item` if it is among the best so far.
    #[inline]
    pub(crate) fn offer(&mut self, rank: R, item: T) {
        let candidate = Reverse((rank, Reverse(item)));
        if self.heap.len() < self.count {
            self.heap.push(candidate);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && candidate < *worst
        {
            *worst = candidate;
        }
    }

    /// The best items, the best first.
    pub(crate) fn into_sorted(self) -> Vec<(R, T)> {
        self.heap.into_sorted_vec().into_iter().map(|Reverse((rank, Reverse(item)))| (rank, item)).collect()
    }
}

/// The same for nodes, which `node` tells of items: of equal ranks the item of the smaller id first.
pub(crate) fn top_nodes<R: Ord + Copy, T: Ord + Copy>(
    graph: &Graph,
    items: impl Iterator<Item = (R, T)>,
    count: usize,
    node: impl Fn(T) -> Node,
) -> Vec<(R, T)> {
    if !graph.is_changed() {
        return top(items, count);
    }
    let keyed = items.map(|(rank, item)| (rank, (graph.order_of(node(item)), item)));
    top(keyed, count).into_iter().map(|(rank, (_, item))| (rank, item)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn top_is_the_beginning_of_the_sorted_list() {
        let items: Vec<(u32, u32)> = (0..200).map(|item| (item * 7919 % 23, item)).collect();
        let mut sorted = items.clone();
        sorted.sort_by_key(|&(rank, item)| (Reverse(rank), item));
        for count in [0, 1, 7, 200, 300] {
            assert_eq!(top(items.iter().copied(), count), sorted[..count.min(200)]);
        }
    }

    #[test]
    fn scores_tie_beyond_ten_digits() {
        assert_eq!(Score::new(1.000_000_000_04), Score::new(1.0));
        assert!(Score::new(1.000_000_001) > Score::new(1.0));
        assert_eq!(Score::new(0.1 + 0.2), Score::new(0.3));
        assert!(Score::new(f64::MIN_POSITIVE / 4.0) >= Score::new(0.0));
    }
}
