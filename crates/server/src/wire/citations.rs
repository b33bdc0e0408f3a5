//! Shortest paths through citations.

use scholargraph::{Graph, path};
use serde::Serialize;

use super::SharedWork;

/// The shortest paths between two works.
#[derive(Debug, Serialize)]
pub struct CitationPaths<'g> {
    /// Where they start.
    pub from: SharedWork<'g>,
    /// Where they end.
    pub to: SharedWork<'g>,
    /// Steps of the shortest paths; `null` where the two are not connected.
    pub length: Option<u32>,
    /// The best of them.
    pub paths: Vec<CitationPath<'g>>,
    /// Are there more of this length?
    pub more: bool,
}

/// A path.
#[derive(Debug, Serialize)]
pub struct CitationPath<'g> {
    /// Its steps.
    pub length: usize,
    /// How particular its citations are, 0 to 1.
    pub strength: f64,
    /// Its steps, in order.
    pub steps: Vec<CitationStep<'g>>,
}

/// A step from a work to one that it cites, or that cites it.
#[derive(Debug, Serialize)]
pub struct CitationStep<'g> {
    /// From here.
    pub from: SharedWork<'g>,
    /// To there.
    pub to: SharedWork<'g>,
    /// Does the first cite the second? Otherwise the second cites the first.
    pub cites: bool,
}

impl<'g> CitationPaths<'g> {
    /// Writes down `answer`.
    #[must_use]
    pub fn new(graph: &'g Graph, answer: &path::CitationAnswer) -> Self {
        Self {
            from: SharedWork::new(graph, answer.from),
            to: SharedWork::new(graph, answer.to),
            length: answer.length,
            paths: answer.paths.iter().map(|path| CitationPath::new(graph, path)).collect(),
            more: answer.more,
        }
    }
}

impl<'g> CitationPath<'g> {
    fn new(graph: &'g Graph, path: &path::CitationPath) -> Self {
        let step = |step: &path::CitationStep| CitationStep {
            from: SharedWork::new(graph, step.from),
            to: SharedWork::new(graph, step.to),
            cites: step.cites,
        };
        Self { length: path.steps.len(), strength: path.strength, steps: path.steps.iter().map(step).collect() }
    }
}
