//! The formats, and what a format is to the rest of this crate.
//!
//! A new format is a module with a [`Reader`] and a line in [`Format`].

use std::{borrow::Cow, fmt, path::PathBuf, str::FromStr};

use crate::{
    ImportError, acl, arxiv,
    batch::Batch,
    crossref, dblp, openalex,
    quarantine::{Reason, Rejection},
    ror, s2, tables,
};

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
    /// The ACL Anthology's XML, with the YAML beside it that names venues and people.
    Acl,
    /// Metadata of arXiv: tables with a row per paper, or JSON lines as `arxiv-metadata-oai-snapshot.json` holds them.
    Arxiv,
    /// DBLP's `dblp.xml`, whole or in part.
    Dblp,
    /// The Research Organization Registry, in both versions of its schema.
    Ror,
    /// Semantic Scholar's S2ORC, the metadata of papers, and the bulk datasets of its Academic Graph.
    S2,
    /// Crossref: public data files, answers of its APIs, JSON lines, and unixref XML.
    Crossref,
    /// Tables of nodes and of edges, as Parquet files or comma-separated values: [`tables`].
    Tables,
}

impl Format {
    /// Every format there is.
    pub const ALL: &[Self] =
        &[Self::OpenAlex, Self::Acl, Self::Arxiv, Self::Dblp, Self::Ror, Self::Crossref, Self::S2, Self::Tables];

    /// The word for it before the colon of a source.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenAlex => "openalex",
            Self::Acl => "acl",
            Self::Arxiv => "arxiv",
            Self::Dblp => "dblp",
            Self::Ror => "ror",
            Self::S2 => "s2",
            Self::Crossref => "crossref",
            Self::Tables => "tables",
        }
    }

    /// All names, for a message.
    pub(crate) fn names() -> String {
        Self::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn reader(self) -> &'static dyn Reader {
        match self {
            Self::OpenAlex => &openalex::OpenAlex,
            Self::Acl => &acl::Acl,
            Self::Arxiv => &arxiv::Arxiv,
            Self::Dblp => &dblp::Dblp,
            Self::Ror => &ror::Ror,
            Self::S2 => &s2::S2,
            Self::Crossref => &crossref::Crossref,
            Self::Tables => &tables::Tables,
        }
    }

    /// The format of a text that begins with `start`, where that shows it.
    ///
    /// What shows OpenAlex may stand in any abstract, so it is tried last.
    pub(crate) fn recognise(start: &[u8]) -> Option<Self> {
        Self::ALL.iter().rev().copied().find(|format| format.reader().recognises(start))
    }
}

impl Format {
    /// The format of a folder with these files, where their names show it.
    pub(crate) fn recognise_files(files: &[PathBuf]) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.reader().recognises_files(files))
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

    /// Do the names of `files`, all that lie in a folder, show this format?
    fn recognises_files(&self, _files: &[PathBuf]) -> bool {
        false
    }

    /// What to do with the document called `name`: a path with forward slashes, relative to the source.
    fn plan(&self, name: &str) -> Plan;

    /// Do bylines name people by ids for all of them, so that there is nothing to resolve?
    fn knows_people(&self) -> bool {
        false
    }

    /// Does the source take care that no two people have one name, by numbers behind it or the like?
    fn tells_namesakes_apart(&self) -> bool {
        false
    }

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
    /// How a document that begins with `start` falls into records.
    fn cut(&self, _start: &[u8]) -> Cut {
        Cut::Json
    }

    /// Takes the first row of a table in, before any record.
    fn heading(&self, _row: &str) -> Result<(), Rejection> {
        Ok(())
    }

    /// The text of a record: UTF-8, unless the document may be written in something else.
    fn text<'r>(&self, record: &'r [u8]) -> Result<Cow<'r, str>, Rejection> {
        utf8(record)
    }

    /// Takes one record in, or says what is wrong with it.
    fn record(&self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection>;

    /// Somebody who takes in the records of one chunk in their order, for formats whose records lean on those before.
    fn begin(&self) -> Take<'_> {
        Box::new(|record, batch| self.record(record, batch))
    }
}

/// Ends of names of what lies beside records and holds none.
const NO_RECORDS: &[&str] = &[".md", ".txt", ".html", ".pdf", ".log", ".py", ".sh", ".ipynb", ".yml", ".yaml", ".toml"];

/// Is `file`, a name in small letters, that of a text, a program, or settings?
pub(crate) fn holds_no_records(file: &str) -> bool {
    NO_RECORDS.iter().any(|end| file.ends_with(end)) || file.starts_with("readme")
}

/// The text of a record that is UTF-8.
pub(crate) fn utf8(record: &[u8]) -> Result<Cow<'_, str>, Rejection> {
    let text = std::str::from_utf8(record).map(Cow::Borrowed);
    text.map_err(|error| Rejection::new(Reason::InvalidUtf8, format!("at byte {}", error.valid_up_to())))
}

/// Takes records in, one after the other.
pub(crate) type Take<'p> = Box<dyn FnMut(&str, &mut Batch<'_>) -> Result<(), Rejection> + 'p>;

/// How a document falls into records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// A record is a JSON value: one to a line, one after the other over many lines, an array of them, or
    /// the array `results` or `items` of an object.
    Json,
    /// A record is a line.
    Lines,
    /// A record is a row of a table whose fields are separated by this byte and may stand in quotes.
    Rows(u8),
    /// The document is one record.
    Whole,
    /// A record is an element of an XML document.
    Elements(&'static Elements),
}

/// How an XML document falls into records. No name stands in two of the lists, and records do not nest.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Elements {
    /// Elements that are records.
    pub(crate) records: &'static [&'static str],
    /// Elements around records: their start and end tags are records as well, for they say where those inside belong.
    pub(crate) around: &'static [&'static str],
    /// Elements that say something about the records behind them, up to the end of the element around: records as well.
    pub(crate) heads: &'static [&'static str],
}
