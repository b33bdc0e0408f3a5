//! How often a walk is where, against personalised PageRank worked out from papers by iteration.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use scholargraph::{BuildOptions, Kind, PersonId, slice::Slicer};
use scholargraph_testkit::{Paper, corpus, graph_of};

/// A node by the letter of its kind and its number, as in `W1007`.
type Named = (char, usize);
type Weights = BTreeMap<Named, BTreeMap<Named, f64>>;

fn link(weights: &mut Weights, a: Named, b: Named, weight: f64) {
    for (from, to) in [(a, b), (b, a)] {
        *weights.entry(from).or_default().entry(to).or_default() += weight;
    }
}

/// Every edge that a walk may follow, with its weight.
fn weights(papers: &[Paper]) -> Weights {
    let years = || papers.iter().map(|paper| paper.year).filter(|&year| year != 0);
    let (oldest, newest) = (years().min().unwrap_or(0), years().max().unwrap_or(0));
    let recency = |year: i16| (-f64::from(newest - if year == 0 { oldest } else { year }) / 3.0).exp2();
    let mut weights = Weights::new();
    let mut last: BTreeMap<(u8, u8), i16> = BTreeMap::new();
    for (number, paper) in papers.iter().enumerate() {
        let (work, recency) = (('W', number), recency(paper.year));
        paper.people().iter().for_each(|&person| link(&mut weights, work, ('A', person.into()), recency));
        let topics: BTreeSet<u8> = paper.topics.iter().copied().collect();
        topics.iter().for_each(|&topic| link(&mut weights, work, ('T', topic.into()), 0.5 * recency));
        let institutions: BTreeSet<u8> = paper.authors.iter().flat_map(|(_, at)| at).copied().collect();
        institutions.iter().for_each(|&at| link(&mut weights, work, ('I', at.into()), 0.2 * recency));
        let cited: BTreeSet<usize> = paper.references.iter().map(|&cited| cited.into()).collect();
        for &cited in cited.iter().filter(|&&cited| cited != number && cited < papers.len()) {
            link(&mut weights, work, ('W', cited), 0.3 * recency);
        }
        for (person, at) in &paper.authors {
            at.iter().for_each(|&at| {
                let known = last.entry((*person, at)).or_default();
                *known = (*known).max(paper.year);
            });
        }
    }
    for ((person, at), year) in last {
        link(&mut weights, ('A', person.into()), ('I', at.into()), 0.2 * recency(year));
    }
    weights
}

/// How often a walk that starts over at `focus` with probability ¼ is at each node.
fn pagerank(weights: &Weights, focus: Named) -> BTreeMap<Named, f64> {
    let (mut settled, mut walking) = (BTreeMap::new(), BTreeMap::from([(focus, 1.0)]));
    for _ in 0..80 {
        let mut next: BTreeMap<Named, f64> = BTreeMap::new();
        for (&node, &held) in &walking {
            *settled.entry(node).or_default() += 0.25 * held;
            let links = &weights[&node];
            let total: f64 = links.values().sum();
            links.iter().for_each(|(&to, weight)| *next.entry(to).or_default() += 0.75 * held * weight / total);
        }
        walking = next;
    }
    settled
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn scores_are_personalised_pagerank(papers in corpus(20, 10)) {
        let graph = graph_of(&papers, BuildOptions::default());
        let weights = weights(&papers);
        for person in graph.nodes::<PersonId>() {
            let slice = Slicer::of(person).nodes(1000).run(&graph);
            let number = |id: &str| id[1..].parse::<usize>().map(|number| number - 1000);
            let named = |node: scholargraph::Node| {
                let letter = match node.kind() {
                    Kind::Work => 'W',
                    Kind::Person => 'A',
                    Kind::Topic => 'T',
                    Kind::Institution => 'I',
                };
                (letter, number(graph.id(node)).unwrap())
            };
            let expected = pagerank(&weights, named(person.into()));
            let focus = expected[&named(person.into())];
            for node in slice.graph.node_weights() {
                let (found, expected) = (node.score * focus, expected[&named(node.node)]);
                prop_assert!((found - expected).abs() < 1e-2, "{:?}: {found} instead of {expected}", node.node);
            }
        }
    }
}
