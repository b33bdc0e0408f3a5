//! How many steps every node of a slice is from the focus.

use super::edges::Edge;

/// The steps from node 0 to each of `nodes` nodes within the slice, edges taken both ways.
///
/// Breadth-first over rows made by counting sort: O(nodes + edges).
pub(super) fn hops(nodes: usize, edges: &[Edge]) -> Vec<u32> {
    let both_ways = || edges.iter().flat_map(|edge| [(edge.from, edge.to), (edge.to, edge.from)]);
    let mut ends = vec![0_u32; nodes + 1];
    for (from, _) in both_ways() {
        ends[from as usize] += 1;
    }
    let mut end = 0;
    for row in &mut ends {
        end += *row;
        *row = end;
    }
    // Filled from its end, a row is left with its end where its beginning is.
    let mut neighbours = vec![0_u32; end as usize];
    for (from, to) in both_ways() {
        let at = &mut ends[from as usize];
        *at -= 1;
        neighbours[*at as usize] = to;
    }
    let mut hops = vec![u32::MAX; nodes];
    hops[0] = 0;
    let mut queue = Vec::with_capacity(nodes);
    queue.push(0_usize);
    let mut next = 0;
    while let Some(&at) = queue.get(next) {
        next += 1;
        let hop = hops[at] + 1;
        for &neighbour in &neighbours[ends[at] as usize..ends[at + 1] as usize] {
            let neighbour = neighbour as usize;
            if hops[neighbour] == u32::MAX {
                hops[neighbour] = hop;
                queue.push(neighbour);
            }
        }
    }
    hops
}
