//! What works and people have in common: the topics and institutions that they name.

use super::{lens::Lens, numbers::Numbers};
use crate::{DenseId, Node};

/// Calls `visit` with the number of every topic and institution beside `node`, which lie in its own short rows; beside an
/// institution, only other institutions.
pub(super) fn for_each_common(lens: &Lens<'_>, numbers: &Numbers, node: Node, mut visit: impl FnMut(usize)) {
    let graph = lens.graph;
    match node {
        Node::Work(work) => {
            visit_row(numbers, graph.topics_of(work), &mut visit);
            visit_row(numbers, graph.institutions_of(work), &mut visit);
        }
        Node::Person(person) => {
            let affiliated = &graph.person_relations().institutions;
            let edges = affiliated.edges_of(person.index()).filter(|&edge| lens.shows_affiliation_edge(edge));
            edges.for_each(|edge| visit(numbers.index(affiliated.target(edge).into())));
        }
        Node::Institution(institution) => {
            let relations = graph.institution_relations();
            visit_row(numbers, relations.parents.row(institution.index()), &mut visit);
            visit_row(numbers, relations.children.row(institution.index()), &mut visit);
        }
        Node::Topic(_) => {}
    }
}

fn visit_row<T: DenseId>(numbers: &Numbers, row: &[T], visit: &mut impl FnMut(usize)) {
    row.iter().for_each(|node| visit(numbers.start(T::KIND) + node.index()));
}
