//! What becomes of every source: each format's records, whole and damaged, each packing, and real corpora.
//!
//! One program for all of it: each links every reader and its libraries, which takes longer than most tests run.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod acl;
mod arxiv;
mod common;
mod crossref;
mod dblp;
mod determinism;
mod files;
mod golden;
mod hostile;
mod kept;
mod openalex;
mod parquet;
mod people;
mod ror;
mod s2;
mod tables;
