//! Titles as vectors of their terms.

use crate::{
    Graph, WorkId,
    id::Kind,
    model::{Target, TermId},
    top::{Score, top},
    vector::rarity,
};

/// Reads titles as vectors of length 1, a term weighing the more the fewer titles have it.
#[derive(Debug)]
pub(crate) struct Title<'g> {
    graph: &'g Graph,
    titles: usize,
    weights: Vec<(usize, f64)>,
}

impl<'g> Title<'g> {
    /// Reads titles of `graph`.
    pub(crate) fn of(graph: &'g Graph) -> Self {
        Self { graph, titles: graph.count(Kind::Work), weights: Vec::new() }
    }

    /// What a term weighs, before titles are made to be of length 1.
    pub(crate) fn rarity(&self, term: TermId) -> f64 {
        rarity(self.graph.terms().works.degree(term.position()), self.titles)
    }

    /// The terms of a title with their weights.
    pub(crate) fn read(&mut self, work: WorkId) -> &[(usize, f64)] {
        let mut weights = std::mem::take(&mut self.weights);
        weights.clear();
        weights.extend(self.graph.terms_of(work).iter().map(|&term| (term.position(), self.rarity(term))));
        let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        weights.iter_mut().for_each(|(_, weight)| *weight /= length);
        self.weights = weights;
        &self.weights
    }

    /// The length of a title before it is made to be 1.
    pub(crate) fn length(&self, work: WorkId) -> f64 {
        self.graph.terms_of(work).iter().map(|&term| self.rarity(term).powi(2)).sum::<f64>().sqrt()
    }
}

/// The heaviest terms, those of two words counting double, passing over those that repeat a word of a heavier one.
pub(crate) fn telling_terms(graph: &Graph, terms: impl Iterator<Item = (usize, f64)>, limit: usize) -> Vec<TermId> {
    let text = |term: usize| graph.terms().text.at(term);
    // Two words say more than one.
    let weighed = terms.map(|(term, weight)| (Score::new(weight * text(term).split(' ').count() as f64), term));
    // Of three terms of two words, each other term may repeat a word; seldom more.
    let best = top(weighed, limit.saturating_mul(4));
    let mut listed: Vec<usize> = Vec::new();
    for (_, term) in best {
        let repeats = |&other: &usize| text(other).split(' ').any(|word| text(term).split(' ').any(|own| own == word));
        if listed.len() < limit && !listed.iter().any(repeats) {
            listed.push(term);
        }
    }
    listed.into_iter().map(|term| TermId(term as u32)).collect()
}
