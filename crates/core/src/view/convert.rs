//! To petgraph's own graph and back.

use petgraph::{
    Direction, EdgeType,
    graph::{DiGraph, GraphError, IndexType, NodeIndex},
    visit::{EdgeCount, EdgeRef, IntoEdgeReferences, IntoNodeIdentifiers, NodeCount, NodeIndexable},
};

use super::{
    View,
    scope::{Link, Scope},
    side::Side,
};
use crate::{
    build::{BuildError, BuildOptions, BuildReport, CorpusBuilder},
    graph::Graph,
    id::{Kind, Node},
    model::{Authorship, InstitutionRecord, PersonRecord, Related, Relation, TopicRecord, WorkRecord},
};

type Copied<S> = petgraph::Graph<<S as Scope>::NodeId, <S as Scope>::Weight, <S as Scope>::Direction>;

impl<S: Scope> View<'_, S> {
    /// A copy as petgraph's own graph, to change, or to hand to what takes nothing else.
    ///
    /// Node `i` of the copy is the node with index `i` in the view. O(nodes + edges) time and memory.
    ///
    /// # Errors
    ///
    /// Fails where nodes or edges are too many for petgraph's 32-bit indices.
    ///
    /// ```
    /// # use scholargraph_testkit::{Paper, graph_of};
    /// # let paper = |references: &[u8]| Paper { references: references.to_vec(), ..Paper::default() };
    /// # let graph = graph_of(&[paper(&[]), paper(&[0]), paper(&[0, 1])], Default::default());
    /// let mut citations = graph.cites().to_petgraph()?;
    /// assert_eq!((citations.node_count(), citations.edge_count()), (3, 3));
    /// citations.reverse();
    /// # Ok::<(), petgraph::graph::GraphError>(())
    /// ```
    pub fn to_petgraph(self) -> Result<Copied<S>, GraphError> {
        let (nodes, edges) = (self.node_count(), self.edge_count());
        if u32::try_from(nodes).is_err() {
            return Err(GraphError::NodeIxLimit);
        }
        if u32::try_from(edges).is_err() {
            return Err(GraphError::EdgeIxLimit);
        }
        let mut copy = Copied::<S>::with_capacity(nodes, edges);
        for node in self.node_identifiers() {
            copy.try_add_node(node)?;
        }
        let index = |node| NodeIndex::new(NodeIndexable::to_index(&self, node));
        for edge in self.edge_references() {
            copy.try_add_edge(index(edge.source()), index(edge.target()), *edge.weight())?;
        }
        Ok(copy)
    }
}

/// What a node of a petgraph graph must hold to become a node of a [`Graph`]; made from any record by `into()`.
#[derive(Clone, Debug)]
pub enum NodeRecord<'a> {
    /// A work, boxed because its record is the largest and people outnumber works.
    Work(Box<WorkRecord<'a>>),
    /// A person.
    Person(PersonRecord<'a>),
    /// A topic.
    Topic(TopicRecord<'a>),
    /// An institution.
    Institution(InstitutionRecord<'a>),
}

impl<'a> NodeRecord<'a> {
    /// The kind of node it is a record of.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Work(_) => Kind::Work,
            Self::Person(_) => Kind::Person,
            Self::Topic(_) => Kind::Topic,
            Self::Institution(_) => Kind::Institution,
        }
    }

    /// As others' records name it.
    fn mention(&self) -> Self {
        match self {
            Self::Work(record) => WorkRecord::new(record.key.clone()).into(),
            Self::Person(record) => PersonRecord::named(record.key.clone(), record.attributes.name.clone()).into(),
            Self::Topic(record) => TopicRecord::named(record.key.clone(), record.attributes.name.clone()).into(),
            Self::Institution(record) => {
                InstitutionRecord::named(record.key.clone(), record.attributes.name.clone()).into()
            }
        }
    }

    /// Notes an edge to `other` in the record; `false` where the relation does not connect the two kinds.
    fn note(&mut self, link: Link, other: Self) -> bool {
        match (link.relation, self, other) {
            (Relation::Authored, Self::Work(work), Self::Person(person)) => {
                work.authorships.push(Authorship { person: Some(person), ..Authorship::default() });
            }
            (Relation::About, Self::Work(work), Self::Topic(topic)) => work.topics.push((topic, link.weight)),
            (Relation::Affiliated, Self::Person(person), Self::Institution(institution)) => {
                person.affiliations.push((institution, 0, 0));
            }
            (Relation::Produced, Self::Work(work), Self::Institution(institution)) => {
                work.authorships.push(Authorship { institutions: vec![institution], ..Authorship::default() });
            }
            (Relation::Cites, Self::Work(work), Self::Work(cited)) => work.references.push(cited.key),
            (Relation::PartOf, Self::Institution(institution), Self::Institution(parent)) => {
                institution.related.push((Related::Parent, parent.key));
            }
            // Follows from `authored`.
            (Relation::Collaborates, Self::Person(_), Self::Person(_)) => {}
            _ => return false,
        }
        true
    }
}

impl<'a> From<WorkRecord<'a>> for NodeRecord<'a> {
    fn from(record: WorkRecord<'a>) -> Self {
        Self::Work(Box::new(record))
    }
}

impl<'a> From<PersonRecord<'a>> for NodeRecord<'a> {
    fn from(record: PersonRecord<'a>) -> Self {
        Self::Person(record)
    }
}

