//! Back-tests: figures that independent programs computed on a real corpus, and a literal back-test on random ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use scholargraph::{
    BuildOptions, Collaborators, DenseId, DeriveTopics, Graph, Kind, Measure, Node, PersonId, Years,
    backtest::{CollaboratorTest, Selection, SliceTest, SuggestionTest},
    suggest,
};
use scholargraph_testkit::{Paper, corpus, golden, graph_of, graph_of_lines, shared, synthetic};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    close: Results,
    close_ext: Results,
}

#[derive(Deserialize)]
struct Results {
    /// By measure and year.
    res: BTreeMap<String, BTreeMap<String, Figures>>,
}

#[derive(Clone, Copy, Deserialize)]
struct Figures {
    #[serde(rename = "MAP")]
    map: f64,
    #[serde(rename = "MRR")]
    mrr: f64,
    #[serde(rename = "NDCG@10", default)]
    ndcg_10: f64,
    #[serde(rename = "R@10", default)]
    recall_10: f64,
    #[serde(rename = "R@20", default)]
    recall_20: f64,
}

const YEARS: [i16; 3] = [2014, 2017, 2020];

fn anthology(folder: &std::path::Path) -> Graph {
    let options = BuildOptions { max_authors: None, ..BuildOptions::default() };
    graph_of_lines(&folder.join("data/acl-backtest/works.jsonl.gz"), options)
}

#[test]
fn golden_back_tests_of_collaborators() {
    let Some(folder) = shared("golden_back_tests_of_collaborators") else { return };
    let golden: Golden = golden(&folder.join("golden/golden_backtest.json"));
    let graph = anthology(&folder);
    let recent = |half_life, size_exponent| Measure::Recent { half_life, size_exponent };
    let measures = [
        (Measure::Close, &golden.close_ext.res["comb h=0.75 b=0.75 act=0.15 cn=0.2"]),
        (Measure::Newman, &golden.close.res["newman"]),
        (Measure::Count, &golden.close.res["count"]),
        (Measure::Jaccard, &golden.close.res["jaccard"]),
        (Measure::Salton, &golden.close.res["salton"]),
        (recent(1.0, 0.0), &golden.close.res["decay_count h=1"]),
        (recent(3.0, 1.0), &golden.close.res["decay_newman h=3"]),
    ];
    for (measure, figures) in measures {
        for year in YEARS {
            let outcome = CollaboratorTest::at(year).measure(measure).run(&graph);
            let (found, expected) = (outcome.metrics, figures[&year.to_string()]);
            let pairs = [
                (found.average_precision, expected.map),
                (found.reciprocal_rank, expected.mrr),
                (found.ndcg_10, expected.ndcg_10),
                (found.recall_10, expected.recall_10),
                (found.recall_20, expected.recall_20),
            ];
            println!("{} {year}: {} people, {found:?}", measure.name(), outcome.people);
            for (found, expected) in pairs {
                assert!((found - expected).abs() < 0.002, "{measure:?} {year}: {found} instead of {expected}");
            }
        }
    }
}

#[derive(Deserialize)]
struct Focals {
    people: BTreeMap<String, Vec<String>>,
}

/// On the people whom another program asked about.
#[test]
fn golden_back_tests_of_suggestions() {
    let Some(folder) = shared("golden_back_tests_of_suggestions") else { return };
    let focals: Focals = golden(&folder.join("golden/suggest_focals.json"));
    let graph = anthology(&folder);
    let expected = [
        (suggest::Measure::Walk, [0.1875, 0.1646, 0.1412], 0.002),
        (suggest::Measure::AdamicAdar, [0.119, 0.116, 0.103], 0.003),
    ];
    for (measure, recalls, tolerance) in expected {
        for (year, recall) in YEARS.into_iter().zip(recalls) {
            let people: Vec<PersonId> = focals.people[&year.to_string()].iter().map(|id| person(&graph, id)).collect();
            let outcome = SuggestionTest::at(year).measure(measure).people(&people).run(&graph);
            println!("{} {year}: {outcome:?}", measure.name());
            assert_eq!(outcome.people, people.len(), "everybody has somebody to be found");
            let found = outcome.metrics.recall_20;
            assert!((found - recall).abs() < tolerance, "{measure:?} {year}: {found} instead of {recall}");
        }
    }
}

fn person(graph: &Graph, id: &str) -> PersonId {
    match graph.resolve(Some(Kind::Person), id).map(|found| found.node) {
        Ok(Node::Person(person)) => person,
        other => panic!("{id}: {other:?}"),
    }
}

