//! The order in which nodes enter a slice of the walk, every one looked at as it comes: kinds in proportion, the best
//! of its kind that touches what is there.

use std::collections::BTreeSet;

use proptest::prelude::*;
use scholargraph::{BuildOptions, Graph, Kind, Node, Years, slice::Slicer};
use scholargraph_testkit::{Paper, corpus, graph_of};

use super::{Naive, nodes_of};

/// The kinds in the order in which they are to be served.
pub(crate) fn kinds_by_deficit(admitted: &[Node]) -> Vec<Kind> {
    let shares = [(Kind::Person, 0.40), (Kind::Work, 0.35), (Kind::Topic, 0.17), (Kind::Institution, 0.08)];
    let deficit = |(kind, share): (Kind, f64)| {
        let there = admitted.iter().filter(|node| node.kind() == kind).count();
        share * admitted.len() as f64 - there as f64
    };
    let mut kinds = shares.to_vec();
    kinds.sort_by(|&a, &b| deficit(b).total_cmp(&deficit(a)));
    kinds.into_iter().map(|(kind, _)| kind).collect()
}

/// A slice without a bound, followed step by step.
struct Followed {
    nodes: Vec<Node>,
    scores: Vec<f64>,
    naive: Naive,
    cap: Option<usize>,
}

impl Followed {
    fn new(graph: &Graph, focus: Node, years: Years, cap: Option<usize>, nodes: usize) -> Self {
        let mut question = Slicer::of(focus).years(years).nodes(nodes);
        if let Some(cap) = cap {
            question = question.cap(Kind::Person, cap);
        }
        let slice = question.run(graph);
        let scores = slice.graph.node_weights().map(|node| node.score).collect();
        Self { nodes: nodes_of(&slice), scores, naive: Naive::new(graph, Some(focus), years), cap }
    }

    /// Is there room for one more of a kind?
    fn open(&self, kind: Kind, admitted: &[Node]) -> bool {
        let there = admitted[1..].iter().filter(|node| node.kind() == kind).count();
        kind != Kind::Person || self.cap.is_none_or(|cap| there < cap)
    }

    /// What touches the first `count` nodes and enters later, by place. What the walk has not met comes last.
    fn waiting(&self, count: usize) -> Vec<usize> {
        let admitted: BTreeSet<Node> = self.nodes[..count].iter().copied().collect();
        let touches = |node: Node| self.naive.touching(node).iter().any(|other| admitted.contains(other));
        (count..self.nodes.len()).filter(|&at| self.scores[at] > 0.0 && touches(self.nodes[at])).collect()
    }

