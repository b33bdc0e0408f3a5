//! The first step: nodes move to where they are worth most.

use std::collections::VecDeque;

use super::{
    LEAST,
    groups::Groups,
    network::{Links, Weights},
};
use crate::random::Random;

/// How many nodes ahead links are asked for.
const AHEAD: usize = 4;

/// Groups as they stand while nodes move. There may be empty ones.
struct Moving<'a, N> {
    network: &'a N,
    /// γ/2m.
    share: f64,
    of: Vec<u32>,
    /// The ends of links at the nodes of each group.
    ends: Vec<f64>,
    sizes: Vec<u32>,
    empty: Vec<u32>,
    weights: Weights,
}

/// Groups such that no node is worth more elsewhere: begun from `groups`, in an order that `random` decides.
///
/// A queue holds the nodes whose surroundings changed, as Traag, Waltman and van Eck do: O(links) a round, of which
/// there are few.
pub(super) fn settle(network: &impl Links, groups: &Groups, resolution: f64, random: &mut Random) -> Groups {
    let mut moving = Moving::new(network, groups, resolution);
    let mut order: Vec<u32> = (0..network.nodes() as u32).collect();
    random.shuffle(&mut order);
    let mut waits = vec![true; order.len()];
    let mut queue = VecDeque::from(order);
    while let Some(node) = queue.pop_front() {
        // Links lie far apart: they are asked for some nodes before they are read.
        queue.get(2 * AHEAD).into_iter().for_each(|&next| network.prefetch_bounds(next));
        queue.get(AHEAD).into_iter().for_each(|&next| network.prefetch_links(next));
        waits[node as usize] = false;
        let best = moving.best(node);
        if best == moving.of[node as usize] {
            continue;
        }
        moving.move_to(node, best);
        for (other, _) in network.links(node) {
            if moving.of[other as usize] != best && !std::mem::replace(&mut waits[other as usize], true) {
                queue.push_back(other);
            }
        }
    }
    Groups::labelled(&moving.of, network.nodes())
}

impl<'a, N: Links> Moving<'a, N> {
    fn new(network: &'a N, groups: &Groups, resolution: f64) -> Self {
        let nodes = network.nodes();
        let (mut ends, mut sizes) = (vec![0.0; nodes], vec![0_u32; nodes]);
        for (node, &group) in (0..).zip(groups.as_slice()) {
            ends[group as usize] += network.strength(node);
            sizes[group as usize] += 1;
        }
        let empty = (groups.count() as u32..nodes as u32).rev().collect();
        let (share, of) = (resolution / network.total(), groups.as_slice().to_vec());
        Self { network, share, of, ends, sizes, empty, weights: Weights::new(nodes) }
    }

    /// Where `node` is worth most: where it is, with its neighbours, or alone.
    fn best(&mut self, node: u32) -> u32 {
        for (other, weight) in self.network.links(node) {
            self.weights.add(self.of[other as usize], weight);
        }
        let own = self.of[node as usize];
        let strength = self.network.strength(node);
        let worth = |weight: f64, others: f64| weight - self.share * strength * others;
        let mut best = (worth(self.weights.of(own), self.ends[own as usize] - strength), own);
        if let Some(&alone) = self.empty.last()
            && self.sizes[own as usize] > 1
            && best.0 < -LEAST
        {
            best = (0.0, alone);
        }
        for (group, weight) in self.weights.touched().filter(|&(group, _)| group != own) {
            let worth = worth(weight, self.ends[group as usize]);
            if worth > best.0 + LEAST {
                best = (worth, group);
            }
        }
        self.weights.clear();
        best.1
    }

    fn move_to(&mut self, node: u32, group: u32) {
        let strength = self.network.strength(node);
        let own = std::mem::replace(&mut self.of[node as usize], group);
        self.ends[own as usize] -= strength;
        self.ends[group as usize] += strength;
        self.sizes[own as usize] -= 1;
        self.sizes[group as usize] += 1;
        if self.sizes[group as usize] == 1 {
            self.empty.pop();
        }
        if self.sizes[own as usize] == 0 {
            self.ends[own as usize] = 0.0;
            self.empty.push(own);
        }
    }
}
