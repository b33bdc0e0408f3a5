//! People two steps away, against the formula taken literally.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use scholargraph::{BuildOptions, Graph, PersonId, rank::two_step};
use scholargraph_testkit::{Paper, corpus, graph_of};

proptest! {
    #[test]
    fn two_steps_lead_to_whom_the_formula_says(
        papers in corpus(30, 12),
        stored in prop::sample::select(vec![None, Some(4), Some(2)]),
        limit in 0_usize..12,
    ) {
        let graph = graph_of(&papers, BuildOptions { max_authors: stored, ..BuildOptions::default() });
        for person in graph.nodes() {
            let found = two_step(&graph, person, limit);
            let expected = naive_two_step(&graph, person);
            let ids: Vec<PersonId> = found.iter().map(|&(other, _)| other).collect();
            let best: Vec<PersonId> = expected.iter().take(limit).map(|&(other, _)| other).collect();
            prop_assert_eq!(ids, best);
            for ((_, found), (_, expected)) in found.into_iter().zip(expected) {
                prop_assert!((found - expected).abs() <= 1e-12 * expected);
            }
        }
    }
}

/// The Adamic–Adar index over pairs of people, taken literally: everybody with a common collaborator, the best first.
fn naive_two_step(graph: &Graph, person: PersonId) -> Vec<(PersonId, f64)> {
    let others = |person| graph.collaborators_of(person);
    let score = |other: PersonId| -> f64 {
        let common = others(person).iter().filter(|common| others(other).contains(common));
        common.map(|&common| 1.0 / (others(common).len() as f64).ln()).sum()
    };
    let further = graph.nodes::<PersonId>().filter(|other| *other != person && !others(person).contains(other));
    let mut found: Vec<_> = further.map(|other| (other, score(other))).filter(|&(_, score)| score > 0.0).collect();
    let ten_digits = |value: f64| format!("{value:.9e}").parse::<f64>().expect("a number that was just written");
    found.sort_by(|a, b| ten_digits(b.1).total_cmp(&ten_digits(a.1)).then(a.0.cmp(&b.0)));
    found
}

#[test]
fn two_steps_prefer_those_whom_few_connect() {
    // 0 and 4 share the collaborators 1 and 2; 0 and 5 share 2 and 3. 1 works with two people, 2 with three, 3 with
    // four.
    let pair = |a, b| Paper { year: 2020, authors: vec![(a, vec![]), (b, vec![])], ..Paper::default() };
    let pairs = [(0, 1), (1, 4), (0, 2), (2, 4), (2, 5), (0, 3), (3, 5), (3, 6), (3, 7)];
    let graph = graph_of(&pairs.map(|(a, b)| pair(a, b)), BuildOptions::default());
    let found = two_step(&graph, PersonId(0), 20);
    let share = |collaborators: f64| 1.0 / collaborators.ln();
    let expected = [
        (PersonId(4), share(2.0) + share(3.0)),
        (PersonId(5), share(3.0) + share(4.0)),
        (PersonId(6), share(4.0)),
        (PersonId(7), share(4.0)),
    ];
    assert_eq!(found, expected);
    assert!(two_step(&graph, PersonId(4), 0).is_empty());
}
