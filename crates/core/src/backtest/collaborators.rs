//! Which of their collaborators somebody publishes with again.

use rayon::prelude::*;

use super::{Future, Metrics, Outcome, known, metrics::Hit};
use crate::{Collaborators, DenseId, Graph, Measure, PersonId};

/// Somebody with fewer collaborators is not asked about: any order of a handful is good.
const FEWEST: usize = 11;

/// A back-test of a [`Measure`] of collaborators: does it put those first with whom a person publishes again?
///
/// Asked about is everybody who at the end of the year had at least eleven collaborators, works of any number of
/// authors counting, and published with at least one of them again in the [`WINDOW`](super::WINDOW) years after it, on
/// works of at most [`MAX_AUTHORS`](super::MAX_AUTHORS). All their collaborators are ranked.
///
/// ```
/// # let graph = scholargraph::CorpusBuilder::new().finish(Default::default())?.0;
/// use scholargraph::{Measure, backtest::CollaboratorTest};
///
/// let outcome = CollaboratorTest::at(2020).measure(Measure::Newman).run(&graph);
/// println!("{} people, MAP {:.3}", outcome.people, outcome.metrics.average_precision);
/// # assert_eq!(outcome.people, 0);
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a back-test is made by `run`"]
pub struct CollaboratorTest {
    year: i16,
    measure: Measure,
}

impl CollaboratorTest {
    /// Tests [`Measure::Close`], of which nothing after `year` is known.
    pub fn at(year: i16) -> Self {
        Self { year, measure: Measure::default() }
    }

    /// Tests this measure. Default: [`Measure::Close`].
    pub fn measure(mut self, measure: Measure) -> Self {
        self.measure = measure;
        self
    }

    /// Makes the test, in parallel on the threads of the rayon pool.
    ///
    /// Costs what ranking the collaborators of everybody who published in the window costs.
    #[must_use]
    pub fn run(&self, graph: &Graph) -> Outcome {
        let people = (0..graph.people().len()).into_par_iter().with_min_len(32).map(PersonId::from_index);
        let of_people: Vec<Metrics> = people.filter_map(|person| self.of(graph, person)).collect();
        Outcome { year: self.year, people: of_people.len(), metrics: Metrics::mean(&of_people) }
    }

    /// How good the ranking of one person's collaborators is; `None` where they are not asked about.
    fn of(&self, graph: &Graph, person: PersonId) -> Option<Metrics> {
        let future = Future::of(graph, person, self.year);
        if future.is_empty() {
            return None;
        }
        let question = Collaborators::of(person).measure(self.measure).years(known(self.year)).max_authors(None);
        let ranked = question.limit(usize::MAX).evidence(0).run(graph).collaborators;
        if ranked.len() < FEWEST {
            return None;
        }
        let again = ranked.iter().filter_map(|one| Some(Hit { rank: one.rank as f64, gain: future.with(one.person)? }));
        let hits: Vec<Hit> = again.collect();
        let gains: Vec<u32> = hits.iter().map(|hit| hit.gain).collect();
        (!hits.is_empty()).then(|| Metrics::of(&hits, gains))
    }
}
