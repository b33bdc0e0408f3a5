//! Connected components of people.

use petgraph::unionfind::UnionFind;

use crate::{
    column::Numbers,
    id::{DenseId, PersonId},
    model::{Adjacency, AuthoredEdges},
};

/// Who is connected to whom through works, whatever their number of authors.
pub(crate) struct Components {
    /// The component of every person; the largest is 0, equals in the order of their first person.
    pub(crate) of: Numbers<u32>,
    /// How many people each holds.
    pub(crate) sizes: Vec<usize>,
}

/// Disjoint sets over all bylines. O(people + authorships · α). Who is hidden is in no component: their number is
/// `u32::MAX`.
pub(crate) fn components(
    authors: &Adjacency<PersonId, AuthoredEdges>,
    people: usize,
    hides: impl Fn(PersonId) -> bool,
) -> Components {
    let mut sets = UnionFind::<u32>::new(people);
    for work in 0..authors.rows() {
        if let Some((first, others)) = authors.row(work).split_first() {
            for other in others {
                // Ids of a damaged file may be nobody's.
                if first.index() < people && other.index() < people {
                    sets.union(first.0, other.0);
                }
            }
        }
    }
    let labels = sets.into_labeling();
    let mut sizes = vec![0_usize; people];
    for (person, &label) in (0..).map(PersonId).zip(&labels) {
        sizes[label as usize] += usize::from(!hides(person));
    }
    let mut first_person = vec![usize::MAX; people];
    for (person, &label) in labels.iter().enumerate().rev() {
        first_person[label as usize] = person;
    }
    let mut order: Vec<usize> = (0..people).filter(|&label| sizes[label] > 0).collect();
    order.sort_unstable_by_key(|&label| (std::cmp::Reverse(sizes[label]), first_person[label]));
    let mut rank = vec![u32::MAX; people];
    for (place, &label) in (0..).zip(&order) {
        rank[label] = place;
    }
    Components {
        of: labels.iter().map(|&label| rank[label as usize]).collect::<Vec<_>>().into(),
        sizes: order.iter().map(|&label| sizes[label]).collect(),
    }
}
