//! What somebody's titles say, as a vector.

use super::Scope;
use crate::{PersonId, scratch::Slots, text::Title, vector::Vector};

/// Reads title words.
#[derive(Debug)]
pub(super) struct Reader<'s, 'g> {
    scope: &'s Scope<'g>,
    title: Title<'g>,
    /// How many terms were read so far.
    pub(super) read: usize,
}

impl<'s, 'g> Reader<'s, 'g> {
    pub(super) fn new(scope: &'s Scope<'g>) -> Self {
        Self { scope, title: Title::of(scope.graph), read: 0 }
    }

    /// What the titles of a person say: their sum, each of length 1 times its recency. `slots`, which must be empty,
    /// tells afterwards which term is where.
    pub(super) fn vector(&mut self, person: PersonId, slots: &mut Slots) -> Vector {
        let mut vector = Vector::default();
        for work in self.scope.works(person) {
            let recency = self.scope.recency(work);
            for &(term, weight) in self.title.read(work) {
                self.read += 1;
                vector.add(slots, term, recency * weight);
            }
        }
        vector.finish()
    }
}
