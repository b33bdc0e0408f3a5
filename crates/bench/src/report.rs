//! What was measured, in the shape that other programs read.

use scholargraph::Graph;
use serde::Serialize;

use crate::{Cost, Everybody, Query, Sample};

/// What the core queries cost on a snapshot.
#[derive(Debug, Serialize)]
pub struct Report<'g> {
    /// Id of the snapshot.
    pub snapshot: &'g str,
    /// Works of more people are left out of the stored collaborators, which `two-step` reads; `null` for no limit.
    pub stored_max_authors: Option<u32>,
    /// Query by query.
    pub queries: Vec<QueryCost>,
    /// All at once.
    pub all_collaborators: Everybody,
}

/// What a query costs over a sample, in microseconds; `null` where the sample is empty.
#[derive(Debug, Serialize)]
pub struct QueryCost {
    /// Name of the query.
    pub name: &'static str,
    /// How many were asked about.
    pub n: usize,
    /// Median by the wall.
    pub median_us: f64,
    /// 99th percentile by the wall.
    pub p99_us: f64,
    /// Median of processor time.
    pub cpu_median_us: f64,
    /// 99th percentile of processor time.
    pub cpu_p99_us: f64,
}

impl<'g> Report<'g> {
    /// Measures everything, one after the other; `stage` is called with the name of what comes next, and does it.
    pub fn measure(graph: &'g Graph, sample: &Sample, stage: impl Fn(&'static str, &mut dyn FnMut())) -> Self {
        let mut queries = Vec::new();
        for query in Query::ALL {
            stage(query.name(), &mut || queries.push(QueryCost::new(query, query.cost(graph, sample))));
        }
        let mut all_collaborators = Everybody { people: graph.people().len(), people_per_cpu_second: None };
        stage("all_collaborators", &mut || all_collaborators = Everybody::cost(graph));
        let meta = graph.meta();
        Self { snapshot: &meta.id, stored_max_authors: meta.max_authors, queries, all_collaborators }
    }
}

impl QueryCost {
    fn new(query: Query, cost: Cost) -> Self {
        // Ten nanoseconds are less than any clock here tells.
        let figure = |microseconds: f64| (microseconds * 100.0).round() / 100.0;
        Self {
            name: query.name(),
            n: cost.n,
            median_us: figure(cost.median),
            p99_us: figure(cost.p99),
            cpu_median_us: figure(cost.cpu_median),
            cpu_p99_us: figure(cost.cpu_p99),
        }
    }
}
