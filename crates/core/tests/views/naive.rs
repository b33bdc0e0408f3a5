//! The same graph, built edge by edge from the papers.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::NodeIndex;
use proptest::prelude::*;
use scholargraph::{
    CorpusBuilder, Graph, InstitutionId, InstitutionRecord, Key, Kind, Node, PersonId, PersonRecord, Related, Relation,
    TopicId, TopicRecord, WorkId,
    view::{Handle, Link, Scope},
};
use scholargraph_testkit::{Paper, corpus};

/// Papers, and what papers alone do not have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Corpus {
    pub(crate) papers: Vec<Paper>,
    /// Which institution belongs to which.
    pub(crate) parents: Vec<(u8, u8)>,
    /// Is there a person, a topic and an institution that no paper names?
    pub(crate) strays: bool,
}

/// A person, a topic or an institution that no paper of the testkit names.
const STRAY: u8 = 200;

pub(crate) fn corpora() -> impl Strategy<Value = Corpus> {
    let parents = prop::collection::vec((0_u8..6, 0_u8..6), 0..6);
    (corpus(12, 8), parents, any::<bool>()).prop_map(|(papers, parents, strays)| Corpus { papers, parents, strays })
}

impl Corpus {
    pub(crate) fn graph(&self) -> Graph {
        let builder = CorpusBuilder::new();
        let mut shard = builder.shard(0);
        for (index, paper) in self.papers.iter().enumerate() {
            shard.work(&paper.record(index));
        }
        let key = |letter: char, number: u8| Key::id(format!("{letter}{}", 1000 + usize::from(number)));
        for number in self.institutions() {
            let mut record = InstitutionRecord::named(key('I', number), format!("Institution {number}"));
            let parents = self.parents.iter().filter(|(part, _)| *part == number);
            record.related = parents.map(|&(_, whole)| (Related::Parent, key('I', whole))).collect();
            shard.add_institution(&record);
        }
        if self.strays {
            shard.person(&PersonRecord::named(key('A', STRAY), "Nobody's author"));
            shard.add_topic(&TopicRecord::named(key('T', STRAY), "Nobody's topic"));
        }
        shard.close();
        builder.finish(Default::default()).expect("small corpora fit").0
    }

    fn strays(&self) -> impl Iterator<Item = u8> {
        self.strays.then_some(STRAY).into_iter()
    }

    fn institutions(&self) -> BTreeSet<u8> {
        let named = self.papers.iter().flat_map(|paper| &paper.authors).flat_map(|(_, institutions)| institutions);
        let related = self.parents.iter().flat_map(|(part, whole)| [part, whole]);
        named.chain(related).copied().chain(self.strays()).collect()
    }
}

/// Nodes and edges in lists.
#[derive(Debug)]
pub(crate) struct Naive {
    nodes: Vec<Node>,
    edges: Vec<(Node, Node, Link)>,
}

impl Naive {
    pub(crate) fn of(corpus: &Corpus) -> Self {
        let papers = &corpus.papers;
        let people: BTreeSet<u8> = papers.iter().flat_map(Paper::people).chain(corpus.strays()).collect();
        let topics: BTreeSet<u8> =
            papers.iter().flat_map(|paper| paper.topics.iter().copied()).chain(corpus.strays()).collect();
        let institutions = corpus.institutions();
        let rank = |set: &BTreeSet<u8>, number: u8| set.range(..number).count() as u32;
        let person = |number: u8| Node::Person(PersonId(rank(&people, number)));
        let topic = |number: u8| Node::Topic(TopicId(rank(&topics, number)));
        let institution = |number: u8| Node::Institution(InstitutionId(rank(&institutions, number)));
        let work = |index: usize| Node::Work(WorkId(index as u32));

        let mut edges = BTreeMap::<(Relation, Node, Node), f64>::new();
        for (index, paper) in papers.iter().enumerate() {
            let authors = paper.people();
            for &author in &authors {
                edges.insert((Relation::Authored, person(author), work(index)), 1.0);
                for &other in authors.iter().filter(|&&other| other > author) {
                    let strength = edges.entry((Relation::Collaborates, person(author), person(other))).or_default();
                    *strength += 1.0 / (authors.len() - 1) as f64;
                }
            }
            for &number in &paper.topics {
                edges.insert((Relation::About, work(index), topic(number)), 0.5);
            }
            for &cited in paper.references.iter().filter(|&&cited| usize::from(cited) < papers.len()) {
                if usize::from(cited) != index {
                    edges.insert((Relation::Cites, work(index), work(cited.into())), 1.0);
                }
            }
            let mut given: Vec<(u8, u8)> =
                paper.authors.iter().flat_map(|(author, at)| at.iter().map(|&at| (*author, at))).collect();
            given.sort_unstable();
            given.dedup();
            for (author, at) in given {
                edges.insert((Relation::Produced, institution(at), work(index)), 1.0);
                *edges.entry((Relation::Affiliated, person(author), institution(at))).or_default() += 1.0;
            }
        }
        for &(part, whole) in corpus.parents.iter().filter(|(part, whole)| part != whole) {
            edges.insert((Relation::PartOf, institution(part), institution(whole)), 1.0);
        }

        let nodes = (0..papers.len()).map(work);
        let nodes = nodes.chain(people.iter().map(|&number| person(number)));
        let nodes = nodes.chain(topics.iter().map(|&number| topic(number)));
        let nodes = nodes.chain(institutions.iter().map(|&number| institution(number)));
        let edges = edges.into_iter().map(|((relation, from, to), weight)| {
            let weight = weight as f32;
            (from, to, Link { relation, weight })
        });
        Self { nodes: nodes.collect(), edges: edges.collect() }
    }

    pub(crate) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// What `S` shows, as petgraph's own graph.
    pub(crate) fn petgraph<S: Scope>(&self) -> petgraph::Graph<S::NodeId, S::Weight, S::Direction> {
        let ends = |relation: &Relation| [relation.ends().0, relation.ends().1];
        let kinds: Vec<Kind> = S::RELATIONS.iter().flat_map(ends).collect();
        let mut graph = petgraph::Graph::default();
        let nodes = self.nodes.iter().filter(|node| kinds.contains(&node.kind()));
        let index: BTreeMap<Node, NodeIndex> =
            nodes.map(|&node| (node, graph.add_node(S::NodeId::of(node.kind(), node.index())))).collect();
        for (from, to, link) in self.edges.iter().filter(|(.., link)| S::RELATIONS.contains(&link.relation)) {
            graph.add_edge(index[from], index[to], (*link).into());
        }
        graph
    }
}
