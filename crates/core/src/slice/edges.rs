//! Every edge between the nodes of a slice.

use super::{Chosen, lens::Lens, numbers::Numbers};
use crate::{
    Adjacency, DenseId, Graph, InstitutionId, Kind, Node, PersonId, Relation, WorkId, column::EdgeColumns,
    prefetch::CHUNK, scratch::Slots,
};

/// An edge between two chosen nodes, by their places in the slice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) relation: Relation,
    weight: Weight,
}

/// Where the weight of an edge stands: read once all edges are found, as each is a walk to memory of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Weight {
    Is(f32),
    /// In the scores of works' topics.
    Score(usize),
    /// In the works of people's affiliations.
    Works(usize),
    /// In the strengths of people's collaborators.
    Strength(usize),
}

impl Edge {
    /// How strong it is, as [`SliceEdge::weight`](super::SliceEdge::weight) says.
    #[inline]
    pub(super) fn weight(&self, graph: &Graph) -> f32 {
        let people = graph.person_relations();
        match self.weight {
            Weight::Is(weight) => weight,
            Weight::Score(at) => graph.work_relations().topics.edges.score.at(at),
            Weight::Works(at) => people.institutions.edges.works.at(at) as f32,
            Weight::Strength(at) => people.collaborators.edges.strength.at(at),
        }
    }
}

/// All edges between `chosen`, node by node; `places`, which must be empty, is left with each node's place.
///
/// O(edges of the chosen nodes), a long row being searched for the chosen nodes rather than read.
pub(super) fn between(lens: &Lens<'_>, numbers: &Numbers, chosen: &[Chosen], places: &mut Slots) -> Vec<Edge> {
    let mut filter = Filter::default();
    for &(node, _) in chosen {
        filter.add(numbers.index(node));
        places.slot(numbers.index(node));
    }
    let shown = Shown { lens, numbers, places, filter, nodes: by_kind(lens.graph, chosen) };
    let mut edges = Vec::with_capacity(4 * chosen.len());
    for (chunk, start) in chosen.chunks(CHUNK).zip((0..).step_by(CHUNK)) {
        shown.prefetch(chunk);
        for (place, &(node, _)) in (start..).zip(chunk) {
            match node {
                Node::Work(work) => shown.of_work(place, work, &mut edges),
                Node::Person(person) => shown.of_person(place, person, &mut edges),
                Node::Institution(institution) => shown.of_institution(place, institution, &mut edges),
                Node::Topic(_) => {}
            }
        }
    }
    edges
}

/// The chosen nodes as they stand in rows, so that edges come in one order whether a row is searched or read.
fn by_kind(graph: &Graph, chosen: &[Chosen]) -> [Vec<u32>; Kind::ALL.len()] {
    let mut nodes: [Vec<u32>; Kind::ALL.len()] = Default::default();
    for &(node, _) in chosen {
        nodes[node.kind() as usize].push(node.index() as u32);
    }
    for (kind, nodes) in Kind::ALL.into_iter().zip(&mut nodes) {
        nodes.sort_unstable_by_key(|&row| graph.order_of(Node::new(kind, row as usize)));
    }
    nodes
}

/// Which nodes may be shown: a bit for every number modulo their count, close at hand where a slot for every node of
/// the graph is a walk to memory. Most neighbours are not shown, and most of these are turned away here.
struct Filter([u64; Self::WORDS]);

impl Filter {
    const WORDS: usize = 128;

    fn bit(index: usize) -> (usize, u64) {
        (index / 64 % Self::WORDS, 1 << (index % 64))
    }

    fn add(&mut self, index: usize) {
        let (word, bit) = Self::bit(index);
        self.0[word] |= bit;
    }

    #[inline]
    fn may_hold(&self, index: usize) -> bool {
        let (word, bit) = Self::bit(index);
        self.0[word] & bit != 0
    }
}

impl Default for Filter {
    fn default() -> Self {
        Self([0; Self::WORDS])
    }
}

/// The nodes of a slice.
struct Shown<'a> {
    lens: &'a Lens<'a>,
    numbers: &'a Numbers,
    places: &'a Slots,
    filter: Filter,
    /// Dense ids by kind, in the order of rows.
    nodes: [Vec<u32>; Kind::ALL.len()],
}

/// A row this many times as long as the list of chosen nodes is searched for them; a shorter one is read.
const SEARCH_FROM: usize = 8;

