//! Rankings by shared works: the people somebody already works with, and who and what stands beside an institution or
//! a topic, the closest first.

mod accumulate;
mod all;
mod closest;
mod common;
mod measure;
mod settings;
mod two_step;

pub use all::{AllCollaborators, everybody};
pub use closest::{Closest, ClosestError, ClosestNode, ClosestNodes};
pub use measure::Measure;
pub use two_step::two_step;

use self::{
    accumulate::{Accumulated, Around, Shared},
    measure::Weights,
    settings::Settings,
};
use crate::{
    Graph, PersonId, WorkId, Years,
    id::DenseId,
    scratch::{Slots, with_scratch},
    top::{top, top_nodes, top_scores},
};

/// Works with more authors than this are left out of rankings unless the caller says otherwise.
pub const MAX_AUTHORS: u32 = 100;

/// A question for the collaborators of a person.
///
/// ```
/// # use scholargraph::{Authorship, CorpusBuilder, Key, PersonRecord, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # let mut work = WorkRecord::new(Key::id("w"));
/// # work.authorships = ["ada", "bo", "cy"].map(|id| Authorship {
/// #     person: Some(PersonRecord::named(Key::id(id), id)), ..Default::default()
/// # }).into();
/// # shard.work(&work);
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::{Collaborators, Measure, PersonId};
///
/// let ranking = Collaborators::of(PersonId(0)).measure(Measure::Newman).limit(10).run(&graph);
/// assert_eq!(ranking.total, 2);
/// assert_eq!(ranking.collaborators[0].strength, 0.5);
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a question is answered by `run`"]
pub struct Collaborators {
    person: PersonId,
    settings: Settings,
}

/// The collaborators of a person, the closest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// Whose.
    pub person: PersonId,
    /// By which measure.
    pub measure: Measure,
    /// How many collaborators there are, listed or not.
    pub total: usize,
    /// How many of them are close ([`Collaborator::close`]).
    pub close_total: usize,
    /// The best of them.
    pub collaborators: Vec<Collaborator>,
    /// Works of the person that were left out for their number of authors.
    pub works_over_author_limit: usize,
}

/// Somebody a person shares works with.
#[derive(Clone, Debug, PartialEq)]
pub struct Collaborator {
    /// Who.
    pub person: PersonId,
    /// Place in the ranking, from 1.
    pub rank: usize,
    /// Value of the chosen measure.
    pub score: f64,
    /// Newman's strength: Σ over shared works of 1/(n−1); in 0 … number of shared works.
    pub strength: f64,
    /// Number of shared works.
    pub shared_works: u32,
    /// Year of the first shared work, where known.
    pub first_year: Option<i16>,
    /// Year of the last shared work, where known.
    pub last_year: Option<i16>,
    /// At least two shared works and a strength of at least 1/3, or at least three shared works of at most 25
    /// authors each.
    pub close: bool,
    /// The latest shared works.
    pub evidence: Vec<Evidence>,
}

/// A work that two share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Which work.
    pub work: WorkId,
    /// Number of people on it.
    pub authors: usize,
    /// What it adds to the strength: 1/(authors − 1) between people.
    pub weight: f64,
}

impl Collaborators {
    /// Asks for the collaborators of `person`: the 20 closest at present, three works of evidence each, works
    /// above [`MAX_AUTHORS`] left out.
    pub fn of(person: PersonId) -> Self {
        Self { person, settings: Settings::new(Measure::Close) }
    }

    /// Ranks by this measure. Default: [`Measure::Close`].
    pub fn measure(mut self, measure: Measure) -> Self {
        self.settings.measure = measure;
        self
    }

    /// Lists at most this many. Default: 20.
    pub fn limit(mut self, limit: usize) -> Self {
        self.settings.limit = limit;
        self
    }

    /// Proves each with at most this many works. Default: 3.
    pub fn evidence(mut self, evidence: usize) -> Self {
        self.settings.evidence = evidence;
        self
    }

    /// Counts only works of these years, everywhere. Default: all.
    pub fn years(mut self, years: Years) -> Self {
        self.settings.years = years;
        self
    }

    /// Counts ages from this year. Default: the end of the range of years, else the newest year of the corpus.
    pub fn reference_year(mut self, year: Option<i16>) -> Self {
        self.settings.reference_year = year;
        self
    }

    /// Leaves out works with more authors; `None` for no limit. Default: [`MAX_AUTHORS`].
    pub fn max_authors(mut self, limit: Option<u32>) -> Self {
        self.settings.max_authors = limit;
        self
    }

