//! Places on bylines that were given to somebody else than the name that stands there.

use hashbrown::HashMap;

use super::{key::Code, shard::ShardParts};

/// Who is meant, by the work and the person that its record names.
pub(super) type Assigned = HashMap<(Code, Code), Code>;

/// Puts who is meant on every byline in the place of who is named. O(places on bylines), nothing where nobody was
/// assigned.
pub(super) fn apply(assigned: &Assigned, shards: &mut [ShardParts]) {
    if assigned.is_empty() {
        return;
    }
    for shard in shards {
        let works = &mut shard.works;
        for (row, &(work, _)) in works.codes.iter().enumerate() {
            for entry in works.authorships.row_mut(row) {
                if let Some(&meant) = assigned.get(&(work, entry.person)) {
                    entry.person = meant;
                }
            }
        }
    }
}
