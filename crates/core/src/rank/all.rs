//! Everybody's collaborators: one question, asked about all people in parallel.

use rayon::prelude::*;

use super::{Collaborators, Measure, Ranking, measure::Weights};
use crate::{Graph, PersonId, Years, id::DenseId};

/// A question for the collaborators of everybody.
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
/// use scholargraph::{AllCollaborators, Measure};
///
/// let mut rows = 0;
/// for ranking in AllCollaborators::new().measure(Measure::Newman).top(1).run(&graph) {
///     assert_eq!((ranking.total, ranking.collaborators[0].strength), (2, 0.5));
///     rows += 1;
/// }
/// assert_eq!(rows, 3);
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a question is answered by `run`"]
pub struct AllCollaborators {
    /// The question that is put to everybody, whoever it names.
    question: Collaborators,
}

impl Default for AllCollaborators {
    fn default() -> Self {
        Self::new()
    }
}

impl AllCollaborators {
    /// How many collaborators each person has listed unless the caller says otherwise.
    pub const TOP: usize = 10;

    /// Asks for everybody's [`TOP`](Self::TOP) closest collaborators at present, without works of evidence; all else
    /// as in [`Collaborators::of`].
    pub fn new() -> Self {
        Self { question: Collaborators::of(PersonId(0)).limit(Self::TOP).evidence(0) }
    }

    /// Ranks by this measure. Default: [`Measure::Close`].
    pub fn measure(self, measure: Measure) -> Self {
        Self { question: self.question.measure(measure) }
    }

    /// Lists at most this many for each person. Default: [`TOP`](Self::TOP).
    pub fn top(self, top: usize) -> Self {
        Self { question: self.question.limit(top) }
    }

    /// Proves each with at most this many works. Default: none.
    pub fn evidence(self, evidence: usize) -> Self {
        Self { question: self.question.evidence(evidence) }
    }

    /// Counts only works of these years, everywhere. Default: all.
    pub fn years(self, years: Years) -> Self {
        Self { question: self.question.years(years) }
    }

    /// Counts ages from this year. Default: as in [`Collaborators::reference_year`].
    pub fn reference_year(self, year: Option<i16>) -> Self {
        Self { question: self.question.reference_year(year) }
    }

    /// Leaves out works with more authors; `None` for no limit. Default: [`MAX_AUTHORS`](super::MAX_AUTHORS).
    pub fn max_authors(self, limit: Option<u32>) -> Self {
        Self { question: self.question.max_authors(limit) }
    }

    /// Everybody's ranking in order of person, those without a collaborator included: what [`Collaborators::run`]
    /// answers for each. See [`everybody`] for how it is computed.
    pub fn run(&self, graph: &Graph) -> impl Iterator<Item = Ranking> {
        self.map(graph, |ranking| ranking)
    }

    /// The same, each ranking made into something else on the thread that found it, such as the line of a file.
    pub fn map<R: Send>(&self, graph: &Graph, each: impl Fn(Ranking) -> R + Sync) -> impl Iterator<Item = R> {
        let weights = Weights::new(graph, &self.question.settings);
        let ask = move |person| each(self.question.clone().about(person).run_with(graph, &weights));
        everybody(graph, self.at_once(), ask)
    }

    /// How many people to rank at once, so that what waits to be taken stays within some ten megabytes.
    fn at_once(&self) -> usize {
        let settings = &self.question.settings;
        let each = settings.limit.saturating_mul(settings.evidence.saturating_add(1));
        (LINES_AT_ONCE / each.max(1)).clamp(64, 2048)
    }
}

/// Collaborators and works of evidence that may wait to be taken.
const LINES_AT_ONCE: usize = 1 << 17;

/// Asks about everybody, in parallel on the threads of the rayon pool that the answers are taken on, and hands the
/// answers out in order of person.
///
/// `at_once` people are asked about at a time, at least one, and no more before their answers have been taken: memory
/// is bounded by theirs, and taking no more answers stops the work. The answers do not depend on the number of threads.
///
/// ```
/// # use scholargraph::{CorpusBuilder, rank::{everybody, most_shared}};
/// # let graph = CorpusBuilder::new().finish(Default::default())?.0;
/// let pairs: usize = everybody(&graph, 4096, |person| most_shared(&graph, person, 10).len()).sum();
/// # assert_eq!(pairs, 0);
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
pub fn everybody<R: Send>(
    graph: &Graph,
    at_once: usize,
    ask: impl Fn(PersonId) -> R + Sync,
) -> impl Iterator<Item = R> {
    let (people, at_once) = (graph.people().len(), at_once.max(1));
    (0..people).step_by(at_once).flat_map(move |start| {
        let some = start..people.min(start.saturating_add(at_once));
        // Not person by person: a person takes a microsecond, and so does finding a thread.
        let some = some.into_par_iter().with_min_len(32).map(PersonId::from_index);
        some.map(&ask).collect::<Vec<R>>()
    })
}
