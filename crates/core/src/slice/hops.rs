//! How many steps every node of a slice is from the focus.

use super::edges::Edge;
use crate::buckets::Buckets;

/// The steps from node 0 to each of `nodes` nodes within the slice, edges taken both ways.
///
/// Breadth-first: O(nodes + edges).
pub(super) fn hops(nodes: usize, edges: &[Edge]) -> Vec<u32> {
    let neighbours = Buckets::new(nodes, || edges.iter().flat_map(|edge| [(edge.from, edge.to), (edge.to, edge.from)]));
    let mut hops = vec![u32::MAX; nodes];
    hops[0] = 0;
    let mut queue = Vec::with_capacity(nodes);
    queue.push(0_usize);
    let mut next = 0;
    while let Some(&at) = queue.get(next) {
        next += 1;
        let hop = hops[at] + 1;
        for &neighbour in neighbours.row(at) {
            let neighbour = neighbour as usize;
            if hops[neighbour] == u32::MAX {
                hops[neighbour] = hop;
                queue.push(neighbour);
            }
        }
    }
    hops
}
