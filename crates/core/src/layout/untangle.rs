//! Fewer crossings: nodes try other places and stay where it is better.

#![expect(unsafe_code, reason = "code for wide registers may only be called where the processor has them")]

use super::{
    Net, Point,
    lanes::{Column, sum},
    plane::{crossing, greater, squared_to_segment},
    stress::Ideal,
};
use crate::random::Random;

/// Rounds in which every node tries other places, and how many in each.
const ROUNDS: usize = 3;
const TRIES: usize = 3;
/// Large nets are given fewer rounds: all comparisons of nodes and edges together are to be about as many as this.
const COMPARISONS: usize = 40_000_000;
/// What one crossing costs; everything else is measured by it.
const CROSSING: f32 = 1.0;
/// What two nodes cost that lie on each other.
const OVERLAP: f32 = 6.0;
/// What a node costs through whose middle an edge of others goes.
const STRUCK: f32 = 1.0;
/// What distances cost: the sum of `(distance / ideal − 1)²` over all nodes, times this.
const STRAIN: f32 = 0.06;
/// Room between nodes, and between nodes and edges, in radii.
const ROOM: f32 = 1.35;
/// A node whose edges cost less than this stays where it is.
const QUIET: f32 = 0.5;
/// Where blocks hold nothing: far from everything.
const NOWHERE: f32 = 1e3;

/// A map in the making, as columns in whole blocks.
pub(super) struct Map<'a> {
    net: &'a Net,
    /// The length of one step.
    unit: f32,
    xs: Column,
    ys: Column,
    radii: Column,
    /// One over the square of every node's room.
    per_room: Column,
    /// One over the ideal distance from every node to all others; 0 to itself.
    inverse: Vec<Column>,
    /// Both ends of every edge, by axis.
    ends: [[Column; 2]; 2],
}

impl<'a> Map<'a> {
    pub(super) fn new(net: &'a Net, ideal: &Ideal, unit: f32, points: &[Point]) -> Self {
        let column = |axis: fn(&Point) -> f32| Column::new(points.iter().map(axis), NOWHERE);
        let end = |end: usize| {
            let points = || net.edges.iter().map(|edge| points[edge[end] as usize]);
            [Column::new(points().map(|point| point.x), NOWHERE), Column::new(points().map(|point| point.y), NOWHERE)]
        };
        let inverse = |&ideal: &f32| if ideal > 0.0 { 1.0 / (ideal * unit) } else { 0.0 };
        let rows = (0..net.len()).map(|node| Column::new(ideal.row(node).iter().map(inverse), 0.0));
        Self {
            net,
            unit,
            xs: column(|point| point.x),
            ys: column(|point| point.y),
            radii: Column::new(net.radii.iter().copied(), 1e-3),
            per_room: Column::new(net.radii.iter().map(|&radius| per_room(radius)), 1.0),
            inverse: rows.collect(),
            ends: [end(0), end(1)],
        }
    }

