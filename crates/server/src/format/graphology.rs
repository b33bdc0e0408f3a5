//! What graphology's `Graph.import()` takes, <https://graphology.github.io/serialization.html>.

use serde::Serialize;

use super::UNDIRECTED;
use crate::wire::{Key, Slice, SliceEdge, SliceNode, to_json};

#[derive(Serialize)]
struct Graph<'g> {
    attributes: About<'g>,
    options: Options,
    nodes: Vec<Node<'g>>,
    edges: Vec<Edge<'g>>,
}

#[derive(Serialize)]
struct About<'g> {
    focus: Key<'g>,
}

/// graphology's defaults, so that a graph made without options imports it, too.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Options {
    r#type: &'static str,
    multi: bool,
    allow_self_loops: bool,
}

#[derive(Serialize)]
struct Node<'g> {
    key: Key<'g>,
    attributes: NodeAttributes<'g>,
}

/// What is said of a node; what is not known is left out.
#[derive(Serialize)]
pub(super) struct NodeAttributes<'g> {
    label: &'g str,
    kind: &'static str,
    hop: u32,
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    x: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    y: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    works_count: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cited_by: Option<u32>,
}

/// What is said of an edge.
#[derive(Serialize)]
pub(super) struct EdgeAttributes {
    relation: &'static str,
    weight: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    draw: Option<bool>,
}

#[derive(Serialize)]
struct Edge<'g> {
    key: String,
    source: Key<'g>,
    target: Key<'g>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    undirected: bool,
    attributes: EdgeAttributes,
}

/// Nodes are called by their keys.
pub(super) fn write(slice: &Slice<'_>) -> Vec<u8> {
    to_json(&Graph {
        attributes: About { focus: slice.focus },
        options: Options { r#type: "mixed", multi: false, allow_self_loops: true },
        nodes: slice.nodes.iter().map(|node| Node { key: node.key, attributes: NodeAttributes::of(node) }).collect(),
        edges: slice.edges.iter().enumerate().map(|(at, edge)| Edge::of(at, edge)).collect(),
    })
}

/// What the edge at `at` is called. No kind is called `edge`, so no node has this key.
pub(super) fn edge_key(at: usize) -> String {
    format!("edge:{at}")
}

impl<'g> NodeAttributes<'g> {
    pub(super) fn of(node: &SliceNode<'g>) -> Self {
        let &SliceNode { label, kind, hop, score, x, y, year, works_count, cited_by, .. } = node;
        Self { label, kind, hop, score, x, y, year, works_count, cited_by }
    }
}

impl EdgeAttributes {
    pub(super) fn of(edge: &SliceEdge<'_>) -> Self {
        Self { relation: edge.relation, weight: edge.weight, draw: edge.draw }
    }
}

impl<'g> Edge<'g> {
    fn of(at: usize, edge: &SliceEdge<'g>) -> Self {
        Self {
            key: edge_key(at),
            source: edge.source,
            target: edge.target,
            undirected: edge.relation == UNDIRECTED,
            attributes: EdgeAttributes::of(edge),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        SliceFormat,
        tests::{pair, written},
    };

    #[test]
    fn a_slice_is_what_import_takes() {
        assert_eq!(
            written(&pair(), SliceFormat::Graphology),
            concat!(
                r#"{"attributes":{"focus":"work:W1000"},"#,
                r#""options":{"type":"mixed","multi":false,"allowSelfLoops":true},"nodes":["#,
                r#"{"key":"work:W1000","attributes":{"label":"Work 0","kind":"work","hop":0,"score":1.0,"x":0.0,"y":0.0,"year":2020,"cited_by":0}},"#,
                r#"{"key":"person:A1000","attributes":{"label":"Person 0","kind":"person","hop":1,"score":0.7500000000000001,"x":-0.9324,"y":0.0,"works_count":1,"cited_by":0}}],"#,
                r#""edges":[{"key":"edge:0","source":"person:A1000","target":"work:W1000","attributes":{"relation":"authored","weight":1.0,"draw":true}}]}"#,
            )
        );
    }
}
