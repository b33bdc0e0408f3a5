//! Slices.

use petgraph::visit::EdgeRef;
use scholargraph::{
    DenseId, Graph, Kind, WorkId, Years,
    layout::{Drawing, Point},
    slice,
};
use serde::{Serialize, Serializer};

use super::{Excluded, Key, Work};
use crate::{expand, text::unmarked};

/// A slice.
#[derive(Debug, Serialize)]
pub struct Slice<'g> {
    /// Key of the focus.
    pub focus: Key<'g>,
    /// What was asked for.
    pub params: Asked<'g>,
    /// The nodes in the order in which they were chosen, the focus first.
    pub nodes: Vec<SliceNode<'g>>,
    /// Every edge of the graph between them.
    pub edges: Vec<SliceEdge<'g>>,
    /// What is near and not shown.
    pub omitted: Omitted,
    /// What was left out whatever the budget.
    pub excluded: Excluded,
    /// What each expansion added; there is no such field without expansions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expansions: Vec<Expansion<'g>>,
    /// Where it is from.
    #[serde(skip)]
    graph: &'g Graph,
    /// Its works, in its order.
    #[serde(skip)]
    works: Vec<WorkId>,
}

/// What an expansion added: so many nodes, which stand behind those that were there before.
#[derive(Debug, Serialize)]
pub struct Expansion<'g> {
    /// Key of the node that was expanded, or added by itself.
    pub key: Key<'g>,
    /// Was it added by itself? There is no such field where it was expanded.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub itself: bool,
    /// How many nodes it added.
    pub added: usize,
}

/// The part of the graph that a slice keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// The people of the focus's community.
    Community,
}

impl Within {
    /// The names of all.
    pub const NAMES: [&'static str; 1] = ["community"];

    /// The part called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        (name == Self::Community.name()).then_some(Self::Community)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Community => Self::NAMES[0],
        }
    }
}

/// Whether a slice comes with a map: a place for every node, and which edges to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// With a map.
    Map,
    /// Without.
    None,
}

impl Layout {
    /// The names of both.
    pub const NAMES: [&'static str; 2] = ["map", "none"];

    /// The layout called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "map" => Some(Self::Map),
            "none" => Some(Self::None),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::None => "none",
        }
    }
}

/// What a slice is asked for; `null` where nothing was said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
    /// Only nodes of this part of the graph.
    #[serde(serialize_with = "within_name")]
    pub within: Option<Within>,
    /// Only works from this year on.
    pub from: Option<i16>,
    /// Only works up to this year.
    pub to: Option<i16>,
    /// Only works of at most so many authors.
    pub max_authors: Option<u32>,
    /// Ages are counted from this year.
    pub reference_year: Option<i16>,
    /// With a map? Where nothing was said, `walk` slices have one and `nearest` slices, made for speed, have none.
    #[serde(serialize_with = "layout_name")]
    pub layout: Option<Layout>,
    /// What to grow by, one after the other.
    #[serde(skip)]
    pub growth: Vec<slice::Growth>,
}

/// What a slice was asked for, with what it was to grow by.
#[derive(Debug, Serialize)]
pub struct Asked<'g> {
    /// All but the expansions.
    #[serde(flatten)]
    pub params: SliceParams,
    /// Keys of the nodes that were expanded, one after the other, with `add:` before those that were added.
    pub expand: Vec<GrowthStep<'g>>,
}

/// A step of growth, as it was asked for.
#[derive(Debug)]
pub struct GrowthStep<'g> {
    key: Key<'g>,
    itself: bool,
}

impl<'g> GrowthStep<'g> {
    fn new(graph: &'g Graph, growth: slice::Growth) -> Self {
        Self { key: Key::new(graph, growth.node()), itself: is_itself(growth) }
    }
}

impl Serialize for GrowthStep<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}{}", if self.itself { expand::ADD } else { "" }, self.key))
    }
}

const fn is_itself(growth: slice::Growth) -> bool {
    matches!(growth, slice::Growth::Itself(_))
}

