//! What communities are looked for in: nodes with weighted links, and the same with groups of nodes as nodes.

use super::groups::Groups;
use crate::prefetch::prefetch;

/// An undirected graph with weighted links, every one of which stands in two rows.
pub(super) trait Links {
    fn nodes(&self) -> usize;

    /// The links of a node: to whom, and their weight.
    fn links(&self, node: u32) -> impl Iterator<Item = (u32, f64)>;

    /// Asks for where the links of a node stand.
    fn prefetch_bounds(&self, node: u32);

    /// Asks for the first links of a node, whose bounds should have been asked for before.
    fn prefetch_links(&self, node: u32);

    /// The weight of all ends of links at a node; a link within a node of a [joined](Network::joined) network has two.
    fn strength(&self, node: u32) -> f64;

    /// The weight of all ends.
    fn total(&self) -> f64;
}

/// A network with links of its own.
#[derive(Clone, Debug)]
pub(super) struct Network {
    /// Where the links of each node begin, and where the last ones end.
    offsets: Vec<usize>,
    links: Vec<(u32, f64)>,
    strengths: Vec<f64>,
    total: f64,
}

impl Network {
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

    /// The network of which each group is a node; of links within a group only the strength remains. O(links).
    pub(super) fn joined(network: &impl Links, groups: &Groups) -> Self {
        let members = groups.members();
        let mut weights = Weights::new(groups.count());
        let rows = (0..groups.count()).map(|group| {
            for &node in members.row(group) {
                let links = network.links(node).map(|(other, weight)| (groups.of(other), weight));
                links
                    .filter(|&(other, _)| other as usize != group)
                    .for_each(|(other, weight)| weights.add(other, weight));
            }
            let row: Vec<(u32, f64)> = weights.touched().collect();
            weights.clear();
            row.into_iter()
        });
        let mut joined = Self::from_rows(rows);
        let strength = |group| members.row(group).iter().map(|&node| network.strength(node)).sum();
        joined.strengths = (0..groups.count()).map(strength).collect();
        joined.total = network.total();
        joined
    }
}

impl Links for Network {
    fn nodes(&self) -> usize {
        self.strengths.len()
    }

    fn links(&self, node: u32) -> impl Iterator<Item = (u32, f64)> {
        let node = node as usize;
        self.links[self.offsets[node]..self.offsets[node + 1]].iter().copied()
    }

    fn prefetch_bounds(&self, node: u32) {
        prefetch(&self.offsets, node as usize);
    }

    fn prefetch_links(&self, node: u32) {
        prefetch(&self.links, self.offsets[node as usize]);
    }

    fn strength(&self, node: u32) -> f64 {
        self.strengths[node as usize]
    }

    fn total(&self) -> f64 {
        self.total
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
