//! Steps of a walk that may be nearly anywhere: every work passes on what its people bring, whoever they are.

use super::{RESTART, part};
use crate::{Kind, PersonId, WorkId, id::DenseId, suggest::Scope};

/// What a wide walk needs to know of all works and people.
///
/// Works lie in order of the number of their people: a processor that cannot guess where a row ends waits longer for
/// that than for what stands in it.
#[derive(Debug, Default)]
pub(super) struct Sweep {
    /// How many works there are of one person, of two, and so on.
    of_length: Vec<usize>,
    /// The people of the works, work by work.
    people: Vec<PersonId>,
    /// Of what people bring to a work, the part that each of them gets.
    shares: Vec<f64>,
    /// Of what is at a person, by dense id, the part that each of their works gets, but for its recency.
    parts: Vec<f64>,
    /// Where the walk is after the step that is being taken, by dense id.
    next: Vec<f64>,
    /// The works that count, by id.
    works: Vec<WorkId>,
}

impl Sweep {
    fn prepare(&mut self, scope: &Scope<'_>, places: usize) {
        self.list_works(scope);
        self.lay_out(scope);
        self.next.clear();
        self.next.resize(places, 0.0);
    }

    /// Works that are numbered in another order than by id, as changes add them, come by id all the same, so that sums
    /// are those of a graph built again.
    fn list_works(&mut self, scope: &Scope<'_>) {
        let graph = scope.graph;
        let works = (0..graph.bound(Kind::Work)).map(WorkId::from_index);
        self.works.clear();
        self.works.extend(works.filter(|&work| scope.counts(work) && !graph.authors(work).is_empty()));
        if graph.is_changed() {
            self.works.sort_by_key(|&work| graph.order_of(work.into()));
        }
    }

    /// Lays the works out by number of people, those of the same number by id: a counting sort.
    fn lay_out(&mut self, scope: &Scope<'_>) {
        let row = |work: WorkId| scope.graph.authors(work);
        self.of_length.clear();
        for &work in &self.works {
            let length = row(work).len();
            if self.of_length.len() < length {
                self.of_length.resize(length, 0);
            }
            self.of_length[length - 1] += 1;
        }
        // Where the next work of each length goes, and where its people go.
        let mut free: Vec<(usize, usize)> = Vec::with_capacity(self.of_length.len());
        let (mut works, mut people) = (0, 0);
        for (&count, length) in self.of_length.iter().zip(1..) {
            free.push((works, people));
            works += count;
            people += count * length;
        }
        self.shares.clear();
        self.shares.resize(works, 0.0);
        self.people.clear();
        self.people.resize(people, PersonId::from_index(0));
        self.parts.clear();
        self.parts.resize(scope.graph.bound(Kind::Person), 0.0);
        for &work in &self.works {
            let (row, recency) = (row(work), scope.recency(work));
            let (at, begin) = &mut free[row.len() - 1];
            self.shares[*at] = recency / row.len() as f64;
            self.people[*begin..*begin + row.len()].copy_from_slice(row);
            (*at, *begin) = (*at + 1, *begin + row.len());
            add(&mut self.parts, row, recency);
        }
        self.parts.iter_mut().for_each(|total| *total = part(*total));
    }

    /// Adds to `next` what every work passes on of what its people bring, `places` telling where the walk is.
    fn pass_on(&mut self, places: &[f64]) {
        let (mut people, mut shares) = (&*self.people, &*self.shares);
        for (&count, length) in self.of_length.iter().zip(1..) {
            let (rows, longer) = people.split_at(count * length);
            let (of_rows, of_longer) = shares.split_at(count);
            for (row, share) in rows.chunks_exact(length).zip(of_rows) {
                let brought: f64 = row.iter().filter_map(|person| places.get(person.index())).sum();
                add(&mut self.next, row, brought * share);
            }
            (people, shares) = (longer, of_longer);
        }
    }
}

/// Takes `steps` steps, at least one, from where `people` says, and empties it: everybody whom the walk may be at then.
pub(super) fn steps(
    scope: &Scope<'_>,
    start: PersonId,
    (people, sweep): (&mut Vec<f64>, &mut Sweep),
    steps: usize,
) -> Vec<(PersonId, f64)> {
    sweep.prepare(scope, people.len());
    for _ in 0..steps {
        people.iter_mut().zip(&sweep.parts).for_each(|(here, part)| *here *= part);
        sweep.pass_on(people);
        people.fill(0.0);
        std::mem::swap(people, &mut sweep.next);
        add(people, &[start], RESTART);
    }
    let people = people.iter_mut().enumerate();
    let reached = people.map(|(person, here)| (PersonId::from_index(person), std::mem::take(here)));
    reached.filter(|&(_, here)| here > 0.0).collect()
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
