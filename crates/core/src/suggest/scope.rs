//! What counts, and how much.

use super::MAX_AUTHORS;
use crate::{Graph, PersonId, WorkId, Years, id::DenseId, scratch::Slots, years::Decay};

/// Years after which a work counts half.
const HALF_LIFE: f64 = 3.0;

/// A graph as a question sees it: the works of some years, the more recent counting more.
#[derive(Debug)]
pub(super) struct Scope<'g> {
    pub(super) graph: &'g Graph,
    years: Years,
    recency: Decay,
}

/// What two people share: who the other is, and `W` of [`Measure::WeightedRa`](super::Measure::WeightedRa).
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie {
    pub(super) person: PersonId,
    pub(super) strength: f64,
}

impl<'g> Scope<'g> {
    pub(super) fn new(graph: &'g Graph, years: Years, reference_year: Option<i16>) -> Self {
        let reference = years.reference_year(graph, reference_year);
        Self { graph, years, recency: Decay::new(graph, reference, HALF_LIFE) }
    }

    /// The works of a person that count, ascending.
    pub(super) fn works(&self, person: PersonId) -> impl Iterator<Item = WorkId> {
        self.graph.works_of(person).iter().copied().filter(|&work| self.counts(work))
    }

    /// Does a work count?
    #[inline]
    pub(super) fn counts(&self, work: WorkId) -> bool {
        self.years.contain_work(self.graph, work)
    }

    /// How much a work counts for its age, in 0 … 1.
    #[inline]
    pub(super) fn recency(&self, work: WorkId) -> f64 {
        self.recency.at(self.graph.year(work))
    }

    /// The works of a person that count and on which people know each other: those of 2 to [`MAX_AUTHORS`] people.
    /// Each with its people, and what it adds to the tie between any two of them.
    pub(super) fn joint_works(&self, person: PersonId) -> impl Iterator<Item = (&'g [PersonId], f64)> {
        let authors = self.works(person).map(|work| (work, self.graph.authors(work)));
        let joint = authors.filter(|(_, authors)| (2..=MAX_AUTHORS as usize).contains(&authors.len()));
        joint.map(|(work, authors)| (authors, self.recency(work) / (authors.len() - 1) as f64))
    }

    /// Everybody in `N(person)`; `slots`, which must be empty, tells afterwards who is where.
    pub(super) fn ties(&self, person: PersonId, slots: &mut Slots) -> Vec<Tie> {
        let mut ties: Vec<Tie> = Vec::new();
        for (authors, share) in self.joint_works(person) {
            for &other in authors.iter().filter(|&&other| other != person) {
                let slot = slots.slot(other.index());
                match ties.get_mut(slot) {
                    Some(tie) => tie.strength += share,
                    None => ties.push(Tie { person: other, strength: share }),
                }
            }
        }
        ties
    }

    /// `W_k`: the sum of all ties of a person, each work giving its recency whole.
    pub(super) fn total_strength(&self, person: PersonId) -> f64 {
        self.joint_works(person).map(|(authors, share)| share * (authors.len() - 1) as f64).sum()
    }
}
