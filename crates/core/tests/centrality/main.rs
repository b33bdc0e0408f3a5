//! PageRank as networkx computes it, and as it is on changed graphs.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use scholargraph::{
    Authorship, BuildOptions, Changes, CorpusBuilder, DenseId, Graph, Key, PersonId, PersonRecord, WorkRecord,
    centrality::{Centrality, CitationIndices, PageRank},
};
use scholargraph_testkit::synthetic;
use serde::Deserialize;

/// What `pagerank.py` beside this file wrote.
#[derive(Deserialize)]
struct Golden {
    karate: Edges,
    bylines: Bylines,
    citations: Edges,
}

#[derive(Deserialize)]
struct Edges {
    edges: Vec<(usize, usize)>,
    ranks: Vec<f64>,
}

#[derive(Deserialize)]
struct Bylines {
    works: Vec<Vec<usize>>,
    ranks: Vec<f64>,
}

fn golden() -> Golden {
    scholargraph_testkit::golden(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/centrality/pagerank.json")))
}

fn built(works: impl Iterator<Item = WorkRecord<'static>>) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    works.for_each(|work| shard.work(&work));
    shard.close();
    builder.finish(BuildOptions::default()).unwrap().0
}

/// Works by these people. Ids ascend as numbers do.
fn by_people(works: impl IntoIterator<Item = Vec<usize>>) -> Graph {
    let person = |number: usize| {
        let record = PersonRecord::named(Key::id(format!("A{}", 1000 + number)), "Somebody");
        Authorship { person: Some(record), ..Authorship::default() }
    };
    built(works.into_iter().zip(1000..).map(|(people, id)| {
        let mut work = WorkRecord::new(Key::id(format!("W{id}")));
        work.authorships = people.into_iter().map(person).collect();
        work
    }))
}

fn check(found: &Centrality, expected: &[f64]) {
    assert!(found.converged, "{} iterations, {}", found.iterations, found.residual);
    assert_eq!(found.scores.len(), expected.len());
    for (node, (found, expected)) in found.scores.iter().zip(expected).enumerate() {
        assert!((found - expected).abs() <= 1e-6 * expected, "{node}: {found} instead of {expected}");
    }
}

#[test]
fn a_club_ranks_as_networkx_ranks_it() {
    let club = golden().karate;
    let graph = by_people(club.edges.into_iter().map(|(a, b)| vec![a, b]));
    check(&PageRank::new().people(&graph), &club.ranks);
}

#[test]
fn weighted_collaborators_rank_as_networkx_ranks_them() {
    let bylines = golden().bylines;
    let graph = by_people(bylines.works);
    check(&PageRank::new().people(&graph), &bylines.ranks);
}

#[test]
fn works_that_cite_nothing_rank_as_networkx_ranks_them() {
    let citations = golden().citations;
    let works = (0..citations.ranks.len()).map(|number| {
        let mut work = WorkRecord::new(Key::id(format!("W{}", 1000 + number)));
        let cited = citations.edges.iter().filter(|&&(from, _)| from == number);
        work.references = cited.map(|&(_, to)| Key::id(format!("W{}", 1000 + to))).collect();
        work
    });
    check(&PageRank::new().works(&built(works)), &citations.ranks);
}

#[test]
fn ranks_add_up_and_do_not_depend_on_threads() {
    let graph = synthetic(3000, 8, BuildOptions::default());
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| (PageRank::new().people(&graph), PageRank::new().works(&graph)))
    };
    let (people, works) = on(1);
    assert_eq!(on(3), (people.clone(), works.clone()));
    for ranks in [people, works] {
        assert!((ranks.scores.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}

#[test]
fn iterations_are_bounded_and_told() {
    let graph = synthetic(300, 8, BuildOptions::default());
    let cut = PageRank::new().iterations(3).people(&graph);
    assert_eq!((cut.iterations, cut.converged), (3, false));
    let none = PageRank::new().damping(0.0).people(&graph);
    let even = 1.0 / graph.people().len() as f64;
    assert!(none.converged && none.scores.iter().all(|score| (score - even).abs() < 1e-12));
    assert!(PageRank::new().works(&by_people([])).scores.is_empty());
}

#[test]
fn who_is_hidden_has_no_rank() {
    let graph = by_people([vec![0, 1], vec![1, 2], vec![2, 3]]);
    let mut changes = Changes::new();
    changes.hide(PersonId(3));
    let changed = graph.with_changes(&changes).unwrap();
    let ranks = PageRank::new().people(&changed).scores;
    assert_eq!(ranks[3], 0.0);
    let rebuilt = PageRank::new().people(&by_people([vec![0, 1], vec![1, 2], vec![2]])).scores;
    check(&PageRank::new().people(&changed), &[&rebuilt[..], &[0.0]].concat());
    assert_eq!(CitationIndices::of(&changed, PersonId::from_index(0)), CitationIndices::default());
}
