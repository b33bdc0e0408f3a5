//! Suggested collaborators: people somebody has not worked with yet and might.

mod likeness;
mod measure;
mod memory;
mod neighbours;
mod reasons;
mod scope;
mod text;
mod walk;
mod weighted;

pub use measure::Measure;

use self::{
    memory::{Memory, with_memory},
    neighbours::Combine,
    scope::Scope,
};
use crate::{Graph, PersonId, TopicId, Years, model::TermId, top::top_scores};

/// The neighbour measures, and the reasons of all measures, look at works of at most this many people: on longer
/// bylines people need not know each other. The walks look at all works.
pub const MAX_AUTHORS: u32 = 50;

/// A question for people whom somebody might work with.
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
/// use scholargraph::{PersonId, Suggestions, suggest::Measure};
///
/// let [ada, bo, cy] = [PersonId(0), PersonId(1), PersonId(2)];
/// let found = Suggestions::of(ada).measure(Measure::CommonNeighbours).limit(10).run(&graph);
/// let suggestion = &found.suggestions[0];
/// assert_eq!((suggestion.person, suggestion.score), (cy, 1.0));
/// assert_eq!((suggestion.via[0].person, suggestion.via[0].share), (bo, 1.0));
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a question is answered by `run`"]
pub struct Suggestions {
    person: PersonId,
    measure: Measure,
    limit: usize,
    reasons: usize,
    years: Years,
    reference_year: Option<i16>,
}

/// People whom somebody might work with, the likeliest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggested {
    /// Who.
    pub person: PersonId,
    /// By which measure.
    pub measure: Measure,
    /// How many people have a score above 0, listed or not.
    pub total: usize,
    /// The best of them.
    pub suggestions: Vec<Suggestion>,
    /// Was everything looked at that the measure speaks of? In graphs so dense that a step of a walk would see more
    /// than [`MAX_EDGES`] authorships, or that more than [`MAX_TERMS`] title words would have to be compared, what is
    /// farthest from the person is left out.
    pub complete: bool,
}

/// A step of a walk looks at about this many places on bylines at most: some hundredths of a second.
pub const MAX_EDGES: usize = 1 << 22;

/// At most about this many title words are compared: some tenths of a second.
pub const MAX_TERMS: usize = 1 << 24;

/// Somebody a person might work with, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Who.
    pub person: PersonId,
    /// Place in the ranking, from 1.
    pub rank: usize,
    /// Value of the measure.
    pub score: f64,
    /// The common collaborators that connect the two most strongly; nobody where they are more than two steps
    /// apart.
    pub via: Vec<Bridge>,
    /// How many common collaborators there are, listed or not.
    pub common_collaborators: usize,
    /// Topics of most works of both.
    pub topics: Vec<TopicId>,
    /// What the titles of both say most: rows of [`Graph::terms`], no word twice.
    pub terms: Vec<TermId>,
}

/// A common collaborator of two people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bridge {
    /// Who.
    pub person: PersonId,
    /// The part of all that connects the two which leads over this one; in 0 … 1. For the person i, the suggested
    /// j and everybody k whom both work with it is `W_ik·W_kj/W_k` over the sum of these, `W` being the strength
    /// of [`Measure::WeightedRa`].
    pub share: f64,
}

impl Suggestions {
    /// Asks whom `person` might work with: the 20 likeliest by [`Measure::WalkText`], at most three reasons of each
    /// sort.
    pub fn of(person: PersonId) -> Self {
        Self { person, measure: Measure::WalkText, limit: 20, reasons: 3, years: Years::ALL, reference_year: None }
    }

    /// Ranks by this measure. Default: [`Measure::WalkText`].
    pub fn measure(mut self, measure: Measure) -> Self {
        self.measure = measure;
        self
    }

    /// Lists at most this many. Default: 20.
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// Lists at most this many common collaborators, topics and terms for each. Default: 3. With 0 nothing is spent
    /// on them.
    pub fn reasons(mut self, reasons: usize) -> Self {
        self.reasons = reasons;
        self
    }

    /// Counts only works of these years, everywhere; how rare title words are is still told over all works. Default:
    /// all.
    pub fn years(mut self, years: Years) -> Self {
        self.years = years;
        self
    }

    /// Counts ages from this year. Default: the end of the range of years, else the newest year of the corpus.
    pub fn reference_year(mut self, year: Option<i16>) -> Self {
        self.reference_year = year;
        self
    }

    /// Answers the question.
    ///
    /// The person and everybody who shares a work with them, of whatever number of authors, are left out. Ties: the
    /// smaller id first. The neighbour measures cost O(Σ over collaborators of the places on their works); the walks
    /// O(authorships within eight steps of the person), at most about [`MAX_EDGES`] a step; title words, O(those of the
    /// people that may be among the best).
    #[must_use]
    pub fn run(&self, graph: &Graph) -> Suggested {
        let scope = Scope::new(graph, self.years, self.reference_year);
        with_memory(graph, |memory| {
            let found = self.rank(&scope, memory);
            memory.clear_slots();
            let mut suggestions: Vec<Suggestion> = found.best.iter().zip(1..).map(Suggestion::bare).collect();
            if self.reasons > 0 && !suggestions.is_empty() {
                reasons::give(&scope, self.person, self.reasons, &mut suggestions, memory);
            }
            Suggested {
                person: self.person,
                measure: self.measure,
                total: found.total,
                suggestions,
                complete: found.complete,
            }
        })
    }

    fn rank(&self, scope: &Scope<'_>, memory: &mut Memory) -> Found {
        memory.mark_near(scope, self.person);
        let (reached, complete) = self.reach(scope, memory);
        memory.clear_slots();
        let candidates = memory.candidates(reached);
        let total = candidates.len();
        if self.measure == Measure::WalkText {
            let (best, compared) = likeness::best(scope, self.person, &candidates, self.limit, memory);
            return Found { best, total, complete: complete && compared };
        }
        let places = candidates.iter().zip(0..).map(|(&(score, person), at): (_, usize)| (score, (person, at)));
        let listed = top_scores(places, self.limit).into_iter();
        Found { best: listed.map(|(_, (person, at))| (person, candidates[at].0)).collect(), total, complete }
    }

    /// Everybody the measure has a score for, and whether it looked at everything.
    fn reach(&self, scope: &Scope<'_>, memory: &mut Memory) -> (Vec<(PersonId, f64)>, bool) {
        let combined = |combine, memory: &mut Memory| (neighbours::scores(scope, self.person, combine, memory), true);
        match self.measure {
            Measure::CommonNeighbours => combined(Combine::Count, memory),
            Measure::AdamicAdar => combined(Combine::AdamicAdar, memory),
            Measure::WeightedRa => combined(Combine::Weighted, memory),
            Measure::WeightedWalk => weighted::walk(scope, self.person, memory),
            Measure::Walk | Measure::WalkText => walk::walk(scope, self.person, &mut memory.places),
        }
    }
}

/// Whom a measure found.
struct Found {
    best: Vec<(PersonId, f64)>,
    total: usize,
    complete: bool,
}

impl Suggestion {
    /// Without reasons so far.
    fn bare((&(person, score), rank): (&(PersonId, f64), usize)) -> Self {
        Self { person, rank, score, via: Vec::new(), common_collaborators: 0, topics: Vec::new(), terms: Vec::new() }
    }
}
