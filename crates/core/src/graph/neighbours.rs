//! Everything next to a node, whatever the relation.

use super::Graph;
use crate::{
    id::{DenseId, Kind, Node, PersonId},
    model::{Relation, Table},
};

/// A node next to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// The relation that connects the two.
    pub relation: Relation,
    /// The neighbour.
    pub node: Node,
    /// Does the edge lead to the neighbour, rather than from it? `collaborates`, which has no direction, counts
    /// as leading to it.
    pub outgoing: bool,
}

/// The neighbours of a node by one relation, in one direction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NeighbourRow<'g> {
    pub(crate) relation: Relation,
    pub(crate) outgoing: bool,
    pub(crate) kind: Kind,
    /// Dense ids of that kind, ascending.
    pub(crate) nodes: &'g [u32],
}

impl Graph {
    /// Calls `visit` with every neighbour of `node`, relation by relation, ascending within each.
    ///
    /// A neighbour connected by several relations is visited once for each. O(degree).
    #[inline]
    pub fn for_each_neighbour(&self, node: Node, mut visit: impl FnMut(Neighbour)) {
        self.for_each_row(node, |NeighbourRow { relation, outgoing, kind, nodes }| {
            for &node in nodes {
                visit(Neighbour { relation, node: Node::new(kind, node as usize), outgoing });
            }
        });
    }

    /// Calls `visit` with the neighbours of `node`, row by row.
    #[inline]
    pub(crate) fn for_each_row<'g>(&'g self, node: Node, mut visit: impl FnMut(NeighbourRow<'g>)) {
        #[inline]
        fn row<T: DenseId>(relation: Relation, outgoing: bool, nodes: &[T]) -> NeighbourRow<'_> {
            NeighbourRow { relation, outgoing, kind: T::KIND, nodes: bytemuck::cast_slice(nodes) }
        }
        match node {
            Node::Work(id) => {
                visit(row(Relation::Authored, false, self.authors(id)));
                visit(row(Relation::About, true, self.topics_of(id)));
                visit(row(Relation::Produced, false, self.institutions_of(id)));
                visit(row(Relation::Cites, true, self.references(id)));
                visit(row(Relation::Cites, false, self.cited_by(id)));
            }
            Node::Person(id) => {
                visit(row(Relation::Authored, true, self.works_of(id)));
                visit(row(Relation::Affiliated, true, self.person_relations().institutions.row(id.index())));
                visit(row(Relation::Collaborates, true, self.collaborators_of(id)));
            }
            Node::Topic(id) => visit(row(Relation::About, false, self.topic_relations().works.row(id.index()))),
            Node::Institution(id) => {
                let (relations, id) = (self.institution_relations(), id.index());
                visit(row(Relation::Produced, true, relations.works.row(id)));
                visit(row(Relation::Affiliated, false, relations.people.row(id)));
                visit(row(Relation::PartOf, true, relations.parents.row(id)));
                visit(row(Relation::PartOf, false, relations.children.row(id)));
            }
        }
    }

    /// The number of edges at `node`, over all relations.
    #[must_use]
    pub fn degree(&self, node: Node) -> usize {
        let row = node.index();
        match node {
            Node::Work(_) => {
                let relations = self.work_relations();
                relations.authors.degree(row)
                    + relations.topics.degree(row)
                    + relations.institutions.degree(row)
                    + relations.references.degree(row)
                    + relations.cited_by.degree(row)
            }
            Node::Person(_) => {
                let relations = self.person_relations();
                relations.works.degree(row) + relations.institutions.degree(row) + relations.collaborators.degree(row)
            }
            Node::Topic(_) => self.topic_relations().works.degree(row),
            Node::Institution(_) => {
                let relations = self.institution_relations();
                relations.works.degree(row)
                    + relations.people.degree(row)
                    + relations.parents.degree(row)
                    + relations.children.degree(row)
            }
        }
    }

    /// Asks for the bounds of what is next to `node`.
    #[inline]
    pub(crate) fn prefetch_bounds(&self, node: Node) {
        let row = node.index();
        match node {
            Node::Work(work) => {
                self.work_relations().prefetch_bounds(work);
                self.work_relations().cited_by.prefetch_bounds(row);
            }
            Node::Person(person) => {
                self.person_relations().prefetch_bounds(person);
                self.person_relations().works.prefetch_bounds(row);
            }
            Node::Topic(_) => self.topic_relations().works.prefetch_bounds(row),
            Node::Institution(_) => self.institution_relations().prefetch_bounds(row),
        }
    }

    /// Asks for what is next to `node`, the bounds of which should have been asked for before.
    #[inline]
    pub(crate) fn prefetch_rows(&self, node: Node) {
        let row = node.index();
        match node {
            Node::Work(work) => {
                self.work_relations().prefetch_rows(work);
                self.work_relations().cited_by.prefetch_row(row);
            }
            Node::Person(person) => {
                self.person_relations().prefetch_rows(person);
                self.person_relations().works.prefetch_row(row);
            }
            Node::Topic(_) => self.topic_relations().works.prefetch_row(row),
            Node::Institution(_) => self.institution_relations().prefetch_rows(row),
        }
    }

    /// Asks for the years of the works next to `node`.
    pub(crate) fn prefetch_years_beside(&self, node: Node) {
        self.for_each_row(node, |NeighbourRow { kind, nodes, .. }| {
            if kind == Kind::Work {
                nodes.iter().for_each(|&work| self.works().year.prefetch(work as usize));
            }
        });
    }

    /// Asks for what is said of `nodes`: where it lies first, then the words.
    pub(crate) fn prefetch_attributes(&self, nodes: &[Node]) {
        let columns = Kind::ALL.map(|kind| match kind {
            Kind::Work => self.works().columns(),
            Kind::Person => self.people().columns(),
            Kind::Topic => self.topics().columns(),
            Kind::Institution => self.institutions().columns(),
        });
        let columns_of = |node: Node| columns[node.kind() as usize].iter().map(|(_, column)| column);
        for &node in nodes {
            columns_of(node).for_each(|column| column.prefetch_bounds(node.index()));
        }
        for &node in nodes {
            columns_of(node).for_each(|column| column.prefetch_row(node.index()));
        }
    }

    /// The people somebody shares a work with, works above the stored author limit left out, ascending.
    #[inline]
    #[must_use]
    pub fn collaborators_of(&self, person: PersonId) -> &[PersonId] {
        self.person_relations().collaborators.row(person.0 as usize)
    }
}
