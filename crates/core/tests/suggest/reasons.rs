//! Why somebody is suggested.

use scholargraph::{Graph, PersonId, Suggestions, suggest::Measure};
use scholargraph_testkit::Paper;

use super::{graph_of, paper};

fn about(topics: &[u8], paper: Paper) -> Paper {
    Paper { topics: topics.to_vec(), ..paper }
}

/// 0 knows 3 through 1, recently and alone, and through 2, long ago and in company.
fn graph() -> Graph {
    let papers = [
        about(&[1, 2], paper(2020, [0, 1])),
        about(&[2], paper(2020, [1, 3])),
        about(&[], paper(2011, [0, 2, 4])),
        about(&[1], paper(2011, [2, 3, 5])),
        about(&[2, 3], paper(2020, [3])),
        about(&[2, 1], paper(2020, [0])),
    ];
    let titles = ["Parsing of trees", "Parsing trees fast", "Rare birds", "Rare flowers", "Tree banks", "Tree banks"];
    graph_of(papers.iter().zip(titles))
}

#[test]
fn reasons_are_those_who_know_both_and_what_both_work_on() {
    let graph = graph();
    let found = Suggestions::of(PersonId(0)).measure(Measure::WeightedRa).run(&graph);
    let best = &found.suggestions[0];
    assert_eq!((best.person, best.rank, best.common_collaborators), (PersonId(3), 1, 2));
    // Over 1: all of 1's strength is two ties of 1, and one of them leads to 0: 1 · 1/2. Over 2: four ties of 1/8 · 1/2.
    let (over_1, over_2) = (1.0 * 1.0 / 2.0, (1.0 / 16.0) * (1.0 / 16.0) / (4.0 / 16.0));
    let shares: Vec<_> = best.via.iter().map(|bridge| (bridge.person.0, bridge.share)).collect();
    let expected = [(1, over_1 / (over_1 + over_2)), (2, over_2 / (over_1 + over_2))];
    for ((found, share), (expected, part)) in shares.into_iter().zip(expected) {
        assert!(found == expected && (share - part).abs() < 1e-12, "{found} {share} is not {expected} {part}");
    }
    assert!((best.score - over_1 - over_2).abs() < 1e-12);
    let topics: Vec<_> = best.topics.iter().map(|&topic| graph.id(topic)).collect();
    assert_eq!(topics, ["T1002", "T1001"]);
    let terms: Vec<_> = best.terms.iter().map(|term| graph.terms().text.at(term.0 as usize)).collect();
    assert_eq!(terms, ["parsing trees", "tree banks", "rare"], "no word comes twice");
}

#[test]
fn reasons_are_as_many_as_asked_for() {
    let graph = graph();
    let found = |reasons| Suggestions::of(PersonId(0)).reasons(reasons).run(&graph);
    let (all, one, none) = (found(9), found(1), found(0));
    let people = |found: &scholargraph::Suggested| {
        found.suggestions.iter().map(|suggestion| (suggestion.person, suggestion.score)).collect::<Vec<_>>()
    };
    assert_eq!((people(&one), people(&none)), (people(&all), people(&all)));
    for ((all, one), none) in all.suggestions.iter().zip(&one.suggestions).zip(&none.suggestions) {
        assert_eq!(one.via, all.via[..all.via.len().min(1)]);
        assert_eq!(one.topics, all.topics[..all.topics.len().min(1)]);
        assert_eq!(one.terms, all.terms[..all.terms.len().min(1)]);
        assert!(none.via.is_empty() && none.topics.is_empty() && none.terms.is_empty());
    }
}
