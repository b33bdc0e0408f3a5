//! Years: which works count, and how old they are.

use crate::{Graph, WorkId};

/// A range of years, both ends included. A work without a year lies in no range but the unbounded one.
///
/// ```
/// use scholargraph::Years;
/// let years = Years { from: Some(2015), to: None };
/// assert!(years.contain(Some(2015)));
/// assert!(!years.contain(None));
/// assert!(Years::ALL.contain(None));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// The first year, where bounded.
    pub from: Option<i16>,
    /// The last year, where bounded.
    pub to: Option<i16>,
}

impl Years {
    /// Every work, those without a year included.
    pub const ALL: Self = Self { from: None, to: None };

    /// Is nothing left out?
    #[must_use]
    pub const fn is_all(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Does a work of this year count?
    #[inline]
    #[must_use]
    pub fn contain(self, year: Option<i16>) -> bool {
        match year {
            None => self.is_all(),
            Some(year) => self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to),
        }
    }

    /// Does any year of `first..=last` count? Unknown ends are 0.
    #[must_use]
    pub fn overlap(self, first: i16, last: i16) -> bool {
        if first == 0 && last == 0 {
            return self.is_all();
        }
        self.from.is_none_or(|from| from <= last.max(first)) && self.to.is_none_or(|to| first <= to)
    }

    /// Does a work count?
    #[inline]
    #[must_use]
    pub fn contain_work(self, graph: &Graph, work: WorkId) -> bool {
        self.is_all() || self.contain(graph.year(work))
    }

    /// The year from which ages are counted: the caller's, else the end of the range, else the newest in the corpus.
    #[must_use]
    pub fn reference_year(self, graph: &Graph, chosen: Option<i16>) -> i16 {
        chosen.or(self.to).unwrap_or_else(|| graph.meta().reference_year())
    }
}

/// Exponential decay by age: 1 in the reference year and after it, a half one half-life earlier.
///
/// A work without a year is as old as the oldest work of the corpus.
#[derive(Clone, Debug)]
pub(crate) struct Decay {
    weights: Vec<f64>,
    reference: i16,
    oldest: i16,
}

impl Decay {
    /// Weights for every age that occurs in `graph`, counted from `reference`; `half_life` in years.
    pub(crate) fn new(graph: &Graph, reference: i16, half_life: f64) -> Self {
        let oldest = graph.meta().years.map_or(reference, |(oldest, _)| oldest);
        let span = (i32::from(reference) - i32::from(oldest)).max(0);
        Self { weights: (0..=span).map(|age| (-f64::from(age) / half_life).exp2()).collect(), reference, oldest }
    }

    /// The weight of a work of this year.
    #[inline]
    pub(crate) fn at(&self, year: Option<i16>) -> f64 {
        let age = i32::from(self.reference) - i32::from(year.unwrap_or(self.oldest));
        self.weights.get(age.max(0) as usize).or(self.weights.last()).copied().unwrap_or(1.0)
    }
}
