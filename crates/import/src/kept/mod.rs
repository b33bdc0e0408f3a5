//! Records as an earlier build took them in, so that a later one need not read its sources again.
//!
//! What is kept is what readers said, statement by statement in the order of the input, not what became of it: a build
//! that hears it again, and then what is new, decides exactly as one that reads everything.
//!
//! The file begins with a line that names it and its version, and a line with the formats of what follows. Then comes a
//! frame for every chunk of the input ([`frame`]), and one that ends the file.

mod frame;
mod keeping;
mod read;
mod records;
mod statement;

use std::io;

pub(crate) use frame::Head;
pub(crate) use keeping::Keeping;
pub(crate) use read::{cut, formats, replay};
pub use records::KeptRecords;
pub(crate) use statement::Statement;

use crate::Format;

/// What the file begins with; behind it stands the version.
const MAGIC: &str = "scholargraph records ";

/// Of the file and of every statement, whose fields are told apart by their order alone.
const VERSION: u32 = 1;

/// Why kept records cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeptError {
    /// It is something else.
    #[error("is no file of kept records")]
    Foreign,
    /// Another version wrote it.
    #[error("is of version {found}, and this program reads version {VERSION}")]
    Version {
        /// The version that the file names.
        found: u32,
    },
    /// It holds a format that is not known here.
    #[error("holds records of `{format}`, and this program knows: {}", Format::names())]
    UnknownFormat {
        /// The word for it.
        format: String,
    },
    /// It is not what was written.
    #[error("is damaged in frame {frame}: {detail}")]
    Damaged {
        /// The frame, from 0.
        frame: u64,
        /// What is wrong.
        detail: String,
    },
    /// It could not be read, for reasons outside of it.
    #[error(transparent)]
    Read(#[from] io::Error),
}
