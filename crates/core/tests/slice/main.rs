//! What every slice promises, on random corpora, for every kind of focus and both selections.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod counted;
mod defaults;
mod grown;
mod naive;
mod real;
mod walked;

use std::collections::{BTreeMap, BTreeSet};

use naive::{Naive, NaiveEdge, NaiveEdges};
use petgraph::visit::EdgeRef;
use proptest::prelude::*;
use scholargraph::{
    BuildOptions, Graph, Kind, Node, PersonId, WorkId, Years,
    slice::{Counts, Growth, Select, Slice, SliceNode, Slicer},
};
use scholargraph_testkit::{Paper, corpus, graph_of};

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
    max_authors: Option<u32>,
    depth: Option<u8>,
    people: Option<usize>,
}

impl Asked {
    fn focus(&self, graph: &Graph) -> Node {
        let all = Kind::ALL.into_iter().flat_map(|kind| (0..graph.count(kind)).map(move |at| Node::new(kind, at)));
        all.cycle().nth(self.focus % graph.node_count()).unwrap()
    }

    /// What is to be seen of the graph.
    fn naive(&self, graph: &Graph, focus: Node) -> Naive {
        Naive::limited(graph, Some(focus), self.years, self.max_authors)
    }

    fn slice(&self, graph: &Graph, nodes: usize) -> Slice {
        self.question(graph, nodes).run(graph)
    }

    fn question(&self, graph: &Graph, nodes: usize) -> Slicer {
        self.question_of(self.focus(graph), nodes)
    }

    fn question_of(&self, focus: Node, nodes: usize) -> Slicer {
        let mut slicer = Slicer::of(focus).select(self.select).nodes(nodes);
        slicer = slicer.years(self.years).max_authors(self.max_authors);
        if let Some(depth) = self.depth {
            slicer = slicer.depth(depth);
        }
        if let Some(people) = self.people {
            slicer = slicer.cap(Kind::Person, people);
        }
        slicer
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let bound = || proptest::option::of(1999_i16..=2024);
    let years = prop_oneof![2 => Just(Years::ALL), 1 => (bound(), bound()).prop_map(|(from, to)| Years { from, to })];
    let select = prop_oneof![Just(Select::Walk), Just(Select::Nearest)];
    let (depth, people) = (proptest::option::of(0_u8..4), proptest::option::of(0_usize..5));
    let max_authors = proptest::option::of(1_u32..8);
    (any::<usize>(), 1_usize..60, select, years, max_authors, depth, people).prop_map(
        |(focus, nodes, select, years, max_authors, depth, people)| Asked {
            focus,
            nodes,
            select,
            years,
            max_authors,
            depth,
            people,
        },
    )
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
        let naive = asked.naive(&graph, focus);

        prop_assert_eq!(nodes[0], focus, "focus first");
        prop_assert!(nodes.len() <= asked.nodes, "within budget");
        prop_assert_eq!(shown.len(), nodes.len(), "no node twice");
        if let Some(people) = asked.people {
            prop_assert!(counted(nodes[1..].iter()).person <= people, "within the cap of people");
        }
        prop_assert_eq!(petgraph::algo::connected_components(&slice.graph), 1, "connected");

        let found: NaiveEdges = edges_of(&slice).into_iter().collect();
        prop_assert_eq!(found.len(), slice.graph.edge_count(), "no edge twice");
        prop_assert_eq!(found, naive.between(&shown), "every edge between shown nodes");

        let near = match (asked.select, asked.depth) {
            (Select::Nearest, None) => naive.weighed(focus),
            (_, depth) => naive.within(focus, depth.unwrap_or(2).into()),
        };
        prop_assert_eq!(slice.omitted, counted(near.difference(&shown)), "what was left out is counted");
        prop_assert!(asked.depth.is_none() || shown.is_subset(&near), "within the depth");

        let all = Naive::new(&graph, Some(focus), asked.years);
        let works = |naive: &Naive| counted(naive.touching(focus).iter()).work;
        prop_assert_eq!(slice.works_over_author_limit, works(&all) - works(&naive), "works of many authors are counted");

        let smaller = nodes_of(&asked.slice(&graph, asked.nodes.div_ceil(2)));
        prop_assert_eq!(&nodes[..smaller.len()], &smaller[..], "nested");
        prop_assert!(smaller.len() == nodes.len() || smaller.len() == asked.nodes.div_ceil(2), "budget used");
        prop_assert_eq!(format!("{:?}", asked.slice(&graph, asked.nodes)), format!("{slice:?}"), "the same again");
    }

