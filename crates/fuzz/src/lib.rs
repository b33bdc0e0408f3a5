//! What must hold whatever bytes scholargraph is given.
//!
//! A [`Target`] is a reader of bytes that anybody may have made, and what must be true of it. Two callers hand it bytes:
//! the fuzzers in `fuzz/`, which make them up, and this crate's test, which hands it every file of `corpus/`: so what was
//! found once stays mended. What a target finds wrong, it panics about: for the fuzzers that is a crash.
//!
//! ```
//! scholargraph_fuzz::run("source", b"openalex:works/*.gz");
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "panicking is how a target says what is wrong"
)]

mod acl;
mod arxiv;
mod crossref;
mod dblp;
mod edits;
mod http;
mod identifiers;
mod importing;
mod kept;
mod memory;
mod openalex;
mod packed;
mod ror;
mod s2;
mod search;
mod snapshots;
mod source;
mod specimen;
mod tables;

/// A reader, and what must be true of it.
#[derive(Debug)]
pub struct Target {
    /// What it is called: the folder of its corpus, and the program of the fuzzer.
    pub name: &'static str,
    /// How many bytes it may allocate at a time, beyond what it was given.
    memory: usize,
    check: fn(&[u8]),
}

/// Bytes beyond which an input is none: longer ones find nothing that shorter ones do not.
const MAX_INPUT_BYTES: usize = 64 << 10;

const MEGABYTE: usize = 1 << 20;

/// Every target there is.
pub const TARGETS: &[Target] = &[
    Target { name: "acl", memory: 64 * MEGABYTE, check: acl::check },
    Target { name: "arxiv", memory: 64 * MEGABYTE, check: arxiv::check },
    Target { name: "crossref", memory: 64 * MEGABYTE, check: crossref::check },
    Target { name: "dblp", memory: 64 * MEGABYTE, check: dblp::check },
    Target { name: "http", memory: 64 * MEGABYTE, check: http::check },
    Target { name: "identifiers", memory: MEGABYTE, check: identifiers::check },
    Target { name: "kept", memory: 64 * MEGABYTE, check: kept::check },
    Target { name: "manifest", memory: 16 * MEGABYTE, check: snapshots::check_manifest },
    Target { name: "openalex", memory: 64 * MEGABYTE, check: openalex::check },
    Target { name: "packed", memory: 64 * MEGABYTE, check: packed::check },
    Target { name: "ror", memory: 64 * MEGABYTE, check: ror::check },
    Target { name: "s2", memory: 64 * MEGABYTE, check: s2::check },
    Target { name: "search", memory: 16 * MEGABYTE, check: search::check },
    Target { name: "search_index", memory: 16 * MEGABYTE, check: search::check_index },
    Target { name: "snapshot", memory: 64 * MEGABYTE, check: snapshots::check_table },
    Target { name: "source", memory: 16 * MEGABYTE, check: source::check },
    Target { name: "tables", memory: 64 * MEGABYTE, check: tables::check },
];

impl Target {
    /// Checks what must be true when `data` is read. Not for two targets at a time in one process: memory is counted
    /// for all threads together.
    ///
    /// # Panics
    ///
    /// Where it is not.
    pub fn run(&self, data: &[u8]) {
        if data.len() <= MAX_INPUT_BYTES {
            // What is made once is no input's.
            specimen::specimen();
            snapshots::original();
            memory::bounded(self.memory, || (self.check)(data));
        }
    }
}

/// Runs the target called `name`.
///
/// # Panics
///
/// Where there is none, and as [`Target::run`].
pub fn run(name: &str, data: &[u8]) {
    TARGETS.iter().find(|target| target.name == name).expect("every fuzzer has a target").run(data);
}
