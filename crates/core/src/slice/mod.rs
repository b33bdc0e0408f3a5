//! Slices: the best few nodes around a focus, connected, with every edge between them.

mod common;
mod edges;
mod expand;
mod grow;
mod hops;
mod lens;
mod nearest;
mod numbers;
mod reach;
mod steps;
mod walk;

pub(crate) use walk::{HALF_LIFE, relation_weight};

use petgraph::graph::{DiGraph, NodeIndex};

pub use self::expand::{Expansion, Growth};
use self::{
    expand::Expanding,
    lens::Lens,
    numbers::Numbers,
    reach::{Community, Reach},
};
use crate::{
    Graph, Kind, Node, Relation, Years,
    prefetch::may_be_on_disk,
    scratch::{Scratch, Slots, with_scratch},
};

/// How the nodes of a slice are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Select {
    /// By a random walk with restart at the focus (personalised PageRank) on edges weighted by relation and
    /// recency: a balanced picture of what surrounds the focus at present.
    #[default]
    Walk,
    /// The focus's own neighbours by plain counts: own works by citations, people, topics and institutions by
    /// shared works, cited works by how often they are cited. Answers in microseconds.
    Nearest,
}

impl Select {
    /// The names of both.
    pub const NAMES: [&'static str; 2] = ["walk", "nearest"];

    /// The selection called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "walk" => Some(Self::Walk),
            "nearest" => Some(Self::Nearest),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Walk => "walk",
            Self::Nearest => "nearest",
        }
    }
}

/// One number for each kind of node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Works.
    pub work: usize,
    /// People.
    pub person: usize,
    /// Topics.
    pub topic: usize,
    /// Institutions.
    pub institution: usize,
}

impl Counts {
    /// The number for `kind`.
    #[must_use]
    pub const fn of(&self, kind: Kind) -> usize {
        match kind {
            Kind::Work => self.work,
            Kind::Person => self.person,
            Kind::Topic => self.topic,
            Kind::Institution => self.institution,
        }
    }

    pub(crate) const fn of_mut(&mut self, kind: Kind) -> &mut usize {
        match kind {
            Kind::Work => &mut self.work,
            Kind::Person => &mut self.person,
            Kind::Topic => &mut self.topic,
            Kind::Institution => &mut self.institution,
        }
    }

    /// What is left of them without those of `chosen` that `are_counted`.
    fn without(mut self, chosen: &[Chosen], are_counted: impl Fn(Node) -> bool) -> Self {
        for &(node, _) in chosen.iter().filter(|&&(node, _)| are_counted(node)) {
            let count = self.of_mut(node.kind());
            // Ids of a damaged file may not be told apart, and then too many seem to be chosen.
            *count = count.saturating_sub(1);
        }
        self
    }

    /// The sum over all kinds.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.work + self.person + self.topic + self.institution
    }
}

/// A node of a slice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SliceNode {
    /// Which node.
    pub node: Node,
    /// What it was chosen for, the focus having 1. `Walk`: how often the walk is there, relative to the focus.
    /// `Nearest`: its count over the largest count of its kind. A node that an expansion added has its score around
    /// the expanded node times that node's own, one that was added by itself 0.
    pub score: f64,
    /// Steps from the focus within the slice.
    pub hop: u32,
}

/// An edge of a slice, in the direction of its relation; `collaborates` leads from the smaller id to the larger.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SliceEdge {
    /// The relation.
    pub relation: Relation,
    /// `collaborates`: Newman's strength. `about`: the topic's score. `affiliated`: the number of bylines. All
    /// others: 1.
    pub weight: f32,
}

/// The best nodes around a focus with every edge between them.
///
/// The focus is node 0; nodes are in the order in which they were chosen, which does not depend on the budget:
/// the first 50 nodes of a slice of 100 are the slice of 50. Every node is connected to the focus within the slice.
#[derive(Clone, Debug)]
pub struct Slice {
    /// What the slice is around.
    pub focus: Node,
    /// Nodes and edges, for any petgraph algorithm.
    pub graph: DiGraph<SliceNode, SliceEdge, u32>,
    /// Nodes that are near and not in the slice: within the depth asked for; where none was, `Walk` counts within two
    /// steps, `Nearest` all that it weighed: the neighbours of the focus and, for a person, of their works. In a slice
    /// of a community, all its people.
    pub omitted: Counts,
    /// Works beside the focus that were left out for having more authors than was asked for.
    pub works_over_author_limit: usize,
    /// What each step of growth that was asked for added, in their order.
    pub expansions: Vec<Expansion>,
}

