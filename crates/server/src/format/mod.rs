//! Slices as files for other programs: JSON in four dialects, GraphML, GEXF, DOT, CSV, lists of references,
//! and pictures.
//!
//! Labels come from strangers. Every writer turns whatever they hold into text of its format: nothing in them is
//! ever markup, a command or a formula.

#[cfg(feature = "community")]
pub(crate) mod atom;
mod bibtex;
mod csv;
mod cytoscape;
mod dot;
mod gexf;
mod graphml;
mod graphology;
mod papers;
mod ris;
mod svg;
mod vosviewer;
mod xml;

use crate::wire::{Slice, SliceNode, to_json};

/// A format in which slices are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SliceFormat {
    /// The API's own.
    #[default]
    Json,
    /// JSON that graphology, and with it sigma.js, imports.
    Graphology,
    /// JSON that Cytoscape.js and Cytoscape read.
    Cytoscape,
    /// XML that Gephi, yEd, Cytoscape, igraph and NetworkX read.
    GraphMl,
    /// XML with typed attributes, Gephi's own.
    Gexf,
    /// Graphviz.
    Dot,
    /// A table, of nodes or of edges.
    Csv(Table),
    /// A picture.
    Svg,
    /// The works as a BibTeX file.
    BibTex,
    /// The works as a RIS file.
    Ris,
    /// JSON that VOSviewer opens.
    VosViewer,
}

/// What a row of a CSV file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Table {
    /// An edge, with the labels of both ends.
    #[default]
    Edges,
    /// A node.
    Nodes,
}

impl SliceFormat {
    /// The names of all formats.
    pub const NAMES: [&'static str; 11] =
        ["json", "graphology", "cytoscape", "graphml", "gexf", "dot", "csv", "svg", "bibtex", "ris", "vosviewer"];

    /// The format called `name`; for CSV, edges.
    ///
    /// ```
    /// use scholargraph_server::format::SliceFormat;
    /// assert_eq!(SliceFormat::from_name("graphml"), Some(SliceFormat::GraphMl));
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "json" => Some(Self::Json),
            "graphology" => Some(Self::Graphology),
            "cytoscape" => Some(Self::Cytoscape),
            "graphml" => Some(Self::GraphMl),
            "gexf" => Some(Self::Gexf),
            "dot" => Some(Self::Dot),
            "csv" => Some(Self::Csv(Table::Edges)),
            "svg" => Some(Self::Svg),
            "bibtex" => Some(Self::BibTex),
            "ris" => Some(Self::Ris),
            "vosviewer" => Some(Self::VosViewer),
            _ => None,
        }
    }

    /// The format that the name of a file shows; for CSV, edges.
    ///
    /// ```
    /// use scholargraph_server::format::SliceFormat;
    /// assert_eq!(SliceFormat::of_file("slice.gexf"), Some(SliceFormat::Gexf));
    /// assert_eq!(SliceFormat::of_file("slice.graphology.json"), Some(SliceFormat::Graphology));
    /// assert_eq!(SliceFormat::of_file("slice.txt"), None);
    /// ```
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        let (stem, extension) = name.rsplit_once('.')?;
        match extension {
            "json" if stem.ends_with(".graphology") => Some(Self::Graphology),
            "json" if stem.ends_with(".cytoscape") => Some(Self::Cytoscape),
            "json" if stem.ends_with(".vosviewer") => Some(Self::VosViewer),
            "bib" => Some(Self::BibTex),
            "cyjs" => Some(Self::Cytoscape),
            extension => Self::from_name(extension),
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Graphology => "graphology",
            Self::Cytoscape => "cytoscape",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Dot => "dot",
            Self::Csv(_) => "csv",
            Self::Svg => "svg",
            Self::BibTex => "bibtex",
            Self::Ris => "ris",
            Self::VosViewer => "vosviewer",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Json | Self::Graphology | Self::Cytoscape | Self::VosViewer => "application/json",
            Self::GraphMl => "application/graphml+xml",
            Self::Gexf => "application/gexf+xml",
            Self::Dot => "text/vnd.graphviz; charset=utf-8",
            Self::Csv(_) => "text/csv; charset=utf-8; header=present",
            Self::Svg => "image/svg+xml",
            Self::BibTex => "application/x-bibtex; charset=utf-8",
            Self::Ris => "application/x-research-info-systems; charset=utf-8",
        }
    }

    /// Is it for another program, rather than to be shown at once?
    #[must_use]
    pub const fn is_kept(self) -> bool {
        !matches!(self, Self::Json | Self::Svg)
    }

    /// What a file of this format is called.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Json => "slice.json",
            Self::Graphology => "slice.graphology.json",
            Self::Cytoscape => "slice.cyjs",
            Self::GraphMl => "slice.graphml",
            Self::Gexf => "slice.gexf",
            Self::Dot => "slice.dot",
            Self::Csv(Table::Edges) => "slice-edges.csv",
            Self::Csv(Table::Nodes) => "slice-nodes.csv",
            Self::Svg => "slice.svg",
            Self::BibTex => "slice.bib",
            Self::Ris => "slice.ris",
            Self::VosViewer => "slice.vosviewer.json",
        }
    }

    /// Writes `slice` in this format.
    #[must_use]
    pub fn write(self, slice: &Slice<'_>) -> Vec<u8> {
        match self {
            Self::Json => to_json(slice),
            Self::Graphology => graphology::write(slice),
            Self::Cytoscape => cytoscape::write(slice),
            Self::GraphMl => graphml::write(slice).into_bytes(),
            Self::Gexf => gexf::write(slice).into_bytes(),
            Self::Dot => dot::write(slice).into_bytes(),
            Self::Csv(Table::Nodes) => csv::nodes(slice).into_bytes(),
            Self::Csv(Table::Edges) => csv::edges(slice).into_bytes(),
            Self::Svg => svg::write(slice).into_bytes(),
            Self::BibTex => bibtex::write(slice).into_bytes(),
            Self::Ris => ris::write(slice).into_bytes(),
            Self::VosViewer => vosviewer::write(slice),
        }
    }
}

