//! From a file to the documents in it.

use std::{
    fs::File,
    io::{BufRead, BufReader, Error, Read, Result as IoResult, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use super::{
    Halt, archive,
    packed::{Packed, decompress, look},
    parquet::Lines,
};
use crate::{
    ImportError, Progress,
    quarantine::{Reason, Rejection},
};

/// Bytes read from a file at a time.
const FILE_BUFFER_BYTES: usize = 1 << 20;

/// How often something may be packed over: `.tar` in `.zip` in `.xz` is more than anybody does.
const MAX_DEPTH: usize = 4;

/// A file whose bytes are counted as they are read.
pub(crate) struct Counted<'p> {
    file: File,
    progress: &'p Progress,
}

impl Read for Counted<'_> {
    fn read(&mut self, out: &mut [u8]) -> IoResult<usize> {
        let read = self.file.read(out)?;
        self.progress.add_bytes(read as u64);
        Ok(read)
    }
}

impl Seek for Counted<'_> {
    fn seek(&mut self, to: SeekFrom) -> IoResult<u64> {
        self.file.seek(to)
    }
}

/// What a document is called.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// In messages: the path of the file, and behind a `!` the one inside the archive.
    pub(crate) shown: String,
    /// To the format: a path with forward slashes, without what compression adds.
    pub(crate) name: String,
}

impl Place {
    /// That of a member of this archive. Of a name that is too long, only the beginning is shown.
    pub(super) fn member(&self, name: &str) -> Self {
        let end = (0..=archive::MAX_NAME_BYTES).rev().find(|&end| name.is_char_boundary(end)).unwrap_or(0);
        let name = &name[..end];
        Self { shown: format!("{}!{name}", self.shown), name: format!("{}/{}", self.name, name.replace('\\', "/")) }
    }
}

/// Takes the documents of a file.
pub(crate) trait Visitor {
    /// Takes a document. `Ok(false)` where it broke off.
    fn document(&mut self, place: &Place, reader: &mut dyn Read) -> Result<bool, Halt>;

    /// Takes note of something that should have been a document.
    fn unreadable(&mut self, place: &Place, rejection: Rejection) -> Result<(), Halt>;
}

/// Opens the file at `path`, called `name` within its source, and shows `visitor` every document in it.
pub(crate) fn open(path: &Path, name: &str, progress: &Progress, visitor: &mut dyn Visitor) -> Result<(), Halt> {
    let file = counted(path, progress)?;
    let place = Place { shown: path.display().to_string(), name: name.to_owned() };
    let stream = BufReader::with_capacity(FILE_BUFFER_BYTES, file);
    Unpack { path, progress, visitor }.stream(&place, Box::new(stream), 0).map(drop)
}

fn counted<'p>(path: &Path, progress: &'p Progress) -> Result<Counted<'p>, Halt> {
    let file = File::open(path).map_err(|error| failed(path, error))?;
    Ok(Counted { file, progress })
}

fn failed(path: &Path, source: Error) -> Halt {
    Halt::Failed(ImportError::Read { path: PathBuf::from(path), source })
}

/// One file on its way through its packings.
pub(super) struct Unpack<'a> {
    path: &'a Path,
    progress: &'a Progress,
    visitor: &'a mut dyn Visitor,
}

impl Unpack<'_> {
    /// Shows the documents in `stream`. `Ok(false)` where it broke off.
    pub(super) fn stream(&mut self, place: &Place, stream: Box<dyn BufRead + '_>, depth: usize) -> Result<bool, Halt> {
        let (packed, mut stream) = look(stream);
        if packed == Packed::Plain {
            return self.visitor.document(place, &mut stream);
        }
        if depth == MAX_DEPTH {
            let detail = format!("packed more than {MAX_DEPTH} times over: unpack it first");
            return self.passed_over(place, Rejection::new(Reason::Unreadable, detail));
        }
        match packed {
            Packed::Tar => archive::tar(self, place, stream, depth),
            Packed::Zip if depth == 0 => {
                let file = counted(self.path, self.progress)?;
                archive::zip(self, place, BufReader::with_capacity(FILE_BUFFER_BYTES, file), stream)
            }
            Packed::Zip => {
                let detail = "a zip file inside something packed cannot be read: unpack it first";
                self.passed_over(place, Rejection::new(Reason::Unreadable, detail))
            }
            Packed::Parquet if depth == 0 => self.parquet(place),
            Packed::Parquet => {
                let detail = "a Parquet file inside something packed cannot be read: unpack it first";
                self.passed_over(place, Rejection::new(Reason::Unreadable, detail))
            }
            _ => {
                let inner = Place { name: packed.inner_name(&place.name).to_owned(), ..place.clone() };
                match decompress(packed, stream) {
                    Ok(Some(stream)) => self.stream(&inner, stream, depth + 1),
                    Ok(None) => Ok(true),
                    Err(error) => self.broken_off(place, error),
                }
            }
        }
    }

    /// Shows the rows of the file as lines of JSON.
    fn parquet(&mut self, place: &Place) -> Result<bool, Halt> {
        let file = File::open(self.path).map_err(|error| failed(self.path, error))?;
        match Lines::open(file, self.progress) {
            Ok(mut lines) => {
                let name = Packed::Parquet.inner_name(&place.name).to_owned();
                self.visitor.document(&Place { name, ..place.clone() }, &mut lines)
            }
            Err(error) => self.broken_off(place, error),
        }
    }

    /// Reports damage that is no document's, unless the system is to blame: that ends the import.
    pub(super) fn broken_off(&mut self, place: &Place, error: Error) -> Result<bool, Halt> {
        if error.raw_os_error().is_some() {
            return Err(failed(self.path, error));
        }
        self.visitor.unreadable(place, Rejection::new(Reason::BrokenOff, error.to_string()))?;
        Ok(false)
    }

    /// Reports what cannot be read and is whole for all that is known: what comes behind it is looked at.
    pub(super) fn passed_over(&mut self, place: &Place, rejection: Rejection) -> Result<bool, Halt> {
        self.visitor.unreadable(place, rejection)?;
        Ok(true)
    }
}
