//! Relations: neighbours in range and in order, both directions alike.

use super::{Column, Defect, Flaw};
use crate::{
    column::{EdgeColumns, Numbers},
    graph::Tables,
    id::{DenseId, Kind, Node},
    model::{Adjacency, Target},
};

pub(super) fn defects(tables: &Tables) -> Vec<Defect> {
    let mut defects = neighbours(tables);
    defects.extend(directions(tables));
    defects.extend(components(tables));
    defects.extend(communities(tables));
    defects.extend(facts(tables));
    defects
}

/// Every relation by itself.
fn neighbours(tables: &Tables) -> Vec<Defect> {
    let (works, people) = (tables.works.len(), tables.people.len());
    let (topics, institutions) = (tables.topics.len(), tables.institutions.len());
    let at = |table, name| Column { table, name };
    let of_works = &tables.work_relations;
    let of_people = &tables.person_relations;
    let of_topics = &tables.topic_relations;
    let of_institutions = &tables.institution_relations;
    let bylines = of_works.authors.edge_bound();
    let printed = tables.raw_affiliations.text.len();
    let terms = tables.terms.text.len();
    let found = [
        lists(at("work_relations", "authors"), &of_works.authors, works, people),
        lists(at("work_relations", "topics"), &of_works.topics, works, topics),
        lists(at("work_relations", "institutions"), &of_works.institutions, works, institutions),
        lists(at("work_relations", "references"), &of_works.references, works, works),
        lists(at("work_relations", "cited_by"), &of_works.cited_by, works, works),
        lists(at("work_relations", "terms"), &of_works.terms, works, terms),
        lists(at("terms", "works"), &tables.terms.works, terms, works),
        lists(at("bylines", "institutions"), &tables.bylines.institutions, bylines, institutions),
        lists(at("bylines", "raw_affiliations"), &tables.bylines.raw_affiliations, bylines, printed),
        lists(at("person_relations", "works"), &of_people.works, people, works),
        lists(at("person_relations", "institutions"), &of_people.institutions, people, institutions),
        lists(at("person_relations", "collaborators"), &of_people.collaborators, people, people),
        lists(at("topic_relations", "works"), &of_topics.works, topics, works),
        lists(at("institution_relations", "works"), &of_institutions.works, institutions, works),
        lists(at("institution_relations", "people"), &of_institutions.people, institutions, people),
        lists(at("institution_relations", "parents"), &of_institutions.parents, institutions, institutions),
        lists(at("institution_relations", "children"), &of_institutions.children, institutions, institutions),
    ];
    found.into_iter().flatten().collect()
}

/// A relation from `rows` nodes to `targets`.
fn lists<T: Target, A: EdgeColumns>(
    at: Column<'_>,
    relation: &Adjacency<T, A>,
    rows: usize,
    targets: usize,
) -> Vec<Defect> {
    let outside = |row| relation.row(row).iter().any(|target| target.position() >= targets);
    let unordered = |row| !relation.ascends(row);
    let found = [
        at.rows(relation.rows(), rows),
        at.each(Flaw::Range, relation.rows(), outside),
        at.each(Flaw::Neighbours, relation.rows(), unordered),
    ];
    found.into_iter().flatten().collect()
}

/// Every relation against its other direction.
fn directions(tables: &Tables) -> Vec<Defect> {
    let of_works = &tables.work_relations;
    let of_people = &tables.person_relations;
    let of_institutions = &tables.institution_relations;
    let at = |table, name| Column { table, name };
    let same = |_, _| true;
    let (affiliated, members) = (&of_people.institutions, &of_institutions.people);
    let same_works = |a: usize, b: usize| affiliated.edges.works.at(a) == members.edges.works.at(b);
    let (collaborators, shared) = (&of_people.collaborators, &of_people.collaborators.edges);
    let share = |edge: usize| {
        let strength = [&shared.strength, &shared.strength_50].map(|strength| strength.at(edge).to_bits());
        (shared.shared_works.at(edge), shared.shared_works_50.at(edge), strength)
    };
    let same_strength = |a: usize, b: usize| share(a) == share(b);
    let found = [
        mirror(at("person_relations", "works"), &of_works.authors, &of_people.works, same),
        mirror(at("topic_relations", "works"), &of_works.topics, &tables.topic_relations.works, same),
        mirror(at("institution_relations", "works"), &of_works.institutions, &of_institutions.works, same),
        mirror(at("work_relations", "cited_by"), &of_works.references, &of_works.cited_by, same),
        mirror(at("terms", "works"), &of_works.terms, &tables.terms.works, same),
        mirror(at("institution_relations", "people"), affiliated, members, same_works),
        mirror(at("institution_relations", "children"), &of_institutions.parents, &of_institutions.children, same),
        mirror(at("person_relations", "collaborators"), collaborators, collaborators, same_strength),
    ];
    found.into_iter().flatten().collect()
}

