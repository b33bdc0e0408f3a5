//! PageRank over all people or all works.

use rayon::prelude::*;

use crate::{DenseId, Graph, PersonId, WorkId, column::EdgeColumns, id::Kind, model::Adjacency};

/// A question for PageRank: how often somebody who follows links at random, and now and then starts over anywhere, is at
/// a node.
///
/// `PR(v) = (1 − d)/N + d · (Σ_u PR(u) · w_uv / w_u + D/N)`: the sum runs over everything that links to v, `w_u` is the
/// weight of all links from u, and `D` what lies at nodes without links, which is spread evenly. All values add up to 1.
///
/// L. Page, S. Brin, R. Motwani, T. Winograd, *The PageRank citation ranking: bringing order to the Web*, Stanford 1999,
/// <http://ilpubs.stanford.edu/422/>. Dangling nodes as networkx treats them.
///
/// ```
/// # use scholargraph::{CorpusBuilder, Key, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # for (id, cited) in [("a", None), ("b", Some("a")), ("c", Some("a"))] {
/// #     let mut work = WorkRecord::new(Key::id(id));
/// #     work.references = cited.map(Key::id).into_iter().collect();
/// #     shard.work(&work);
/// # }
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::centrality::PageRank;
///
/// let ranks = PageRank::new().works(&graph);
/// assert!(ranks.converged && ranks.scores[0] > 2.0 * ranks.scores[1]);
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a question is answered by `people` or `works`"]
pub struct PageRank {
    damping: f64,
    tolerance: f64,
    iterations: usize,
}

/// A number for every node of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Centrality {
    /// The values, by dense id; 0 for a node that is hidden.
    pub scores: Vec<f64>,
    /// How many iterations were made.
    pub iterations: usize,
    /// How far the values moved in the last one: the sum of all differences.
    pub residual: f64,
    /// Did they move less than the tolerance?
    pub converged: bool,
}

impl Default for PageRank {
    fn default() -> Self {
        Self::new()
    }
}

impl PageRank {
    /// Asks with a damping of 0.85, until all values together move less than 10⁻¹⁰, for 200 iterations at most.
    pub fn new() -> Self {
        Self { damping: 0.85, tolerance: 1e-10, iterations: 200 }
    }

    /// The probability of following a link rather than starting over; in 0 … 1. Default: 0.85.
    pub fn damping(mut self, damping: f64) -> Self {
        self.damping = damping.clamp(0.0, 1.0);
        self
    }

    /// Stops when all values together move less than this. Default: 10⁻¹⁰.
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Stops after so many iterations. Default: 200.
    pub fn iterations(mut self, iterations: usize) -> Self {
        self.iterations = iterations;
        self
    }

    /// Of people, over the stored `collaborates` relation; links weigh Newman's strength.
    ///
    /// O(pairs) for each iteration, in parallel; the same values on any number of threads.
    #[must_use]
    pub fn people(&self, graph: &Graph) -> Centrality {
        let collaborators = &graph.person_relations().collaborators;
        let weight = |edge| f64::from(collaborators.edges.strength.at(edge));
        let out = |person: PersonId| collaborators.edges_of(person.index()).map(weight).sum();
        self.run(graph, collaborators, weight, out)
    }

    /// Of works, over `cites`: a work is ranked high that is cited by works ranked high which cite few others.
    ///
    /// O(citations) for each iteration, in parallel; the same values on any number of threads.
    #[must_use]
    pub fn works(&self, graph: &Graph) -> Centrality {
        let relations = graph.work_relations();
        let out = |work: WorkId| relations.references.degree(work.index()) as f64;
        self.run(graph, &relations.cited_by, |_| 1.0, out)
    }

    /// Iterates. `into` leads from every node to those that link to it, `weight` weighs these links, and `out` all
    /// links from a node.
    fn run<T: DenseId, A: EdgeColumns + Sync>(
        &self,
        graph: &Graph,
        into: &Adjacency<T, A>,
        weight: impl Fn(usize) -> f64 + Sync,
        out: impl Fn(T) -> f64 + Sync,
    ) -> Centrality {
        let shown = Shown::new::<T>(graph);
        let out: Vec<f64> = (0..shown.bound).into_par_iter().map(|node| out(T::from_index(node))).collect();
        let mut scores = shown.each(|_| 1.0 / shown.count);
        let mut found = Centrality { scores: Vec::new(), iterations: 0, residual: f64::INFINITY, converged: false };
        while found.iterations < self.iterations && !found.converged {
            let dangling: f64 = scores.iter().zip(&out).filter(|&(_, &out)| out == 0.0).map(|(score, _)| score).sum();
            let everywhere = (1.0 - self.damping + self.damping * dangling) / shown.count;
            let next = shown.each(|node| {
                let links = into.edges_of(node).zip(into.row(node));
                let from = |(edge, other): (usize, &T)| scores[other.index()] * weight(edge) / out[other.index()];
                everywhere + self.damping * links.map(from).sum::<f64>()
            });
            found.residual = next.iter().zip(&scores).map(|(next, score)| (next - score).abs()).sum();
            found.converged = found.residual < self.tolerance;
            found.iterations += 1;
            scores = next;
        }
        found.scores = scores;
        found
    }
}

/// The nodes of one kind that are in the graph.
struct Shown {
    bound: usize,
    count: f64,
    /// Is a node there? Empty where all are.
    is_there: Vec<bool>,
}

impl Shown {
    fn new<T: DenseId>(graph: &Graph) -> Self {
        let kind: Kind = T::KIND;
        let (bound, count) = (graph.bound(kind), graph.count(kind));
        let mut is_there = Vec::new();
        if count < bound {
            is_there.resize(bound, false);
            graph.nodes::<T>().for_each(|node| is_there[node.index()] = true);
        }
        Self { bound, count: count as f64, is_there }
    }

    /// A value for every node, 0 for one that is hidden.
    fn each(&self, value: impl Fn(usize) -> f64 + Sync) -> Vec<f64> {
        let is_there = |node: usize| self.is_there.get(node).copied().unwrap_or(true);
        let nodes = (0..self.bound).into_par_iter().with_min_len(256);
        nodes.map(|node| if is_there(node) { value(node) } else { 0.0 }).collect()
    }
}
