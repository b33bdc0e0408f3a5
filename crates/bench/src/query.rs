//! The queries that are measured, by name.

use scholargraph::{
    Collaborators, Graph, Measure, PersonId, Suggestions,
    path::distance,
    rank::{most_shared, two_step},
    slice::Select,
};
use scholargraph_server::wire;

use crate::{Answer, Cost, Found, Sample, cost};

/// How many people `collaborators`, `two-step` and `suggestions` list.
const LISTED: usize = 20;

/// A query whose cost is worth knowing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Query {
    /// The 20 people somebody shares most works with, works of any number of authors.
    Collaborators,
    /// The 200 nodes nearest to somebody, with their JSON.
    SliceNearest,
    /// The 50 best nodes around somebody, with their JSON.
    SliceWalk,
    /// 20 people two steps away, by the Adamic–Adar index over the stored collaborators.
    TwoStep,
    /// The 20 people somebody might work with, by walk and title words, with reasons.
    Suggestions,
    /// How many co-author steps lie between two people, over works of any number of authors.
    Path,
}

impl Query {
    /// All queries, in the order in which they are measured.
    pub const ALL: [Self; 6] =
        [Self::Collaborators, Self::SliceNearest, Self::SliceWalk, Self::TwoStep, Self::Suggestions, Self::Path];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Collaborators => "collaborators",
            Self::SliceNearest => "slice-nearest",
            Self::SliceWalk => "slice-walk",
            Self::TwoStep => "two-step",
            Self::Suggestions => "suggestions",
            Self::Path => "path",
        }
    }

    /// What it costs on a sample.
    #[must_use]
    pub fn cost(self, graph: &Graph, sample: &Sample) -> Cost {
        let people = &sample.people;
        match self {
            Self::Collaborators => cost(people, |&person| by_count(graph, person, LISTED)),
            Self::SliceNearest => cost(people, |&person| wire::to_json(&slice(graph, Select::Nearest, person))),
            Self::SliceWalk => cost(people, |&person| wire::to_json(&slice(graph, Select::Walk, person))),
            Self::TwoStep => cost(people, |&person| two_step(graph, person, LISTED)),
            Self::Suggestions => cost(people, |&person| Suggestions::of(person).limit(LISTED).run(graph)),
            Self::Path => cost(&sample.pairs, |&(from, to)| distance(graph, from, to, None)),
        }
    }

    /// Hands out its answers on a sample, in the sample's order.
    ///
    /// # Errors
    ///
    /// Stops at the first error that `take` returns.
    pub fn answers<'g, E>(
        self,
        graph: &'g Graph,
        sample: &Sample,
        mut take: impl FnMut(&Answer<'g>) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Self::Path => sample.pairs.iter().try_for_each(|&(from, to)| {
                let length = distance(graph, from, to, None);
                take(&Answer::about_pair(graph, self, from, to, Found::Distance { length }))
            }),
            _ => sample
                .people
                .iter()
                .try_for_each(|&person| take(&Answer::about_person(graph, self, person, self.found(graph, person)))),
        }
    }

    /// What it finds around a person; nobody for a query about two.
    fn found(self, graph: &Graph, person: PersonId) -> Found<'_> {
        match self {
            Self::Collaborators => Found::shared(graph, &by_count(graph, person, LISTED)),
            Self::SliceNearest => Found::Slice(Box::new(slice(graph, Select::Nearest, person))),
            Self::SliceWalk => Found::Slice(Box::new(slice(graph, Select::Walk, person))),
            Self::TwoStep => Found::scored(graph, &two_step(graph, person, LISTED)),
            Self::Suggestions => Found::scored(graph, &suggested(graph, person)),
            Self::Path => Found::People(Vec::new()),
        }
    }
}

/// The people somebody shares most works with, works of any number of authors: from the stored relation where it
/// knows them, else counted on the works.
pub(crate) fn by_count(graph: &Graph, person: PersonId, limit: usize) -> Vec<(PersonId, u32)> {
    if graph.meta().stores_collaborators(None) {
        return most_shared(graph, person, limit);
    }
    let question = Collaborators::of(person).measure(Measure::Count).limit(limit).evidence(0).max_authors(None);
    let listed = question.run(graph).collaborators.into_iter();
    listed.map(|collaborator| (collaborator.person, collaborator.shared_works)).collect()
}

/// People to work with, with their scores.
fn suggested(graph: &Graph, person: PersonId) -> Vec<(PersonId, f64)> {
    let found = Suggestions::of(person).limit(LISTED).reasons(0).run(graph);
    found.suggestions.iter().map(|suggestion| (suggestion.person, suggestion.score)).collect()
}

/// A slice in the shape of the HTTP API.
fn slice(graph: &Graph, select: Select, person: PersonId) -> wire::Slice<'_> {
    let params = wire::SliceParams { select, ..wire::SliceParams::default() };
    wire::Slice::ask(graph, person, &params)
}
