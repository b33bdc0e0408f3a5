//! Sparse vectors in dense slots, and how much two of them point in one direction.

use crate::scratch::Slots;

/// A vector over positions of which slots know which is where.
#[derive(Debug, Default)]
pub(crate) struct Vector {
    /// Weights by slot, none below 0.
    weights: Vec<f64>,
    length: f64,
}

impl Vector {
    /// Adds to the weight of a position. [`finish`](Self::finish) before asking anything.
    #[inline]
    pub(crate) fn add(&mut self, slots: &mut Slots, position: usize, weight: f64) {
        let slot = slots.slot(position);
        if slot == self.weights.len() {
            self.weights.push(0.0);
        }
        self.weights[slot] += weight;
    }

    /// Measures its length.
    pub(crate) fn finish(mut self) -> Self {
        self.length = self.weights.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
        self
    }

    /// Is it of no length?
    pub(crate) fn is_empty(&self) -> bool {
        self.length == 0.0
    }

    /// The cosine of two vectors, in 0 … 1; 0 where one is of no length.
    pub(crate) fn cosine(&self, slots: &Slots, other: &Self, their_slots: &Slots) -> f64 {
        if self.is_empty() || other.is_empty() {
            return 0.0;
        }
        let product: f64 = self.common(slots, other, their_slots).map(|(_, product)| product).sum();
        (product / (self.length * other.length)).min(1.0)
    }

    /// The positions of both, with the product of their weights.
    pub(crate) fn common<'a>(
        &'a self,
        slots: &'a Slots,
        other: &'a Self,
        their_slots: &'a Slots,
    ) -> impl Iterator<Item = (usize, f64)> {
        let theirs = their_slots.met().iter().map(|&position| position as usize).zip(&other.weights);
        theirs.filter_map(|(position, weight)| Some((position, self.weights[slots.get(position)?] * weight)))
    }

    /// Every position with its weight.
    pub(crate) fn weights(&self, slots: &Slots) -> impl Iterator<Item = (usize, f64)> {
        slots.met().iter().map(|&position| position as usize).zip(self.weights.iter().copied())
    }
}

/// What something weighs that `with` of `all` works have: the fewer, the more. At least 1.
pub(crate) fn rarity(with: usize, all: usize) -> f64 {
    1.0 + ((1.0 + all as f64) / (1.0 + with as f64)).ln()
}
