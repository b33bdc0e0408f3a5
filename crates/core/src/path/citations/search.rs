//! Breadth-first search over citations, from both ends.

use crate::{Graph, WorkId, id::DenseId, scratch::Slots};

/// How far one end has come: its levels, the nearest first.
struct Reach<'s> {
    levels: Vec<Vec<WorkId>>,
    met: &'s mut Slots,
}

impl<'s> Reach<'s> {
    fn new(work: WorkId, met: &'s mut Slots) -> Self {
        met.slot(work.index());
        Self { levels: vec![vec![work]], met }
    }

    fn frontier(&self) -> &[WorkId] {
        self.levels.last().map_or(&[], Vec::as_slice)
    }

    /// Goes one level further.
    fn advance(&mut self, graph: &Graph) {
        let mut level: Vec<WorkId> = Vec::new();
        for &work in self.levels.last().into_iter().flatten() {
            for other in graph.references(work).iter().chain(graph.cited_by(work)) {
                if !self.met.contains(other.index()) {
                    self.met.slot(other.index());
                    level.push(*other);
                }
            }
        }
        level.sort_unstable();
        self.levels.push(level);
    }
}

/// Works by their distance from the first end, as far as they may lie on a shortest path, and the level at which both
/// ends touch; `None` where they never do.
pub(super) fn levels(
    graph: &Graph,
    ends: [WorkId; 2],
    first: &mut Slots,
    second: &mut Slots,
) -> Option<(Vec<Vec<WorkId>>, usize)> {
    let mut near = Reach::new(ends[0], first);
    let mut far = Reach::new(ends[1], second);
    loop {
        let touching: Vec<WorkId> =
            near.frontier().iter().copied().filter(|work| far.met.contains(work.index())).collect();
        if !touching.is_empty() {
            let middle = near.levels.len() - 1;
            near.levels[middle] = touching;
            far.levels.pop();
            near.levels.extend(far.levels.into_iter().rev());
            return Some((near.levels, middle));
        }
        let next = if near.frontier().len() <= far.frontier().len() { &mut near } else { &mut far };
        if next.frontier().is_empty() {
            return None;
        }
        next.advance(graph);
    }
}
