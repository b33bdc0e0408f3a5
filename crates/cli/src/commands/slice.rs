//! `scholargraph slice`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use scholargraph::{
    Graph, Kind, Node,
    slice::{Growth, Select},
};
use scholargraph_server::{
    expand,
    format::{SliceFormat, Table},
    wire::{self, Layout, Within},
};

use super::Shared;
use crate::{
    exit::Usage,
    output::{self, Rows},
    values::{self, Limit},
};

const EXAMPLES: &str = "\
Examples:
  scholargraph slice xiaoyao-liang                                 the 50 best nodes around somebody
  scholargraph slice topic:cs.CV --nodes 20 --works 5 --json
  scholargraph -g graph slice A5038431304 --select nearest --format graphml -o slice.graphml
  scholargraph slice xiaoyao-liang -o slice.gexf                   a file for Gephi
  scholargraph slice xiaoyao-liang --expand person:li-jiang -o slice.svg   a picture, somebody's neighbours added
  scholargraph -g graph slice A5038431304 --from 2020 --format dot | neato -Tpdf > slice.pdf";

/// The best nodes around a focus, connected, with every edge between them
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Slice {
    /// The focus: id, key (`person:…`) or any other identifier, of any kind
    id: String,
    /// Only a focus of this kind: work, person, topic, institution
    #[arg(long, value_parser = values::kind)]
    kind: Option<Kind>,
    /// How many nodes, the focus included; 50 unless `--select nearest`
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    nodes: Option<u32>,
    /// At most this many works
    #[arg(long, value_name = "N")]
    works: Option<usize>,
    /// At most this many people
    #[arg(long, value_name = "N")]
    people: Option<usize>,
    /// At most this many topics
    #[arg(long, value_name = "N")]
    topics: Option<usize>,
    /// At most this many institutions
    #[arg(long, value_name = "N")]
    institutions: Option<usize>,
    /// Only nodes within so many steps of the focus
    #[arg(long, value_name = "D", value_parser = clap::value_parser!(u8).range(0..=4))]
    depth: Option<u8>,
    /// walk (a balanced picture of the present) or nearest (the focus's own neighbours by plain counts)
    #[arg(long, default_value = "walk", value_parser = values::select)]
    select: Select,
    /// Only works from this year on
    #[arg(long, value_name = "YEAR")]
    from: Option<i16>,
    /// Only works up to this year
    #[arg(long, value_name = "YEAR")]
    to: Option<i16>,
    /// Leave out works with more authors, or `none`
    #[arg(long, default_value_t = Limit(None), value_name = "N")]
    max_authors: Limit,
    /// community: only people of the focus's community
    #[arg(long, value_parser = values::within, value_name = "community")]
    within: Option<Within>,
    /// Count ages from this year, instead of the newest in the corpus or that of --to
    #[arg(long, value_name = "YEAR")]
    reference_year: Option<i16>,
    /// Add the best of what surrounds these, too: keys of nodes in the slice, with commas between them or one option
    /// for each, in this order; `add:` before a key adds that node alone, which must touch what is there
    #[arg(long, value_name = "KEYS")]
    expand: Vec<String>,
    /// map (places, and which edges to draw) or none; map unless `--select nearest`
    #[arg(long, value_parser = values::layout)]
    layout: Option<Layout>,
    /// Print in this format instead of a table
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// What a row of CSV is
    #[arg(long, value_enum, default_value_t = CsvTable::Edges)]
    table: CsvTable,
    /// Write to this file, whole or not at all
    #[arg(short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Json,
    Graphology,
    Cytoscape,
    Graphml,
    Gexf,
    Dot,
    Csv,
    Svg,
    Bibtex,
    Ris,
    Vosviewer,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CsvTable {
    Edges,
    Nodes,
}

impl Slice {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let format = self.chosen_format(shared)?;
        let loaded = shared.open()?;
        let focus = loaded.node(self.kind, &self.id)?;
        let params = self.params(format, &loaded.graph)?;
        self.belongs(&loaded.graph, focus)?;
        let slice = params.slicer(focus).run(&loaded.graph);
        if let Some(key) = expand::not_shown(&loaded.graph, &slice) {
            return Err(
                Usage(format!("--expand {key}: it is not in the slice by then, or touches nothing there")).into()
            );
        }
        let slice = wire::Slice::new(&loaded.graph, &slice, &params);
        match (format, &self.output) {
            (Some(format), Some(path)) => Ok(output::file(path, &format.write(&slice))?),
            (Some(format), None) => Ok(output::write(&format.write(&slice))?),
            (None, _) => Ok(output::say(&text(&slice))?),
        }
    }

    /// The format asked for, by option or by the name of the file; none for a table on the terminal.
    fn chosen_format(&self, shared: &Shared) -> Result<Option<SliceFormat>, Usage> {
        let table = match self.table {
            CsvTable::Edges => Table::Edges,
            CsvTable::Nodes => Table::Nodes,
        };
        let name = self.output.as_ref().and_then(|path| path.file_name()).and_then(|name| name.to_str());
        match (self.format, name.and_then(SliceFormat::of_file)) {
            (Some(Format::Json), _) => Ok(Some(SliceFormat::Json)),
            (Some(Format::Graphology), _) => Ok(Some(SliceFormat::Graphology)),
            (Some(Format::Cytoscape), _) => Ok(Some(SliceFormat::Cytoscape)),
            (Some(Format::Graphml), _) => Ok(Some(SliceFormat::GraphMl)),
            (Some(Format::Gexf), _) => Ok(Some(SliceFormat::Gexf)),
            (Some(Format::Dot), _) => Ok(Some(SliceFormat::Dot)),
            (Some(Format::Svg), _) => Ok(Some(SliceFormat::Svg)),
            (Some(Format::Bibtex), _) => Ok(Some(SliceFormat::BibTex)),
            (Some(Format::Ris), _) => Ok(Some(SliceFormat::Ris)),
            (Some(Format::Vosviewer), _) => Ok(Some(SliceFormat::VosViewer)),
            (Some(Format::Csv), _) => Ok(Some(SliceFormat::Csv(table))),
            (None, _) if shared.json => Ok(Some(SliceFormat::Json)),
            (None, _) if self.output.is_none() => Ok(None),
            (None, Some(SliceFormat::Csv(_))) => Ok(Some(SliceFormat::Csv(table))),
            (None, Some(format)) => Ok(Some(format)),
            (None, None) => {
                let names = SliceFormat::NAMES.join(", ");
                Err(Usage(format!("-o needs --format ({names}) or a file name that shows it")))
            }
        }
    }

    fn params(&self, format: Option<SliceFormat>, graph: &Graph) -> Result<wire::SliceParams, Usage> {
        Ok(wire::SliceParams {
            select: self.select,
            nodes: self.nodes.map(|nodes| nodes as usize),
            depth: self.depth,
            works: self.works,
            people: self.people,
            topics: self.topics,
            institutions: self.institutions,
            within: self.within,
            from: self.from,
            to: self.to,
            max_authors: self.max_authors.0,
            reference_year: self.reference_year,
            layout: self.layout(format)?,
            growth: self.growth(graph)?,
        })
    }

    /// Refuses to keep to the community of something that has none.
    fn belongs(&self, graph: &Graph, focus: Node) -> Result<(), Usage> {
        let community = if let Node::Person(person) = focus { graph.community_of(person) } else { None };
        match (self.within, community) {
            (Some(Within::Community), None) => {
                Err(Usage(format!("--within community: {} belongs to no community", graph.key(focus))))
            }
            _ => Ok(()),
        }
    }

    /// The layout asked for; a picture has one, a table none.
    fn layout(&self, format: Option<SliceFormat>) -> Result<Option<Layout>, Usage> {
        match (format, self.layout) {
            (Some(SliceFormat::Svg), Some(Layout::None)) => Err(Usage("a picture (svg) needs --layout map".into())),
            (Some(SliceFormat::Svg), _) => Ok(Some(Layout::Map)),
            (None, _) => Ok(Some(Layout::None)),
            (Some(_), layout) => Ok(layout),
        }
    }

    fn growth(&self, graph: &Graph) -> Result<Vec<Growth>, Usage> {
        let mut steps = Vec::new();
        for text in &self.expand {
            let unknown = |key| Usage(format!("--expand {key}: no node has this key or id"));
            steps.extend(expand::growth(graph, text).map_err(unknown)?);
        }
        Ok(steps)
    }
}

fn text(slice: &wire::Slice<'_>) -> String {
    let mut rows = Rows::new(&["key", "#hop", "#score", "#year", "name"]);
    for node in &slice.nodes {
        let year = node.year.map(|year| year.to_string()).unwrap_or_default();
        rows.push([&node.key.to_string(), &node.hop.to_string(), &format!("{:.4}", node.score), &year, node.label]);
    }
    let omitted = &slice.omitted;
    let excluded = match slice.excluded.works_over_author_limit {
        0 => String::new(),
        works => format!("; {works} works of more authors than --max-authors left out"),
    };
    format!(
        "{} around {}\n{rows}\n\n{} nodes, {} edges; not shown: {} works, {} people, {} topics, {} institutions{excluded}",
        output::heading("Slice"),
        slice.focus,
        slice.nodes.len(),
        slice.edges.len(),
        omitted.work,
        omitted.person,
        omitted.topic,
        omitted.institution,
    )
}
