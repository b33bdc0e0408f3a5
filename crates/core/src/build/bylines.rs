//! `authored` and what bylines say beside the person.

use rayon::prelude::*;

use super::{
    interner::Symbol,
    rows::{Laid, Rows, laid_in_parallel, rows_in_parallel, some_at_a_time, sort_distinct},
    works::{Place, Read},
};
use crate::{
    column::{Growing, Offsets, Room, RowRef, Text, Texts},
    id::{InstitutionId, PersonId},
    model::{Adjacency, AuthoredEdges, Bylines, MAX_NAMES, People, RawAffiliationId, RawAffiliations, UnnamedAuthors},
};

/// Everything that comes from bylines.
pub(super) struct FromBylines {
    pub(super) authors: Adjacency<PersonId, AuthoredEdges>,
    pub(super) bylines: Bylines,
    pub(super) raw_affiliations: RawAffiliations,
    pub(super) unnamed: UnnamedAuthors,
    /// Person and a name they are printed under, more than once for some.
    pub(super) names: Vec<(PersonId, Symbol)>,
}

pub(super) fn from_bylines(read: &Read, people: &People) -> FromBylines {
    let room = &read.room;
    let (mut authors, mut position, mut flags) = (Laid::new(room), room.growing(), room.growing());
    let (mut institutions, mut printed) = (Laid::new(room), Printed::new(room));
    let (mut names, mut distinct) = (Vec::new(), 0);
    let byline = |(): &mut (), &row: &RowRef, out: &mut Vec<Place>| out.extend(read.byline(row, people));
    some_at_a_time(
        &read.chosen.bylines,
        || (),
        byline,
        |some: Rows<Place>| {
            let places = some.values.as_slice();
            authors.add(&some.lengths, places.iter().map(|place| place.person));
            position.extend(places.iter().map(|place| place.position));
            flags.extend(places.iter().map(|place| place.flags));
            let at = rows_in_parallel(places, |place, out: &mut Vec<InstitutionId>| {
                let start = out.len();
                out.extend(read.institutions_at(place));
                sort_distinct(out, start);
            });
            institutions.add(&at.lengths, at.values);
            printed.add(read, places);
            names.extend(places.iter().flat_map(|place| read.names_at(place).map(|name| (place.person, name))));
            if names.len() > 2 * distinct + FEW_NAMES {
                keep_distinct(&mut names);
                distinct = names.len();
            }
        },
    );
    let (raw_affiliations, printed) = printed.finish(read);
    let edges = AuthoredEdges { position: position.finish().into(), flags: flags.finish().into() };
    FromBylines {
        authors: authors.into_adjacency_with(edges),
        bylines: Bylines { institutions: institutions.into_adjacency(), raw_affiliations: printed },
        raw_affiliations,
        unnamed: unnamed(read),
        names,
    }
}

/// So many names may wait to be told apart, beside twice those that are.
const FEW_NAMES: usize = 1 << 20;

fn keep_distinct(names: &mut Vec<(PersonId, Symbol)>) {
    names.par_sort_unstable();
    names.dedup();
}

/// The affiliations as printed in every place, by the numbers of their texts.
struct Printed<'r> {
    lengths: Vec<usize>,
    symbols: Growing<'r, Symbol>,
}

impl<'r> Printed<'r> {
    fn new(room: &'r Room) -> Self {
        Self { lengths: Vec::new(), symbols: room.growing() }
    }

    fn add(&mut self, read: &Read, places: &[Place]) {
        for place in places {
            let before = self.symbols.len();
            self.symbols.extend(read.raw_affiliations_at(place));
            self.lengths.push(self.symbols.len() - before);
        }
    }

    /// The distinct affiliations, ascending, and which of them stand in every place.
    fn finish(self, read: &Read) -> (RawAffiliations, Adjacency<RawAffiliationId>) {
        let symbols = self.symbols.finish();
        let mut stands = vec![false; read.texts.len()];
        symbols.iter().for_each(|&symbol| stands[read.texts.place(symbol)] = true);
        let mut distinct: Vec<Symbol> =
            read.texts.symbols().filter(|&symbol| stands[read.texts.place(symbol)]).collect();
        distinct.par_sort_unstable_by_key(|&symbol| read.texts.at(symbol));
        let mut rows = vec![0; read.texts.len()];
        (0..).zip(&distinct).for_each(|(row, &symbol)| rows[read.texts.place(symbol)] = row);
        let offsets = Offsets::from_lengths(self.lengths.iter().copied());
        let places: Vec<usize> = (0..self.lengths.len()).collect();
        let printed = laid_in_parallel(&places, &read.room, |&place, out| {
            let start = out.len();
            let symbols = symbols.get(offsets.range(place)).unwrap_or_default();
            out.extend(symbols.iter().map(|&symbol| RawAffiliationId(rows[read.texts.place(symbol)])));
            sort_distinct(out, start);
        });
        let text = Text::laid(distinct.iter().map(|&symbol| read.texts.at(symbol)), &read.room);
        (RawAffiliations { text }, printed.into_adjacency())
    }
}

fn unnamed(read: &Read) -> UnnamedAuthors {
    let rows = rows_in_parallel(&read.chosen.bylines, |&row, out| out.extend(read.unnamed(row)));
    let positions: Vec<u16> = rows.values.iter().map(|&(position, _)| position).collect();
    let names = Text::laid(rows.values.iter().map(|&(_, name)| read.texts.at(name)), &read.room);
    UnnamedAuthors::new(rows.offsets().placed(&read.room), positions.into(), names)
}

/// All forms of every person's name beside the one to show: those that records list, then those on bylines,
/// each group ascending.
pub(super) fn other_names(read: &Read, people: &People, mut printed: Vec<(PersonId, Symbol)>) -> Texts {
    // Symbols bring equal names together; texts put them in order.
    keep_distinct(&mut printed);
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
    Texts::laid(rows, &read.room)
}
