//! The second step: groups fall into parts that hang together.

use super::{
    LEAST,
    groups::Groups,
    network::{Links, Weights},
};
use crate::random::Random;

/// Parts of groups as they grow. A part is called after the node that it began with.
struct Parts<'a, N> {
    network: &'a N,
    groups: &'a Groups,
    /// γ/2m.
    share: f64,
    of: Vec<u32>,
    /// The ends of links at the nodes of each part.
    ends: Vec<f64>,
    /// The links from each part to the rest of its group.
    outside: Vec<f64>,
    is_alone: Vec<bool>,
    weights: Weights,
}

/// Parts of every group, each of which hangs together: nodes that are still alone join the part of their group where
/// they are worth most, if they and that part are linked well to the rest of the group.
///
/// Traag, Waltman and van Eck draw the part by chance; here the best is taken, and chance decides the order alone. O(links).
pub(super) fn refine(network: &impl Links, groups: &Groups, resolution: f64, random: &mut Random) -> Groups {
    let mut parts = Parts::new(network, groups, resolution);
    let members = groups.members();
    for group in 0..groups.count() {
        let mut order = members.row(group).to_vec();
        let ends = order.iter().map(|&node| network.strength(node)).sum();
        random.shuffle(&mut order);
        for node in order {
            parts.join(node, ends);
        }
    }
    Groups::labelled(&parts.of, network.nodes())
}

impl<'a, N: Links> Parts<'a, N> {
    fn new(network: &'a N, groups: &'a Groups, resolution: f64) -> Self {
        let nodes = 0..network.nodes() as u32;
        let within = |node: u32| {
            let links = network.links(node);
            links.filter(|&(other, _)| groups.of(other) == groups.of(node)).map(|(_, weight)| weight).sum()
        };
        Self {
            network,
            groups,
            share: resolution / network.total(),
            ends: nodes.clone().map(|node| network.strength(node)).collect(),
            outside: nodes.clone().map(within).collect(),
            is_alone: vec![true; network.nodes()],
            weights: Weights::new(network.nodes()),
            of: nodes.collect(),
        }
    }

    /// Is a part linked to the rest of its group, whose ends of links are `ends`, as well as chance would have it?
    fn is_well_linked(&self, part: u32, ends: f64) -> bool {
        let own = self.ends[part as usize];
        self.outside[part as usize] >= self.share * own * (ends - own)
    }

    /// Joins a node that is alone to the best part of its group, whose ends of links are `ends`.
    fn join(&mut self, node: u32, ends: f64) {
        if !self.is_alone[node as usize] || !self.is_well_linked(node, ends) {
            return;
        }
        for (other, weight) in self.network.links(node) {
            if self.groups.of(other) == self.groups.of(node) {
                self.weights.add(self.of[other as usize], weight);
            }
        }
        let strength = self.network.strength(node);
        let mut best: Option<(f64, u32, f64)> = None;
        for (part, weight) in self.weights.touched() {
            let worth = weight - self.share * strength * self.ends[part as usize];
            if worth > best.map_or(LEAST, |(best, ..)| best) && self.is_well_linked(part, ends) {
                best = Some((worth, part, weight));
            }
        }
        self.weights.clear();
        if let Some((_, part, weight)) = best {
            self.of[node as usize] = part;
            self.ends[part as usize] += strength;
            self.outside[part as usize] += self.outside[node as usize] - 2.0 * weight;
            self.is_alone[part as usize] = false;
            self.is_alone[node as usize] = false;
        }
    }
}
