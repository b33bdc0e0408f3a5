//! Whom a back-test asks about.

use rayon::prelude::*;

use super::known;
use crate::{DenseId, Graph, PersonId, WorkId};

/// Who had fewer works by the year of the test is not asked about: too little is known of them.
const FEWEST_WORKS: usize = 3;
/// Nor is who published nothing in so many years before it.
const SILENT: i16 = 2;

/// Is enough known of somebody at the end of `year`, and were they still active?
pub(super) fn is_active(graph: &Graph, person: PersonId, year: i16) -> bool {
    let years = known(year);
    let known = |&&work: &&WorkId| years.contain_work(graph, work);
    let works = || graph.works_of(person).iter().filter(known);
    let last = works().filter_map(|&work| graph.year(work)).max();
    works().count() >= FEWEST_WORKS && last.is_some_and(|last| last >= year.saturating_sub(SILENT))
}

/// How many strata there are.
pub(super) const STRATA: usize = 4;

/// People by how much they have published, so that a test asks about beginners and the most prolific alike: the
/// stratum of somebody who had published `works` works, where they had enough to be asked about.
pub(super) fn stratum(works: usize) -> Option<usize> {
    match works {
        0..5 => None,
        5..10 => Some(0),
        10..30 => Some(1),
        30..100 => Some(2),
        100.. => Some(3),
    }
}

/// At most `count` people of each stratum that `stratum` puts somebody in, drawn uniformly, ascending: the same ones
/// on every run.
pub(super) fn sample(
    graph: &Graph,
    year: i16,
    count: usize,
    stratum: impl Fn(PersonId) -> Option<usize> + Sync,
) -> Vec<PersonId> {
    let everybody = (0..graph.people().len()).into_par_iter().with_min_len(64).map(PersonId::from_index);
    let number = |person: PersonId| mixed(u64::from(person.0) << 16 | u64::from(year as u16));
    let drawn = everybody.filter_map(|person| Some((stratum(person)?, number(person), person)));
    let mut drawn: Vec<(usize, u64, PersonId)> = drawn.collect();
    drawn.sort_unstable();
    let strata = drawn.chunk_by(|a, b| a.0 == b.0);
    let mut people: Vec<PersonId> = strata.flat_map(|stratum| stratum.iter().take(count)).map(|one| one.2).collect();
    people.sort_unstable();
    people
}

/// A number that looks drawn at random: the mixing step of SplitMix64, <https://doi.org/10.1145/2660193.2660195>.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
