//! The graph as petgraph sees it, so that any of its algorithms runs on the real graph without a copy.
//!
//! A [`View`] is a small `Copy` value that implements the [visit traits](petgraph::visit) of petgraph 0.8.
//! There is one for each relation and one for the whole graph, and a [`Scope`] of your own makes another.
//!
//! | view | nodes | direction | edges weigh |
//! |---|---|---|---|
//! | [`cites`](Graph::cites) | `WorkId` | from the work to what it refers to | 1 |
//! | [`part_of`](Graph::part_of) | `InstitutionId` | from the part to the whole | 1 |
//! | [`collaborates`](Graph::collaborates) | `PersonId` | undirected | Newman's strength |
//! | [`authored`](Graph::authored) | `Node`: works, people | undirected | 1 |
//! | [`about`](Graph::about) | `Node`: works, topics | undirected | score, 0 to 1 |
//! | [`affiliated`](Graph::affiliated) | `Node`: people, institutions | undirected | bylines |
//! | [`produced`](Graph::produced) | `Node`: works, institutions | undirected | 1 |
//! | [`whole`](Graph::whole) | `Node`: all | [each relation's own](crate::Relation::ends) | [`Link`] |
//!
//! [`View::undirected`] shows the edges of any of them from both ends. The other way round than `cites` and
//! `part_of` is [`Reversed`](petgraph::visit::Reversed).
//!
//! ```
//! use petgraph::{algo::{dijkstra, toposort}, visit::Reversed};
//! use scholargraph::WorkId;
//! # use scholargraph_testkit::{Paper, graph_of};
//! # let paper = |references: &[u8]| Paper { references: references.to_vec(), ..Paper::default() };
//! # let graph = graph_of(&[paper(&[]), paper(&[0]), paper(&[1])], Default::default());
//!
//! // How many steps of citation after the first work does each later one stand?
//! let steps = dijkstra(Reversed(graph.cites()), WorkId(0), None, |_| 1_u32);
//! assert_eq!(steps[&WorkId(2)], 2);
//!
//! // Newest first.
//! assert_eq!(toposort(graph.cites(), None), Ok(vec![WorkId(2), WorkId(1), WorkId(0)]));
//! ```
//!
//! # Numbers
//!
//! petgraph's algorithms keep arrays by node. The nodes of a view are numbered without holes, kind after kind
//! in the order works, people, topics, institutions, and within a kind in the order of dense ids. In a view of
//! one kind the number of a node is its dense id; in the whole graph it is [`Graph::index_of`].
//!
//! Edges are told apart by [the position of their attributes](EdgeReference), and where a view has several
//! relations, by that behind those of the relations before it.
//!
//! # What to know
//!
//! * Algorithms for undirected graphs (bridges, articulation points, spanning trees, matchings, cliques) compile
//!   on a directed view and answer wrongly, without an error. Give them an undirected one.
//! * [`page_rank`](petgraph::algo::page_rank()) asks every pair of nodes for every edge between them, which takes
//!   seconds for thousands of nodes, and its formula is not the usual one.
//! * A citation each way makes two edges between two works in an undirected view. Bridges are found by the
//!   neighbours' ids, so petgraph's [`bridges`](petgraph::algo::bridges()) takes such a pair of edges for one.
//! * A node that a view does not have is never visited and has no neighbours, but algorithms that look it up in
//!   an array panic; [`View::contains`] tells.
//! * Neighbours, edges and their weights cost O(1) each, a call for one node's O(1) too, O(log degree) on
//!   `collaborates`. The id of an edge, and the weight of an `about` edge, cost O(log degree) from the end
//!   that does not store it. [`GetAdjacencyMatrix`](petgraph::visit::GetAdjacencyMatrix) builds no matrix and
//!   answers in O(log degree). A visit map takes a bit per node.

mod convert;
mod edges;
mod nodes;
mod numbering;
mod scope;
mod side;
mod steps;
mod visit;

use std::{fmt, marker::PhantomData};

pub use convert::{FromPetgraphError, NodeRecord};
pub use edges::{EdgeReference, EdgeReferences, Edges, Neighbours};
pub use nodes::{NodeReference, NodeReferences, Nodes, Visited};
pub use scope::{
    About, Affiliated, Authored, BothWays, Cites, Collaborates, Handle, Link, PartOf, Produced, Scope, Whole,
};

use self::numbering::Numbering;
use crate::{graph::Graph, id::Node};

/// A [`Graph`] as petgraph sees it, or the part of it that `S` selects. See the [module](self).
pub struct View<'g, S> {
    graph: &'g Graph,
    numbering: Numbering<'g>,
    scope: PhantomData<S>,
}

