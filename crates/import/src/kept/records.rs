//! The file of kept records, while it is written.

use std::{
    fmt,
    fs::File,
    io::{self, BufWriter, Seek, Write},
    path::Path,
};

use super::{MAGIC, VERSION, frame, read};
use crate::{AtomicFile, Format, ImportError};

/// The records of an import, to be [kept](crate::Import::keep) for [later ones](crate::Import::base).
///
/// They wait in a file without a name, which goes when this goes, until they are [saved](Self::save).
///
/// ```
/// use scholargraph::CorpusBuilder;
/// use scholargraph_import::{Import, KeptRecords, SourceSpec};
///
/// # let folder = tempfile::tempdir()?;
/// # let [old, new, kept] = ["old.jsonl", "new.jsonl", KeptRecords::FILE].map(|name| folder.path().join(name));
/// # std::fs::write(&old, r#"{"id": "https://openalex.org/W1", "title": "One"}"#)?;
/// # std::fs::write(&new, r#"{"id": "https://openalex.org/W2", "title": "Two"}"#)?;
/// let [old, new] = [old, new].map(|path| SourceSpec::parse(&format!("openalex:{}", path.display())));
/// let mut records = KeptRecords::new_in(folder.path())?;
/// Import::new([old?]).keep(&mut records).run(&CorpusBuilder::new())?;
/// records.save(&kept)?;
///
/// let (graph, _report) = Import::new([new?]).base(&kept).build(Default::default())?;
/// assert_eq!(graph.works().len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct KeptRecords {
    file: BufWriter<File>,
    frames: u64,
}

impl KeptRecords {
    /// What the file is called beside the tables of a snapshot.
    pub const FILE: &str = "records.kept";

    /// No records so far, to wait on the file system of `folder`.
    ///
    /// # Errors
    ///
    /// Fails where nothing can be created there.
    pub fn new_in(folder: impl AsRef<Path>) -> io::Result<Self> {
        Ok(Self { file: BufWriter::with_capacity(1 << 20, tempfile::tempfile_in(folder)?), frames: 0 })
    }

    /// Writes them to the file `path`, whole or not at all.
    ///
    /// # Errors
    ///
    /// Fails where the disk is full or nothing can be created there.
    pub fn save(self, path: impl AsRef<Path>) -> io::Result<()> {
        let mut file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        let mut saved = AtomicFile::create(path.as_ref())?;
        io::copy(&mut file, &mut saved)?;
        saved.finish()
    }

    /// Checks the file `path`, which [`save`](Self::save) wrote: every checksum, and that every record can be read again. Returns
    /// how many parts it has.
    ///
    /// ```
    /// # let folder = tempfile::tempdir()?;
    /// use scholargraph::CorpusBuilder;
    /// use scholargraph_import::{Import, KeptRecords};
    ///
    /// let path = folder.path().join(KeptRecords::FILE);
    /// let mut records = KeptRecords::new_in(&folder)?;
    /// Import::new([]).keep(&mut records).run(&CorpusBuilder::new())?;
    /// records.save(&path)?;
    /// assert_eq!(KeptRecords::verify(&path)?, 0);
    ///
    /// std::fs::write(&path, "scholargraph rec")?;
    /// assert!(KeptRecords::verify(&path).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be read, or is not what was written.
    pub fn verify(path: impl AsRef<Path>) -> Result<u64, ImportError> {
        read::verify(path.as_ref())
    }

    /// Begins the file, whose records are of these formats.
    pub(crate) fn begin(&mut self, formats: &[Format]) -> io::Result<()> {
        let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
        writeln!(self.file, "{MAGIC}{VERSION}\n{}", names.join(" "))
    }

    /// Adds a frame; none where it is empty.
    pub(crate) fn add(&mut self, frame: &[u8]) -> io::Result<()> {
        self.frames += u64::from(!frame.is_empty());
        self.file.write_all(frame)
    }

    /// Ends the file.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        self.file.write_all(&frame::last(self.frames))?;
        self.file.flush()
    }
}

impl fmt::Debug for KeptRecords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeptRecords").field("frames", &self.frames).finish_non_exhaustive()
    }
}
