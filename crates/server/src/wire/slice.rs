//! Slices.

use petgraph::visit::EdgeRef;
use scholargraph::{DenseId, Graph, Kind, Years, slice};
use serde::Serialize;

use super::Key;

/// A slice.
#[derive(Debug, Serialize)]
pub struct Slice<'g> {
    /// Key of the focus.
    pub focus: Key<'g>,
    /// What was asked for.
    pub params: SliceParams,
    /// The nodes in the order in which they were chosen, the focus first.
    pub nodes: Vec<SliceNode<'g>>,
    /// Every edge of the graph between them.
    pub edges: Vec<SliceEdge<'g>>,
    /// What is near and not shown.
    pub omitted: Omitted,
}

/// What a slice is asked for; `null` where nothing was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SliceParams {
    /// How the nodes are chosen.
    #[serde(serialize_with = "select_name")]
    pub select: slice::Select,
    /// At most so many nodes, the focus included.
    pub nodes: Option<usize>,
    /// Only nodes within so many steps.
    pub depth: Option<u8>,
    /// At most so many works.
    pub works: Option<usize>,
    /// At most so many people.
    pub people: Option<usize>,
    /// At most so many topics.
    pub topics: Option<usize>,
    /// At most so many institutions.
    pub institutions: Option<usize>,
    /// Only works from this year on.
    pub from: Option<i16>,
    /// Only works up to this year.
    pub to: Option<i16>,
}

fn select_name<S: serde::Serializer>(select: &slice::Select, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(select.name())
}

impl SliceParams {
    /// The question for the slice around `focus`.
    pub fn slicer(&self, focus: impl Into<scholargraph::Node>) -> slice::Slicer {
        let years = Years { from: self.from, to: self.to };
        let mut slicer = slice::Slicer::of(focus).select(self.select).years(years);
        if let Some(nodes) = self.nodes {
            slicer = slicer.nodes(nodes);
        }
        if let Some(depth) = self.depth {
            slicer = slicer.depth(depth);
        }
        let caps = [self.works, self.people, self.topics, self.institutions];
        let given = Kind::ALL.into_iter().zip(caps).filter_map(|(kind, cap)| Some((kind, cap?)));
        given.fold(slicer, |slicer, (kind, cap)| slicer.cap(kind, cap))
    }

    /// The same, with the number of nodes that is meant where none was given.
    fn effective(mut self) -> Self {
        if self.select == slice::Select::Walk {
            self.nodes = self.nodes.or(Some(slice::Slicer::NODES));
        }
        self
    }
}

/// A node of a slice.
#[derive(Debug, Serialize)]
pub struct SliceNode<'g> {
    /// Its key, unique in the graph.
    pub key: Key<'g>,
    /// Its kind.
    pub kind: &'static str,
    /// Its id, unique within its kind.
    pub id: &'g str,
    /// Its name or title.
    pub label: &'g str,
    /// Steps from the focus.
    pub hop: u32,
    /// What it was chosen for, at least 0; the focus has 1, and a hub that a walk visits more often may have more.
    pub score: f64,
    /// Year of a work, where known.
    pub year: Option<i16>,
    /// Works of a person, a topic, an institution; `null` for a work.
    pub works_count: Option<usize>,
    /// Citations according to the source; `null` for a topic.
    pub cited_by: Option<u32>,
}

/// An edge of a slice.
#[derive(Debug, Serialize)]
pub struct SliceEdge<'g> {
    /// Key of the node it leads from.
    pub source: Key<'g>,
    /// Key of the node it leads to.
    pub target: Key<'g>,
    /// The relation it belongs to.
    pub relation: &'static str,
    /// How strong it is.
    pub weight: f32,
}

/// Nodes that are near and not shown, by kind.
#[derive(Debug, Serialize)]
pub struct Omitted {
    /// Works.
    pub work: usize,
    /// People.
    pub person: usize,
    /// Topics.
    pub topic: usize,
    /// Institutions.
    pub institution: usize,
}

impl<'g> Slice<'g> {
    /// Writes down `slice`, which `params` asked for.
    #[must_use]
    pub fn new(graph: &'g Graph, slice: &slice::Slice, params: &SliceParams) -> Self {
        let nodes = SliceNode::all(graph, slice);
        let edges = slice.graph.edge_references().map(|edge| SliceEdge {
            source: nodes[edge.source().index()].key,
            target: nodes[edge.target().index()].key,
            relation: edge.weight().relation.name(),
            weight: edge.weight().weight,
        });
        Self {
            focus: Key::new(graph, slice.focus),
            params: params.effective(),
            edges: edges.collect(),
            nodes,
            omitted: Omitted::new(slice.omitted),
        }
    }
}

impl<'g> SliceNode<'g> {
    /// The nodes of `slice`, column by column: every value is a walk to memory, and short loops wait for many at once.
    fn all(graph: &'g Graph, slice: &slice::Slice) -> Vec<Self> {
        let nodes = || slice.graph.node_weights();
        let keys: Vec<Key<'g>> = nodes().map(|node| Key::new(graph, node.node)).collect();
        let labels: Vec<&str> = nodes().map(|node| graph.label(node.node)).collect();
        let numbers: Vec<_> = nodes().map(|node| numbers(graph, node.node)).collect();
        let columns = nodes().zip(keys).zip(labels).zip(numbers);
        let node =
            |(((node, key), label), (year, works_count, cited_by)): (((&slice::SliceNode, Key<'g>), _), _)| Self {
                key,
                kind: key.kind.name(),
                id: key.id,
                label,
                hop: node.hop,
                score: node.score,
                year,
                works_count,
                cited_by,
            };
        columns.map(node).collect()
    }
}

/// Year, works and citations of a node, as far as its kind has them.
fn numbers(graph: &Graph, node: scholargraph::Node) -> (Option<i16>, Option<usize>, Option<u32>) {
    use scholargraph::Node;
    let row = node.index();
    match node {
        Node::Work(id) => (graph.year(id), None, Some(graph.works().cited_by_count.at(id.index()))),
        Node::Person(id) => (None, Some(graph.works_of(id).len()), Some(graph.people().cited_by_count.at(row))),
        Node::Topic(_) => (None, Some(graph.topic_relations().works.degree(row)), None),
        Node::Institution(_) => {
            let works = graph.institution_relations().works.degree(row);
            (None, Some(works), Some(graph.institutions().cited_by_count.at(row)))
        }
    }
}

impl Omitted {
    fn new(counts: slice::Counts) -> Self {
        Self { work: counts.work, person: counts.person, topic: counts.topic, institution: counts.institution }
    }
}
