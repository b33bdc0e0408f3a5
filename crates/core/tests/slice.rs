//! What every slice promises, on random corpora, for every kind of focus and both selections.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};

use petgraph::visit::EdgeRef;
use proptest::prelude::*;
use scholargraph::{
    BuildOptions, DenseId, Graph, Kind, Node, PersonId, Relation, WorkId, Years,
    slice::{Counts, Select, Slice, Slicer},
};
use scholargraph_testkit::{Paper, corpus, graph_of};

/// An edge by its ends and relation.
type NaiveEdge = (Node, Node, Relation);
type NaiveEdges = BTreeMap<NaiveEdge, f32>;

/// Every edge of the graph as a range of years leaves it, straight from the relations.
fn naive_edges(graph: &Graph, focus: Node, years: Years) -> NaiveEdges {
    let mut edges = BTreeMap::new();
    let shows = |work: WorkId| years.contain(graph.year(work)) || focus == Node::Work(work);
    for work in graph.nodes::<WorkId>().filter(|&work| shows(work)) {
        for &person in graph.authors(work) {
            edges.insert((person.into(), work.into(), Relation::Authored), 1.0);
        }
        let topics = &graph.work_relations().topics;
        for edge in topics.edges_of(work.index()) {
            let topic = topics.targets()[edge];
            edges.insert((work.into(), topic.into(), Relation::About), topics.edges.score[edge]);
        }
        for &institution in graph.institutions_of(work) {
            edges.insert((institution.into(), work.into(), Relation::Produced), 1.0);
        }
        for &cited in graph.references(work).iter().filter(|&&cited| shows(cited)) {
            edges.insert((work.into(), cited.into(), Relation::Cites), 1.0);
        }
    }
    edges.extend(naive_collaborations(graph, shows));
    edges.extend(naive_affiliations(graph, years));
    edges
}

fn naive_collaborations(graph: &Graph, shows: impl Fn(WorkId) -> bool) -> NaiveEdges {
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

fn naive_affiliations(graph: &Graph, years: Years) -> NaiveEdges {
    let affiliated = &graph.person_relations().institutions;
    let mut edges = BTreeMap::new();
    for person in graph.nodes::<PersonId>() {
        for edge in affiliated.edges_of(person.index()) {
            if years.overlap(affiliated.edges.first_year[edge], affiliated.edges.last_year[edge]) {
                let ends = (person.into(), affiliated.targets()[edge].into(), Relation::Affiliated);
                edges.insert(ends, affiliated.edges.works[edge] as f32);
            }
        }
    }
    edges
}

/// The nodes within `depth` steps of the focus.
fn naive_within(edges: &NaiveEdges, focus: Node, depth: usize) -> BTreeSet<Node> {
    let mut met = BTreeSet::from([focus]);
    for _ in 0..depth {
        let both_ways = edges.keys().flat_map(|&(a, b, _)| [(a, b), (b, a)]);
        let next: Vec<Node> = both_ways.filter(|(from, _)| met.contains(from)).map(|(_, to)| to).collect();
        let before = met.len();
        met.extend(next);
        if met.len() == before {
            break;
        }
    }
    met
}

/// What `Nearest` weighs: the neighbours of the focus; of a person, their works, whom and what these name, and
/// the person's institutions.
fn naive_weighed(edges: &NaiveEdges, focus: Node) -> BTreeSet<Node> {
    if focus.kind() != Kind::Person {
        return naive_within(edges, focus, 1);
    }
    let own: BTreeSet<Node> =
        edges.keys().filter(|edge| edge.0 == focus && edge.2 == Relation::Authored).map(|edge| edge.1).collect();
    let mut weighed = BTreeSet::from([focus]);
    for &(from, to, relation) in edges.keys() {
        match relation {
            Relation::Affiliated if from == focus => drop(weighed.insert(to)),
            // Of works that cite an own work, only own ones count, and these are there anyway.
            Relation::Authored | Relation::Produced if own.contains(&to) => weighed.extend([from, to]),
            Relation::About | Relation::Cites if own.contains(&from) => drop(weighed.insert(to)),
            _ => {}
        }
    }
    weighed
}

fn nodes_of(slice: &Slice) -> Vec<Node> {
    slice.graph.node_weights().map(|node| node.node).collect()
}

fn edges_of(slice: &Slice) -> Vec<(NaiveEdge, f32)> {
    let end = |index: petgraph::graph::NodeIndex<u32>| slice.graph[index].node;
    let edges = slice.graph.edge_references();
    edges.map(|edge| ((end(edge.source()), end(edge.target()), edge.weight().relation), edge.weight().weight)).collect()
}

fn counted<'a>(nodes: impl Iterator<Item = &'a Node>) -> Counts {
    let mut counts = Counts::default();
    for node in nodes {
        match node.kind() {
            Kind::Work => counts.work += 1,
            Kind::Person => counts.person += 1,
            Kind::Topic => counts.topic += 1,
            Kind::Institution => counts.institution += 1,
        }
    }
    counts
}

/// A question in numbers.
#[derive(Clone, Debug)]
struct Asked {
    focus: usize,
    nodes: usize,
    select: Select,
    years: Years,
    depth: Option<u8>,
    people: Option<usize>,
}

