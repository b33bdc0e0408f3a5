//! Graphs as folders of Arrow files.
//!
//! [`Graph::save`](crate::Graph::save) writes a snapshot, [`open`] maps it into memory in milliseconds, whatever
//! its size, and [`verify`] checks every byte of it.
//!
//! ```
//! use scholargraph::{CorpusBuilder, Key, PersonRecord, WorkRecord, Authorship, snapshot};
//!
//! # let dir = tempfile::tempdir()?;
//! let builder = CorpusBuilder::new();
//! let mut shard = builder.shard(0);
//! let mut work = WorkRecord::new(Key::id("w1"));
//! let person = PersonRecord::named(Key::id("a1"), "Ada Lovelace");
//! work.authorships.push(Authorship { person: Some(person), ..Authorship::default() });
//! shard.work(&work);
//! shard.close();
//! let (graph, _) = builder.finish(Default::default())?;
//!
//! graph.save(&dir, &snapshot::BuildInfo::now())?;
//! let opened = snapshot::open(&dir)?;
//! assert_eq!(opened.graph.people().name.at(0), "Ada Lovelace");
//! assert_eq!(opened.manifest.nodes["work"], 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The format, version 1
//!
//! ```text
//! DIR/CURRENT                        the id of the snapshot in force, and a line end
//! DIR/<snapshot id>/manifest.json    what there is, with the checksum of everything
//! DIR/<snapshot id>/works.arrow      one file per table …
//! DIR/.partial-…                     not finished, nobody's business
//! ```
//!
//! A snapshot never changes. A new one is written beside it and put in force by replacing `CURRENT`, all at once.
//! The **snapshot id** is a hash of the tables alone (BLAKE3, 128 bits, hexadecimal): equal graphs have equal
//! ids, whoever built them, when, from which files and with how many threads.
//!
//! The **manifest** has the fields of [`Manifest`]. Its last member, `checksum`, is the CRC-32 of all bytes
//! before the comma that precedes it; that stays so in every version of the format.
//!
//! Every **table** is an Arrow IPC file of one uncompressed record batch, its buffers aligned to 64 bytes and
//! without validity bitmaps, since nothing is ever null: what is unknown is an empty string or a zero. Pandas,
//! polars and everything else that speaks Arrow opens it:
//!
//! ```python
//! import pyarrow.feather
//! works = pyarrow.feather.read_table("DIR/<snapshot id>/works.arrow").to_pandas()
//! ```
//!
//! | column | Arrow type |
//! |---|---|
//! | number | `uint8`, `uint16`, `uint32`, `int16`, `int32`, `int64`, `float` |
//! | string | `utf8`, or `large_utf8` where 32-bit offsets do not reach |
//! | one of few strings | `dictionary<uint32, utf8>`, the dictionary ascending |
//! | list of strings | `list<utf8>`, or `large_list` |
//! | relation | `list<struct<target: uint32, …>>`, or `large_list`: offsets and targets *are* the adjacency, attributes of the edges lie parallel |
//! | abstracts | `binary`: blocks of 16 works, compressed with LZ4; see [`Abstracts`](crate::column::Abstracts) |
//!
//! | table | a row per | holds |
//! |---|---|---|
//! | `works`, `people`, `topics`, `institutions` | node, by dense id | `id` (ascending), attributes |
//! | `sources` | source | `id`, attributes |
//! | `work_relations` | work | authors, topics, institutions, references, citing works, row in `sources` plus one, rows in `terms` |
//! | `bylines` | authorship, in the order of `work_relations.authors` | its institutions, and its rows in `raw_affiliations` |
//! | `raw_affiliations` | affiliation as printed | the text |
//! | `terms` | word of titles, or pair of words | the text, the works |
//! | `person_relations`, `topic_relations`, `institution_relations` | node | the relations seen from there |
//! | `abstracts` | 16 works | compressed abstracts |
//! | `aliases` | merged id | its kind, the row of the node it means now, and why |
//! | `provenance` | what a source says of a node, where there are several | kind and row of the node, the attribute, the source, the value, and whether it is in force |
//! | `lookups` | [`Lookup`](crate::Lookup) | rows of the nodes that have the identifier, ascending by it |
//!
//! A target is a row of the table of its kind. What the columns mean is said where they are declared: see
//! [`model`](crate::model).
//!
//! # What is checked when
//!
//! Opening checks the manifest, the length of every file, and the checksum of everything in it that is not the
//! values themselves: schema, headers, footer, dictionaries. Values are neither checked nor paged in. Damaged ones
//! may give wrong answers but no panic, because every offset and every id is checked where it is used, and every
//! string as UTF-8 where it is read. [`verify`] checks everything.
//!
//! # What nobody may do
//!
//! Change a file of a snapshot in place. What is open is mapped, not copied: bytes that are written over are seen by
//! whoever has verified the old ones, and a file that is cut short ends the program that looks behind its new end with
//! SIGBUS, which no check can prevent. So never copy, extract, `rsync --inplace` or redirect anything over a folder that
//! may be in use. Copy to another name beside it and rename, or let a build put it in force; deleting is safe, as Unix
//! keeps what is mapped. A disk that fails under a mapped file has the same end.

mod arrays;
mod checksum;
mod encode;
mod error;
mod folder;
mod frame;
mod manifest;
mod map;
mod open;
mod physical;
mod read;
mod stamp;
#[cfg(test)]
mod tests;
mod verify;
mod write;

pub use checksum::Crc32;
pub use error::{ManifestFlaw, SnapshotError};
pub use folder::{current, prune};
pub use manifest::{BuildInfo, FileEntry, Manifest, timestamp};
pub use map::{Access, map_file};
pub use open::{Opened, open};
pub(crate) use read::{ColumnReader, ReadTable, TableReader};
pub use stamp::Stamp;
pub use verify::{Problem, Verification, verify, verify_with};
pub use write::Saved;

/// The version of the format that this program writes, and the only one it opens.
pub const FORMAT: u32 = 1;