/// The promises of slices, on people drawn from a real corpus.
#[test]
fn slices_keep_those_with_whom_people_publish_again() {
    let Some(folder) = shared("slices_keep_those_with_whom_people_publish_again") else { return };
    let options = BuildOptions { max_authors: None, derive_topics: DeriveTopics::Titles, ..BuildOptions::default() };
    let graph = graph_of_lines(&folder.join("data/acl-backtest/works.jsonl.gz"), options);
    for year in YEARS {
        let test = SliceTest::at(year);
        let (walk, nearest) = (test.clone().run(&graph), test.selection(Selection::BreadthFirst).run(&graph));
        println!("{walk:?}\n{nearest:?}");
        assert!(walk.people >= 200);
        assert_eq!((walk.connected, walk.nested), (1.0, 1.0));
        assert!(walk.edges.is_some_and(|edges| edges.drawn_per_node <= 1.75), "{walk:?}");
        assert!(walk.repeat_recall >= 0.9, "{walk:?}");
        assert!(walk.repeat_recall > nearest.repeat_recall + 0.3, "{walk:?} {nearest:?}");
    }
}

/// Mean average precision, worked out from papers as the definition says.
fn naive(papers: &[Paper], graph: &Graph, year: i16) -> (usize, f64) {
    let mut precisions = Vec::new();
    for person in 0..graph.people().len() {
        let person = PersonId::from_index(person);
        let number: u8 = (graph.id(person)[1..].parse::<u32>().unwrap() - 1000).try_into().unwrap();
        let together = |papers: Vec<&Paper>| -> BTreeSet<u8> {
            let own = papers.into_iter().filter(|paper| paper.people().contains(&number));
            own.flat_map(Paper::people).filter(|&other| other != number).collect()
        };
        let later = |paper: &&Paper| year < paper.year && paper.year <= year + 3 && paper.people().len() <= 25;
        let future = together(papers.iter().filter(later).collect());
        let past = together(papers.iter().filter(|paper| paper.year != 0 && paper.year <= year).collect());
        if past.len() < 11 || past.is_disjoint(&future) {
            continue;
        }
        let years = Years { from: None, to: Some(year) };
        let question = Collaborators::of(person).measure(Measure::Count).years(years).max_authors(None);
        let ranked = question.limit(1000).run(graph).collaborators;
        let is_right = |id: &str| future.contains(&u8::try_from(id[1..].parse::<u32>().unwrap() - 1000).unwrap());
        let (mut right, mut sum) = (0.0, 0.0);
        for (rank, other) in (1..).zip(&ranked) {
            if is_right(graph.id(other.person)) {
                right += 1.0;
                sum += right / f64::from(rank);
            }
        }
        precisions.push(sum / right);
    }
    (precisions.len(), precisions.iter().sum::<f64>() / precisions.len().max(1) as f64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_back_test_is_what_its_definition_says(papers in corpus(40, 30), year in 2000_i16..2023) {
        let graph = graph_of(&papers, BuildOptions::default());
        let outcome = CollaboratorTest::at(year).measure(Measure::Count).run(&graph);
        let (people, map) = naive(&papers, &graph, year);
        prop_assert_eq!(outcome.people, people);
        prop_assert!((outcome.metrics.average_precision - map).abs() < 1e-12);
    }
}

#[test]
fn one_thread_and_many_give_the_same_figures() {
    let graph = synthetic(3000, 5, BuildOptions::default());
    let year = graph.meta().reference_year() - 3;
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let slices = SliceTest::at(year).sample(40);
        let suggestions = SuggestionTest::at(year).sample(30);
        pool.install(|| (CollaboratorTest::at(year).run(&graph), slices.run(&graph), suggestions.run(&graph)))
    };
    let (collaborators, slices, suggestions) = run(1);
    assert!(collaborators.people > 20 && slices.people >= 20, "{collaborators:?} {slices:?}");
    assert_eq!(suggestions.people, 30);
    assert_eq!(run(4), (collaborators, slices, suggestions));
}

#[test]
fn a_larger_sample_holds_the_smaller() {
    let graph = synthetic(3000, 5, BuildOptions::default());
    let year = graph.meta().reference_year() - 3;
    let people = |sample| SliceTest::at(year).sample(sample).run(&graph).people;
    assert_eq!((people(0), people(1)), (0, 4));
    assert!(people(usize::MAX) > 50);
}
