//! The graph that questions are put to, with its search index, made once.

use std::sync::OnceLock;

use scholargraph::Graph;
use scholargraph_search::SearchIndex;
use scholargraph_server::{AppState, Loaded, Options, app};
use scholargraph_testkit::everything;

/// What is asked.
pub(crate) struct Specimen {
    pub(crate) graph: Graph,
    pub(crate) index: SearchIndex,
    pub(crate) router: axum::Router,
    pub(crate) runtime: tokio::runtime::Runtime,
}

pub(crate) fn specimen() -> &'static Specimen {
    static SPECIMEN: OnceLock<Specimen> = OnceLock::new();
    SPECIMEN.get_or_init(|| {
        let graph = everything();
        let index = SearchIndex::build(&graph).unwrap();
        let state = AppState::new(Options { threads: 1, ..Options::default() }).unwrap();
        state.replace(Loaded::new(graph.clone(), index.clone()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        Specimen { graph, index, router: app(state), runtime }
    })
}
