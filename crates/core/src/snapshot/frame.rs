//! The frame of an Arrow file: schema, headers and footer, everything that says where the values lie.
//!
//! Read through flatbuffers that are verified before use, and turned into ranges that are checked to lie
//! within the file. The values themselves are neither looked at nor paged in.

use std::{ops::Range, vec};

use arrow_ipc::{Block, Buffer, Field, FieldNode, Footer, Message, RecordBatch, root_as_footer, root_as_message};

const MAGIC: &[u8] = b"ARROW1";

/// In front of every message: a continuation marker and the length of its header, four bytes each.
const MESSAGE_PREFIX: usize = 8;

/// An Arrow file with a single record batch.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    /// The columns.
    pub(super) fields: Vec<Field<'a>>,
    /// Where their values lie.
    pub(super) batch: Batch,
    /// Where the strings of dictionaries lie, by the ids that columns refer to them by.
    pub(super) dictionaries: Vec<(i64, Batch)>,
    /// The body of the record batch.
    pub(super) body: Range<usize>,
}

/// Where the arrays of a record batch lie: a node for every array, and one or several buffers for every node,
/// depth first.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    /// The number of rows of the table.
    pub(super) rows: usize,
    /// The lengths of the arrays.
    pub(super) nodes: vec::IntoIter<usize>,
    /// Their bytes, as positions in the file.
    pub(super) buffers: vec::IntoIter<Range<usize>>,
}

impl<'a> Frame<'a> {
    /// Reads the frame of `file`; where it is malformed, says which part of it is.
    pub(super) fn parse(file: &'a [u8]) -> Result<Self, &'static str> {
        let footer = footer(file).ok_or("its footer cannot be read")?;
        let schema = footer.schema().ok_or("its schema cannot be read")?;
        if !schema.endianness().equals_to_target_endianness() {
            return Err("its byte order is not this machine's");
        }
        let fields = schema.fields().ok_or("its schema cannot be read")?.iter().collect();
        let mut blocks = footer.recordBatches().into_iter().flatten();
        let (Some(block), None) = (blocks.next(), blocks.next()) else {
            return Err("it does not hold exactly one record batch");
        };
        let (batch, body) = record_batch(file, block).ok_or("its record batch cannot be read")?;
        let dictionaries = footer.dictionaries().into_iter().flatten().map(|block| dictionary(file, block));
        let dictionaries = dictionaries.collect::<Option<_>>().ok_or("a dictionary cannot be read")?;
        Ok(Self { fields, batch, dictionaries, body })
    }
}

fn footer(file: &[u8]) -> Option<Footer<'_>> {
    let (content, length) = file.strip_suffix(MAGIC)?.split_last_chunk::<4>()?;
    let length = usize::try_from(i32::from_le_bytes(*length)).ok()?;
    let footer = content.get(content.len().checked_sub(length)?..)?;
    file.starts_with(MAGIC).then(|| root_as_footer(footer).ok())?
}

fn record_batch(file: &[u8], block: &Block) -> Option<(Batch, Range<usize>)> {
    let (message, body) = message(file, block)?;
    Some((Batch::new(message.header_as_record_batch()?, &body)?, body))
}

fn dictionary(file: &[u8], block: &Block) -> Option<(i64, Batch)> {
    let (message, body) = message(file, block)?;
    let dictionary = message.header_as_dictionary_batch().filter(|dictionary| !dictionary.isDelta())?;
    Some((dictionary.id(), Batch::new(dictionary.data()?, &body)?))
}

/// The message of a block, and where its body lies.
fn message<'a>(file: &'a [u8], block: &Block) -> Option<(Message<'a>, Range<usize>)> {
    let start = usize::try_from(block.offset()).ok()?;
    let body = start.checked_add(usize::try_from(block.metaDataLength()).ok()?)?;
    let end = body.checked_add(usize::try_from(block.bodyLength()).ok()?)?;
    let header = file.get(start..body)?.get(MESSAGE_PREFIX..)?;
    (end <= file.len()).then_some((root_as_message(header).ok()?, body..end))
}

impl Batch {
    /// `None` for anything that snapshots do not have: compression, nulls, buffers outside of the body.
    fn new(header: RecordBatch<'_>, body: &Range<usize>) -> Option<Self> {
        let length = |node: &FieldNode| usize::try_from(node.length()).ok().filter(|_| node.null_count() == 0);
        let window = |buffer: &Buffer| {
            let start = body.start.checked_add(usize::try_from(buffer.offset()).ok()?)?;
            let end = start.checked_add(usize::try_from(buffer.length()).ok()?)?;
            (end <= body.end).then_some(start..end)
        };
        header.compression().is_none().then_some(Self {
            rows: usize::try_from(header.length()).ok()?,
            nodes: header.nodes()?.iter().map(length).collect::<Option<Vec<_>>>()?.into_iter(),
            buffers: header.buffers()?.iter().map(window).collect::<Option<Vec<_>>>()?.into_iter(),
        })
    }
}
