//! Who collaborates, who is connected, and the facts about the whole graph.

use std::collections::BTreeSet;

use super::draft::Draft;
use crate::{
    build::{collaborators, components},
    graph::{Meta, Tables},
    id::{DenseId, Kind, Node, PersonId, WorkId},
    model::{CollaboratesEdge, Order, Row},
    scratch::with_scratch,
};

/// Writes `collaborates`, the components, and the facts.
pub(super) fn write(draft: &Draft<'_>, tables: &mut Tables) {
    write_collaborators(draft, tables);
    if connections_change(draft) {
        let hides = |person: PersonId| draft.hides(person.into());
        let components = components(&tables.work_relations.authors, tables.people.len(), hides);
        tables.person_relations.component = components.of;
        tables.meta.components = components.sizes.len();
        tables.meta.largest_component = components.sizes.first().copied().unwrap_or(0);
    }
    write_facts(draft, tables);
}

/// The rows of everybody on a byline of which the people changed, which are all that can differ.
fn write_collaborators(draft: &Draft<'_>, tables: &mut Tables) {
    let limit = tables.meta.max_authors.map_or(usize::MAX, |limit| limit as usize);
    let counts = |people: usize| (2..=limit).contains(&people);
    let mut affected: BTreeSet<PersonId> = BTreeSet::new();
    for &work in draft.bylines.keys() {
        let (old, new) = (draft.graph.authors(work), tables.work_relations.authors.row(work.index()));
        if old != new && (counts(old.len()) || counts(new.len())) {
            affected.extend(old.iter().chain(new));
        }
    }
    affected.retain(|person| person.index() < tables.people.len());
    let rows: Vec<Row<PersonId, CollaboratesEdge>> = with_scratch(tables.people.len(), |scratch| {
        let mut row = |person: PersonId| (person.index(), collaborators(tables, limit, person, &mut scratch.first));
        affected.iter().map(|&person| row(person)).collect()
    });
    let stored = &mut tables.person_relations.collaborators;
    *stored = stored.with_rows(&rows, &Order::DENSE);
}

/// May people be connected that were not, or no longer be?
fn connections_change(draft: &Draft<'_>) -> bool {
    let component = &draft.graph.person_relations().component;
    draft.hidden[Kind::Person as usize].len() > draft.graph.hidden(Kind::Person).len()
        || draft.bylines.iter().any(|(&work, byline)| {
            let old = draft.graph.authors(work);
            let new: Vec<PersonId> = byline.places.iter().map(|place| place.person).collect();
            let lost = old.len() > 1 && old.iter().any(|person| new.binary_search(person).is_err());
            let mut components = new.iter().map(|person| component.at(person.index()));
            let first = components.next();
            lost || components.any(|other| Some(other) != first)
        })
}

fn write_facts(draft: &Draft<'_>, tables: &mut Tables) {
    let over = |people: usize| tables.meta.max_authors.is_some_and(|limit| people > limit as usize);
    let mut left_out = tables.meta.works_over_author_limit;
    for &work in draft.bylines.keys() {
        left_out += usize::from(over(tables.work_relations.authors.degree(work.index())));
        left_out -= usize::from(over(draft.graph.authors(work).len())).min(left_out);
    }
    tables.meta.works_over_author_limit = left_out;
    tables.meta.years = years(draft, tables, &draft.graph.tables().meta);
}

/// The oldest and the newest year.
fn years(draft: &Draft<'_>, tables: &Tables, before: &Meta) -> Option<(i16, i16)> {
    let known = |work: usize| Some(tables.works.year.at(work)).filter(|&year| year != 0);
    let before_hidden = draft.graph.hidden(Kind::Work);
    let hidden = draft.hidden[Kind::Work as usize].iter().filter(|work| before_hidden.binary_search(work).is_err());
    let ends = |year: i16| before.years.is_some_and(|(oldest, newest)| year == oldest || year == newest);
    let span = |span: Option<(i16, i16)>, year: i16| {
        Some(span.map_or((year, year), |(oldest, newest)| (oldest.min(year), newest.max(year))))
    };
    if { hidden }.filter_map(|&work| known(work as usize)).any(ends) {
        let shown = (0..tables.works.len()).filter(|&work| !draft.hides(Node::from(WorkId::from_index(work))));
        return shown.filter_map(known).fold(None, span);
    }
    (draft.graph.works().len()..tables.works.len()).filter_map(known).fold(before.years, span)
}
