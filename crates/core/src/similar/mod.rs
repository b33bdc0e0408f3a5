//! Similar nodes: works like a work, people like a person, institutions like an institution, topics like a topic.

mod holders;
mod topics;
mod works;

use crate::{
    Graph, Kind, Node, PersonId, TopicId, WorkId,
    model::{SourceId, TermId},
};

/// A question for what is like a node.
///
/// ```
/// # use scholargraph::{CorpusBuilder, Key, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # for (id, cited) in [("a", vec![]), ("b", vec![]), ("c", vec!["a", "b"])] {
/// #     let mut work = WorkRecord::new(Key::id(id));
/// #     work.references = cited.into_iter().map(Key::id).collect();
/// #     shard.work(&work);
/// # }
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::{Node, Similar, WorkId};
///
/// let [a, b] = [WorkId(0), WorkId(1)];
/// let found = Similar::to(a).limit(1).run(&graph);
/// assert_eq!((found.similar[0].node, found.similar[0].reasons.co_citations), (Node::Work(b), 1));
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a question is answered by `run`"]
pub struct Similar {
    node: Node,
    limit: usize,
    reasons: usize,
    collaborators: bool,
}

/// What is like a node, the likest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// Like what.
    pub node: Node,
    /// How many nodes have a score above 0, listed or not.
    pub total: usize,
    /// The best of them.
    pub similar: Vec<SimilarNode>,
    /// Was everything looked at? What hubs have in common, works cited a million times, is left out where there is
    /// more than [`MAX_STEPS`] of it; the rarest counts most and is looked at first.
    pub complete: bool,
}

/// At most about this many edges are followed: some tens of milliseconds.
pub const MAX_STEPS: usize = 1 << 22;

/// Something like a node, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct SimilarNode {
    /// What; of the kind that was asked about.
    pub node: Node,
    /// Place in the ranking, from 1.
    pub rank: usize,
    /// How like it is, in 0 … 1.
    pub score: f64,
    /// Why.
    pub reasons: Reasons,
}

/// What two nodes of a kind have in common. What is not asked of their kind is 0 or empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reasons {
    /// Works in the graph that refer to both works.
    pub co_citations: usize,
    /// Works in the graph that both works refer to.
    pub shared_references: usize,
    /// The first of these: the least cited say most.
    pub references: Vec<WorkId>,
    /// Does the node asked about refer to this one?
    pub cites: bool,
    /// Does this one refer to the node asked about?
    pub cited: bool,
    /// People on both works.
    pub shared_people: usize,
    /// The first of these: those of fewest works say most.
    pub people: Vec<PersonId>,
    /// Topics of both that say most.
    pub topics: Vec<TopicId>,
    /// What the titles of both say most: rows of [`Graph::terms`], no word twice.
    pub terms: Vec<TermId>,
    /// Where most works of both appeared.
    pub sources: Vec<SourceId>,
    /// Works about both topics.
    pub shared_works: usize,
}

impl Similar {
    /// Asks what is like `node`: the 20 likest of its kind, at most three reasons of each sort.
    pub fn to(node: impl Into<Node>) -> Self {
        Self { node: node.into(), limit: 20, reasons: 3, collaborators: false }
    }

    /// Lists at most this many. Default: 20.
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// Lists at most this many works, people, topics, terms and sources as reasons. Default: 3.
    pub fn reasons(mut self, reasons: usize) -> Self {
        self.reasons = reasons;
        self
    }

    /// Lists people with whom a person shares a work, too. Default: not.
    pub fn collaborators(mut self, collaborators: bool) -> Self {
        self.collaborators = collaborators;
        self
    }

    /// Answers the question. Ties: the smaller id first.
    ///
    /// **Works**: `0.4·co-citation + 0.3·coupling + 0.1·direct + 0.2·words`, with
    ///
    /// * co-citation, the works that refer to both over the geometric mean of those that refer to either (H. Small,
    ///   *Co-citation in the scientific literature*, JASIS 24 (1973) 265–269, <https://doi.org/10.1002/asi.4630240406>;
    ///   normalised by G. Salton's cosine);
    /// * coupling, the cosine of the two lists of references, each reference weighing `1/ln(1 + c)` for the `c` works
    ///   in the graph that cite it (M. M. Kessler, *Bibliographic coupling between scientific papers*, American
    ///   Documentation 14 (1963) 10–25, <https://doi.org/10.1002/asi.5090140103>);
    /// * direct, 1 where one refers to the other;
    /// * words, the cosine of the terms of the two titles, each weighing `1 + ln((1 + titles)/(1 + titles with it))`.
    ///
    /// A work that neither refers to any work in the graph nor is cited by one is compared by
    /// `0.3·people + 0.3·topics + 0.4·words` with those it shares people or words with: the cosine of the two bylines,
    /// that of the topics, weighted as terms are, and words. The weights are set by hand, not learned: what others
    /// read together says more than what authors cite, and that more than how they put it.
    ///
    /// **People** and **institutions**: `0.5·topics + 0.3·words + 0.2·sources`, each the cosine over all works of the
    /// two, topics and terms weighted by rarity, over the sum of those weights of which the one asked about has
    /// anything. Compared are the 500 that have most of what is rare in common; of whoever has more than 2,000 works,
    /// 2,000 evenly spread.
    ///
    /// **Topics**: works about both over the geometric mean of those about either.
    ///
    /// O([`MAX_STEPS`]) at most, and O(candidates · log candidates). A work of 100,000 citations takes some tens of
    /// milliseconds.
    #[must_use]
    pub fn run(&self, graph: &Graph) -> Alike {
        match self.node {
            Node::Work(work) => works::similar(graph, work, self),
            Node::Person(person) => holders::similar(graph, person, self),
            Node::Institution(institution) => holders::similar(graph, institution, self),
            Node::Topic(topic) => topics::similar(graph, topic, self),
        }
    }

    fn answer(&self, total: usize, best: Vec<(Node, f64)>, complete: bool) -> Alike {
        let node = |((node, score), rank)| SimilarNode { node, rank, score, reasons: Reasons::default() };
        Alike { node: self.node, total, similar: best.into_iter().zip(1..).map(node).collect(), complete }
    }
}

/// How long slots must be that count whatever nodes and words have in common.
fn scratch_size(graph: &Graph) -> usize {
    let nodes = Kind::ALL.into_iter().map(|kind| graph.bound(kind)).max().unwrap_or(0);
    nodes.max(graph.terms().text.len()).max(graph.sources().len())
}

/// How many edges may still be followed.
#[derive(Debug)]
struct Budget {
    left: usize,
    complete: bool,
}

impl Budget {
    fn new() -> Self {
        Self { left: MAX_STEPS, complete: true }
    }

    /// Takes what a row of so many edges costs; not where that is more than is left.
    fn take(&mut self, edges: usize) -> bool {
        let fits = edges <= self.left;
        if fits {
            self.left -= edges;
        } else {
            self.complete = false;
        }
        fits
    }
}
