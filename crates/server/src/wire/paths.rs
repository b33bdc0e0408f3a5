//! Shortest co-author paths.

use scholargraph::{Graph, WorkId, path};
use serde::Serialize;

use super::Named;

/// The shortest paths between two people.
#[derive(Debug, Serialize)]
pub struct Paths<'g> {
    /// Where they start.
    pub from: Named<'g>,
    /// Where they end.
    pub to: Named<'g>,
    /// Steps of the shortest paths; `null` where the two are not connected.
    pub length: Option<u32>,
    /// Works with more people than this connect nobody; `null` for no limit.
    pub max_authors: Option<u32>,
    /// The best of them.
    pub paths: Vec<Path<'g>>,
    /// Are there more of this length?
    pub more: bool,
}

/// A path.
#[derive(Debug, Serialize)]
pub struct Path<'g> {
    /// Its steps.
    pub length: usize,
    /// Product of Newman's strength over its steps.
    pub strength: f64,
    /// Its steps, in order.
    pub steps: Vec<Step<'g>>,
}

/// A step from a person to a collaborator.
#[derive(Debug, Serialize)]
pub struct Step<'g> {
    /// Who.
    pub from: Named<'g>,
    /// The collaborator.
    pub to: Named<'g>,
    /// The newest works they share.
    pub works: Vec<SharedWork<'g>>,
    /// How many works they share, listed or not.
    pub works_count: usize,
}

/// A work that two share.
#[derive(Debug, Serialize)]
pub struct SharedWork<'g> {
    /// Its id.
    pub id: &'g str,
    /// Its title.
    pub title: &'g str,
    /// Its year.
    pub year: Option<i16>,
}

impl<'g> Paths<'g> {
    /// Writes down `answer`, for which works of more than `max_authors` people were left out.
    #[must_use]
    pub fn new(graph: &'g Graph, answer: &path::PathAnswer, max_authors: Option<u32>) -> Self {
        Self {
            from: Named::new(graph, answer.from),
            to: Named::new(graph, answer.to),
            length: answer.length,
            max_authors,
            paths: answer.paths.iter().map(|path| Path::new(graph, path)).collect(),
            more: answer.more,
        }
    }
}

impl<'g> Path<'g> {
    fn new(graph: &'g Graph, path: &path::Path) -> Self {
        let steps: Vec<_> = path.steps.iter().map(|step| Step::new(graph, step)).collect();
        Self { length: steps.len(), strength: path.strength, steps }
    }
}

impl<'g> Step<'g> {
    /// How many of the shared works a step lists.
    pub const WORKS: usize = 100;

    fn new(graph: &'g Graph, step: &path::Step) -> Self {
        let works = step.works.iter().take(Self::WORKS);
        Self {
            from: Named::new(graph, step.from),
            to: Named::new(graph, step.to),
            works: works.map(|&work| SharedWork::new(graph, work)).collect(),
            works_count: step.works.len(),
        }
    }
}

impl<'g> SharedWork<'g> {
    pub(super) fn new(graph: &'g Graph, work: WorkId) -> Self {
        Self { id: graph.id(work), title: graph.label(work), year: graph.year(work) }
    }
}
