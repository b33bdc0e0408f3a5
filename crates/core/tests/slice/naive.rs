//! Slices' graph the slow way: every edge in a map.

use std::collections::{BTreeMap, BTreeSet};

use scholargraph::{DenseId, Graph, Kind, Node, PersonId, Relation, WorkId, Years};

/// An edge by its ends and relation.
pub(crate) type NaiveEdge = (Node, Node, Relation);
pub(crate) type NaiveEdges = BTreeMap<NaiveEdge, f32>;

/// A graph as a range of years leaves it.
pub(crate) struct Naive {
    edges: NaiveEdges,
    /// The edges at every node.
    at: BTreeMap<Node, Vec<NaiveEdge>>,
}

impl Naive {
    /// Straight from the relations; `focus` is there whatever its year.
    pub(crate) fn new(graph: &Graph, focus: Option<Node>, years: Years) -> Self {
        Self::limited(graph, focus, years, None)
    }

    /// The same without works of more than `max_authors` people, but for the focus.
    pub(crate) fn limited(graph: &Graph, focus: Option<Node>, years: Years, max_authors: Option<u32>) -> Self {
        let is_short = |work: WorkId| max_authors.is_none_or(|limit| graph.authors(work).len() <= limit as usize);
        let counts = |work: WorkId| years.contain(graph.year(work)) && is_short(work);
        let shows = |work: WorkId| counts(work) || focus == Some(Node::Work(work));
        let mut edges = from_works(graph, shows);
        edges.extend(collaborations(graph, shows));
        edges.extend(affiliations(graph, years));
        let mut at: BTreeMap<Node, Vec<NaiveEdge>> = BTreeMap::new();
        for &edge in edges.keys() {
            at.entry(edge.0).or_default().push(edge);
            at.entry(edge.1).or_default().push(edge);
        }
        Self { edges, at }
    }

    fn at(&self, node: Node) -> &[NaiveEdge] {
        self.at.get(&node).map_or(&[], Vec::as_slice)
    }

    /// What is next to a node, by whatever relation.
    pub(crate) fn touching(&self, node: Node) -> BTreeSet<Node> {
        self.at(node).iter().map(|edge| if edge.0 == node { edge.1 } else { edge.0 }).collect()
    }

    /// The works that a work cites.
    pub(crate) fn cited_by(&self, work: Node) -> impl Iterator<Item = Node> {
        let cites = self.at(work).iter().filter(move |edge| edge.2 == Relation::Cites && edge.0 == work);
        cites.map(|edge| edge.1)
    }

    /// What an edge weighs.
    pub(crate) fn weight(&self, from: Node, to: Node, relation: Relation) -> f32 {
        self.edges[&(from, to, relation)]
    }

    /// Every edge between the nodes of `shown`.
    pub(crate) fn between(&self, shown: &BTreeSet<Node>) -> NaiveEdges {
        let both = |edge: &&NaiveEdge| shown.contains(&edge.0) && shown.contains(&edge.1);
        let edges = shown.iter().flat_map(|&node| self.at(node)).filter(both);
        edges.map(|edge| (*edge, self.edges[edge])).collect()
    }

    /// The nodes within `depth` steps of the focus.
    pub(crate) fn within(&self, focus: Node, depth: usize) -> BTreeSet<Node> {
        let mut met = BTreeSet::from([focus]);
        let mut level = vec![focus];
        for _ in 0..depth {
            let next = level.iter().flat_map(|&node| self.at(node)).flat_map(|edge| [edge.0, edge.1]);
            let next: BTreeSet<Node> = next.filter(|node| !met.contains(node)).collect();
            if next.is_empty() {
                break;
            }
            level = next.iter().copied().collect();
            met.extend(next);
        }
        met
    }

    /// What `Nearest` weighs: the neighbours of the focus; of a person, their works, whom and what these name, and
    /// the person's institutions.
    pub(crate) fn weighed(&self, focus: Node) -> BTreeSet<Node> {
        if focus.kind() != Kind::Person {
            return self.within(focus, 1);
        }
        let mut weighed = BTreeSet::from([focus]);
        for &(_, node, relation) in self.at(focus).iter().filter(|edge| edge.0 == focus) {
            match relation {
                Relation::Affiliated => drop(weighed.insert(node)),
                Relation::Authored => {
                    weighed.insert(node);
                    let named = self.at(node).iter().filter(|edge| edge.2 != Relation::Cites || edge.0 == node);
                    weighed.extend(named.flat_map(|edge| [edge.0, edge.1]));
                }
                _ => {}
            }
        }
        weighed
    }
}

fn from_works(graph: &Graph, shows: impl Fn(WorkId) -> bool) -> NaiveEdges {
    let mut edges = BTreeMap::new();
    for work in graph.nodes::<WorkId>().filter(|&work| shows(work)) {
        for &person in graph.authors(work) {
            edges.insert((person.into(), work.into(), Relation::Authored), 1.0);
        }
        let topics = &graph.work_relations().topics;
        for edge in topics.edges_of(work.index()) {
            let topic = topics.target(edge);
            edges.insert((work.into(), topic.into(), Relation::About), topics.edges.score.at(edge));
        }
        for &institution in graph.institutions_of(work) {
            edges.insert((institution.into(), work.into(), Relation::Produced), 1.0);
        }
        for &cited in graph.references(work).iter().filter(|&&cited| shows(cited)) {
            edges.insert((work.into(), cited.into(), Relation::Cites), 1.0);
        }
    }
    edges
}

fn collaborations(graph: &Graph, shows: impl Fn(WorkId) -> bool) -> NaiveEdges {
    let limit = graph.meta().max_authors.map_or(usize::MAX, |limit| limit as usize);
    let mut pairs: BTreeMap<(PersonId, PersonId), f64> = BTreeMap::new();
    for work in graph.nodes::<WorkId>().filter(|&work| shows(work) && graph.authors(work).len() <= limit) {
        let authors = graph.authors(work);
        for (at, &person) in authors.iter().enumerate() {
            for &other in &authors[at + 1..] {
                *pairs.entry((person, other)).or_default() += 1.0 / (authors.len() - 1) as f64;
            }
        }
    }
    let edge = |((a, b), strength): ((PersonId, PersonId), f64)| {
        ((a.into(), b.into(), Relation::Collaborates), strength as f32)
    };
    pairs.into_iter().map(edge).collect()
}

fn affiliations(graph: &Graph, years: Years) -> NaiveEdges {
    let affiliated = &graph.person_relations().institutions;
    let mut edges = BTreeMap::new();
    for person in graph.nodes::<PersonId>() {
        for edge in affiliated.edges_of(person.index()) {
            if years.overlap(affiliated.edges.first_year.at(edge), affiliated.edges.last_year.at(edge)) {
                let ends = (person.into(), affiliated.target(edge).into(), Relation::Affiliated);
                edges.insert(ends, affiliated.edges.works.at(edge) as f32);
            }
        }
    }
    edges
}
