//! The walk, weighed by what titles say: exact, though few titles are read.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, binary_heap::PeekMut},
};

use super::{MAX_TERMS, Scope, memory::Memory, text::Reader};
use crate::{PersonId, top::Score};

/// What the walk is worth where titles have nothing in common.
const FLOOR: f64 = 0.05;

/// The `limit` best of `candidates`, whom the walk found with these scores, and whether all were compared that may be
/// among them.
///
/// A cosine is at most 1, so somebody's score is at most their walk times 1.05. They are read from the highest walk
/// down, until nobody who is left can reach the worst of the best.
pub(super) fn best(
    scope: &Scope<'_>,
    person: PersonId,
    candidates: Vec<(f64, PersonId)>,
    limit: usize,
    memory: &mut Memory,
) -> (Vec<(PersonId, f64)>, bool) {
    memory.second.clear();
    let mut reader = Reader::new(scope);
    let own = reader.profile(person, &mut memory.second);
    let mut best = Kept::new(limit);
    // Positive numbers compare as their bits do.
    let by_walk = candidates.into_iter().map(|(walk, other)| (walk.to_bits(), Reverse(other)));
    let mut waiting: BinaryHeap<(u64, Reverse<PersonId>)> = by_walk.collect();
    let mut complete = true;
    while let Some((walk, Reverse(other))) = waiting.pop() {
        let walk = f64::from_bits(walk);
        if !best.may_take(walk * (FLOOR + 1.0)) {
            break;
        }
        if reader.read > MAX_TERMS {
            complete = false;
            break;
        }
        let cosine = if own.is_empty() {
            0.0
        } else {
            let theirs = reader.profile(other, &mut memory.third);
            let cosine = own.cosine(&memory.second, &theirs, &memory.third);
            memory.third.clear();
            cosine
        };
        best.offer(walk * (FLOOR + cosine), other);
    }
    (best.into_sorted(), complete)
}

/// The best so far, the worst of them at hand.
struct Kept {
    limit: usize,
    heap: BinaryHeap<Reverse<(Score, Reverse<PersonId>, u64)>>,
}

impl Kept {
    fn new(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::new() }
    }

    /// Can somebody whose score is at most `bound` be among the best?
    fn may_take(&self, bound: f64) -> bool {
        let worst = self.heap.peek().filter(|_| self.heap.len() >= self.limit);
        self.limit > 0 && worst.is_none_or(|Reverse((worst, ..))| Score::new(bound) >= *worst)
    }

    fn offer(&mut self, score: f64, person: PersonId) {
        let item = Reverse((Score::new(score), Reverse(person), score.to_bits()));
        if self.heap.len() < self.limit {
            self.heap.push(item);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && item < *worst
        {
            *worst = item;
            drop::<PeekMut<'_, _>>(worst);
        }
    }

    fn into_sorted(self) -> Vec<(PersonId, f64)> {
        let sorted = self.heap.into_sorted_vec().into_iter();
        sorted.map(|Reverse((_, Reverse(person), score))| (person, f64::from_bits(score))).collect()
    }
}
