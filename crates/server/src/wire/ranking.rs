//! Who works with somebody, and who and what stands beside an institution or a topic, the closest first.

use scholargraph::{Graph, Node, rank};
use serde::{Serialize, Serializer};

use super::Named;

/// Who or what shares works with a person, an institution or a topic.
#[derive(Debug, Serialize)]
pub struct Ranking<'g> {
    /// With whom or what: a field called as its kind is.
    #[serde(flatten)]
    pub focus: Focus<'g>,
    /// The kind of what is ranked; not there for a person's collaborators, who are people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// By which measure they are ranked.
    pub measure: &'static str,
    /// How many there are, listed or not.
    pub total: usize,
    /// The best of them.
    pub collaborators: Vec<Collaborator<'g>>,
    /// What was left out.
    pub excluded: Excluded,
    /// How many of all are close; `null` where that is not told, beside institutions and topics.
    pub close_total: Option<usize>,
}

/// With whom or what works are shared: one field, called as the kind is.
#[derive(Debug)]
pub struct Focus<'g> {
    /// The kind.
    pub kind: &'static str,
    /// The node.
    pub named: Named<'g>,
}

impl Serialize for Focus<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(self.kind, &self.named)])
    }
}

/// One that shares works.
#[derive(Debug, Serialize)]
pub struct Collaborator<'g> {
    /// The id.
    pub id: &'g str,
    /// The name.
    pub label: &'g str,
    /// Place in the ranking, from 1.
    pub rank: usize,
    /// Value of the measure.
    pub score: f64,
    /// Shared works by fractional counting: between people, Newman's strength.
    pub strength: f64,
    /// Number of shared works.
    pub shared_works: u32,
    /// Year of the first of them.
    pub first_year: Option<i16>,
    /// Year of the last of them.
    pub last_year: Option<i16>,
    /// Is this a close collaborator, over all years? `null` where that is not told.
    pub close: Option<bool>,
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
            focus: Focus::new(graph, ranking.person),
            kind: None,
            measure: ranking.measure.name(),
            total: ranking.total,
            collaborators: collaborators.map(|collaborator| Collaborator::new(graph, collaborator)).collect(),
            excluded: Excluded { works_over_author_limit: ranking.works_over_author_limit },
            close_total: Some(ranking.close_total),
        }
    }

    /// Writes down what is closest to an institution or a topic.
    #[must_use]
    pub fn closest(graph: &'g Graph, found: &rank::ClosestNodes) -> Self {
        Self {
            focus: Focus::new(graph, found.focus),
            kind: Some(found.kind.name()),
            measure: found.measure.name(),
            total: found.total,
            collaborators: found.nodes.iter().map(|one| Collaborator::closest(graph, one)).collect(),
            excluded: Excluded { works_over_author_limit: found.works_over_author_limit },
            close_total: None,
        }
    }
}

impl<'g> Focus<'g> {
    fn new(graph: &'g Graph, node: impl Into<Node>) -> Self {
        let node = node.into();
        Self { kind: node.kind().name(), named: Named::new(graph, node) }
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
            close: Some(collaborator.close),
            evidence: collaborator.evidence.iter().map(|evidence| Evidence::new(graph, evidence)).collect(),
        }
    }

    fn closest(graph: &'g Graph, one: &rank::ClosestNode) -> Self {
        let Named { id, label } = Named::new(graph, one.node);
        Self {
            id,
            label,
            rank: one.rank,
            score: one.score,
            strength: one.strength,
            shared_works: one.shared_works,
            first_year: one.first_year,
            last_year: one.last_year,
            close: None,
            evidence: one.evidence.iter().map(|evidence| Evidence::new(graph, evidence)).collect(),
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