fn within_name<S: Serializer>(within: &Option<Within>, serializer: S) -> Result<S::Ok, S::Error> {
    within.map(Within::name).serialize(serializer)
}

fn select_name<S: Serializer>(select: &slice::Select, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(select.name())
}

fn layout_name<S: Serializer>(layout: &Option<Layout>, serializer: S) -> Result<S::Ok, S::Error> {
    layout.map(Layout::name).serialize(serializer)
}

impl SliceParams {
    /// The question for the slice around `focus`.
    pub fn slicer(&self, focus: impl Into<scholargraph::Node>) -> slice::Slicer {
        let years = Years { from: self.from, to: self.to };
        let mut slicer = slice::Slicer::of(focus).select(self.select).years(years).max_authors(self.max_authors);
        slicer = slicer.reference_year(self.reference_year);
        if self.within == Some(Within::Community) {
            slicer = slicer.of_community();
        }
        if let Some(nodes) = self.nodes {
            slicer = slicer.nodes(nodes);
        }
        if let Some(depth) = self.depth {
            slicer = slicer.depth(depth);
        }
        let caps = [self.works, self.people, self.topics, self.institutions];
        let given = Kind::ALL.into_iter().zip(caps).filter_map(|(kind, cap)| Some((kind, cap?)));
        let slicer = given.fold(slicer, |slicer, (kind, cap)| slicer.cap(kind, cap));
        self.growth.iter().fold(slicer, |slicer, &step| slicer.grow(step))
    }

    /// The map of `slice`, if it is to have one.
    #[must_use]
    pub fn drawing(&self, slice: &slice::Slice) -> Option<Drawing> {
        (self.effective_layout() == Layout::Map).then(|| Drawing::of(slice))
    }

    fn effective_layout(&self) -> Layout {
        self.layout.unwrap_or(match self.select {
            slice::Select::Walk => Layout::Map,
            slice::Select::Nearest => Layout::None,
        })
    }

    /// What was asked for, with what is meant where nothing was said.
    fn effective<'g>(&self, graph: &'g Graph) -> Asked<'g> {
        let mut params = self.clone();
        if self.select == slice::Select::Walk {
            params.nodes = self.nodes.or(Some(slice::Slicer::NODES));
        }
        params.layout = Some(self.effective_layout());
        Asked { params, expand: self.growth.iter().map(|&step| GrowthStep::new(graph, step)).collect() }
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
    /// The label as people should read it; there is no such field where the label is that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Steps from the focus.
    pub hop: u32,
    /// What it was chosen for, at least 0; the focus has 1, and a hub that a walk visits more often may have more.
    pub score: f64,
    /// To the right of the focus, −1 to 1; there is no such field without a map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x: Option<f32>,
    /// Up from the focus, −1 to 1; there is no such field without a map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y: Option<f32>,
    /// Year of a work, where known.
    pub year: Option<i16>,
    /// Works of a person, a topic, an institution; `null` for a work.
    pub works_count: Option<usize>,
    /// Citations according to the source; `null` for a topic.
    pub cited_by: Option<u32>,
    /// The community of a person; there is no such field where they have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub community: Option<u32>,
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
    /// Is it drawn on the map? There is no such field without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draw: Option<bool>,
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
    /// Asks for the slice around `focus` and writes it down.
    #[must_use]
    pub fn ask(graph: &'g Graph, focus: impl Into<scholargraph::Node>, params: &SliceParams) -> Self {
        Self::new(graph, &params.slicer(focus).run(graph), params)
    }

    /// Writes down `slice`, which `params` asked for, with its map, if that is asked for, too.
    #[must_use]
    pub fn new(graph: &'g Graph, slice: &slice::Slice, params: &SliceParams) -> Self {
        let drawing = params.drawing(slice);
        let drawing = drawing.as_ref();
        let nodes = SliceNode::all(graph, slice, drawing);
        let edges = slice.graph.edge_references().map(|edge| SliceEdge {
            source: nodes[edge.source().index()].key,
            target: nodes[edge.target().index()].key,
            relation: edge.weight().relation.name(),
            weight: edge.weight().weight,
            draw: drawing.map(|drawing| drawing.drawn[edge.id().index()]),
        });
        Self {
            focus: Key::new(graph, slice.focus),
            params: params.effective(graph),
            edges: edges.collect(),
            nodes,
            omitted: Omitted::new(slice.omitted),
            excluded: Excluded { works_over_author_limit: slice.works_over_author_limit },
            expansions: slice.expansions.iter().map(|expansion| Expansion::new(graph, expansion)).collect(),
            graph,
            works: slice.graph.node_weights().filter_map(|node| work(node.node)).collect(),
        }
    }

    /// Its works with their bylines and identifiers, which no node of a slice tells.
    pub fn works(&self) -> impl Iterator<Item = Work<'g>> {
        self.works.iter().map(|&work| Work::new(self.graph, work))
    }
}