    /// Does everybody enter when it is their turn?
    fn check(&self) -> Result<(), TestCaseError> {
        for at in 1..self.nodes.len() {
            let (admitted, node) = (&self.nodes[..at], self.nodes[at]);
            let waiting = self.waiting(at);
            let of = |kind: Kind| waiting.iter().copied().filter(move |&other| self.nodes[other].kind() == kind);
            let kinds = kinds_by_deficit(admitted).into_iter();
            let Some(kind) = { kinds }.find(|&kind| self.open(kind, admitted) && of(kind).next().is_some()) else {
                prop_assert_eq!(self.scores[at], 0.0, "only what was not met is left");
                continue;
            };
            prop_assert_eq!(node.kind(), kind, "node {} of {:?}", at, self.nodes);
            for other in of(kind).filter(|&other| other != at) {
                let (score, others) = (self.scores[at], self.scores[other]);
                prop_assert!(
                    score > others * (1.0 - 1e-9),
                    "{node:?} has {score}, {:?} has {others}",
                    self.nodes[other]
                );
                prop_assert!(score != others || node < self.nodes[other], "of equals the smaller id: {node:?}");
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn everybody_enters_in_turn(
        papers in corpus(30, 20),
        focus in any::<usize>(),
        cap in proptest::option::of(0_usize..6),
        from in proptest::option::of(1999_i16..2024),
    ) {
        let graph = graph_of(&papers, BuildOptions::default());
        let nodes: Vec<Node> =
            Kind::ALL.into_iter().flat_map(|kind| (0..graph.count(kind)).map(move |at| Node::new(kind, at))).collect();
        let focus = nodes[focus % nodes.len()];
        Followed::new(&graph, focus, Years { from, to: None }, cap, usize::MAX).check()?;
    }
}

/// A work by these people, each of whom names the same institutions.
fn paper(people: &[u8], institutions: &[u8], topics: &[u8], references: &[u8]) -> Paper {
    Paper {
        year: 2020,
        authors: people.iter().map(|&person| (person, institutions.to_vec())).collect(),
        topics: topics.to_vec(),
        references: references.to_vec(),
    }
}

/// A node at which so many works are that the walk does not go on from it: what it joins is found among what was met.
/// What the walk has not met comes last.
fn a_hub_lets_in(first: &[Paper; 3], others: &Paper) {
    let mut papers = first.to_vec();
    papers.resize(8900, others.clone());
    let graph = graph_of(&papers, BuildOptions::default());
    let focus = graph.find_exact(Kind::Person, "A1000").unwrap();
    let followed = Followed::new(&graph, focus, Years::ALL, None, 12);
    followed.check().unwrap();
    let met = followed.scores.iter().filter(|&&score| score > 0.0).count();
    assert_eq!(met, 10, "the hub, three works, five of their people and the focus: {:?}", followed.nodes);
    assert_eq!(followed.nodes.len(), 12);
}

#[test]
fn a_topic_of_thousands_lets_in_what_the_walk_has_met() {
    let first = [paper(&[0, 3, 4, 5], &[], &[0], &[1]), paper(&[1], &[], &[], &[2]), paper(&[2], &[], &[0], &[])];
    a_hub_lets_in(&first, &paper(&[9], &[], &[0], &[]));
}

#[test]
fn an_institution_of_thousands_lets_in_what_the_walk_has_met() {
    let mut own = paper(&[0, 3, 4, 5], &[], &[], &[1]);
    own.authors[1].1 = vec![0];
    let first = [own, paper(&[1], &[], &[], &[2]), paper(&[2], &[0], &[], &[])];
    a_hub_lets_in(&first, &paper(&[9], &[0], &[], &[]));
}

/// Nobody else is let in, so that W1002 enters beside the hub that it cites, or not before the old work that cites it.
#[test]
fn a_work_that_thousands_cite_lets_in_what_cites_it() {
    let first = [paper(&[0, 3, 4, 5], &[], &[], &[1, 3]), paper(&[1], &[], &[], &[2]), paper(&[5, 2], &[], &[], &[3])];
    let mut papers = first.to_vec();
    papers[1].year = 1990;
    papers.push(paper(&[6], &[], &[], &[]));
    papers.resize(8900, paper(&[9], &[], &[], &[3]));
    let graph = graph_of(&papers, BuildOptions::default());
    let focus = graph.find_exact(Kind::Person, "A1000").unwrap();
    let followed = Followed::new(&graph, focus, Years::ALL, Some(0), 5);
    followed.check().unwrap();
    let ids: Vec<&str> = followed.nodes.iter().map(|&node| graph.id(node)).collect();
    assert_eq!(ids, ["A1000", "W1000", "W1003", "W1002", "W1001"]);
}

/// Nobody else is let in: the work that is not at the hub has been met all the same, and waits for the old work at the
/// hub, which cites it.
fn a_hub_lets_in_no_others(hub: &str, [own, old, others]: [Paper; 3]) {
    let mut papers = vec![own, old, paper(&[5, 2], &[], &[], &[])];
    papers[1].year = 1990;
    papers.resize(8900, others);
    let graph = graph_of(&papers, BuildOptions::default());
    let focus = graph.find_exact(Kind::Person, "A1000").unwrap();
    let slice = Slicer::of(focus).cap(Kind::Person, 0).nodes(5).run(&graph);
    let ids: Vec<&str> = nodes_of(&slice).into_iter().map(|node| graph.id(node)).collect();
    assert_eq!(ids, ["A1000", "W1000", hub, "W1001", "W1002"]);
}

#[test]
fn a_topic_of_thousands_lets_in_no_work_about_others() {
    let about = |people: &[u8], references: &[u8]| paper(people, &[], &[0], references);
    a_hub_lets_in_no_others("T1000", [about(&[0, 3, 4, 5], &[]), about(&[1], &[2]), about(&[9], &[])]);
}

#[test]
fn an_institution_of_thousands_lets_in_no_work_of_others() {
    let mut own = paper(&[0, 3, 4, 5], &[], &[], &[]);
    own.authors[1].1 = vec![0];
    let of = |people: &[u8], references: &[u8]| paper(people, &[0], &[], references);
    a_hub_lets_in_no_others("I1000", [own, of(&[1], &[2]), of(&[9], &[])]);
}
