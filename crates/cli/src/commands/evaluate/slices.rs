//! `scholargraph evaluate slices`.

use clap::Args;
use scholargraph::backtest::{Selection, SliceOutcome, SliceTest};
use serde::Serialize;

use super::{Common, Shared, part};
use crate::output::{self, Rows};

/// Whom somebody publishes with again: are they in the slice? Beside it, the nodes nearest by steps
///
/// Asked about are people of five works and more at the end of the year, as many of each output as there are, who
/// publish with a former co-author again in the three years after it, on works of at most 25 authors.
#[derive(Args, Debug)]
pub(super) struct Slices {
    /// Nodes of a slice
    #[arg(long, default_value_t = SliceTest::NODES as u32, value_name = "N",
        value_parser = clap::value_parser!(u32).range(2..=1000))]
    nodes: u32,
    /// Ask about at most this many people
    #[arg(long, default_value_t = SliceTest::SAMPLE as u32, value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..=100_000))]
    sample: u32,
    #[command(flatten)]
    common: Common,
}

/// How good slices are in one year.
#[derive(Debug, Serialize)]
struct Figures {
    selection: &'static str,
    year: i16,
    people: usize,
    repeat_recall: f64,
    nodes: f64,
    connected: f64,
    nested: f64,
    edges_per_node: Option<f64>,
    drawn_edges_per_node: Option<f64>,
    crossings: Option<f64>,
}

impl Slices {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open_throughout()?;
        self.common.evaluate(
            shared,
            &loaded,
            "slices",
            &Selection::ALL,
            |&selection, year| {
                let test = SliceTest::at(year).selection(selection).nodes(self.nodes as usize);
                Figures::new(selection, &test.sample(self.sample as usize).run(&loaded.graph))
            },
            Figures::table,
        )
    }
}

impl Figures {
    fn new(selection: Selection, outcome: &SliceOutcome) -> Self {
        Self {
            selection: selection.name(),
            year: outcome.year,
            people: outcome.people,
            repeat_recall: outcome.repeat_recall,
            nodes: outcome.nodes,
            connected: outcome.connected,
            nested: outcome.nested,
            edges_per_node: outcome.edges.map(|edges| edges.per_node),
            drawn_edges_per_node: outcome.edges.map(|edges| edges.drawn_per_node),
            crossings: outcome.edges.map(|edges| edges.crossings),
        }
    }

    fn table(results: &[Self]) -> Rows {
        let mut rows = Rows::new(&[
            "selection",
            "#year",
            "#people",
            "#repeated co-authors kept",
            "#nodes",
            "#connected",
            "#nested",
            "#edges/node",
            "#drawn",
            "#crossings",
        ]);
        for one in results {
            rows.push([
                one.selection.to_owned(),
                one.year.to_string(),
                output::count(one.people),
                part(one.repeat_recall),
                format!("{:.1}", one.nodes),
                part(one.connected),
                part(one.nested),
                figure(one.edges_per_node),
                figure(one.drawn_edges_per_node),
                figure(one.crossings),
            ]);
        }
        rows
    }
}

/// A mean, or a dash where there is none.
fn figure(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |value| format!("{value:.2}"))
}
