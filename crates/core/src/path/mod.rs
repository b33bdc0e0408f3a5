//! Shortest co-author paths between two people.
//!
//! Two people are one step apart when they share a work within the author limit. Paths are searched for from both
//! ends at once, over people and works in turn, so that a byline of `n` costs `n` and not `n²`.

mod best;
mod citations;
mod layers;
mod marks;
mod search;

pub use self::citations::{CitationAnswer, CitationPath, CitationPaths, CitationStep};
use self::{
    best::{Route, best},
    layers::{Builder, Layers},
    search::with_search,
};
use crate::{
    Graph, PersonId, WorkId,
    id::DenseId,
    rank::shared_works,
    scratch::{Scratch, with_scratch},
};

/// Works with more authors than this connect nobody unless the caller says otherwise: on a byline of hundreds, two
/// people need not know each other.
pub const MAX_AUTHORS: u32 = 50;

/// No answer lists more paths than this.
pub const MAX_PATHS: usize = 100;

/// A question for the shortest co-author paths between two people.
///
/// ```
/// # use scholargraph::{Authorship, CorpusBuilder, Key, PersonRecord, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # for (id, authors) in [("v", ["ada", "bo"]), ("w", ["bo", "cy"])] {
/// #     let mut work = WorkRecord::new(Key::id(id));
/// #     work.authorships = authors.map(|id| Authorship {
/// #         person: Some(PersonRecord::named(Key::id(id), id)), ..Default::default()
/// #     }).into();
/// #     shard.work(&work);
/// # }
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::{PersonId, path::Paths};
///
/// let [ada, bo, cy] = [PersonId(0), PersonId(1), PersonId(2)];
/// let answer = Paths::between(ada, cy).run(&graph);
/// assert_eq!(answer.length, Some(2));
/// assert_eq!(answer.paths[0].steps[0].to, bo);
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a question is answered by `run`"]
pub struct Paths {
    from: PersonId,
    to: PersonId,
    limit: usize,
    max_authors: Option<u32>,
}

/// The shortest paths between two people, the best first.
#[derive(Clone, Debug, PartialEq)]
pub struct PathAnswer {
    /// Where they start.
    pub from: PersonId,
    /// Where they end.
    pub to: PersonId,
    /// How many steps the shortest paths have: 0 from a person to the same; `None` where the two are not connected.
    pub length: Option<u32>,
    /// The best of them.
    pub paths: Vec<Path>,
    /// Are there more shortest paths than listed?
    pub more: bool,
}

/// A path from one person to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Product of the strengths of its steps; 1 where there is none. A step's strength is Newman's
    /// ([`Measure::Newman`](crate::Measure::Newman)) over the works listed with it. Above 0, but for paths of
    /// hundreds of steps, whose product is too small for a number.
    pub strength: f64,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// A step from a person to a collaborator.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Who.
    pub from: PersonId,
    /// The collaborator.
    pub to: PersonId,
    /// All works they share, of at most so many authors as the question allows: the newest first, of one year by
    /// id, those without a year last.
    pub works: Vec<WorkId>,
}

impl Paths {
    /// Asks for the three best shortest paths between two people over works of at most [`MAX_AUTHORS`] authors.
    pub fn between(from: PersonId, to: PersonId) -> Self {
        Self { from, to, limit: 3, max_authors: Some(MAX_AUTHORS) }
    }

