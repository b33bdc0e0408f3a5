//! Distances on the map like distances in the graph.

use super::{Net, Point};
use crate::random::Random;

/// Rounds over all pairs.
const ROUNDS: usize = 12;
/// What the last round still corrects of the tightest pairs.
const LAST: f32 = 0.1;

/// How far apart every two nodes belong: the steps between them, and from the focus so many as the kind says.
#[derive(Debug)]
pub(super) struct Ideal {
    nodes: usize,
    distances: Vec<f32>,
}

impl Ideal {
    /// O(nodes · (nodes + edges)).
    pub(super) fn of(net: &Net) -> Self {
        let nodes = net.len();
        let mut distances = vec![0.0; nodes * nodes];
        let (mut steps, mut queue) = (vec![0; nodes], Vec::with_capacity(nodes));
        for (node, row) in distances.chunks_exact_mut(nodes).enumerate() {
            net.steps_from(node, &mut steps, &mut queue);
            for (at, &steps) in steps.iter().enumerate() {
                // What nothing joins goes where there is room, not too far.
                let steps = if steps == u32::MAX { 3.0 } else { steps as f32 };
                row[at] = if node == 0 { steps * net.outward[at] } else { steps };
            }
            row[0] = if node == 0 { 0.0 } else { row[0] * net.outward[node] };
        }
        Self { nodes, distances }
    }

    /// The distances from `node` to all others.
    #[inline]
    pub(super) fn row(&self, node: usize) -> &[f32] {
        &self.distances[node * self.nodes..(node + 1) * self.nodes]
    }
}

/// Moves all nodes but the first `fixed` until distances are as ideal as they can be: least sum of
/// `(distance / ideal − 1)²` over all pairs, by stochastic gradient descent.
///
/// J. X. Zheng, S. Pawar, D. F. M. Goodman, *Graph drawing by stochastic gradient descent*, IEEE Transactions on
/// Visualization and Computer Graphics 25 (2019), <https://doi.org/10.1109/TVCG.2018.2859997>. Pairs are
/// shuffled once, by the same numbers every time, rather than in every round as there. O(nodes²) per round.
pub(super) fn relax(points: &mut [Point], fixed: usize, ideal: &Ideal, random: &mut Random) {
    let nodes = points.len() as u32;
    let mut pairs: Vec<(u32, u32)> = (fixed as u32..nodes).flat_map(|b| (0..b).map(move |a| (a, b))).collect();
    let farthest = ideal.distances.iter().copied().fold(1.0, f32::max);
    // From one that brings the loosest pair to its distance at once, down in equal factors.
    let (mut step, last) = (farthest * farthest, LAST);
    let factor = root(last / step, ROUNDS as u32 - 1);
    random.shuffle(&mut pairs);
    for _ in 0..ROUNDS {
        for &(a, b) in &pairs {
            let wanted = ideal.row(b as usize)[a as usize];
            let (from, to) = (points[a as usize], points[b as usize]);
            let (apart, share) = (to - from, (step / (wanted * wanted)).min(1.0));
            let length = apart.length().max(1e-6);
            let correction = apart * (share * (wanted - length) / length);
            if (a as usize) < fixed {
                points[b as usize] = to + correction;
            } else {
                points[a as usize] = from - correction * 0.5;
                points[b as usize] = to + correction * 0.5;
            }
        }
        step *= factor;
    }
}

/// The `degree`-th root of a positive number below 1, by halving: powers of the platforms differ in the last bits.
fn root(number: f32, degree: u32) -> f32 {
    let (mut low, mut high) = (0.0_f32, 1.0_f32);
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        let power = (0..degree).fold(1.0, |power, _| power * middle);
        *(if power < number { &mut low } else { &mut high }) = middle;
    }
    (low + high) / 2.0
}
