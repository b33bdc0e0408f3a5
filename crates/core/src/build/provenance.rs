//! Which source said what, as far as several did.

use std::collections::BTreeMap;

use super::{corrections, key::KeyNames, numbering::Numbering, shard::ShardParts, winners::Ranked, works::Read};
use crate::{
    column::RowRef,
    graph::{Provenance, Said},
    id::Kind,
    model::Key,
};

/// The names of sources by their numbers.
pub(super) type Names = BTreeMap<u16, String>;

/// A longer value is told by its beginning.
const MAX_VALUE_BYTES: usize = 500;

/// A row on its way.
struct Row {
    kind: Kind,
    node: u32,
    attribute: &'static str,
    source: Option<u16>,
    value: String,
    in_force: bool,
}

/// What records say of their attributes, by name.
type Says<'a> = &'a dyn Fn(RowRef) -> Vec<(&'static str, String)>;

/// What every source says, where there are several. O(records), and attributes where sources share a node.
pub(super) fn provenance(read: &Read, names: &KeyNames, sources: &Names) -> Provenance {
    let from_several = read.shards.iter().any(|shard| shard.source.is_some_and(|source| source != corrections::SOURCE));
    let told = Told { read, names, from_several, rows: Vec::new() };
    let rows = told.of_all();
    let said: Vec<(Kind, u32, Said<'_>)> = rows
        .iter()
        .map(|row| {
            let source = row.source.map_or("", |source| match sources.get(&source) {
                Some(name) => name.as_str(),
                None if source == corrections::SOURCE => corrections::NAME,
                None => "",
            });
            let Row { kind, node, attribute, ref value, in_force, .. } = *row;
            (kind, node, Said { attribute, source, value, in_force })
        })
        .collect();
    Provenance::new(&said)
}

struct Told<'a> {
    read: &'a Read,
    names: &'a KeyNames,
    /// Is there more than one source?
    from_several: bool,
    rows: Vec<Row>,
}

impl Told<'_> {
    fn of_all(mut self) -> Vec<Row> {
        let read = self.read;
        let works = |row: RowRef| read.shards[row.part as usize].works.attributes.said(row.row());
        self.of_kind(Kind::Work, &read.kinds.works.numbering, |shard| &shard.works.codes, &works);
        let people = |row: RowRef| read.shards[row.part as usize].people.attributes.said(row.row());
        self.of_kind(Kind::Person, &read.kinds.people.numbering, |shard| &shard.people.codes, &people);
        let topics = |row: RowRef| read.shards[row.part as usize].topics.attributes.said(row.row());
        self.of_kind(Kind::Topic, &read.kinds.topics.numbering, |shard| &shard.topics.codes, &topics);
        let institutions = |row: RowRef| read.shards[row.part as usize].institutions.attributes.said(row.row());
        let numbering = &read.kinds.institutions.numbering;
        self.of_kind(Kind::Institution, numbering, |shard| &shard.institutions.codes, &institutions);
        self.rows
    }

    fn of_kind(&mut self, kind: Kind, numbering: &Numbering, codes: fn(&ShardParts) -> &[Ranked], says: Says<'_>) {
        for node in 0..numbering.ids.len() {
            let speakers: Vec<RowRef> = numbering.speakers.of(node).collect();
            if !self.from_several && speakers.len() < 2 {
                continue;
            }
            for &row in &speakers {
                let (Key::Id(key) | Key::Name(key)) = self.names.key(codes(self.shard(row))[row.row()].code);
                self.push(kind, node, "", row, &key, true);
            }
            if let [first, others @ ..] = speakers.as_slice()
                && !others.is_empty()
            {
                self.of_attributes(kind, node, *first, others, says);
                if kind == Kind::Work {
                    self.of_work(node, *first);
                }
            }
        }
    }

    /// Attributes that others say than the first, and those that they say otherwise.
    fn of_attributes(&mut self, kind: Kind, node: usize, first: RowRef, others: &[RowRef], says: Says<'_>) {
        let mut heard: BTreeMap<&'static str, String> = says(first).into_iter().collect();
        for &row in others {
            for (attribute, value) in says(row) {
                match heard.get(attribute) {
                    None => {
                        self.push(kind, node, attribute, row, &value, true);
                        heard.insert(attribute, value);
                    }
                    Some(known) if *known != value => self.push(kind, node, attribute, row, &value, false),
                    Some(_) => {}
                }
            }
        }
    }

    /// What of a work is no attribute.
    fn of_work(&mut self, work: usize, first: RowRef) {
        let chosen = &self.read.chosen;
        let parts = [
            ("byline", chosen.bylines[work]),
            ("topics", chosen.topics[work]),
            ("source", chosen.sources[work]),
            ("abstract", chosen.abstracts[work]),
        ];
        for (part, row) in parts.into_iter().filter(|&(_, row)| row != first) {
            self.push(Kind::Work, work, part, row, "", true);
        }
    }

    fn push(&mut self, kind: Kind, node: usize, attribute: &'static str, row: RowRef, value: &str, in_force: bool) {
        let source = self.shard(row).source;
        let mut end = value.len().min(MAX_VALUE_BYTES);
        while !value.is_char_boundary(end) {
            end -= 1;
        }
        let value = value[..end].to_owned();
        self.rows.push(Row { kind, node: node as u32, attribute, source, value, in_force });
    }

    fn shard(&self, row: RowRef) -> &ShardParts {
        &self.read.shards[row.part as usize]
    }
}
