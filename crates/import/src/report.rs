//! What an import says of itself.

use std::collections::BTreeMap;

use scholargraph::{BuildReport, MatchedAffiliations, United};
use serde::Serialize;

use crate::{CorrectionsReport, PeopleReport, Reason, batch::Tally, discover::Input, ledger::file_of};

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum RecordKind {
    /// A work.
    Work,
    /// A person.
    Person,
    /// A topic.
    Topic,
    /// An institution.
    Institution,
    /// Where works appear.
    Source,
    /// What is said apart from the record of its node: an authorship, a citation, an abstract.
    Part,
}

/// What became of the records. Always `read = kept + merged + quarantined`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Records found.
    pub read: u64,
    /// Records that speak for a node of the graph, for a source of works, or for the names of a person, and what is said
    /// apart from such records.
    pub kept: u64,
    /// Records that gave way to another one of the same node.
    pub merged: u64,
    /// Records that were rejected.
    pub quarantined: u64,
    /// Rejected ones by reason.
    pub reasons: BTreeMap<Reason, u64>,
    /// Records that were recognised as nothing a graph holds, such as publishers, by what they are. They are not
    /// among those read.
    pub skipped: BTreeMap<&'static str, u64>,
    /// Kept ones that are no record of a node.
    #[serde(skip)]
    listed: u64,
}

/// What became of the records of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SourceReport {
    /// The file.
    pub source: String,
    /// Its format; `kept` for what an earlier build [kept](crate::Import::base).
    pub format: &'static str,
    /// Its length on disk.
    pub bytes: u64,
    /// Its records.
    #[serde(flatten)]
    pub counts: Counts,
}

/// Nodes of several sources that one reason makes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnitedReport {
    /// Their kind.
    pub kind: &'static str,
    /// An identifier that they share (`doi`, `orcid`, `ror` …), `title`, `byline`, or `name`.
    pub reason: &'static str,
    /// How many gave way to another.
    pub merged: usize,
    /// How many would have, had a source or a byline not told them apart.
    pub refused: usize,
    /// The first of those that gave way.
    pub examples: Vec<Gave>,
}

/// A key that gave way to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Gave {
    /// `id:…` or `name:…`.
    pub from: String,
    /// The other.
    pub into: String,
}

impl UnitedReport {
    fn of(united: &United) -> Self {
        let gave = |(from, into): &(String, String)| Gave { from: from.clone(), into: into.clone() };
        Self {
            kind: united.kind.name(),
            reason: united.reason,
            merged: united.merged,
            refused: united.refused,
            examples: united.examples.iter().map(gave).collect(),
        }
    }
}

/// Institutions that were found in affiliations in words, by names of another source.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AffiliationsReport {
    /// Distinct affiliations of bylines without institution.
    pub affiliations: usize,
    /// Those in which an institution was found.
    pub matched: usize,
    /// Places on bylines that have an institution by that.
    pub bylines: usize,
    /// The first by their text.
    pub examples: Vec<MatchedAffiliation>,
}

/// An affiliation in words, and an institution that was found in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MatchedAffiliation {
    /// The affiliation.
    pub affiliation: String,
    /// The institution, as `id:…` or `name:…`.
    pub institution: String,
    /// How sure it is: 1 for the name to show beside the city, .8 for the least that is taken.
    pub score: f64,
}

impl AffiliationsReport {
    fn of(matched: &MatchedAffiliations) -> Self {
        let examples = matched.examples.iter().flat_map(|(affiliation, found)| {
            found.iter().map(|one| MatchedAffiliation {
                affiliation: affiliation.clone(),
                institution: one.key.clone(),
                score: f64::from(one.score) / 100.0,
            })
        });
        Self {
            affiliations: matched.affiliations,
            matched: matched.matched,
            bylines: matched.bylines,
            examples: examples.collect(),
        }
    }
}

/// Something worth knowing that is no record's fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Issue {
    /// The file that it is about.
    pub source: String,
    /// `ignored-file`, `missing-part`.
    pub issue: &'static str,
    /// What exactly.
    pub detail: String,
}

impl Issue {
    pub(crate) fn ignored(source: &str, why: &str) -> Self {
        Self { source: source.to_owned(), issue: "ignored-file", detail: why.to_owned() }
    }

    pub(crate) fn missing(manifest: &str, url: &str) -> Self {
        let detail = format!("lists {url}, which is not there");
        Self { source: manifest.to_owned(), issue: "missing-part", detail }
    }
}

