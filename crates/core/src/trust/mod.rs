//! Trust: what is known about who somebody is.
//!
//! The formula `trust-1` adds up evidence, group by group, each group capped; every point has its reason. How
//! popular somebody is plays no part: neither citations nor followers prove an identity. [`RULES`] is the one
//! table of weights.
//!
//! What only the owner of an account can prove is not known to a graph. Whoever keeps accounts hands it in as
//! [`Ownership`]; otherwise it earns nothing, and stands among the [next steps](Trust::next).

mod facts;
mod ownership;
mod rules;

pub use ownership::Ownership;
pub use rules::{Group, RULES, Rule};

use self::{facts::Facts, rules::Earned};
use crate::{Graph, PersonId, WorkId};

/// The name of the formula.
pub const FORMULA: &str = "trust-1";

/// What is known about who somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trust {
    /// The points earned, 0 to [`max`](Self::max).
    pub score: u32,
    /// The points that can be earned: the sum of the groups' caps.
    pub max: u32,
    /// How far the identity is established. It has conditions of its own and cannot be bought with points.
    pub level: Level,
    /// The formula, [`FORMULA`].
    pub formula: &'static str,
    /// What earned points, in the order of [`RULES`].
    pub evidence: Vec<TrustEvidence>,
    /// What speaks against the works being one person's. Conflicts take no points away, but hold the level at
    /// [`Level::L1`].
    pub conflicts: Vec<Conflict>,
    /// What would raise the score, the quickest first: what the sources can learn, then further works, then what
    /// needs an account; each in the order of [`RULES`].
    pub next: Vec<NextStep>,
}

/// Evidence that earned points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustEvidence {
    /// Code of the rule.
    pub code: &'static str,
    /// Points earned, 1 to [`max`](Self::max), before the group's cap.
    pub points: u32,
    /// Points that the rule can earn.
    pub max: u32,
    /// What was found.
    pub why: String,
    /// A handful of works that prove it, newest first; none where it is not works that do.
    pub works: Vec<WorkId>,
}

/// A contradiction in what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// `two-orcids`, `twice-on-byline` or `years-apart`.
    pub code: &'static str,
    /// What was found.
    pub why: String,
    /// A handful of works that show it.
    pub works: Vec<WorkId>,
}

/// Something that would raise the score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// Code of the rule.
    pub code: &'static str,
    /// Points to gain, the group's cap respected; above 0.
    pub gain: u32,
    /// What has to happen.
    pub how: &'static str,
}

/// How far an identity is established.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// No work with a persistent identifier.
    L0,
    /// At least one such work.
    L1,
    /// The ORCID stands on a byline, or an ORCID and two recent works with a known institution agree; and nothing
    /// contradicts.
    L2,
    /// The owner signed in and the claim was accepted. Needs accounts.
    L3,
    /// Claimed, with ORCID and institution proven and the works reviewed, and nothing contradicts. Needs accounts.
    L4,
}

impl Level {
    /// Its short name, `L0` to `L4`.
    ///
    /// ```
    /// assert_eq!(scholargraph::trust::Level::L1.name(), "L1");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::L0 => "L0",
            Self::L1 => "L1",
            Self::L2 => "L2",
            Self::L3 => "L3",
            Self::L4 => "L4",
        }
    }

    /// What it means, in a word.
    ///
    /// ```
    /// assert_eq!(scholargraph::trust::Level::L1.label(), "Unverified");
    /// ```
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::L0 => "Unresolved",
            Self::L1 => "Unverified",
            Self::L2 => "Corroborated",
            Self::L3 => "Claimed",
            Self::L4 => "Verified",
        }
    }
}