    /// Lets all nodes but the first `fixed` try other places, and stay where crossings, nodes on nodes or edges, and
    /// wrong distances together cost less. The cost never grows.
    ///
    /// O(degree · (nodes + edges)) per node and place.
    pub(super) fn untangle(self, fixed: usize, random: &mut Random) -> Vec<Point> {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just been asked.
            return unsafe { self.untangle_wide(fixed, random) };
        }
        self.try_places(fixed, random)
    }

    /// The same, translated for processors with registers for a whole block: they give the same bits, sooner.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn untangle_wide(self, fixed: usize, random: &mut Random) -> Vec<Point> {
        self.try_places(fixed, random)
    }

    #[inline(always)]
    fn try_places(mut self, fixed: usize, random: &mut Random) -> Vec<Point> {
        let rounds = self.rounds();
        let mut order: Vec<usize> = (fixed..self.net.len()).collect();
        for round in 0..rounds {
            random.shuffle(&mut order);
            let reach = self.unit * (1.2 - round as f32 / rounds as f32);
            for &node in &order {
                self.improve(node, reach, random);
            }
        }
        (0..self.net.len()).map(|node| self.point(node)).collect()
    }

    fn rounds(&self) -> usize {
        let (nodes, edges) = (self.net.len(), self.net.edges.len());
        let round = TRIES * (nodes + 2 * edges) * (nodes + edges);
        (COMPARISONS / round.max(1)).min(ROUNDS)
    }

    #[inline(always)]
    fn improve(&mut self, node: usize, reach: f32, random: &mut Random) {
        let mut best = self.point(node);
        let around = self.net.around(node);
        let place = self.cost_of_place(node);
        let mut least = self.with_edges(node, place, f32::INFINITY);
        // Both ends of an edge are in its way.
        if least - place < STRUCK * (2 * around.len()) as f32 + QUIET {
            return;
        }
        for attempt in 0..TRIES {
            let off = Point::new(random.signed(), random.signed());
            let place = match attempt {
                0 => self.middle(node) + off * (0.7 * reach),
                1 if !around.is_empty() => self.point(around[random.below(around.len())].0 as usize) + off * reach,
                _ => best + off * (0.5 * reach),
            };
            self.put(node, place.within(1.0 - self.net.radii[node]));
            let cost = self.cost(node, least);
            if cost < least {
                (best, least) = (self.point(node), cost);
            }
        }
        self.put(node, best);
    }

    fn point(&self, node: usize) -> Point {
        Point::new(self.xs.numbers()[node], self.ys.numbers()[node])
    }

    fn put(&mut self, node: usize, place: Point) {
        (self.xs.numbers_mut()[node], self.ys.numbers_mut()[node]) = (place.x, place.y);
        for &(_, edge) in self.net.around(node) {
            let edge = edge as usize;
            let end = usize::from(self.net.edges[edge][1] as usize == node);
            let [xs, ys] = &mut self.ends[end];
            (xs.numbers_mut()[edge], ys.numbers_mut()[edge]) = (place.x, place.y);
        }
    }

    /// The middle of a node's neighbours.
    fn middle(&self, node: usize) -> Point {
        let around = self.net.around(node);
        let sum = around.iter().fold(Point::default(), |sum, &(other, _)| sum + self.point(other as usize));
        sum * (1.0 / around.len().max(1) as f32)
    }

    /// What depends on where a node lies: itself exactly, or anything that is at least `enough`.
    #[inline(always)]
    fn cost(&self, node: usize, enough: f32) -> f32 {
        self.with_edges(node, self.cost_of_place(node), enough)
    }

    #[inline(always)]
    fn with_edges(&self, node: usize, mut cost: f32, enough: f32) -> f32 {
        for &(other, _) in self.net.around(node) {
            if cost >= enough {
                break;
            }
            cost += self.cost_of_edge(self.point(node), self.point(other as usize));
        }
        cost
    }

    /// Strain, nodes too near, and edges through the node. What the node itself adds is the same everywhere.
    #[inline(always)]
    fn cost_of_place(&self, node: usize) -> f32 {
        let (at, radius) = (self.point(node), self.radii.numbers()[node]);
        let own_room = per_room(radius);
        let near_nodes = sum([&self.xs, &self.ys, &self.radii, &self.inverse[node]], |[x, y, other, inverse]| {
            let (dx, dy) = (x - at.x, y - at.y);
            let squared = dx * dx + dy * dy;
            let off = squared.sqrt() * inverse - 1.0;
            STRAIN * off * off + OVERLAP * near(squared, per_room(radius + other))
        });
        let struck = sum(self.segments(), |[ax, ay, bx, by]| {
            near(squared_to_segment([at.x, at.y], [ax, ay], [bx, by]), own_room)
        });
        near_nodes + STRUCK * struck
    }

    /// Crossings of an edge, and nodes that it goes through. What its own ends add is the same everywhere.
    #[inline(always)]
    fn cost_of_edge(&self, a: Point, b: Point) -> f32 {
        let (a, b) = ([a.x, a.y], [b.x, b.y]);
        let crossed = sum(self.segments(), |[cx, cy, dx, dy]| {
            let [one, other] = crossing([a, b], [[cx, cy], [dx, dy]]);
            if (one < 0.0) & (other < 0.0) { 1.0 } else { 0.0 }
        });
        let struck = sum([&self.xs, &self.ys, &self.per_room], |[x, y, per_room]| {
            near(squared_to_segment([x, y], a, b), per_room)
        });
        CROSSING * crossed + STRUCK * struck
    }

    /// Both ends of every edge.
    #[inline(always)]
    fn segments(&self) -> [&Column; 4] {
        let [[ax, ay], [bx, by]] = &self.ends;
        [ax, ay, bx, by]
    }
}

/// One over the square of the room around something of this radius.
#[inline(always)]
fn per_room(radius: f32) -> f32 {
    let room = ROOM * radius;
    1.0 / (room * room)
}

/// How deep something is in the room of something else: 1 in the middle, 0 from the rim on.
#[inline(always)]
fn near(squared: f32, per_room: f32) -> f32 {
    greater(1.0 - squared * per_room, 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_registers_give_the_same_bits() {
        let (mut random, nodes) = (Random::new(), 61_u32);
        let edges = (1..nodes).flat_map(|node| [[node, node / 2], [node, node * 7 % nodes]]);
        let edges = edges.filter(|[a, b]| a != b).collect();
        let net = Net::new(vec![0.03; nodes as usize], vec![1.0; nodes as usize], edges);
        let ideal = Ideal::of(&net);
        let points: Vec<Point> = (0..nodes).map(|_| Point::new(random.signed(), random.signed())).collect();
        let map = || Map::new(&net, &ideal, 0.3, &points);
        let plain = map().try_places(1, &mut Random::new());
        assert_ne!(plain, points);
        assert_eq!(map().untangle(1, &mut Random::new()), plain);
    }
}
