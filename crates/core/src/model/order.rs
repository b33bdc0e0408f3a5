//! How nodes compare by id where some were added behind the others.

use std::sync::Arc;

/// The order of the ids of one kind.
///
/// The dense ids of a graph from the builder ascend with the ids, so they are that order. Nodes that were added
/// later are numbered behind all others, wherever their ids stand: of two nodes, the one of the smaller id is then
/// the one of the smaller [`key`](Self::key).
#[derive(Clone, Debug, Default)]
pub(crate) struct Order(Option<Arc<Added>>);

#[derive(Debug)]
struct Added {
    /// How many nodes are in order by themselves.
    stored: usize,
    /// The key of every node behind those.
    keys: Vec<u64>,
}

impl Order {
    /// The order of nodes to which none was added.
    pub(crate) const DENSE: Self = Self(None);

    /// The order of `stored` nodes with others behind them, each given by how many of the `stored` have a smaller
    /// id, and its id. O(n log n) comparisons of ids of added nodes.
    pub(crate) fn new(stored: usize, added: &[(usize, &str)]) -> Self {
        let mut sorted: Vec<usize> = (0..added.len()).collect();
        sorted.sort_by_key(|&at| added[at]);
        let mut keys = vec![0; added.len()];
        // Between two neighbours among the stored there is room for 2³² others.
        for (place, at) in (1..).zip(sorted) {
            keys[at] = stored_key(added[at].0) - STEP + place;
        }
        Self(Some(Arc::new(Added { stored, keys })))
    }

    /// What the node at `position` compares by.
    #[inline]
    pub(crate) fn key(&self, position: usize) -> u64 {
        match &self.0 {
            Some(added) if position >= added.stored => {
                added.keys.get(position - added.stored).copied().unwrap_or(u64::MAX)
            }
            _ => stored_key(position),
        }
    }

    /// Is a dense id all that nodes compare by?
    #[inline]
    pub(crate) fn is_dense(&self) -> bool {
        self.0.is_none()
    }
}

/// The distance between the keys of neighbours.
const STEP: u64 = 1 << 32;

fn stored_key(position: usize) -> u64 {
    (position as u64 + 1).saturating_mul(STEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_ascend_with_ids() {
        let ids = ["b", "d", "f", "e", "a", "g", "c", "ee"];
        let added = [(2, "e"), (0, "a"), (3, "g"), (1, "c"), (2, "ee")];
        let order = Order::new(3, &added);
        let mut sorted: Vec<usize> = (0..ids.len()).collect();
        sorted.sort_by_key(|&position| order.key(position));
        assert_eq!(sorted.into_iter().map(|at| ids[at]).collect::<String>(), "abcdeeefg");
        assert!(Order::default().is_dense() && !order.is_dense());
        assert!(Order::default().key(7) < Order::default().key(8));
        assert_eq!(order.key(99), u64::MAX);
    }
}
