//! Tables of edges.

use std::{borrow::Cow, ops::Range};

use scholargraph::{DenseId, Graph, InstitutionId, Kind, Node, PersonId, TopicId, WorkId, model::byline};

use super::{
    super::key,
    arrays::{Column, portions},
};

/// Edges that are encoded at a time.
const EDGES_AT_ONCE: usize = 1 << 13;

type Batches<'g> = Box<dyn Iterator<Item = Vec<Column>> + 'g>;

/// What a cell holds for a node.
fn cell(graph: &Graph, node: impl Into<Node>) -> Cow<'_, str> {
    let node = node.into();
    let (id, row) = (graph.id(node), node.index());
    let source_key = match node.kind() {
        Kind::Work => graph.works().source_key.at(row),
        Kind::Person => graph.people().source_key.at(row),
        Kind::Topic => graph.topics().source_key.at(row),
        Kind::Institution => graph.institutions().source_key.at(row),
    };
    key::cell(id, source_key)
}

/// Two columns of nodes.
fn ends<A: DenseId, B: DenseId>(graph: &Graph, names: [&'static str; 2], edges: &[(A, B)]) -> Vec<Column> {
    vec![
        Column::texts(names[0], edges.iter().map(|&(from, _)| cell(graph, from))),
        Column::texts(names[1], edges.iter().map(|&(_, to)| cell(graph, to))),
    ]
}

/// Every edge of `rows` of a relation.
fn each<A: DenseId, B: DenseId>(rows: Range<usize>, row: impl Fn(usize) -> Vec<B>) -> Vec<(A, B)> {
    rows.flat_map(|from| row(from).into_iter().map(move |to| (A::from_index(from), to))).collect()
}

pub(super) fn citations(graph: &Graph) -> Batches<'_> {
    let references = &graph.work_relations().references;
    Box::new(portions(references.rows(), EDGES_AT_ONCE, |row| references.degree(row)).map(move |rows| {
        let edges: Vec<(WorkId, WorkId)> = each(rows, |row| references.row(row).to_vec());
        ends(graph, ["citing", "cited"], &edges)
    }))
}

pub(super) fn part_of(graph: &Graph) -> Batches<'_> {
    let parents = &graph.institution_relations().parents;
    Box::new(portions(parents.rows(), EDGES_AT_ONCE, |row| parents.degree(row)).map(move |rows| {
        let edges: Vec<(InstitutionId, InstitutionId)> = each(rows, |row| parents.row(row).to_vec());
        ends(graph, ["institution", "parent"], &edges)
    }))
}

pub(super) fn about(graph: &Graph) -> Batches<'_> {
    let topics = &graph.work_relations().topics;
    Box::new(portions(topics.rows(), EDGES_AT_ONCE, |row| topics.degree(row)).map(move |rows| {
        let scores = rows.clone().flat_map(|row| topics.edges_of(row)).map(|edge| topics.edges.score.at(edge));
        let score = Column::scores("score", scores);
        let edges: Vec<(WorkId, TopicId)> = each(rows, |row| topics.row(row).to_vec());
        let mut columns = ends(graph, ["work", "topic"], &edges);
        columns.push(score);
        columns
    }))
}

pub(super) fn affiliations(graph: &Graph) -> Batches<'_> {
    let affiliated = &graph.person_relations().institutions;
    Box::new(portions(affiliated.rows(), EDGES_AT_ONCE, |row| affiliated.degree(row)).map(move |rows| {
        let years = &affiliated.edges;
        let at = || rows.clone().flat_map(|row| affiliated.edges_of(row));
        let first = Column::years("first_year", at().map(|edge| years.first_year.at(edge)));
        let last = Column::years("last_year", at().map(|edge| years.last_year.at(edge)));
        let edges: Vec<(PersonId, InstitutionId)> = each(rows.clone(), |row| affiliated.row(row).to_vec());
        let mut columns = ends(graph, ["person", "institution"], &edges);
        columns.extend([first, last]);
        columns
    }))
}

