//! What is known about who somebody is.

use scholargraph::{Graph, WorkId, trust};
use serde::Serialize;

/// What is known about who somebody is.
#[derive(Debug, Serialize)]
pub struct Trust<'g> {
    /// Points earned.
    pub score: u32,
    /// Points that can be earned.
    pub max: u32,
    /// `L0` to `L4`.
    pub level: &'static str,
    /// What the level means.
    pub label: &'static str,
    /// The formula.
    pub formula: &'static str,
    /// What earned points.
    pub evidence: Vec<TrustEvidence<'g>>,
    /// What speaks against it.
    pub conflicts: Vec<Conflict<'g>>,
    /// What would earn more.
    pub next: Vec<NextStep>,
}

/// Evidence that earned points.
#[derive(Debug, Serialize)]
pub struct TrustEvidence<'g> {
    /// Code of the rule.
    pub code: &'static str,
    /// Points earned.
    pub points: u32,
    /// Points that the rule can earn.
    pub max: u32,
    /// What was found.
    pub why: &'g str,
    /// Ids of works that prove it.
    pub works: Vec<&'g str>,
}

/// A contradiction.
#[derive(Debug, Serialize)]
pub struct Conflict<'g> {
    /// What kind of contradiction.
    pub code: &'static str,
    /// What was found.
    pub why: &'g str,
    /// Ids of works that show it.
    pub works: Vec<&'g str>,
}

/// Something that would raise the score.
#[derive(Debug, Serialize)]
pub struct NextStep {
    /// Code of the rule.
    pub code: &'static str,
    /// Points to gain.
    pub gain: u32,
    /// What has to happen.
    pub how: &'static str,
}

impl<'g> Trust<'g> {
    /// Writes down `trust`.
    #[must_use]
    pub fn new(graph: &'g Graph, trust: &'g trust::Trust) -> Self {
        let ids = |works: &[WorkId]| works.iter().map(|&work| graph.id(work)).collect();
        let evidence = trust.evidence.iter().map(|found| TrustEvidence {
            code: found.code,
            points: found.points,
            max: found.max,
            why: &found.why,
            works: ids(&found.works),
        });
        let conflicts = trust.conflicts.iter();
        let conflicts = conflicts.map(|found| Conflict { code: found.code, why: &found.why, works: ids(&found.works) });
        let next = trust.next.iter().map(|step| NextStep { code: step.code, gain: step.gain, how: step.how });
        Self {
            score: trust.score,
            max: trust.max,
            level: trust.level.name(),
            label: trust.level.label(),
            formula: trust.formula,
            evidence: evidence.collect(),
            conflicts: conflicts.collect(),
            next: next.collect(),
        }
    }
}
