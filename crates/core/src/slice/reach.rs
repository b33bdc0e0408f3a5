//! Which nodes may enter a slice.

use super::{Counts, numbers::Numbers};
use crate::{Graph, Node, PersonId, scratch::Seen};

/// The people of one community, or nobody, where the focus belongs to none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Community<'g> {
    graph: &'g Graph,
    id: Option<u32>,
}

impl<'g> Community<'g> {
    /// That of `focus`.
    pub(super) fn of(graph: &'g Graph, focus: Node) -> Self {
        let id = if let Node::Person(person) = focus { graph.community_of(person) } else { None };
        Self { graph, id }
    }

    pub(super) fn holds(&self, node: Node) -> bool {
        let Node::Person(person) = node else { return false };
        self.id.is_some() && self.graph.community_of(person) == self.id
    }

    /// How many people belong to it. O(people).
    pub(super) fn size(&self) -> Counts {
        let person = self.graph.nodes::<PersonId>().filter(|&person| self.holds(person.into())).count();
        Counts { person, ..Counts::default() }
    }
}

/// Bounds of what may enter; neither costs anything where it is not set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reach<'a> {
    /// Only what was met within the depth asked for.
    pub(super) near: Option<&'a Seen>,
    pub(super) community: Option<Community<'a>>,
}

impl Reach<'_> {
    #[inline]
    pub(super) fn admits(&self, numbers: &Numbers, node: Node) -> bool {
        self.near.is_none_or(|near| near.contains(numbers.index(node)))
            && self.community.is_none_or(|community| community.holds(node))
    }
}
