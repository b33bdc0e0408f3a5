//! What a slice grows by where somebody wants to see more.

use std::ops::Range;

use super::{Chosen, Slicer, lens::Lens, numbers::Numbers};
use crate::{
    Node,
    scratch::{Seen, Slots},
};

/// What the expansion of a node added to a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// The node that was expanded.
    pub node: Node,
    /// The indices of the nodes that it added; `None` where it was not shown at its turn, and so added nothing.
    pub added: Option<Range<usize>>,
}

/// Working memory: a second set of slots knows which nodes are shown.
pub(super) struct Expanding<'a> {
    pub(super) lens: &'a Lens<'a>,
    pub(super) numbers: &'a Numbers,
    pub(super) reach: Option<&'a Seen>,
    pub(super) slots: &'a mut Slots,
    pub(super) shown: &'a mut Slots,
}

impl Expanding<'_> {
    /// Adds to `chosen` what the expansions of `question` bring, one after the other.
    pub(super) fn expand(&mut self, question: &Slicer, chosen: &mut Vec<Chosen>) -> Vec<Expansion> {
        if question.expansions.is_empty() {
            return Vec::new();
        }
        self.show(chosen);
        let one = |&node| Expansion { node, added: self.one(question, node, chosen) };
        question.expansions.iter().map(one).collect()
    }

    /// The first nodes of the slice around `node` that are not shown. Each touches one before it in that slice, which
    /// is shown by then.
    fn one(&mut self, question: &Slicer, node: Node, chosen: &mut Vec<Chosen>) -> Option<Range<usize>> {
        let place = self.shown.get(self.numbers.index(node))?;
        let (start, scale) = (chosen.len(), chosen.get(place)?.1);
        let mut around = Slicer { focus: node, ..question.clone() };
        around.nodes = Some(start.saturating_add(Slicer::EXPANSION));
        self.slots.clear();
        let (found, _) = around.choose(self.lens, self.numbers, self.reach, self.slots);
        let unseen = found.into_iter().filter(|&(node, _)| !self.shown.contains(self.numbers.index(node)));
        chosen.extend(unseen.map(|(node, score)| (node, score * scale)).take(Slicer::EXPANSION));
        self.show(&chosen[start..]);
        Some(start..chosen.len())
    }

    /// Remembers that nodes are shown; the slot of each is its place.
    fn show(&mut self, nodes: &[Chosen]) {
        for &(node, _) in nodes {
            self.shown.slot(self.numbers.index(node));
        }
    }
}
