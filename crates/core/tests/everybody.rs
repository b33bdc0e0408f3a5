//! Everybody's collaborators are what asking one by one answers, on any number of threads.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
};

use proptest::prelude::*;
use scholargraph::{
    AllCollaborators, BuildOptions, Collaborators, CorpusBuilder, Graph, Measure, PersonId, Ranking, Years,
    rank::everybody,
};
use scholargraph_testkit::{corpus, graph_of, graph_of_lines, shared, synthetic};

/// The same question, about everybody and about one.
#[derive(Clone, Debug)]
struct Question {
    measure: Measure,
    years: Years,
    reference_year: Option<i16>,
    max_authors: Option<u32>,
    top: usize,
    evidence: usize,
}

impl Question {
    fn of(measure: Measure) -> Self {
        let max_authors = Some(100);
        Self { measure, years: Years::ALL, reference_year: None, max_authors, top: 10, evidence: 0 }
    }

    fn about_everybody(&self) -> AllCollaborators {
        AllCollaborators::new()
            .measure(self.measure)
            .years(self.years)
            .reference_year(self.reference_year)
            .max_authors(self.max_authors)
            .top(self.top)
            .evidence(self.evidence)
    }

    fn about(&self, person: PersonId) -> Collaborators {
        Collaborators::of(person)
            .measure(self.measure)
            .years(self.years)
            .reference_year(self.reference_year)
            .max_authors(self.max_authors)
            .limit(self.top)
            .evidence(self.evidence)
    }

    fn one_by_one(&self, graph: &Graph) -> Vec<Ranking> {
        graph.nodes().map(|person| self.about(person).run(graph)).collect()
    }

    fn all_on(&self, threads: usize, graph: &Graph) -> Vec<Ranking> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
        pool.install(|| self.about_everybody().run(graph).collect())
    }
}

fn measures() -> impl Iterator<Item = Measure> {
    Measure::NAMES.into_iter().filter_map(Measure::from_name)
}

fn question() -> impl Strategy<Value = Question> {
    let recent = (0.1_f64..9.0, 0.0_f64..2.0);
    let recent = recent.prop_map(|(half_life, size_exponent)| Measure::Recent { half_life, size_exponent });
    let measure = prop_oneof![5 => prop::sample::select(measures().collect::<Vec<_>>()), 1 => recent];
    let year = || prop::option::of(1995_i16..2030);
    let limit = prop::sample::select(vec![None, Some(100), Some(4), Some(2)]);
    (measure, (year(), year()), year(), limit, 0_usize..6, 0_usize..3).prop_map(
        |(measure, (from, to), reference_year, max_authors, top, evidence)| {
            let years = Years { from, to };
            Question { measure, years, reference_year, max_authors, top, evidence }
        },
    )
}

proptest! {
    #[test]
    fn everybody_is_answered_as_if_asked_alone(
        papers in corpus(40, 20),
        question in question(),
        stored in prop::sample::select(vec![None, Some(100), Some(2)]),
    ) {
        let graph = graph_of(&papers, BuildOptions { max_authors: stored, ..BuildOptions::default() });
        let all: Vec<Ranking> = question.about_everybody().run(&graph).collect();
        prop_assert_eq!(all, question.one_by_one(&graph));
    }
}

#[test]
fn threads_and_portions_make_no_difference() {
    let graph = synthetic(3000, 7, BuildOptions::default());
    for measure in measures() {
        // Of everybody's whole list, few people are asked about at once.
        for top in [10, usize::MAX] {
            let question = Question { top, evidence: 2, ..Question::of(measure) };
            let alone = question.one_by_one(&graph);
            assert!(alone.iter().any(|ranking| ranking.total > 3), "a corpus without collaborators proves nothing");
            for threads in [1, 4] {
                assert!(question.all_on(threads, &graph) == alone, "{} on {threads} threads", measure.name());
            }
        }
    }
}

#[test]
fn nobody_is_asked_about_before_answers_are_taken() {
    let graph = synthetic(1000, 7, BuildOptions::default());
    let asked = AtomicUsize::new(0);
    let ask = |person: PersonId| {
        asked.fetch_add(1, Ordering::Relaxed);
        person
    };
    let mut answers = everybody(&graph, 50, ask);
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    let first: Vec<PersonId> = answers.by_ref().take(50).collect();
    assert_eq!(first, (0..50).map(PersonId).collect::<Vec<_>>());
    assert_eq!(asked.load(Ordering::Relaxed), 50);
    assert_eq!(answers.next(), Some(PersonId(50)));
    assert_eq!(asked.load(Ordering::Relaxed), 100);
    drop(answers);
    assert_eq!(everybody(&graph, 0, |_| ()).count(), graph.people().len());
}

#[test]
fn an_empty_graph_has_no_rankings() {
    let graph = CorpusBuilder::new().finish(BuildOptions::default()).unwrap().0;
    assert_eq!(AllCollaborators::new().run(&graph).count(), 0);
}

#[test]
fn everybody_in_a_real_corpus_is_answered_as_if_asked_alone() {
    let Some(folder) = shared("everybody_in_a_real_corpus_is_answered_as_if_asked_alone") else { return };
    let graph = graph_of_lines(&folder.join("data/acl-backtest/works.jsonl.gz"), BuildOptions::default());
    let recent = Measure::Recent { half_life: 1.0, size_exponent: 0.5 };
    for question in measures().chain([recent]).map(Question::of) {
        let mut rankings = BTreeMap::new();
        for ranking in question.about_everybody().run(&graph) {
            rankings.insert(ranking.person, ranking);
        }
        assert_eq!(rankings.len(), graph.people().len());
        // Every seventh, so that the test takes seconds.
        for person in graph.nodes::<PersonId>().step_by(7) {
            assert!(rankings[&person] == question.about(person).run(&graph), "{person:?} by {:?}", question.measure);
        }
    }
}
