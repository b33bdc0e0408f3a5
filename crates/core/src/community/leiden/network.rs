//! What communities are looked for in: nodes with weighted links, and the same with groups of nodes as nodes.

use super::groups::Groups;
use crate::{DenseId, Graph, PersonId, prefetch::prefetch};

/// An undirected graph with weighted links, every one of which stands in two rows.
#[derive(Clone, Debug)]
pub(super) struct Network {
    /// Where the links of each node begin, and where the last ones end.
    offsets: Vec<usize>,
    links: Vec<(u32, f64)>,
    /// The weight of all ends of links at each node; a link within a node of a [joined](Self::joined) network has two.
    strengths: Vec<f64>,
    /// The weight of all ends.
    total: f64,
}

impl Network {
    /// People, linked by the strength of their collaboration.
    pub(super) fn of(graph: &Graph) -> Self {
        let stored = &graph.person_relations().collaborators;
        Self::from_rows((0..graph.bound(PersonId::KIND)).map(|person| {
            let edges = stored.row(person).iter().zip(stored.edges_of(person));
            edges.map(|(other, edge)| (other.0, f64::from(stored.edges.strength.at(edge))))
        }))
    }

    pub(super) fn from_rows<R: Iterator<Item = (u32, f64)>>(rows: impl Iterator<Item = R>) -> Self {
        let (mut offsets, mut links, mut strengths) = (vec![0], Vec::new(), Vec::new());
        for row in rows {
            let first = links.len();
            links.extend(row);
            strengths.push(links[first..].iter().map(|&(_, weight): &(u32, f64)| weight).sum());
            offsets.push(links.len());
        }
        let total = strengths.iter().sum();
        Self { offsets, links, strengths, total }
    }

    pub(super) fn nodes(&self) -> usize {
        self.strengths.len()
    }

    pub(super) fn links(&self, node: u32) -> &[(u32, f64)] {
        let node = node as usize;
        &self.links[self.offsets[node]..self.offsets[node + 1]]
    }

    /// Asks for where the links of a node stand.
    pub(super) fn prefetch_bounds(&self, node: u32) {
        prefetch(&self.offsets, node as usize);
    }

    /// Asks for the first links of a node, whose bounds should have been asked for before.
    pub(super) fn prefetch_links(&self, node: u32) {
        prefetch(&self.links, self.offsets[node as usize]);
    }

    pub(super) fn strength(&self, node: u32) -> f64 {
        self.strengths[node as usize]
    }

    pub(super) fn total(&self) -> f64 {
        self.total
    }

    /// The network of which each group is a node; of links within a group only the strength remains. O(links).
    pub(super) fn joined(&self, groups: &Groups) -> Self {
        let members = groups.members();
        let mut weights = Weights::new(groups.count());
        let rows = (0..groups.count()).map(|group| {
            for &node in members.row(group) {
                let links = self.links(node).iter().map(|&(other, weight)| (groups.of(other), weight));
                links
                    .filter(|&(other, _)| other as usize != group)
                    .for_each(|(other, weight)| weights.add(other, weight));
            }
            let row: Vec<(u32, f64)> = weights.touched().collect();
            weights.clear();
            row.into_iter()
        });
        let mut joined = Self::from_rows(rows);
        let strength = |group| members.row(group).iter().map(|&node| self.strength(node)).sum();
        joined.strengths = (0..groups.count()).map(strength).collect();
        joined.total = self.total;
        joined
    }
}

/// Weights by group. Only what was touched is cleared.
#[derive(Debug)]
pub(super) struct Weights {
    of: Vec<f64>,
    touched: Vec<u32>,
}

impl Weights {
    pub(super) fn new(groups: usize) -> Self {
        Self { of: vec![0.0; groups], touched: Vec::new() }
    }

    pub(super) fn add(&mut self, group: u32, weight: f64) {
        let sum = &mut self.of[group as usize];
        if *sum == 0.0 {
            self.touched.push(group);
        }
        *sum += weight;
    }

    pub(super) fn of(&self, group: u32) -> f64 {
        self.of[group as usize]
    }

    /// The groups that were added to, in the order in which they were first.
    pub(super) fn touched(&self) -> impl Iterator<Item = (u32, f64)> {
        self.touched.iter().map(|&group| (group, self.of(group)))
    }

    pub(super) fn clear(&mut self) {
        for group in self.touched.drain(..) {
            self.of[group as usize] = 0.0;
        }
    }
}
