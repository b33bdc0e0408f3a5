//! Hearing kept records again.

use std::{fs::File, io::Read, path::Path, sync::Arc};

use super::{
    KeptError, MAGIC, Statement, VERSION,
    frame::{self, Fault, Head, MAX_FORMATS, Next},
};
use crate::{
    Format, ImportError,
    batch::Batch,
    read::{Document, Halt, Records, Sink},
};

/// No line at the beginning of the file is longer.
const MAX_LINE_BYTES: usize = 4096;

/// The formats of the records in the file `path`, in the order of their numbers.
pub(crate) fn formats(path: &Path) -> Result<Vec<Format>, ImportError> {
    let heading = File::open(path).map_err(KeptError::Read).and_then(|mut file| heading(&mut file));
    heading.map_err(|error| unreadable(path, error))
}

fn unreadable(path: &Path, error: KeptError) -> ImportError {
    match error {
        KeptError::Read(source) => ImportError::Read { path: path.to_owned(), source },
        error => ImportError::Kept { path: path.to_owned(), error },
    }
}

/// Cuts what `reader` gives into a chunk for each frame, of the document of its format.
pub(crate) fn cut(documents: &[Arc<Document>], reader: &mut dyn Read, sink: &mut dyn Sink) -> Result<bool, Halt> {
    let Some(first) = documents.first() else { return Ok(true) };
    let path = Path::new(&first.place.shown);
    cut_frames(documents, reader, sink).map_err(|stopped| match stopped {
        Stopped::Halt(halt) => halt,
        Stopped::Kept(error) => Halt::Failed(unreadable(path, error)),
    })?;
    Ok(true)
}

enum Stopped {
    Halt(Halt),
    Kept(KeptError),
}

impl From<KeptError> for Stopped {
    fn from(error: KeptError) -> Self {
        Self::Kept(error)
    }
}

fn cut_frames(documents: &[Arc<Document>], reader: &mut dyn Read, sink: &mut dyn Sink) -> Result<(), Stopped> {
    heading(reader)?;
    for number in 0.. {
        let damaged = |detail: &str| KeptError::Damaged { frame: number, detail: detail.to_owned() };
        let head = match frame::next(reader).map_err(|fault| fault.in_frame(number))? {
            Next::Frame(head) => head,
            Next::End(frames) if frames == number => return Ok(()),
            Next::End(_) => return Err(damaged("the file ends here, and frames are missing").into()),
        };
        let document = documents.get(usize::from(head.format)).ok_or_else(|| damaged("of a format without a name"))?;
        let mut buffer = sink.buffer();
        if buffer.fill(reader, head.rest()).map_err(KeptError::Read)? {
            return Err(damaged("the file ends here").into());
        }
        sink.chunk(document, buffer, Records::Kept { number, head }, Vec::new()).map_err(Stopped::Halt)?;
    }
    Ok(())
}

/// Says the statements of a frame again. `rest` is what stands behind its head.
pub(crate) fn replay(number: u64, head: Head, rest: &[u8], batch: &mut Batch<'_>) -> Result<(), KeptError> {
    let statements = frame::unpack(head, rest).map_err(|fault| fault.in_frame(number))?;
    let mut rest = &statements[..];
    while !rest.is_empty() {
        let statement;
        (statement, rest) = postcard::take_from_bytes::<Statement<'_, '_>>(rest)
            .map_err(|error| Fault::Damage(error.to_string()).in_frame(number))?;
        batch.hear(&statement);
    }
    Ok(())
}

/// Reads the two lines at the beginning.
fn heading(reader: &mut dyn Read) -> Result<Vec<Format>, KeptError> {
    let version = line(reader)?.strip_prefix(MAGIC).and_then(|version| version.parse().ok());
    match version {
        Some(VERSION) => {}
        Some(found) => return Err(KeptError::Version { found }),
        None => return Err(KeptError::Foreign),
    }
    let formats: Result<Vec<Format>, KeptError> = line(reader)?
        .split_whitespace()
        .map(|name| name.parse().map_err(|_| KeptError::UnknownFormat { format: name.to_owned() }))
        .collect();
    formats.and_then(|formats| if formats.len() > MAX_FORMATS { Err(KeptError::Foreign) } else { Ok(formats) })
}

fn line(reader: &mut dyn Read) -> Result<String, KeptError> {
    let mut line = Vec::new();
    let mut byte = [0];
    while line.len() < MAX_LINE_BYTES && reader.read(&mut byte)? == 1 {
        if byte[0] == b'\n' {
            return String::from_utf8(line).map_err(|_| KeptError::Foreign);
        }
        line.push(byte[0]);
    }
    Err(KeptError::Foreign)
}