fn work(node: scholargraph::Node) -> Option<WorkId> {
    if let scholargraph::Node::Work(work) = node { Some(work) } else { None }
}

impl<'g> Expansion<'g> {
    fn new(graph: &'g Graph, expansion: &slice::Expansion) -> Self {
        let added = expansion.added.as_ref().map_or(0, ExactSizeIterator::len);
        let growth = expansion.growth;
        Self { key: Key::new(graph, growth.node()), itself: is_itself(growth), added }
    }
}

impl<'g> SliceNode<'g> {
    /// The nodes of `slice`, column by column: every value is a walk to memory, and short loops wait for many at once.
    fn all(graph: &'g Graph, slice: &slice::Slice, drawing: Option<&Drawing>) -> Vec<Self> {
        let nodes = || slice.graph.node_weights();
        let keys: Vec<Key<'g>> = nodes().map(|node| Key::new(graph, node.node)).collect();
        let labels: Vec<&str> = nodes().map(|node| graph.label(node.node)).collect();
        let numbers: Vec<_> = nodes().map(|node| numbers(graph, node.node)).collect();
        let points = (0..).map(|at| drawing.map(|drawing| drawing.points[at]));
        let columns = nodes().zip(points).zip(keys).zip(labels).zip(numbers);
        let node = |((((node, point), key), label), (year, works_count, cited_by, community)): Columns<'_, 'g>| Self {
            key,
            kind: key.kind.name(),
            id: key.id,
            label,
            name: unmarked(label),
            hop: node.hop,
            score: node.score,
            x: point.map(|point| point.x),
            y: point.map(|point| point.y),
            year,
            works_count,
            cited_by,
            community,
        };
        columns.map(node).collect()
    }
}

/// What is known of a node, one column after the other.
type Columns<'s, 'g> = ((((&'s slice::SliceNode, Option<Point>), Key<'g>), &'g str), Numbers);
/// Year, works, citations and community of a node, as far as its kind has them.
type Numbers = (Option<i16>, Option<usize>, Option<u32>, Option<u32>);

fn numbers(graph: &Graph, node: scholargraph::Node) -> Numbers {
    use scholargraph::Node;
    let row = node.index();
    match node {
        Node::Work(id) => (graph.year(id), None, Some(graph.works().cited_by_count.at(id.index())), None),
        Node::Person(id) => {
            let community = if graph.communities() > 0 { graph.community_of(id) } else { None };
            (None, Some(graph.works_of(id).len()), Some(graph.people().cited_by_count.at(row)), community)
        }
        Node::Topic(_) => (None, Some(graph.topic_relations().works.degree(row)), None, None),
        Node::Institution(_) => {
            let works = graph.institution_relations().works.degree(row);
            (None, Some(works), Some(graph.institutions().cited_by_count.at(row)), None)
        }
    }
}

impl Omitted {
    fn new(counts: slice::Counts) -> Self {
        Self { work: counts.work, person: counts.person, topic: counts.topic, institution: counts.institution }
    }
}
