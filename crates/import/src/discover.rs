//! From sources to files, in an order that depends on nothing but their names.

use std::{
    fs, io,
    io::Read,
    path::{Path, PathBuf},
};

use crate::{
    Format, ImportError, Progress, SourceSpec, kept,
    quarantine::Rejection,
    read::{Halt, Place, Visitor, open},
};

/// A file to read.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    pub(crate) content: Content,
    /// The number of the source it belongs to.
    pub(crate) source: usize,
    pub(crate) bytes: u64,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Records of a format.
    Records(Format),
    /// What an earlier build kept of records of these formats.
    Kept(Vec<Format>),
}

impl Content {
    /// The formats of its records.
    pub(crate) fn formats(&self) -> &[Format] {
        match self {
            Self::Records(format) => std::slice::from_ref(format),
            Self::Kept(formats) => formats,
        }
    }

    /// The word for it in reports.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Records(format) => format.name(),
            Self::Kept(_) => "kept",
        }
    }
}

impl Input {
    /// The file of kept records at `path`. It comes before all `others`, and counts as a source of its own.
    pub(crate) fn kept(path: &Path, others: &[SourceSpec]) -> Result<Self, ImportError> {
        let content = Content::Kept(kept::formats(path)?);
        let bytes = fs::metadata(path).map_err(|error| read_error(path, error))?.len();
        Ok(Self { path: path.to_owned(), content, source: others.len(), bytes })
    }

    /// The path with forward slashes.
    pub(crate) fn name(&self) -> String {
        self.path.to_string_lossy().replace('\\', "/")
    }
}

/// Folders within folders that are looked into.
const MAX_DEPTH: usize = 32;

/// All files of all sources: sources as given, the files of each by path.
pub(crate) fn discover(sources: &[SourceSpec]) -> Result<Vec<Input>, ImportError> {
    let mut inputs = Vec::new();
    for (source, spec) in sources.iter().enumerate() {
        let paths = files(&spec.path)?;
        let format = match spec.format {
            Some(format) => format,
            None => recognise(&spec.path, &paths)?,
        };
        for path in paths {
            let bytes = fs::metadata(&path).map_err(|error| read_error(&path, error))?.len();
            inputs.push(Input { path, content: Content::Records(format), source, bytes });
        }
    }
    Ok(inputs)
}

/// The files that a path or pattern means, sorted.
fn files(given: &str) -> Result<Vec<PathBuf>, ImportError> {
    let not_found = || ImportError::NotFound { path: given.to_owned() };
    let named = if Path::new(given).exists() {
        vec![PathBuf::from(given)]
    } else {
        let matches = glob::glob(given).map_err(|_| not_found())?;
        let matches =
            matches.filter(|found| found.as_ref().map_or(true, |path| climbs(path) <= climbs(Path::new(given))));
        matches.collect::<Result<Vec<_>, _>>().map_err(|error| read_error(error.path(), error.error().kind().into()))?
    };
    if named.is_empty() {
        return Err(not_found());
    }
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() { walk(&path, 0, &mut files)? } else { files.push(path) }
    }
    if files.is_empty() {
        return Err(ImportError::NoFiles { path: given.to_owned() });
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// How often a path names the folder it is in, or the one above. Where a pattern does so less often, as `a/.*` does,
/// it was not meant.
fn climbs(path: &Path) -> usize {
    let text = path.to_string_lossy();
    text.split(std::path::is_separator).filter(|part| matches!(*part, "." | "..")).count()
}

/// All files below a folder but hidden ones. Links to folders are not followed: they may lead in a circle.
fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), ImportError> {
    let failed = |error| read_error(folder, error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with(['.', '_']) {
            continue;
        }
        if kind.is_dir() {
            if depth < MAX_DEPTH {
                walk(&path, depth + 1, files)?;
            }
        } else if path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn read_error(path: &Path, source: io::Error) -> ImportError {
    ImportError::Read { path: path.to_owned(), source }
}

/// The format that the names of the files show, else that of the first file that shows one.
fn recognise(given: &str, files: &[PathBuf]) -> Result<Format, ImportError> {
    if let Some(format) = Format::recognise_files(files) {
        return Ok(format);
    }
    for path in files.iter().take(MAX_FILES_TRIED) {
        let mut look = Look { format: None, documents: 0 };
        match open(path, &path.to_string_lossy(), &Progress::default(), &mut look) {
            Ok(()) | Err(Halt::Stopped) => {}
            Err(Halt::Failed(error)) => return Err(error),
        }
        if let Some(format) = look.format {
            return Ok(format);
        }
    }
    Err(ImportError::NotRecognised { path: given.to_owned() })
}

const MAX_FILES_TRIED: usize = 16;
const MAX_DOCUMENTS_TRIED: usize = 16;
const BYTES_TRIED: u64 = 64 << 10;

/// Looks at how documents begin.
struct Look {
    format: Option<Format>,
    documents: usize,
}

impl Visitor for Look {
    fn document(&mut self, _: &Place, reader: &mut dyn Read) -> Result<bool, Halt> {
        let mut start = Vec::new();
        let intact = reader.take(BYTES_TRIED).read_to_end(&mut start).is_ok();
        self.format = Format::recognise(&start);
        self.documents += 1;
        if self.format.is_some() || self.documents == MAX_DOCUMENTS_TRIED { Err(Halt::Stopped) } else { Ok(intact) }
    }

    fn unreadable(&mut self, _: &Place, _: Rejection) -> Result<(), Halt> {
        Ok(())
    }
}
