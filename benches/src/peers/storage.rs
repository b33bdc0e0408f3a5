//! petgraph's `Graph`, and its `Csr` once for each direction.

use petgraph::{Direction, csr::Csr, graph::NodeIndex};
use scholargraph::{DenseId, Graph, WorkId};

use super::{Layout, PetGraph, Storage};

/// All edges, from works to what they name, in petgraph's numbering: people, works, topics, institutions.
#[derive(Debug)]
pub struct Adjacency {
    /// Where the kinds begin.
    pub layout: Layout,
    /// Ascending.
    pub edges: Vec<(u32, u32)>,
}

/// The edges of a graph.
#[must_use]
pub fn adjacency_of(graph: &Graph) -> Adjacency {
    let works = graph.people().len() as u32;
    let topics = works + graph.works().len() as u32;
    let institutions = topics + graph.topics().len() as u32;
    let layout = Layout { works, topics, institutions, end: institutions + graph.institutions().len() as u32 };
    let mut edges = Vec::new();
    for work in graph.nodes::<WorkId>() {
        let from = works + work.index() as u32;
        edges.extend(graph.authors(work).iter().map(|person| (from, person.0)));
        edges.extend(graph.references(work).iter().map(|cited| (from, works + cited.0)));
        edges.extend(graph.topics_of(work).iter().map(|topic| (from, topics + topic.0)));
        edges.extend(graph.institutions_of(work).iter().map(|institution| (from, institutions + institution.0)));
    }
    Adjacency { layout, edges }
}

impl Adjacency {
    /// As petgraph's `Graph`.
    #[must_use]
    pub fn graph(&self) -> PetGraph {
        let mut graph = PetGraph::with_capacity(self.layout.end as usize, self.edges.len());
        for _ in 0..self.layout.end {
            graph.add_node(());
        }
        graph.extend_with_edges(self.edges.iter().copied());
        graph
    }

    /// As two of petgraph's `Csr`.
    #[must_use]
    pub fn csr(&self) -> CsrPair {
        let mut back: Vec<(u32, u32)> = self.edges.iter().map(|&(from, to)| (to, from)).collect();
        back.sort_unstable();
        let build = |edges: &[(u32, u32)]| {
            // `from_sorted_edges` makes nodes up to the last that has an edge.
            let mut csr: Csr<(), ()> = Csr::from_sorted_edges(edges).unwrap_or_default();
            while petgraph::visit::NodeCount::node_count(&csr) < self.layout.end as usize {
                csr.add_node(());
            }
            csr
        };
        CsrPair { out: build(&self.edges), back: build(&back) }
    }
}

/// petgraph's `Csr` stores one direction; this is both.
#[derive(Debug)]
pub struct CsrPair {
    out: Csr<(), ()>,
    back: Csr<(), ()>,
}

impl Storage for CsrPair {
    fn for_each_out(&self, node: u32, visit: impl FnMut(u32)) {
        self.out.neighbors_slice(node).iter().copied().for_each(visit);
    }

    fn for_each_in(&self, node: u32, visit: impl FnMut(u32)) {
        self.back.neighbors_slice(node).iter().copied().for_each(visit);
    }
}

impl Storage for PetGraph {
    fn for_each_out(&self, node: u32, mut visit: impl FnMut(u32)) {
        self.neighbors_directed(NodeIndex::from(node), Direction::Outgoing).for_each(|node| visit(node.index() as u32));
    }

    fn for_each_in(&self, node: u32, mut visit: impl FnMut(u32)) {
        self.neighbors_directed(NodeIndex::from(node), Direction::Incoming).for_each(|node| visit(node.index() as u32));
    }
}
