//! How many of the people somebody publishes with again are in their slice.

use std::collections::HashSet;

use petgraph::algo::connected_components;
use rayon::prelude::*;

use super::{
    Future,
    breadth_first::breadth_first,
    known,
    people::{self, STRATA},
};
use crate::{
    Graph, Node, PersonId, WorkId,
    layout::Drawing,
    slice::{Slice, Slicer},
};

/// Which nodes a tested slice has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Those of [`Select::Walk`](crate::slice::Select::Walk).
    #[default]
    Walk,
    /// The nearest by steps, of those as near the ones with the strongest recent links of their own: what to compare
    /// with.
    BreadthFirst,
}

impl Selection {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Walk, Self::BreadthFirst];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Walk => "walk",
            Self::BreadthFirst => "breadth-first",
        }
    }
}

/// A back-test of slices: does the slice around somebody hold those with whom they publish again?
///
/// Asked about are people who in the [`WINDOW`](super::WINDOW) years after the year published again with somebody
/// they had published with before, on works of at most [`MAX_AUTHORS`](super::MAX_AUTHORS): as many of 5 to 9 works,
/// of 10 to 29, of 30 to 99 and of 100 and more, as far as there are, drawn uniformly. (Whoever has few works has few
/// collaborators, and any slice holds them.)
///
/// ```
/// # let graph = scholargraph::CorpusBuilder::new().finish(Default::default())?.0;
/// use scholargraph::backtest::SliceTest;
///
/// let outcome = SliceTest::at(2020).nodes(100).run(&graph);
/// println!("{:.2} of repeated co-authors kept", outcome.repeat_recall);
/// # assert_eq!(outcome.people, 0);
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a back-test is made by `run`"]
pub struct SliceTest {
    year: i16,
    nodes: usize,
    sample: usize,
    selection: Selection,
}

/// What a back-test of slices found: means over the people asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SliceOutcome {
    /// The last year that the slices knew.
    pub year: i16,
    /// How many people were asked about.
    pub people: usize,
    /// What part of those with whom the focus publishes again is in the slice, 0 … 1.
    pub repeat_recall: f64,
    /// How many nodes a slice has.
    pub nodes: f64,
    /// What part of the slices is connected, 0 … 1.
    pub connected: f64,
    /// What part of the slices begins with the slice of half as many nodes, 0 … 1.
    pub nested: f64,
    /// The edges; `None` for a selection that is nodes alone.
    pub edges: Option<EdgeOutcome>,
}

/// The edges of slices: means over the people asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EdgeOutcome {
    /// Edges for each node.
    pub per_node: f64,
    /// Edges for each node that are drawn.
    pub drawn_per_node: f64,
    /// How many pairs of drawn edges cross on the map.
    pub crossings: f64,
}

/// What a slice around one person is like.
struct Judged {
    recall: f64,
    nodes: usize,
    edges: Option<EdgeOutcome>,
    is_connected: bool,
    is_nested: bool,
}

impl EdgeOutcome {
    fn of(slice: &Slice) -> Self {
        let drawing = Drawing::of(slice);
        Self {
            per_node: slice.graph.edge_count() as f64 / slice.graph.node_count().max(1) as f64,
            drawn_per_node: drawing.drawn_per_node(),
            crossings: drawing.crossings(slice) as f64,
        }
    }

    fn mean(of: impl Iterator<Item = Self>) -> Option<Self> {
        let (mut sum, mut count) = (Self::default(), 0_u32);
        for one in of {
            count += 1;
            sum.per_node += one.per_node;
            sum.drawn_per_node += one.drawn_per_node;
            sum.crossings += one.crossings;
        }
        let mean = |sum: f64| sum / f64::from(count);
        (count > 0).then(|| Self {
            per_node: mean(sum.per_node),
            drawn_per_node: mean(sum.drawn_per_node),
            crossings: mean(sum.crossings),
        })
    }
}

impl SliceTest {
    /// How many people are drawn at most unless the caller says otherwise.
    pub const SAMPLE: usize = 400;
    /// How many nodes a slice has unless the caller says otherwise.
    pub const NODES: usize = 100;