/// Is `reverse` what `forward` is, seen from the other end? Rows are those of `forward`; `agree` compares the
/// attributes of an edge and its reverse.
///
/// Equally many edges, all distinct, and each with its reverse, are the same edges.
fn mirror<S: DenseId, T: Target, A: EdgeColumns, B: EdgeColumns>(
    at: Column<'_>,
    forward: &Adjacency<T, A>,
    reverse: &Adjacency<S, B>,
    agree: impl Fn(usize, usize) -> bool + Sync + Send,
) -> Option<Defect> {
    let differs = |row| {
        let mut edges = forward.edges_of(row).zip(forward.row(row));
        edges.any(|(edge, target)| {
            let back = reverse.find(target.position(), S::from_index(row));
            back.is_none_or(|back| !agree(edge, back))
        })
    };
    let counts = at.whole(Flaw::Direction, forward.edge_count() == reverse.edge_count());
    counts.or_else(|| at.each(Flaw::Direction, forward.rows(), differs))
}

/// One more than the highest number in `of`, `u32::MAX` standing for none.
fn numbered(of: &Numbers<u32>) -> usize {
    of.iter().filter(|&number| number != u32::MAX).max().map_or(0, |last| last as usize + 1)
}

/// Are there as many communities as the graph counts?
fn communities(tables: &Tables) -> Vec<Defect> {
    let at = Column { table: "person_relations", name: "community" };
    let community = &tables.person_relations.community;
    let counted = numbered(community) == tables.meta.communities;
    let found = [at.rows(community.len(), tables.people.len()), at.whole(Flaw::Community, counted)];
    found.into_iter().flatten().collect()
}

/// Do all people on a work lie in one component, and are there as many components as the graph counts?
fn components(tables: &Tables) -> Vec<Defect> {
    let at = Column { table: "person_relations", name: "component" };
    let component = &tables.person_relations.component;
    let authors = &tables.work_relations.authors;
    let torn = |work| {
        let mut components = authors.row(work).iter().map(|person| component.at(person.index()));
        let first = components.next();
        components.any(|other| Some(other) != first)
    };
    let count = numbered(component);
    let largest = component.iter().filter(|&component| component == 0).count();
    let counted = (count, largest) == (tables.meta.components, tables.meta.largest_component);
    let found = [
        at.rows(component.len(), tables.people.len()),
        at.each(Flaw::Component, authors.rows(), torn),
        at.whole(Flaw::Component, counted),
    ];
    found.into_iter().flatten().collect()
}

/// Are the oldest and the newest year, and the number of works over the author limit, those that the graph states?
fn facts(tables: &Tables) -> impl Iterator<Item = Defect> {
    let shown = |work: &usize| !tables.overlay.hides(Node::new(Kind::Work, *work));
    let years =
        || (0..tables.works.len()).filter(shown).map(|work| tables.works.year.at(work)).filter(|&year| year != 0);
    let years = years().min().zip(years().max());
    let authors = &tables.work_relations.authors;
    let over = |limit: u32| (0..authors.rows()).filter(|&work| authors.degree(work) > limit as usize).count();
    let over = tables.meta.max_authors.map_or(0, over);
    let year = Column { table: "works", name: "year" }.whole(Flaw::Facts, years == tables.meta.years);
    let limit = Column { table: "work_relations", name: "authors" };
    year.into_iter().chain(limit.whole(Flaw::Facts, over == tables.meta.works_over_author_limit))
}
