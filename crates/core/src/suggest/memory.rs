//! Working memory of the question, kept by each thread.

use super::Scope;
use crate::{
    Graph, Kind, PersonId,
    id::DenseId,
    scratch::{Kept, Seen, Slots},
};

/// Slots for whatever a step counts by: people, works, topics or terms.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// While a measure is computed: everybody met.
    pub(super) first: Slots,
    pub(super) second: Slots,
    pub(super) third: Slots,
    /// The person and everybody they share a work with.
    near: Seen,
}

thread_local! {
    static MEMORY: Kept<Memory> = const { Kept::new() };
}

/// Runs `query` on this thread's memory.
pub(super) fn with_memory<R>(graph: &Graph, query: impl FnOnce(&mut Memory) -> R) -> R {
    let nodes = [Kind::Work, Kind::Person, Kind::Topic].map(|kind| graph.bound(kind));
    let size = nodes.into_iter().fold(graph.terms().text.len(), usize::max);
    Kept::with(&MEMORY, |memory| {
        for slots in [&mut memory.first, &mut memory.second, &mut memory.third] {
            slots.reserve(size);
        }
        memory.near.reserve(graph.bound(Kind::Person));
        let answer = query(memory);
        memory.clear_slots();
        memory.near.clear();
        answer
    })
}

impl Memory {
    pub(super) fn clear_slots(&mut self) {
        self.first.clear();
        self.second.clear();
        self.third.clear();
    }

    /// Marks whom not to suggest.
    pub(super) fn mark_near(&mut self, scope: &Scope<'_>, person: PersonId) {
        self.near.meet(person.index());
        for work in scope.works(person) {
            scope.graph.authors(work).iter().for_each(|other| {
                self.near.meet(other.index());
            });
        }
    }

    /// Whom to suggest: those with a score, by slots of [`first`](Self::first).
    pub(super) fn candidates(&self, scores: &[f64]) -> Vec<(f64, PersonId)> {
        let met = self.first.met().iter().map(|&position| position as usize).zip(scores);
        let far = met.filter(|&(position, &score)| score > 0.0 && !self.near.contains(position));
        far.map(|(position, &score)| (score, PersonId::from_index(position))).collect()
    }
}
