//! A person's works by date or by citations.

use std::cmp::Reverse;

use scholargraph::{DenseId, Graph, PersonId, WorkId};

/// By what works are listed; what is equal comes by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// The newest first, those without a year last.
    #[default]
    Newest,
    /// The oldest first, those without a year last.
    Oldest,
    /// The most cited first.
    Cited,
}

impl Order {
    pub(crate) const NAMES: [&'static str; 3] = ["newest", "oldest", "cited"];

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "newest" => Some(Self::Newest),
            "oldest" => Some(Self::Oldest),
            "cited" => Some(Self::Cited),
            _ => None,
        }
    }

    /// All works of `person` in this order. O(works · log works).
    pub(crate) fn works_of(self, graph: &Graph, person: PersonId) -> Vec<WorkId> {
        let mut works = graph.works_of(person).to_vec();
        let day = |work: &WorkId| (graph.year(*work), graph.works().date.at(work.index()));
        // The sort is stable, and works come by id.
        match self {
            Self::Newest => works.sort_by_key(|work| Reverse(day(work))),
            Self::Oldest => works.sort_by_key(|work| (graph.year(*work).is_none(), day(work))),
            Self::Cited => works.sort_by_key(|work| Reverse(graph.works().cited_by_count.at(work.index()))),
        }
        works
    }
}

#[cfg(test)]
mod tests {
    use scholargraph::BuildOptions;
    use scholargraph_testkit::{Paper, graph_of};

    use super::*;

    #[test]
    fn unknown_years_come_last() {
        // The testkit gives the i-th work i mod 7 citations.
        let paper = |year| Paper { year, authors: vec![(0, vec![])], ..Paper::default() };
        let graph = graph_of(&[2001, 0, 2003, 2001].map(paper), BuildOptions::default());
        let listed = |order: Order| order.works_of(&graph, PersonId(0)).iter().map(|work| work.0).collect::<Vec<_>>();
        assert_eq!(listed(Order::Newest), [2, 0, 3, 1]);
        assert_eq!(listed(Order::Oldest), [0, 3, 2, 1]);
        assert_eq!(listed(Order::Cited), [3, 2, 1, 0]);
    }
}
