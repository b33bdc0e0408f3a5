//! A research graph over HTTP: slices, rankings, paths and profiles as JSON, and plain pages for people.
//!
//! A thin layer: a handler understands a request, calls the core on a bounded pool of threads, and writes down
//! what it says.
//!
//! **Invariant:** nothing here computes a ranking.
//!
//! **Invariant:** everything a client can ask is bounded, by the table in `bounds`, by the number of questions
//! that run or wait, and by a limit of time.
//!
//! **Invariant:** equal questions to equal snapshots get equal bytes; what differs from one time to the next
//! stands in headers.
//!
//! [`app`] is the server as a router, to be served by [`serve`] or nested in an axum program of your own.
//! [`Watch`] fills it from a folder of snapshots, and takes over each new one while it serves.
//! With a store of accounts beside it (`AppState::set_community`), people follow each other on its pages.
//! [`wire`] and [`format`](mod@format) hold the shapes of the answers, which the command line prints, too.
//!
//! ```
//! use scholargraph::CorpusBuilder;
//! use scholargraph_search::SearchIndex;
//! use scholargraph_server::{AppState, Loaded, app};
//!
//! let (graph, _) = CorpusBuilder::new().finish(Default::default())?;
//! let index = SearchIndex::build(&graph)?;
//! let state = AppState::serving(Loaded::new(graph, index))?;
//! let router = axum::Router::new().nest("/graph", app(state.clone()));
//!
//! // Later, while it serves:
//! let (graph, _) = CorpusBuilder::new().finish(Default::default())?;
//! let index = SearchIndex::build(&graph)?;
//! state.replace(Loaded::new(graph, index));
//! # drop(router);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod expand;
pub mod format;
pub mod wire;

mod app;
mod asked;
mod bounds;
#[cfg(feature = "community")]
mod cookie;
#[cfg(feature = "community")]
mod curation;
#[cfg(feature = "community")]
mod found;
mod guard;
mod health;
mod kept;
mod listing;
mod metrics;
#[cfg(feature = "community")]
mod moderation;
#[cfg(feature = "community")]
mod newcomers;
mod observe;
mod open;
mod options;
mod packed;
mod pages;
mod params;
#[cfg_attr(not(feature = "community"), expect(dead_code, reason = "only accounts ask where requests come from"))]
mod place;
mod pool;
mod problem;
mod route;
mod serve;
mod state;
#[cfg(feature = "community")]
mod succession;
mod text;
mod v1;
#[cfg_attr(not(feature = "community"), expect(dead_code, reason = "without a community nobody is anybody"))]
mod visit;
mod watch;

pub use app::app;
#[cfg(feature = "community")]
pub use curation::{corrections, unions};
pub use open::OpenError;
pub use options::Options;
pub use problem::{Code, Parameter, Problem};
pub use serve::serve;
pub use state::{AppState, Loaded, StateError, Stored};
#[cfg(feature = "community")]
pub use visit::tend;
pub use watch::{Nudge, Watch};
