//! What tests, benchmarks and examples of this workspace share: small corpora, generated and hand-made,
//! and the way to the shared real ones.

mod corpus;
mod lines;
mod numbers;
mod shared;
mod synthetic;

pub use corpus::{Paper, corpus, graph_of};
pub use lines::{for_each_line, golden, graph_of_lines};
pub use numbers::Numbers;
pub use shared::shared;
pub use synthetic::synthetic;