pub(super) fn merged(graph: &Graph) -> Batches<'_> {
    let aliases = graph.aliases();
    Box::new(portions(aliases.len(), EDGES_AT_ONCE, |_| 0).map(move |rows| {
        let each = || rows.clone().filter_map(|row| aliases.at(row));
        vec![
            Column::texts("kind", each().map(|alias| alias.kind.name().into())),
            Column::texts("id", each().map(|alias| key::merged(alias.id))),
            Column::texts("into", each().map(|alias| cell(graph, Node::new(alias.kind, alias.target as usize)))),
            Column::texts("reason", each().map(|alias| alias.reason.into())),
        ]
    }))
}

/// A row of `authorships`.
#[derive(Default)]
struct Place<'g> {
    work: WorkId,
    position: Option<u16>,
    person: Option<PersonId>,
    raw_name: &'g str,
    flags: u8,
    institutions: Vec<InstitutionId>,
    raw_affiliations: Vec<&'g str>,
}

impl Place<'_> {
    fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

pub(super) fn authorships(graph: &Graph) -> Batches<'_> {
    let relations = graph.work_relations();
    let weight = |row| relations.authors.degree(row) + relations.unnamed_authors.count(row);
    Box::new(portions(graph.works().len(), EDGES_AT_ONCE, weight).map(move |rows| {
        let places: Vec<Place<'_>> = rows.flat_map(|row| byline(graph, WorkId::from_index(row))).collect();
        let orcid = |place: &Place<'_>| match place.person.filter(|_| place.has(byline::ORCID)) {
            Some(person) => graph.people().orcid.at(person.index()),
            None => "",
        };
        let institutions = |place: &Place<'_>| -> Vec<Cow<'_, str>> {
            place.institutions.iter().map(|&institution| cell(graph, institution)).collect()
        };
        let person = |place: &Place<'_>| place.person.map(|person| cell(graph, person)).unwrap_or_default();
        vec![
            Column::texts("work", places.iter().map(|place| cell(graph, place.work))),
            Column::positions("position", places.iter().map(|place| place.position)),
            Column::texts("person", places.iter().map(person)),
            Column::texts("raw_name", places.iter().map(|place| place.raw_name.into())),
            Column::texts("raw_orcid", places.iter().map(|place| orcid(place).into())),
            Column::flags("orcid_conflict", places.iter().map(|place| place.has(byline::ORCID_CONFLICT))),
            Column::flags("corresponding", places.iter().map(|place| place.has(byline::CORRESPONDING))),
            Column::lists("institutions", places.iter().map(institutions)),
            Column::lists("raw_affiliations", places.iter().map(|place| &place.raw_affiliations)),
        ]
    }))
}

/// The rows of one work in the order of its byline.
fn byline(graph: &Graph, work: WorkId) -> Vec<Place<'_>> {
    let (authors, bylines) = (&graph.work_relations().authors, graph.bylines());
    let mut places = Vec::new();
    for edge in authors.edges_of(work.index()) {
        let (person, flags) = (Some(authors.target(edge)), authors.edges.flags.at(edge));
        let printed = bylines.raw_affiliations.row(edge).iter();
        let place = Place {
            work,
            position: Some(authors.edges.position.at(edge)),
            person,
            flags,
            institutions: bylines.institutions.row(edge).to_vec(),
            raw_affiliations: printed.map(|at| graph.raw_affiliations().text.at(at.0 as usize)).collect(),
            ..Place::default()
        };
        // Where else they stand is not known, only that they do.
        let again = place.has(byline::REPEATED).then(|| Place { work, person, ..Place::default() });
        places.push(place);
        places.extend(again);
    }
    for (position, raw_name) in graph.work_relations().unnamed_authors.at(work.index()) {
        places.push(Place { work, position: Some(position), raw_name, ..Place::default() });
    }
    places.extend(nobodys(graph, work, &places));
    places.sort_by_key(|place| (place.position.is_none(), place.position));
    places
}

/// The institutions on the byline of a work that stand beside none of its people.
fn nobodys<'g>(graph: &'g Graph, work: WorkId, places: &[Place<'_>]) -> Option<Place<'g>> {
    let mut known: Vec<InstitutionId> = places.iter().flat_map(|place| place.institutions.iter().copied()).collect();
    known.sort_unstable();
    let others = graph.institutions_of(work).iter().copied().filter(|other| known.binary_search(other).is_err());
    let institutions: Vec<InstitutionId> = others.collect();
    (!institutions.is_empty()).then(|| Place { work, institutions, ..Place::default() })
}
