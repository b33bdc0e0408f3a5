//! How nodes are named.

use std::fmt;

use scholargraph::{Graph, Kind, Node};
use serde::{Serialize, Serializer};

/// A node by id and label.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Named<'g> {
    /// Its id, unique within its kind.
    pub id: &'g str,
    /// Its name or title, as its source has it.
    pub label: &'g str,
}

impl<'g> Named<'g> {
    /// Names `node`.
    #[must_use]
    pub fn new(graph: &'g Graph, node: impl Into<Node>) -> Self {
        let node = node.into();
        Self { id: graph.id(node), label: graph.label(node) }
    }
}

/// A node by key, `kind:id`, unique in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key<'g> {
    /// Its kind.
    pub kind: Kind,
    /// Its id, unique within its kind.
    pub id: &'g str,
}

impl<'g> Key<'g> {
    /// The key of `node`.
    #[must_use]
    pub fn new(graph: &'g Graph, node: Node) -> Self {
        Self { kind: node.kind(), id: graph.id(node) }
    }
}

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.id)
    }
}

impl Serialize for Key<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A slice writes a thousand keys: putting the parts together is several times cheaper than formatting them.
        serializer.serialize_str(&[self.kind.name(), ":", self.id].concat())
    }
}
