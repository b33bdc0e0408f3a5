//! Working memory of the question, kept by each thread.

use super::{Scope, walk::Places};
use crate::{
    Graph, Kind, PersonId,
    id::DenseId,
    scratch::{Kept, Seen, Slots},
};

/// Slots for whatever a step counts by: people, works, topics or terms.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) first: Slots,
    pub(super) second: Slots,
    pub(super) third: Slots,
    /// The person and everybody they share a work with.
    near: Seen,
    /// Where a walk is.
    pub(super) places: Places,
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

    /// Whom to suggest: those of `reached` who are not near, with their scores above 0.
    pub(super) fn candidates(&self, reached: Vec<(PersonId, f64)>) -> Vec<(f64, PersonId)> {
        let far = |&(person, score): &(PersonId, f64)| score > 0.0 && !self.near.contains(person.index());
        reached.into_iter().filter(far).map(|(person, score)| (score, person)).collect()
    }

    /// Everybody met in [`first`](Self::first) with a value by slots.
    pub(super) fn met(&self, values: Vec<f64>) -> Vec<(PersonId, f64)> {
        let people = self.first.met().iter().map(|&person| PersonId::from_index(person as usize));
        people.zip(values).collect()
    }
}
