//! What somebody's titles say, as a vector.

use super::Scope;
use crate::{
    PersonId,
    id::Kind,
    model::{Target, TermId},
    scratch::Slots,
};

/// A person's title words: the sum of their titles, each of length 1 times its recency.
#[derive(Debug)]
pub(super) struct Profile {
    /// Weights by slot.
    pub(super) weights: Vec<f64>,
    /// Length of the vector.
    length: f64,
}

/// Reads title words.
#[derive(Debug)]
pub(super) struct Reader<'s, 'g> {
    scope: &'s Scope<'g>,
    titles: f64,
    /// How many terms were read so far.
    pub(super) read: usize,
}

impl<'s, 'g> Reader<'s, 'g> {
    pub(super) fn new(scope: &'s Scope<'g>) -> Self {
        Self { scope, titles: scope.graph.count(Kind::Work) as f64, read: 0 }
    }

    /// What a term weighs: the fewer titles have it, the more.
    fn rarity(&self, term: TermId) -> f64 {
        let with_term = self.scope.graph.terms().works.degree(term.position()) as f64;
        1.0 + ((1.0 + self.titles) / (1.0 + with_term)).ln()
    }

    /// What the titles of a person say; `slots`, which must be empty, tells afterwards which term is where.
    pub(super) fn profile(&mut self, person: PersonId, slots: &mut Slots) -> Profile {
        let mut weights: Vec<f64> = Vec::new();
        let mut title: Vec<(usize, f64)> = Vec::new();
        for work in self.scope.works(person) {
            title.clear();
            let terms = self.scope.graph.terms_of(work).iter();
            title.extend(terms.map(|&term| (term.position(), self.rarity(term))));
            self.read += title.len();
            let length = title.iter().map(|(_, rarity)| rarity * rarity).sum::<f64>().sqrt();
            let share = self.scope.recency(work) / length;
            for &(term, rarity) in &title {
                let slot = slots.slot(term);
                if slot == weights.len() {
                    weights.push(0.0);
                }
                weights[slot] += share * rarity;
            }
        }
        let length = weights.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
        Profile { weights, length }
    }
}

impl Profile {
    /// Is nothing known of what the titles say?
    pub(super) fn is_empty(&self) -> bool {
        self.length == 0.0
    }

    /// The cosine of two profiles, in 0 … 1; 0 where one says nothing.
    pub(super) fn cosine(&self, slots: &Slots, other: &Self, their_slots: &Slots) -> f64 {
        if self.is_empty() || other.is_empty() {
            return 0.0;
        }
        let common = self.common(slots, other, their_slots).map(|(_, product)| product);
        (common.sum::<f64>() / (self.length * other.length)).min(1.0)
    }

    /// The terms of both, with the product of their weights.
    pub(super) fn common<'a>(
        &'a self,
        slots: &'a Slots,
        other: &'a Self,
        their_slots: &'a Slots,
    ) -> impl Iterator<Item = (usize, f64)> {
        let theirs = their_slots.met().iter().map(|&term| term as usize).zip(&other.weights);
        theirs.filter_map(|(term, weight)| Some((term, self.weights[slots.get(term)?] * weight)))
    }
}
