//! `affiliated`: where people work, from their bylines and from what their own records say.

use super::{rows::rows_in_parallel, works::Read};
use crate::{
    graph::Tables,
    id::{DenseId, InstitutionId, PersonId},
    model::{Adjacency, AffiliatedEdges, MembersEdges},
};

/// One person's time at one institution.
#[derive(Clone, Copy, Debug)]
struct Affiliation {
    institution: InstitutionId,
    first_year: i16,
    last_year: i16,
    works: u32,
}

impl Affiliation {
    /// Takes in another mention of the same institution; unknown years (0) give way to known ones.
    fn absorb(&mut self, other: &Self) {
        self.last_year = self.last_year.max(other.last_year);
        self.first_year = match (self.first_year, other.first_year) {
            (0, year) | (year, 0) => year,
            (a, b) => a.min(b),
        };
        self.works += other.works;
    }
}

/// The institutions of every person.
pub(super) fn affiliated(read: &Read, tables: &Tables) -> Adjacency<InstitutionId, AffiliatedEdges> {
    let people: Vec<PersonId> = (0..tables.people.len()).map(PersonId::from_index).collect();
    let rows = rows_in_parallel(&people, |&person, out: &mut Vec<Affiliation>| {
        let mut found = from_bylines(tables, person);
        found.extend(from_record(read, person));
        found.sort_by_key(|affiliation| affiliation.institution);
        found.dedup_by(|again, first| {
            let same = again.institution == first.institution;
            if same {
                first.absorb(again);
            }
            same
        });
        out.extend(found);
    });
    let edges = AffiliatedEdges {
        first_year: rows.values.iter().map(|at| at.first_year).collect::<Vec<_>>().into(),
        last_year: rows.values.iter().map(|at| at.last_year).collect::<Vec<_>>().into(),
        works: rows.values.iter().map(|at| at.works).collect::<Vec<_>>().into(),
    };
    rows.map(|at| at.institution).into_adjacency_with(edges)
}

fn from_bylines(tables: &Tables, person: PersonId) -> Vec<Affiliation> {
    let mut found = Vec::new();
    for &work in tables.person_relations.works.row(person.index()) {
        let Some(edge) = tables.work_relations.authors.find(work.index(), person) else { continue };
        let year = tables.works.year.at(work.index());
        let institutions = tables.bylines.institutions.row(edge).iter();
        found.extend(institutions.map(|&institution| Affiliation {
            institution,
            first_year: year,
            last_year: year,
            works: 1,
        }));
    }
    found
}

fn from_record(read: &Read, person: PersonId) -> impl Iterator<Item = Affiliation> {
    let row = read.kinds.people.numbering.order[person.index()];
    let listed = read.shards[row.part as usize].people.extras.row(row.row());
    listed.iter().filter_map(|&(code, first_year, last_year)| {
        Some(Affiliation { institution: read.kinds.institutions.node(code)?, first_year, last_year, works: 0 })
    })
}

/// The people of every institution.
pub(super) fn members(
    affiliated: &Adjacency<InstitutionId, AffiliatedEdges>,
    institutions: usize,
) -> Adjacency<PersonId, MembersEdges> {
    let people: Adjacency<PersonId> = affiliated.transposed(institutions);
    let mut works = Vec::with_capacity(people.edge_count());
    for row in 0..institutions {
        let institution = InstitutionId::from_index(row);
        let edges = people.row(row).iter().filter_map(|person| affiliated.find(person.index(), institution));
        works.extend(edges.map(|edge| affiliated.edges.works[edge]));
    }
    Adjacency { offsets: people.offsets, targets: people.targets, edges: MembersEdges { works: works.into() } }
}
