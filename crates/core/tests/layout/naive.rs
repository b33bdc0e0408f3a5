//! The same the slow way.

use petgraph::visit::EdgeRef;
use scholargraph::{Relation, layout::Point, slice::Slice};

/// How many parts `edges` leave `nodes` nodes in.
pub(crate) fn parts(nodes: usize, edges: &[[u32; 2]]) -> usize {
    let mut part: Vec<usize> = (0..nodes).collect();
    for edge in edges {
        let [a, b] = edge.map(|end| part[end as usize]);
        part.iter_mut().filter(|part| **part == b).for_each(|part| *part = a);
    }
    part.sort_unstable();
    part.dedup();
    part.len()
}

/// How many pairs of edges cross, in whole numbers: every place of a map is a multiple of 2⁻⁴⁰.
pub(crate) fn crossings(points: &[Point], edges: &[[u32; 2]]) -> usize {
    let whole = |place: f32| (f64::from(place) * (1_u64 << 40) as f64) as i128;
    let at = |end: u32| [whole(points[end as usize].x), whole(points[end as usize].y)];
    let side = |[ax, ay]: [i128; 2], [bx, by]: [i128; 2], [x, y]: [i128; 2]| {
        ((bx - ax) * (y - ay) - (by - ay) * (x - ax)).signum()
    };
    let cross = |&([a, b], [c, d]): &([u32; 2], [u32; 2])| {
        let [a, b, c, d] = [a, b, c, d].map(at);
        side(a, b, c) * side(a, b, d) == -1 && side(c, d, a) * side(c, d, b) == -1
    };
    let pairs = (0..edges.len()).flat_map(|b| (0..b).map(move |a| (edges[a], edges[b])));
    pairs.filter(cross).count()
}

/// Which edges are drawn, straight from the definition: every edge is compared with all others.
///
/// An edge belongs to the maximum spanning forest if no way between its ends is made of stronger edges alone.
pub(crate) fn drawn(slice: &Slice) -> Vec<bool> {
    let nodes = slice.graph.node_count();
    let few = if nodes <= 50 { 3 } else { 2 };
    let edges: Vec<Edge> =
        slice.graph.edge_references().enumerate().map(|(at, edge)| Edge::of(slice, at, edge)).collect();
    let stronger = |edge: &Edge| -> Vec<Edge> { edges.iter().copied().filter(|other| other.precedes(edge)).collect() };
    let is_drawn = |edge: &Edge| {
        let stronger = stronger(edge);
        let ends: Vec<[u32; 2]> = stronger.iter().map(|other| other.ends).collect();
        let mut with = ends.clone();
        with.push(edge.ends);
        let at = |end: u32| ends.iter().filter(|ends| ends.contains(&end)).count();
        parts(nodes, &with) < parts(nodes, &ends) || edge.ends.iter().any(|&end| at(end) < few)
    };
    edges.iter().map(is_drawn).collect()
}

#[derive(Clone, Copy)]
struct Edge {
    at: usize,
    ends: [u32; 2],
    of_focus: bool,
    strength: f64,
}

impl Edge {
    fn of(
        slice: &Slice,
        at: usize,
        edge: petgraph::graph::EdgeReference<'_, scholargraph::slice::SliceEdge, u32>,
    ) -> Self {
        let weight = f64::from(edge.weight().weight);
        let relation = edge.weight().relation;
        let counts = match relation {
            Relation::Authored => 1.0,
            Relation::Collaborates => 0.25 * (weight / (1.0 + weight)),
            Relation::About => 0.5 * weight.min(1.0),
            Relation::Affiliated => 0.4 * (weight / (1.0 + weight)),
            Relation::Cites => 0.3,
            Relation::Produced | Relation::PartOf => 0.2,
        };
        let product = slice.graph[edge.source()].score * slice.graph[edge.target()].score;
        let ends = [edge.source(), edge.target()].map(|end| end.index() as u32);
        let of_focus = ends.contains(&0) && relation != Relation::Collaborates;
        Self { at, ends, of_focus, strength: counts / product.max(1e-12).sqrt() }
    }

    /// Is it stronger, or as strong and first in order?
    fn precedes(&self, other: &Self) -> bool {
        let later = |edge: &Self| edge.ends[0].max(edge.ends[1]);
        let ties = (later(self), self.at) < (later(other), other.at);
        match (self.of_focus, other.of_focus) {
            (true, false) => true,
            (false, true) => false,
            _ => self.strength > other.strength || (self.strength == other.strength && ties),
        }
    }
}
