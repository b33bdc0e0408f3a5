//! How good a partition is, given the right one.

use std::{collections::HashMap, hash::Hash};

/// B-cubed precision and recall of a partition, each in 0 … 1, the higher the better.
///
/// For every item: of the items put together with it, the part that belongs there (precision); of those that belong
/// together with it, the part that was put there (recall). Means over the items. A. Bagga, B. Baldwin,
/// <https://doi.org/10.3115/980451.980859>.
///
/// ```
/// use scholargraph::backtest::BCubed;
///
/// // Three works of one person, one of which was taken for somebody else's.
/// let found = BCubed::of(&[("x", 1), ("x", 1), ("y", 1)]);
/// assert_eq!(found.precision, 1.0);
/// assert!((found.recall - 5.0 / 9.0).abs() < 1e-12);
/// assert_eq!(BCubed::of(&[("x", 1), ("x", 2)]).precision, 0.5);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BCubed {
    /// How much of what was put together belongs together.
    pub precision: f64,
    /// How much of what belongs together was put together.
    pub recall: f64,
}

impl BCubed {
    /// Measures `items`, each with where it was put and where it belongs; perfect where there are none. O(items).
    pub fn of<P: Eq + Hash + Copy, T: Eq + Hash + Copy>(items: &[(P, T)]) -> Self {
        let (mut put, mut belong, mut both) = (HashMap::new(), HashMap::new(), HashMap::new());
        for &(found, right) in items {
            *put.entry(found).or_insert(0_u32) += 1;
            *belong.entry(right).or_insert(0_u32) += 1;
            *both.entry((found, right)).or_insert(0_u32) += 1;
        }
        let part = |of: &dyn Fn(&(P, T)) -> u32| {
            items.iter().map(|item| f64::from(both[item]) / f64::from(of(item))).sum::<f64>() / items.len() as f64
        };
        if items.is_empty() {
            return Self { precision: 1.0, recall: 1.0 };
        }
        Self { precision: part(&|item| put[&item.0]), recall: part(&|item| belong[&item.1]) }
    }

    /// Means over several partitions, each with its weight; summed in their order.
    #[must_use]
    pub fn mean(of: &[(Self, f64)]) -> Self {
        let all: f64 = of.iter().map(|(_, weight)| weight).sum();
        let mean = |value: fn(&Self) -> f64| of.iter().map(|(one, weight)| value(one) * weight).sum::<f64>() / all;
        Self { precision: mean(|one| one.precision), recall: mean(|one| one.recall) }
    }

    /// The harmonic mean of both.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}
