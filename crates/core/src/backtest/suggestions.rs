//! Whether people publish with those who were suggested to them.

use rayon::prelude::*;

use super::{Future, Metrics, Outcome, known, metrics::Hit, people};
use crate::{
    DenseId, Graph, PersonId, Suggestions, WorkId,
    suggest::{Measure, Suggestion},
    top::Score,
};

/// A back-test of a [`Measure`] of suggestions: does it put those first with whom a person publishes for the first
/// time?
///
/// Asked about is who at the end of the year had at least three works, one of them of the last three years, and in
/// the [`WINDOW`](super::WINDOW) years after it published with somebody who had published before but never with them,
/// on works of at most [`MAX_AUTHORS`](super::MAX_AUTHORS). Everybody who had published is ranked: equal scores share
/// their middle rank, and so do all whom the measure does not reach.
///
/// ```
/// # let graph = scholargraph::CorpusBuilder::new().finish(Default::default())?.0;
/// use scholargraph::{backtest::SuggestionTest, suggest::Measure};
///
/// let outcome = SuggestionTest::at(2020).measure(Measure::AdamicAdar).run(&graph);
/// println!("{} people, recall@20 {:.3}", outcome.people, outcome.metrics.recall_20);
/// # assert_eq!(outcome.people, 0);
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a back-test is made by `run`"]
pub struct SuggestionTest<'a> {
    year: i16,
    measure: Measure,
    sample: usize,
    people: Option<&'a [PersonId]>,
}

impl<'a> SuggestionTest<'a> {
    /// How many people are drawn at most unless the caller says otherwise.
    pub const SAMPLE: usize = 1500;

    /// Tests [`Measure::WalkText`], of which nothing after `year` is known.
    pub fn at(year: i16) -> Self {
        Self { year, measure: Measure::WalkText, sample: Self::SAMPLE, people: None }
    }

    /// Tests this measure. Default: [`Measure::WalkText`].
    pub fn measure(mut self, measure: Measure) -> Self {
        self.measure = measure;
        self
    }

    /// Asks about at most so many people, drawn uniformly. Default: [`SAMPLE`](Self::SAMPLE).
    pub fn sample(mut self, people: usize) -> Self {
        self.sample = people;
        self
    }

    /// Asks about these people and nobody else, as far as they published with somebody for the first time.
    pub fn people(mut self, people: &'a [PersonId]) -> Self {
        self.people = Some(people);
        self
    }

    /// Makes the test, in parallel on the threads of the rayon pool. Costs what suggestions for everybody asked
    /// about cost.
    #[must_use]
    pub fn run(&self, graph: &Graph) -> Outcome {
        let everybody = (0..graph.people().len()).into_par_iter().map(PersonId::from_index);
        let candidates = everybody.filter(|&person| self.is_known(graph, person)).count();
        let drawn =
            || people::sample(graph, self.year, self.sample, |person| self.is_eligible(graph, person).then_some(0));
        let people = self.people.map_or_else(drawn, <[PersonId]>::to_vec);
        let judged = people.par_iter().with_max_len(1).filter_map(|&person| self.judge(graph, person, candidates));
        let of_people: Vec<Metrics> = judged.collect();
        Outcome { year: self.year, people: of_people.len(), metrics: Metrics::mean(&of_people) }
    }

    fn is_eligible(&self, graph: &Graph, person: PersonId) -> bool {
        people::is_active(graph, person, self.year) && !self.first_times(graph, person).is_empty()
    }

    /// Had somebody published anything by the year?
    fn is_known(&self, graph: &Graph, person: PersonId) -> bool {
        graph.works_of(person).iter().any(|&work| known(self.year).contain_work(graph, work))
    }

    /// Known people with whom the person publishes for the first time, with the number of joint works.
    fn first_times(&self, graph: &Graph, person: PersonId) -> Vec<(PersonId, u32)> {
        let mut joint = Future::of(graph, person, self.year).joint;
        let before = |work: &&WorkId| known(self.year).contain_work(graph, **work);
        let works = || graph.works_of(person).iter().filter(before);
        joint.retain(|&(other, _)| {
            self.is_known(graph, other) && works().all(|&work| graph.authors(work).binary_search(&other).is_err())
        });
        joint
    }

    fn judge(&self, graph: &Graph, person: PersonId, candidates: usize) -> Option<Metrics> {
        let right = self.first_times(graph, person);
        if right.is_empty() {
            return None;
        }
        let question = Suggestions::of(person).measure(self.measure).years(known(self.year));
        let ranked = question.limit(usize::MAX).reasons(0).run(graph).suggestions;
        let gain = |other| right.iter().find(|&&(person, _)| person == other).map(|&(_, gain)| gain);
        let mut hits = Vec::with_capacity(right.len());
        let score = |one: &Suggestion| Score::new(one.score);
        for tied in ranked.chunk_by(|a, b| score(a) == score(b)) {
            let middle = (tied[0].rank + tied[tied.len() - 1].rank) as f64 / 2.0;
            hits.extend(tied.iter().filter_map(|one| Some(Hit { rank: middle, gain: gain(one.person)? })));
        }
        let unreached = (ranked.len() + 1 + candidates.max(ranked.len() + 1)) as f64 / 2.0;
        let reached: Vec<PersonId> = ranked.iter().map(|one| one.person).filter(|&one| gain(one).is_some()).collect();
        let missed = right.iter().filter(|(person, _)| !reached.contains(person));
        hits.extend(missed.map(|&(_, gain)| Hit { rank: unreached, gain }));
        Some(Metrics::of(&hits, right.iter().map(|&(_, gain)| gain).collect()))
    }
}
