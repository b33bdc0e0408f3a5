//! What Cytoscape.js takes as `elements` and writes with `cy.json()`, <https://js.cytoscape.org/#notation/elements-json>.

use serde::Serialize;

use super::graphology::{EdgeAttributes, NodeAttributes, edge_key};
use crate::wire::{Key, Slice, to_json};

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
    let nodes = slice.nodes.iter().map(|node| NodeData { id: node.key, attributes: NodeAttributes::of(node) });
    let edges = slice.edges.iter().enumerate().map(|(at, edge)| EdgeData {
        id: edge_key(at),
        source: edge.source,
        target: edge.target,
        attributes: EdgeAttributes::of(edge),
    });
    let elements = Elements {
        nodes: nodes.map(|data| Element { data }).collect(),
        edges: edges.map(|data| Element { data }).collect(),
    };
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
                r#"{"data":{"id":"work:W1000","label":"Work 0","kind":"work","hop":0,"score":1.0,"year":2020,"cited_by":0}},"#,
                r#"{"data":{"id":"person:A1000","label":"Person 0","kind":"person","hop":1,"score":0.7499941335996598,"works_count":1,"cited_by":0}}],"#,
                r#""edges":[{"data":{"id":"edge:0","source":"person:A1000","target":"work:W1000","relation":"authored","weight":1.0}}]}}"#,
            )
        );
    }
}
