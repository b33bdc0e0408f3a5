//! What every ranking by shared works lets its caller say.

use super::{MAX_AUTHORS, Measure};
use crate::{Graph, WorkId, Years};

/// Which works count, by which measure, and how much is listed.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) measure: Measure,
    pub(super) limit: usize,
    pub(super) evidence: usize,
    pub(super) years: Years,
    pub(super) reference_year: Option<i16>,
    pub(super) max_authors: Option<u32>,
}

impl Settings {
    /// By `measure`: 20 with three works of evidence each, of all years, works above [`MAX_AUTHORS`] left out.
    pub(super) const fn new(measure: Measure) -> Self {
        Self {
            measure,
            limit: 20,
            evidence: 3,
            years: Years::ALL,
            reference_year: None,
            max_authors: Some(MAX_AUTHORS),
        }
    }

    /// Does a work count, both for its year and for its number of authors?
    pub(super) fn counts(&self, graph: &Graph, work: WorkId) -> bool {
        self.within_limit(graph.authors(work).len()) && self.years.contain_work(graph, work)
    }

    pub(super) fn within_limit(&self, authors: usize) -> bool {
        self.max_authors.is_none_or(|limit| authors <= limit as usize)
    }

    /// How many of `works` lie in the years, whatever their number of authors.
    pub(super) fn in_years(&self, graph: &Graph, works: &[WorkId]) -> usize {
        if self.years.is_all() {
            return works.len();
        }
        works.iter().filter(|&&work| self.years.contain_work(graph, work)).count()
    }
}