impl<S> Clone for View<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for View<'_, S> {}

impl<S: Scope> fmt::Debug for View<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View").field("relations", &S::RELATIONS).field("nodes", &self.numbering.count).finish()
    }
}

impl<'g, S: Scope> View<'g, S> {
    fn new(graph: &'g Graph) -> Self {
        const {
            assert!(scope::is_sound(S::RELATIONS, S::NodeId::KINDS), "relations out of order, or of kinds without id");
        }
        Self { graph, numbering: Numbering::new::<S>(graph), scope: PhantomData }
    }

    /// The graph it is a view of.
    #[must_use]
    pub fn graph(self) -> &'g Graph {
        self.graph
    }

    /// Is `node` a node of the view? One of another kind is not, nor is one of another, larger graph.
    ///
    /// ```
    /// use scholargraph::{Node, TopicId, WorkId};
    /// # let graph = scholargraph_testkit::graph_of(&[Default::default()], Default::default());
    /// assert!(graph.authored().contains(Node::Work(WorkId(0))));
    /// assert!(!graph.authored().contains(Node::Work(WorkId(1))));
    /// assert!(!graph.authored().contains(Node::Topic(TopicId(0))));
    /// ```
    #[must_use]
    pub fn contains(self, node: S::NodeId) -> bool {
        let node = node.into();
        scope::shows::<S>(node.kind()) && self.graph.contains(node)
    }

    /// The same nodes and edges, every edge seen from both ends.
    ///
    /// ```
    /// use petgraph::algo::articulation_points::articulation_points;
    /// use scholargraph::WorkId;
    /// # use scholargraph_testkit::{Paper, graph_of};
    /// # let paper = |references: &[u8]| Paper { references: references.to_vec(), ..Paper::default() };
    /// # let graph = graph_of(&[paper(&[]), paper(&[0]), paper(&[0])], Default::default());
    /// // Works that hold a literature together.
    /// let keystones = articulation_points(graph.cites().undirected());
    /// assert!(keystones.contains(&WorkId(0)));
    /// ```
    #[must_use]
    pub fn undirected(self) -> View<'g, BothWays<S>> {
        View { graph: self.graph, numbering: self.numbering, scope: PhantomData }
    }
}

