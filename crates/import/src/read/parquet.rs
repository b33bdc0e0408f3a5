//! Parquet: tables that are packed by column, with an index at the end.
//!
//! What is inside is shown as lines of JSON, an object for each row without its nulls, so that a record is the same
//! whichever form it comes in, and has the number of its row where others have that of their line.

use std::{
    fs::File,
    io::{Error, Read, Result},
    panic::{AssertUnwindSafe, catch_unwind},
};

use arrow_json::LineDelimitedWriter;
use parquet::{
    arrow::arrow_reader::{
        ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
    },
    errors::ParquetError,
};

use crate::Progress;

/// Rows that are unpacked at a time: their texts lie in memory twice.
const ROWS_AT_ONCE: usize = 1024;

/// The rows of a file as lines of JSON, one row group after the other.
pub(super) struct Lines<'p> {
    file: File,
    metadata: ArrowReaderMetadata,
    progress: &'p Progress,
    /// The row group that comes next.
    next: usize,
    rows: Option<ParquetRecordBatchReader>,
    text: Vec<u8>,
    /// How much of the text was read.
    read: usize,
}

impl<'p> Lines<'p> {
    /// Looks at the index of a file.
    pub(super) fn open(file: File, progress: &'p Progress) -> Result<Self> {
        // What Arrow noted beside the schema is not needed, and anybody may have written it.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let metadata = guarded(|| ArrowReaderMetadata::load(&file, options).map_err(error))?;
        Ok(Self { file, metadata, progress, next: 0, rows: None, text: Vec::new(), read: 0 })
    }

    /// Unpacks more rows. `Ok(false)` at the end.
    fn unpack(&mut self) -> Result<bool> {
        self.text.clear();
        self.read = 0;
        loop {
            let Some(rows) = &mut self.rows else {
                let groups = self.metadata.metadata().row_groups();
                let Some(group) = groups.get(self.next) else { return Ok(false) };
                self.progress.add_bytes(u64::try_from(group.compressed_size()).unwrap_or(0));
                self.rows = Some(self.group(self.next)?);
                self.next += 1;
                continue;
            };
            match guarded(|| rows.next().transpose().map_err(Error::other))? {
                None => self.rows = None,
                Some(batch) if batch.num_rows() == 0 => {}
                Some(batch) => {
                    let mut writer = LineDelimitedWriter::new(&mut self.text);
                    guarded(|| writer.write(&batch).map_err(Error::other))?;
                    return Ok(true);
                }
            }
        }
    }

    fn group(&self, group: usize) -> Result<ParquetRecordBatchReader> {
        let file = self.file.try_clone()?;
        guarded(|| {
            let rows = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone());
            rows.with_row_groups(vec![group]).with_batch_size(ROWS_AT_ONCE).build().map_err(error)
        })
    }
}

impl Read for Lines<'_> {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        if self.read == self.text.len() && !self.unpack()? {
            return Ok(0);
        }
        let read = (&self.text[self.read..]).read(out)?;
        self.read += read;
        Ok(read)
    }
}

/// What `unpack` returns; damage where it panics, as decoders do on some damaged files.
fn guarded<T>(unpack: impl FnOnce() -> Result<T>) -> Result<T> {
    let damaged = |_| Err(Error::other("damaged in a way that cannot be told more precisely"));
    catch_unwind(AssertUnwindSafe(unpack)).unwrap_or_else(damaged)
}

/// What the system says, where it is to blame.
fn error(error: ParquetError) -> Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<Error>() {
            Ok(error) => *error,
            Err(inner) => Error::other(inner),
        },
        error => Error::other(error),
    }
}
