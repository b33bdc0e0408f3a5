//! What is refused, what is cut, and how far a search goes.

use scholargraph::{InstitutionRecord, Key, Kind};
use scholargraph_search::{Query, QueryError, SearchIndex};

use crate::corpus::{self, labels};

#[test]
fn queries_out_of_bounds_are_refused() {
    let graph = corpus::mixed();
    let index = SearchIndex::build(&graph).unwrap();
    let refused = |text: &str, limit| index.search(&graph, &Query { text, kind: None, limit }).err();
    assert_eq!(refused(&"a".repeat(Query::MAX_BYTES), 10), None);
    assert_eq!(refused(&"a".repeat(513), 10), Some(QueryError::TooLong { bytes: 513 }));
    assert_eq!(refused(&"a ".repeat(Query::MAX_WORDS), 10), None);
    assert_eq!(refused(&"a ".repeat(49), 10), Some(QueryError::TooManyWords { words: 49 }));
    assert_eq!(refused("a", 0), Some(QueryError::Limit { limit: 0 }));
    assert_eq!(refused("a", 201), Some(QueryError::Limit { limit: 201 }));
}

#[test]
fn another_graph_is_refused() {
    let (graph, other) = (corpus::mixed(), corpus::titles(&[("Graph", 0)]));
    let index = SearchIndex::build(&graph).unwrap();
    let refused = index.search(&other, &Query::new("graph")).unwrap_err();
    let expected = QueryError::OtherGraph { index: graph.meta().id.clone(), graph: other.meta().id.clone() };
    assert_eq!(refused, expected);
}

#[test]
fn texts_without_words_find_nothing() {
    let graph = corpus::mixed();
    for text in ["", "  ", "...", "<i></i>", "\u{202e}"] {
        let answer = corpus::search(&graph, text, None);
        assert_eq!((answer.hits.len(), answer.total, answer.complete), (0, 0, true), "{text:?}");
    }
}

#[test]
fn empty_graphs_find_nothing() {
    assert!(labels(&corpus::graph([]), "graph", None).is_empty());
}

#[test]
fn hostile_names_are_found_by_their_beginning() {
    let word = "x".repeat(10_000);
    let many = (0..10_000).map(|word| format!("w{word} ")).collect::<String>();
    let mut work = corpus::work(0, &many);
    work.authorships = vec![corpus::authorship(0, &(&word, &[], 1)), corpus::authorship(1, &("Ada", &[], 1))];
    let mut institution = InstitutionRecord::named(Key::id("I1"), "Many Names");
    institution.attributes.other_names = (0..2_000).map(|name| format!("other{name}").into()).collect();
    work.authorships[1].institutions = vec![institution];
    let graph = corpus::graph([work]);
    let index = SearchIndex::build(&graph).unwrap();
    assert_eq!(Kind::ALL.map(|kind| index.cut(kind)), [1, 1, 0, 1]);
    for (text, found) in [("xxxx", 1), ("other100", 1), ("other1999", 0), ("w0 w63", 1), ("w9999", 0), ("ada", 1)] {
        assert_eq!(index.search(&graph, &Query::new(text)).unwrap().total, found, "{text}");
    }
    let very_word = &word[..Query::MAX_BYTES];
    assert_eq!(index.search(&graph, &Query::new(very_word)).unwrap().total, 1);
}

#[test]
fn common_words_stop_early_and_say_so() {
    let titles: Vec<(String, u32)> = (0..30_000).map(|at| (format!("Common graph s{at}"), at)).collect();
    let titles: Vec<(&str, u32)> = titles.iter().map(|(title, cited_by)| (title.as_str(), *cited_by)).collect();
    let graph = corpus::titles(&titles);
    for (text, counted) in [("common", 30_000), ("s", 30_000), ("graph common s", 10_001)] {
        let answer = corpus::search(&graph, text, None);
        let best: Vec<u32> = answer.hits.iter().map(|hit| hit.popularity).collect();
        assert_eq!(best, (29_990..30_000).rev().collect::<Vec<_>>(), "{text}");
        assert_eq!((answer.total, answer.complete), (counted, counted == 30_000), "{text}");
    }
    let rare = corpus::search(&graph, "common graph s12345", None);
    assert_eq!((rare.total, rare.complete), (1, true));
}
