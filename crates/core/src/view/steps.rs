//! Walks along the rows of one node.

use std::{marker::PhantomData, slice};

use petgraph::{Direction, EdgeType};

use super::{
    scope::Scope,
    side::{Side, Step},
};
use crate::{graph::Graph, id::Node, model::Relation};

/// The edges at one node, side by side.
#[derive(Clone, Debug)]
pub(super) struct Steps<'g, S> {
    pub(super) graph: &'g Graph,
    near: Node,
    /// Only edges in this direction; `None` for both.
    direction: Option<Direction>,
    next_side: usize,
    current: Stretch<'g>,
    rest: usize,
    scope: PhantomData<S>,
}

/// The edges at one node on one side.
#[derive(Clone, Debug)]
struct Stretch<'g> {
    side: Side,
    at: usize,
    targets: slice::Iter<'g, u32>,
    /// The last node there is. Files that were not verified may name others, which arrays of petgraph's
    /// algorithms would panic on.
    last: u32,
}

impl<'g> Stretch<'g> {
    #[inline]
    fn new(graph: &'g Graph, side: Side, near: usize) -> Self {
        let row = side.row(graph, near);
        let (last, targets) = match graph.bound(side.far()) {
            0 => (0, [].iter()),
            count => ((count - 1) as u32, row.targets.iter()),
        };
        Self { side, at: row.start, targets, last }
    }

    #[inline]
    fn next(&mut self, near: u32) -> Option<Step> {
        let far = (*self.targets.next()?).min(self.last);
        let at = self.at;
        self.at += 1;
        Some(Step { side: self.side, near, far, at })
    }
}

impl<'g, S: Scope> Steps<'g, S> {
    #[inline]
    pub(super) fn new(graph: &'g Graph, near: Node, direction: Option<Direction>) -> Self {
        let nothing = Stretch { side: Side::home(Relation::Cites), at: 0, targets: [].iter(), last: 0 };
        let mut steps = Self { graph, near, direction, next_side: 0, current: nothing, rest: 0, scope: PhantomData };
        let mut ahead = steps.clone();
        while let Some(stretch) = ahead.next_stretch() {
            steps.rest += stretch.targets.len();
        }
        steps
    }

    /// The edges that petgraph means by `direction`.
    #[inline]
    pub(super) fn at(graph: &'g Graph, near: Node, direction: Direction) -> Self {
        Self::new(graph, near, S::Direction::is_directed().then_some(direction))
    }

    #[inline]
    fn next_stretch(&mut self) -> Option<Stretch<'g>> {
        loop {
            let side = side::<S>(self.next_side)?;
            self.next_side += 1;
            if side.near() == self.near.kind() && self.direction.is_none_or(|direction| direction == side.direction) {
                return Some(Stretch::new(self.graph, side, self.near.index()));
            }
        }
    }

    /// Is there an edge to `far`? O(log degree).
    pub(super) fn lead_to(mut self, far: Node) -> bool {
        while let Some(stretch) = self.next_stretch() {
            let number = far.index() as u32;
            let rows = stretch.side.rows(self.graph);
            if stretch.side.far() == far.kind() && rows.find_in(stretch.targets.as_slice(), number).is_some() {
                return true;
            }
        }
        false
    }
}

/// The sides of a scope, in the order in which they are walked; incoming ones first, so that collaborators ascend.
#[inline]
fn side<S: Scope>(number: usize) -> Option<Side> {
    let direction = if number.is_multiple_of(2) { Direction::Incoming } else { Direction::Outgoing };
    S::RELATIONS.get(number / 2).map(|&relation| Side { relation, direction })
}

impl<S: Scope> Iterator for Steps<'_, S> {
    type Item = Step;

    #[inline]
    fn next(&mut self) -> Option<Step> {
        loop {
            if let Some(step) = self.current.next(self.near.index() as u32) {
                self.rest -= 1;
                return Some(step);
            }
            self.current = self.next_stretch()?;
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest, Some(self.rest))
    }
}

#[cfg(test)]
mod tests {
    use petgraph::{
        algo::{bridges, connected_components, tarjan_scc},
        visit::{IntoEdgeReferences, IntoNeighbors},
    };

    use crate::{
        BuildOptions, CorpusBuilder, Graph, Key, WorkId, WorkRecord, column::Offsets, graph::Tables, model::Adjacency,
    };

    fn two_works() -> Tables {
        let builder = CorpusBuilder::new();
        let mut shard = builder.shard(0);
        shard.work(&WorkRecord::new(Key::id("a")));
        shard.work(&WorkRecord::new(Key::id("b")));
        shard.close();
        builder.finish(BuildOptions::default()).unwrap().0.tables().clone()
    }

    /// A file that nobody verified may hold anything.
    #[test]
    fn neighbours_that_do_not_exist_become_ones_that_do() {
        let mut tables = two_works();
        let offsets = Offsets::from_lengths([2, 0].into_iter());
        tables.work_relations.references = Adjacency::new(offsets, vec![WorkId(9), WorkId(u32::MAX)], ());
        tables.work_relations.cited_by = Adjacency::new(Offsets::Narrow(vec![5, -1, 3].into()), vec![WorkId(7)], ());
        let graph = Graph::new(tables);
        assert_eq!(graph.cites().neighbors(WorkId(0)).collect::<Vec<_>>(), [WorkId(1), WorkId(1)]);
        assert_eq!(connected_components(graph.cites()), 1);
        assert_eq!(tarjan_scc(graph.whole()).len(), 2);
        assert_eq!(bridges(graph.cites().undirected()).count(), 2);
        assert!(graph.to_petgraph().is_ok());
    }

    #[test]
    fn edges_to_a_kind_without_nodes_lead_nowhere() {
        let mut tables = two_works();
        let offsets = Offsets::from_lengths([1, 1].into_iter());
        tables.work_relations.institutions = Adjacency::new(offsets, vec![crate::InstitutionId(0); 2], ());
        let graph = Graph::new(tables);
        assert_eq!(graph.produced().neighbors(WorkId(0).into()).len(), 0);
        assert_eq!(graph.produced().edge_references().count(), 0);
    }
}
