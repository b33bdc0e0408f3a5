//! Merged ids that lead back to themselves.

use hashbrown::{HashMap, HashSet};

use super::{
    Merged,
    key::{Code, KeyNames},
};
use crate::id::Kind;

/// Opens every circle of merges: its first key in code-point order survives, and the others lead to it.
///
/// Every step is taken once; neither threads nor the order in which merges were noted decide anything.
pub(super) fn open(merged: &mut HashMap<(Kind, Code), Merged>, names: &KeyNames) {
    let mut seen: HashSet<(Kind, Code)> = HashSet::new();
    let mut survivors = Vec::new();
    for &(kind, start) in merged.keys() {
        let mut walk = Vec::new();
        let mut at = start;
        while seen.insert((kind, at)) {
            walk.push(at);
            let Some(step) = merged.get(&(kind, at)) else { break };
            at = step.into;
        }
        // Where the walk ends on itself, what lies behind that point is a circle.
        let circle = walk.iter().position(|&code| code == at).map_or(&[][..], |first| &walk[first..]);
        if circle.iter().all(|&code| merged.contains_key(&(kind, code))) {
            let first = circle.iter().min_by_key(|&&code| names.key(code).to_string());
            survivors.extend(first.map(|&code| (kind, code)));
        }
    }
    for survivor in survivors {
        merged.remove(&survivor);
    }
}