impl Slice {
    /// How many nodes there were at first, and after each step of growth: a slice is drawn in these stages. Nodes that
    /// were added by themselves, one after the other, come in one.
    pub fn stages(&self) -> impl Iterator<Item = usize> {
        let steps = || self.expansions.iter().filter_map(|step| Some((step.growth, step.added.clone()?)));
        let first = steps().next().map_or(self.graph.node_count(), |(_, added)| added.start);
        let ends = steps().zip(steps().skip(1).map(Some).chain([None])).filter_map(|((growth, added), next)| {
            let goes_on = |growth| matches!(growth, Growth::Itself(_));
            let is_last = !(goes_on(growth) && next.is_some_and(|(next, _)| goes_on(next)));
            is_last.then_some(added.end)
        });
        std::iter::once(first).chain(ends)
    }
}

/// A question for a slice.
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
/// use scholargraph::{PersonId, slice::Slicer};
///
/// let slice = Slicer::of(PersonId(0)).nodes(3).run(&graph);
/// assert_eq!(slice.graph.node_count(), 3);
/// assert_eq!(slice.omitted.total(), 1);
/// assert_eq!(petgraph::algo::connected_components(&slice.graph), 1);
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a question is answered by `run`"]
pub struct Slicer {
    focus: Node,
    select: Select,
    nodes: Option<usize>,
    caps: [Option<usize>; Kind::ALL.len()],
    depth: Option<u8>,
    years: Years,
    max_authors: Option<u32>,
    is_of_community: bool,
    reference_year: Option<i16>,
    growth: Vec<Growth>,
}

impl Slicer {
    /// How many nodes a `Walk` slice has unless the caller says otherwise.
    pub const NODES: usize = 50;
    /// How many nodes an expansion adds at most.
    pub const EXPANSION: usize = 10;

    /// Asks for a `Walk` slice of [`NODES`](Self::NODES) nodes around `focus`.
    pub fn of(focus: impl Into<Node>) -> Self {
        Self {
            focus: focus.into(),
            select: Select::Walk,
            nodes: None,
            caps: [None; Kind::ALL.len()],
            depth: None,
            years: Years::ALL,
            max_authors: None,
            is_of_community: false,
            reference_year: None,
            growth: Vec::new(),
        }
    }

    /// Chooses the nodes this way.
    pub fn select(mut self, select: Select) -> Self {
        self.select = select;
        self
    }

    /// At most this many nodes, the focus included; there is always at least the focus. Default: 50 for `Walk`,
    /// no bound beyond those of the kinds for `Nearest`.
    pub fn nodes(mut self, nodes: usize) -> Self {
        self.nodes = Some(nodes);
        self
    }

    /// At most this many nodes of `kind`, the focus not counted. Default: none for `Walk`; 99 works, 60 people, 20
    /// topics and 20 institutions for `Nearest`.
    pub fn cap(mut self, kind: Kind, nodes: usize) -> Self {
        self.caps[kind as usize] = Some(nodes);
        self
    }

    /// Only nodes within this many steps of the focus; what was left out is counted within as many. Default: no bound.
    pub fn depth(mut self, depth: u8) -> Self {
        self.depth = Some(depth);
        self
    }

    /// Only works of these years, and only what they connect. Default: all.
    pub fn years(mut self, years: Years) -> Self {
        self.years = years;
        self
    }

    /// Leaves out works of more authors, and what only they connect; one that is the focus stays. `None`, the default,
    /// leaves out none.
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
    /// use scholargraph::{PersonId, slice::Slicer};
    ///
    /// let slice = Slicer::of(PersonId(0)).max_authors(Some(2)).run(&graph);
    /// assert_eq!((slice.graph.node_count(), slice.works_over_author_limit), (1, 1));
    /// # Ok::<(), scholargraph::BuildError>(())
    /// ```
    pub fn max_authors(mut self, limit: Option<u32>) -> Self {
        self.max_authors = limit;
        self
    }

    /// Only people of the focus's [community](Graph::community_of), who are all connected. Around somebody who belongs
    /// to none, or something else than a person, there is nobody. Default: everything may enter.
    pub fn of_community(mut self) -> Self {
        self.is_of_community = true;
        self
    }

    /// Counts ages from this year. Default: the end of the range of years, else the newest year of the corpus.
    pub fn reference_year(mut self, year: Option<i16>) -> Self {
        self.reference_year = year;
        self
    }

    /// Then expands `node`: adds the first [`EXPANSION`](Self::EXPANSION) nodes of the slice around it, asked for with
    /// the same selection, bounds and years, that are not shown yet. What was there stays, in its order; the slice
    /// stays connected. Expansions happen in the order in which they are asked for; that of a node which is not shown
    /// at its turn adds nothing ([`Expansion::added`]).
    pub fn expand(self, node: impl Into<Node>) -> Self {
        self.grow(Growth::Around(node.into()))
    }

