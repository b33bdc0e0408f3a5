//! Who somebody works with, the closest first.

use scholargraph::{Graph, rank};
use serde::Serialize;

use super::Named;

/// Who somebody works with.
#[derive(Debug, Serialize)]
pub struct Ranking<'g> {
    /// Whose collaborators.
    pub person: Named<'g>,
    /// By which measure they are ranked.
    pub measure: &'static str,
    /// How many collaborators there are, listed or not.
    pub total: usize,
    /// The best of them.
    pub collaborators: Vec<Collaborator<'g>>,
    /// What was left out.
    pub excluded: Excluded,
    /// How many of all are close.
    pub close_total: usize,
}

/// Somebody's collaborator.
#[derive(Debug, Serialize)]
pub struct Collaborator<'g> {
    /// Their id.
    pub id: &'g str,
    /// Their name.
    pub label: &'g str,
    /// Place in the ranking, from 1.
    pub rank: usize,
    /// Value of the measure.
    pub score: f64,
    /// Newman's strength.
    pub strength: f64,
    /// Number of shared works.
    pub shared_works: u32,
    /// Year of the first of them.
    pub first_year: Option<i16>,
    /// Year of the last of them.
    pub last_year: Option<i16>,
    /// Is this a close collaborator, over all years?
    pub close: bool,
    /// The latest shared works.
    pub evidence: Vec<Evidence<'g>>,
}

/// A shared work.
#[derive(Debug, Serialize)]
pub struct Evidence<'g> {
    /// Its id.
    pub id: &'g str,
    /// Its title.
    pub title: &'g str,
    /// Its year.
    pub year: Option<i16>,
    /// How many people are on it.
    pub authors: usize,
    /// What it adds to the strength.
    pub weight: f64,
}

/// What a ranking leaves out.
#[derive(Debug, Serialize)]
pub struct Excluded {
    /// Works with more people than the author limit.
    pub works_over_author_limit: usize,
}

impl<'g> Ranking<'g> {
    /// Writes down `ranking`.
    #[must_use]
    pub fn new(graph: &'g Graph, ranking: &rank::Ranking) -> Self {
        let collaborators = ranking.collaborators.iter();
        Self {
            person: Named::new(graph, ranking.person),
            measure: ranking.measure.name(),
            total: ranking.total,
            collaborators: collaborators.map(|collaborator| Collaborator::new(graph, collaborator)).collect(),
            excluded: Excluded { works_over_author_limit: ranking.works_over_author_limit },
            close_total: ranking.close_total,
        }
    }
}

impl<'g> Collaborator<'g> {
    /// Writes down one line of a ranking.
    #[must_use]
    pub fn new(graph: &'g Graph, collaborator: &rank::Collaborator) -> Self {
        let Named { id, label } = Named::new(graph, collaborator.person);
        Self {
            id,
            label,
            rank: collaborator.rank,
            score: collaborator.score,
            strength: collaborator.strength,
            shared_works: collaborator.shared_works,
            first_year: collaborator.first_year,
            last_year: collaborator.last_year,
            close: collaborator.close,
            evidence: collaborator.evidence.iter().map(|evidence| Evidence::new(graph, evidence)).collect(),
        }
    }
}

impl<'g> Evidence<'g> {
    fn new(graph: &'g Graph, evidence: &rank::Evidence) -> Self {
        Self {
            id: graph.id(evidence.work),
            title: graph.label(evidence.work),
            year: graph.year(evidence.work),
            authors: evidence.authors,
            weight: evidence.weight,
        }
    }
}
