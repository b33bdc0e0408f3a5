//! Whom to ask about: the same people on every run.

use scholargraph::{DenseId, Graph, PersonId};

/// How many people are drawn by number of works, and how many whatever their number.
const DRAWN: usize = 200;

/// A sequence of numbers that is the same everywhere (SplitMix64, <https://doi.org/10.1145/2660193.2660195>).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }
}

/// 200 people drawn by number of works: whom visitors ask about.
#[must_use]
pub fn people(graph: &Graph) -> Vec<PersonId> {
    let authors = &graph.work_relations().authors;
    let mut numbers = Numbers(7);
    let drawn = if authors.edge_count() == 0 { 0 } else { DRAWN };
    (0..drawn).map(|_| authors.target(numbers.below(authors.edge_count()))).collect()
}

/// 200 pairs: one drawn by number of works, one whatever their number.
#[must_use]
pub fn pairs(graph: &Graph) -> Vec<(PersonId, PersonId)> {
    let mut numbers = Numbers(11);
    let count = graph.people().len();
    people(graph).into_iter().map(|person| (person, PersonId::from_index(numbers.below(count)))).collect()
}
