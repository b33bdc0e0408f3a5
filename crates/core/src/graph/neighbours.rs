//! Everything next to a node, whatever the relation.

use super::Graph;
use crate::{
    id::{Node, PersonId},
    model::Relation,
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

impl Graph {
    /// Calls `visit` with every neighbour of `node`, relation by relation, ascending within each.
    ///
    /// A neighbour connected by several relations is visited once for each. O(degree).
    #[inline]
    pub fn for_each_neighbour(&self, node: Node, mut visit: impl FnMut(Neighbour)) {
        #[inline]
        fn all<T: Copy + Into<Node>>(
            relation: Relation,
            outgoing: bool,
            nodes: &[T],
            visit: &mut impl FnMut(Neighbour),
        ) {
            for &node in nodes {
                visit(Neighbour { relation, node: node.into(), outgoing });
            }
        }
        match node {
            Node::Work(id) => {
                all(Relation::Authored, false, self.authors(id), &mut visit);
                all(Relation::About, true, self.topics_of(id), &mut visit);
                all(Relation::Produced, false, self.institutions_of(id), &mut visit);
                all(Relation::Cites, true, self.references(id), &mut visit);
                all(Relation::Cites, false, self.cited_by(id), &mut visit);
            }
            Node::Person(id) => {
                let relations = self.person_relations();
                let row = id.0 as usize;
                all(Relation::Authored, true, relations.works.row(row), &mut visit);
                all(Relation::Affiliated, true, relations.institutions.row(row), &mut visit);
                all(Relation::Collaborates, true, self.collaborators_of(id), &mut visit);
            }
            Node::Topic(id) => all(Relation::About, false, self.topic_relations().works.row(id.0 as usize), &mut visit),
            Node::Institution(id) => {
                let relations = self.institution_relations();
                let row = id.0 as usize;
                all(Relation::Produced, true, relations.works.row(row), &mut visit);
                all(Relation::Affiliated, false, relations.people.row(row), &mut visit);
                all(Relation::PartOf, true, relations.parents.row(row), &mut visit);
                all(Relation::PartOf, false, relations.children.row(row), &mut visit);
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

    /// The people somebody shares a work with, works above the stored author limit left out, ascending.
    #[inline]
    #[must_use]
    pub fn collaborators_of(&self, person: PersonId) -> &[PersonId] {
        self.person_relations().collaborators.row(person.0 as usize)
    }
}
