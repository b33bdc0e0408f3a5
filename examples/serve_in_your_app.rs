//! Mounts the server in an axum program of your own, beside an address that the server does not have.
//!
//! An editor looks for reviewers. Who has written with an author must not review their work, so the program adds one
//! address for that question and nests everything else under `/graph`.
//!
//! ```text
//! $ cargo run --example serve_in_your_app
//! serving http://127.0.0.1:3000 until Ctrl-C
//! $ curl http://127.0.0.1:3000/may-review/mark-newman/jon-kleinberg
//! {"steps":3,"may_review":true}
//! $ curl http://127.0.0.1:3000/may-review/mark-newman/brian-karrer
//! {"steps":1,"may_review":false}
//! $ curl http://127.0.0.1:3000/graph/readyz
//! ready
//! ```
//!
//! Name another address to serve it there; port 0 is any that is free.

#![expect(clippy::print_stdout, reason = "what an example prints is its result")]

use std::env;

use anyhow::Result;
use axum::{
    Json, Router,
    extract::{Path, State},
    routing::get,
};
use scholargraph::{DenseId, Graph, Kind, NotFound, PersonId, path::distance};
use scholargraph_import::{Format, Import, SourceSpec};
use scholargraph_search::SearchIndex;
use scholargraph_server::{AppState, Loaded, Problem, app};
use serde::Serialize;
use tokio::{net::TcpListener, signal};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/sample/*.jsonl");

/// Whoever shares a work with more people than this need not know them all.
const MAX_AUTHORS: u32 = 50;

#[tokio::main]
async fn main() -> Result<()> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let state = AppState::serving(load()?)?;
    let listener = TcpListener::bind(&address).await?;
    println!("serving http://{} until Ctrl-C", listener.local_addr()?);
    // Graceful: takes no new connections, finishes the answers under way, and returns.
    axum::serve(listener, program(state)).with_graceful_shutdown(interrupted()).await?;
    println!("stopped");
    Ok(())
}

/// The router is a function, so that tests can ask it without a network.
fn program(state: AppState) -> Router {
    Router::new()
        .route("/may-review/{reviewer}/{author}", get(may_review))
        .with_state(state.clone())
        .nest("/graph", app(state))
}

fn load() -> Result<Loaded> {
    let (graph, _) = Import::new([SourceSpec::new(Format::OpenAlex, SAMPLE)]).build(Default::default())?;
    let index = SearchIndex::build(&graph)?;
    Ok(Loaded::new(graph, index))
}

async fn interrupted() {
    // Where the signal cannot be listened for, the program is not stopped at once but by other means.
    if signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

#[derive(Serialize)]
struct Review {
    /// How many steps of shared works the two are apart.
    steps: Option<u32>,
    may_review: bool,
}

/// `run` asks on the server's own threads and within its bounds, so that your addresses and its own share one queue.
/// A `Problem` is an answer in the same form as the server's.
async fn may_review(
    State(state): State<AppState>,
    Path((reviewer, author)): Path<(String, String)>,
) -> Result<Json<Review>, Problem> {
    let review = state.run(move |loaded| review(loaded.graph(), &reviewer, &author)).await??;
    Ok(Json(review))
}

fn review(graph: &Graph, reviewer: &str, author: &str) -> Result<Review, NotFound> {
    let steps = distance(graph, person(graph, reviewer)?, person(graph, author)?, Some(MAX_AUTHORS));
    Ok(Review { steps, may_review: steps.is_none_or(|steps| steps > 1) })
}

fn person(graph: &Graph, id: &str) -> Result<PersonId, NotFound> {
    let found = graph.resolve(Some(Kind::Person), id)?;
    Ok(PersonId::from_index(found.node.index()))
}
