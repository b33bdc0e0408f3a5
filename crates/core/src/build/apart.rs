//! What is said of a node apart from its record: authorships in a table of their own, abstracts in a file of their own.
//!
//! It waits beside the records and joins them before anything is decided, so whoever decides sees whole records.

use super::{
    Changes,
    entries::{AuthorshipEntry, OwnAffiliation, TopicEntry},
    interner::Symbol,
    key::Code,
    lists::Lists,
    shard::{ShardParts, WorkRows},
    winners::{Ranked, Survivors},
};
use crate::{
    column::{Room, RowRef, TextPart},
    id::Kind,
    model::Related,
};

/// What one reader collected, each with the node that it is said of.
#[derive(Debug, Default)]
pub(super) struct Apart {
    pub(super) topics: Vec<(Code, TopicEntry)>,
    pub(super) references: Vec<(Code, Code)>,
    pub(super) affiliations: Vec<(Code, OwnAffiliation)>,
    pub(super) related: Vec<(Code, (Related, Code))>,
    authorships: Vec<(Code, AuthorshipEntry)>,
    /// A row per authorship.
    institutions: Lists<Code>,
    /// A row per authorship.
    raw_affiliations: Lists<Symbol>,
    abstracts: TextPart,
    /// Whose they are, a row per abstract.
    abstracts_of: Vec<(Code, ())>,
}

impl Apart {
    pub(super) fn authorship(
        &mut self,
        work: Code,
        entry: AuthorshipEntry,
        institutions: Vec<Code>,
        raw_affiliations: Vec<Symbol>,
    ) {
        self.authorships.push((work, entry));
        self.institutions.push(institutions);
        self.raw_affiliations.push(raw_affiliations);
    }

    pub(super) fn abstract_text(&mut self, work: Code, text: &str) {
        self.abstracts.push_str(text);
        self.abstracts_of.push((work, ()));
    }

    /// The length of the longest column.
    pub(super) fn rows(&self) -> usize {
        let edges = self.topics.len().max(self.references.len()).max(self.affiliations.len()).max(self.related.len());
        edges.max(self.authorships.len()).max(self.abstracts_of.len())
    }
}

/// Joins everything that was said apart with the records of its nodes in the same source, in the order of the shards, and
/// returns how much is of no node with a record. O(n log n) for n that were said.
pub(super) fn join(shards: &mut [ShardParts], changes: &Changes, room: &Room) -> usize {
    if shards.iter().all(|shard| shard.apart.rows() == 0) {
        return 0;
    }
    let apart: Vec<(Option<u16>, Apart)> =
        shards.iter_mut().map(|shard| (shard.source, std::mem::take(&mut shard.apart))).collect();
    let [works, people, institutions] =
        [Kind::Work, Kind::Person, Kind::Institution].map(|kind| changes.survivors(kind));
    let mut authorships = Said::of(&apart, &works, |apart| &apart.authorships);
    let mut abstracts = Said::of(&apart, &works, |apart| &apart.abstracts_of);
    let mut topics = Said::of(&apart, &works, |apart| &apart.topics);
    let mut references = Said::of(&apart, &works, |apart| &apart.references);
    let mut affiliations = Said::of(&apart, &people, |apart| &apart.affiliations);
    let mut related = Said::of(&apart, &institutions, |apart| &apart.related);
    for shard in &mut *shards {
        let rows = &mut shard.works;
        topics.join(&mut rows.topics, &rows.codes, shard.source);
        references.join(&mut rows.references, &rows.codes, shard.source);
        join_bylines(&mut authorships, rows, shard.source);
        join_abstracts(&mut abstracts, rows, shard.source);
        affiliations.join(&mut shard.people.extras, &shard.people.codes, shard.source);
        related.join(&mut shard.institutions.extras, &shard.institutions.codes, shard.source);
        shard.settle(room);
    }
    authorships.left() + abstracts.left() + topics.left() + references.left() + affiliations.left() + related.left()
}

/// One thing that is said of nodes of one kind.
struct Said<'a, T> {
    apart: &'a [(Option<u16>, Apart)],
    survivors: &'a Survivors,
    column: fn(&Apart) -> &Vec<(Code, T)>,
    /// By source and node, then in the order in which it was said.
    rows: Vec<(Option<u16>, Code, RowRef)>,
    heard: Vec<bool>,
}

