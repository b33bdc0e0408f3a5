//! Institutions that bylines only have in words: `Dept. of Physics, University of Tycho, Tycho City`.

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use super::{Records, identifiers::Best, names_of_institution};
use crate::{
    build::{
        interner::Symbol,
        key::Code,
        lists::Lists,
        shard::{ShardParts, WorkRows},
        winners::Survivors,
    },
    column::ColumnPart,
    text::Words,
};

/// What stands between the parts of an affiliation.
const SEPARATORS: &[char] = &[',', ';', '(', ')', '|', '/', '\n'];

/// A name may be written over this many parts: `University of Tycho, Luna`.
const MOST_PARTS: usize = 3;

/// A longer affiliation is a paragraph of something else.
const MAX_BYTES: usize = 2000;

/// What a match counts, in hundredths: the name to show, any other name, and the city beside it; a name of one word is
/// many things' name.
const NAME: u8 = 90;
const OTHER_NAME: u8 = 80;
const CITY: u8 = 10;
const ONE_WORD: u8 = 20;

/// A match of less is none.
const ENOUGH: u8 = 80;

/// What became of affiliations that bylines only have in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatchedAffiliations {
    /// Distinct affiliations in words, of bylines without institution.
    pub affiliations: usize,
    /// Those in which an institution was found.
    pub matched: usize,
    /// Places on bylines that have an institution by that.
    pub bylines: usize,
    /// The first by their text with the institutions and how sure each is, at most [`MAX_EXAMPLES`](Self::MAX_EXAMPLES).
    pub examples: Vec<(String, Vec<Match>)>,
}

impl MatchedAffiliations {
    /// How many examples are listed. All are counted.
    pub const MAX_EXAMPLES: usize = 50;
}

/// An institution that was found in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Its key, as `id:…` or `name:…`.
    pub key: String,
    /// How sure that is, in hundredths: 100 for the name to show beside the city, 80 for the least that is taken.
    pub score: u8,
}

/// An institution that has a name.
#[derive(Clone, Copy, Debug)]
struct Holder {
    code: Code,
    score: u8,
}

/// Institutions by their names, word by word, and the cities they are in.
struct Gazetteer<'a> {
    holders: HashMap<String, Vec<Holder>>,
    cities: HashMap<Code, String>,
    records: &'a Records<'a>,
}

/// What is found in one affiliation.
type Found = Vec<(Code, u8)>;

impl Records<'_> {
    /// Finds institutions that have records of their own, of another source, in the affiliations of bylines that have no
    /// institution. O(n log n) for all names and affiliations.
    pub(super) fn affiliations(&self, survivors: &Survivors) -> (HashMap<Symbol, Found>, MatchedAffiliations) {
        let gazetteer = Gazetteer::of(self, survivors);
        let mut distinct: HashSet<Symbol> = HashSet::new();
        for shard in self.shards.iter().filter(|_| !gazetteer.holders.is_empty()) {
            let of_another = gazetteer.is_of_another(shard.source);
            open_slots(&shard.works).filter(|_| of_another).for_each(|slot| {
                distinct.extend(shard.works.raw_affiliations.row(slot));
            });
        }
        let mut texts: Vec<(&str, Symbol)> =
            distinct.into_iter().map(|symbol| (self.texts.at(symbol), symbol)).collect();
        texts.par_sort_unstable_by_key(|&(text, _)| text);
        let found: Vec<Found> = texts.par_iter().map(|&(text, _)| gazetteer.find(text)).collect();
        let mut report = MatchedAffiliations { affiliations: texts.len(), ..MatchedAffiliations::default() };
        let mut matched = HashMap::new();
        for ((text, symbol), found) in texts.into_iter().zip(found).filter(|(_, found)| !found.is_empty()) {
            report.matched += 1;
            if report.examples.len() < MatchedAffiliations::MAX_EXAMPLES {
                let of = |&(code, score): &(Code, u8)| Match { key: self.names.key(code).to_string(), score };
                report.examples.push((text.to_owned(), found.iter().map(of).collect()));
            }
            matched.insert(symbol, found);
        }
        (matched, report)
    }
}

/// Gives the bylines of `shards` the institutions that were found; returns how many places got one.
pub(super) fn apply(matched: &HashMap<Symbol, Found>, shards: &mut [ShardParts]) -> usize {
    let mut places = 0;
    for works in shards.iter_mut().map(|shard| &mut shard.works).filter(|_| !matched.is_empty()) {
        let open: HashSet<usize> = open_slots(works).collect();
        let slots = works.institutions.rows();
        let mut institutions = Lists::default();
        for slot in 0..slots {
            let known = works.institutions.row(slot).to_vec();
            let raw = works.raw_affiliations.row(slot).iter().filter(|_| open.contains(&slot));
            let found: Vec<Code> =
                raw.filter_map(|symbol| matched.get(symbol)).flatten().map(|&(code, _)| code).collect();
            places += usize::from(!found.is_empty());
            institutions.push(known.into_iter().chain(found));
        }
        works.institutions = institutions;
    }
    places
}

