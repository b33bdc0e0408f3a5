//! Long bylines, unknown and absurd years, people without anybody.

use scholargraph::{PersonId, Suggestions, WorkId, Years, suggest::Measure};

use super::{graph_of, paper};

const ALL: [Measure; 6] = [
    Measure::WalkText,
    Measure::Walk,
    Measure::CommonNeighbours,
    Measure::AdamicAdar,
    Measure::WeightedRa,
    Measure::WeightedWalk,
];

fn found(graph: &scholargraph::Graph, person: u32, measure: Measure) -> Vec<u32> {
    let found = Suggestions::of(PersonId(person)).measure(measure).run(graph);
    assert_eq!(found.total, found.suggestions.len());
    let mut people: Vec<u32> = found.suggestions.iter().map(|suggestion| suggestion.person.0).collect();
    people.sort_unstable();
    people
}

#[test]
fn long_bylines_make_no_neighbours_but_carry_walks() {
    // 0 to 50 stand on one byline; 50 and 51 share a work; so do 0 and 52, and 52 and 53.
    let papers = [paper(2020, 0..51), paper(2020, [50, 51]), paper(2020, [0, 52]), paper(2020, [52, 53])];
    let graph = graph_of(papers.iter().zip(["Red graphs", "Red graphs", "Red graphs", "Blue trees"]));
    for measure in [Measure::CommonNeighbours, Measure::AdamicAdar, Measure::WeightedRa, Measure::WeightedWalk] {
        assert_eq!(found(&graph, 0, measure), [53], "{measure:?}");
    }
    for measure in [Measure::Walk, Measure::WalkText] {
        assert_eq!(found(&graph, 0, measure), [51, 53], "{measure:?}");
    }
    // With one fewer, they know each other.
    let papers = [paper(2020, 0..50), paper(2020, [49, 51]), paper(2020, [0, 52]), paper(2020, [52, 53])];
    let graph = graph_of(papers.iter().zip([""; 4]));
    for measure in ALL {
        let far = graph.nodes::<PersonId>().filter(|person| ["A1051", "A1053"].contains(&graph.id(*person)));
        assert_eq!(found(&graph, 0, measure), far.map(|person| person.0).collect::<Vec<_>>(), "{measure:?}");
    }
}

#[test]
fn nobody_is_suggested_to_those_who_stand_alone() {
    let papers = [paper(2020, [0]), paper(2020, [1, 2]), paper(0, [])];
    let graph = graph_of(papers.iter().zip(["Red graphs", "Red graphs", "Red graphs"]));
    for measure in ALL {
        (0..4).for_each(|person| assert!(found(&graph, person, measure).is_empty(), "{measure:?}"));
    }
}

#[test]
fn years_may_be_unknown_or_absurd() {
    let papers = [paper(1, [0, 1]), paper(0, [1, 2]), paper(9999, [3, 4]), paper(1, [2, 5])];
    let graph = graph_of(papers.iter().zip(["Red graphs"; 4]));
    for measure in ALL {
        let found = Suggestions::of(PersonId(0)).measure(measure).run(&graph);
        for suggestion in &found.suggestions {
            assert!(suggestion.score.is_finite() && suggestion.via.iter().all(|bridge| bridge.share.is_finite()));
        }
        // As things stood then, nothing is too old.
        let question = Suggestions::of(PersonId(0)).measure(measure).years(Years { from: None, to: Some(1) });
        assert!(question.run(&graph).suggestions.is_empty(), "the work in between has no year");
        let question = Suggestions::of(PersonId(0)).measure(measure).reference_year(Some(1));
        assert_eq!(question.run(&graph).suggestions[0].person, PersonId(2), "{measure:?}");
    }
    assert_eq!(graph.year(WorkId(1)), None);
}

/// Works of three thousand years ago count for less than anything may be divided by.
#[test]
fn an_age_beyond_measure_takes_nothing_from_others() {
    let ancient = |age: i16| paper(2020 - age, [1, 9]);
    for age in [2900, 3000, 3070, 3100, 3150, 3220, 3300] {
        let papers = [paper(2020, [0, 1]), paper(2020, [1, 2]), ancient(age), paper(2020 - age, [3])];
        let graph = graph_of(papers.iter().zip(["Red graphs"; 4]));
        for measure in [Measure::Walk, Measure::WalkText] {
            let suggested = Suggestions::of(PersonId(0)).measure(measure).run(&graph).suggestions;
            assert_eq!(suggested.first().map(|one| one.person), Some(PersonId(2)), "{measure:?}, {age} years");
            assert!(suggested.iter().all(|one| one.score.is_finite()), "{measure:?}, {age} years");
        }
    }
}
