//! Which edges of a slice are worth drawing.

use petgraph::{
    graph::{EdgeReference, NodeIndex},
    unionfind::UnionFind,
    visit::EdgeRef,
};

use crate::{
    Relation,
    layout::LARGE,
    slice::{Slice, SliceEdge},
};

/// Up to so many nodes there is room for one edge more at each.
const SMALL: usize = 50;
/// Up to so many nodes a picture is about its focus before all else.
const CENTRED: usize = 200;

/// How many of its strongest edges every node of a slice of `nodes` nodes may keep. Among thousands of nodes, what is
/// not of the forest hides it.
const fn kept_per_node(nodes: usize) -> usize {
    if nodes <= SMALL {
        3
    } else if nodes <= LARGE {
        2
    } else {
        0
    }
}

/// How strong an edge is beside edges of other relations: the stronger the greater, in the order of tuples.
///
/// The weights of relations do not compare: 1 for an authorship, a number of bylines for an affiliation. A picture is
/// read from works to people, so an authorship counts 1 and what works imply counts less: a collaboration of strength
/// `s` a quarter of `s / (1 + s)`, an affiliation of `n` bylines 0.4 of `n / (1 + n)`, a topic half its score, citations
/// and institutions as much as in the walk that chooses nodes, 0.3 and 0.2.
///
/// That is divided by the root of the product of both ends' scores, as association strength is (N. J. van Eck,
/// L. Waltman, *How to normalize cooccurrence data?*, JASIST 60 (2009), <https://doi.org/10.1002/asi.21075>): what
/// everything is joined to says little about each. On 168 real slices of 50 nodes, the undivided weights leave twice
/// as many crossings and more edges. Only what joins the focus to its works, topics and institutions comes before all
/// else, as that is what the picture is about; where the focus has hundreds of them, they would be nothing but a star.
fn strength(slice: &Slice, nodes: usize, edge: EdgeReference<'_, SliceEdge, u32>) -> (bool, f64) {
    let SliceEdge { relation, weight } = *edge.weight();
    let weight = f64::from(weight).max(0.0);
    let saturated = weight / (1.0 + weight);
    let counts = match relation {
        Relation::Authored => 1.0,
        Relation::Collaborates => 0.25 * saturated,
        Relation::About => 0.5 * weight.min(1.0),
        Relation::Affiliated => 0.4 * saturated,
        Relation::Cites => 0.3,
        Relation::Produced | Relation::PartOf => 0.2,
    };
    let ends = [edge.source(), edge.target()];
    let product: f64 = ends.iter().map(|&end: &NodeIndex<u32>| slice.graph[end].score.max(0.0)).product();
    let of_focus = nodes <= CENTRED && ends.iter().any(|end| end.index() == 0) && relation != Relation::Collaborates;
    (of_focus, counts / product.max(1e-12).sqrt())
}

/// Marks in `drawn` the edges to draw among the first `nodes` nodes, where those among the first `before` nodes, which
/// are connected, have been marked already.
///
/// Kruskal's algorithm on edges from the strongest down; an edge is kept where it joins two parts, and where it is
/// among the strongest few of either end. Ties: the edge of the nodes chosen earlier, then the one listed earlier.
/// O(edges · log edges).
pub(super) fn mark(slice: &Slice, before: usize, nodes: usize, drawn: &mut [bool]) {
    let graph = &slice.graph;
    let later = |edge: &EdgeReference<'_, SliceEdge, u32>| edge.source().max(edge.target()).index();
    let new = graph.edge_references().filter(|edge| (before.max(1)..nodes).contains(&later(edge)));
    let mut edges: Vec<_> = new.map(|edge| (strength(slice, nodes, edge), later(&edge), edge)).collect();
    edges.sort_unstable_by(|((first_a, a), late_a, edge_a), ((first_b, b), late_b, edge_b)| {
        first_b.cmp(first_a).then(b.total_cmp(a)).then(late_a.cmp(late_b)).then(edge_a.id().cmp(&edge_b.id()))
    });
    let mut parts: UnionFind<u32> = UnionFind::new(nodes);
    for node in 1..before {
        parts.union(0, node as u32);
    }
    let few = kept_per_node(nodes);
    let mut met = vec![0_usize; nodes];
    for (_, _, edge) in edges {
        let ends = [edge.source().index(), edge.target().index()];
        let joins = parts.union(ends[0] as u32, ends[1] as u32);
        // What was drawn before has had its share.
        let strong = ends.iter().any(|&end| end >= before && met[end] < few);
        drawn[edge.id().index()] |= joins || strong;
        ends.iter().for_each(|&end| met[end] += 1);
    }
}
