//! Timing on machines that others share.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use crate::clock;

/// Rounds over all queries; of each query the fastest round counts, since noise only ever adds.
const ROUNDS: usize = 5;

/// A query is not asked further once it has taken this long: slow systems are measured on part of the sample.
const PATIENCE: Duration = Duration::from_secs(10);

/// What one query costs over a sample, in microseconds; not a number where the sample is empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// How many of the sample were asked about: all of it, unless that takes longer than ten seconds.
    pub n: usize,
    /// Half of the sample takes at most this by the wall.
    pub median: f64,
    /// All but one in a hundred take at most this by the wall.
    pub p99: f64,
    /// Half of the sample takes at most this of a processor.
    pub cpu_median: f64,
    /// All but one in a hundred take at most this of a processor.
    pub cpu_p99: f64,
}

/// Times `query` on every item of `sample`, in rounds, so that a slow spell of the machine hits all alike.
pub fn cost<I, R>(sample: &[I], mut query: impl FnMut(&I) -> R) -> Cost {
    let begin = Instant::now();
    let idle = idle();
    let (mut wall, mut cpu) = (vec![f64::INFINITY; sample.len()], vec![f64::INFINITY; sample.len()]);
    'rounds: for _ in 0..ROUNDS {
        for (at, item) in sample.iter().enumerate() {
            let taken = once(|| query(black_box(item)));
            wall[at] = wall[at].min(microseconds(taken.wall));
            cpu[at] = cpu[at].min(microseconds(taken.cpu.saturating_sub(idle)));
            if begin.elapsed() > PATIENCE {
                break 'rounds;
            }
        }
    }
    let (wall, cpu) = (sorted(wall), sorted(cpu));
    Cost {
        n: wall.len(),
        median: at(&wall, 0.5),
        p99: at(&wall, 0.99),
        cpu_median: at(&cpu, 0.5),
        cpu_p99: at(&cpu, 0.99),
    }
}

/// Time by the wall and of the processor.
struct Taken {
    wall: Duration,
    cpu: Duration,
}

/// Runs `query` once. Asking for processor time takes about as long as a fast query, so that happens outside the wall's.
fn once<R>(query: impl FnOnce() -> R) -> Taken {
    let cpu = clock::thread();
    let start = Instant::now();
    black_box(query());
    let wall = start.elapsed();
    Taken { wall, cpu: clock::thread().saturating_sub(cpu) }
}

/// The processor time that measuring itself takes.
fn idle() -> Duration {
    (0..100).map(|_| once(|| ()).cpu).min().unwrap_or_default()
}

fn microseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn sorted(mut times: Vec<f64>) -> Vec<f64> {
    times.retain(|time| time.is_finite());
    times.sort_by(f64::total_cmp);
    times
}

/// The time that `part` of the sample stays within.
fn at(times: &[f64], part: f64) -> f64 {
    let place = (times.len() as f64 * part) as usize;
    times.get(place.min(times.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

/// Seconds that `work` takes by the wall.
pub fn seconds<R>(work: impl FnOnce() -> R) -> (f64, R) {
    let start = Instant::now();
    let result = black_box(work());
    (start.elapsed().as_secs_f64(), result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_tail_are_told_apart() {
        let times: Vec<f64> = (0..200).map(f64::from).collect();
        assert_eq!((at(&times, 0.5), at(&times, 0.99)), (100.0, 198.0));
        assert_eq!(at(&[3.0], 0.99), 3.0);
        assert!(at(&[], 0.5).is_nan());
    }

    #[test]
    fn everybody_is_asked_in_every_round() {
        let mut asked = [0; 3];
        let cost = cost(&[0, 1, 2], |&at: &usize| asked[at] += 1);
        assert_eq!((asked, cost.n), ([ROUNDS; 3], 3));
        assert!(cost.median <= cost.p99 && cost.cpu_median <= cost.cpu_p99);
    }
}
