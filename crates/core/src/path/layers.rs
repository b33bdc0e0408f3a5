//! All shortest paths between two people at once: people in layers, links between neighbouring layers.

use super::{connects, search::Search};
use crate::{
    Graph, PersonId, WorkId,
    id::DenseId,
    scratch::Slots,
    top::{Score, top},
};

/// At most this many nodes of one layer are weighed, so that an answer has bounds: the links between two layers
/// number at most the square of it.
pub(super) const WIDEST: usize = 1024;

/// What lies on a shortest path, in layers by distance from the one end, each ascending.
#[derive(Debug)]
pub(super) struct Layers<T> {
    pub(super) nodes: Vec<Vec<T>>,
    /// The links from every layer but the last to the next.
    pub(super) links: Vec<Links>,
    /// Was a layer too wide to be weighed whole?
    pub(super) narrowed: bool,
}

/// The links from one layer to the next, a row per node.
#[derive(Debug)]
pub(super) struct Links {
    pub(super) offsets: Vec<usize>,
    pub(super) links: Vec<Link>,
}

/// What two nodes in neighbouring layers share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    /// Place of the other in the next layer.
    pub(super) next: u32,
    /// Of people, Newman's strength; of works, see [`CitationPath::strength`](super::CitationPath::strength).
    pub(super) strength: f64,
    /// Year of people's newest shared work; of a citation, of the work that cites.
    pub(super) newest: i16,
}

impl Links {
    /// How many nodes they start from.
    pub(super) fn rows(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The links of the node at `place`.
    pub(super) fn of(&self, place: usize) -> &[Link] {
        &self.links[self.offsets[place]..self.offsets[place + 1]]
    }
}

impl Layers<PersonId> {
    /// The layers between the two ends of a search that touch.
    ///
    /// Levels are swept from the middle to the far end and from there all the way back, each keeping who shares a
    /// work with the one before; then every link is weighed. O(authorships on works of people on shortest paths).
    pub(super) fn between(search: &Search, builder: &mut Builder<'_>) -> Self {
        let mut people: Vec<Vec<PersonId>> = search.levels().map(<[_]>::to_vec).collect();
        let (middle, last) = (search.middle(), people.len() - 1);
        if people[middle].len() < people[middle - 1].len() {
            people[middle - 1] = builder.adjacent(&people[middle], &people[middle - 1]);
        }
        for place in middle..=last {
            people[place] = builder.adjacent(&people[place - 1], &people[place]);
        }
        for place in (0..last).rev() {
            people[place] = builder.adjacent(&people[place + 1], &people[place]);
        }
        let links = people.windows(2).map(|pair| builder.links(&pair[0], &pair[1])).collect();
        Self { nodes: people, links, narrowed: builder.narrowed }
    }
}

/// What it takes to compare two layers.
pub(super) struct Builder<'a> {
    graph: &'a Graph,
    max_authors: usize,
    /// Places in a layer, by person.
    places: &'a mut Slots,
    /// Links of one person, by place in the next layer.
    linked: &'a mut Slots,
    narrowed: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(graph: &'a Graph, max_authors: usize, places: &'a mut Slots, linked: &'a mut Slots) -> Self {
        Self { graph, max_authors, places, linked, narrowed: false }
    }

    /// Who of `candidates` shares a work with somebody in `from`, ascending; where they are more than [`WIDEST`],
    /// those on the most works with the fewest people.
    fn adjacent(&mut self, from: &[PersonId], candidates: &[PersonId]) -> Vec<PersonId> {
        let mut works: Vec<WorkId> = from.iter().flat_map(|&person| self.graph.works_of(person)).copied().collect();
        works.sort_unstable();
        works.dedup();
        let weights = self.weights(&works, candidates);
        let found = weights.into_iter().zip(candidates.iter().copied()).filter(|&(weight, _)| weight > 0.0);
        let found = found.map(|(weight, person)| (Score::new(weight), person));
        let best = top(found, WIDEST + 1);
        self.narrowed |= best.len() > WIDEST;
        let mut people: Vec<PersonId> = best.into_iter().take(WIDEST).map(|(_, person)| person).collect();
        people.sort_unstable();
        people
    }

    /// The sum over `works` of 1/(n−1), for every candidate.
    fn weights(&mut self, works: &[WorkId], candidates: &[PersonId]) -> Vec<f64> {
        self.place(candidates);
        let mut weights = vec![0.0; candidates.len()];
        for &work in works {
            let authors = self.graph.authors(work);
            if connects(authors.len(), self.max_authors) {
                for place in authors.iter().filter_map(|author| self.places.get(author.index())) {
                    weights[place] += 1.0 / (authors.len() - 1) as f64;
                }
            }
        }
        weights
    }

    fn place(&mut self, layer: &[PersonId]) {
        self.places.clear();
        for person in layer {
            self.places.slot(person.index());
        }
    }

    /// Weighs the links between two layers.
    fn links(&mut self, from: &[PersonId], to: &[PersonId]) -> Links {
        self.place(to);
        let mut links = Links { offsets: vec![0], links: Vec::new() };
        for &person in from {
            self.links_of(person, &mut links.links);
            links.offsets.push(links.links.len());
        }
        links
    }

    fn links_of(&mut self, person: PersonId, links: &mut Vec<Link>) {
        let first = links.len();
        for &work in self.graph.works_of(person) {
            let authors = self.graph.authors(work);
            if !connects(authors.len(), self.max_authors) {
                continue;
            }
            let year = self.graph.year(work).unwrap_or(self.oldest());
            for next in authors.iter().filter_map(|author| self.places.get(author.index())) {
                let at = first + self.linked.slot(next);
                if at == links.len() {
                    links.push(Link { next: next as u32, strength: 0.0, newest: i16::MIN });
                }
                links[at].strength += 1.0 / (authors.len() - 1) as f64;
                links[at].newest = links[at].newest.max(year);
            }
        }
        self.linked.clear();
    }

    /// The year of works whose year is unknown.
    fn oldest(&self) -> i16 {
        self.graph.meta().years.map_or(0, |(oldest, _)| oldest)
    }
}
