//! The nearest slice, worked out from the edges of the graph: who enters, in which order, and for what.

use std::collections::BTreeMap;

use proptest::prelude::*;
use scholargraph::{
    BuildOptions, Graph, Kind, Node, Relation,
    slice::{Select, Slicer},
};
use scholargraph_testkit::{corpus, graph_of};

use super::{Naive, asked, grown::kinds_by_deficit};

/// A node with its count, and those of whom one must be shown before it enters; nobody where it touches the focus.
#[derive(Clone, Debug)]
struct Candidate {
    node: Node,
    count: usize,
    through: Vec<Node>,
}

/// All candidates of one kind, the best first, as far as its bound lets them in.
fn best(mut candidates: Vec<Candidate>, bound: usize) -> Vec<Candidate> {
    candidates.sort_by_key(|candidate| (std::cmp::Reverse(candidate.count), candidate.node));
    candidates.truncate(bound);
    candidates
}

struct Question<'a> {
    graph: &'a Graph,
    naive: &'a Naive,
    focus: Node,
    people: usize,
}

impl Question<'_> {
    fn citations(&self, node: Node) -> usize {
        self.graph.works().cited_by_count.at(node.index()) as usize
    }

    fn bound(&self, kind: Kind) -> usize {
        match kind {
            Kind::Work => 99,
            Kind::Person => self.people,
            Kind::Topic | Kind::Institution => 20,
        }
    }

    fn candidates(&self) -> BTreeMap<Kind, Vec<Candidate>> {
        let found = if self.focus.kind() == Kind::Person { self.around_person() } else { self.direct() };
        let mut kinds: BTreeMap<Kind, Vec<Candidate>> = BTreeMap::new();
        found.into_iter().for_each(|candidate| kinds.entry(candidate.node.kind()).or_default().push(candidate));
        let listed = kinds.into_iter().map(|(kind, candidates)| (kind, best(candidates, self.bound(kind))));
        let mut kinds: BTreeMap<Kind, Vec<Candidate>> = listed.collect();
        if self.focus.kind() == Kind::Person {
            let (mut own, cited) = self.works();
            own.extend(cited);
            kinds.insert(Kind::Work, own);
        }
        kinds
    }

    /// The neighbours of a focus that is no person.
    fn direct(&self) -> Vec<Candidate> {
        let count = |node: Node| match (self.focus.kind(), node.kind()) {
            (_, Kind::Work) => self.citations(node),
            (Kind::Institution, Kind::Person) => self.naive.weight(node, self.focus, Relation::Affiliated) as usize,
            _ => 1,
        };
        let neighbours = self.naive.touching(self.focus).into_iter();
        neighbours.map(|node| Candidate { node, count: count(node), through: Vec::new() }).collect()
    }

    /// A person's works, the most cited first.
    fn own(&self) -> Vec<Candidate> {
        let own = self.naive.touching(self.focus).into_iter().filter(|node| node.kind() == Kind::Work);
        let own = own.map(|node| Candidate { node, count: self.citations(node), through: Vec::new() });
        best(own.collect(), usize::MAX)
    }

    /// Own works, at most 60, and cited works, at most 39.
    fn works(&self) -> (Vec<Candidate>, Vec<Candidate>) {
        let own = self.own();
        let mut cited: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
        for work in own.iter().map(|work| work.node) {
            for other in self.naive.cited_by(work) {
                cited.entry(other).or_default().push(work);
            }
        }
        let strange = cited.into_iter().filter(|(node, _)| own.iter().all(|work| work.node != *node));
        let strange = strange.map(|(node, citing)| Candidate { node, count: citing.len(), through: citing });
        let shown: Vec<Candidate> = own.iter().take(60).cloned().collect();
        let entering =
            strange.filter(|cited| cited.through.iter().any(|node| shown.iter().any(|own| own.node == *node)));
        let cited = best(entering.collect(), 39);
        (shown, cited)
    }

    /// Whom and what a person's works name.
    fn around_person(&self) -> Vec<Candidate> {
        let mut named: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
        for work in self.own() {
            let others = self.naive.touching(work.node).into_iter();
            for other in { others }.filter(|other| other.kind() != Kind::Work && *other != self.focus) {
                named.entry(other).or_default().push(work.node);
            }
        }
        let near = self.naive.touching(self.focus);
        for &node in near.iter().filter(|node| node.kind() == Kind::Institution) {
            named.entry(node).or_default();
        }
        let candidates = named.into_iter().map(|(node, works)| Candidate {
            node,
            count: works.len(),
            through: if near.contains(&node) { Vec::new() } else { works },
        });
        candidates.collect()
    }

    /// The nodes in the order in which they enter, with their scores.
    fn answer(&self, budget: usize) -> Vec<(Node, f64)> {
        let mut waiting = self.candidates();
        let most: BTreeMap<Kind, usize> = waiting
            .iter()
            .map(|(&kind, all)| (kind, all.iter().map(|one| one.count).max().unwrap_or(0).max(1)))
            .collect();
        let mut admitted = vec![self.focus];
        let mut answer = vec![(self.focus, 1.0)];
        while answer.len() < budget {
            let next = kinds_by_deficit(&admitted).into_iter().find_map(|kind| {
                let enters = |candidate: &Candidate| {
                    candidate.through.is_empty() || candidate.through.iter().any(|node| admitted.contains(node))
                };
                let waiting = waiting.get_mut(&kind)?;
                Some(waiting.remove(waiting.iter().position(enters)?))
            });
            let Some(next) = next else { break };
            admitted.push(next.node);
            answer.push((next.node, next.count as f64 / most[&next.node.kind()] as f64));
        }
        answer
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn nearest_nodes_are_those_of_the_highest_counts(
        papers in corpus(40, 12),
        asked in asked(),
        max_authors in proptest::option::of(1_u32..12),
    ) {
        let graph = graph_of(&papers, BuildOptions { max_authors, ..BuildOptions::default() });
        let focus = asked.focus(&graph);
        let naive = Naive::new(&graph, Some(focus), asked.years);
        let people = asked.people.unwrap_or(60);
        let mut question = Slicer::of(focus).select(Select::Nearest).nodes(asked.nodes).years(asked.years);
        if let Some(people) = asked.people {
            question = question.cap(Kind::Person, people);
        }
        let slice = question.run(&graph);
        let found: Vec<(Node, f64)> = slice.graph.node_weights().map(|node| (node.node, node.score)).collect();
        let expected = Question { graph: &graph, naive: &naive, focus, people }.answer(asked.nodes);
        prop_assert_eq!(found, expected);
    }
}
