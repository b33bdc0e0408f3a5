//! How good one ranking is, given which of the ranked turned out to be right.

/// Measures of a ranking against what happened, each in 0 … 1, the higher the better; or their means over people.
///
/// *Right* is an item that happened. C. D. Manning, P. Raghavan, H. Schütze, *Introduction to Information Retrieval*,
/// Cambridge 2008, chapter 8, <https://nlp.stanford.edu/IR-book/>.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Metrics {
    /// Average precision: the mean, over all right items, of the part of right items down to each; 0 for one that is
    /// not ranked. Its mean over people is MAP.
    pub average_precision: f64,
    /// 1 / rank of the first right item.
    pub reciprocal_rank: f64,
    /// Normalised discounted cumulative gain of the first ten, the gain of an item being how often it happened:
    /// Σ gain / log₂(rank + 1) over the same sum in the best order. K. Järvelin, J. Kekäläinen,
    /// <https://doi.org/10.1145/582415.582418>.
    pub ndcg_10: f64,
    /// What part of the right items is among the first ten.
    pub recall_10: f64,
    /// What part of the right items is among the first twenty.
    pub recall_20: f64,
}

/// A right item: where it was ranked, from 1 (between two ranks where a tie was split), and how often it happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hit {
    pub(super) rank: f64,
    pub(super) gain: u32,
}

impl Metrics {
    /// Measures one ranking by its right items, in order of rank. `gains` are those of all right items, ranked or
    /// not; there must be one at least.
    pub(super) fn of(hits: &[Hit], mut gains: Vec<u32>) -> Self {
        gains.sort_unstable_by(|a, b| b.cmp(a));
        let right = gains.len() as f64;
        let within = |rank: f64| hits.iter().filter(move |hit| hit.rank <= rank);
        let precisions = (1..).zip(hits).map(|(found, hit)| f64::from(found) / hit.rank);
        let gained: f64 = within(10.0).map(|hit| discounted(hit.gain, hit.rank)).sum();
        let most: f64 = (1..=10).zip(&gains).map(|(rank, &gain)| discounted(gain, f64::from(rank))).sum();
        Self {
            average_precision: precisions.sum::<f64>() / right,
            reciprocal_rank: hits.first().map_or(0.0, |hit| 1.0 / hit.rank),
            ndcg_10: gained / most,
            recall_10: within(10.0).count() as f64 / right,
            recall_20: within(20.0).count() as f64 / right,
        }
    }

    /// The means over people, summed in their order.
    pub(super) fn mean(of: &[Self]) -> Self {
        let people = of.len().max(1) as f64;
        let mean = |value: fn(&Self) -> f64| of.iter().map(value).sum::<f64>() / people;
        Self {
            average_precision: mean(|metrics| metrics.average_precision),
            reciprocal_rank: mean(|metrics| metrics.reciprocal_rank),
            ndcg_10: mean(|metrics| metrics.ndcg_10),
            recall_10: mean(|metrics| metrics.recall_10),
            recall_20: mean(|metrics| metrics.recall_20),
        }
    }
}

fn discounted(gain: u32, rank: f64) -> f64 {
    f64::from(gain) / (rank + 1.0).log2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ranking_worked_out_by_hand() {
        // Right at ranks 1, 3 and 12; a fourth one is not ranked.
        let hits = [(1.0, 1), (3.0, 2), (12.0, 5)].map(|(rank, gain)| Hit { rank, gain });
        let metrics = Metrics::of(&hits, vec![1, 2, 5, 4]);
        assert!((metrics.average_precision - (1.0 + 2.0 / 3.0 + 3.0 / 12.0) / 4.0).abs() < 1e-12);
        assert_eq!(metrics.reciprocal_rank, 1.0);
        let best = 5.0 + 4.0 / 3f64.log2() + 2.0 / 2.0 + 1.0 / 5f64.log2();
        assert!((metrics.ndcg_10 - (1.0 + 2.0 / 2.0) / best).abs() < 1e-12);
        assert_eq!((metrics.recall_10, metrics.recall_20), (0.5, 0.75));
    }

    #[test]
    fn the_best_order_scores_one_and_nothing_found_nought() {
        let best = Metrics::of(&[Hit { rank: 1.0, gain: 2 }, Hit { rank: 2.0, gain: 1 }], vec![1, 2]);
        assert_eq!((best.average_precision, best.ndcg_10, best.recall_10), (1.0, 1.0, 1.0));
        assert_eq!(Metrics::of(&[], vec![1]), Metrics::default());
        assert_eq!(Metrics::mean(&[]), Metrics::default());
        let half = Metrics::mean(&[best, Metrics::default()]);
        assert_eq!(half.average_precision, 0.5);
    }
}
