//! Steps of a walk that is at few people: each hands on what there is of it.

use super::{Places, RESTART, part};
use crate::{
    PersonId, WorkId,
    column::EdgeColumns,
    id::DenseId,
    model::Adjacency,
    scratch::Amounts,
    suggest::{MAX_EDGES, Scope},
};

/// How many rows are asked for in advance.
const AHEAD: usize = 32;

/// Where the walk may be: those nearest to where it started come first.
#[derive(Debug)]
pub(super) struct Frontier {
    pub(super) people: Vec<PersonId>,
    works: Vec<WorkId>,
    start: PersonId,
    /// Did every step look at all there was?
    pub(super) complete: bool,
}

impl Frontier {
    /// All of the walk at `start`.
    pub(super) fn new(start: PersonId, places: &mut Places) -> Self {
        let mut frontier = Self { people: Vec::new(), works: Vec::new(), start, complete: true };
        frontier.arrive(places, start, 1.0);
        frontier
    }

    /// One step of all walkers; those who start over are at the start afterwards.
    pub(super) fn step(&mut self, scope: &Scope<'_>, places: &mut Places) {
        self.hand_to_works(scope, places);
        self.hand_to_people(scope, places);
        self.arrive(places, self.start, RESTART);
    }

    /// Everybody with what there is of the walk; leaves nothing in `places`.
    pub(super) fn drain(&mut self, places: &mut Places) -> Vec<(PersonId, f64)> {
        let people = self.people.drain(..).map(|person| (person, leave(&mut places.people, person)));
        people.filter(|&(_, held)| held > 0.0).collect()
    }

    fn arrive(&mut self, places: &mut Places, person: PersonId, share: f64) {
        add(&mut places.people, person, share, &mut self.people);
    }

    /// From people to their works, to each alike: what these pass on goes by their recency. Once enough was looked at, people who are left
    /// are dead ends.
    fn hand_to_works(&mut self, scope: &Scope<'_>, places: &mut Places) {
        let mut edges = 0;
        for people in self.people.chunks(AHEAD) {
            prefetch_rows(people, &scope.graph.person_relations().works, &places.works);
            for &person in people {
                let held = leave(&mut places.people, person);
                if edges >= MAX_EDGES {
                    self.complete = false;
                    continue;
                }
                let share = held * part(scope.works(person).map(|work| scope.recency(work)).sum());
                if share <= 0.0 {
                    continue;
                }
                for work in scope.works(person) {
                    edges += 1;
                    add(&mut places.works, work, share, &mut self.works);
                }
            }
        }
        self.people.clear();
    }

    fn hand_to_people(&mut self, scope: &Scope<'_>, places: &mut Places) {
        let authors = &scope.graph.work_relations().authors;
        let works = std::mem::take(&mut self.works);
        for works in works.chunks(AHEAD) {
            prefetch_rows(works, authors, &places.people);
            for &work in works {
                let held = leave(&mut places.works, work) * scope.recency(work);
                if held > 0.0 {
                    let people = authors.row(work.index());
                    let share = held / people.len() as f64;
                    people.iter().for_each(|&person| self.arrive(places, person, share));
                }
            }
        }
        self.works = works;
        self.works.clear();
    }
}

/// Adds to what is at a node; those at which there was nothing are listed.
#[inline]
fn add<T: DenseId>(places: &mut Amounts, node: T, share: f64, listed: &mut Vec<T>) {
    // Ids of a damaged file may lie anywhere.
    if let Some(place) = places.get_mut(node.index()) {
        if *place == 0.0 {
            listed.push(node);
        }
        *place += share;
    }
}

/// Takes what is at a node.
#[inline]
fn leave<T: DenseId>(places: &mut Amounts, node: T) -> f64 {
    places.get_mut(node.index()).map(std::mem::take).unwrap_or_default()
}

/// Asks for what some nodes lead to: bounds of rows first, then the rows, then the places of what stands in them, so that
/// each step waits for all at once.
fn prefetch_rows<N: DenseId, T: DenseId, A: EdgeColumns>(nodes: &[N], relation: &Adjacency<T, A>, places: &Amounts) {
    nodes.iter().for_each(|node| relation.prefetch_bounds(node.index()));
    nodes.iter().for_each(|node| relation.prefetch_row(node.index()));
    let rows = nodes.iter().flat_map(|node| relation.row(node.index()));
    rows.for_each(|target| places.prefetch(target.index()));
}
