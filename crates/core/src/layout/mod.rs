//! Maps of slices: which edges to draw, and where every node lies.
//!
//! ```
//! # use scholargraph::{Authorship, CorpusBuilder, Key, PersonRecord, WorkRecord};
//! # let builder = CorpusBuilder::new();
//! # let mut shard = builder.shard(0);
//! # let mut work = WorkRecord::new(Key::id("w"));
//! # work.authorships = ["ada", "bo", "cy"].map(|id| Authorship {
//! #     person: Some(PersonRecord::named(Key::id(id), id)), ..Default::default()
//! # }).into();
//! # shard.work(&work);
//! # shard.close();
//! # let (graph, _) = builder.finish(Default::default())?;
//! use scholargraph::{PersonId, layout::{Drawing, Point}, slice::Slicer};
//!
//! let slice = Slicer::of(PersonId(0)).run(&graph);
//! let drawing = Drawing::of(&slice);
//! assert_eq!(drawing.points[0], Point { x: 0.0, y: 0.0 }, "the focus");
//! assert_eq!(drawing.crossings(&slice), 0);
//! # Ok::<(), scholargraph::BuildError>(())
//! ```

mod lanes;
mod net;
mod place;
mod plane;
mod sparsify;
mod spread;
mod stress;
mod tree;
mod untangle;

use petgraph::visit::EdgeRef;

use self::net::Net;
pub use self::plane::{Point, crossings};
use crate::{Kind, slice::Slice};

/// Slices of more nodes than this are drawn by what grows with their nodes, not with pairs of them.
const LARGE: usize = 1200;

/// How a slice is drawn.
///
/// A function of the slice alone: the same on every machine, to the last bit, as it is made with operations that
/// IEEE 754 defines exactly, from numbers that only look random, in a bounded number of steps.
///
/// - The focus lies at (0, 0), everything within the square from (−1, −1) to (1, 1).
/// - No two nodes are nearer than their [`radii`](Self::radii), where there is room.
/// - The edges drawn join all nodes and are at most four per node, mostly fewer than two.
/// - In an expanded slice, what was there before each expansion lies and is drawn as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Where every node lies, by its index in the slice, to four digits behind the point.
    pub points: Vec<Point>,
    /// How large every node is drawn: more for those with better scores, less where there are many.
    pub radii: Vec<f32>,
    /// Is an edge drawn? By its index in the slice.
    pub drawn: Vec<bool>,
}

impl Drawing {
    /// Draws `slice`.
    ///
    /// Edges: a maximum spanning forest, and of every node the 2 strongest edges, or 3 in slices of up to 50 nodes.
    /// Places: a radial tree, stress majorisation on the distances along drawn edges, then a search for places with
    /// fewer crossings. About O(nodes²) up to 1,200 nodes.
    ///
    /// Larger slices are drawn as the forest alone, on the tree's rings, which have room for their nodes; those that
    /// lie close are moved apart as far as a bounded number of rounds goes. O((nodes + edges) · log(nodes + edges)).
    #[must_use]
    pub fn of(slice: &Slice) -> Self {
        let nodes = slice.graph.node_count();
        let mut drawn = vec![false; slice.graph.edge_count()];
        let mut points = Vec::with_capacity(nodes);
        for stage in slice.stages() {
            sparsify::mark(slice, points.len(), stage, &mut drawn);
            let net = net_of(slice, stage, &drawn);
            points = place::place(&net, points);
        }
        Self { points, radii: radii(slice, nodes), drawn }
    }

    /// The ends of the edges that are drawn, as [`crossings`] takes them.
    #[must_use]
    pub fn edges(&self, slice: &Slice) -> Vec<[u32; 2]> {
        ends(slice, slice.graph.node_count(), &self.drawn)
    }

    /// How many pairs of drawn edges cross; see [`crossings`].
    #[must_use]
    pub fn crossings(&self, slice: &Slice) -> usize {
        crossings(&self.points, &self.edges(slice))
    }

    /// The number of drawn edges over the number of nodes.
    #[must_use]
    pub fn drawn_per_node(&self) -> f64 {
        self.drawn.iter().filter(|&&drawn| drawn).count() as f64 / self.points.len().max(1) as f64
    }
}

/// The ends of the drawn edges among the first `nodes` nodes; of two edges between the same nodes, both.
fn ends(slice: &Slice, nodes: usize, drawn: &[bool]) -> Vec<[u32; 2]> {
    let edges = slice.graph.edge_references().filter(|edge| drawn.get(edge.id().index()) == Some(&true));
    let ends = edges.map(|edge| [edge.source(), edge.target()].map(|end| end.index() as u32));
    ends.filter(|ends| ends.iter().all(|&end| (end as usize) < nodes)).collect()
}

fn net_of(slice: &Slice, nodes: usize, drawn: &[bool]) -> Net {
    let kinds = slice.graph.node_weights().take(nodes).map(|node| outward(node.node.kind()));
    Net::new(radii(slice, nodes), kinds.collect(), ends(slice, nodes, drawn))
}

/// What a kind's distance from the focus is multiplied by: what is shared by many lies further out.
const fn outward(kind: Kind) -> f32 {
    match kind {
        Kind::Work | Kind::Person => 1.0,
        Kind::Topic => 1.15,
        Kind::Institution => 1.2,
    }
}

fn radii(slice: &Slice, nodes: usize) -> Vec<f32> {
    slice.graph.node_weights().take(nodes).map(|node| radius(node.score, nodes)).collect()
}

/// How large a node of this score is drawn among so many: all together cover a tenth of the square at most, and the
/// best have not quite twice the radius of the least.
///
/// ```
/// use scholargraph::layout::radius;
/// assert!(radius(1.0, 50) > radius(0.1, 50));
/// assert!(radius(1.0, 50) > radius(1.0, 100));
/// ```
#[must_use]
pub fn radius(score: f64, nodes: usize) -> f32 {
    let mean = 0.28 / (nodes.max(24) as f32).sqrt();
    mean * (0.75 + 0.5 * (score.max(0.0) as f32).sqrt().min(1.0))
}
