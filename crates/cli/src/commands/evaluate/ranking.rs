//! The figures of a ranking.

use scholargraph::backtest::Outcome;
use serde::Serialize;

use super::part;
use crate::output::{self, Rows};

/// How good a measure is in one year.
#[derive(Debug, Serialize)]
pub(super) struct Figures {
    measure: &'static str,
    year: i16,
    people: usize,
    map: f64,
    mrr: f64,
    ndcg_10: f64,
    recall_10: f64,
    recall_20: f64,
}

impl Figures {
    pub(super) fn new(measure: &'static str, outcome: &Outcome) -> Self {
        let metrics = outcome.metrics;
        Self {
            measure,
            year: outcome.year,
            people: outcome.people,
            map: metrics.average_precision,
            mrr: metrics.reciprocal_rank,
            ndcg_10: metrics.ndcg_10,
            recall_10: metrics.recall_10,
            recall_20: metrics.recall_20,
        }
    }

    pub(super) fn table(results: &[Self]) -> Rows {
        let mut rows =
            Rows::new(&["measure", "#year", "#people", "#MAP", "#MRR", "#NDCG@10", "#recall@10", "#recall@20"]);
        for one in results {
            let head = [one.measure.to_owned(), one.year.to_string(), output::count(one.people)];
            let figures = [one.map, one.mrr, one.ndcg_10, one.recall_10, one.recall_20].map(part);
            rows.push(head.into_iter().chain(figures));
        }
        rows
    }
}
