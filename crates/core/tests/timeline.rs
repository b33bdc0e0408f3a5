//! Timelines against their definition on random corpora.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use scholargraph::{BuildOptions, DenseId, Graph, PersonId, Timeline};
use scholargraph_testkit::{Paper, corpus, graph_of};

/// The number behind an id such as `A1007`.
fn number(id: &str) -> u8 {
    u8::try_from(id[1..].parse::<u32>().unwrap() - 1000).unwrap()
}

/// Year, works, new collaborators, all collaborators, topics with their works.
type Year = (i16, u32, BTreeSet<u8>, u32, BTreeMap<u8, u32>);

fn naive(papers: &[Paper], person: u8) -> (Vec<Year>, usize) {
    let own = || papers.iter().filter(|paper| paper.people().contains(&person));
    let met = |year: i16| {
        own().filter(move |paper| paper.year == year).flat_map(Paper::people).filter(|&other| other != person)
    };
    let mut known: BTreeSet<u8> = met(0).collect();
    let years: BTreeSet<i16> = own().map(|paper| paper.year).filter(|&year| year != 0).collect();
    let years = years.into_iter().map(|year| {
        let all: BTreeSet<u8> = met(year).collect();
        let new = all.difference(&known).copied().collect();
        known.extend(&all);
        let mut topics = BTreeMap::new();
        for paper in own().filter(|paper| paper.year == year) {
            for topic in paper.topics.iter().collect::<BTreeSet<_>>() {
                *topics.entry(*topic).or_insert(0) += 1;
            }
        }
        (year, own().filter(|paper| paper.year == year).count() as u32, new, all.len() as u32, topics)
    });
    (years.collect(), own().filter(|paper| paper.year == 0).count())
}

fn check(graph: &Graph, papers: &[Paper], person: PersonId) -> Result<(), TestCaseError> {
    let found = Timeline::of(graph, person);
    let (years, undated) = naive(papers, number(graph.id(person)));
    prop_assert_eq!(found.undated_works, undated);
    prop_assert_eq!(found.years.len(), years.len());
    for (found, (year, works, new, collaborators, topics)) in found.years.iter().zip(years) {
        prop_assert_eq!((found.year, found.works, found.collaborators), (year, works, collaborators));
        let met: Vec<u8> = found.new_collaborators.iter().map(|&person| number(graph.id(person))).collect();
        prop_assert_eq!(met, new.into_iter().collect::<Vec<_>>());
        prop_assert_eq!(found.topics.total, topics.len());
        prop_assert_eq!(found.topics.items.len(), topics.len().min(5));
        for &(topic, count) in &found.topics.items {
            prop_assert_eq!(topics[&number(graph.id(topic))], count);
        }
        prop_assert!(found.topics.items.is_sorted_by_key(|&(topic, count)| (std::cmp::Reverse(count), topic)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn timelines_are_what_their_definition_says(papers in corpus(30, 12)) {
        let graph = graph_of(&papers, BuildOptions::default());
        for person in 0..graph.people().len() {
            check(&graph, &papers, PersonId::from_index(person))?;
        }
    }
}
