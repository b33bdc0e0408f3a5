//! Sorted rows for looking nodes up by external identifiers.

use rayon::prelude::*;

use super::rows::Laid;
use crate::{
    column::Room,
    graph::{Lookup, LookupRow, Lookups, Tables},
};

/// One row of nodes per [`Lookup`], ascending by identifier, then by node.
pub(super) fn lookups(tables: &Tables, room: &Room) -> Lookups {
    let mut laid = Laid::new(room);
    for &lookup in &Lookup::ALL {
        let rows = sorted(tables, lookup);
        laid.add(&[rows.len()], rows);
    }
    Lookups { rows: laid.into_adjacency() }
}

fn sorted(tables: &Tables, lookup: Lookup) -> Vec<LookupRow> {
    let nodes = tables.count(lookup.kind());
    let mut found: Vec<_> = (0..nodes as u32)
        .into_par_iter()
        .map(|row| (lookup.value(tables, row as usize), row))
        .filter(|(value, _)| !value.is_empty())
        .collect();
    found.par_sort_unstable();
    found.into_iter().map(|(_, row)| LookupRow(row)).collect()
}
