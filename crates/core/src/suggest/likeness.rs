//! The walk, weighed by what titles say: exact, though few titles are read.

use super::{MAX_TERMS, Scope, memory::Memory, text::Reader};
use crate::{PersonId, id::DenseId, top::top_bounded};

/// What the walk is worth where titles have nothing in common.
const FLOOR: f64 = 0.05;

/// The `limit` best of `candidates`, whom the walk found with the `scores` by slots of `memory.first`, and whether all
/// were compared that may be among them.
///
/// A cosine is at most 1, so somebody's score is at most their walk times 1.05.
pub(super) fn best(
    scope: &Scope<'_>,
    person: PersonId,
    (candidates, scores): (&[(f64, PersonId)], &[f64]),
    limit: usize,
    memory: &mut Memory,
) -> (Vec<(PersonId, f64)>, bool) {
    let Memory { first, second, third, .. } = memory;
    second.clear();
    let mut reader = Reader::new(scope);
    let own = reader.vector(person, second);
    let bounds = candidates.iter().map(|&(walk, other)| (walk * (FLOOR + 1.0), other));
    top_bounded(bounds, limit, |other| {
        let walk = first.get(other.index()).and_then(|slot| scores.get(slot))?;
        if own.is_empty() {
            return Some(walk * FLOOR);
        }
        if reader.read > MAX_TERMS {
            return None;
        }
        let theirs = reader.vector(other, third);
        let cosine = own.cosine(second, &theirs, third);
        third.clear();
        Some(walk * (FLOOR + cosine))
    })
}
