//! Sorted rows for looking nodes up by external identifiers.

use rayon::prelude::*;

use super::rows::Rows;
use crate::graph::{Lookup, LookupRow, Lookups, Tables};

/// One row of nodes per [`Lookup`], ascending by identifier, then by node.
pub(super) fn lookups(tables: &Tables) -> Lookups {
    let sorted: Vec<Vec<LookupRow>> = Lookup::ALL.par_iter().map(|&lookup| sorted(tables, lookup)).collect();
    let rows = Rows { lengths: sorted.iter().map(Vec::len).collect(), values: sorted.concat() };
    Lookups { rows: rows.into_adjacency() }
}

fn sorted(tables: &Tables, lookup: Lookup) -> Vec<LookupRow> {
    let nodes = tables.count(lookup.kind());
    let mut found: Vec<_> = (0..nodes as u32)
        .map(|row| (lookup.value(tables, row as usize), row))
        .filter(|(value, _)| !value.is_empty())
        .collect();
    found.par_sort_unstable();
    found.into_iter().map(|(_, row)| LookupRow(row)).collect()
}
