//! From the folder of a snapshot to what is served: opened, verified, with its search index.

use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

use scholargraph::{
    Graph,
    snapshot::{self, Access, Problem, SnapshotError},
};
use scholargraph_search::{IndexError, SearchIndex};

use crate::{Loaded, Stored};

/// Why a snapshot is not served. Displays as one line that names the file and the way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// It cannot be opened.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// It opens, and its data are not what was written.
    #[error("the snapshot in {} is damaged: {}; restore the folder from a copy, or rebuild it with `scholargraph build`", .folder.display(), told(.problems))]
    Unsound {
        /// The folder of its tables.
        folder: PathBuf,
        /// What is wrong, at least one thing.
        problems: Vec<Problem>,
    },
    /// Its search index cannot be read, or made anew.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The program failed over it.
    #[error("opening the snapshot in {} made the program fail, which is a defect: please report it, and rebuild the snapshot with `scholargraph build`", .dir.display())]
    Panicked {
        /// The folder that was to be opened.
        dir: PathBuf,
    },
}

impl OpenError {
    /// Is the snapshot damaged, rather than absent, of another format, or out of reach?
    #[must_use]
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Snapshot(error) => error.is_damage(),
            Self::Unsound { .. } => true,
            Self::Index(_) | Self::Panicked { .. } => false,
        }
    }
}

/// The first of some problems, and how many more there are.
fn told(problems: &[Problem]) -> String {
    let mut told = problems.first().map(ToString::to_string).unwrap_or_default();
    if problems.len() > 1 {
        // Writing to a string cannot fail.
        let _ = write!(told, " (and {} more)", problems.len() - 1);
    }
    told
}

impl Loaded {
    /// Opens the snapshot in force in `dir`, or the one that lies in `dir` itself, and checks every byte of it.
    ///
    /// Blocks for as long as the files take to be read and hashed, on the threads of the rayon pool it is called in.
    /// A search index that is missing or damaged is made anew in memory, which takes as long as building it did.
    ///
    /// # Errors
    ///
    /// Fails where there is no snapshot, and where anything in it but the search index is not what was written.
    ///
    /// ```
    /// use scholargraph::{CorpusBuilder, snapshot::BuildInfo};
    /// use scholargraph_server::Loaded;
    ///
    /// # let dir = tempfile::tempdir()?;
    /// let (graph, _) = CorpusBuilder::new().finish(Default::default())?;
    /// graph.save(&dir, &BuildInfo::now())?;
    /// assert_eq!(Loaded::open(&dir)?.graph().meta().id, graph.meta().id);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn open(dir: impl AsRef<Path>) -> Result<Self, OpenError> {
        let opened = snapshot::open(dir)?;
        let verification = opened.verify(|_, _| ());
        if !verification.is_sound() {
            return Err(OpenError::Unsound { folder: opened.folder, problems: verification.problems });
        }
        let index = index(&opened.folder, &opened.graph)?;
        opened.advise(Access::Scattered);
        let loaded = Self::new(opened.graph, index).with_stored(Stored::from(&opened.manifest));
        #[cfg(feature = "community")]
        let loaded = loaded.opened_from(&opened.folder);
        Ok(loaded)
    }
}

/// The index that was saved with a snapshot, otherwise a new one.
fn index(folder: &Path, graph: &Graph) -> Result<SearchIndex, IndexError> {
    match SearchIndex::open_checked(folder.join(SearchIndex::FILE), &graph.meta().id) {
        Err(reason) if reason.is_rebuildable() => {
            tracing::warn!(%reason, "the search index is made anew; `scholargraph build` saves one");
            SearchIndex::build(graph)
        }
        opened => opened,
    }
}
