//! People somebody might work with, the likeliest first.

use scholargraph::{Graph, model::TermId, suggest};
use serde::Serialize;

use super::Named;

/// People somebody might work with.
#[derive(Debug, Serialize)]
pub struct Suggestions<'g> {
    /// Who.
    pub person: Named<'g>,
    /// By which measure they are ranked.
    pub measure: &'static str,
    /// How many people have a score above 0, listed or not.
    pub total: usize,
    /// The best of them.
    pub suggestions: Vec<Suggestion<'g>>,
    /// Was everything looked at that the measure speaks of? Bounds leave out what is farthest.
    pub complete: bool,
}

/// Somebody a person might work with.
#[derive(Debug, Serialize)]
pub struct Suggestion<'g> {
    /// Their id.
    pub id: &'g str,
    /// Their name.
    pub label: &'g str,
    /// Place in the ranking, from 1.
    pub rank: usize,
    /// Value of the measure.
    pub score: f64,
    /// The common collaborators that connect the two most strongly.
    pub via: Vec<Bridge<'g>>,
    /// How many common collaborators there are, listed or not.
    pub common_collaborators: usize,
    /// Topics of most works of both.
    pub topics: Vec<Named<'g>>,
    /// What the titles of both say most.
    pub words: Vec<&'g str>,
}

/// A common collaborator.
#[derive(Debug, Serialize)]
pub struct Bridge<'g> {
    /// Their id.
    pub id: &'g str,
    /// Their name.
    pub label: &'g str,
    /// The part of all that connects the two which leads over this one.
    pub share: f64,
}

impl<'g> Suggestions<'g> {
    /// Writes down what was `found`.
    #[must_use]
    pub fn new(graph: &'g Graph, found: &suggest::Suggested) -> Self {
        Self {
            person: Named::new(graph, found.person),
            measure: found.measure.name(),
            total: found.total,
            suggestions: found.suggestions.iter().map(|one| Suggestion::new(graph, one)).collect(),
            complete: found.complete,
        }
    }
}

impl<'g> Suggestion<'g> {
    fn new(graph: &'g Graph, suggestion: &suggest::Suggestion) -> Self {
        let Named { id, label } = Named::new(graph, suggestion.person);
        Self {
            id,
            label,
            rank: suggestion.rank,
            score: suggestion.score,
            via: suggestion.via.iter().map(|bridge| Bridge::new(graph, bridge)).collect(),
            common_collaborators: suggestion.common_collaborators,
            topics: suggestion.topics.iter().map(|&topic| Named::new(graph, topic)).collect(),
            words: suggestion.terms.iter().map(|&term| word(graph, term)).collect(),
        }
    }
}

impl<'g> Bridge<'g> {
    fn new(graph: &'g Graph, bridge: &suggest::Bridge) -> Self {
        let Named { id, label } = Named::new(graph, bridge.person);
        Self { id, label, share: bridge.share }
    }
}

/// A term of titles.
pub(super) fn word(graph: &Graph, term: TermId) -> &str {
    graph.terms().text.at(term.0 as usize)
}
