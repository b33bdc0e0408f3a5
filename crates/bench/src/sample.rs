//! Whom to ask about: the same people on every run.

use rand_xoshiro::{
    SplitMix64,
    rand_core::{RngCore, SeedableRng},
};
use scholargraph::{DenseId, Graph, PersonId};

/// How many people and pairs are drawn.
const DRAWN: usize = 200;

/// Whom the queries are asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// For queries about one person.
    pub people: Vec<PersonId>,
    /// For queries about two.
    pub pairs: Vec<(PersonId, PersonId)>,
}

impl Sample {
    /// 200 people drawn by number of works, whom visitors ask about; and as many pairs, one drawn by number of works,
    /// one whatever their number. Nobody where nobody wrote anything. The same draw for the same graph.
    #[must_use]
    pub fn drawn(graph: &Graph) -> Self {
        let authors = &graph.work_relations().authors;
        let drawn = if authors.edge_count() == 0 { 0 } else { DRAWN };
        let mut numbers = SplitMix64::seed_from_u64(7);
        let people: Vec<PersonId> =
            (0..drawn).map(|_| authors.target(below(authors.edge_count(), &mut numbers))).collect();
        let mut numbers = SplitMix64::seed_from_u64(11);
        let anybody = || PersonId::from_index(below(graph.people().len(), &mut numbers));
        let pairs = people.iter().copied().zip(std::iter::repeat_with(anybody)).collect();
        Self { people, pairs }
    }
}

/// The next of the numbers below `bound`; 0 where there is none.
fn below(bound: usize, numbers: &mut SplitMix64) -> usize {
    (numbers.next_u64() % bound.max(1) as u64) as usize
}

#[cfg(test)]
mod tests {
    use scholargraph::{BuildOptions, CorpusBuilder};
    use scholargraph_testkit::synthetic;

    use super::*;

    #[test]
    fn the_draw_prefers_those_who_write_much_and_never_changes() {
        let graph = synthetic(2000, 3, BuildOptions::default());
        let sample = Sample::drawn(&graph);
        assert_eq!((sample.people.len(), sample.pairs.len()), (DRAWN, DRAWN));
        assert_eq!(Sample::drawn(&graph), sample);
        let works = |person| graph.works_of(person).len() as f64;
        let drawn: f64 = sample.people.iter().map(|&person| works(person)).sum();
        let all: f64 = graph.nodes::<PersonId>().map(works).sum();
        assert!(drawn / DRAWN as f64 > 1.2 * all / graph.people().len() as f64);
    }

    #[test]
    fn an_empty_graph_has_nobody_to_ask_about() -> Result<(), scholargraph::BuildError> {
        let graph = CorpusBuilder::new().finish(BuildOptions::default())?.0;
        assert_eq!(Sample::drawn(&graph), Sample::default());
        Ok(())
    }
}
