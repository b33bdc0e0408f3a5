//! Identifiers that several sources give.

use hashbrown::HashMap;

use super::{Named, Pair, Records};
use crate::{
    build::{
        key::Code,
        shard::ShardParts,
        winners::{Rank, Ranked, Survivors},
    },
    column::{RowRef, TextPart},
};

/// The identifiers of works, those that are hardest to mistake first.
pub(super) const WORK: &[&str] = &["acl", "arxiv", "doi", "pmid", "pmcid", "mag"];
pub(super) const PERSON: &[&str] = &["orcid"];
pub(super) const INSTITUTION: &[&str] = &["ror"];

type Codes = fn(&ShardParts) -> &[Ranked];
type Texts = fn(&ShardParts) -> Vec<&TextPart>;

/// The best record of a source of one key.
#[derive(Clone, Copy)]
pub(super) struct Best {
    pub(super) code: Code,
    pub(super) source: Option<u16>,
    rank: Rank,
    pub(super) row: RowRef,
}

impl Best {
    /// Is it a record of the node's own, not a mention?
    pub(super) fn is_own(&self) -> bool {
        self.rank.is_own()
    }
}

impl Records<'_> {
    pub(super) fn pairs_of_works(&self, survivors: &Survivors) -> Vec<Pair> {
        let texts: Texts = |shard| {
            let works = &shard.works.attributes;
            vec![&works.acl, &works.arxiv, &works.doi, &works.pmid, &works.pmcid, &works.mag]
        };
        self.pairs(survivors, |shard| &shard.works.codes, texts, |a, b| self.may_be_one(a, b))
    }

    pub(super) fn pairs_of_people(&self, survivors: &Survivors) -> Vec<Pair> {
        self.pairs(survivors, |shard| &shard.people.codes, |shard| vec![&shard.people.attributes.orcid], |_, _| true)
    }

    pub(super) fn pairs_of_institutions(&self, survivors: &Survivors) -> Vec<Pair> {
        let ror: Texts = |shard| vec![&shard.institutions.attributes.ror];
        self.pairs(survivors, |shard| &shard.institutions.codes, ror, |_, _| true)
    }

    /// Keys with a common identifier: that of the first source with every other. A source that gives it to several keys
    /// counts with the first of them. Pairs of records that may not be of one node are doubtful.
    fn pairs(
        &self,
        survivors: &Survivors,
        codes: Codes,
        texts: Texts,
        may_be_one: impl Fn(RowRef, RowRef) -> bool,
    ) -> Vec<Pair> {
        let texts: Vec<Vec<&TextPart>> = self.shards.iter().map(texts).collect();
        let mut holders: HashMap<(usize, &[u8]), Vec<Best>> = HashMap::new();
        for best in self.best(survivors, codes) {
            for (reason, part) in texts[best.row.part as usize].iter().enumerate() {
                let text = part.at(best.row.row());
                if !text.is_empty() {
                    holders.entry((reason, text)).or_default().push(best);
                }
            }
        }
        let mut pairs = Vec::new();
        for ((reason, _), holders) in holders {
            if holders.iter().all(|holder| holder.source == holders[0].source) {
                continue;
            }
            let named = |holder: &Best| (self.named(holder.source, holder.code), holder.row);
            let mut named: Vec<(Named, RowRef)> = holders.iter().map(named).collect();
            named.sort_unstable();
            named.dedup_by_key(|(named, _)| named.source);
            let (a, row) = &named[0];
            let others = named[1..].iter().filter(|(other, _)| other.code != a.code);
            pairs.extend(others.map(|(b, other)| {
                let doubtful = !may_be_one(*row, *other);
                Pair { doubtful, ..Pair::new(reason, a.clone(), b.clone()) }
            }));
        }
        pairs
    }

    /// The best record of every key in every source. Which others there are depends on the order of arrival.
    pub(super) fn best(&self, survivors: &Survivors, codes: Codes) -> Vec<Best> {
        let mut records: Vec<Best> = Vec::new();
        for (part, shard) in (0..).zip(self.shards) {
            records.extend((0..).zip(codes(shard)).map(|(row, &Ranked { code, rank })| Best {
                code: survivors.of(code),
                source: shard.source,
                rank,
                row: RowRef { part, row },
            }));
        }
        records.sort_unstable_by(|a, b| {
            (a.code, a.source).cmp(&(b.code, b.source)).then(b.rank.cmp(&a.rank)).then(a.row.cmp(&b.row))
        });
        records.dedup_by_key(|record| (record.code, record.source));
        records
    }
}
