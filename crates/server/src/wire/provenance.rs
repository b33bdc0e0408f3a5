//! Which source said what of a node.

use scholargraph::Graph;
use serde::Serialize;

use super::stated;

/// What sources say of a node.
#[derive(Debug, Serialize)]
pub struct Provenance<'g> {
    /// The sources that know it, the one that is heard first first.
    pub sources: Vec<KnownBy<'g>>,
    /// What another source says than the one that is heard first, or says otherwise.
    pub attributes: Vec<SaidBy<'g>>,
}

/// A source that knows a node.
#[derive(Debug, Serialize)]
pub struct KnownBy<'g> {
    /// The source.
    pub source: Option<&'g str>,
    /// What it calls the node: its own id, or a name.
    pub id: &'g str,
}

/// An attribute as a source says it.
#[derive(Debug, Serialize)]
pub struct SaidBy<'g> {
    /// Which.
    pub attribute: &'g str,
    /// The source.
    pub source: Option<&'g str>,
    /// What it says, the beginning of long texts; `null` for what is no attribute, such as the byline.
    pub value: Option<&'g str>,
    /// Is that what the graph has?
    pub in_force: bool,
}

impl<'g> Provenance<'g> {
    /// Of `node`; `None` in a graph of one source.
    #[must_use]
    pub fn new(graph: &'g Graph, node: scholargraph::Node) -> Option<Self> {
        let (known, said): (Vec<_>, Vec<_>) = graph.provenance(node).partition(|said| said.attribute.is_empty());
        let sources = known.into_iter().map(|said| KnownBy { source: stated(said.source), id: said.value }).collect();
        let attributes = said.into_iter().map(|said| SaidBy {
            attribute: said.attribute,
            source: stated(said.source),
            value: stated(said.value),
            in_force: said.in_force,
        });
        let provenance = Self { sources, attributes: attributes.collect() };
        (!provenance.sources.is_empty()).then_some(provenance)
    }
}
