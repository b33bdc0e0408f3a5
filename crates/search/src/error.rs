//! What can go wrong.

use std::{io, path::PathBuf};

use scholargraph::Kind;

/// Why there is no search index.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// The file could not be read or written.
    #[error("search index {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file cannot be used. Build the index again and save it in the file's place.
    #[error("search index {path} cannot be used and has to be rebuilt: {source}")]
    Refused {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: FormatError,
    },
    /// The dictionary of words could not be built.
    #[error("the dictionary of the search index could not be built: {source}")]
    Dictionary {
        /// What its builder says.
        source: fst::Error,
    },
}

impl IndexError {
    /// Would building the index again from its graph, and saving it, help?
    #[must_use]
    pub fn is_rebuildable(&self) -> bool {
        match self {
            Self::Io { source, .. } => source.kind() == io::ErrorKind::NotFound,
            Self::Refused { .. } => true,
            Self::Dictionary { .. } => false,
        }
    }
}

/// Why bytes are no search index of a graph.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// They do not start as an index does.
    #[error("it is not a search index")]
    NotAnIndex,
    /// They are an index of a format that this program does not read.
    #[error("its format is version {found}, this program reads version {expected}")]
    Version {
        /// The version of the bytes.
        found: u32,
        /// The version that is read.
        expected: u32,
    },
    /// They are the index of another graph.
    #[error("it belongs to snapshot {found}, not to {expected}")]
    OtherSnapshot {
        /// The snapshot they belong to.
        found: String,
        /// The snapshot they should belong to.
        expected: String,
    },
    /// There are more or fewer of them than there should be.
    #[error("it is {found} bytes long, and should be {expected}")]
    Length {
        /// How many there are.
        found: u64,
        /// How many there should be.
        expected: u64,
    },
    /// The first of them, which say where everything is, are damaged.
    #[error("its header is damaged")]
    Header,
    /// Some of them are damaged.
    #[error("its section `{section}` of kind {kind} is damaged")]
    Section {
        /// The kind of node.
        kind: Kind,
        /// What the bytes are for.
        section: &'static str,
    },
}

/// Why a search was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The text is too long.
    #[error("the text to search for is {bytes} bytes long, at most {} are searched for", crate::Query::MAX_BYTES)]
    TooLong {
        /// How long it is.
        bytes: usize,
    },
    /// The text has too many words.
    #[error("the text to search for has {words} words, at most {} are searched for", crate::Query::MAX_WORDS)]
    TooManyWords {
        /// How many it has.
        words: usize,
    },
    /// More hits are asked for than are given.
    #[error("{limit} hits are asked for, 1 to {} are given", crate::Query::MAX_LIMIT)]
    Limit {
        /// How many are asked for.
        limit: usize,
    },
    /// The graph is not the one that the index was built from.
    #[error("the search index belongs to snapshot {index}, not to {graph}: build or open that of the graph")]
    OtherGraph {
        /// The snapshot of the index.
        index: String,
        /// The snapshot of the graph.
        graph: String,
    },
}
