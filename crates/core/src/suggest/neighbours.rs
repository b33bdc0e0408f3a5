//! Measures over common collaborators.

use super::{Scope, memory::Memory, scope::Tie};
use crate::{PersonId, id::DenseId, scratch::Slots};

/// What a common collaborator adds to a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Combine {
    /// One.
    Count,
    /// `1/ln max(|N(k)|, 2)`.
    AdamicAdar,
    /// `W_ik·W_kj/W_k`.
    Weighted,
}

/// The score of everybody met. Collaborators are visited in the order in which they
/// come up on the person's works, so that sums do not depend on how people are numbered.
pub(super) fn scores(
    scope: &Scope<'_>,
    person: PersonId,
    combine: Combine,
    memory: &mut Memory,
) -> Vec<(PersonId, f64)> {
    let Memory { first, second, third, .. } = memory;
    let ties = scope.ties(person, third);
    let mut scores = Scores { slots: first, values: Vec::new() };
    for tie in &ties {
        match combine {
            Combine::Weighted => weighted(scope, tie, &mut scores),
            Combine::Count | Combine::AdamicAdar => counted(scope, tie, combine, &mut scores, second),
        }
    }
    let values = scores.values;
    memory.met(values)
}

/// Scores by slot.
struct Scores<'m> {
    slots: &'m mut Slots,
    values: Vec<f64>,
}

impl Scores<'_> {
    fn add(&mut self, position: usize, value: f64) {
        let slot = self.slots.slot(position);
        if slot == self.values.len() {
            self.values.push(0.0);
        }
        self.values[slot] += value;
    }
}

fn weighted(scope: &Scope<'_>, tie: &Tie, scores: &mut Scores<'_>) {
    let total = scope.total_strength(tie.person);
    if total <= 0.0 {
        return;
    }
    let part = tie.strength / total;
    for (authors, share) in scope.joint_works(tie.person) {
        for other in authors.iter().filter(|&&other| other != tie.person) {
            scores.add(other.index(), part * share);
        }
    }
}

/// `theirs` must be empty, and is left so.
fn counted(scope: &Scope<'_>, tie: &Tie, combine: Combine, scores: &mut Scores<'_>, theirs: &mut Slots) {
    for (authors, _) in scope.joint_works(tie.person) {
        for other in authors.iter().filter(|&&other| other != tie.person) {
            theirs.slot(other.index());
        }
    }
    let value = match combine {
        Combine::AdamicAdar => 1.0 / (theirs.len().max(2) as f64).ln(),
        Combine::Count | Combine::Weighted => 1.0,
    };
    theirs.met().iter().for_each(|&other| scores.add(other as usize, value));
    theirs.clear();
}