impl<'a> From<TopicRecord<'a>> for NodeRecord<'a> {
    fn from(record: TopicRecord<'a>) -> Self {
        Self::Topic(record)
    }
}

impl<'a> From<InstitutionRecord<'a>> for NodeRecord<'a> {
    fn from(record: InstitutionRecord<'a>) -> Self {
        Self::Institution(record)
    }
}

/// Why a petgraph graph does not become a [`Graph`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FromPetgraphError {
    /// An edge connects kinds that its relation does not.
    #[error(
        "edge {edge} is `{}` from a {from} to a {to}; the relation leads from a {} to a {}",
        relation.name(), relation.ends().0, relation.ends().1
    )]
    Ends {
        /// The index of the edge.
        edge: usize,
        /// The relation on it.
        relation: Relation,
        /// The kind of node it starts from.
        from: Kind,
        /// The kind of node it leads to.
        to: Kind,
    },
    /// The records do not make a graph.
    #[error(transparent)]
    Build(#[from] BuildError),
}

impl Graph {
    /// A copy of the whole graph as petgraph's own: [`View::to_petgraph`] of [`whole`](Self::whole).
    ///
    /// Node `i` of the copy is [`node(i)`](Self::node), and back by [`index_of`](Self::index_of).
    ///
    /// # Errors
    ///
    /// Fails where nodes or edges are too many for petgraph's 32-bit indices.
    ///
    /// ```
    /// # let paper = scholargraph_testkit::Paper { authors: vec![(0, vec![]), (1, vec![])], ..Default::default() };
    /// # let graph = scholargraph_testkit::graph_of(&[paper], Default::default());
    /// let copy = graph.to_petgraph()?;
    /// let hub = copy.node_indices().max_by_key(|&node| copy.neighbors_undirected(node).count());
    /// let hub = hub.and_then(|node| graph.node(node.index()));
    /// # assert!(hub.is_some());
    /// # Ok::<(), petgraph::graph::GraphError>(())
    /// ```
    pub fn to_petgraph(&self) -> Result<DiGraph<Node, Link>, GraphError> {
        self.whole().to_petgraph()
    }

    /// A graph from records that lie on a petgraph graph's nodes, and links on its edges.
    ///
    /// Edges add to what the records say: bylines grow in the order of edge indices, an `about` edge's weight is
    /// the topic's score, `collaborates` edges are left out because they follow from `authored`. A produced work
    /// does not tell which of its people are at the institution; `affiliated` edges have no years and no weight.
    /// O(nodes + edges), beside the building.
    ///
    /// # Errors
    ///
    /// Fails where an edge connects kinds that its relation does not, or the graph cannot be built.
    ///
    /// ```
    /// use petgraph::graph::DiGraph;
    /// use scholargraph::{Graph, Key, PersonRecord, Relation, WorkRecord, view::{Link, NodeRecord}};
    ///
    /// let mut records = DiGraph::<NodeRecord<'_>, Link>::new();
    /// let ada = records.add_node(PersonRecord::named(Key::id("p1"), "Ada Lovelace").into());
    /// let notes = records.add_node(WorkRecord::new(Key::id("w1")).into());
    /// records.add_edge(ada, notes, Link { relation: Relation::Authored, weight: 1.0 });
    ///
    /// let (graph, _report) = Graph::from_petgraph(records, Default::default())?;
    /// assert_eq!(graph.people().name.at(0), "Ada Lovelace");
    /// assert_eq!(graph.works_of(scholargraph::PersonId(0)).len(), 1);
    /// # Ok::<(), scholargraph::view::FromPetgraphError>(())
    /// ```
    pub fn from_petgraph<D: EdgeType, Ix: IndexType>(
        petgraph: petgraph::Graph<NodeRecord<'_>, Link, D, Ix>,
        options: BuildOptions,
    ) -> Result<(Self, BuildReport), FromPetgraphError> {
        let (nodes, edges) = petgraph.into_nodes_edges();
        let mut records: Vec<_> = nodes.into_iter().map(|node| node.weight).collect();
        let mut edges: Vec<_> = edges.into_iter().enumerate().collect();
        // Names come first on a byline, before the institutions that belong to none of them.
        edges.sort_by_key(|(_, edge)| edge.weight.relation);
        for (index, edge) in edges {
            connect(&mut records, index, [edge.source().index(), edge.target().index()], edge.weight)?;
        }
        let builder = CorpusBuilder::new();
        let mut shard = builder.shard(0);
        for record in &records {
            match record {
                NodeRecord::Work(record) => shard.work(record),
                NodeRecord::Person(record) => shard.person(record),
                NodeRecord::Topic(record) => shard.add_topic(record),
                NodeRecord::Institution(record) => shard.add_institution(record),
            }
        }
        shard.close();
        Ok(builder.finish(options)?)
    }
}

/// Notes an edge in the record of the end that keeps it.
fn connect(
    records: &mut [NodeRecord<'_>],
    edge: usize,
    [from, to]: [usize; 2],
    link: Link,
) -> Result<(), FromPetgraphError> {
    let ends = (records[from].kind(), records[to].kind());
    let (keeper, other) = match Side::home(link.relation).direction {
        Direction::Outgoing => (from, to),
        Direction::Incoming => (to, from),
    };
    let other = records[other].mention();
    if ends == link.relation.ends() && records[keeper].note(link, other) {
        return Ok(());
    }
    Err(FromPetgraphError::Ends { edge, relation: link.relation, from: ends.0, to: ends.1 })
}
