//! What tests, benchmarks and examples of this workspace share: small corpora, generated and hand-made,
//! and the way to the shared real ones.

mod ask;
mod corpus;
mod everything;
mod forge;
mod lines;
mod numbers;
mod postgres;
mod shared;
mod synthetic;

pub use ask::ask;
pub use corpus::{Paper, corpus, graph_of, graph_of_papers};
pub use everything::{everything, everything_in};
pub use forge::{adapted, manifest_text, sealed};
pub use lines::{for_each_line, golden, graph_of_lines};
pub use numbers::Numbers;
pub use postgres::postgres;
pub use shared::shared;
pub use synthetic::synthetic;
