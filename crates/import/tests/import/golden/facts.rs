//! Facts as independent programs write them down, and people compared with them.

use std::collections::{BTreeMap, BTreeSet};

use scholargraph::{Collaborators, Graph, Measure, PersonId};
use serde_json::Value;

pub(super) fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// How often each value comes.
pub(super) fn counts(values: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts
}

/// People with counts, the highest first; of equal counts any come first.
pub(super) fn pairs(value: &Value) -> impl Iterator<Item = (&Value, usize)> {
    value.as_array().unwrap().iter().map(|pair| (&pair[0], number(&pair[1])))
}

/// Has somebody the works, and the collaborators at one step and at two, that they should? `called` says whom the facts
/// mean.
pub(super) fn check_person(graph: &Graph, person: PersonId, expected: &Value, called: impl Fn(&Value) -> PersonId) {
    let name = graph.id(person);
    assert_eq!(graph.works_of(person).len(), number(&expected["papers"]), "{name}");
    let ranking = Collaborators::of(person).measure(Measure::Count).max_authors(None).limit(usize::MAX).run(graph);
    assert_eq!(ranking.total, number(&expected["distinct_coauthors"]), "{name}");
    let shared: BTreeMap<PersonId, usize> =
        ranking.collaborators.iter().map(|other| (other.person, other.shared_works as usize)).collect();
    let listed = pairs(&expected["top10_coauthors"]);
    for ((key, works), ranked) in listed.zip(&ranking.collaborators) {
        assert_eq!((shared[&called(key)], ranked.shared_works as usize), (works, works), "{name}: {key}");
    }
    assert_eq!(two_steps_away(graph, person), number(&expected["people_at_exactly_two_hops"]), "{name}");
}

fn two_steps_away(graph: &Graph, person: PersonId) -> usize {
    let collaborators = &graph.person_relations().collaborators;
    let near = collaborators.row(person.0 as usize);
    let far: BTreeSet<PersonId> = near.iter().flat_map(|other| collaborators.row(other.0 as usize)).copied().collect();
    far.iter().filter(|&&other| other != person && !near.contains(&other)).count()
}