    /// Answers the question.
    ///
    /// O(slots) for all measures but `close`, slots being the authorships on the person's works; `close` also
    /// visits the works and the collaborators of every collaborator. No allocation grows with the graph.
    #[must_use]
    pub fn run(&self, graph: &Graph) -> Ranking {
        self.run_with(graph, &Weights::new(graph, &self.settings))
    }

    /// The same question about somebody else.
    fn about(self, person: PersonId) -> Self {
        Self { person, ..self }
    }

    /// Answers the question with the weights of works, which do not depend on the person.
    fn run_with(&self, graph: &Graph, weights: &Weights) -> Ranking {
        with_scratch(graph.people().len(), |scratch| {
            let (around, slots) = (self.around(graph), &mut scratch.first);
            let found = accumulate::accumulate(graph, &around, &self.settings, weights, slots);
            let scores = measure::scores(graph, self, weights, &found, scratch);
            self.ranking(graph, &found, &scores, &scratch.first)
        })
    }

    fn around<'g>(&self, graph: &'g Graph) -> Around<'g, PersonId> {
        Around { works: graph.works_of(self.person), focus: Some(self.person) }
    }

    fn ranking(&self, graph: &Graph, found: &Accumulated<PersonId>, scores: &[f64], slots: &Slots) -> Ranking {
        let ranked = scores.iter().zip(&found.nodes).map(|(&score, shared)| (score, shared.node));
        let best = top_scores(ranked, self.settings.limit);
        let listed = best.iter().enumerate().filter_map(|(index, (_, person))| {
            let slot = slots.get(person.index())?;
            Some(self.collaborator(graph, &found.nodes[slot], index + 1, scores[slot]))
        });
        Ranking {
            person: self.person,
            measure: self.settings.measure,
            total: found.nodes.len(),
            close_total: found.nodes.iter().filter(|shared| shared.is_close()).count(),
            collaborators: listed.collect(),
            works_over_author_limit: found.works_over_author_limit,
        }
    }

    fn collaborator(&self, graph: &Graph, shared: &Shared<PersonId>, rank: usize, score: f64) -> Collaborator {
        Collaborator {
            person: shared.node,
            rank,
            score,
            strength: shared.strength,
            shared_works: shared.works,
            first_year: shared.first_year(),
            last_year: shared.last_year(),
            close: shared.is_close(),
            evidence: self.proof(graph, shared.node),
        }
    }

    /// The latest works shared with `other`.
    fn proof(&self, graph: &Graph, other: PersonId) -> Vec<Evidence> {
        if self.settings.evidence == 0 {
            return Vec::new();
        }
        let shared = shared_works(graph, self.person, other).filter(|&work| self.settings.counts(graph, work));
        let dated = shared.map(|work| (graph.works().year.at(work.index()), work));
        let newest = top_nodes(graph, dated, self.settings.evidence, WorkId::into);
        let around = self.around(graph);
        newest.into_iter().map(|(_, work)| around.evidence(graph, work)).collect()
    }
}

/// The works on which two people stand together, ascending. O(works of `a` · log authors).
pub(crate) fn shared_works(graph: &Graph, a: PersonId, b: PersonId) -> impl Iterator<Item = WorkId> {
    let (fewer, other) = if graph.works_of(a).len() <= graph.works_of(b).len() { (a, b) } else { (b, a) };
    graph.works_of(fewer).iter().copied().filter(move |&work| graph.authors(work).binary_search(&other).is_ok())
}

/// The people somebody shares most works with, over the stored `collaborates` relation: its author limit, all
/// years.
///
/// The cheapest of all rankings: one scan of one row, no scratch. Ties: the smaller id first.
#[must_use]
pub fn most_shared(graph: &Graph, person: PersonId, limit: usize) -> Vec<(PersonId, u32)> {
    let stored = &graph.person_relations().collaborators;
    let edges = stored.edges_of(person.index());
    let shared = stored.edges.shared_works.slice(edges);
    // Count and id in one number, the smaller id being the higher: half of the work is comparing.
    let key = |(&shared, other): (&u32, &PersonId)| (u64::from(shared) << 32 | u64::from(!other.0), ());
    let ranked = shared.iter().zip(graph.collaborators_of(person)).map(key);
    top(ranked, limit).into_iter().map(|(key, ())| (PersonId(!(key as u32)), (key >> 32) as u32)).collect()
}
