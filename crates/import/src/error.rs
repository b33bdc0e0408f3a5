//! Why an import fails as a whole. Single records never do that, except when it is [strict](crate::Import::strict).

use std::{io, path::PathBuf};

use crate::{Format, KeptError, Reason};

/// Why an import failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// A source names a format that this version does not read.
    #[error("`{given}` is not a format this version reads; it reads: {}", Format::names())]
    UnknownFormat {
        /// What was given.
        given: String,
    },
    /// A source names no format, and nothing in it looks like one that this version reads.
    #[error(
        "{path}: the content is of no format that is known by its looks; name one of: {} (FORMAT:PATH)",
        Format::names()
    )]
    NotRecognised {
        /// The source.
        path: String,
    },
    /// A source names no path behind its format.
    #[error("`{given}` names no file; write FORMAT:PATH, such as openalex:works.jsonl.gz")]
    NoPath {
        /// What was given.
        given: String,
    },
    /// There is nothing at a source's path.
    #[error("{path}: no such file or folder, and no file matches it as a pattern")]
    NotFound {
        /// The source.
        path: String,
    },
    /// A source's path is a folder without a single file that can be read.
    #[error("{path}: holds no file to read")]
    NoFiles {
        /// The source.
        path: String,
    },
    /// A file could not be opened or read, for reasons outside of it.
    #[error("{}: {source}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A record is malformed, and the import is strict.
    #[error("{source_name}, line {line}: {reason}: {detail}; without strictness it would be left out and counted")]
    Malformed {
        /// The file, with the way inside it if it is an archive.
        source_name: String,
        /// The line on which the record begins, from 1.
        line: u64,
        /// What is wrong with it.
        reason: Reason,
        /// Where and what exactly.
        detail: String,
    },
    /// A line of a file of corrections is none.
    #[error("{}, line {line}: {detail}", .path.display())]
    Correction {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What is wrong with it, and what it should be.
        detail: String,
    },
    /// Kept records cannot be read again.
    #[error("{}: {error}; build a snapshot from its sources again, with --keep-records", .path.display())]
    Kept {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: KeptError,
    },
    /// Records could not be kept.
    #[error("keeping records: {source}")]
    Keep {
        /// What the system says.
        source: io::Error,
    },
    /// The rejected records could not be written.
    #[error("writing the quarantine: {source}")]
    Quarantine {
        /// What the system says.
        source: io::Error,
    },
    /// The records do not fit into one graph.
    #[error(transparent)]
    Build(#[from] scholargraph::BuildError),
}
