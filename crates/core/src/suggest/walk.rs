//! Random walk with restart over people and their works.

use super::{MAX_EDGES, Scope, memory::Memory};
use crate::{PersonId, WorkId, id::DenseId, scratch::Slots};

/// Probability of starting over, at every step.
const RESTART: f64 = 0.3;

/// How many rows are asked for in advance.
const AHEAD: usize = 32;

/// Steps from the person; fixed, so that the answer is what the back-tests measured.
const STEPS: usize = 8;

/// Where the walk is after [`STEPS`] steps, by slots of `memory.first`, and whether it saw everything.
pub(super) fn walk(scope: &Scope<'_>, person: PersonId, memory: &mut Memory) -> (Vec<f64>, bool) {
    let mut walk = Walk::new(scope, &mut memory.first, &mut memory.second);
    walk.meet(person);
    for _ in 0..STEPS {
        walk.expand();
        walk.step();
        walk.people[0] += RESTART;
    }
    (walk.people, walk.complete)
}

/// The part of the graph that the walk has met, by slots, edges copied: the steps cross them again and again, and
/// so need not look up slots more than once.
struct Walk<'w, 'g> {
    scope: &'w Scope<'g>,
    people_slots: &'w mut Slots,
    work_slots: &'w mut Slots,
    /// How much of the walk is at each person, and at each work. What steps do not add to lies elsewhere, so that these
    /// stay near.
    people: Vec<f64>,
    works: Vec<f64>,
    /// The sum of recency over the works of the people in the first slots.
    totals: Vec<f64>,
    recency: Vec<f64>,
    /// Works of the people in the first slots.
    works_of: Rows,
    /// People of the works in the first slots.
    people_of: Rows,
    complete: bool,
}

/// Rows of slots, laid end to end.
#[derive(Debug, Default)]
struct Rows {
    ends: Vec<usize>,
    slots: Vec<u32>,
}

impl Rows {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn close(&mut self) {
        self.ends.push(self.slots.len());
    }

    fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.slots[start..end])
    }
}

impl<'w, 'g> Walk<'w, 'g> {
    fn new(scope: &'w Scope<'g>, people_slots: &'w mut Slots, work_slots: &'w mut Slots) -> Self {
        Self {
            scope,
            people_slots,
            work_slots,
            people: Vec::new(),
            works: Vec::new(),
            totals: Vec::new(),
            recency: Vec::new(),
            works_of: Rows::default(),
            people_of: Rows::default(),
            complete: true,
        }
    }

    /// The slot of a person; a walker starts in the first.
    fn meet(&mut self, person: PersonId) -> u32 {
        let slot = self.people_slots.slot(person.index());
        if slot == self.people.len() {
            self.people.push(if slot == 0 { 1.0 } else { 0.0 });
        }
        slot as u32
    }

    fn visit(&mut self, work: WorkId) -> usize {
        let slot = self.work_slots.slot(work.index());
        if slot == self.works.len() {
            self.works.push(0.0);
            self.recency.push(self.scope.recency(work));
        }
        slot
    }

    /// Looks up where those who were met lead: their works, and whom these lead to.
    fn expand(&mut self) {
        for slot in self.works_of.len()..self.people.len() {
            if self.is_full() {
                break;
            }
            if slot.is_multiple_of(AHEAD) {
                self.expect_people(slot);
            }
            let person = PersonId::from_index(self.people_slots.met()[slot] as usize);
            let scope = self.scope;
            let mut total = 0.0;
            for work in scope.works(person) {
                let work = self.visit(work);
                total += self.recency[work];
                self.works_of.slots.push(work as u32);
            }
            self.totals.push(total);
            self.works_of.close();
        }
        for slot in self.people_of.len()..self.works.len() {
            if slot.is_multiple_of(AHEAD) {
                self.expect_works(slot);
            }
            let work = WorkId::from_index(self.work_slots.met()[slot] as usize);
            for &person in self.scope.graph.authors(work) {
                let person = self.meet(person);
                self.people_of.slots.push(person);
            }
            self.people_of.close();
        }
    }

    /// Asks for the works of the people in the next slots: bounds of rows first, then the rows, then the slots of what
    /// stands in them, so that each step waits for all at once.
    fn expect_people(&self, slot: usize) {
        let works = &self.scope.graph.person_relations().works;
        let people = self.people_slots.met()[slot..].iter().take(AHEAD).map(|&person| person as usize);
        people.clone().for_each(|person| works.prefetch_bounds(person));
        people.clone().for_each(|person| works.prefetch_row(person));
        people.flat_map(|person| works.row(person)).for_each(|work| self.work_slots.prefetch(work.index()));
    }

    /// Asks for the people of the works in the next slots in the same way.
    fn expect_works(&self, slot: usize) {
        let authors = &self.scope.graph.work_relations().authors;
        let works = self.work_slots.met()[slot..].iter().take(AHEAD).map(|&work| work as usize);
        works.clone().for_each(|work| authors.prefetch_bounds(work));
        works.clone().for_each(|work| authors.prefetch_row(work));
        works.flat_map(|work| authors.row(work)).for_each(|person| self.people_slots.prefetch(person.index()));
    }

    /// Has enough been seen? Who has not been looked up by then is a dead end.
    fn is_full(&mut self) -> bool {
        let full = self.works_of.slots.len().max(self.people_of.slots.len()) >= MAX_EDGES;
        self.complete &= !full;
        full
    }

    /// One step of all walkers that do not start over.
    fn step(&mut self) {
        for ((here, total), works) in self.people.iter_mut().zip(&self.totals).zip(self.works_of.iter()) {
            let held = std::mem::take(here);
            if held > 0.0 && *total > 0.0 {
                let share = (1.0 - RESTART) * held / total;
                works.iter().for_each(|&work| self.works[work as usize] += share);
            }
        }
        // Dead ends keep nothing from one step to the next.
        self.people.iter_mut().skip(self.works_of.len()).for_each(|here| *here = 0.0);
        for ((here, recency), people) in self.works.iter_mut().zip(&self.recency).zip(self.people_of.iter()) {
            let held = std::mem::take(here) * recency;
            if held > 0.0 {
                let share = held / people.len() as f64;
                people.iter().for_each(|&person| self.people[person as usize] += share);
            }
        }
    }
}
