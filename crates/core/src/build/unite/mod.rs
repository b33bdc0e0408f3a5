//! Which keys of different sources are one node.
//!
//! Works are known by identifiers that several sources give: ACL Anthology, arXiv, DOI, PubMed …; people by ORCID iD, and
//! by standing in the same place on the byline of one work under the same name; institutions by ROR, or by name and
//! country. What was found is
//! noted as ids that were merged, so that every old id leads to the node.
//!
//! **Invariant:** two keys of one source are never united, whatever speaks for it: the source knows them apart. Nor are
//! two people who stand on one byline.

mod affiliations;
mod bylines;
mod clusters;
mod identifiers;
mod institutions;
mod titles;

use self::{
    clusters::{Clusters, Outcome},
    institutions::names_of_institution,
};
use super::{
    BuildOptions, Changes, Merged,
    interner::Interned,
    key::{Code, KeyNames},
    shard::ShardParts,
    winners::Survivors,
};
use crate::id::Kind;
pub use affiliations::{Match, MatchedAffiliations};

/// What makes works of several sources one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unite {
    /// Nothing: every source keeps its own.
    Nothing,
    /// A common identifier.
    #[default]
    Identifiers,
    /// A common identifier; or else the same words in the same order as title, in the same year or the next, and a
    /// family name that both bylines have.
    Titles,
}

impl Unite {
    /// All ways.
    pub const ALL: &[Self] = &[Self::Nothing, Self::Identifiers, Self::Titles];

    /// The word for it on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Identifiers => "identifiers",
            Self::Titles => "titles",
        }
    }
}

/// Keys of several sources that one reason makes one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct United {
    /// What kind of node they name.
    pub kind: Kind,
    /// Why: the name of an identifier (`doi`), `title`, `byline`, or `name`.
    pub reason: &'static str,
    /// How many keys gave way to another.
    pub merged: usize,
    /// How many would have, had they not been told apart: by a source; by standing on one byline; works with one
    /// identifier, by having neither a word of the title nor a family name in common; people on one byline, by standing
    /// on more others.
    pub refused: usize,
    /// The first of those that gave way, with what they gave way to; at most [`MAX_EXAMPLES`](Self::MAX_EXAMPLES), as
    /// `id:…` or `name:…`.
    pub examples: Vec<(String, String)>,
}

impl United {
    /// How many examples are listed for one reason. All are counted.
    pub const MAX_EXAMPLES: usize = 50;
}

/// A key of a source, in the order in which keys survive: those of the source with the smallest number first.
///
/// Neither codes nor rows of people and institutions may decide anything, as both depend on the order of arrival.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    /// Past all numbers where the source was not said.
    source: u32,
    key: String,
    code: Code,
}

/// Two keys of one kind that may be one node, and a reason by its place in the list of reasons.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    reason: usize,
    a: Named,
    b: Named,
    /// Does what the records say speak against it?
    doubtful: bool,
}

impl Pair {
    /// Two keys in the order in which they survive.
    fn new(reason: usize, one: Named, other: Named) -> Self {
        let (a, b) = if one <= other { (one, other) } else { (other, one) };
        Self { reason, a, b, doubtful: false }
    }
}

/// What all rules look at.
struct Records<'a> {
    shards: &'a [ShardParts],
    names: &'a KeyNames,
    texts: &'a Interned,
}

/// Finds keys of several sources that are one node, and notes them in `changes` as merged.
///
/// Bylines that have institutions in words alone are given those that another source knows. O(n log n) for n records,
/// places on bylines and names; nothing is looked at where there is one source.
pub(super) fn unite(
    shards: &mut [ShardParts],
    changes: &mut Changes,
    names: &KeyNames,
    texts: &Interned,
    options: &BuildOptions,
) -> (Vec<United>, MatchedAffiliations) {
    let mut sources = shards.iter().filter_map(|shard| shard.source);
    let first = sources.next();
    if options.unite == Unite::Nothing || sources.all(|source| Some(source) == first) {
        return (Vec::new(), MatchedAffiliations::default());
    }
    let records = Records { shards, names, texts };
    let united = keys(&records, changes, options);
    let (matched, mut affiliations) = records.affiliations(&changes.survivors(Kind::Institution));
    affiliations.bylines = affiliations::apply(&matched, shards);
    (united, affiliations)
}

