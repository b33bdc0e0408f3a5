//! What was decided about people.

use std::collections::BTreeMap;

use serde::Serialize;

use super::namesakes::ToldApart;

/// Why two keys are one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MergeReason {
    /// The source lists both as names of one person.
    Listed,
    /// Both stand beside one ORCID iD, and neither beside another.
    Orcid,
    /// The full names differ only in accents, case, hyphens and the like, and nobody else is called so.
    FullName,
    /// The name is in doubt, but the bylines have co-authors in common or the titles words.
    Likeness,
}

impl MergeReason {
    /// The code, such as `full-name`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Orcid => "orcid",
            Self::FullName => "full-name",
            Self::Likeness => "likeness",
        }
    }
}

impl std::fmt::Display for MergeReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// Why two keys for which there was such a reason are two people nevertheless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Refusal {
    /// They stand on one byline, or others do whom they are the same as.
    SameByline,
    /// They have different ORCID iDs.
    OtherOrcid,
    /// They have different ids of the source.
    OtherId,
    /// The source tells them apart as namesakes, by numbers behind the name, or one has a number and the other none.
    OtherNumber,
    /// Several people are known by the name, by their ids or ORCID iDs; whom it means is not known.
    Ambiguous,
}

/// Two keys that are one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Decided {
    /// The one that gave way, or would have: `name:…` or `id:…`.
    pub from: String,
    /// The other.
    pub into: String,
    /// Why.
    pub reason: MergeReason,
}

/// A name that several people may have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Doubted {
    /// The name without accents, in small letters.
    pub name: String,
    /// Bylines under it of which the source does not say whose they are.
    pub bylines: u64,
    /// How many people they were found to be of.
    pub people: u64,
}

/// Names that several people may have, whose bylines were told apart by co-authors and titles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct InDoubt {
    /// How many names.
    pub names: u64,
    /// How many bylines under them of which the source does not say whose they are.
    pub bylines: u64,
    /// How many people these were found to be of.
    pub people: u64,
    /// How many of these have a key of their own, made of name and first work, because another keeps that of the name.
    pub added: u64,
    /// Those found to be of most people, at most [`PeopleReport::MAX_EXAMPLES`].
    pub examples: Vec<Doubted>,
}

/// What was decided about people in corpora without ids for them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PeopleReport {
    /// Distinct keys on bylines: the people there would be, taken as given.
    pub as_given: u64,
    /// Merges by reason. Each makes one person less: in the end there are as many as given, less the merges, and those
    /// [added](InDoubt::added).
    pub merged: BTreeMap<MergeReason, u64>,
    /// Merges that were refused, by reason.
    pub refused: BTreeMap<Refusal, u64>,
    /// The first merges for each reason, at most [`MAX_EXAMPLES`](Self::MAX_EXAMPLES), in the order of the keys.
    pub examples: Vec<Decided>,
    /// Names in doubt.
    pub in_doubt: InDoubt,
}

impl PeopleReport {
    /// How many merges are listed for one reason. All are counted.
    pub const MAX_EXAMPLES: usize = 20;

    pub(super) fn merge(&mut self, decided: Decided) {
        let count = self.merged.entry(decided.reason).or_default();
        *count += 1;
        if *count <= Self::MAX_EXAMPLES as u64 {
            self.examples.push(decided);
        }
    }

    pub(super) fn tell_apart(&mut self, told_apart: &[ToldApart]) {
        let doubted = told_apart.iter().map(|told| Doubted {
            name: told.name.clone(),
            bylines: told.people.iter().map(|person| person.mentions.len() as u64).sum(),
            people: told.people.iter().filter(|person| !person.mentions.is_empty()).count() as u64,
        });
        let mut doubted: Vec<Doubted> = doubted.collect();
        self.in_doubt.names = doubted.len() as u64;
        self.in_doubt.bylines = doubted.iter().map(|name| name.bylines).sum();
        self.in_doubt.people = doubted.iter().map(|name| name.people).sum();
        doubted.sort_by(|a, b| b.people.cmp(&a.people).then_with(|| a.name.cmp(&b.name)));
        doubted.truncate(Self::MAX_EXAMPLES);
        self.in_doubt.examples = doubted;
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) {
        *self.refused.entry(refusal).or_default() += 1;
    }
}
