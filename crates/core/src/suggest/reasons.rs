//! Why somebody is suggested: who knows both, and what both work on.

use super::{Bridge, Scope, Suggestion, memory::Memory, scope::Tie, text::Reader};
use crate::{
    PersonId, TopicId,
    id::DenseId,
    scratch::Slots,
    text::telling_terms,
    top::{Score, top, top_nodes},
};

/// Gives every suggestion its reasons, at most `limit` of each sort. The slots of `memory` must be empty, and are left
/// so.
pub(super) fn give(
    scope: &Scope<'_>,
    person: PersonId,
    limit: usize,
    suggestions: &mut [Suggestion],
    memory: &mut Memory,
) {
    let Memory { first, second, .. } = memory;
    let ties = scope.ties(person, first);
    for suggestion in &mut *suggestions {
        (suggestion.via, suggestion.common_collaborators) =
            bridges(scope, (&ties, first), suggestion.person, limit, second);
    }
    first.clear();
    count_topics(scope, person, first);
    for suggestion in &mut *suggestions {
        suggestion.topics = shared_topics(scope, first, suggestion.person, limit, second);
    }
    first.clear();
    let mut reader = Reader::new(scope);
    let own = reader.vector(person, first);
    for suggestion in &mut *suggestions {
        let theirs = reader.vector(suggestion.person, second);
        suggestion.terms = telling_terms(scope.graph, own.common(first, &theirs, second), limit);
        second.clear();
    }
    first.clear();
}

/// The common collaborators of two people, one of whom has these `ties`, and how many there are.
fn bridges(
    scope: &Scope<'_>,
    (ties, slots): (&[Tie], &Slots),
    other: PersonId,
    limit: usize,
    theirs: &mut Slots,
) -> (Vec<Bridge>, usize) {
    let mut common: Vec<(PersonId, f64)> = Vec::new();
    for tie in scope.ties(other, theirs) {
        if let Some(own) = slots.get(tie.person.index()).and_then(|slot| ties.get(slot)) {
            let all = scope.total_strength(tie.person);
            // Nothing where all works are of an age beyond measure.
            common.push((tie.person, if all > 0.0 { own.strength * tie.strength / all } else { 0.0 }));
        }
    }
    theirs.clear();
    let total: f64 = common.iter().map(|(_, through)| through).sum();
    let share = |through: f64| if total > 0.0 { through / total } else { 0.0 };
    let shares = common.iter().map(|&(person, through)| (Score::new(share(through)), person));
    let listed = top(shares, limit).into_iter().filter_map(|(_, person)| {
        let (_, through) = common.iter().find(|&&(other, _)| other == person)?;
        Some(Bridge { person, share: share(*through) })
    });
    (listed.collect(), common.len())
}

fn count_topics(scope: &Scope<'_>, person: PersonId, counts: &mut Slots) {
    for work in scope.works(person) {
        scope.graph.topics_of(work).iter().for_each(|topic| counts.count(topic.index()));
    }
}

/// The topics of most works of both; of one that has many works in it, only as many count as the other has.
fn shared_topics(scope: &Scope<'_>, own: &Slots, other: PersonId, limit: usize, theirs: &mut Slots) -> Vec<TopicId> {
    count_topics(scope, other, theirs);
    let shared = theirs.counts().map(|(topic, count)| (count.min(own.counted(topic)), TopicId::from_index(topic)));
    let best = top_nodes(scope.graph, shared.filter(|&(count, _)| count > 0), limit, TopicId::into);
    theirs.clear();
    best.into_iter().map(|(_, topic)| topic).collect()
}
