//! The formats, and what a format is to the rest of this crate.
//!
//! A new format is a module with a [`Reader`] and a line in [`Format`].

use std::{fmt, str::FromStr};

use crate::{ImportError, batch::Batch, openalex, quarantine::Rejection};

/// A format that records are read from.
///
/// ```
/// use scholargraph_import::Format;
/// assert_eq!("openalex".parse::<Format>()?, Format::OpenAlex);
/// assert_eq!(Format::OpenAlex.to_string(), "openalex");
/// assert!("marc".parse::<Format>().unwrap_err().to_string().contains("openalex"));
/// # Ok::<(), scholargraph_import::ImportError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Records as OpenAlex publishes them: JSON lines, API answers, snapshots of both layouts.
    OpenAlex,
}

impl Format {
    /// Every format there is, in the order in which content is tried against them.
    pub const ALL: &[Self] = &[Self::OpenAlex];

    /// The word for it before the colon of a source.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenAlex => "openalex",
        }
    }

    /// All names, for a message.
    pub(crate) fn names() -> String {
        Self::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn reader(self) -> &'static dyn Reader {
        match self {
            Self::OpenAlex => &openalex::OpenAlex,
        }
    }

    /// The format of a text that begins with `start`, where that shows it.
    pub(crate) fn recognise(start: &[u8]) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.reader().recognises(start))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = ImportError;

    fn from_str(given: &str) -> Result<Self, ImportError> {
        let known = Self::ALL.iter().copied().find(|format| format.name() == given);
        known.ok_or_else(|| ImportError::UnknownFormat { given: given.to_owned() })
    }
}

/// Reads one format.
pub(crate) trait Reader: Sync {
    /// Does a text that begins with `start` look like this format?
    fn recognises(&self, start: &[u8]) -> bool;

    /// What to do with the document called `name`: a path with forward slashes, relative to the source.
    fn plan(&self, name: &str) -> Plan;

    /// Might a manifest list the document called `name`?
    fn may_be_listed(&self, _name: &str) -> bool {
        false
    }

    /// What a file that the document called `manifest` lists by `url` might be called.
    fn listed_names(&self, _manifest: &str, _url: &str) -> Vec<String> {
        Vec::new()
    }
}

/// What to do with a document.
pub(crate) enum Plan {
    /// Read it.
    Read(Box<dyn Parser>),
    /// Leave it out, for the reason given.
    Ignore(&'static str),
}

/// Reads the records of one document. Called for many records at once, on many threads.
pub(crate) trait Parser: Send + Sync {
    /// How the document falls into records.
    fn cut(&self) -> Cut {
        Cut::Json
    }

    /// Takes one record in, or says what is wrong with it.
    fn record(&self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection>;
}

/// How a document falls into records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// A record is a JSON value: one to a line, one after the other over many lines, an array of them, or
    /// the array `results` of an object.
    Json,
    /// A record is a line.
    Lines,
    /// The document is one record.
    Whole,
}