    /// Then adds `node` itself, where it touches what is shown by then: so the steps of a path come in, one after the
    /// other. A node that is shown adds nothing; one that touches nothing, or that bounds, years or the author limit
    /// leave out, does not enter ([`Expansion::added`]).
    pub fn add_node(self, node: impl Into<Node>) -> Self {
        self.grow(Growth::Itself(node.into()))
    }

    /// Then grows by another step, in the order in which they are asked for.
    pub fn grow(mut self, growth: Growth) -> Self {
        self.growth.push(growth);
        self
    }

    /// Answers the question.
    ///
    /// `Walk`: O(1/ε) edges, ε being the walk's fixed precision, whatever the size of the graph, plus what lies
    /// within two steps of the focus, which is counted. `Nearest`: O(edges of the focus's works), as long as no depth
    /// is asked for. Every expansion costs as much as a slice of its own. A community is counted in O(people).
    #[must_use]
    pub fn run(&self, graph: &Graph) -> Slice {
        let lens = Lens::new(graph, self.focus, self.years, self.max_authors);
        let numbers = Numbers::new(graph);
        let community = self.is_of_community.then(|| Community::of(graph, self.focus));
        with_scratch(graph.node_bound(), |scratch| {
            let Scratch { first, second, seen } = scratch;
            let counts_steps = self.depth.is_some() || (self.select == Select::Walk && community.is_none());
            let depth = self.depth.unwrap_or(2);
            let near = counts_steps.then(|| steps::within(&lens, &numbers, self.focus, depth, seen));
            let reach = Reach { near: self.depth.is_some().then_some(&*seen), community };
            let (mut chosen, weighed) = self.choose(&lens, &numbers, reach, first);
            if near.is_none() && !self.growth.is_empty() {
                nearest::remember(&lens, &numbers, self.focus, first, seen);
            }
            let plain = chosen.len();
            let reach = Reach { near: self.depth.is_some().then_some(&*seen), community };
            let mut expanding = Expanding { lens: &lens, numbers: &numbers, reach, slots: first, shown: second };
            let expansions = expanding.expand(self, &mut chosen);
            let is_near = |node| seen.contains(numbers.index(node));
            let omitted = match (community, near) {
                (Some(community), _) => community.size().without(&chosen, |node| community.holds(node)),
                (None, Some(near)) => near.without(&chosen, is_near),
                (None, None) => weighed.without(&chosen[1..plain], |_| true).without(&chosen[plain..], is_near),
            };
            if may_be_on_disk() {
                // Whoever asks for nodes wants to show them.
                graph.prefetch_attributes(&chosen.iter().map(|&(node, _)| node).collect::<Vec<Node>>());
            }
            first.clear();
            let edges = edges::between(&lens, &numbers, &chosen, first);
            let graph = assemble(graph, &chosen, &edges);
            let works_over_author_limit = lens.works_over_limit();
            Slice { focus: self.focus, graph, omitted, works_over_author_limit, expansions }
        })
    }

    /// The nodes of the slice in order, and how many were weighed, where that bounds what is omitted.
    fn choose(&self, lens: &Lens<'_>, numbers: &Numbers, reach: Reach<'_>, slots: &mut Slots) -> (Vec<Chosen>, Counts) {
        match self.select {
            Select::Walk => (grow::walk(lens, numbers, self, reach, slots), Counts::default()),
            Select::Nearest => nearest::nearest(lens, numbers, self, reach, slots),
        }
    }

    /// The largest number of nodes of `kind`, the focus not counted.
    fn cap_of(&self, kind: Kind) -> usize {
        self.caps[kind as usize].unwrap_or(match self.select {
            Select::Walk => usize::MAX,
            Select::Nearest => nearest::cap(kind),
        })
    }

    fn budget(&self) -> usize {
        let default = match self.select {
            Select::Walk => Self::NODES,
            Select::Nearest => usize::MAX,
        };
        self.nodes.unwrap_or(default).max(1)
    }
}

/// A chosen node with its score.
type Chosen = (Node, f64);

fn assemble(graph: &Graph, chosen: &[Chosen], edges: &[edges::Edge]) -> DiGraph<SliceNode, SliceEdge, u32> {
    let mut slice = DiGraph::with_capacity(chosen.len(), edges.len());
    for (&(node, score), hop) in chosen.iter().zip(hops::hops(chosen.len(), edges)) {
        slice.add_node(SliceNode { node, score, hop });
    }
    for edge in edges {
        let ends = [edge.from, edge.to].map(|end| NodeIndex::new(end as usize));
        slice.add_edge(ends[0], ends[1], SliceEdge { relation: edge.relation, weight: edge.weight(graph) });
    }
    slice
}
