//! Centrality: who and what stands in the middle of the whole graph, rather than near a focus.

mod citation;
mod pagerank;

pub use citation::{CitationIndices, citations_of};
pub use pagerank::{Centrality, PageRank};
