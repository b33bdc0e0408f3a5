//! Relations without their types: rows of plain numbers, from either end.

use std::ops::Range;

use petgraph::Direction;

use super::scope::Link;
use crate::{
    column::{EdgeColumns, Offsets},
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
#[derive(Clone, Copy)]
pub(super) struct Rows<'g> {
    offsets: &'g Offsets,
    targets: &'g [u32],
    /// The adjacency itself, where rows lie elsewhere than its offsets say.
    patched: Option<&'g dyn Patched>,
}

/// An adjacency of which rows were replaced, whatever its types.
trait Patched {
    fn patched_row(&self, near: usize) -> Row<'_>;

    fn find_in(&self, part: &[u32], far: u32) -> Option<usize>;

    /// How many edges there are, and how many positions.
    fn extent(&self) -> (usize, usize);
}

impl<T: DenseId, A: EdgeColumns> Patched for Adjacency<T, A> {
    fn patched_row(&self, near: usize) -> Row<'_> {
        Row { start: self.edges_of(near).start, targets: bytemuck::cast_slice(self.row(near)) }
    }

    fn find_in(&self, part: &[u32], far: u32) -> Option<usize> {
        Self::find_in(self, bytemuck::cast_slice(part), T::from_index(far as usize))
    }

    fn extent(&self) -> (usize, usize) {
        (self.edge_count(), self.edge_bound())
    }
}

impl<'g, T: DenseId, A: EdgeColumns> From<&'g Adjacency<T, A>> for Rows<'g> {
    #[inline]
    fn from(adjacency: &'g Adjacency<T, A>) -> Self {
        let patched = adjacency.is_patched().then_some(adjacency as &dyn Patched);
        Self { offsets: &adjacency.offsets, targets: bytemuck::cast_slice(adjacency.targets()), patched }
    }
}

/// A node's edges: their far ends, ascending by id, and the position of the first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'g> {
    pub(super) start: usize,
    pub(super) targets: &'g [u32],
}

impl<'g> Rows<'g> {
    #[inline]
    fn row(self, near: usize) -> Row<'g> {
        if let Some(patched) = self.patched {
            return patched.patched_row(near);
        }
        let Range { start, end } = self.offsets.range(near);
        Row { start, targets: self.targets.get(start..end).unwrap_or_default() }
    }

    /// Where in `part`, a part of one of the rows, `far` stands. O(log degree).
    pub(super) fn find_in(self, part: &[u32], far: u32) -> Option<usize> {
        match self.patched {
            None => part.binary_search(&far).ok(),
            Some(patched) => patched.find_in(part, far),
        }
    }

    /// Position of the edge to `far`. O(log degree).
    fn find(self, near: usize, far: u32) -> Option<usize> {
        let row = self.row(near);
        self.find_in(row.targets, far).map(|at| row.start + at)
    }

    /// How many edges there are.
    pub(super) fn len(self) -> usize {
        self.patched.map_or(self.targets.len(), |patched| patched.extent().0)
    }

    /// How many positions of edges there are.
    pub(super) fn bound(self) -> usize {
        self.patched.map_or(self.targets.len(), |patched| patched.extent().1)
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
            (Relation::About, _) => graph.work_relations().topics.edges.score.at(self.home_position(graph)),
            (Relation::Affiliated, Direction::Outgoing) => people.institutions.edges.works.at(self.at) as f32,
            (Relation::Affiliated, Direction::Incoming) => {
                graph.institution_relations().people.edges.works.at(self.at) as f32
            }
            (Relation::Collaborates, _) => people.collaborators.edges.strength.at(self.at),
            _ => 1.0,
        }
    }
}