    #[test]
    fn expansions_add_the_best_that_is_not_shown(
        papers in corpus(40, 25),
        asked in asked(),
        keys in proptest::collection::vec(any::<usize>(), 1..5),
    ) {
        let graph = graph_of(&papers, BuildOptions::default());
        let focus = asked.focus(&graph);
        let naive = asked.naive(&graph, focus);
        let plain = asked.slice(&graph, asked.nodes.min(20));
        let mut question = asked.question(&graph, asked.nodes.min(20));
        let mut before = nodes_of(&plain);
        for key in keys {
            let key = before[key % before.len()];
            question = question.expand(key);
            let slice = question.run(&graph);
            let nodes = nodes_of(&slice);
            let shown: BTreeSet<Node> = nodes.iter().copied().collect();
            prop_assert_eq!(shown.len(), nodes.len(), "no node twice");
            prop_assert_eq!(&nodes[..before.len()], &before[..], "what was there stays");
            prop_assert_eq!(petgraph::algo::connected_components(&slice.graph), 1, "connected");
            let added = &nodes[before.len()..];
            let last = slice.expansions.last().unwrap();
            let grown = (Growth::Around(key), Some(before.len()..nodes.len()));
            prop_assert_eq!((last.growth, last.added.clone()), grown);
            prop_assert_eq!(slice.stages().last(), Some(nodes.len()));

            let around = Asked { focus: 0, ..asked.clone() }.question_of(key, usize::MAX).run(&graph);
            // The lens of the focus shows it whatever its year, that of another node does not.
            if asked.years == Years::ALL && asked.max_authors.is_none() && asked.depth.is_none() {
                let unseen = around.graph.node_weights().filter(|node| !before.contains(&node.node));
                let best: Vec<SliceNode> = unseen.take(Slicer::EXPANSION).copied().collect();
                prop_assert!(best.iter().map(|node| node.node).eq(added.iter().copied()), "the first of the slice around it");
                let mut scored = slice.graph.node_weights();
                let scale = scored.find(|node| node.node == key).unwrap().score;
                let scores = slice.graph.node_weights().skip(before.len()).map(|node| node.score);
                prop_assert!(scores.eq(best.iter().map(|node| node.score * scale)), "as near as both steps together");
            }

            let found: NaiveEdges = edges_of(&slice).into_iter().collect();
            prop_assert_eq!(found, naive.between(&shown), "every edge between shown nodes");
            let near = match (asked.select, asked.depth) {
                (Select::Nearest, None) => naive.weighed(focus),
                (_, depth) => naive.within(focus, depth.unwrap_or(2).into()),
            };
            prop_assert_eq!(slice.omitted, counted(near.difference(&shown)), "what was left out is counted");
            prop_assert!(asked.depth.is_none() || shown.is_subset(&near), "within the depth");
            before = nodes;
        }
    }

    #[test]
    fn nodes_are_added_by_themselves_where_they_touch_what_is_there(
        papers in corpus(40, 25),
        asked in asked(),
        added in proptest::collection::vec(any::<usize>(), 1..6),
    ) {
        let graph = graph_of(&papers, BuildOptions::default());
        let focus = asked.focus(&graph);
        let naive = asked.naive(&graph, focus);
        let within = naive.within(focus, asked.depth.map_or(usize::MAX, Into::into));
        let mut question = asked.question(&graph, asked.nodes.min(10));
        let mut before = nodes_of(&question.run(&graph));
        for at in added {
            let node = Asked { focus: at, ..asked.clone() }.focus(&graph);
            question = question.add_node(node);
            let slice = question.run(&graph);
            let nodes = nodes_of(&slice);
            let touches = naive.touching(node).iter().any(|other| before.contains(other)) && within.contains(&node);
            let expected = match (before.contains(&node), touches) {
                (true, _) => Some(before.len()..before.len()),
                (false, true) => Some(before.len()..before.len() + 1),
                (false, false) => None,
            };
            let last = slice.expansions.last().unwrap();
            prop_assert_eq!((last.growth, &last.added), (Growth::Itself(node), &expected));
            prop_assert_eq!(&nodes[..before.len()], &before[..], "what was there stays");
            prop_assert_eq!(&nodes[before.len()..], if expected == Some(before.len()..before.len() + 1) { &[node][..] } else { &[] });
            prop_assert_eq!(petgraph::algo::connected_components(&slice.graph), 1, "connected");
            prop_assert!(slice.stages().count() <= 2, "all additions are one stage");
            let found: NaiveEdges = edges_of(&slice).into_iter().collect();
            prop_assert_eq!(found, naive.between(&nodes.iter().copied().collect()), "every edge between shown nodes");
            before = nodes;
        }
    }

