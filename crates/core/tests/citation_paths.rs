//! Paths through citations against their definition on random corpora.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use scholargraph::{
    BuildOptions, DenseId, Graph, WorkId,
    path::{CitationPath, CitationPaths},
};
use scholargraph_testkit::{Paper, corpus, graph_of};

fn neighbours(graph: &Graph, work: WorkId) -> BTreeSet<WorkId> {
    graph.references(work).iter().chain(graph.cited_by(work)).copied().collect()
}

/// Every shortest path from `from` to `to`, found by trying all that are no longer than any found.
fn all_shortest(graph: &Graph, from: WorkId, to: WorkId) -> Vec<Vec<WorkId>> {
    let mut paths = vec![vec![from]];
    let mut seen = BTreeSet::from([from]);
    while !paths.is_empty() {
        let found: Vec<Vec<WorkId>> = paths.iter().filter(|path| path.last() == Some(&to)).cloned().collect();
        if !found.is_empty() {
            return found;
        }
        let mut next = Vec::new();
        for path in &paths {
            for other in neighbours(graph, path[path.len() - 1]).difference(&seen) {
                next.push([&path[..], &[*other]].concat());
            }
        }
        seen.extend(next.iter().map(|path| path[path.len() - 1]));
        paths = next;
    }
    Vec::new()
}

fn strength(graph: &Graph, works: &[WorkId]) -> f64 {
    let link = |citing: WorkId, cited: WorkId| {
        let relations = graph.work_relations();
        let cites = relations.references.find(citing.index(), cited).is_some();
        let ends = relations.references.degree(citing.index()) * relations.cited_by.degree(cited.index());
        if cites { 1.0 / (ends as f64).sqrt() } else { 0.0 }
    };
    works.windows(2).map(|pair| link(pair[0], pair[1]).max(link(pair[1], pair[0]))).product()
}

fn works(path: &CitationPath, from: WorkId) -> Vec<WorkId> {
    std::iter::once(from).chain(path.steps.iter().map(|step| step.to)).collect()
}

fn check(graph: &Graph, from: WorkId, to: WorkId) -> Result<(), TestCaseError> {
    let shortest = all_shortest(graph, from, to);
    let answer = CitationPaths::between(from, to).limit(100).run(graph);
    prop_assert_eq!(answer.length, shortest.first().map(|path| path.len() as u32 - 1));
    prop_assert_eq!(answer.paths.len(), shortest.len().min(100));
    prop_assert_eq!(answer.more, shortest.len() > 100);
    let found: BTreeSet<Vec<WorkId>> = answer.paths.iter().map(|path| works(path, from)).collect();
    prop_assert_eq!(found.len(), answer.paths.len());
    prop_assert!(found.iter().all(|path| shortest.contains(path)));
    for path in &answer.paths {
        prop_assert!((path.strength - strength(graph, &works(path, from))).abs() < 1e-12);
        for step in &path.steps {
            prop_assert_eq!(step.cites, graph.references(step.from).contains(&step.to));
        }
    }
    if let Some(best) = answer.paths.first() {
        let most = shortest.iter().map(|path| strength(graph, path)).fold(0.0, f64::max);
        prop_assert!((best.strength - most).abs() < 1e-9);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn paths_are_all_that_are_shortest(papers in corpus(16, 4)) {
        let graph = graph_of(&papers, BuildOptions::default());
        let all = || (0..graph.works().len()).map(WorkId::from_index);
        for from in all() {
            for to in all() {
                check(&graph, from, to)?;
            }
        }
    }
}

/// A chain of eight works, each of which cites the one before.
#[test]
fn long_ways_are_found_and_strangers_are_not() {
    let paper = |cited: Option<u8>| Paper { year: 2020, references: cited.into_iter().collect(), ..Paper::default() };
    let mut papers: Vec<Paper> = (0..8).map(|work: u8| paper(work.checked_sub(1))).collect();
    papers.push(paper(None));
    let graph = graph_of(&papers, BuildOptions::default());
    let answer = CitationPaths::between(WorkId(7), WorkId(0)).run(&graph);
    assert_eq!((answer.length, answer.paths.len(), answer.more), (Some(7), 1, false));
    assert!(answer.paths[0].steps.iter().all(|step| step.cites) && answer.paths[0].strength == 1.0);
    assert_eq!(CitationPaths::between(WorkId(7), WorkId(8)).run(&graph).length, None);
    assert_eq!(CitationPaths::between(WorkId(7), WorkId(80)).run(&graph).length, None);
}
