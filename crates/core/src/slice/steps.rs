//! What lies within a few steps of the focus.

use super::{Counts, lens::Lens, numbers::Numbers};
use crate::{Node, scratch::Seen};

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
        for node in level {
            lens.for_each_neighbour(node, |neighbour| {
                if seen.meet(numbers.index(neighbour.node)) {
                    *counts.of_mut(neighbour.node.kind()) += 1;
                    // From the last level nobody goes on.
                    if step > 0 {
                        next.push(neighbour.node);
                    }
                }
            });
        }
        level = next;
    }
    counts
}
