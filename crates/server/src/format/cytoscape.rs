//! What Cytoscape.js takes as `elements` and writes with `cy.json()`, <https://js.cytoscape.org/#notation/elements-json>.

use serde::Serialize;

use super::{
    graphology::{EdgeAttributes, NodeAttributes, edge_key},
    in_pixels,
};
use crate::wire::{Key, Slice, SliceNode, to_json};

#[derive(Serialize)]
struct Graph<'g> {
    data: About<'g>,
    elements: Elements<'g>,
}

#[derive(Serialize)]
struct About<'g> {
    focus: Key<'g>,
}

#[derive(Serialize)]
struct Elements<'g> {
    nodes: Vec<Element<NodeData<'g>>>,
    edges: Vec<Element<EdgeData<'g>>>,
}

#[derive(Serialize)]
struct Element<T> {
    data: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<Position>,
}

/// In pixels from the focus, to the right and down; the layout `preset` keeps it.
#[derive(Serialize)]
struct Position {
    x: f64,
    y: f64,
}

impl Position {
    fn of(node: &SliceNode<'_>) -> Option<Self> {
        // Adding zero makes a negative one positive.
        in_pixels(node).map(|[x, y]| Self { x, y: -y + 0.0 })
    }
}

#[derive(Serialize)]
struct NodeData<'g> {
    id: Key<'g>,
    #[serde(flatten)]
    attributes: NodeAttributes<'g>,
}

/// Direction is told by the relation: the format knows of none.
#[derive(Serialize)]
struct EdgeData<'g> {
    id: String,
    source: Key<'g>,
    target: Key<'g>,
    #[serde(flatten)]
    attributes: EdgeAttributes,
}

/// Nodes are called by their keys. Nodes and edges share one room of ids, in which every id stands once.
pub(super) fn write(slice: &Slice<'_>) -> Vec<u8> {
    let nodes = slice.nodes.iter().map(|node| Element {
        data: NodeData { id: node.key, attributes: NodeAttributes::of(node) },
        position: Position::of(node),
    });
    let edges = slice.edges.iter().enumerate().map(|(at, edge)| Element {
        data: EdgeData {
            id: edge_key(at),
            source: edge.source,
            target: edge.target,
            attributes: EdgeAttributes::of(edge),
        },
        position: None,
    });
    let elements = Elements { nodes: nodes.collect(), edges: edges.collect() };
    to_json(&Graph { data: About { focus: slice.focus }, elements })
}

#[cfg(test)]
mod tests {
    use super::super::{
        SliceFormat,
        tests::{pair, written},
    };

    #[test]
    fn a_slice_is_elements() {
        assert_eq!(
            written(&pair(), SliceFormat::Cytoscape),
            concat!(
                r#"{"data":{"focus":"work:W1000"},"elements":{"nodes":["#,
                r#"{"data":{"id":"work:W1000","label":"Work 0","kind":"work","hop":0,"score":1.0,"x":0.0,"y":0.0,"year":2020,"cited_by":0},"position":{"x":0.0,"y":0.0}},"#,
                r#"{"data":{"id":"person:A1000","label":"Person 0","kind":"person","hop":1,"score":0.7500000000000001,"x":-0.9324,"y":0.0,"works_count":1,"cited_by":0},"position":{"x":-932.4,"y":0.0}}],"#,
                r#""edges":[{"data":{"id":"edge:0","source":"person:A1000","target":"work:W1000","relation":"authored","weight":1.0,"draw":true}}]}}"#,
            )
        );
    }
}
