//! The index against a scan of all names by the letter of the rules.

use std::cmp::Reverse;

use any_ascii::any_ascii;
use proptest::prelude::*;
use scholargraph::{DenseId, Graph, Kind, PersonId};
use scholargraph_search::Query;

use crate::corpus;

/// A name as the rules see it: what hyphens join, in its parts.
fn compounds(name: &str) -> Vec<Vec<String>> {
    let folded = any_ascii(name).to_lowercase();
    folded.split_whitespace().map(|word| word.split('-').map(str::to_owned).collect()).collect()
}

fn parts(name: &str) -> Vec<String> {
    compounds(name).into_iter().flatten().collect()
}

/// Everything one of the names is found by.
fn words(names: &[String]) -> Vec<String> {
    let compounds: Vec<_> = names.iter().flat_map(|name| compounds(name)).collect();
    let joined: Vec<String> = compounds.iter().map(|parts| parts.concat()).collect();
    compounds.into_iter().flatten().chain(joined).collect()
}

fn matches(names: &[String], query: &str) -> bool {
    let words = words(names);
    let compounds = compounds(query);
    let has = |wanted: &str, is_last: bool| {
        let is_prefix = is_last || wanted.len() == 1;
        words.iter().any(|word| word == wanted || is_prefix && word.starts_with(wanted))
    };
    compounds.iter().enumerate().all(|(at, parts)| {
        let is_last = at + 1 == compounds.len();
        let has_parts = parts.iter().enumerate().all(|(at, part)| has(part, is_last && at + 1 == parts.len()));
        has_parts || has(&parts.concat(), is_last)
    })
}

/// 2 for the very name, 1 for its words in another order, 0 for all else.
fn fit(names: &[String], query: &str) -> u8 {
    let sorted = |mut parts: Vec<String>| {
        parts.sort();
        parts
    };
    let fits = names.iter().map(|name| match parts(name) == parts(query) {
        true => 2,
        false => u8::from(sorted(parts(name)) == sorted(parts(query))),
    });
    fits.max().unwrap_or(0)
}

fn scan(graph: &Graph, people: &[(Vec<String>, usize)], query: &str) -> Vec<PersonId> {
    let mut found: Vec<_> = graph
        .nodes::<PersonId>()
        .zip(people)
        .filter(|(_, (names, _))| matches(names, query))
        .map(|(id, (names, works))| (Reverse(fit(names, query)), Reverse(*works), id))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, _, id)| id).collect()
}

/// One to three short words of few letters, some with hyphens.
fn name() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["a", "b", "ab", "ba", "abb", "łø", "äb", "ß", "Ba", "LÓ", "bab", "abba"]);
    let joint = prop::sample::select(vec![" ", " ", " ", "-"]);
    prop::collection::vec((word, joint), 1..4).prop_map(|words| {
        let name: String = words.iter().flat_map(|&(word, joint)| [word, joint]).collect();
        name.trim_end_matches([' ', '-']).to_owned()
    })
}

proptest! {
    #[test]
    fn finds_what_a_scan_finds(
        people in prop::collection::vec((prop::collection::vec(name(), 1..4), 1_usize..5), 1..40),
        queries in prop::collection::vec(name(), 1..10),
    ) {
        let graph = graph(&people);
        let index = scholargraph_search::SearchIndex::build(&graph).unwrap();
        for text in &queries {
            let query = Query { text, kind: Some(Kind::Person), limit: Query::MAX_LIMIT };
            let answer = index.search(&graph, &query).unwrap();
            let found: Vec<_> = answer.hits.iter().map(|hit| hit.node).collect();
            let expected: Vec<_> = scan(&graph, &people, text).into_iter().map(PersonId::into).collect();
            prop_assert_eq!(&found, &expected, "{}", text);
            prop_assert_eq!((answer.total, answer.complete), (expected.len(), true));
            let few = index.search(&graph, &Query { limit: 3, ..query }).unwrap();
            prop_assert_eq!(&few.hits[..], &answer.hits[..answer.hits.len().min(3)]);
        }
    }
}

fn graph(people: &[(Vec<String>, usize)]) -> Graph {
    let others: Vec<Vec<&str>> =
        people.iter().map(|(names, _)| names[1..].iter().map(String::as_str).collect()).collect();
    let people: Vec<corpus::Person<'_>> = people
        .iter()
        .zip(&others)
        .map(|((names, works), others)| (names[0].as_str(), others.as_slice(), *works))
        .collect();
    let graph = corpus::people(&people);
    assert_eq!(graph.id(PersonId::from_index(0)), "A1000");
    graph
}
