//! What the benchmarks share: the corpus, petgraph's own storage doing the same, and a table of both. Whom to ask about
//! and how to time it comes from `scholargraph-bench`, as for `scholargraph bench`.

pub mod corpus;
pub mod peers;
pub mod table;