    /// Tests [`Selection::Walk`], of which nothing after `year` is known.
    pub fn at(year: i16) -> Self {
        Self { year, nodes: Self::NODES, sample: Self::SAMPLE, selection: Selection::Walk }
    }

    /// Slices have at most this many nodes. Default: [`NODES`](Self::NODES).
    pub fn nodes(mut self, nodes: usize) -> Self {
        self.nodes = nodes;
        self
    }

    /// Asks about at most this many people, rounded up to a multiple of four. Default: [`SAMPLE`](Self::SAMPLE).
    pub fn sample(mut self, people: usize) -> Self {
        self.sample = people;
        self
    }

    /// Tests slices of these nodes. Default: [`Selection::Walk`].
    pub fn selection(mut self, selection: Selection) -> Self {
        self.selection = selection;
        self
    }

    /// Makes the test, in parallel on the threads of the rayon pool. Costs two slices for each person.
    #[must_use]
    pub fn run(&self, graph: &Graph) -> SliceOutcome {
        let people =
            people::sample(graph, self.year, self.sample.div_ceil(STRATA), |person| self.stratum(graph, person));
        let judged: Vec<Judged> = people.par_iter().map(|&person| self.judge(graph, person)).collect();
        let count = judged.len().max(1) as f64;
        let mean = |value: fn(&Judged) -> f64| judged.iter().map(value).sum::<f64>() / count;
        SliceOutcome {
            year: self.year,
            people: judged.len(),
            repeat_recall: mean(|one| one.recall),
            nodes: mean(|one| one.nodes as f64),
            connected: mean(|one| f64::from(u8::from(one.is_connected))),
            nested: mean(|one| f64::from(u8::from(one.is_nested))),
            edges: EdgeOutcome::mean(judged.iter().filter_map(|one| one.edges)),
        }
    }

    /// The stratum of somebody who publishes with somebody again.
    fn stratum(&self, graph: &Graph, person: PersonId) -> Option<usize> {
        let works = graph.works_of(person).iter().filter(|&&work| known(self.year).contain_work(graph, work));
        people::stratum(works.count()).filter(|_| !self.again(graph, person).is_empty())
    }

    /// With whom the person publishes again.
    fn again(&self, graph: &Graph, person: PersonId) -> Vec<PersonId> {
        let future = Future::of(graph, person, self.year);
        let years = known(self.year);
        let before = |work: &&WorkId| years.contain_work(graph, **work);
        let mut again: Vec<PersonId> = graph
            .works_of(person)
            .iter()
            .filter(before)
            .flat_map(|&work| graph.authors(work))
            .copied()
            .filter(|&other| future.with(other).is_some())
            .collect();
        again.sort_unstable();
        again.dedup();
        again
    }

    fn judge(&self, graph: &Graph, person: PersonId) -> Judged {
        let again = self.again(graph, person);
        let kept = |nodes: &[Node]| {
            let nodes: HashSet<Node> = nodes.iter().copied().collect();
            again.iter().filter(|&&other| nodes.contains(&other.into())).count() as f64 / again.len() as f64
        };
        if self.selection == Selection::BreadthFirst {
            let nodes = breadth_first(graph, person.into(), self.nodes, known(self.year));
            return Judged {
                recall: kept(&nodes),
                nodes: nodes.len(),
                edges: None,
                is_connected: true,
                is_nested: true,
            };
        }
        let slicer = Slicer::of(person).years(known(self.year));
        let slice = slicer.clone().nodes(self.nodes).run(graph);
        let nodes: Vec<Node> = slice.graph.node_weights().map(|node| node.node).collect();
        let half = slicer.nodes(self.nodes / 2).run(graph);
        let half: Vec<Node> = half.graph.node_weights().map(|node| node.node).collect();
        Judged {
            recall: kept(&nodes),
            nodes: nodes.len(),
            edges: Some(EdgeOutcome::of(&slice)),
            is_connected: connected_components(&slice.graph) == 1,
            is_nested: nodes.starts_with(&half),
        }
    }
}
