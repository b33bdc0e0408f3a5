//! Holders: what works belong to and stands on them, people and institutions alike.

use crate::{Graph, InstitutionId, PersonId, WorkId, column::EdgeColumns, id::DenseId, model::Adjacency};

/// Somebody, or some place, that works belong to.
pub(crate) trait Holder: DenseId {
    /// What is known about its place on a work.
    type Edges: EdgeColumns;

    /// The works of a holder, ascending.
    fn works(self, graph: &Graph) -> &[WorkId];

    /// The holders on every work.
    fn on_works(graph: &Graph) -> &Adjacency<Self, Self::Edges>;

    /// The holders on a work, ascending.
    #[inline]
    fn on(graph: &Graph, work: WorkId) -> &[Self] {
        Self::on_works(graph).row(work.index())
    }
}

impl Holder for PersonId {
    type Edges = crate::model::AuthoredEdges;

    fn works(self, graph: &Graph) -> &[WorkId] {
        graph.works_of(self)
    }

    #[inline]
    fn on_works(graph: &Graph) -> &Adjacency<Self, Self::Edges> {
        &graph.work_relations().authors
    }
}

impl Holder for InstitutionId {
    type Edges = ();

    fn works(self, graph: &Graph) -> &[WorkId] {
        graph.institution_relations().works.row(self.index())
    }

    #[inline]
    fn on_works(graph: &Graph) -> &Adjacency<Self, Self::Edges> {
        &graph.work_relations().institutions
    }
}
