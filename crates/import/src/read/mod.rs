//! From files to chunks of whole records: unpacking, and cutting at record ends.

mod archive;
mod buffer;
mod chunk;
mod cut;
mod document;
mod elements;
mod lines;
mod packed;
mod parquet;
mod rows;
mod tags;
mod tar;
mod values;

pub(crate) use buffer::{Buffer, CHUNK_BYTES};
pub(crate) use chunk::{Chunk, Document, Halt, Records, Sink};
pub(crate) use cut::cut;
pub(crate) use document::{Place, Visitor, open};
