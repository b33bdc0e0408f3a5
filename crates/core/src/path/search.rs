//! Breadth-first search from both ends, over people and works in turn.

use super::{
    connects,
    marks::{Marks, Met},
};
use crate::{Graph, PersonId, WorkId, id::DenseId, scratch::Kept};

/// How many rows are asked for in advance; their bounds, twice as many.
const AHEAD: usize = 4;

thread_local! {
    static SEARCH: Kept<Search> = const { Kept::new() };
}

/// Runs `query` with this thread's search.
pub(super) fn with_search<R>(query: impl FnOnce(&mut Search) -> R) -> R {
    Kept::with(&SEARCH, |search| {
        let answer = query(search);
        search.clear();
        answer
    })
}

/// What a search has met; kept from one search to the next for its memory.
#[derive(Debug, Default)]
pub(super) struct Search {
    people: Marks,
    works: Marks,
    ends: [Reach; 2],
}

/// How far one end has come.
#[derive(Debug, Default)]
struct Reach {
    /// Everybody met, the nearest first.
    people: Vec<PersonId>,
    /// Where in `people` every complete level ends.
    levels: Vec<usize>,
    /// Every work met, those that connect nobody included.
    works: Vec<WorkId>,
    /// The works to go on from, where the last half-step led to works.
    frontier: Vec<WorkId>,
    /// Did the last half-step lead to works? Otherwise the last level is to go on from.
    at_works: bool,
    /// About how many edges the next half-step follows.
    cost: usize,
}

impl Search {
    /// Searches until the ends touch, and says in how many steps they do; what was met stays until
    /// the end of [`with_search`].
    ///
    /// A half-step leads from people to works or from works to people, at the end where it costs less. Each end
    /// meets a work and a person once, so it reads no byline twice. O(edges followed); nothing is hashed, and
    /// nothing allocated once the lists have grown.
    pub(super) fn run(&mut self, graph: &Graph, pair: [PersonId; 2], max_authors: usize) -> Option<usize> {
        self.people.reserve(graph.people().len());
        self.works.reserve(graph.works().len());
        for (end, person) in pair.into_iter().enumerate() {
            self.people.meet(end, person.index());
            self.ends[end].people.push(person);
            self.ends[end].close_level(graph, 0);
        }
        loop {
            let end = usize::from(self.ends[1].cost < self.ends[0].cost);
            if self.ends[end].cost == 0 {
                return None;
            }
            let touch = match self.ends[end].at_works {
                true => self.meet_people(graph, end),
                false => self.meet_works(graph, end, max_authors),
            };
            if touch {
                return Some(self.ends[0].levels.len() + self.ends[1].levels.len() - 1);
            }
        }
    }

    /// Leads from the last level of `end` to its works. Does the other end know one of them?
    fn meet_works(&mut self, graph: &Graph, end: usize, max_authors: usize) -> bool {
        let (works_of, authors) = (&graph.person_relations().works, &graph.work_relations().authors);
        let Reach { people, levels, works, frontier, at_works, cost } = &mut self.ends[end];
        let first = works.len();
        let people = &people[level(levels, levels.len() - 1)];
        for (at, person) in people.iter().enumerate() {
            if let Some(ahead) = people.get(at + 2 * AHEAD) {
                works_of.prefetch_bounds(ahead.index());
            }
            if let Some(ahead) = people.get(at + AHEAD) {
                works_of.prefetch_row(ahead.index());
            }
            for &work in works_of.row(person.index()) {
                let met = self.works.meet(end, work.index());
                if met != Met::Before {
                    works.push(work);
                    authors.prefetch_bounds(work.index());
                }
                if met == Met::ByOther && connects(authors.degree(work.index()), max_authors) {
                    return true;
                }
            }
        }
        (*at_works, *cost) = (true, 0);
        frontier.clear();
        for &work in &works[first..] {
            let degree = authors.degree(work.index());
            if connects(degree, max_authors) {
                *cost += degree;
                frontier.push(work);
            }
        }
        false
    }

    /// Leads from the last works of `end` to their people. Does the other end know one of them?
    fn meet_people(&mut self, graph: &Graph, end: usize) -> bool {
        let authors = &graph.work_relations().authors;
        let reach = &mut self.ends[end];
        let first = reach.people.len();
        for (at, work) in reach.frontier.iter().enumerate() {
            if let Some(ahead) = reach.frontier.get(at + AHEAD) {
                authors.prefetch_row(ahead.index());
            }
            for &person in authors.row(work.index()) {
                let met = self.people.meet(end, person.index());
                if met != Met::Before {
                    reach.people.push(person);
                }
                if met == Met::ByOther {
                    return true;
                }
            }
        }
        reach.close_level(graph, first);
        false
    }

    /// Everybody on the way, level by level, from the one end to the other; only some of them lie on a shortest
    /// path. Valid once the ends touch.
    pub(super) fn levels(&self) -> impl ExactSizeIterator<Item = &[PersonId]> {
        let [near, far] = &self.ends;
        let count = near.levels.len() + far.levels.len();
        (0..count).map(move |place| match place < near.levels.len() {
            true => &near.people[level(&near.levels, place)],
            false => &far.people[level(&far.levels, count - 1 - place)],
        })
    }

    /// How many of the [levels](Self::levels) the first end has met.
    pub(super) fn middle(&self) -> usize {
        self.ends[0].levels.len()
    }

    /// Forgets everything. O(met).
    fn clear(&mut self) {
        for (end, reach) in self.ends.iter_mut().enumerate() {
            for person in reach.people.drain(..) {
                self.people.forget(end, person.index());
            }
            for work in reach.works.drain(..) {
                self.works.forget(end, work.index());
            }
            reach.levels.clear();
            reach.at_works = false;
        }
    }
}

impl Reach {
    /// Notes that everybody from `first` on makes a level.
    fn close_level(&mut self, graph: &Graph, first: usize) {
        self.levels.push(self.people.len());
        self.at_works = false;
        // Their exact number of works would take a random read each, which costs more than a better choice saves.
        let works_of = &graph.person_relations().works;
        self.cost = (self.people.len() - first) * works_of.edge_count().div_ceil(works_of.rows().max(1));
    }
}

/// Where a level lies in the list of everybody met.
fn level(levels: &[usize], place: usize) -> std::ops::Range<usize> {
    place.checked_sub(1).map_or(0, |before| levels[before])..levels[place]
}