    /// Lists at most this many paths. Default: 3; more than [`MAX_PATHS`] are not listed.
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit.min(MAX_PATHS);
        self
    }

    /// Leaves out works with more authors; `None` for no limit. Default: [`MAX_AUTHORS`]. Below 2, nobody is
    /// connected to anybody else.
    pub fn max_authors(mut self, limit: Option<u32>) -> Self {
        self.max_authors = limit;
        self
    }

    /// Answers the question.
    ///
    /// Every listed path is, of all shortest paths not listed before it, the one that
    ///
    /// 1. passes through the fewest people of the paths before it, ends not counted: none, as long as there are
    ///    such paths;
    /// 2. has the highest strength, in ten significant digits;
    /// 3. has the most recent works: the highest sum over its steps of the year of the newest shared work, a work
    ///    without a year being as old as the oldest of the corpus;
    /// 4. has the smallest ids, compared person by person from the start.
    ///
    /// A person is connected to themselves by one path without steps. Somebody who is not in the graph is connected
    /// to nobody.
    ///
    /// The search costs what [`distance`] does. Paths are not enumerated: the people on any of them form layers, and
    /// each listed path is found by dynamic programming over the links between these. Where more than a thousand
    /// people of one layer lie on shortest paths, only the thousand on the most works with the fewest authors are
    /// weighed, so that the answer to any question stays affordable; `more` is true then.
    #[must_use]
    pub fn run(&self, graph: &Graph) -> PathAnswer {
        let mut answer = PathAnswer { from: self.from, to: self.to, length: None, paths: Vec::new(), more: false };
        if !may_connect(graph, self.from, self.to) {
            return answer;
        }
        if self.from == self.to {
            answer.length = Some(0);
            answer.paths.extend((self.limit > 0).then(|| Path { strength: 1.0, steps: Vec::new() }));
            answer.more = self.limit == 0;
            return answer;
        }
        let Some(layers) = self.layers(graph) else { return answer };
        let mut routes = best(&layers, self.limit + 1);
        answer.length = Some(layers.links.len() as u32);
        answer.more = routes.len() > self.limit || layers.narrowed;
        routes.truncate(self.limit);
        answer.paths = routes.iter().map(|route| self.path(graph, &layers, route)).collect();
        answer
    }

    fn layers(&self, graph: &Graph) -> Option<Layers<PersonId>> {
        let max_authors = at_most(self.max_authors);
        with_search(|search| {
            search.run(graph, [self.from, self.to], max_authors)?;
            with_scratch(graph.people().len(), |Scratch { first, second, .. }| {
                Some(Layers::between(search, &mut Builder::new(graph, max_authors, first, second)))
            })
        })
    }

    fn path(&self, graph: &Graph, layers: &Layers<PersonId>, route: &Route) -> Path {
        let people: Vec<PersonId> =
            layers.nodes.iter().zip(&route.places).map(|(layer, &place)| layer[place]).collect();
        let step = |pair: &[PersonId]| Step { from: pair[0], to: pair[1], works: self.works(graph, pair[0], pair[1]) };
        Path { strength: route.strength, steps: people.windows(2).map(step).collect() }
    }

    /// The works that connect two people, the newest first.
    fn works(&self, graph: &Graph, from: PersonId, to: PersonId) -> Vec<WorkId> {
        let connecting = |&work: &WorkId| connects(graph.authors(work).len(), at_most(self.max_authors));
        let mut works: Vec<WorkId> = shared_works(graph, from, to).filter(connecting).collect();
        works.sort_by_key(|&work| std::cmp::Reverse(graph.year(work)));
        works
    }
}

/// How many steps apart two people are, over works of 2 to `max_authors` people (`None` for no limit): 0 from a
/// person to the same; `None` where they are not connected, or not in the graph.
///
/// Breadth-first search from both ends at once, the end of fewer edges going first. O(edges within half the
/// distance of either end): some 70 µs on a million works. Nobody is searched for in vain outside their component.
///
/// ```
/// # let graph = scholargraph::CorpusBuilder::new().finish(Default::default())?.0;
/// use scholargraph::{PersonId, path::distance};
/// assert_eq!(distance(&graph, PersonId(0), PersonId(1), Some(50)), None);
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[must_use]
pub fn distance(graph: &Graph, from: PersonId, to: PersonId, max_authors: Option<u32>) -> Option<u32> {
    if !may_connect(graph, from, to) {
        return None;
    }
    if from == to {
        return Some(0);
    }
    let steps = with_search(|search| search.run(graph, [from, to], at_most(max_authors)))?;
    u32::try_from(steps).ok()
}

/// Are both in the graph, and in one component?
fn may_connect(graph: &Graph, from: PersonId, to: PersonId) -> bool {
    let component = &graph.person_relations().component;
    graph.contains(from) && graph.contains(to) && component.at(from.index()) == component.at(to.index())
}

/// Does a work of so many people connect them?
#[inline]
fn connects(people: usize, max_authors: usize) -> bool {
    (2..=max_authors).contains(&people)
}

fn at_most(max_authors: Option<u32>) -> usize {
    max_authors.map_or(usize::MAX, |limit| limit as usize)
}
