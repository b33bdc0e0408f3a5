//! Hearing kept records again.

use std::{
    fs::File,
    io::{BufReader, Read},
    path::Path,
    sync::Arc,
};

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
    each_frame(reader, documents.len(), |number, head, reader| {
        let mut buffer = sink.buffer();
        if buffer.fill(reader, head.rest()).map_err(KeptError::Read)? {
            return Err(cut_short(number).into());
        }
        let document = &documents[usize::from(head.format)];
        sink.chunk(document, buffer, Records::Kept { number, head }, Vec::new()).map_err(Stopped::Halt)
    })
}

/// Calls `visit` with the number and the head of every frame, whose records are of one of so many formats, and with what is
/// behind the head, which it must read.
fn each_frame<E: From<KeptError>>(
    reader: &mut dyn Read,
    formats: usize,
    mut visit: impl FnMut(u64, Head, &mut dyn Read) -> Result<(), E>,
) -> Result<(), E> {
    for number in 0.. {
        let damaged = |detail: &str| KeptError::Damaged { frame: number, detail: detail.to_owned() };
        match frame::next(reader).map_err(|fault| fault.in_frame(number))? {
            Next::Frame(head) if usize::from(head.format) < formats => visit(number, head, reader)?,
            Next::Frame(_) => return Err(damaged("of a format without a name").into()),
            Next::End(frames) if frames == number => return Ok(()),
            Next::End(_) => return Err(damaged("the file ends here, and frames are missing").into()),
        }
    }
    Ok(())
}

fn cut_short(frame: u64) -> KeptError {
    KeptError::Damaged { frame, detail: "the file ends here".to_owned() }
}

/// Reads the file `path` from one end to the other; how many frames it has.
pub(super) fn verify(path: &Path) -> Result<u64, ImportError> {
    verify_frames(path).map_err(|error| unreadable(path, error))
}

fn verify_frames(path: &Path) -> Result<u64, KeptError> {
    let mut reader = BufReader::with_capacity(1 << 20, File::open(path)?);
    let formats = heading(&mut reader)?;
    let (mut frames, mut rest) = (0, Vec::new());
    each_frame(&mut reader, formats.len(), |number, head, reader| {
        rest.clear();
        if reader.take(head.rest() as u64).read_to_end(&mut rest)? < head.rest() {
            return Err(cut_short(number));
        }
        frames += 1;
        each_statement(number, head, &rest, |_| ())
    })?;
    Ok(frames)
}

/// Says the statements of a frame again. `rest` is what stands behind its head.
pub(crate) fn replay(number: u64, head: Head, rest: &[u8], batch: &mut Batch<'_>) -> Result<(), KeptError> {
    each_statement(number, head, rest, |statement| batch.hear(statement))
}

fn each_statement(
    number: u64,
    head: Head,
    rest: &[u8],
    mut visit: impl FnMut(&Statement<'_, '_>),
) -> Result<(), KeptError> {
    let statements = frame::unpack(head, rest).map_err(|fault| fault.in_frame(number))?;
    let mut rest = &statements[..];
    while !rest.is_empty() {
        let statement;
        (statement, rest) = postcard::take_from_bytes::<Statement<'_, '_>>(rest)
            .map_err(|error| Fault::Damage(error.to_string()).in_frame(number))?;
        visit(&statement);
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
