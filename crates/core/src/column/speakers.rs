//! Whose word counts: which records speak for which node.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use super::{Order, Room, RowRef, visits_of};

/// The records that speak for the nodes of one kind, by dense number.
///
/// Of one source a single record speaks, of several sources one each: what the first leaves unsaid the others may say.
#[derive(Debug)]
pub(crate) struct Speakers {
    first: Arc<[RowRef]>,
    /// Those of other sources, the best first, of nodes that have any.
    further: BTreeMap<u32, Vec<RowRef>>,
    /// In which order the first ones lie.
    visits: OnceLock<Vec<u32>>,
}

impl Speakers {
    /// One record for every node, and further ones for some.
    pub(crate) fn new(first: Vec<RowRef>, further: BTreeMap<u32, Vec<RowRef>>) -> Self {
        Self { first: first.into(), further, visits: OnceLock::new() }
    }

    /// The first record of every node.
    pub(crate) fn first(&self) -> &[RowRef] {
        &self.first
    }

    /// All records of one node, the best first.
    pub(crate) fn of(&self, node: usize) -> impl Iterator<Item = RowRef> {
        let further = u32::try_from(node).ok().and_then(|node| self.further.get(&node));
        self.first.get(node).copied().into_iter().chain(further.into_iter().flatten().copied())
    }

    /// The nodes that several records speak for.
    pub(crate) fn disputed(&self) -> impl Iterator<Item = usize> {
        self.further.keys().map(|&node| node as usize)
    }

    /// The records that `say` something, as [`saying`](Self::saying), in the order in which they are best read where
    /// records lie in `room`.
    pub(crate) fn order(&self, says: impl Fn(RowRef) -> bool, room: &Room) -> Order<'_> {
        let rows = self.saying(says);
        if !room.is_bounded() {
            return Order::new(rows);
        }
        let visits = matches!(rows, Cow::Borrowed(_)).then(|| self.visits.get_or_init(|| visits_of(&self.first)));
        Order::read_through(rows, visits.map(Vec::as_slice))
    }

    /// The same for whoever keeps them: no copy where the first of every node says something.
    pub(crate) fn all_saying(&self, says: impl Fn(RowRef) -> bool) -> Arc<[RowRef]> {
        match self.saying(says) {
            Cow::Borrowed(_) => Arc::clone(&self.first),
            Cow::Owned(chosen) => chosen.into(),
        }
    }

    /// For every node the first of its records that `says` something; the very first where none does.
    pub(crate) fn saying(&self, says: impl Fn(RowRef) -> bool) -> Cow<'_, [RowRef]> {
        let mut chosen = Cow::Borrowed(&*self.first);
        for (&node, further) in &self.further {
            let first = self.first[node as usize];
            if !says(first)
                && let Some(&other) = further.iter().find(|&&row| says(row))
            {
                chosen.to_mut()[node as usize] = other;
            }
        }
        chosen
    }
}

impl From<Vec<RowRef>> for Speakers {
    fn from(first: Vec<RowRef>) -> Self {
        Self::new(first, BTreeMap::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_who_says_anything_is_heard() {
        let row = |part| RowRef { part, row: 0 };
        let further = BTreeMap::from([(1, vec![row(3), row(4)])]);
        let speakers = Speakers::new(vec![row(0), row(1), row(2)], further);
        let saying = |parts: &[u32]| -> Vec<u32> {
            speakers.saying(|row| parts.contains(&row.part)).iter().map(|row| row.part).collect()
        };
        assert_eq!(saying(&[0, 1, 2, 3, 4]), [0, 1, 2]);
        assert_eq!(saying(&[4]), [0, 4, 2]);
        assert_eq!(saying(&[]), [0, 1, 2]);
        assert_eq!(speakers.of(1).map(|row| row.part).collect::<Vec<_>>(), [1, 3, 4]);
        assert_eq!(speakers.of(2).count(), 1);
        assert_eq!(speakers.disputed().collect::<Vec<_>>(), [1]);
    }
}