impl Graph {
    /// The view that `S` selects.
    #[must_use]
    pub fn view<S: Scope>(&self) -> View<'_, S> {
        View::new(self)
    }

    /// Works and the works they refer to. Directed, towards what is referred to.
    ///
    /// ```
    /// use petgraph::algo::is_cyclic_directed;
    /// # let graph = scholargraph_testkit::graph_of(&[], Default::default());
    /// assert!(!is_cyclic_directed(graph.cites()));
    /// ```
    #[must_use]
    pub fn cites(&self) -> View<'_, Cites> {
        self.view()
    }

    /// Institutions and the institutions they belong to. Directed, towards the larger one.
    ///
    /// ```
    /// use petgraph::visit::{Bfs, Walker};
    /// use scholargraph::InstitutionId;
    /// # let paper = scholargraph_testkit::Paper { authors: vec![(0, vec![0])], ..Default::default() };
    /// # let graph = scholargraph_testkit::graph_of(&[paper], Default::default());
    /// let institution = InstitutionId(0);
    /// let above: Vec<_> = Bfs::new(graph.part_of(), institution).iter(graph.part_of()).skip(1).collect();
    /// # assert!(above.is_empty());
    /// ```
    #[must_use]
    pub fn part_of(&self) -> View<'_, PartOf> {
        self.view()
    }

    /// People and those they share works with. Undirected; edges weigh Newman's strength.
    ///
    /// ```
    /// use petgraph::algo::dijkstra;
    /// use scholargraph::PersonId;
    /// # use scholargraph_testkit::{Paper, graph_of};
    /// # let paper = |authors: &[u8]| Paper { authors: authors.iter().map(|&a| (a, vec![])).collect(), ..Paper::default() };
    /// # let graph = graph_of(&[paper(&[0, 1]), paper(&[0, 1]), paper(&[1, 2])], Default::default());
    /// // The closer two people work together, the shorter the way.
    /// let far = dijkstra(graph.collaborates(), PersonId(0), None, |edge| {
    ///     use petgraph::visit::EdgeRef;
    ///     1.0 / edge.weight()
    /// });
    /// assert_eq!(far[&PersonId(2)], 0.5 + 1.0);
    /// ```
    #[must_use]
    pub fn collaborates(&self) -> View<'_, Collaborates> {
        self.view()
    }

    /// Works and the people on their bylines. Undirected; works are numbered before people.
    ///
    /// ```
    /// use petgraph::algo::connected_components;
    /// # let graph = scholargraph_testkit::graph_of(&[Default::default()], Default::default());
    /// assert_eq!(connected_components(graph.authored()), 1);
    /// ```
    #[must_use]
    pub fn authored(&self) -> View<'_, Authored> {
        self.view()
    }

    /// Works and their topics. Undirected; works are numbered before topics; edges weigh the topic's score.
    ///
    /// ```
    /// use petgraph::visit::{EdgeRef, IntoEdges};
    /// use scholargraph::{Node, TopicId};
    /// # let paper = scholargraph_testkit::Paper { topics: vec![0], ..Default::default() };
    /// # let graph = scholargraph_testkit::graph_of(&[paper], Default::default());
    /// let best = graph.about().edges(Node::Topic(TopicId(0))).max_by(|a, b| a.weight().total_cmp(b.weight()));
    /// # assert!(best.is_some());
    /// ```
    #[must_use]
    pub fn about(&self) -> View<'_, About> {
        self.view()
    }

    /// People and their institutions. Undirected; people are numbered before institutions; edges weigh the
    /// number of bylines.
    ///
    /// ```
    /// use petgraph::visit::IntoNeighbors;
    /// use scholargraph::{InstitutionId, Node};
    /// # let paper = scholargraph_testkit::Paper { authors: vec![(0, vec![0])], ..Default::default() };
    /// # let graph = scholargraph_testkit::graph_of(&[paper], Default::default());
    /// let staff = graph.affiliated().neighbors(Node::Institution(InstitutionId(0)));
    /// assert_eq!(staff.len(), 1);
    /// ```
    #[must_use]
    pub fn affiliated(&self) -> View<'_, Affiliated> {
        self.view()
    }

    /// Works and the institutions on their bylines. Undirected; works are numbered before institutions.
    ///
    /// ```
    /// use petgraph::visit::NodeCount;
    /// # let graph = scholargraph_testkit::graph_of(&[Default::default()], Default::default());
    /// assert_eq!(graph.produced().node_count(), 1);
    /// ```
    #[must_use]
    pub fn produced(&self) -> View<'_, Produced> {
        self.view()
    }

    /// All nodes and all relations. Directed along [each relation's own direction](crate::Relation::ends);
    /// `collaborates`, which has none, leads from the smaller id to the larger.
    ///
    /// `collaborates` follows from `authored`: who wants to count nothing twice makes a [`Scope`] without it.
    ///
    /// ```
    /// use petgraph::algo::astar;
    /// use scholargraph::{Node, PersonId, TopicId};
    /// # let paper = scholargraph_testkit::Paper { authors: vec![(0, vec![])], topics: vec![4], ..Default::default() };
    /// # let graph = scholargraph_testkit::graph_of(&[paper], Default::default());
    /// // From a person to a topic, whichever way edges lead.
    /// let (from, to) = (Node::from(PersonId(0)), Node::from(TopicId(0)));
    /// let path = astar(graph.whole().undirected(), from, |node| node == to, |_| 1, |_| 0);
    /// assert_eq!(path.map(|(steps, _)| steps), Some(2));
    /// ```
    #[must_use]
    pub fn whole(&self) -> View<'_, Whole> {
        self.view()
    }

    /// The node with number `index` in the whole graph: works come first, then people, topics, institutions.
    ///
    /// ```
    /// use scholargraph::{Node, WorkId};
    /// # let graph = scholargraph_testkit::graph_of(&[Default::default()], Default::default());
    /// assert_eq!(graph.node(0), Some(Node::Work(WorkId(0))));
    /// assert_eq!(graph.node(graph.node_count()), None);
    /// ```
    #[must_use]
    pub fn node(&self, index: usize) -> Option<Node> {
        let numbering = self.whole().numbering;
        (index < numbering.count).then(|| numbering.node(index))
    }

    /// The number of a node in the whole graph, the other way round than [`node`](Self::node).
    ///
    /// ```
    /// use scholargraph::PersonId;
    /// # let graph = scholargraph_testkit::graph_of(&[Default::default()], Default::default());
    /// assert_eq!(graph.index_of(PersonId(0)), graph.works().len());
    /// ```
    #[must_use]
    pub fn index_of(&self, node: impl Into<Node>) -> usize {
        self.whole().numbering.index(node.into())
    }
}
