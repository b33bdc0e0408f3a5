//! `affiliated`: where people work, from their bylines and from what their own records say.

use super::{
    entries::OwnAffiliation,
    rows::{Laid, some_at_a_time},
    works::Read,
};
use crate::{
    column::Room,
    graph::Tables,
    id::{DenseId, InstitutionId, PersonId},
    model::{Adjacency, AffiliatedEdge, AffiliatedEdges, MembersEdges},
};

/// One person's time at one institution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Affiliation {
    pub(crate) institution: InstitutionId,
    pub(crate) edge: AffiliatedEdge,
}

impl Affiliation {
    /// Takes in another mention of the same institution; unknown years (0) give way to known ones.
    fn absorb(&mut self, other: &Self) {
        let (edge, other) = (&mut self.edge, other.edge);
        edge.last_year = edge.last_year.max(other.last_year);
        edge.first_year = match (edge.first_year, other.first_year) {
            (0, year) | (year, 0) => year,
            (a, b) => a.min(b),
        };
        edge.works += other.works;
    }

    /// Each institution once, ascending, all mentions of it taken together.
    pub(crate) fn merged(mut mentions: Vec<Self>) -> Vec<Self> {
        mentions.sort_by_key(|affiliation| affiliation.institution);
        mentions.dedup_by(|again, first| {
            let same = again.institution == first.institution;
            if same {
                first.absorb(again);
            }
            same
        });
        mentions
    }
}

/// The institutions of every person.
pub(super) fn affiliated(read: &Read, tables: &Tables) -> Adjacency<InstitutionId, AffiliatedEdges> {
    let people: Vec<PersonId> = (0..tables.people.len()).map(PersonId::from_index).collect();
    let fill = |(): &mut (), &person: &PersonId, out: &mut Vec<Affiliation>| {
        let mut found = affiliations_from_bylines(tables, person);
        found.extend(from_record(read, person));
        out.extend(Affiliation::merged(found));
    };
    let room = &read.room;
    let mut laid = Laid::new(room);
    let (mut first_year, mut last_year, mut works) = (room.growing(), room.growing(), room.growing());
    some_at_a_time(
        &people,
        || (),
        fill,
        |some| {
            laid.add(&some.lengths, some.values.iter().map(|at| at.institution));
            first_year.extend(some.values.iter().map(|at| at.edge.first_year));
            last_year.extend(some.values.iter().map(|at| at.edge.last_year));
            works.extend(some.values.iter().map(|at| at.edge.works));
        },
    );
    laid.into_adjacency_with(AffiliatedEdges {
        first_year: first_year.finish().into(),
        last_year: last_year.finish().into(),
        works: works.finish().into(),
    })
}

/// A mention for each institution on each byline of a person.
pub(crate) fn affiliations_from_bylines(tables: &Tables, person: PersonId) -> Vec<Affiliation> {
    let mut found = Vec::new();
    for &work in tables.person_relations.works.row(person.index()) {
        let Some(edge) = tables.work_relations.authors.find(work.index(), person) else { continue };
        let year = tables.works.year.at(work.index());
        let edge_of_byline = AffiliatedEdge { first_year: year, last_year: year, works: 1 };
        let institutions = tables.bylines.institutions.row(edge).iter();
        found.extend(institutions.map(|&institution| Affiliation { institution, edge: edge_of_byline }));
    }
    found
}

fn from_record(read: &Read, person: PersonId) -> impl Iterator<Item = Affiliation> {
    let records = read.kinds.people.numbering.speakers.of(person.index());
    let listed = records.flat_map(|row| read.shards[row.part as usize].people.extras.row(row.row()));
    listed.filter_map(|&OwnAffiliation { institution, first_year, last_year, .. }| {
        let edge = AffiliatedEdge { first_year, last_year, works: 0 };
        Some(Affiliation { institution: read.kinds.institutions.node(institution)?, edge })
    })
}

/// The people of every institution.
pub(super) fn members(
    affiliated: &Adjacency<InstitutionId, AffiliatedEdges>,
    institutions: usize,
    room: &Room,
) -> Adjacency<PersonId, MembersEdges> {
    let people: Adjacency<PersonId> = affiliated.transposed(institutions, room);
    let mut works = Vec::with_capacity(people.edge_count());
    for row in 0..institutions {
        let institution = InstitutionId::from_index(row);
        let edges = people.row(row).iter().filter_map(|person| affiliated.find(person.index(), institution));
        works.extend(edges.map(|edge| affiliated.edges.works.at(edge)));
    }
    people.with_edges(MembersEdges { works: room.keep(works).into() })
}