/// What the graph knows about who `person` is.
///
/// O(works · log works), and the institutions on the person's bylines.
///
/// ```
/// # use scholargraph::{Authorship, CorpusBuilder, Key, PersonRecord, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # let mut work = WorkRecord::new(Key::id("w"));
/// # work.attributes.arxiv = "2203.04570".into();
/// # work.authorships = ["ada", "bo"].map(|id| Authorship {
/// #     person: Some(PersonRecord::named(Key::id(id), id)), ..Default::default()
/// # }).into();
/// # shard.work(&work);
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::{PersonId, trust};
///
/// let trust = trust::assess(&graph, PersonId(0));
/// assert_eq!((trust.score, trust.max, trust.level.label()), (10, 100, "Unverified"));
/// assert_eq!(trust.evidence[0].why, "1 work with a persistent identifier (DOI, arXiv, PubMed or ACL Anthology)");
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[must_use]
pub fn assess(graph: &Graph, person: PersonId) -> Trust {
    assess_owned(graph, person, None)
}

/// The same, with what the owner of an account proved; `None` where nobody owns the record.
///
/// ```
/// # use scholargraph_testkit::{Paper, graph_of};
/// # let graph = graph_of(&[Paper { authors: vec![(0, vec![])], ..Paper::default() }], Default::default());
/// use scholargraph::{PersonId, trust::{self, Level, Ownership}};
///
/// let before = trust::assess(&graph, PersonId(0));
/// let after = trust::assess_owned(&graph, PersonId(0), Some(&Ownership::default()));
/// assert_eq!((before.score + 10, after.level), (after.score, Level::L3));
/// ```
#[must_use]
pub fn assess_owned(graph: &Graph, person: PersonId, owner: Option<&Ownership>) -> Trust {
    let facts = Facts::of(graph, person, owner);
    let findings: Vec<Finding> = RULES.iter().map(|rule| (rule, (rule.earned)(&facts, rule.max))).collect();
    let conflicts = facts.conflicts();
    Trust {
        score: Group::ALL.into_iter().map(|group| points(&findings, group)).sum(),
        max: Group::ALL.into_iter().map(Group::cap).sum(),
        level: level(&facts, &conflicts),
        formula: FORMULA,
        next: next_steps(&findings),
        evidence: findings.into_iter().filter_map(|(rule, earned)| Some(evidence(rule, earned?))).collect(),
        conflicts,
    }
}

/// A rule and what it found.
type Finding = (&'static Rule, Option<Earned>);

/// The points of a group, capped.
fn points(findings: &[Finding], group: Group) -> u32 {
    let of_group = findings.iter().filter(|(rule, _)| rule.group == group);
    let earned: u32 = of_group.filter_map(|(_, earned)| Some(earned.as_ref()?.points)).sum();
    earned.min(group.cap())
}

fn evidence(rule: &Rule, earned: Earned) -> TrustEvidence {
    TrustEvidence { code: rule.code, points: earned.points, max: rule.max, why: earned.why, works: earned.works }
}

fn next_steps(findings: &[Finding]) -> Vec<NextStep> {
    let mut open: Vec<&Finding> = findings.iter().collect();
    open.sort_by_key(|(rule, _)| (rule.needs_account, rule.group == Group::Record));
    let steps = open.into_iter().map(|(rule, earned)| {
        let missing = rule.max - earned.as_ref().map_or(0, |earned| earned.points);
        NextStep { code: rule.code, gain: missing.min(rule.group.cap() - points(findings, rule.group)), how: rule.how }
    });
    steps.filter(|step| step.gain > 0).collect()
}

/// The level, by the gates of its own.
fn level(facts: &Facts<'_>, conflicts: &[Conflict]) -> Level {
    // A second identifier is second to an ORCID, so an ORCID is what "I1 or I4" comes down to.
    let corroborated = facts.asserted.count > 0 || (facts.recent.count >= 2 && facts.orcid.is_some());
    let verified = facts.proven_orcid.is_some() && facts.mail.is_some() && facts.is_reviewed();
    match (facts.persistent.count, conflicts.is_empty()) {
        (_, true) if facts.owner.is_some() && verified => Level::L4,
        (_, true) if facts.owner.is_some() => Level::L3,
        (0, _) => Level::L0,
        (_, true) if corroborated => Level::L2,
        _ => Level::L1,
    }
}