impl Asked {
    fn focus(&self, graph: &Graph) -> Node {
        let all = Kind::ALL.into_iter().flat_map(|kind| (0..graph.count(kind)).map(move |at| Node::new(kind, at)));
        all.cycle().nth(self.focus % graph.node_count()).unwrap()
    }

    fn slice(&self, graph: &Graph, nodes: usize) -> Slice {
        let mut slicer = Slicer::of(self.focus(graph)).select(self.select).nodes(nodes).years(self.years);
        if let Some(depth) = self.depth {
            slicer = slicer.depth(depth);
        }
        if let Some(people) = self.people {
            slicer = slicer.cap(Kind::Person, people);
        }
        slicer.run(graph)
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let bound = || proptest::option::of(1999_i16..=2024);
    let years = prop_oneof![2 => Just(Years::ALL), 1 => (bound(), bound()).prop_map(|(from, to)| Years { from, to })];
    let select = prop_oneof![Just(Select::Walk), Just(Select::Nearest)];
    let (depth, people) = (proptest::option::of(0_u8..4), proptest::option::of(0_usize..5));
    (any::<usize>(), 1_usize..60, select, years, depth, people)
        .prop_map(|(focus, nodes, select, years, depth, people)| Asked { focus, nodes, select, years, depth, people })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn slices_keep_their_promises(
        papers in corpus(40, 25),
        asked in asked(),
        max_authors in proptest::option::of(1_u32..12),
    ) {
        let graph = graph_of(&papers, BuildOptions { max_authors, ..BuildOptions::default() });
        let focus = asked.focus(&graph);
        let slice = asked.slice(&graph, asked.nodes);
        let nodes = nodes_of(&slice);
        let shown: BTreeSet<Node> = nodes.iter().copied().collect();
        let edges = naive_edges(&graph, focus, asked.years);

        prop_assert_eq!(nodes[0], focus, "focus first");
        prop_assert!(nodes.len() <= asked.nodes, "within budget");
        prop_assert_eq!(shown.len(), nodes.len(), "no node twice");
        if let Some(people) = asked.people {
            prop_assert!(counted(nodes[1..].iter()).person <= people, "within the cap of people");
        }
        prop_assert_eq!(petgraph::algo::connected_components(&slice.graph), 1, "connected");

        let found: NaiveEdges = edges_of(&slice).into_iter().collect();
        let between = edges.iter().filter(|((a, b, _), _)| shown.contains(a) && shown.contains(b));
        let expected: NaiveEdges = between.map(|(&edge, &weight)| (edge, weight)).collect();
        prop_assert_eq!(found.len(), slice.graph.edge_count(), "no edge twice");
        prop_assert_eq!(found, expected, "every edge between shown nodes");

        let near = match (asked.select, asked.depth) {
            (Select::Nearest, None) => naive_weighed(&edges, focus),
            (_, depth) => naive_within(&edges, focus, depth.unwrap_or(2).into()),
        };
        prop_assert_eq!(slice.omitted, counted(near.difference(&shown)), "what was left out is counted");
        prop_assert!(asked.depth.is_none() || shown.is_subset(&near), "within the depth");

        let smaller = nodes_of(&asked.slice(&graph, asked.nodes.div_ceil(2)));
        prop_assert_eq!(&nodes[..smaller.len()], &smaller[..], "nested");
        prop_assert!(smaller.len() == nodes.len() || smaller.len() == asked.nodes.div_ceil(2), "budget used");
        prop_assert_eq!(format!("{:?}", asked.slice(&graph, asked.nodes)), format!("{slice:?}"), "the same again");
    }

    #[test]
    fn an_unbounded_walk_shows_the_whole_component(papers in corpus(25, 15)) {
        let graph = graph_of(&papers, BuildOptions::default());
        let focus = Node::Work(WorkId(0));
        let slice = Slicer::of(focus).nodes(usize::MAX).run(&graph);
        let all = naive_within(&naive_edges(&graph, focus, Years::ALL), focus, usize::MAX);
        prop_assert_eq!(nodes_of(&slice).into_iter().collect::<BTreeSet<_>>(), all);
        prop_assert_eq!(slice.omitted, Counts::default());
    }
}

#[test]
fn hops_count_steps_within_the_slice() {
    let paper = |year, people: [u8; 2]| Paper {
        year,
        authors: people.map(|person| (person, Vec::new())).into(),
        ..Paper::default()
    };
    let graph = graph_of(&[paper(2020, [0, 1]), paper(2021, [1, 2])], BuildOptions::default());
    let slice = Slicer::of(PersonId(0)).nodes(10).run(&graph);
    let hops: BTreeMap<Node, u32> = slice.graph.node_weights().map(|node| (node.node, node.hop)).collect();
    let expected: [(Node, u32); 5] = [
        (WorkId(0).into(), 1),
        (WorkId(1).into(), 2),
        (PersonId(0).into(), 0),
        (PersonId(1).into(), 1),
        (PersonId(2).into(), 2),
    ];
    assert_eq!(hops, BTreeMap::from(expected));
}
