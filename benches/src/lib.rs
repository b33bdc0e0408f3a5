//! What the benchmarks share: whom to ask about, how to time it, and petgraph's own storage doing the same.

pub mod corpus;
pub mod peers;
pub mod sample;
pub mod table;
pub mod timing;
pub mod two_step;
