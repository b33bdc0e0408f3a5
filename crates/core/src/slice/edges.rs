//! Every edge between the nodes of a slice.

use super::{Chosen, lens::Lens, numbers::Numbers};
use crate::{DenseId, InstitutionId, Kind, Node, PersonId, Relation, WorkId, scratch::Slots};

/// An edge between two chosen nodes, by their places in the slice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) relation: Relation,
    pub(super) weight: f32,
}

/// All edges between `chosen`, node by node; `places`, which must be empty, is left with each node's place.
///
/// O(edges of the chosen nodes), a long row being searched for the chosen nodes rather than read.
pub(super) fn between(lens: &Lens<'_>, numbers: &Numbers, chosen: &[Chosen], places: &mut Slots) -> Vec<Edge> {
    for &(node, _) in chosen {
        places.slot(numbers.index(node));
    }
    let shown = Shown { lens, numbers, places, nodes: by_kind(chosen) };
    let mut edges = Vec::with_capacity(4 * chosen.len());
    for (place, &(node, _)) in (0..).zip(chosen) {
        match node {
            Node::Work(work) => shown.of_work(place, work, &mut edges),
            Node::Person(person) => shown.of_person(place, person, &mut edges),
            Node::Institution(institution) => shown.of_institution(place, institution, &mut edges),
            Node::Topic(_) => {}
        }
    }
    edges
}

fn by_kind(chosen: &[Chosen]) -> [Vec<u32>; Kind::ALL.len()] {
    let mut nodes: [Vec<u32>; Kind::ALL.len()] = Default::default();
    for &(node, _) in chosen {
        nodes[node.kind() as usize].push(node.index() as u32);
    }
    nodes
}

/// The nodes of a slice.
struct Shown<'a> {
    lens: &'a Lens<'a>,
    numbers: &'a Numbers,
    places: &'a Slots,
    /// Dense ids by kind.
    nodes: [Vec<u32>; Kind::ALL.len()],
}

/// A row this many times as long as the list of chosen nodes is searched for them; a shorter one is read.
const SEARCH_FROM: usize = 8;

impl Shown<'_> {
    /// Calls `visit` with place and position of every chosen node in `row`.
    fn in_row<T: DenseId>(&self, row: &[T], mut visit: impl FnMut(u32, usize)) {
        let nodes = &self.nodes[T::KIND as usize];
        let start = self.numbers.start(T::KIND);
        if row.len() > SEARCH_FROM * nodes.len() {
            for &node in nodes {
                let node = T::from_index(node as usize);
                if let Ok(at) = row.binary_search(&node)
                    && let Some(place) = self.places.get(start + node.index())
                {
                    visit(place as u32, at);
                }
            }
        } else {
            for (at, node) in row.iter().enumerate() {
                if let Some(place) = self.places.get(start + node.index()) {
                    visit(place as u32, at);
                }
            }
        }
    }

    fn of_work(&self, place: u32, work: WorkId, edges: &mut Vec<Edge>) {
        let graph = self.lens.graph;
        let relations = graph.work_relations();
        let mut add = |from, to, relation, weight| edges.push(Edge { from, to, relation, weight });
        self.in_row(graph.authors(work), |other, _| add(other, place, Relation::Authored, 1.0));
        let scores = relations.topics.edges.score.get(relations.topics.edges_of(work.index())).unwrap_or_default();
        self.in_row(graph.topics_of(work), |other, at| {
            add(place, other, Relation::About, scores.get(at).copied().unwrap_or_default());
        });
        self.in_row(graph.institutions_of(work), |other, _| add(other, place, Relation::Produced, 1.0));
        self.in_row(graph.references(work), |other, _| add(place, other, Relation::Cites, 1.0));
    }

    fn of_person(&self, place: u32, person: PersonId, edges: &mut Vec<Edge>) {
        let affiliated = &self.lens.graph.person_relations().institutions;
        let first = affiliated.edges_of(person.index()).start;
        self.in_row(affiliated.row(person.index()), |other, at| {
            if self.lens.shows_affiliation_edge(first + at) {
                let works = affiliated.edges.works.get(first + at).copied().unwrap_or_default();
                edges.push(Edge { from: place, to: other, relation: Relation::Affiliated, weight: works as f32 });
            }
        });
        if self.lens.is_clear() {
            self.collaborators(place, person, edges);
        } else {
            self.collaborators_within_years(place, person, edges);
        }
    }

    fn collaborators(&self, place: u32, person: PersonId, edges: &mut Vec<Edge>) {
        let stored = &self.lens.graph.person_relations().collaborators;
        let range = stored.edges_of(person.index());
        let row = stored.row(person.index());
        // Every pair stands in both rows; it is drawn from the smaller id.
        let after = row.partition_point(|&other| other <= person);
        let strengths = stored.edges.strength.get(range).unwrap_or_default().get(after..).unwrap_or_default();
        self.in_row(&row[after..], |other, at| {
            let weight = strengths.get(at).copied().unwrap_or_default();
            edges.push(Edge { from: place, to: other, relation: Relation::Collaborates, weight });
        });
    }

    fn collaborators_within_years(&self, place: u32, person: PersonId, edges: &mut Vec<Edge>) {
        let mut strengths: Vec<(u32, f64)> = Vec::new();
        for work in self.lens.joint_works(person) {
            let authors = self.lens.graph.authors(work);
            let share = 1.0 / (authors.len() - 1) as f64;
            let after = authors.partition_point(|&other| other <= person);
            self.in_row(&authors[after..], |other, _| match strengths.iter_mut().find(|(seen, _)| *seen == other) {
                Some((_, strength)) => *strength += share,
                None => strengths.push((other, share)),
            });
        }
        edges.extend(strengths.into_iter().map(|(other, strength)| Edge {
            from: place,
            to: other,
            relation: Relation::Collaborates,
            weight: strength as f32,
        }));
    }

    fn of_institution(&self, place: u32, institution: InstitutionId, edges: &mut Vec<Edge>) {
        let parents = self.lens.graph.institution_relations().parents.row(institution.index());
        self.in_row(parents, |parent, _| {
            edges.push(Edge { from: place, to: parent, relation: Relation::PartOf, weight: 1.0 });
        });
    }
}