impl Table {
    /// The names of both.
    pub const NAMES: [&'static str; 2] = ["edges", "nodes"];

    /// The table called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "edges" => Some(Self::Edges),
            "nodes" => Some(Self::Nodes),
            _ => None,
        }
    }
}

/// Half the width of a map, in the pixels of programs that lay out in pixels.
const PIXELS: f64 = 1000.0;

/// Where a node lies in pixels from the focus, to the right and up, to a tenth.
fn in_pixels(node: &SliceNode<'_>) -> Option<[f64; 2]> {
    let place = |place: f32| (f64::from(place) * PIXELS * 10.0).round() / 10.0;
    node.x.zip(node.y).map(|(x, y)| [place(x), place(y)])
}

/// The word `collaborates`, the one relation without a direction.
const UNDIRECTED: &str = scholargraph::Relation::Collaborates.name();

#[cfg(test)]
mod tests {
    use scholargraph::{BuildOptions, CorpusBuilder, Graph, Node, WorkId, WorkRecord};
    use scholargraph_testkit::{Paper, graph_of};

    use super::*;
    use crate::wire::SliceParams;

    /// The slice around the first work of a graph, in one format.
    pub(super) fn written(graph: &Graph, format: SliceFormat) -> String {
        let params = SliceParams::default();
        String::from_utf8(format.write(&Slice::ask(graph, Node::from(WorkId(0)), &params))).unwrap()
    }

    /// A work and its author.
    pub(super) fn pair() -> Graph {
        let paper = Paper { year: 2020, authors: vec![(0, vec![])], ..Paper::default() };
        graph_of(&[paper], BuildOptions::default())
    }

    /// A work with this title, alone.
    pub(super) fn titled(title: &str) -> Graph {
        let builder = CorpusBuilder::new();
        let mut shard = builder.shard(0);
        let mut record = WorkRecord::new(scholargraph::Key::id("w"));
        record.attributes.title = title.into();
        shard.work(&record);
        shard.close();
        builder.finish(BuildOptions::default()).unwrap().0
    }

    #[test]
    fn formats_know_their_names() {
        for name in SliceFormat::NAMES {
            let format = SliceFormat::from_name(name).unwrap();
            assert_eq!(format.name(), name);
            assert!(SliceFormat::of_file(format.file_name()) == Some(format), "{name}");
        }
        assert_eq!(SliceFormat::from_name("png"), None);
    }
}
