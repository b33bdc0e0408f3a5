//! `part_of`: which institution belongs to which.

use hashbrown::HashSet;

use super::{rows::Rows, works::Read};
use crate::{
    id::{DenseId, InstitutionId},
    model::{Adjacency, Related},
};

/// The parents of every institution, and how many of those that records name are not there.
///
/// Direct parents and children are taken as their records state them. A record that lists only ancestors
/// gets those of them as parents that are not ancestors of another of its ancestors.
pub(super) fn part_of(read: &Read) -> (Adjacency<InstitutionId>, usize) {
    let count = read.kinds.institutions.numbering.ids.len();
    let absent = (0..count).map(|row| named(read, row).filter(|(_, other)| other.is_none()).count()).sum();
    let mut links = stated(read, count);
    links.extend(from_ancestors(read, count));
    links.retain(|(child, parent)| child != parent);
    links.sort_unstable();
    links.dedup();
    let mut lengths = vec![0; count];
    for (child, _) in &links {
        lengths[child.index()] += 1;
    }
    (Rows { lengths, values: links.into_iter().map(|(_, parent)| parent).collect() }.into_adjacency(), absent)
}

/// Whom the record of an institution names; `None` where there is no such node.
fn named(read: &Read, row: usize) -> impl Iterator<Item = (Related, Option<InstitutionId>)> {
    let records = read.kinds.institutions.numbering.speakers.of(row);
    let named = records.flat_map(|row| read.shards[row.part as usize].institutions.extras.row(row.row()));
    named.map(|&(how, code)| (how, read.kinds.institutions.node(code)))
}

fn related(read: &Read, row: usize) -> impl Iterator<Item = (Related, InstitutionId)> {
    named(read, row).filter_map(|(how, other)| Some((how, other?)))
}

fn stated(read: &Read, count: usize) -> Vec<(InstitutionId, InstitutionId)> {
    let mut links = Vec::new();
    for row in 0..count {
        let own = InstitutionId::from_index(row);
        links.extend(related(read, row).filter_map(|(how, other)| match how {
            Related::Parent => Some((own, other)),
            Related::Child => Some((other, own)),
            Related::Ancestor => None,
        }));
    }
    links
}

fn from_ancestors(read: &Read, count: usize) -> Vec<(InstitutionId, InstitutionId)> {
    let above = |row: usize| -> HashSet<InstitutionId> {
        let own = InstitutionId::from_index(row);
        related(read, row)
            .filter(|&(how, other)| how == Related::Ancestor && other != own)
            .map(|(_, other)| other)
            .collect()
    };
    let ancestors: Vec<HashSet<InstitutionId>> = (0..count).map(above).collect();
    let mut links = Vec::new();
    for (row, own) in ancestors.iter().enumerate() {
        if related(read, row).any(|(how, _)| how == Related::Parent) {
            continue;
        }
        let farther = |ancestor: &InstitutionId| {
            own.iter().any(|between| between != ancestor && ancestors[between.index()].contains(ancestor))
        };
        let nearest = own.iter().filter(|ancestor| !farther(ancestor));
        links.extend(nearest.map(|&parent| (InstitutionId::from_index(row), parent)));
    }
    links
}
