//! The snapshot that a build goes on from.

use std::path::{Path, PathBuf};

use anyhow::ensure;
use scholargraph::{Graph, snapshot};
use scholargraph_import::KeptRecords;

/// A snapshot that keeps its records.
pub(super) struct Base {
    pub(super) id: String,
    /// Where its records lie.
    pub(super) records: PathBuf,
    /// The sources that they come from.
    pub(super) sources: Vec<String>,
}

impl Base {
    pub(super) fn open(dir: &Path) -> anyhow::Result<Self> {
        let folder = snapshot::current(dir)?;
        let records = folder.join(KeptRecords::FILE);
        ensure!(
            records.is_file(),
            "{} keeps no records to go on from: build it from its sources with --keep-records",
            folder.display()
        );
        let graph = Graph::open(&folder)?;
        Ok(Self { id: graph.meta().id.clone(), records, sources: graph.meta().sources.clone() })
    }
}
