//! Common collaborators: people that two people both share works with.

use super::{Accumulated, Collaborators};
use crate::{
    Graph, PersonId,
    id::DenseId,
    scratch::{Scratch, Slots},
};

/// How many of the person's collaborators each of them works with too, by slot.
///
/// `scratch.first` must hold the collaborators.
pub(super) fn common_collaborators(
    graph: &Graph,
    question: &Collaborators,
    found: &Accumulated<PersonId>,
    scratch: &mut Scratch,
) -> Vec<u32> {
    let Scratch { first: collaborators, second: seen, .. } = scratch;
    let people = found.nodes.iter().map(|shared| shared.node);
    let settings = &question.settings;
    if settings.years.is_all() && graph.meta().stores_collaborators(settings.max_authors) {
        let stored = &graph.person_relations().collaborators;
        let ahead = found.nodes.iter().skip(AHEAD).map(|shared| shared.node);
        let ahead = ahead.map(Some).chain(std::iter::repeat(None));
        return people
            .zip(ahead)
            .map(|(person, ahead)| {
                if let Some(ahead) = ahead {
                    stored.prefetch_row(ahead.index());
                }
                let row = stored.row(person.index()).iter();
                row.filter(|other| collaborators.contains(other.index())).count() as u32
            })
            .collect();
    }
    people.map(|person| live(graph, question, person, collaborators, seen)).collect()
}

/// How many rows are asked for in advance.
const AHEAD: usize = 8;

fn live(graph: &Graph, question: &Collaborators, person: PersonId, collaborators: &Slots, seen: &mut Slots) -> u32 {
    for &work in graph.works_of(person).iter().filter(|&&work| question.settings.counts(graph, work)) {
        for other in graph.authors(work) {
            if *other != person && collaborators.contains(other.index()) {
                seen.slot(other.index());
            }
        }
    }
    let common = seen.len() as u32;
    seen.clear();
    common
}
