//! From drafted rows to the relations of the changed graph: both directions, and affiliations.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::Hash,
};

use hashbrown::HashSet;

use super::{
    added::partition,
    draft::{Byline, Draft, Place},
};
use crate::{
    build::{Affiliation, affiliations_from_bylines},
    column::EdgeColumns,
    graph::Tables,
    id::{DenseId, InstitutionId, PersonId},
    model::{Adjacency, AffiliatedEdge, MembersEdge, Order, RawAffiliations, Row, Target},
};

/// Rows of a relation with their attributes.
type Rows<T, E = ()> = Vec<Row<T, E>>;

/// Writes all that follows from the drafted rows but who collaborates; `order` is how works compare.
pub(super) fn write(draft: &Draft<'_>, tables: &mut Tables, order: &Order) {
    write_bylines(draft, tables, order);
    let (works, before) = (&mut tables.work_relations, draft.graph.work_relations());
    let topics: Rows<_, _> = draft.topics.iter().map(|(work, row)| (work.index(), row.clone())).collect();
    works.topics = works.topics.with_rows(&topics, &Order::DENSE);
    tables.topic_relations.works =
        mirrored(&before.topics, &topics, (&tables.topic_relations.works, tables.topics.len()), order);

    let institutions = plain(&draft.institutions);
    works.institutions = works.institutions.with_rows(&institutions, &Order::DENSE);
    let of_institutions = &mut tables.institution_relations;
    of_institutions.works =
        mirrored(&before.institutions, &institutions, (&of_institutions.works, tables.institutions.len()), order);

    let references = plain(&draft.references);
    works.references = works.references.with_rows(&references, order);
    works.cited_by = mirrored(&before.references, &references, (&works.cited_by, tables.works.len()), order);
    let uncited = (works.cited_by.rows()..tables.works.len()).map(|work| (work, Vec::new())).collect::<Rows<_>>();
    works.cited_by = works.cited_by.with_rows(&uncited, order);

    let terms = plain(&draft.terms);
    works.terms = works.terms.with_rows(&terms, &Order::DENSE);
    tables.terms.works = mirrored(&before.terms, &terms, (&tables.terms.works, tables.terms.text.len()), order);

    let parents = plain(&draft.parents);
    let old = of_institutions.parents.clone();
    of_institutions.parents = old.with_rows(&parents, &Order::DENSE);
    of_institutions.children =
        mirrored(&old, &parents, (&of_institutions.children, tables.institutions.len()), &Order::DENSE);
    write_affiliations(draft, tables);
}

fn plain<S: DenseId, T: Copy>(rows: &BTreeMap<S, Vec<T>>) -> Rows<T> {
    rows.iter().map(|(from, row)| (from.index(), row.iter().map(|&to| (to, ())).collect())).collect()
}

/// `authored` in both directions, and all that hangs on places on bylines.
fn write_bylines(draft: &Draft<'_>, tables: &mut Tables, order: &Order) {
    let works = &mut tables.work_relations;
    let edges = |byline: &Byline| byline.places.iter().map(|place| (place.person, place.edge)).collect();
    let rows: Rows<_, _> = draft.bylines.iter().map(|(work, byline)| (work.index(), edges(byline))).collect();
    let first = works.authors.edge_bound();
    works.authors = works.authors.with_rows(&rows, &Order::DENSE);
    let authors = &draft.graph.work_relations().authors;
    let reverse = (&tables.person_relations.works, tables.people.len());
    tables.person_relations.works = mirrored(authors, &rows, reverse, order);

    let places = || (first..).zip(draft.bylines.values().flat_map(|byline| &byline.places));
    let bylines = &mut tables.bylines;
    bylines.institutions = bylines
        .institutions
        .with_rows(&places().map(|(edge, place)| (edge, bare(&place.institutions))).collect::<Vec<_>>(), &Order::DENSE);
    bylines.raw_affiliations = bylines.raw_affiliations.with_rows(
        &places().map(|(edge, place)| (edge, bare(&place.raw_affiliations))).collect::<Vec<_>>(),
        &printed_order(&tables.raw_affiliations),
    );
    let unnamed = draft.bylines.iter().map(|(work, byline)| (work.index(), byline.unnamed.clone()));
    works.unnamed_authors = works.unnamed_authors.with_rows(&unnamed.collect::<Vec<_>>());
}

fn bare<T: Copy>(row: &[T]) -> Vec<(T, ())> {
    row.iter().map(|&to| (to, ())).collect()
}

/// How affiliations as printed compare by their text.
fn printed_order(printed: &RawAffiliations) -> Order {
    let text = &printed.text;
    let stored = text.stored_rows();
    if text.len() == stored {
        return Order::DENSE;
    }
    let place = |wanted: &str| partition(stored, |row| text.at(row) < wanted);
    let added: Vec<(usize, &str)> = (stored..text.len()).map(|row| (place(text.at(row)), text.at(row))).collect();
    Order::new(stored, &added)
}

/// What a target's row loses and gains.
struct Turn<S> {
    gone: HashSet<S>,
    come: Vec<S>,
}

