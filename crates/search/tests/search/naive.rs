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

/// Are two words the same but for a letter too many, too few or another one, or two that changed places?
fn is_near(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    let rest = |word: &[u8], skipped: usize| word.get(skipped..).map(<[u8]>::to_vec);
    let swapped = a.len() > 1 && b.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
    a == b
        || swapped
        || [(1, 0), (0, 1), (1, 1)].iter().any(|&(skip_a, skip_b)| {
            let (a, b) = (rest(a, skip_a), rest(b, skip_b));
            a.is_some() && a == b
        })
}

fn matches(names: &[String], query: &str, unfinished: bool, forgiving: bool) -> bool {
    let words = words(names);
    let compounds = compounds(query);
    let has = |wanted: &str, is_last: bool| {
        let is_prefix = is_last && unfinished || wanted.len() == 1;
        let may_err = forgiving && wanted.len() >= 4;
        words
            .iter()
            .any(|word| word == wanted || is_prefix && word.starts_with(wanted) || may_err && is_near(word, wanted))
    };
    compounds.iter().enumerate().all(|(at, parts)| {
        let is_last = at + 1 == compounds.len();
        let has_parts = parts.iter().enumerate().all(|(at, part)| has(part, is_last && at + 1 == parts.len()));
        has_parts || has(&parts.concat(), is_last)
    })
}

/// 3 for the very name, 2 for its words in another order, 1 for all of them whole, 0 for all else.
fn fit(names: &[String], query: &str) -> u8 {
    let sorted = |mut parts: Vec<String>| {
        parts.sort();
        parts
    };
    let fits = names.iter().map(|name| match parts(name) == parts(query) {
        true => 3,
        false => 2 * u8::from(sorted(parts(name)) == sorted(parts(query))),
    });
    fits.max().unwrap_or(0).max(u8::from(matches(names, query, false, false)))
}

fn scan(graph: &Graph, people: &[(Vec<String>, usize)], query: &str) -> Vec<PersonId> {
    let exact = scan_by(graph, people, query, false);
    if exact.is_empty() { scan_by(graph, people, query, true) } else { exact }
}

fn scan_by(graph: &Graph, people: &[(Vec<String>, usize)], query: &str, forgiving: bool) -> Vec<PersonId> {
    let mut found: Vec<_> = graph
        .nodes::<PersonId>()
        .zip(people)
        .map(|(id, (names, works))| (id, spelt_out(names), works))
        .filter(|(_, names, _)| matches(names, query, true, forgiving))
        .map(|(id, names, works)| (Reverse(if forgiving { 0 } else { fit(&names, query) }), Reverse(*works), id))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, _, id)| id).collect()
}

/// The names, and those with umlauts once more without.
fn spelt_out(names: &[String]) -> Vec<String> {
    let spelt = names.iter().map(|name| name.replace('ä', "ae"));
    names.iter().cloned().chain(spelt).collect()
}

/// One to three short words of few letters, some with hyphens.
fn name() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a", "b", "ab", "ba", "abb", "łø", "äb", "ß", "Ba", "LÓ", "bab", "abba", "abäba", "bbab", "aeb",
    ]);
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