impl Shown<'_> {
    /// Asks for the rows of some nodes: bounds first, then rows, so that each step waits for all nodes at once.
    fn prefetch(&self, nodes: &[Chosen]) {
        let works = self.lens.graph.work_relations();
        let people = self.lens.graph.person_relations();
        for &(node, _) in nodes {
            match node {
                Node::Work(work) => works.prefetch_bounds(work),
                Node::Person(person) => people.prefetch_bounds(person),
                Node::Topic(_) | Node::Institution(_) => {}
            }
        }
        for &(node, _) in nodes {
            match node {
                Node::Work(work) => works.prefetch_rows(work),
                Node::Person(person) => people.prefetch_rows(person),
                Node::Topic(_) | Node::Institution(_) => {}
            }
        }
    }

    /// Calls `visit` with the place of every chosen node in `row`, a part of a row of `relation` that begins with its
    /// edge `first`, and with the edge that leads there.
    fn in_row<T: DenseId, A: EdgeColumns>(
        &self,
        relation: &Adjacency<T, A>,
        (first, row): (usize, &[T]),
        mut visit: impl FnMut(u32, usize),
    ) {
        let nodes = &self.nodes[T::KIND as usize];
        let start = self.numbers.start(T::KIND);
        if row.len() > SEARCH_FROM * nodes.len() {
            for &node in nodes {
                let node = T::from_index(node as usize);
                if let Some(at) = relation.find_in(row, node)
                    && let Some(place) = self.places.get(start + node.index())
                {
                    visit(place as u32, first + at);
                }
            }
        } else {
            for (at, node) in row.iter().enumerate() {
                let index = start + node.index();
                if self.filter.may_hold(index)
                    && let Some(place) = self.places.get(index)
                {
                    visit(place as u32, first + at);
                }
            }
        }
    }

    fn of_work(&self, place: u32, work: WorkId, edges: &mut Vec<Edge>) {
        let graph = self.lens.graph;
        let relations = graph.work_relations();
        let topics = &relations.topics;
        let mut add = |from, to, relation, weight| edges.push(Edge { from, to, relation, weight });
        self.in_row(&relations.authors, (0, graph.authors(work)), |other, _| {
            add(other, place, Relation::Authored, Weight::Is(1.0));
        });
        let first = topics.edges_of(work.index()).start;
        self.in_row(topics, (first, graph.topics_of(work)), |other, edge| {
            topics.edges.score.prefetch(edge);
            add(place, other, Relation::About, Weight::Score(edge));
        });
        self.in_row(&relations.institutions, (0, graph.institutions_of(work)), |other, _| {
            add(other, place, Relation::Produced, Weight::Is(1.0));
        });
        self.in_row(&relations.references, (0, graph.references(work)), |other, _| {
            add(place, other, Relation::Cites, Weight::Is(1.0));
        });
    }

    fn of_person(&self, place: u32, person: PersonId, edges: &mut Vec<Edge>) {
        let affiliated = &self.lens.graph.person_relations().institutions;
        let first = affiliated.edges_of(person.index()).start;
        self.in_row(affiliated, (first, affiliated.row(person.index())), |other, edge| {
            if self.lens.shows_affiliation_edge(edge) {
                affiliated.edges.works.prefetch(edge);
                let weight = Weight::Works(edge);
                edges.push(Edge { from: place, to: other, relation: Relation::Affiliated, weight });
            }
        });
        if self.lens.is_clear() {
            self.collaborators(place, person, edges);
        } else {
            self.collaborators_seen(place, person, edges);
        }
    }

    fn collaborators(&self, place: u32, person: PersonId, edges: &mut Vec<Edge>) {
        let stored = &self.lens.graph.person_relations().collaborators;
        let row = stored.row(person.index());
        // Every pair stands in both rows; it is drawn from the smaller id.
        let after = row.partition_point(|&other| other <= person);
        let first = stored.edges_of(person.index()).start + after;
        self.in_row(stored, (first, &row[after..]), |other, edge| {
            stored.edges.strength.prefetch(edge);
            let weight = Weight::Strength(edge);
            edges.push(Edge { from: place, to: other, relation: Relation::Collaborates, weight });
        });
    }

    fn collaborators_seen(&self, place: u32, person: PersonId, edges: &mut Vec<Edge>) {
        let mut strengths: Vec<(u32, f64)> = Vec::new();
        let relation = &self.lens.graph.work_relations().authors;
        for work in self.lens.joint_works(person) {
            let authors = relation.row(work.index());
            let share = 1.0 / (authors.len() - 1) as f64;
            let after = authors.partition_point(|&other| other <= person);
            self.in_row(relation, (0, &authors[after..]), |other, _| {
                match strengths.iter_mut().find(|(seen, _)| *seen == other) {
                    Some((_, strength)) => *strength += share,
                    None => strengths.push((other, share)),
                }
            });
        }
        edges.extend(strengths.into_iter().map(|(other, strength)| Edge {
            from: place,
            to: other,
            relation: Relation::Collaborates,
            weight: Weight::Is(strength as f32),
        }));
    }

    fn of_institution(&self, place: u32, institution: InstitutionId, edges: &mut Vec<Edge>) {
        let parents = &self.lens.graph.institution_relations().parents;
        self.in_row(parents, (0, parents.row(institution.index())), |parent, _| {
            edges.push(Edge { from: place, to: parent, relation: Relation::PartOf, weight: Weight::Is(1.0) });
        });
    }
}
