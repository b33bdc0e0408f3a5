//! What is next to a node, kind by kind.

use scholargraph::{DenseId, Graph, Kind, Neighbourhood, Ranked, WorkId};
use serde::Serialize;

use super::Named;

/// The closest neighbours of a node by kind; a kind of neighbour that its own kind does not have is left out.
#[derive(Debug, Default, Serialize)]
pub struct Neighbours<'g> {
    /// Works of a person, newest first; of a topic or an institution, the most cited first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub works: Option<RankedNodes<'g>>,
    /// The byline of a work; collaborators of a person by shared works; people by number of works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<RankedNodes<'g>>,
    /// Topics, the best fitting or those of most works first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topics: Option<RankedNodes<'g>>,
    /// Institutions, those of most people or works first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institutions: Option<RankedNodes<'g>>,
    /// The works that a work refers to, the most cited first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub references: Option<RankedNodes<'g>>,
    /// The works that refer to a work, the most cited first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cited_by: Option<RankedNodes<'g>>,
    /// The institutions that an institution belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parents: Option<RankedNodes<'g>>,
    /// The institutions that belong to an institution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub children: Option<RankedNodes<'g>>,
}

/// The first of a ranking of neighbours.
#[derive(Debug, Serialize)]
pub struct RankedNodes<'g> {
    /// How many there are, listed or not.
    pub total: usize,
    /// The first of them.
    pub items: Vec<Neighbour<'g>>,
}

/// A neighbour.
#[derive(Debug, Serialize)]
pub struct Neighbour<'g> {
    /// Its id.
    pub id: &'g str,
    /// Its name or title.
    pub label: &'g str,
    /// What it is ranked by: citations of a work, works of all others.
    pub count: u32,
    /// Year of a work; not there for other kinds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<Option<i16>>,
}

impl<'g> Neighbours<'g> {
    /// Writes down `found`.
    #[must_use]
    pub fn new(graph: &'g Graph, found: &Neighbourhood) -> Self {
        let works = || Some(RankedNodes::works(graph, &found.works));
        let people = Some(RankedNodes::new(graph, &found.people));
        let topics = || Some(RankedNodes::new(graph, &found.topics));
        let institutions = || Some(RankedNodes::new(graph, &found.institutions));
        let none = Self { people, ..Self::default() };
        match found.node.kind() {
            Kind::Work => Self {
                topics: topics(),
                institutions: institutions(),
                references: Some(RankedNodes::works(graph, &found.references)),
                cited_by: Some(RankedNodes::works(graph, &found.cited_by)),
                ..none
            },
            Kind::Person => Self { works: works(), topics: topics(), institutions: institutions(), ..none },
            Kind::Topic => Self { works: works(), institutions: institutions(), ..none },
            Kind::Institution => Self {
                works: works(),
                topics: topics(),
                parents: Some(RankedNodes::new(graph, &found.parents)),
                children: Some(RankedNodes::new(graph, &found.children)),
                ..none
            },
        }
    }
}

impl<'g> RankedNodes<'g> {
    fn new<T: DenseId>(graph: &'g Graph, ranked: &Ranked<T>) -> Self {
        Self::with(graph, ranked, |_| None)
    }

    fn works(graph: &'g Graph, ranked: &Ranked<WorkId>) -> Self {
        Self::with(graph, ranked, |work| Some(graph.year(work)))
    }

    fn with<T: DenseId>(graph: &'g Graph, ranked: &Ranked<T>, year: impl Fn(T) -> Option<Option<i16>>) -> Self {
        let items = ranked.items.iter().map(|&(item, count)| {
            let Named { id, label } = Named::new(graph, item);
            Neighbour { id, label, count, year: year(item) }
        });
        Self { total: ranked.total, items: items.collect() }
    }
}
