//! What lies within a few steps of the focus.

use super::{Counts, lens::Lens, numbers::Numbers};
use crate::{Node, scratch::Slots};

/// Counts the nodes within `depth` steps of `focus`, itself included, and leaves them in `met`.
///
/// Breadth-first: O(edges of the nodes within `depth − 1` steps).
pub(super) fn within(lens: &Lens<'_>, numbers: &Numbers, focus: Node, depth: u8, met: &mut Slots) -> Counts {
    let mut counts = Counts::default();
    met.slot(numbers.index(focus));
    *counts.of_mut(focus.kind()) += 1;
    let mut begin = 0;
    for _ in 0..depth {
        let end = met.len();
        for at in begin..end {
            let node = numbers.node(met.met()[at] as usize);
            lens.for_each_neighbour(node, |neighbour| {
                if met.is_new(numbers.index(neighbour.node)) {
                    *counts.of_mut(neighbour.node.kind()) += 1;
                }
            });
        }
        begin = end;
    }
    counts
}
