//! `collaborates`: who shares works with whom.

use super::rows::rows_with_scratch;
use crate::{
    graph::Tables,
    id::{DenseId, PersonId},
    model::{Adjacency, CollaboratesEdges},
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

/// Counts per person, reused from one person to the next.
struct Scratch {
    /// One more than the position in the row that is being filled; 0 for people not in it.
    place: Vec<u32>,
}

/// Everybody's collaborators over works of at most `max_authors` people.
///
/// O(Σ over works of n²), in parallel over people; each person's sums run over their works in ascending order,
/// so both ends of a pair come to the same bits.
pub(super) fn collaborations(tables: &Tables, max_authors: Option<u32>) -> Adjacency<PersonId, CollaboratesEdges> {
    let count = tables.people.len();
    let people: Vec<PersonId> = (0..count).map(PersonId::from_index).collect();
    let limit = max_authors.map_or(usize::MAX, |limit| limit as usize);
    let rows = rows_with_scratch(
        &people,
        || Scratch { place: vec![0; count] },
        |scratch, &person, out| collect(tables, limit, person, scratch, out),
    );
    let values = &rows.values;
    let edges = CollaboratesEdges {
        shared_works: values.iter().map(|shared| shared.works).collect::<Vec<_>>().into(),
        strength: values.iter().map(|shared| shared.strength as f32).collect::<Vec<_>>().into(),
        shared_works_50: values.iter().map(|shared| shared.works_50).collect::<Vec<_>>().into(),
        strength_50: values.iter().map(|shared| shared.strength_50 as f32).collect::<Vec<_>>().into(),
    };
    rows.map(|shared| shared.other).into_adjacency_with(edges)
}

fn collect(tables: &Tables, limit: usize, person: PersonId, scratch: &mut Scratch, out: &mut Vec<Shared>) {
    let start = out.len();
    for work in tables.person_relations.works.row(person.index()) {
        let authors = tables.work_relations.authors.row(work.index());
        if authors.len() < 2 || authors.len() > limit {
            continue;
        }
        let share = 1.0 / (authors.len() - 1) as f64;
        let (small, small_share) = if authors.len() <= SMALL_WORK { (1, share) } else { (0, 0.0) };
        for &other in authors.iter().filter(|&&other| other != person) {
            let place = &mut scratch.place[other.index()];
            if *place == 0 {
                out.push(Shared { other, works: 0, strength: 0.0, works_50: 0, strength_50: 0.0 });
                *place = (out.len() - start) as u32;
            }
            let shared = &mut out[start + *place as usize - 1];
            shared.works += 1;
            shared.strength += share;
            shared.works_50 += small;
            shared.strength_50 += small_share;
        }
    }
    for shared in &out[start..] {
        scratch.place[shared.other.index()] = 0;
    }
    out[start..].sort_unstable_by_key(|shared| shared.other);
}
