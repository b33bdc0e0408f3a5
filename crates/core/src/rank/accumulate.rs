//! One pass over works: what stands on them, and on how many.

use super::{Evidence, measure::Weights, settings::Settings};
use crate::{
    Graph, WorkId,
    holder::Holder,
    id::{DenseId, Kind},
    scratch::Slots,
};

/// Works of at most this many authors count for closeness in fields with large teams.
const TEAM: usize = 25;

/// How many rows are asked for in advance.
const AHEAD: usize = 8;

/// Whose works a ranking reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'g, T> {
    /// Its works, ascending.
    pub(super) works: &'g [WorkId],
    /// The focus itself, where it is of the kind that is ranked: it stands on all of the works, and is not listed.
    pub(super) focus: Option<T>,
}

/// A work that counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'g, T> {
    pub(super) work: WorkId,
    year: Option<i16>,
    /// How many people are on it.
    authors: usize,
    /// Who of the kind that is ranked is on it.
    pub(super) row: &'g [T],
    /// How many of these are not the focus; at least one.
    others: usize,
}

impl<'g, T: Holder> Around<'g, T> {
    /// Visits the works that count and that are shared with anything, in ascending order; tells how many were left out
    /// for their number of authors.
    #[inline]
    pub(super) fn each_work(
        &self,
        graph: &'g Graph,
        settings: &Settings,
        mut visit: impl FnMut(&Counted<'g, T>),
    ) -> usize {
        let (on_works, bylines) = (T::on_works(graph), &graph.work_relations().authors);
        let mut over = 0;
        for (at, &work) in self.works.iter().enumerate() {
            if let Some(ahead) = self.works.get(at + AHEAD) {
                on_works.prefetch_row(ahead.index());
                if T::KIND != Kind::Person {
                    bylines.prefetch_bounds(ahead.index());
                }
            }
            let year = graph.year(work);
            if !settings.years.contain(year) {
                continue;
            }
            let row = on_works.row(work.index());
            let authors = if T::KIND == Kind::Person { row.len() } else { bylines.degree(work.index()) };
            if !settings.within_limit(authors) {
                over += 1;
                continue;
            }
            let others = self.others(row);
            if others > 0 {
                visit(&Counted { work, year, authors, row, others });
            }
        }
        over
    }

    /// How many of a work's row are not the focus.
    fn others(&self, row: &[T]) -> usize {
        row.len().saturating_sub(usize::from(self.focus.is_some()))
    }

    /// A work that is shared, as a proof.
    pub(super) fn evidence(&self, graph: &Graph, work: WorkId) -> Evidence {
        let others = self.others(T::on(graph, work));
        Evidence { work, authors: graph.authors(work).len(), weight: 1.0 / others as f64 }
    }

    /// What is listed of a work's row.
    #[inline]
    pub(super) fn listed<'a>(&self, row: &'a [T]) -> impl Iterator<Item = T> + use<'a, T> {
        let focus = self.focus;
        row.iter().copied().filter(move |&other| Some(other) != focus)
    }
}

/// What the focus shares with one other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shared<T> {
    pub(super) node: T,
    pub(super) works: u32,
    /// Of those, the ones of at most [`TEAM`] authors.
    team_works: u32,
    pub(super) strength: f64,
    /// The sum of the chosen measure's share of every work.
    pub(super) sum: f64,
    /// `i16::MAX` where no shared work has a year.
    first_year: i16,
    /// `i16::MIN` where no shared work has a year.
    last_year: i16,
}

impl<T> Shared<T> {
    fn new(node: T) -> Self {
        Self { node, works: 0, team_works: 0, strength: 0.0, sum: 0.0, first_year: i16::MAX, last_year: i16::MIN }
    }

    pub(super) fn is_close(&self) -> bool {
        // A third may come as three ninths, whose sum is a little less.
        const THIRD: f64 = 1.0 / 3.0 - 1e-9;
        (self.works >= 2 && self.strength >= THIRD) || self.team_works >= 3
    }

    /// Year of the first shared work, where known.
    pub(super) fn first_year(&self) -> Option<i16> {
        Some(self.first_year).filter(|&year| year != i16::MAX)
    }

    /// Year of the last shared work, where known.
    pub(super) fn last_year(&self) -> Option<i16> {
        Some(self.last_year).filter(|&year| year != i16::MIN)
    }
}

/// What a focus shares with everybody, by slot.
#[derive(Debug)]
pub(super) struct Accumulated<T> {
    pub(super) nodes: Vec<Shared<T>>,
    pub(super) works_over_author_limit: usize,
}

/// Adds up what stands on the works; `slots` tells afterwards who is in which slot.
pub(super) fn accumulate<T: Holder>(
    graph: &Graph,
    around: &Around<'_, T>,
    settings: &Settings,
    weights: &Weights,
    slots: &mut Slots,
) -> Accumulated<T> {
    let mut nodes: Vec<Shared<T>> = Vec::new();
    let works_over_author_limit = around.each_work(graph, settings, |counted| {
        let share = 1.0 / counted.others as f64;
        let term = weights.share(counted.others, counted.year);
        let in_team = u32::from(counted.authors <= TEAM);
        for other in around.listed(counted.row) {
            let slot = slots.slot(other.index());
            if slot == nodes.len() {
                nodes.push(Shared::new(other));
            }
            let shared = &mut nodes[slot];
            shared.works += 1;
            shared.team_works += in_team;
            shared.strength += share;
            shared.sum += term;
            if let Some(year) = counted.year {
                shared.first_year = shared.first_year.min(year);
                shared.last_year = shared.last_year.max(year);
            }
        }
    });
    Accumulated { nodes, works_over_author_limit }
}
