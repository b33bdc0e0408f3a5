//! The corpus that is measured: a snapshot the caller names, or one generated on the spot.

use std::env;

use anyhow::Context;
use scholargraph::{BuildOptions, CorpusBuilder, Graph};
use scholargraph_generate::{Corpus, Form, Progress};
use scholargraph_import::{Import, SourceSpec};

/// Works of the generated corpus.
pub const WORKS: u64 = 100_000;

/// The snapshot in `SCHOLARGRAPH_GRAPH`, else the records in `SCHOLARGRAPH_SOURCE` (`openalex:PATH`), else a generated
/// corpus of 100,000 works; the latter two built as `options` say.
///
/// # Errors
///
/// Fails where the snapshot cannot be opened or the records cannot be read.
pub fn graph(options: BuildOptions) -> anyhow::Result<Graph> {
    if let Some(folder) = env::var_os("SCHOLARGRAPH_GRAPH") {
        return Graph::open(&folder).with_context(|| format!("opening {}", folder.display()));
    }
    if let Ok(source) = env::var("SCHOLARGRAPH_SOURCE") {
        return read(&source, options);
    }
    eprintln!("neither SCHOLARGRAPH_GRAPH nor SCHOLARGRAPH_SOURCE names a corpus: generating {WORKS} works");
    generated(options)
}

/// The graph of the corpus that `scholargraph generate --works S` writes.
fn generated(options: BuildOptions) -> anyhow::Result<Graph> {
    let folder = tempfile::tempdir()?;
    let corpus = folder.path().join("corpus");
    Corpus::new(WORKS, 1)?.write_folder(&corpus, Form::Gzip, &Progress::default())?;
    read(&format!("openalex:{}", corpus.display()), options)
}

/// Options for figures to set beside those of other systems, which have no author limit.
#[must_use]
pub fn unlimited() -> BuildOptions {
    BuildOptions { max_authors: None, ..BuildOptions::default() }
}

/// The graph of the records at `source`.
///
/// # Errors
///
/// Fails where they cannot be read.
pub fn read(source: &str, options: BuildOptions) -> anyhow::Result<Graph> {
    let builder = CorpusBuilder::new();
    Import::new(vec![SourceSpec::parse(source)?]).run(&builder)?;
    Ok(builder.finish(options)?.0)
}
