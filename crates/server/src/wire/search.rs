//! What is found by name or by id.

use scholargraph::{Graph, Kind};
use scholargraph_search as search;
use serde::Serialize;

use super::Named;

/// What a search finds.
#[derive(Debug, Serialize)]
pub struct Search<'g> {
    /// What was searched for.
    pub query: &'g str,
    /// The best hits.
    pub hits: Vec<Hit<'g>>,
    /// How many nodes match; at least so many, where the answer is not complete.
    pub total: usize,
    /// Has everything been looked at that may match?
    pub complete: bool,
}

/// A node that was found.
#[derive(Debug, Serialize)]
pub struct Hit<'g> {
    /// Its kind.
    pub kind: &'static str,
    /// Its id.
    pub id: &'g str,
    /// Its name or title.
    pub label: &'g str,
    /// What tells it from others of that name.
    pub hint: String,
    /// Where the label shows what was searched for: ranges of code points, from the first to behind the last.
    pub matches: Vec<[usize; 2]>,
    /// What hits are ordered by, 0 to 7.
    pub score: f64,
    /// Works of a person, a topic, an institution; `null` for a work.
    pub works_count: Option<u32>,
}

impl<'g> Search<'g> {
    /// Writes down the `answer` to `query`.
    #[must_use]
    pub fn new(graph: &'g Graph, query: &'g str, answer: &search::Answer) -> Self {
        let hits = answer.hits.iter().map(|hit| Hit::new(graph, query, hit)).collect();
        Self { query, hits, total: answer.total, complete: answer.complete }
    }
}

impl<'g> Hit<'g> {
    fn new(graph: &'g Graph, query: &str, hit: &search::Hit) -> Self {
        let Named { id, label } = Named::new(graph, hit.node);
        let kind = hit.node.kind();
        Self {
            kind: kind.name(),
            id,
            label,
            hint: search::Hint::of(graph, hit.node).to_string(),
            matches: matches(label, query),
            score: hit.score,
            works_count: (kind != Kind::Work).then_some(hit.popularity),
        }
    }
}

/// What may be meant by a text that is still being typed.
#[derive(Debug, Serialize)]
pub struct Autocomplete<'g> {
    /// What was typed.
    pub query: &'g str,
    /// What may be meant, the likeliest first.
    pub suggestions: Vec<Hit<'g>>,
}

impl<'g> Autocomplete<'g> {
    /// Writes down the `answer` to `query`.
    #[must_use]
    pub fn new(graph: &'g Graph, query: &'g str, answer: &search::Answer) -> Self {
        Self { query, suggestions: answer.hits.iter().map(|hit| Hit::new(graph, query, hit)).collect() }
    }
}

fn matches(label: &str, query: &str) -> Vec<[usize; 2]> {
    search::matches(label, query).into_iter().map(|range| [range.start, range.end]).collect()
}

/// The node that an id means.
#[derive(Debug, Serialize)]
pub struct Resolved<'g> {
    /// Its kind.
    pub kind: &'static str,
    /// Its id.
    pub id: &'g str,
    /// Its name or title.
    pub label: &'g str,
}

impl<'g> Resolved<'g> {
    /// Writes down `node`.
    #[must_use]
    pub fn new(graph: &'g Graph, node: scholargraph::Node) -> Self {
        let Named { id, label } = Named::new(graph, node);
        Self { kind: node.kind().name(), id, label }
    }
}
