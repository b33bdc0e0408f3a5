//! What tests, benchmarks and examples of this workspace share: small corpora, generated and hand-made,
//! and the way to the shared real ones.

mod corpus;
mod shared;

pub use corpus::{Paper, corpus, graph_of};
pub use shared::shared;
