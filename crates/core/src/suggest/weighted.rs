//! Random walk with restart from person to person.

use super::{MAX_EDGES, Scope, memory::Memory};
use crate::{PersonId, id::DenseId};

/// Probability of starting over, at every step.
const RESTART: f64 = 0.4;

/// Steps from the person.
const STEPS: usize = 8;

/// Everybody the walk may be at after [`STEPS`] steps, with how likely it is, and whether it saw everything.
pub(super) fn walk(scope: &Scope<'_>, person: PersonId, memory: &mut Memory) -> (Vec<(PersonId, f64)>, bool) {
    memory.first.slot(person.index());
    let mut here = vec![1.0];
    // Where the people in the first slots lead, and with what probability.
    let (mut ends, mut steps): (Vec<usize>, Vec<(u32, f64)>) = (Vec::new(), Vec::new());
    let mut complete = true;
    for _ in 0..STEPS {
        for slot in ends.len()..memory.first.len() {
            if steps.len() >= MAX_EDGES {
                complete = false;
                break;
            }
            let from = PersonId::from_index(memory.first.met()[slot] as usize);
            let ties = scope.ties(from, &mut memory.second);
            memory.second.clear();
            // Works of an age beyond all measure weigh nothing; who has no others leads nowhere.
            let total: f64 = ties.iter().map(|tie| tie.strength).sum();
            let ties = if total > 0.0 { ties } else { Vec::new() };
            let step = |memory: &mut Memory, to: PersonId| memory.first.slot(to.index()) as u32;
            steps.extend(ties.iter().map(|tie| (step(memory, tie.person), tie.strength / total)));
            ends.push(steps.len());
        }
        let mut next = vec![0.0; memory.first.len()];
        let starts = std::iter::once(0).chain(ends.iter().copied());
        for ((start, &end), held) in starts.zip(&ends).zip(&here) {
            steps[start..end].iter().for_each(|&(to, part)| next[to as usize] += (1.0 - RESTART) * held * part);
        }
        next[0] += RESTART;
        here = next;
    }
    (memory.met(here), complete)
}
