//! What everybody's collaborators cost.

use scholargraph::{Graph, rank::everybody};
use serde::Serialize;

use crate::{clock, query::by_count};

/// How many people are listed for each.
const LISTED: usize = 10;

/// How many people are asked about before their answers are dropped.
const AT_ONCE: usize = 2048;

/// Rounds over everybody; the cheapest counts, since noise only ever adds.
const ROUNDS: usize = 3;

/// What it costs to find the ten people that everybody shares most works with, works of any number of authors, on all
/// threads of the rayon pool it is called in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Everybody {
    /// How many people there are.
    pub people: usize,
    /// How many of them a second of processor time serves; nothing where the clock has not moved.
    pub people_per_cpu_second: Option<u64>,
}

impl Everybody {
    /// Asks about everybody, three times.
    #[must_use]
    pub fn cost(graph: &Graph) -> Self {
        let rounds = (0..ROUNDS).map(|_| {
            let start = clock::process();
            everybody(graph, AT_ONCE, |person| by_count(graph, person, LISTED)).for_each(drop);
            clock::process().saturating_sub(start)
        });
        let people = graph.people().len();
        let seconds = rounds.min().map(|time| time.as_secs_f64()).filter(|&seconds| seconds > 0.0);
        Self { people, people_per_cpu_second: seconds.map(|seconds| (people as f64 / seconds) as u64) }
    }
}
