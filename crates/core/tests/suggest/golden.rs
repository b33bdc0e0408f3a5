//! What independent programs found on the ACL Anthology.

use std::collections::BTreeMap;

use scholargraph::{BuildOptions, Graph, Kind, Node, PersonId, Suggestions, suggest::Measure};
use scholargraph_testkit::{golden, graph_of_lines, shared};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    #[serde(rename = "T")]
    reference_year: i16,
    people: Vec<Person>,
}

#[derive(Deserialize)]
struct Person {
    key: String,
    top10: BTreeMap<String, Vec<Listed>>,
}

#[derive(Deserialize)]
struct Listed {
    key: String,
    score: f64,
}

fn person(graph: &Graph, id: &str) -> PersonId {
    match graph.find_exact(Kind::Person, id) {
        Some(Node::Person(person)) => person,
        _ => panic!("{id} is not in the corpus"),
    }
}

fn measure(name: &str) -> Measure {
    match name {
        "common_neighbours" => Measure::CommonNeighbours,
        "adamic_adar" => Measure::AdamicAdar,
        "w_RA" => Measure::WeightedRa,
        "ppr_bip" => Measure::Walk,
        "ppr_w" => Measure::WeightedWalk,
        _ => panic!("{name} is no measure"),
    }
}

#[test]
fn suggestions_on_the_acl_anthology_are_the_golden_ones() {
    let Some(shared) = shared("suggestions_on_the_acl_anthology_are_the_golden_ones") else { return };
    let expected: Golden = golden(&shared.join("golden/golden_suggest_top10.json"));
    let graph = graph_of_lines(&shared.join("data/acl-backtest/works.jsonl.gz"), BuildOptions::default());
    assert_eq!(expected.people.len(), 30);
    for one in &expected.people {
        assert_eq!(one.top10.len(), 5);
        for (name, listed) in &one.top10 {
            let question = Suggestions::of(person(&graph, &one.key)).measure(measure(name)).limit(10);
            let found = question.reference_year(Some(expected.reference_year)).run(&graph);
            let ids = found.suggestions.iter().map(|suggestion| graph.id(suggestion.person));
            assert_eq!(ids.collect::<Vec<_>>(), listed.iter().map(|one| &one.key).collect::<Vec<_>>(), "{}", one.key);
            for (found, expected) in found.suggestions.iter().zip(listed) {
                let off = (found.score - expected.score).abs() / expected.score;
                assert!(off < 1e-6, "{} {name} {}: {} is not {}", one.key, expected.key, found.score, expected.score);
            }
            assert!(found.complete);
        }
    }
}
