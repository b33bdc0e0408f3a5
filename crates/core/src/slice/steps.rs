//! What lies within a few steps of the focus.

use super::{Counts, lens::Lens, numbers::Numbers};
use crate::{Kind, Node, graph::NeighbourRow, prefetch::rows_at_a_time, scratch::Seen};

/// Counts the nodes within `depth` steps of `focus`, itself included, and leaves them in `seen`.
///
/// Breadth-first: O(edges of the nodes within `depth − 1` steps).
pub(super) fn within(lens: &Lens<'_>, numbers: &Numbers, focus: Node, depth: u8, seen: &mut Seen) -> Counts {
    seen.meet(numbers.index(focus));
    let mut level = vec![focus];
    for step in (0..depth).rev() {
        let mut next = Vec::new();
        for chunk in level.chunks(rows_at_a_time()) {
            chunk.iter().for_each(|&node| lens.graph.prefetch_bounds(node));
            chunk.iter().for_each(|&node| lens.graph.prefetch_rows(node));
            for &node in chunk {
                // From the last level nobody goes on: whole rows are met at once.
                if step == 0 && lens.is_clear() {
                    let row = |NeighbourRow { kind, nodes, .. }| seen.meet_all(numbers.start(kind), nodes);
                    lens.graph.for_each_row(node, row);
                    continue;
                }
                lens.for_each_neighbour(node, |neighbour| {
                    if seen.meet(numbers.index(neighbour.node)) {
                        next.push(neighbour.node);
                    }
                });
            }
        }
        level = next;
    }
    let mut counts = Counts::default();
    for kind in Kind::ALL {
        *counts.of_mut(kind) = seen.count(numbers.range(lens.graph, kind));
    }
    counts
}
