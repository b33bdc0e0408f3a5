//! The best few of many.

use std::{
    cmp::{Ordering, Reverse},
    collections::BinaryHeap,
};

use crate::{Graph, Node};

/// A score in the precision in which ties are told: rounded to ten significant digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score(f64);

impl Score {
    /// `score`, which must be a number, rounded.
    pub(crate) fn new(score: f64) -> Self {
        // Counts, the most common scores, have ten digits at most.
        if score == f64::from(score as u32) || !score.is_finite() {
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
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// The `count` items of the highest rank, the highest first; of equal ranks the smaller item first.
///
/// O(n + count · log count) comparisons.
pub(crate) fn top<R: Ord + Copy, T: Ord + Copy>(items: impl Iterator<Item = (R, T)>, count: usize) -> Vec<(R, T)> {
    let mut best = Best::new(count);
    best.kept.reserve(items.size_hint().0.min(best.full).min(1024));
    for (rank, item) in items {
        best.offer(rank, item);
    }
    best.into_sorted()
}

/// The best items so far, where they come one by one.
///
/// What is worse than `count` others is dropped every now and then, and turned away from then on.
#[derive(Debug)]
pub(crate) struct Best<R, T> {
    kept: Vec<(R, T)>,
    count: usize,
    /// How many are kept before the worse of them are dropped.
    full: usize,
    /// The worst of `count` that were kept at one time; nothing that is no better belongs to the best.
    worst: Option<(R, T)>,
}

impl<R: Ord + Copy, T: Ord + Copy> Best<R, T> {
    /// Room for `count` items.
    pub(crate) fn new(count: usize) -> Self {
        Self { kept: Vec::new(), count, full: count.saturating_mul(2).max(64), worst: None }
    }

    /// Keeps `item` if it may be among the best.
    #[inline]
    pub(crate) fn offer(&mut self, rank: R, item: T) {
        if self.worst.is_none_or(|worst| order(&(rank, item), &worst).is_lt()) {
            self.kept.push((rank, item));
            if self.kept.len() == self.full {
                self.drop_worse();
                self.worst = self.kept.last().copied();
            }
        }
    }

    /// The best items, the best first.
    pub(crate) fn into_sorted(mut self) -> Vec<(R, T)> {
        self.drop_worse();
        self.kept.sort_unstable_by(order);
        self.kept
    }

    /// Keeps the best `count` in any order, the worst of them last.
    fn drop_worse(&mut self) {
        if self.kept.len() > self.count {
            self.kept.select_nth_unstable_by(self.count.saturating_sub(1), order);
            self.kept.truncate(self.count);
        }
    }
}

/// The higher rank first, then the smaller item.
fn order<R: Ord, T: Ord>(a: &(R, T), b: &(R, T)) -> Ordering {
    b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1))
}

/// The `count` items of the highest [`Score`], as [`top`] finds them, but without rounding the scores that cannot be
/// among them. O(n + count · log count).
pub(crate) fn top_scores<T: Ord + Copy>(items: impl Iterator<Item = (f64, T)>, count: usize) -> Vec<(Score, T)> {
    let mut items: Vec<(f64, T)> = items.collect();
    if count > 0 && items.len() > count {
        let (_, &mut (bound, _), _) = items.select_nth_unstable_by(count - 1, |a, b| b.0.total_cmp(&a.0));
        // What lies further below than the tenth digit is worth is below after rounding, too, unless all of it
        // rounds to nothing.
        let bound = if bound > f64::MIN_POSITIVE * 1e12 { bound - bound * 2e-9 } else { f64::NEG_INFINITY };
        items.retain(|&(score, _)| score >= bound);
    }
    top(items.into_iter().map(|(score, item)| (Score::new(score), item)), count)
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

/// The `count` items of the highest [`Score`] with their scores, of equal ones the smaller item first, where a score is
/// dear and no more than a bound, at least 0, that is at hand: scores are asked for from the highest bound down, until
/// no bound that is left reaches the worst of the best. `score` may give up; then what was not asked for is left out,
/// and the answer says so.
pub(crate) fn top_bounded<T: Ord + Copy>(
    items: impl Iterator<Item = (f64, T)>,
    count: usize,
    mut score: impl FnMut(T) -> Option<f64>,
) -> (Vec<(T, f64)>, bool) {
    // Numbers from 0 up compare as their bits do.
    let mut waiting: BinaryHeap<(u64, Reverse<T>)> =
        items.map(|(bound, item)| (bound.to_bits(), Reverse(item))).collect();
    let mut best: BinaryHeap<Reverse<(Score, Reverse<T>, u64)>> = BinaryHeap::new();
    while let Some((bound, Reverse(item))) = waiting.pop() {
        let full = best.len() >= count;
        let worst = best.peek().filter(|_| full);
        let bound = Score::new(f64::from_bits(bound));
        if count == 0 || worst.is_some_and(|Reverse((worst, ..))| bound < *worst) {
            break;
        }
        let Some(score) = score(item) else { return (sorted(best), false) };
        best.push(Reverse((Score::new(score), Reverse(item), score.to_bits())));
        if full {
            best.pop();
        }
    }
    (sorted(best), true)
}

fn sorted<T: Ord>(best: BinaryHeap<Reverse<(Score, Reverse<T>, u64)>>) -> Vec<(T, f64)> {
    let items = best.into_sorted_vec().into_iter();
    items.map(|Reverse((_, Reverse(item), score))| (item, f64::from_bits(score))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn top_is_the_beginning_of_the_sorted_list() {
        let items: Vec<(u32, u32)> = (0..200).map(|item| (item * 7919 % 23, item)).collect();
        let mut sorted = items.clone();
        sorted.sort_by_key(|&(rank, item)| (Reverse(rank), item));
        for count in [0, 1, 7, 40, 199, 200, 300, usize::MAX] {
            assert_eq!(top(items.iter().copied(), count), sorted[..count.min(200)]);
        }
    }

    #[test]
    fn scores_that_are_not_rounded_would_not_have_been_among_the_best() {
        // Runs of scores that tie in ten digits, whole numbers, and numbers too small to be rounded.
        let near = |item: u32| 1.0 + f64::from(item % 7) * 1e-9 + f64::from(item % 5) * 1e-11;
        let scales = [1.0, 3.0, 1.0 / 3.0, 9.999_999_999_5, 1e-300, 1e-310, 0.0];
        for scale in scales {
            let items: Vec<(f64, u32)> = (0..200).map(|item| (near(item * 7919) * scale, item)).collect();
            let rounded: Vec<(Score, u32)> = items.iter().map(|&(score, item)| (Score::new(score), item)).collect();
            for count in [0, 1, 7, 40, 200, 300] {
                let all = top(rounded.iter().copied(), count);
                assert_eq!(top_scores(items.iter().copied(), count), all, "{count} of scale {scale}");
            }
        }
    }

    #[test]
    fn bounds_save_scores_and_change_nothing() {
        let score = |item: u32| f64::from(item * 7919 % 23) / 7.0;
        let bound = |item: u32| score(item) + f64::from(item % 3) * 0.1;
        for count in [0, 1, 7, 40, 200, 300] {
            let mut asked = 0;
            let ask = |item| Some(score(item)).inspect(|_| asked += 1);
            let (found, complete) = top_bounded((0..200).map(|item| (bound(item), item)), count, ask);
            let all = top_scores((0..200).map(|item| (score(item), item)), count);
            assert_eq!(found, all.into_iter().map(|(_, item)| (item, score(item))).collect::<Vec<_>>());
            assert!(complete && asked <= if count < 7 { 30 * count } else { 200 }, "{asked} for {count}");
        }
        let given_up = top_bounded([(3.0, 'a'), (2.0, 'b')].into_iter(), 2, |item| (item == 'a').then_some(1.0));
        assert_eq!(given_up, (vec![('a', 1.0)], false));
    }

    #[test]
    fn whole_numbers_are_their_own_scores() {
        for whole in [0.0, 1.0, 7.0, 1_234_567_890.0, f64::from(u32::MAX)] {
            assert_eq!(Score::new(whole), Score(whole));
            let above = Score::new(whole + whole * 1e-11);
            assert_eq!(above, Score(whole), "as those that are rounded");
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
