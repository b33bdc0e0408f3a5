//! Relations without their types: rows of plain numbers, from either end.

use std::ops::Range;

use petgraph::Direction;

use super::scope::Link;
use crate::{
    column::{Offsets, Value},
    graph::Graph,
    id::{DenseId, Kind},
    model::{Adjacency, Relation},
};

/// A relation seen from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Side {
    pub(super) relation: Relation,
    /// [`Direction::Outgoing`] from the end where its edges start.
    pub(super) direction: Direction,
}

impl Side {
    /// The side that stores the relation's attributes, and by whose positions edges are told apart.
    pub(super) const fn home(relation: Relation) -> Self {
        let direction = match relation {
            Relation::Authored | Relation::Produced => Direction::Incoming,
            _ => Direction::Outgoing,
        };
        Self { relation, direction }
    }

    #[inline]
    pub(super) const fn near(self) -> Kind {
        match self.direction {
            Direction::Outgoing => self.relation.ends().0,
            Direction::Incoming => self.relation.ends().1,
        }
    }

    #[inline]
    pub(super) const fn far(self) -> Kind {
        match self.direction {
            Direction::Outgoing => self.relation.ends().1,
            Direction::Incoming => self.relation.ends().0,
        }
    }

    #[inline]
    pub(super) fn rows(self, graph: &Graph) -> Rows<'_> {
        use Direction::{Incoming, Outgoing};
        let (works, people) = (graph.work_relations(), graph.person_relations());
        let (topics, institutions) = (graph.topic_relations(), graph.institution_relations());
        match (self.relation, self.direction) {
            (Relation::Authored, Outgoing) => (&people.works).into(),
            (Relation::Authored, Incoming) => (&works.authors).into(),
            (Relation::About, Outgoing) => (&works.topics).into(),
            (Relation::About, Incoming) => (&topics.works).into(),
            (Relation::Affiliated, Outgoing) => (&people.institutions).into(),
            (Relation::Affiliated, Incoming) => (&institutions.people).into(),
            (Relation::Produced, Outgoing) => (&institutions.works).into(),
            (Relation::Produced, Incoming) => (&works.institutions).into(),
            (Relation::Cites, Outgoing) => (&works.references).into(),
            (Relation::Cites, Incoming) => (&works.cited_by).into(),
            (Relation::PartOf, Outgoing) => (&institutions.parents).into(),
            (Relation::PartOf, Incoming) => (&institutions.children).into(),
            (Relation::Collaborates, _) => (&people.collaborators).into(),
        }
    }

    /// The edges at the node in row `near`.
    ///
    /// `collaborates` is stored from both ends in one table; taken as leading from the smaller id to the larger,
    /// each of its sides is a part of the row.
    #[inline]
    pub(super) fn row(self, graph: &Graph, near: usize) -> Row<'_> {
        let row = self.rows(graph).row(near);
        if self.relation != Relation::Collaborates {
            return row;
        }
        let split = row.targets.partition_point(|&far| (far as usize) < near);
        let (smaller, larger) = row.targets.split_at(split);
        match self.direction {
            Direction::Incoming => Row { start: row.start, targets: smaller },
            Direction::Outgoing => Row { start: row.start + split, targets: larger },
        }
    }
}

/// One side's adjacency, whatever its types.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows<'g> {
    offsets: &'g Offsets,
    targets: &'g [u32],
}

impl<'g, T: DenseId, A> From<&'g Adjacency<T, A>> for Rows<'g> {
    #[inline]
    fn from(adjacency: &'g Adjacency<T, A>) -> Self {
        Self { offsets: &adjacency.offsets, targets: bytemuck::cast_slice(&adjacency.targets) }
    }
}

/// A node's edges: their far ends, ascending, and the position of the first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'g> {
    pub(super) start: usize,
    pub(super) targets: &'g [u32],
}

impl<'g> Rows<'g> {
    #[inline]
    fn row(self, near: usize) -> Row<'g> {
        let Range { start, end } = self.offsets.range(near);
        Row { start, targets: self.targets.get(start..end).unwrap_or_default() }
    }

    /// Position of the edge to `far`. O(log degree).
    fn find(self, near: usize, far: u32) -> Option<usize> {
        let row = self.row(near);
        row.targets.binary_search(&far).ok().map(|at| row.start + at)
    }

    pub(super) fn len(self) -> usize {
        self.targets.len()
    }
}

/// One edge, seen from one of its ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) side: Side,
    pub(super) near: u32,
    pub(super) far: u32,
    /// Its position on this side.
    pub(super) at: usize,
}

impl Step {
    /// Its position on the side that tells edges apart. O(log degree) from the other one.
    pub(super) fn home_position(self, graph: &Graph) -> usize {
        let home = Side::home(self.side.relation);
        if self.side == home {
            return self.at;
        }
        home.rows(graph).find(self.far as usize, self.near).unwrap_or_default()
    }

    pub(super) fn link(self, graph: &Graph) -> Link {
        Link { relation: self.side.relation, weight: self.weight(graph) }
    }

    fn weight(self, graph: &Graph) -> f32 {
        let people = graph.person_relations();
        match (self.side.relation, self.side.direction) {
            (Relation::About, _) => value(&graph.work_relations().topics.edges.score, self.home_position(graph)),
            (Relation::Affiliated, Direction::Outgoing) => value(&people.institutions.edges.works, self.at) as f32,
            (Relation::Affiliated, Direction::Incoming) => {
                value(&graph.institution_relations().people.edges.works, self.at) as f32
            }
            (Relation::Collaborates, _) => value(&people.collaborators.edges.strength, self.at),
            _ => 1.0,
        }
    }
}

fn value<T: Value>(column: &[T], at: usize) -> T {
    column.get(at).copied().unwrap_or_default()
}
