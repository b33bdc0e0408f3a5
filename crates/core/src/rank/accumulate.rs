//! One pass over a person's works: what is shared with whom.

use super::{Collaborators, measure::Weights};
use crate::{Graph, PersonId, id::DenseId, scratch::Slots};

/// Works of at most this many authors count for closeness in fields with large teams.
const TEAM: usize = 25;

/// How many bylines are asked for in advance.
const AHEAD: usize = 8;

/// What a person shares with one other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shared {
    pub(super) person: PersonId,
    pub(super) works: u32,
    /// Of those, the ones of at most [`TEAM`] authors.
    team_works: u32,
    pub(super) strength: f64,
    /// The sum of the chosen measure's share of every work.
    pub(super) sum: f64,
    /// `i16::MAX` where no shared work has a year.
    pub(super) first_year: i16,
    /// `i16::MIN` where no shared work has a year.
    pub(super) last_year: i16,
}

impl Shared {
    fn new(person: PersonId) -> Self {
        Self { person, works: 0, team_works: 0, strength: 0.0, sum: 0.0, first_year: i16::MAX, last_year: i16::MIN }
    }

    pub(super) fn is_close(&self) -> bool {
        // A third may come as three ninths, whose sum is a little less.
        const THIRD: f64 = 1.0 / 3.0 - 1e-9;
        (self.works >= 2 && self.strength >= THIRD) || self.team_works >= 3
    }
}

/// What a person shares with everybody, by slot.
#[derive(Debug)]
pub(super) struct Accumulated {
    pub(super) people: Vec<Shared>,
    pub(super) works_over_author_limit: usize,
}

/// Visits the person's works in ascending order; `slots` tells afterwards who is in which slot.
pub(super) fn accumulate(graph: &Graph, question: &Collaborators, weights: &Weights, slots: &mut Slots) -> Accumulated {
    let bylines = &graph.work_relations().authors;
    let works = graph.works_of(question.person);
    let mut found = Accumulated { people: Vec::new(), works_over_author_limit: 0 };
    for (at, &work) in works.iter().enumerate() {
        if let Some(ahead) = works.get(at + AHEAD) {
            bylines.prefetch_row(ahead.index());
        }
        let year = graph.year(work);
        if !question.years.contain(year) {
            continue;
        }
        let authors = graph.authors(work);
        if !question.within_limit(authors.len()) {
            found.works_over_author_limit += 1;
            continue;
        }
        if authors.len() < 2 {
            continue;
        }
        let share = 1.0 / (authors.len() - 1) as f64;
        let term = weights.share(authors.len(), year);
        for &other in authors.iter().filter(|&&other| other != question.person) {
            let slot = slots.slot(other.index());
            if slot == found.people.len() {
                found.people.push(Shared::new(other));
            }
            let shared = &mut found.people[slot];
            shared.works += 1;
            shared.team_works += u32::from(authors.len() <= TEAM);
            shared.strength += share;
            shared.sum += term;
            if let Some(year) = year {
                shared.first_year = shared.first_year.min(year);
                shared.last_year = shared.last_year.max(year);
            }
        }
    }
    found
}