/// What an import read, and what became of it; the content of `--report`.
///
/// `kept` and `merged` are known once the graph is built: until [`complete`](Self::complete) is called, everything
/// that was not rejected counts as kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ImportReport {
    /// All records.
    #[serde(flatten)]
    pub counts: Counts,
    /// Records that were not rejected, by what they are about.
    pub kinds: BTreeMap<RecordKind, u64>,
    /// Ids that the sources merged into others.
    pub merged_ids: u64,
    /// Ids that the sources deleted.
    pub deleted_ids: u64,
    /// Who was found to be whom, in corpora without ids for people; all zero where people were taken as given.
    pub people: PeopleReport,
    /// What nodes of several sources were found to be one by, in the order in which that was asked; empty where there is
    /// one source.
    pub united: Vec<UnitedReport>,
    /// Institutions that were found in what bylines have in words.
    pub affiliations: AffiliationsReport,
    /// What became of a file of corrections.
    pub corrections: CorrectionsReport,
    /// Citations of a work to itself, which were dropped.
    pub self_citations: u64,
    /// References to works that are not in the graph.
    pub dangling_references: u64,
    /// Relations to institutions that are not in the graph.
    pub dangling_relations: u64,
    /// What was said apart from the record of its node and had to be dropped, for there is none: an authorship of no work.
    pub unattached: u64,
    /// The files in the order in which they were taken.
    pub sources: Vec<SourceReport>,
    /// Other things worth knowing, at most [`MAX_ISSUES`](Self::MAX_ISSUES) of them.
    pub issues: Vec<Issue>,
    /// How many issues there are.
    pub issues_total: usize,
}

impl ImportReport {
    /// How many issues are listed. The rest is counted.
    pub const MAX_ISSUES: usize = 1000;

    pub(crate) fn new(inputs: &[Input], tallies: &[Tally], mut issues: Vec<Issue>, people: PeopleReport) -> Self {
        let mut all = Tally::default();
        tallies.iter().for_each(|tally| all.add(tally));
        let source = |(input, tally): (&Input, &Tally)| SourceReport {
            source: input.path.display().to_string(),
            format: input.content.name(),
            bytes: input.bytes,
            counts: Counts::of(tally),
        };
        let issues_total = issues.len();
        issues.truncate(Self::MAX_ISSUES);
        Self {
            counts: Counts::of(&all),
            merged_ids: all.merged_ids,
            deleted_ids: all.deleted_ids,
            kinds: all.taken,
            sources: inputs.iter().zip(tallies).map(source).collect(),
            issues,
            issues_total,
            people,
            ..Self::default()
        }
    }

    /// Adds what only the builder knows: which records gave way to others. It must hold those of this import alone.
    pub fn complete(&mut self, build: &BuildReport) {
        self.self_citations = build.self_citations as u64;
        self.dangling_references = build.dangling_references as u64;
        self.united = build.united.iter().map(UnitedReport::of).collect();
        self.dangling_relations = build.dangling_relations as u64;
        self.affiliations = AffiliationsReport::of(&build.affiliations);
        self.unattached = build.unattached as u64;
        let mut fates = vec![(0, 0); self.sources.len()];
        for shard in &build.shards {
            if let Some((kept, deleted)) = fates.get_mut(file_of(shard.order)) {
                *kept += shard.kept as u64;
                *deleted += shard.deleted as u64;
            }
        }
        for (source, &(kept, deleted)) in self.sources.iter_mut().zip(&fates) {
            source.counts.settle(kept, deleted);
        }
        self.counts.settle(fates.iter().map(|fate| fate.0).sum(), fates.iter().map(|fate| fate.1).sum());
    }
}

impl Counts {
    fn of(tally: &Tally) -> Self {
        let quarantined = tally.rejected.values().sum();
        let read = tally.read();
        Self {
            read,
            kept: read - quarantined,
            merged: 0,
            quarantined,
            reasons: tally.rejected.clone(),
            skipped: tally.skipped.clone(),
            listed: tally.listed,
        }
    }

    /// Takes in how many records the builder kept, and how many it dropped because their node was deleted.
    fn settle(&mut self, kept: u64, deleted: u64) {
        if deleted > 0 {
            self.reasons.insert(Reason::Deleted, deleted);
            self.quarantined += deleted;
        }
        self.kept = kept + self.listed;
        self.merged = self.read.saturating_sub(self.kept + self.quarantined);
    }
}
