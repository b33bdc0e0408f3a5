//! The corpus that is measured: a snapshot the caller names, or one generated on the spot.

use anyhow::Context;
use scholargraph::{BuildOptions, Graph};

/// Works of the generated corpus.
pub const WORKS: usize = 100_000;

/// The snapshot in `SCHOLARGRAPH_GRAPH`, else a generated corpus of 100,000 works, without an author limit, as the
/// other systems have none.
///
/// # Errors
///
/// Fails where the snapshot cannot be opened.
pub fn graph() -> anyhow::Result<Graph> {
    if let Some(folder) = std::env::var_os("SCHOLARGRAPH_GRAPH") {
        return Graph::open(&folder).with_context(|| format!("opening {}", folder.display()));
    }
    eprintln!("SCHOLARGRAPH_GRAPH names no snapshot: generating {WORKS} works");
    let options = BuildOptions { max_authors: None, ..BuildOptions::default() };
    Ok(scholargraph_testkit::synthetic(WORKS, 1, options))
}
