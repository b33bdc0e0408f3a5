//! Timing on machines that others share.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// Rounds over all queries; of each query the fastest round counts, since noise only ever adds.
const ROUNDS: usize = 5;

/// A query is not asked further once it has taken this long: slow systems are measured on part of the sample.
const PATIENCE: Duration = Duration::from_secs(10);

/// What one query costs over a sample, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// Half of the sample costs at most this.
    pub median: f64,
    /// All but one in a hundred cost at most this.
    pub p99: f64,
}

/// Times `query` on every item of `sample`, in rounds, so that a slow spell of the machine hits all alike.
pub fn cost<I, R>(sample: &[I], mut query: impl FnMut(&I) -> R) -> Cost {
    let begin = Instant::now();
    let mut best = vec![f64::INFINITY; sample.len()];
    'rounds: for _ in 0..ROUNDS {
        for (item, best) in sample.iter().zip(&mut best) {
            let start = Instant::now();
            black_box(query(black_box(item)));
            *best = best.min(start.elapsed().as_secs_f64() * 1e6);
            if begin.elapsed() > PATIENCE {
                break 'rounds;
            }
        }
    }
    best.retain(|time| time.is_finite());
    best.sort_by(f64::total_cmp);
    let at = |part: f64| best.get(((best.len() as f64 * part) as usize).min(best.len().saturating_sub(1))).copied();
    Cost { median: at(0.5).unwrap_or(f64::NAN), p99: at(0.99).unwrap_or(f64::NAN) }
}

/// Seconds that `work` takes.
pub fn seconds<R>(work: impl FnOnce() -> R) -> (f64, R) {
    let start = Instant::now();
    let result = black_box(work());
    (start.elapsed().as_secs_f64(), result)
}
