//! What can be wrong with a snapshot, and the way out of it.

use std::{io, path::PathBuf};

use super::FORMAT;

/// What to do about a damaged snapshot.
const RESTORE: &str = "restore the folder from a copy, or rebuild it with `scholargraph build`";

/// Why a snapshot cannot be written, opened or checked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// A graph with changes is to be saved.
    #[error(
        "the graph is that of snapshot {base} with changes, which a snapshot cannot hold: save it before it is changed, or build it again with the changes made to its records"
    )]
    Changed {
        /// The id of the graph before it was changed.
        base: String,
    },
    /// The folder holds no snapshot.
    #[error("there is no snapshot in {}: build one with `scholargraph build -o {} SOURCE...`", .dir.display(), .dir.display())]
    Missing {
        /// The folder.
        dir: PathBuf,
    },
    /// `CURRENT` does not hold the id of a snapshot.
    #[error("{} does not name a snapshot: write the name of one of the folders beside it, or rebuild", .path.display())]
    Current {
        /// The file.
        path: PathBuf,
    },
    /// `CURRENT` names a snapshot that is not there.
    #[error("{} names a snapshot that is not there: {RESTORE}", .path.display())]
    Dangling {
        /// The file.
        path: PathBuf,
        /// The snapshot it names.
        id: String,
    },
    /// Written by a newer program.
    #[error("{} has format {found}, newer than this program's {FORMAT}: update the program", .path.display())]
    NewerFormat {
        /// The manifest.
        path: PathBuf,
        /// Its format version.
        found: u32,
    },
    /// Written by an older program, in a format that is no longer read.
    #[error("{} has format {found}, older than this program's {FORMAT}: rebuild it with `scholargraph build`", .path.display())]
    OlderFormat {
        /// The manifest.
        path: PathBuf,
        /// Its format version.
        found: u32,
    },
    /// The manifest is not what was written.
    #[error("{} is damaged: {flaw}; {RESTORE}", .path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        flaw: ManifestFlaw,
    },
    /// The file of a table is not there.
    #[error("{} is missing; {RESTORE}", .path.display())]
    FileMissing {
        /// The file.
        path: PathBuf,
    },
    /// A file is not as long as it was written.
    #[error("{} holds {found} bytes instead of {expected}; {RESTORE}", .path.display())]
    Length {
        /// The file.
        path: PathBuf,
        /// Its length when it was written.
        expected: u64,
        /// Its length now.
        found: u64,
    },
    /// The headers of a file, or its schema, are not what was written.
    #[error("the headers of {} are damaged; {RESTORE}", .path.display())]
    Header {
        /// The file.
        path: PathBuf,
    },
    /// A file is not an Arrow file as this program writes them.
    #[error("{} is no Arrow file of a snapshot: {part}; {RESTORE}", .path.display())]
    Frame {
        /// The file.
        path: PathBuf,
        /// Which part of it cannot be read.
        part: &'static str,
    },
    /// A table has other columns than this program's.
    #[error("{}: {expected} expected, {found} found: it was written by another version; rebuild it with `scholargraph build`", .path.display())]
    Layout {
        /// The file.
        path: PathBuf,
        /// The column this program looks for, with its type.
        expected: String,
        /// The column that is there, with its type.
        found: String,
    },
    /// A column of the graph to be saved contradicts itself.
    #[error("the graph cannot be saved: column {column} of table {table} is not sound ({source})")]
    Unsound {
        /// The table.
        table: &'static str,
        /// The column.
        column: String,
        /// What Arrow says about it.
        source: arrow_schema::ArrowError,
    },
    /// The operating system refused.
    #[error("cannot {action} {}: {source}", .path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// What is wrong with a manifest.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ManifestFlaw {
    /// Its checksum does not fit its content.
    #[error("its checksum does not fit")]
    Checksum,
    /// It is not JSON of the right shape.
    #[error("{0}")]
    Syntax(#[from] serde_json::Error),
    /// Its snapshot id is not 32 hexadecimal digits, or not the name of the folder that `CURRENT` names.
    #[error("its snapshot id is {0:?}")]
    Id(String),
    /// It lists a file under a name that no table has.
    #[error("it lists the file {0:?}")]
    FileName(String),
    /// It does not list the file of a table.
    #[error("it does not list the file {0:?}")]
    Unlisted(String),
}

impl SnapshotError {
    /// Is the snapshot damaged, rather than absent, of another format, or out of reach?
    ///
    /// ```
    /// use scholargraph::snapshot::{SnapshotError, open};
    /// let error = open("no/such/folder").unwrap_err();
    /// assert!(matches!(error, SnapshotError::Missing { .. }));
    /// assert!(!error.is_damage());
    /// ```
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Current { .. }
                | Self::Dangling { .. }
                | Self::Manifest { .. }
                | Self::FileMissing { .. }
                | Self::Length { .. }
                | Self::Header { .. }
                | Self::Frame { .. }
        )
    }

    /// For `map_err`: an error of the operating system while doing `action` to `path`.
    pub(super) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}
