//! Places on bylines that were given to somebody else than the name that stands there.

use hashbrown::HashMap;

use super::{
    key::Code,
    shard::{ShardParts, WorkRows},
};
use crate::column::Room;

/// Who is meant, by the work and the person that its record names.
pub(super) type Assigned = HashMap<(Code, Code), Code>;

/// Puts who is meant on every byline in the place of who is named. O(places on bylines), nothing where nobody was
/// assigned.
pub(super) fn apply(assigned: &Assigned, shards: &mut [ShardParts], room: &Room) {
    if assigned.is_empty() {
        return;
    }
    for works in shards.iter_mut().map(|shard| &mut shard.works) {
        let found = meant(assigned, works);
        for &(row, at, meant) in &found {
            works.authorships.row_mut(row)[at].person = meant;
        }
        if !found.is_empty() {
            works.authorships.settle(room, WorkRows::AUTHORSHIPS);
        }
    }
}

/// Row, place and who is meant there.
fn meant(assigned: &Assigned, works: &WorkRows) -> Vec<(usize, usize, Code)> {
    let mut found = Vec::new();
    for (row, ranked) in works.codes.iter().enumerate() {
        for (at, entry) in works.authorships.row(row).iter().enumerate() {
            found.extend(assigned.get(&(ranked.code, entry.person)).map(|&meant| (row, at, meant)));
        }
    }
    found
}
