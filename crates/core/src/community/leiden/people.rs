//! People, linked by the strength of their collaboration.

use super::network::Links;
use crate::{
    DenseId, Graph, PersonId,
    model::{Adjacency, CollaboratesEdges},
};

/// The collaborations of a graph, read where they are stored: copied they would take more than the rest of the search.
#[derive(Clone, Debug)]
pub(super) struct People<'g> {
    stored: &'g Adjacency<PersonId, CollaboratesEdges>,
    strengths: Vec<f64>,
    total: f64,
}

impl<'g> People<'g> {
    pub(super) fn of(graph: &'g Graph) -> Self {
        let stored = &graph.person_relations().collaborators;
        let mut people = Self { stored, strengths: Vec::new(), total: 0.0 };
        people.strengths = (0..graph.bound(PersonId::KIND) as u32)
            .map(|person| people.links(person).map(|(_, weight)| weight).sum())
            .collect();
        people.total = people.strengths.iter().sum();
        people
    }
}

impl Links for People<'_> {
    fn nodes(&self) -> usize {
        self.strengths.len()
    }

    fn links(&self, node: u32) -> impl Iterator<Item = (u32, f64)> {
        let weights = self.stored.edges.strength.slice(self.stored.edges_of(node as usize));
        let others = self.stored.row(node as usize).iter();
        others.zip(weights).map(|(other, &weight)| (other.0, f64::from(weight)))
    }

    fn prefetch_bounds(&self, node: u32) {
        self.stored.prefetch_bounds(node as usize);
    }

    fn prefetch_links(&self, node: u32) {
        let first = self.stored.edges_of(node as usize).start;
        self.stored.targets.prefetch(first);
        self.stored.edges.strength.prefetch(first);
    }

    fn strength(&self, node: u32) -> f64 {
        self.strengths[node as usize]
    }

    fn total(&self) -> f64 {
        self.total
    }
}
