//! `authored` and what bylines say beside the person.

use hashbrown::HashMap;
use rayon::prelude::*;

use super::{
    interner::Symbol,
    rows::{Rows, rows_in_parallel},
    works::{Place, Read},
};
use crate::{
    column::Text,
    id::PersonId,
    model::{Adjacency, AuthoredEdges, Bylines, MAX_NAMES, People, RawAffiliationId, RawAffiliations, UnnamedAuthors},
};

/// Everything that comes from bylines.
pub(super) struct FromBylines {
    pub(super) authors: Adjacency<PersonId, AuthoredEdges>,
    pub(super) bylines: Bylines,
    pub(super) raw_affiliations: RawAffiliations,
    pub(super) unnamed: UnnamedAuthors,
    /// Person and a name they are printed under, once for every byline.
    pub(super) names: Vec<(PersonId, Symbol)>,
}

pub(super) fn from_bylines(read: &Read, people: &People) -> FromBylines {
    let places: Rows<Place> = rows_in_parallel(&read.chosen.bylines, |&row, out| out.extend(read.byline(row, people)));
    let (raw_affiliations, printed) = raw_affiliations(read, &places.values);
    let position = places.values.iter().map(|place| place.position).collect::<Vec<_>>();
    let flags = places.values.iter().map(|place| place.flags).collect::<Vec<_>>();
    let edges = AuthoredEdges { position: position.into(), flags: flags.into() };
    let institutions = rows_in_parallel(&places.values, |place, out| out.extend(read.institutions_at(place)));
    FromBylines {
        authors: places.map(|place| place.person).into_adjacency_with(edges),
        bylines: Bylines { institutions: institutions.distinct().into_adjacency(), raw_affiliations: printed },
        raw_affiliations,
        unnamed: unnamed(read),
        names: places.values.iter().flat_map(|place| read.names_at(place).map(|name| (place.person, name))).collect(),
    }
}

/// The distinct affiliations as printed, and which of them stand in every place.
fn raw_affiliations(read: &Read, places: &[Place]) -> (RawAffiliations, Adjacency<RawAffiliationId>) {
    let symbols = places.iter().flat_map(|place| read.raw_affiliations_at(place));
    let mut distinct: Vec<(&str, Symbol)> = symbols
        .map(|symbol| (symbol, ()))
        .collect::<HashMap<_, _>>()
        .into_keys()
        .map(|symbol| (read.texts.at(symbol), symbol))
        .collect();
    distinct.par_sort_unstable_by_key(|&(text, _)| text);
    let rows: HashMap<Symbol, u32> = (0..).zip(&distinct).map(|(row, &(_, symbol))| (symbol, row)).collect();
    let printed = rows_in_parallel(places, |place, out| {
        out.extend(read.raw_affiliations_at(place).map(|symbol| RawAffiliationId(rows[&symbol])));
    });
    let text: Text = distinct.iter().map(|(text, _)| text).collect();
    (RawAffiliations { text }, printed.distinct().into_adjacency())
}

fn unnamed(read: &Read) -> UnnamedAuthors {
    let rows = rows_in_parallel(&read.chosen.bylines, |&row, out| out.extend(read.unnamed(row)));
    let positions: Vec<u16> = rows.values.iter().map(|&(position, _)| position).collect();
    let names: Text = rows.values.iter().map(|&(_, name)| read.texts.at(name)).collect();
    UnnamedAuthors::new(rows.offsets(), positions.into(), names)
}

/// All forms of every person's name beside the one to show: those that records list, then those on bylines,
/// each group ascending.
pub(super) fn other_names(read: &Read, people: &People, mut printed: Vec<(PersonId, Symbol)>) -> crate::column::Texts {
    // Symbols bring equal names together; texts put them in order.
    printed.par_sort_unstable();
    printed.dedup();
    let mut rest = printed.as_slice();
    let mut own: Vec<&str> = Vec::new();
    let rows = (0..people.len()).map(|row| {
        let of_row = rest.iter().take_while(|&&(person, _)| person.0 as usize <= row).count();
        own.clear();
        own.extend(rest[..of_row].iter().map(|&(_, symbol)| read.texts.at(symbol)));
        own.sort_unstable();
        rest = &rest[of_row..];
        let mut names: Vec<&str> = Vec::new();
        for name in people.other_names.at(row).chain(own.iter().copied()) {
            if names.len() < MAX_NAMES && name != people.name.at(row) && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    });
    rows.collect()
}