/// `reverse`, of `bound` rows, after `forward`, whose other direction it is, got new `rows`; `order` is how its
/// targets compare.
fn mirrored<S: DenseId, T: Target + Hash, A: EdgeColumns>(
    forward: &Adjacency<T, A>,
    rows: &Rows<T, A::Edge>,
    (reverse, bound): (&Adjacency<S>, usize),
    order: &Order,
) -> Adjacency<S> {
    let mut turns: BTreeMap<T, Turn<S>> = BTreeMap::new();
    for (row, edges) in rows {
        let source = S::from_index(*row);
        let old: HashSet<T> = forward.row(*row).iter().copied().collect();
        let new: HashSet<T> = edges.iter().map(|&(target, _)| target).collect();
        let empty = || Turn { gone: HashSet::new(), come: Vec::new() };
        for &target in old.difference(&new) {
            turns.entry(target).or_insert_with(empty).gone.insert(source);
        }
        for &target in new.difference(&old) {
            turns.entry(target).or_insert_with(empty).come.push(source);
        }
    }
    // Ids of a damaged file may be anybody's.
    let rows: Rows<S> = turns
        .into_iter()
        .filter(|(target, _)| target.position() < bound)
        .map(|(target, turn)| {
            let kept = reverse.row(target.position()).iter().copied().filter(|source| !turn.gone.contains(source));
            let mut row: Vec<S> = kept.chain(turn.come).collect();
            row.sort_by_key(|source| order.key(source.position()));
            (target.position(), bare(&row))
        })
        .collect();
    reverse.with_rows(&rows, order)
}

/// `affiliated` in both directions, for everybody whose places on bylines changed or whose institution is hidden.
fn write_affiliations(draft: &Draft<'_>, tables: &mut Tables) {
    let before = &draft.graph.person_relations().institutions;
    let mut rows: Rows<InstitutionId, AffiliatedEdge> = Vec::new();
    let mut turns: BTreeMap<InstitutionId, BTreeMap<PersonId, Option<u32>>> = BTreeMap::new();
    for person in affected(draft) {
        let old = before.edges_in(person.index());
        let new = affiliations(draft, tables, person);
        if old == new {
            continue;
        }
        for &(institution, _) in &old {
            turns.entry(institution).or_default().insert(person, None);
        }
        for &(institution, edge) in &new {
            turns.entry(institution).or_default().insert(person, Some(edge.works));
        }
        rows.push((person.index(), new));
    }
    tables.person_relations.institutions = before.with_rows(&rows, &Order::DENSE);
    let members = &mut tables.institution_relations.people;
    let rows: Rows<PersonId, MembersEdge> = turns
        .iter()
        .filter(|(institution, _)| institution.index() < tables.institutions.len())
        .map(|(institution, turn)| {
            let mut row = members.edges_in(institution.index());
            row.retain(|(person, _)| !turn.contains_key(person));
            row.extend(turn.iter().filter_map(|(&person, works)| Some((person, MembersEdge { works: (*works)? }))));
            row.sort_by_key(|&(person, _)| person);
            (institution.index(), row)
        })
        .collect();
    *members = members.with_rows(&rows, &Order::DENSE);
}

/// Everybody whose place on a byline changed, or whose institution is hidden.
fn affected(draft: &Draft<'_>) -> BTreeSet<PersonId> {
    let mut people = draft.affiliated.clone();
    for (&work, byline) in &draft.bylines {
        let old = Byline::of(draft.graph, work);
        let lacks = |places: &[Place], place: &Place| {
            let at = places.binary_search_by_key(&place.person, |other| other.person);
            !at.is_ok_and(|at| places[at] == *place)
        };
        people.extend(byline.places.iter().filter(|place| lacks(&old.places, place)).map(|place| place.person));
        people.extend(old.places.iter().filter(|place| lacks(&byline.places, place)).map(|place| place.person));
    }
    people.retain(|person| person.index() < draft.graph.people().len());
    people
}

/// Where somebody works, from their bylines as they are now and from what their own record is known to say.
fn affiliations(draft: &Draft<'_>, tables: &Tables, person: PersonId) -> Vec<(InstitutionId, AffiliatedEdge)> {
    if draft.hides(person.into()) {
        return Vec::new();
    }
    let mut found = affiliations_from_bylines(tables, person);
    let shown = |affiliation: &Affiliation| !draft.hides(affiliation.institution.into());
    found.extend(from_record(draft.graph.tables(), person).into_iter().filter(shown));
    Affiliation::merged(found).into_iter().map(|affiliation| (affiliation.institution, affiliation.edge)).collect()
}

/// What a person's own record says of affiliations, as far as it differs from what bylines say.
fn from_record(before: &Tables, person: PersonId) -> Vec<Affiliation> {
    let bylines = Affiliation::merged(affiliations_from_bylines(before, person));
    let stored = before.person_relations.institutions.edges_in(person.index());
    let beyond = |(institution, edge): (InstitutionId, AffiliatedEdge)| {
        let printed = bylines.iter().find(|printed| printed.institution == institution);
        let printed = printed.map(|printed| printed.edge);
        let year = |of: fn(&AffiliatedEdge) -> i16| {
            let known = printed.is_some_and(|printed| of(&printed) == of(&edge));
            if known { 0 } else { of(&edge) }
        };
        let edge = AffiliatedEdge {
            first_year: year(|edge| edge.first_year),
            last_year: year(|edge| edge.last_year),
            works: 0,
        };
        (printed.is_none() || edge != AffiliatedEdge::default()).then_some(Affiliation { institution, edge })
    };
    stored.into_iter().filter_map(beyond).collect()
}
