//! Corpora that nobody wrote, of any size, with the tails of real ones: team sizes, productivity, repeated
//! collaboration, citations. They come as JSON lines in the shape of OpenAlex, so that a figure measured on one of them
//! can be measured again by anybody.
//!
//! ```
//! use scholargraph_generate::{Corpus, Progress};
//!
//! let corpus = Corpus::new(1000, 7)?;
//! let mut lines = Vec::new();
//! corpus.write_lines(0..3, &mut lines, &Progress::default())?;
//! assert_eq!(lines.split(|&byte| byte == b'\n').count(), 4);
//! assert!(lines.starts_with(br#"{"id":"https://openalex.org/W2000000000""#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it is like
//!
//! People belong to research groups of very different sizes, groups to areas, areas to a map of topics. A work is of one
//! group and of one of the years in which that group is active: most of its authors are the group's, some of neighbouring
//! groups, a few from anywhere, and in each group few write much. A rare work is of hundreds or thousands of authors. A
//! work cites mostly within its area, recent works rather than old ones, or copies a reference from a work it cites, which
//! is preferential attachment (Kumar et al., "Stochastic models for the web graph", 2000,
//! <https://doi.org/10.1109/SFCS.2000.892065>).
//!
//! **Invariant:** a work is a function of the seed, the number of works and its place among them. So works are made in any
//! order, on any number of threads, with the same bytes, and none is kept: a copied reference is found by making it again,
//! as Sanders and Schulz do ("Scalable generation of scale-free graphs", 2016, <https://doi.org/10.1016/j.ipl.2016.02.004>).
//! How often works are cited is counted for [`WINDOW`] works at a time, four bytes each; nothing else grows with the corpus.

mod citation;
mod corpus;
mod people;
mod random;
mod record;
mod sample;
mod tails;
mod team;
mod topic;
mod words;
mod write;

pub use citation::WINDOW;
pub use corpus::{Corpus, MAX_WORKS, Work};
pub use sample::Sample;
pub use team::Author;
pub use write::{Form, GenerateError, Progress, Written};
