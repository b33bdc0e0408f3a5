//! What lies within a few steps of the focus.

use super::{Counts, lens::Lens, numbers::Numbers};
use crate::{Graph, Node, graph::NeighbourRow, prefetch::CHUNK, scratch::Seen};

/// Counts the nodes within `depth` steps of `focus`, itself included, and leaves them in `seen`.
///
/// Breadth-first: O(edges of the nodes within `depth − 1` steps).
pub(super) fn within(lens: &Lens<'_>, numbers: &Numbers, focus: Node, depth: u8, seen: &mut Seen) -> Counts {
    let mut counts = Counts::default();
    seen.meet(numbers.index(focus));
    *counts.of_mut(focus.kind()) += 1;
    let mut level = vec![focus];
    for step in (0..depth).rev() {
        let mut next = Vec::new();
        for chunk in level.chunks(CHUNK) {
            chunk.iter().for_each(|&node| lens.graph.prefetch_bounds(node));
            chunk.iter().for_each(|&node| lens.graph.prefetch_rows(node));
            for &node in chunk {
                // From the last level nobody goes on: it need only be counted.
                if step == 0 && lens.is_clear() {
                    count_neighbours(lens.graph, numbers, node, seen, &mut counts);
                    continue;
                }
                lens.for_each_neighbour(node, |neighbour| {
                    if seen.meet(numbers.index(neighbour.node)) {
                        *counts.of_mut(neighbour.node.kind()) += 1;
                        next.push(neighbour.node);
                    }
                });
            }
        }
        level = next;
    }
    counts
}

fn count_neighbours(graph: &Graph, numbers: &Numbers, node: Node, seen: &mut Seen, counts: &mut Counts) {
    graph.for_each_row(node, |NeighbourRow { kind, nodes, .. }| {
        let start = numbers.start(kind);
        *counts.of_mut(kind) += seen.meet_all(nodes.iter().map(|&node| start + node as usize));
    });
}
