//! Steps of a walk that may be nearly anywhere: every work passes on what its people bring, whoever they are.

use super::{Places, RESTART, part};
use crate::{Kind, PersonId, WorkId, id::DenseId, suggest::Scope};

/// What a wide walk needs to know of everybody, by dense ids.
#[derive(Debug, Default)]
pub(super) struct Sweep {
    /// Of what is at a person, the part that each of their works gets, but for its recency.
    parts: Vec<f64>,
    /// Where the walk is after the step that is being taken.
    next: Vec<f64>,
    /// The works by id, where that is not by number: of a changed graph, so that sums are those of a rebuilt one.
    order: Vec<WorkId>,
}

impl Sweep {
    fn prepare(&mut self, scope: &Scope<'_>, people: usize) {
        let graph = scope.graph;
        self.order.clear();
        if graph.is_changed() {
            self.order.extend((0..graph.bound(Kind::Work)).map(WorkId::from_index));
            self.order.sort_by_key(|&work| graph.order_of(work.into()));
        }
        share_out(scope, &self.order, &mut self.parts);
        self.next.clear();
        self.next.resize(people, 0.0);
    }
}

/// Takes `steps` steps, at least one, from `places`, and empties them: everybody whom the walk may be at then.
///
/// A work's people are read where they stand, twice in a row: first they bring, then they get.
pub(super) fn steps(scope: &Scope<'_>, start: PersonId, places: &mut Places, steps: usize) -> Vec<(PersonId, f64)> {
    let Places { people, sweep, .. } = places;
    sweep.prepare(scope, people.len());
    let Sweep { parts, next, order } = sweep;
    for _ in 0..steps {
        people.iter_mut().zip(&*parts).for_each(|(here, part)| *here *= part);
        for_each_work(scope, order, |authors, recency| {
            let brought: f64 = authors.iter().filter_map(|person| people.get(person.index())).sum();
            let share = brought * recency / authors.len() as f64;
            add(next, authors, share);
        });
        people.fill(0.0);
        std::mem::swap(people, next);
        add(people, &[start], RESTART);
    }
    let people = people.iter_mut().enumerate();
    let reached = people.map(|(person, here)| (PersonId::from_index(person), std::mem::take(here)));
    reached.filter(|&(_, here)| here > 0.0).collect()
}

/// The part of everybody that goes on to each of their works, the sum of whose recencies it is divided by.
fn share_out(scope: &Scope<'_>, order: &[WorkId], parts: &mut Vec<f64>) {
    parts.clear();
    parts.resize(scope.graph.bound(Kind::Person), 0.0);
    for_each_work(scope, order, |authors, recency| add(parts, authors, recency));
    parts.iter_mut().for_each(|total| *total = part(*total));
}

/// Calls `visit` with the people and the recency of every work that counts, in this order, or by number where it is
/// empty.
#[inline]
fn for_each_work(scope: &Scope<'_>, order: &[WorkId], mut visit: impl FnMut(&[PersonId], f64)) {
    let authors = &scope.graph.work_relations().authors;
    let mut visit = |work: WorkId| {
        if scope.counts(work) {
            visit(authors.row(work.index()), scope.recency(work));
        }
    };
    if order.is_empty() {
        (0..scope.graph.bound(Kind::Work)).map(WorkId::from_index).for_each(&mut visit);
    } else {
        order.iter().copied().for_each(visit);
    }
}

/// Adds `share` to what is at each of `row`; ids of a damaged file may lie anywhere.
#[inline]
fn add(places: &mut [f64], row: &[PersonId], share: f64) {
    for person in row {
        if let Some(here) = places.get_mut(person.index()) {
            *here += share;
        }
    }
}
