//! Nodes in groups.

use super::network::Links;
use crate::buckets::Buckets;

/// Which group every node belongs to; groups are numbered `0..count` without a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Groups {
    of: Vec<u32>,
    count: usize,
}

impl Groups {
    /// Everybody by themselves.
    pub(super) fn alone(nodes: usize) -> Self {
        Self { of: (0..nodes as u32).collect(), count: nodes }
    }

    /// Groups by labels less than `bound`, numbered in the order of their first nodes.
    pub(super) fn labelled(labels: &[u32], bound: usize) -> Self {
        let mut numbers = vec![u32::MAX; bound];
        let mut count = 0;
        let number = |&label: &u32| {
            let number = &mut numbers[label as usize];
            if *number == u32::MAX {
                *number = count;
                count += 1;
            }
            *number
        };
        let of = labels.iter().map(number).collect();
        Self { of, count: count as usize }
    }

    pub(super) fn of(&self, node: u32) -> u32 {
        self.of[node as usize]
    }

    pub(super) fn as_slice(&self) -> &[u32] {
        &self.of
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// These groups as groups of `parts`, each of which lies within one.
    pub(super) fn of_parts(&self, parts: &Self) -> Self {
        let mut labels = vec![0; parts.count];
        parts.of.iter().zip(&self.of).for_each(|(&part, &group)| labels[part as usize] = group);
        Self::labelled(&labels, self.count)
    }

    /// These groups of parts as groups of what stands in `parts`.
    pub(super) fn of_nodes(&self, parts: &Self) -> Self {
        Self { of: parts.of.iter().map(|&part| self.of(part)).collect(), count: self.count }
    }

    /// The nodes of every group, ascending. O(nodes).
    pub(super) fn members(&self) -> Buckets<u32> {
        Buckets::new(self.count, || self.of.iter().copied().zip(0..self.of.len() as u32))
    }

    /// The modularity of the groups, links of weight `e` within a group whose members have ends of weight `K` being
    /// worth `e/m − γ(K/2m)²`; 0 where there are no links.
    pub(super) fn modularity(&self, network: &impl Links, resolution: f64) -> f64 {
        let (mut within, mut ends) = (vec![0.0; self.count], vec![0.0; self.count]);
        for (node, &group) in (0..).zip(&self.of) {
            ends[group as usize] += network.strength(node);
            let inside = network.links(node).filter(|&(other, _)| self.of(other) == group);
            within[group as usize] += inside.map(|(_, weight)| weight).sum::<f64>();
        }
        let total = network.total();
        if total == 0.0 {
            return 0.0;
        }
        let worth = |(within, ends): (f64, f64)| within / total - resolution * (ends / total).powi(2);
        within.into_iter().zip(ends).map(worth).sum()
    }
}