    #[test]
    fn an_unbounded_walk_shows_the_whole_component(papers in corpus(25, 15)) {
        let graph = graph_of(&papers, BuildOptions::default());
        let focus = Node::Work(WorkId(0));
        let slice = Slicer::of(focus).nodes(usize::MAX).run(&graph);
        let all = Naive::new(&graph, Some(focus), Years::ALL).within(focus, usize::MAX);
        prop_assert_eq!(nodes_of(&slice).into_iter().collect::<BTreeSet<_>>(), all);
        prop_assert_eq!(slice.omitted, Counts::default());
    }
}

#[test]
fn what_the_walk_does_not_reach_is_shown_behind_it() {
    // A chain so long that the walk ends on the way, and many people at its end.
    let link = |at: u8| Paper { year: 2020, authors: vec![(at, vec![]), (at + 1, vec![])], ..Paper::default() };
    let end = Paper { year: 2020, authors: (40..=250).map(|at| (at, vec![])).collect(), ..Paper::default() };
    let papers: Vec<Paper> = (0..40).map(link).chain([end]).collect();
    let graph = graph_of(&papers, BuildOptions::default());
    let slice = Slicer::of(PersonId(0)).nodes(usize::MAX).run(&graph);
    assert_eq!(slice.graph.node_count(), 251 + 41);
    let unmet = slice.graph.node_weights().filter(|node| node.score == 0.0).count();
    assert!(unmet > 211, "{unmet}");
}

#[test]
fn what_is_not_shown_is_not_expanded() {
    let graph = graph_of(
        &[Paper { year: 2020, authors: vec![(0, vec![]), (1, vec![])], ..Paper::default() }],
        BuildOptions::default(),
    );
    let slice = Slicer::of(PersonId(0)).nodes(1).expand(PersonId(1)).run(&graph);
    assert_eq!((slice.expansions[0].added.clone(), slice.graph.node_count()), (None, 1));
    let slice = Slicer::of(PersonId(0)).nodes(1).expand(PersonId(0)).expand(PersonId(1)).run(&graph);
    assert_eq!(slice.stages().collect::<Vec<_>>(), [1, 3, 3]);
}

#[test]
fn stages_end_where_something_is_expanded_or_the_last_is_added() {
    let path = |year, people: [u8; 2]| Paper {
        year,
        authors: people.map(|person| (person, vec![])).into(),
        ..Paper::default()
    };
    let graph = graph_of(&[path(2020, [0, 1]), path(2020, [1, 2]), path(2020, [2, 3])], BuildOptions::default());
    let question = Slicer::of(PersonId(0)).nodes(1).add_node(WorkId(0)).add_node(PersonId(1)).add_node(PersonId(2));
    let slice = question.expand(PersonId(2)).add_node(PersonId(0)).run(&graph);
    assert_eq!(slice.stages().collect::<Vec<_>>(), [1, 4, 7, 7]);
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

/// A long byline is searched for few people and read for many: the edges are the same, in the same order, so that a
/// picture of what was there before an expansion stays what it was.
#[test]
fn edges_come_in_one_order_whatever_else_is_shown() {
    let by = |people: &[u8]| Paper { authors: people.iter().map(|&at| (at, vec![])).collect(), ..Paper::default() };
    let everybody: Vec<u8> = (0..25).collect();
    let graph = graph_of(&[by(&everybody), by(&[3, 22]), by(&[3, 22])], BuildOptions::default());
    let slice = |nodes| Slicer::of(PersonId(22)).nodes(nodes).run(&graph);
    let (few, all) = (slice(4), slice(40));
    let (shown, edges) = (nodes_of(&few), edges_of(&few));
    let people = shown.iter().filter(|node| node.kind() == Kind::Person).count();
    assert!(people == 2 && shown.contains(&WorkId(0).into()), "one byline of 25 is searched for two: {shown:?}");
    let mut among = edges_of(&all);
    among.retain(|((from, to, _), _)| shown.contains(from) && shown.contains(to));
    assert_eq!(edges, among);
}
