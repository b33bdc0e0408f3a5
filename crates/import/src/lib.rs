//! Reads bibliographic corpora into a [`scholargraph`].
//!
//! An [`Import`] takes [sources](SourceSpec) - files, folders or patterns of a [`Format`] - and fills a
//! [`CorpusBuilder`](scholargraph::CorpusBuilder), streaming and in parallel. No record is lost silently: one that
//! cannot be used is quarantined with its source, line and [reason](Reason), and the [report](ImportReport) counts
//! everything that was read.
//!
//! A file may be plain or compressed (gzip, zstd, xz), alone or in an archive (tar, zip), whatever it is called.
//!
//! [`tables`] also writes a whole graph in a form that is read again.
//!
//! **Invariant:** the graph, the quarantine and the report depend on the content and the order of the sources,
//! never on the number of threads.

mod acl;
mod arxiv;
mod atomic;
mod batch;
mod byline;
mod corrections;
mod crossref;
mod date;
mod dblp;
mod discover;
mod error;
mod format;
mod import;
mod json;
mod kept;
mod ledger;
mod openalex;
mod people;
mod progress;
mod quarantine;
mod read;
mod report;
mod ror;
mod run;
mod s2;
mod source;
pub mod tables;
mod xml;
mod yaml;

pub use atomic::{AtomicFile, AtomicFolder, Occupied};
pub use corrections::{Corrections, CorrectionsReport, WithoutEffect};
pub use error::ImportError;
pub use format::Format;
pub use import::Import;
pub use kept::{KeptError, KeptRecords};
pub use people::{Decided, Doubted, Hidden, InDoubt, MergeReason, People, PeopleReport, Refusal, Trial, TrialScore};
pub use progress::Progress;
pub use quarantine::Reason;
pub use report::{
    AffiliationsReport, Counts, Gave, ImportReport, Issue, MatchedAffiliation, RecordKind, SourceReport, UnitedReport,
};
pub use source::SourceSpec;