/// Notes which keys are one node, works first: people are known by them.
fn keys(records: &Records<'_>, changes: &mut Changes, options: &BuildOptions) -> Vec<United> {
    let mut report = Vec::new();
    let works = records.works(&changes.survivors(Kind::Work), options.unite, &mut report);
    changes.note(Kind::Work, &works);
    let institutions = records.institutions(&changes.survivors(Kind::Institution), &mut report);
    changes.note(Kind::Institution, &institutions);
    if !options.unite_people {
        return report;
    }
    let people = records.people(&changes.survivors(Kind::Person), &changes.survivors(Kind::Work), &mut report);
    changes.note(Kind::Person, &people);
    report
}

impl Changes {
    fn note(&mut self, kind: Kind, clusters: &Clusters) {
        let merges = clusters.merges();
        self.merged.extend(merges.map(|(from, into, reason)| ((kind, from), Merged { into, reason: reason.into() })));
    }
}

impl Records<'_> {
    fn named(&self, source: Option<u16>, code: Code) -> Named {
        Named { source: source.map_or(u32::MAX, u32::from), key: self.names.key(code).to_string(), code }
    }

    fn works(&self, survivors: &Survivors, unite: Unite, report: &mut Vec<United>) -> Clusters {
        let mut clusters = Clusters::default();
        self.settle(Kind::Work, identifiers::WORK, self.pairs_of_works(survivors), &mut clusters, report);
        if unite == Unite::Titles {
            self.settle(Kind::Work, &["title"], self.pairs_by_title(survivors), &mut clusters, report);
        }
        clusters
    }

    fn institutions(&self, survivors: &Survivors, report: &mut Vec<United>) -> Clusters {
        let mut clusters = Clusters::default();
        let pairs = self.pairs_of_institutions(survivors);
        self.settle(Kind::Institution, identifiers::INSTITUTION, pairs, &mut clusters, report);
        self.settle(Kind::Institution, &["name"], self.pairs_by_name(survivors), &mut clusters, report);
        clusters
    }

    fn people(&self, survivors: &Survivors, works: &Survivors, report: &mut Vec<United>) -> Clusters {
        let pairs = self.pairs_of_people(survivors);
        let aligned = self.pairs_by_byline(survivors, works);
        let bylines = self.bylines_of(survivors, pairs.iter().chain(&aligned));
        let aligned = bylines::weighed(aligned, &bylines);
        let mut clusters = Clusters::apart_on(bylines);
        self.settle(Kind::Person, identifiers::PERSON, pairs, &mut clusters, report);
        self.settle(Kind::Person, &["byline"], aligned, &mut clusters, report);
        clusters
    }

    /// Unites `pairs` in their order, as far as may be, and adds to the report what came of it.
    fn settle(
        &self,
        kind: Kind,
        reasons: &[&'static str],
        mut pairs: Vec<Pair>,
        clusters: &mut Clusters,
        report: &mut Vec<United>,
    ) {
        pairs.sort_unstable();
        pairs.dedup();
        for (at, &reason) in reasons.iter().enumerate() {
            let mut united = United { kind, reason, merged: 0, refused: 0, examples: Vec::new() };
            for pair in pairs.iter().filter(|pair| pair.reason == at) {
                let outcome = if pair.doubtful { Outcome::Refused } else { clusters.unite(&pair.a, &pair.b, reason) };
                match outcome {
                    Outcome::Same => {}
                    Outcome::Refused => united.refused += 1,
                    Outcome::United => {
                        united.merged += 1;
                        if united.examples.len() < United::MAX_EXAMPLES {
                            united.examples.push((pair.b.key.clone(), pair.a.key.clone()));
                        }
                    }
                }
            }
            if united.merged + united.refused > 0 {
                report.push(united);
            }
        }
    }
}
