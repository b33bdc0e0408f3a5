//! Tallies: who and what stands on a set of works, and on how many of them.

use crate::{
    Graph, InstitutionId, PersonId, TopicId, WorkId, Years,
    column::EdgeColumns,
    id::DenseId,
    model::Adjacency,
    scratch::{Slots, with_scratch},
    top::top_nodes,
};

/// The first few of a ranking, each with its count, and how many there are altogether.
///
/// Ties are broken by id, the smaller first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked<T> {
    /// How many there are, listed or not.
    pub total: usize,
    /// The first of them with their counts.
    pub items: Vec<(T, u32)>,
}

impl<T> Default for Ranked<T> {
    fn default() -> Self {
        Self { total: 0, items: Vec::new() }
    }
}

impl<T: DenseId> Ranked<T> {
    /// The `limit` nodes that were counted most often.
    pub(crate) fn most_counted(graph: &Graph, counts: &Slots, limit: usize) -> Self {
        Self::best(graph, counts.counts().map(|(position, count)| (T::from_index(position), count)), limit)
    }

    /// The `limit` items of the highest count. O(items · log limit).
    pub(crate) fn best(graph: &Graph, items: impl Iterator<Item = (T, u32)>, limit: usize) -> Self {
        let mut total = 0;
        let counted = items.inspect(|_| total += 1).map(|(item, count)| (count, item));
        let items = top_nodes(graph, counted, limit, T::into).into_iter().map(|(count, item)| (item, count)).collect();
        Self { total, items }
    }
}

/// The works on which something is counted: those of a list that lie in a range of years.
///
/// Every count takes this thread's scratch: do not ask for one inside [`with_scratch`], where it would have to
/// allocate a scratch of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tally<'a> {
    graph: &'a Graph,
    works: &'a [WorkId],
    years: Years,
}

/// How many rows are asked for in advance.
const AHEAD: usize = 8;

impl<'a> Tally<'a> {
    /// All of `works`, each of which counts as often as it is listed.
    pub(crate) fn of(graph: &'a Graph, works: &'a [WorkId]) -> Self {
        Self { graph, works, years: Years::ALL }
    }

    /// Only the works of these years.
    pub(crate) fn years(self, years: Years) -> Self {
        Self { years, ..self }
    }

    /// The works that count.
    pub(crate) fn works(self) -> impl Iterator<Item = WorkId> + use<'a> {
        self.works.iter().copied().filter(move |&work| self.years.contain_work(self.graph, work))
    }

    /// The people on most works. O(authorships).
    pub(crate) fn people(self, limit: usize) -> Ranked<PersonId> {
        self.ranked(&self.graph.work_relations().authors, limit)
    }

    /// The topics of most works. O(work–topic edges).
    pub(crate) fn topics(self, limit: usize) -> Ranked<TopicId> {
        self.ranked(&self.graph.work_relations().topics, limit)
    }

    /// The institutions on the bylines of most works. O(work–institution edges).
    pub(crate) fn institutions(self, limit: usize) -> Ranked<InstitutionId> {
        self.ranked(&self.graph.work_relations().institutions, limit)
    }

    /// The most cited of the works, with how often each is cited according to its source. O(works).
    pub(crate) fn by_citations(self, limit: usize) -> Ranked<WorkId> {
        Ranked::best(self.graph, self.works().map(|work| (work, citations(self.graph, work))), limit)
    }

    /// The newest of the works, with how often each is cited according to its source: by year, then date, those
    /// without a year last. O(works).
    pub(crate) fn newest(self, limit: usize) -> Ranked<WorkId> {
        let mut total = 0;
        let dated = self.works().inspect(|_| total += 1).map(|work| {
            let date = self.graph.works().date.at(work.index());
            ((self.graph.year(work), date), work)
        });
        let newest = top_nodes(self.graph, dated, limit, WorkId::into);
        Ranked { total, items: newest.into_iter().map(|(_, work)| (work, citations(self.graph, work))).collect() }
    }

    /// The nodes that `relation` leads to from most of the works.
    fn ranked<T: DenseId, A: EdgeColumns>(self, relation: &Adjacency<T, A>, limit: usize) -> Ranked<T> {
        with_scratch(self.graph.bound(T::KIND), |scratch| {
            let counts = &mut scratch.first;
            for (at, &work) in self.works.iter().enumerate() {
                if let Some(ahead) = self.works.get(at + AHEAD) {
                    relation.prefetch_row(ahead.index());
                }
                if self.years.contain_work(self.graph, work) {
                    relation.row(work.index()).iter().for_each(|target| counts.count(target.index()));
                }
            }
            Ranked::most_counted(self.graph, counts, limit)
        })
    }
}

/// How often a work is cited according to its source.
pub(crate) fn citations(graph: &Graph, work: WorkId) -> u32 {
    graph.works().cited_by_count.at(work.index())
}
