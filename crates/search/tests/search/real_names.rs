//! Names as people type them, on a real corpus.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::Path,
};

use flate2::read::MultiGzDecoder;
use scholargraph::{Authorship, Graph, Key, Kind, PersonRecord, WorkRecord};
use scholargraph_search::{Query, SearchIndex};
use scholargraph_testkit::shared;
use serde_json::Value;

use crate::corpus;

/// The people and titles of the corpus up to 2023: nothing else is searched by.
fn graph(data: &Path) -> Graph {
    let file = File::open(data.join("acl-backtest/works.jsonl.gz")).expect("the corpus is there");
    let lines = BufReader::new(MultiGzDecoder::new(file)).lines().map(|line| line.expect("the corpus is whole"));
    corpus::graph(lines.map(|line| work(&serde_json::from_str(&line).expect("a line is a work"))))
}

fn work(record: &Value) -> WorkRecord<'static> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut work = WorkRecord::new(Key::id(text(&record["id"])));
    work.attributes.title = text(&record["title"]).into();
    let authors = record["authorships"].as_array().expect("a work has a byline");
    work.authorships = authors
        .iter()
        .map(|place| Authorship {
            person: Some(PersonRecord::named(
                Key::id(text(&place["author"]["id"])),
                text(&place["author"]["display_name"]),
            )),
            raw_name: text(&place["raw_author_name"]).into(),
            ..Authorship::default()
        })
        .collect();
    work
}

/// How many queries there were, and how many found the person first and among the first five.
#[derive(Clone, Copy, Default)]
struct Score {
    queries: usize,
    first: usize,
    first_five: usize,
}

impl Score {
    fn add(&mut self, place: Option<usize>) {
        self.queries += 1;
        self.first += usize::from(place == Some(0));
        self.first_five += usize::from(place.is_some_and(|place| place < 5));
    }

    fn shares(self) -> (f64, f64) {
        let share = |count: usize| count as f64 / self.queries as f64;
        (share(self.first), share(self.first_five))
    }
}

/// Where in the answer one of the people comes who may be meant: an initial leaves several.
fn place(graph: &Graph, index: &SearchIndex, query: &Value) -> Option<usize> {
    let text = query["query"].as_str().expect("a query has a text");
    let query_of_people = Query { kind: Some(Kind::Person), ..Query::new(text) };
    let hits = index.search(graph, &query_of_people).expect("the query is within bounds").hits;
    let acceptable = query["acceptable_keys"].as_array().expect("some people are meant");
    hits.iter().position(|hit| acceptable.iter().any(|key| key == graph.id(hit.node)))
}

/// Scores by kind of query, for those whose person is in the corpus.
fn scores<'a>(graph: &Graph, queries: &'a [Value]) -> BTreeMap<&'a str, Score> {
    let index = SearchIndex::build(graph).expect("a graph has an index");
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for query in queries {
        let expected = query["expected_key"].as_str().expect("a query has a person");
        if graph.resolve(Some(Kind::Person), expected).is_err() {
            continue;
        }
        let place = place(graph, &index, query);
        let kind = query["kind"].as_str().expect("a query has a kind");
        for kind in ["all", kind] {
            scores.entry(kind).or_default().add(place);
        }
    }
    scores
}

#[test]
fn people_are_found_by_what_is_typed() {
    let Some(shared) = shared("people_are_found_by_what_is_typed") else { return };
    let queries = fs::read(shared.join("golden/name_queries.json")).expect("the queries are there");
    let queries: Value = serde_json::from_slice(&queries).expect("the queries are JSON");
    let scores = scores(&graph(&shared.join("data")), queries["queries"].as_array().expect("there are queries"));
    for (kind, score) in &scores {
        let (first, first_five) = score.shares();
        eprintln!("{kind:35} {:4} queries: first {first:.3}, first five {first_five:.3}", score.queries);
    }
    assert_eq!(scores["all"].queries, 198);
    let (first, first_five) = scores["all"].shares();
    assert!(first >= 0.925 && first_five >= 0.985, "first {first:.3}, first five {first_five:.3}");
}
