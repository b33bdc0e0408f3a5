//! What a slice grows by where somebody wants to see more.

use std::ops::Range;

use super::{Chosen, Slicer, lens::Lens, numbers::Numbers, reach::Reach};
use crate::{Node, scratch::Slots};

/// One step in which a slice grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// By the best of what surrounds a node that is shown.
    Around(Node),
    /// By a node itself, which touches what is shown.
    Itself(Node),
}

impl Growth {
    /// The node it is about.
    #[must_use]
    pub const fn node(self) -> Node {
        match self {
            Self::Around(node) | Self::Itself(node) => node,
        }
    }
}

/// What a step of growth added to a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// What was to be added.
    pub growth: Growth,
    /// The indices of the nodes that it added; `None` where that could not be: a node to expand was not shown at its
    /// turn, a node to add touched nothing that was, or is not to be seen.
    pub added: Option<Range<usize>>,
}

/// Working memory: a second set of slots knows which nodes are shown.
pub(super) struct Expanding<'a> {
    pub(super) lens: &'a Lens<'a>,
    pub(super) numbers: &'a Numbers,
    pub(super) reach: Reach<'a>,
    pub(super) slots: &'a mut Slots,
    pub(super) shown: &'a mut Slots,
}

impl Expanding<'_> {
    /// Adds to `chosen` what the growth of `question` brings, step by step.
    pub(super) fn expand(&mut self, question: &Slicer, chosen: &mut Vec<Chosen>) -> Vec<Expansion> {
        if question.growth.is_empty() {
            return Vec::new();
        }
        self.show(chosen);
        let one = |&growth| {
            let added = match growth {
                Growth::Around(node) => self.around(question, node, chosen),
                Growth::Itself(node) => self.itself(node, chosen),
            };
            Expansion { growth, added }
        };
        question.growth.iter().map(one).collect()
    }

    /// The first nodes of the slice around `node` that are not shown. Each touches one before it in that slice, which
    /// is shown by then.
    fn around(&mut self, question: &Slicer, node: Node, chosen: &mut Vec<Chosen>) -> Option<Range<usize>> {
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

    /// `node` alone, or nothing where it is shown already. O(degree).
    fn itself(&mut self, node: Node, chosen: &mut Vec<Chosen>) -> Option<Range<usize>> {
        let start = chosen.len();
        if self.shown.contains(self.numbers.index(node)) {
            return Some(start..start);
        }
        let is_seen = if let Node::Work(work) = node { self.lens.shows(work) } else { true };
        if !is_seen || !self.reach.admits(self.numbers, node) || !self.touches(node) {
            return None;
        }
        chosen.push((node, 0.0));
        self.show(&chosen[start..]);
        Some(start..chosen.len())
    }

    /// Does `node` touch what is shown?
    fn touches(&self, node: Node) -> bool {
        let mut touches = false;
        self.lens.for_each_neighbour(node, |neighbour| {
            touches |= self.shown.contains(self.numbers.index(neighbour.node));
        });
        touches
    }

    /// Remembers that nodes are shown; the slot of each is its place.
    fn show(&mut self, nodes: &[Chosen]) {
        for &(node, _) in nodes {
            self.shown.slot(self.numbers.index(node));
        }
    }
}
