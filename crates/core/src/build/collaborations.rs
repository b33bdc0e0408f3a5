//! `collaborates`: who shares works with whom.

use super::rows::{Laid, some_at_a_time};
use crate::{
    column::Room,
    graph::Tables,
    id::{DenseId, PersonId},
    model::{Adjacency, CollaboratesEdge, CollaboratesEdges},
    scratch::Slots,
};

/// The second author limit, for which shared works and strength are stored too.
const SMALL_WORK: usize = 50;

/// What one person shares with another.
#[derive(Clone, Copy, Debug)]
struct Shared {
    other: PersonId,
    works: u32,
    strength: f64,
    works_50: u32,
    strength_50: f64,
}

impl Shared {
    fn edge(&self) -> CollaboratesEdge {
        CollaboratesEdge {
            shared_works: self.works,
            strength: self.strength as f32,
            shared_works_50: self.works_50,
            strength_50: self.strength_50 as f32,
        }
    }
}

/// Everybody's collaborators over works of at most `max_authors` people.
///
/// O(Σ over works of n²), in parallel over people; each person's sums run over their works in ascending order,
/// so both ends of a pair come to the same bits.
pub(super) fn collaborations(
    tables: &Tables,
    max_authors: Option<u32>,
    room: &Room,
) -> Adjacency<PersonId, CollaboratesEdges> {
    let count = tables.people.len();
    let people: Vec<PersonId> = (0..count).map(PersonId::from_index).collect();
    let limit = max_authors.map_or(usize::MAX, |limit| limit as usize);
    let scratch = || {
        let mut places = Slots::default();
        places.reserve(count);
        places
    };
    let fill = |places: &mut Slots, &person: &PersonId, out: &mut Vec<_>| {
        out.extend(collaborators(tables, limit, person, places));
    };
    let mut laid = Laid::new(room);
    let (mut shared_works, mut strength) = (room.growing(), room.growing());
    let (mut shared_works_50, mut strength_50) = (room.growing(), room.growing());
    some_at_a_time(&people, scratch, fill, |some| {
        let edges = || some.values.iter().map(|(_, edge)| edge);
        laid.add(&some.lengths, some.values.iter().map(|&(other, _)| other));
        shared_works.extend(edges().map(|edge| edge.shared_works));
        strength.extend(edges().map(|edge| edge.strength));
        shared_works_50.extend(edges().map(|edge| edge.shared_works_50));
        strength_50.extend(edges().map(|edge| edge.strength_50));
    });
    laid.into_adjacency_with(CollaboratesEdges {
        shared_works: shared_works.finish().into(),
        strength: strength.finish().into(),
        shared_works_50: shared_works_50.finish().into(),
        strength_50: strength_50.finish().into(),
    })
}

/// The collaborators of `person` over works of at most `limit` people, ascending; `places` must be empty.
pub(crate) fn collaborators(
    tables: &Tables,
    limit: usize,
    person: PersonId,
    places: &mut Slots,
) -> Vec<(PersonId, CollaboratesEdge)> {
    let mut found: Vec<Shared> = Vec::new();
    for work in tables.person_relations.works.row(person.index()) {
        let authors = tables.work_relations.authors.row(work.index());
        if authors.len() < 2 || authors.len() > limit {
            continue;
        }
        let share = 1.0 / (authors.len() - 1) as f64;
        let (small, small_share) = if authors.len() <= SMALL_WORK { (1, share) } else { (0, 0.0) };
        for &other in authors.iter().filter(|&&other| other != person) {
            let place = places.slot(other.index());
            if place == found.len() {
                found.push(Shared { other, works: 0, strength: 0.0, works_50: 0, strength_50: 0.0 });
            }
            let shared = &mut found[place];
            shared.works += 1;
            shared.strength += share;
            shared.works_50 += small;
            shared.strength_50 += small_share;
        }
    }
    places.clear();
    found.sort_unstable_by_key(|shared| shared.other);
    found.iter().map(|shared| (shared.other, shared.edge())).collect()
}
