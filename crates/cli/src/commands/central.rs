//! `scholargraph central`.

use clap::{Args, ValueEnum};
use scholargraph::{
    DenseId, Graph, PersonId, WorkId,
    centrality::{CitationIndices, PageRank, citations_of},
};
use serde::Serialize;

use super::Shared;
use crate::{
    exit::Usage,
    output::{self, Rows},
};

const EXAMPLES: &str = "\
Examples:
  scholargraph -g graph central people                          by PageRank over collaborations
  scholargraph -g graph central works --limit 50                by PageRank over citations
  scholargraph -g graph central people --measure h-index --json";

/// Who and what stands in the middle of the whole graph: people or works by PageRank or citations
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Central {
    /// Of which kind
    #[arg(value_enum)]
    of: Of,
    /// By which number; h-index and g-index are people's
    #[arg(long, value_enum, default_value_t = Measure::Pagerank)]
    measure: Measure,
    /// At most this many
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Of {
    People,
    Works,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Measure {
    /// How often a walk along collaborations, or citations, that now and then starts over anywhere is there
    Pagerank,
    /// How often a work is cited, or all works of a person are
    Citations,
    /// So many works are cited at least as often each
    HIndex,
    /// So many works are cited at least as often on average
    GIndex,
}

/// The most central nodes.
#[derive(Debug, Serialize)]
struct Ranking<'g> {
    kind: &'static str,
    measure: String,
    total: usize,
    nodes: Vec<Ranked<'g>>,
}

#[derive(Debug, Serialize)]
struct Ranked<'g> {
    id: &'g str,
    label: &'g str,
    rank: usize,
    score: f64,
}

impl Central {
    pub(super) fn run(&self, shared: &Shared) -> anyhow::Result<()> {
        let loaded = shared.open_throughout()?;
        let ranking = self.ranking(&loaded.graph)?;
        if shared.json { Ok(output::json(&ranking)?) } else { Ok(output::say(&ranking.text())?) }
    }

    fn ranking<'g>(&self, graph: &'g Graph) -> Result<Ranking<'g>, Usage> {
        let of_works =
            |count: fn(&CitationIndices) -> u32| move |person| f64::from(count(&CitationIndices::of(graph, person)));
        let cited = |work| u64::from(citations_of(graph, work));
        Ok(match (self.of, self.measure) {
            (Of::People, Measure::Pagerank) => {
                let ranks = PageRank::new().people(graph).scores;
                self.ranked(graph, |person: PersonId| ranks[person.index()])
            }
            (Of::People, Measure::Citations) => {
                self.ranked(graph, |person| graph.works_of(person).iter().map(|&work| cited(work)).sum::<u64>() as f64)
            }
            (Of::People, Measure::HIndex) => self.ranked(graph, of_works(|indices| indices.h_index)),
            (Of::People, Measure::GIndex) => self.ranked(graph, of_works(|indices| indices.g_index)),
            (Of::Works, Measure::Pagerank) => {
                let ranks = PageRank::new().works(graph).scores;
                self.ranked(graph, |work: WorkId| ranks[work.index()])
            }
            (Of::Works, Measure::Citations) => self.ranked(graph, |work| cited(work) as f64),
            (Of::Works, _) => {
                return Err(Usage("works have no h-index and no g-index: they go with people".to_owned()));
            }
        })
    }

    /// The nodes of the highest score, ties by id.
    fn ranked<'g, T: DenseId>(&self, graph: &'g Graph, score: impl Fn(T) -> f64) -> Ranking<'g> {
        let mut nodes: Vec<(f64, T)> = graph.nodes::<T>().map(|node| (score(node), node)).collect();
        nodes.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let total = nodes.len();
        let listed = (1..).zip(nodes).take(self.limit);
        let listed =
            listed.map(|(rank, (score, node))| Ranked { id: graph.id(node), label: graph.label(node), rank, score });
        let measure = self.measure.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        Ranking { kind: T::KIND.name(), measure, total, nodes: listed.collect() }
    }
}

impl Ranking<'_> {
    fn text(&self) -> String {
        let mut rows = Rows::new(&["#rank", "name", "id", "#score"]);
        for node in &self.nodes {
            let score =
                if self.measure == "pagerank" { format!("{:.3e}", node.score) } else { format!("{}", node.score) };
            rows.push([node.rank.to_string().as_str(), node.label, node.id, &score]);
        }
        let heading = output::heading(&format!("Most central: {} by {}", self.kind, self.measure));
        format!("{heading}\n{rows}\n\n{} of {} shown", self.nodes.len(), output::count(self.total))
    }
}
