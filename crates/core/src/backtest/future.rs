//! What people did after the year of a test.

use super::{MAX_AUTHORS, WINDOW};
use crate::{Graph, PersonId, Years};

/// With whom a person published in the years that are foretold.
#[derive(Debug)]
pub(super) struct Future {
    /// People and the number of joint works, ascending by id.
    pub(super) joint: Vec<(PersonId, u32)>,
}

impl Future {
    /// Whom `person` published with in the [`WINDOW`] years after `year`, on works of at most [`MAX_AUTHORS`].
    pub(super) fn of(graph: &Graph, person: PersonId, year: i16) -> Self {
        let years = Years { from: Some(year.saturating_add(1)), to: Some(year.saturating_add(WINDOW)) };
        let works = graph.works_of(person).iter().filter(|&&work| years.contain_work(graph, work));
        let bylines = works.map(|&work| graph.authors(work)).filter(|authors| authors.len() <= MAX_AUTHORS);
        let mut met: Vec<PersonId> = bylines.flatten().copied().filter(|&other| other != person).collect();
        met.sort_unstable();
        let joint = met.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
        Self { joint }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.joint.is_empty()
    }

    /// On how many works the person published with `other`.
    pub(super) fn with(&self, other: PersonId) -> Option<u32> {
        let at = self.joint.binary_search_by_key(&other, |&(person, _)| person).ok()?;
        Some(self.joint[at].1)
    }
}
