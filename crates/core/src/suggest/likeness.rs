//! The walk, weighed by what titles say: exact, though few titles are read.

use super::{MAX_TERMS, Scope, memory::Memory, text::Reader};
use crate::{PersonId, top::top_bounded};

/// What the walk is worth where titles have nothing in common.
const FLOOR: f64 = 0.05;

/// The `limit` best of `candidates`, whom the walk found, and whether all were compared that may be among them.
///
/// A cosine is at most 1, so somebody's score is at most their walk times 1.05.
pub(super) fn best(
    scope: &Scope<'_>,
    person: PersonId,
    candidates: &[(f64, PersonId)],
    limit: usize,
    memory: &mut Memory,
) -> (Vec<(PersonId, f64)>, bool) {
    let Memory { first, second, .. } = memory;
    let mut reader = Reader::new(scope);
    let own = reader.vector(person, first);
    let bounds = candidates.iter().zip(0..).map(|(&(walk, other), at): (_, usize)| (walk * (FLOOR + 1.0), (other, at)));
    let (best, complete) = top_bounded(bounds, limit, |(other, at)| {
        let walk = candidates[at].0;
        if own.is_empty() {
            return Some(walk * FLOOR);
        }
        if reader.read > MAX_TERMS {
            return None;
        }
        let theirs = reader.vector(other, second);
        let cosine = own.cosine(first, &theirs, second);
        second.clear();
        Some(walk * (FLOOR + cosine))
    });
    (best.into_iter().map(|((person, _), score)| (person, score)).collect(), complete)
}