impl<'a, T> Said<'a, T> {
    fn of(apart: &'a [(Option<u16>, Apart)], survivors: &'a Survivors, column: fn(&Apart) -> &Vec<(Code, T)>) -> Self {
        let mut rows = Vec::new();
        for (part, (source, said)) in (0..).zip(apart) {
            let codes = (0..).zip(column(said));
            rows.extend(codes.map(|(row, (code, _))| (*source, survivors.of(*code), RowRef { part, row })));
        }
        rows.sort_unstable();
        let heard = vec![false; rows.len()];
        Self { apart, survivors, column, rows, heard }
    }

    /// Everything that `source` says of a node.
    fn hear(&mut self, source: Option<u16>, code: Code) -> impl Iterator<Item = (&'a Apart, RowRef)> {
        let code = self.survivors.of(code);
        let start = self.rows.partition_point(|row| (row.0, row.1) < (source, code));
        let length = self.rows[start..].partition_point(|row| (row.0, row.1) == (source, code));
        self.heard[start..start + length].fill(true);
        let apart = self.apart;
        self.rows[start..start + length].iter().map(move |row| (&apart[row.2.part as usize].1, row.2))
    }

    /// How much nobody asked for.
    fn left(&self) -> usize {
        self.heard.iter().filter(|heard| !**heard).count()
    }
}

impl<T: Copy> Said<'_, T> {
    /// Adds what is said of every record's node behind what the record says.
    fn join(&mut self, rows: &mut Lists<T>, codes: &[Ranked], source: Option<u16>) {
        if self.rows.is_empty() {
            return;
        }
        let column = self.column;
        let mut joined = Lists::default();
        for (row, &Ranked { code, .. }) in codes.iter().enumerate() {
            let said = self.hear(source, code).map(|(apart, at)| column(apart)[at.row()].1);
            joined.push(rows.row(row).iter().copied().chain(said));
        }
        *rows = joined;
    }
}

/// A place on a byline, with its institutions and its affiliations as printed.
type Place<'a> = (AuthorshipEntry, &'a [Code], &'a [Symbol]);

fn join_bylines(said: &mut Said<'_, AuthorshipEntry>, rows: &mut WorkRows, source: Option<u16>) {
    if said.rows.is_empty() {
        return;
    }
    let (mut authorships, mut institutions, mut raw_affiliations) = <(Lists<_>, Lists<_>, Lists<_>)>::default();
    for (row, &Ranked { code, .. }) in rows.codes.iter().enumerate() {
        let own = rows.authorships.range(row).map(|slot| -> Place<'_> {
            (*rows.authorships.value(slot), rows.institutions.row(slot), rows.raw_affiliations.row(slot))
        });
        let apart = said.hear(source, code).map(|(apart, at)| -> Place<'_> {
            let at = at.row();
            (apart.authorships[at].1, apart.institutions.row(at), apart.raw_affiliations.row(at))
        });
        let mut places: Vec<Place<'_>> = own.collect();
        let given = places.len();
        places.extend(apart);
        if places.len() > given {
            places.sort_by_key(|(entry, ..)| (entry.position().is_none(), entry.position()));
        }
        for (_, at, printed) in &places {
            institutions.push(at.iter().copied());
            raw_affiliations.push(printed.iter().copied());
        }
        authorships.push(places.into_iter().map(|(entry, ..)| entry));
    }
    (rows.authorships, rows.institutions, rows.raw_affiliations) = (authorships, institutions, raw_affiliations);
}

/// A record's own abstract stays; of several that are said apart the first counts.
fn join_abstracts(said: &mut Said<'_, ()>, rows: &mut WorkRows, source: Option<u16>) {
    if said.rows.is_empty() {
        return;
    }
    let mut abstracts = TextPart::default();
    for (row, &Ranked { code, .. }) in rows.codes.iter().enumerate() {
        let first = said.hear(source, code).next();
        let own = rows.abstracts.at(row);
        let text = first.filter(|_| own.is_empty()).map_or(own, |(apart, at)| apart.abstracts.at(at.row()));
        abstracts.push_bytes(text);
    }
    rows.abstracts = abstracts;
}