/// Places on bylines that have an affiliation in words and no institution.
fn open_slots(works: &WorkRows) -> impl Iterator<Item = usize> {
    let has_words =
        |&slot: &usize| works.institutions.row(slot).is_empty() && !works.raw_affiliations.row(slot).is_empty();
    (0..works.institutions.rows()).filter(has_words)
}

impl<'a> Gazetteer<'a> {
    fn of(records: &'a Records<'a>, survivors: &Survivors) -> Self {
        let mut named: BTreeMap<(String, String), Holder> = BTreeMap::new();
        let mut cities = HashMap::new();
        for best in records.best(survivors, |shard| &shard.institutions.codes).into_iter().filter(Best::is_own) {
            let part = &records.shards[best.row.part as usize].institutions.attributes;
            if part.status.says(best.row.row()) && part.status.at(best.row.row()) == b"withdrawn" {
                continue;
            }
            let key = records.names.key(best.code).to_string();
            for (at, name) in names_of_institution(part, best.row).enumerate() {
                let one_word = if name.contains(' ') { 0 } else { ONE_WORD };
                let score = if at == 0 { NAME } else { OTHER_NAME } - one_word;
                let holder = named.entry((name, key.clone())).or_insert(Holder { code: best.code, score });
                holder.score = holder.score.max(score);
            }
            cities.insert(best.code, folded(std::str::from_utf8(part.city.at(best.row.row())).unwrap_or_default()));
        }
        let mut holders: HashMap<String, Vec<Holder>> = HashMap::new();
        for ((name, _), holder) in named {
            holders.entry(name).or_default().push(holder);
        }
        Self { holders, cities, records }
    }

    /// Does any institution come from another source than this one?
    fn is_of_another(&self, source: Option<u16>) -> bool {
        let own = |shard: &&ShardParts| shard.institutions.codes.iter().any(|ranked| ranked.rank.is_own());
        self.records.shards.iter().filter(own).any(|shard| shard.source != source)
    }

    /// The institutions named in `affiliation`, the longest names first; where a name is that of several, the one whose
    /// city stands beside it.
    fn find(&self, affiliation: &str) -> Found {
        if affiliation.len() > MAX_BYTES {
            return Vec::new();
        }
        let parts: Vec<String> = affiliation.split(SEPARATORS).map(folded).filter(|part| !part.is_empty()).collect();
        let mut taken = vec![false; parts.len()];
        let mut found: Found = Vec::new();
        for length in (1..=MOST_PARTS.min(parts.len())).rev() {
            for start in 0..=parts.len() - length {
                let span = start..start + length;
                if taken[span.clone()].contains(&true) {
                    continue;
                }
                let beside = |at: usize| !span.contains(&at);
                let name = parts[span.clone()].join(" ");
                let elsewhere: Vec<&str> =
                    parts.iter().enumerate().filter(|&(at, _)| beside(at)).map(|(_, part)| part.as_str()).collect();
                if let Some(best) = self.best(&name, &elsewhere) {
                    taken[span].fill(true);
                    if !found.iter().any(|&(code, _)| code == best.0) {
                        found.push(best);
                    }
                }
            }
        }
        found
    }

    fn best(&self, name: &str, elsewhere: &[&str]) -> Option<(Code, u8)> {
        let holders = self.holders.get(name).or_else(|| self.holders.get(name.strip_prefix("the ")?))?;
        let score = |holder: &Holder| {
            let city = self.cities.get(&holder.code).filter(|city| !city.is_empty());
            let near = city.is_some_and(|city| elsewhere.iter().any(|part| contains_words(part, city)));
            holder.score + if near { CITY } else { 0 }
        };
        let mut scored = holders.iter().map(|holder| (score(holder), holder.code));
        let mut best = scored.next()?;
        let mut alone = true;
        for other in scored {
            alone = (alone && other.0 < best.0) || other.0 > best.0;
            if other.0 > best.0 {
                best = other;
            }
        }
        (alone && best.0 >= ENOUGH).then_some((best.1, best.0))
    }
}

/// Does `text` hold the words of `city` in a row?
fn contains_words(text: &str, city: &str) -> bool {
    text.match_indices(city).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + city.len()..]);
        (before.is_empty() || before.ends_with(' ')) && (behind.is_empty() || behind.starts_with(' '))
    })
}

fn folded(text: &str) -> String {
    Words::of(text).parts().collect::<Vec<_>>().join(" ")
}
