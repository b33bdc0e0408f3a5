//! Checking all data of a snapshot.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use rayon::prelude::*;

use super::{
    Crc32, FileEntry, Manifest, Opened, SnapshotError, folder,
    open::{open_file, open_tables, read_manifest},
};
use crate::graph::{Defect, Tables, snapshot_id};

/// What became of a check.
#[derive(Debug)]
#[non_exhaustive]
pub struct Verification {
    /// The snapshot id.
    pub id: String,
    /// Where the snapshot lies.
    pub folder: PathBuf,
    /// How many bytes were read.
    pub bytes: u64,
    /// What is wrong; empty for a sound snapshot. At most a few for every column.
    pub problems: Vec<Problem>,
}

impl Verification {
    /// Is nothing wrong?
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Something wrong with a snapshot. Displays as one line that names file and table.
#[derive(Debug)]
#[non_exhaustive]
pub enum Problem {
    /// A file is missing, cut, or not laid out as it was written.
    File(SnapshotError),
    /// The content of a file is not what was written.
    Checksum {
        /// The file's name.
        file: String,
        /// Its checksum when it was written.
        expected: Crc32,
        /// Its checksum now.
        found: Crc32,
    },
    /// A table contradicts itself or another.
    Defect {
        /// The file's name.
        file: String,
        /// What is wrong with the table.
        defect: Defect,
    },
    /// The tables are not those that the snapshot id stands for.
    Id {
        /// The id in the manifest.
        expected: String,
        /// The id of the tables.
        found: String,
    },
    /// The manifest counts other nodes or edges than there are.
    Counts,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            Self::Checksum { file, expected, found } => {
                write!(f, "{file} is damaged: its checksum is {found} instead of {expected}")
            }
            Self::Defect { file, defect } => write!(f, "{file}: {defect}"),
            Self::Id { expected, found } => write!(f, "the tables have the snapshot id {found} instead of {expected}"),
            Self::Counts => f.write_str("the manifest counts other nodes or edges than there are"),
        }
    }
}

/// Checks everything about the snapshot in `dir`: the checksum of every file, the snapshot id, and that the
/// tables fit together.
///
/// As fast as the files can be read and hashed, on all cores; memory beside the page cache is small.
///
/// # Errors
///
/// Fails where there is no manifest to check against. All that is wrong beyond that is in the
/// [`Verification`].
///
/// ```
/// use scholargraph::{CorpusBuilder, snapshot};
/// # let dir = tempfile::tempdir()?;
/// let (graph, _) = CorpusBuilder::new().finish(Default::default())?;
/// graph.save(&dir, &snapshot::BuildInfo::now())?;
/// assert!(snapshot::verify(&dir)?.is_sound());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verify(dir: impl AsRef<Path>) -> Result<Verification, SnapshotError> {
    verify_with(dir, |_, _| ())
}

/// The same, telling `progress` after every mebibyte how many bytes are checked, and of how many.
///
/// # Errors
///
/// As [`verify`].
pub fn verify_with(dir: impl AsRef<Path>, progress: impl Fn(u64, u64) + Sync) -> Result<Verification, SnapshotError> {
    let folder = folder::current(&dir)?;
    let manifest = read_manifest(dir.as_ref(), &folder)?;
    let mut problems = file_problems(&folder, &manifest, progress);
    if !problems.iter().any(|problem| matches!(problem, Problem::File(_))) {
        match open_tables(&folder, &manifest) {
            Ok((tables, _)) => problems.extend(table_problems(&tables, &manifest)),
            Err(error) => problems.push(Problem::File(error)),
        }
    }
    Ok(Verification { id: manifest.id().to_owned(), bytes: manifest.bytes(), folder, problems })
}

impl Opened {
    /// Checks everything, as [`verify_with`] does, on the graph that is open: what a server does before it
    /// answers from it.
    pub fn verify(&self, progress: impl Fn(u64, u64) + Sync) -> Verification {
        let mut problems = file_problems(&self.folder, &self.manifest, progress);
        problems.extend(table_problems(self.graph.tables(), &self.manifest));
        let id = self.manifest.id().to_owned();
        Verification { id, bytes: self.manifest.bytes(), folder: self.folder.clone(), problems }
    }
}

/// The files of the snapshot in `folder`, if all of them are what was written.
pub(super) fn sound_files(folder: &Path) -> Option<Vec<FileEntry>> {
    let manifest = Manifest::read(folder).ok()?;
    let named = folder.file_name().is_some_and(|name| name == manifest.id());
    (named && file_problems(folder, &manifest, |_, _| ()).is_empty()).then_some(manifest.files)
}

fn file_problems(folder: &Path, manifest: &Manifest, progress: impl Fn(u64, u64) + Sync) -> Vec<Problem> {
    let (done, total) = (AtomicU64::new(0), manifest.bytes());
    let progress = |bytes| progress(done.fetch_add(bytes, Ordering::Relaxed) + bytes, total);
    manifest.files.par_iter().filter_map(|entry| file_problem(folder, entry, progress)).collect()
}

fn file_problem(folder: &Path, entry: &FileEntry, progress: impl Fn(u64)) -> Option<Problem> {
    if let Err(error) = open_file(folder, entry) {
        return Some(Problem::File(error));
    }
    let path = folder.join(&entry.name);
    match Crc32::of_file(&path, progress) {
        Ok(found) if found == entry.crc32 => None,
        Ok(found) => Some(Problem::Checksum { file: entry.name.clone(), expected: entry.crc32, found }),
        Err(source) => Some(Problem::File(SnapshotError::Io { action: "read", path, source })),
    }
}

fn table_problems(tables: &Tables, manifest: &Manifest) -> Vec<Problem> {
    let file = |defect: &Defect| format!("{}.arrow", defect.table);
    let defects = tables.check().into_iter();
    let mut problems: Vec<_> = defects.map(|defect| Problem::Defect { file: file(&defect), defect }).collect();
    let found = snapshot_id(tables);
    if found != manifest.id() {
        problems.push(Problem::Id { expected: manifest.id().to_owned(), found });
    }
    let counted = Manifest::new(tables, Vec::new(), &manifest.build);
    if (&counted.nodes, &counted.relations) != (&manifest.nodes, &manifest.relations) {
        problems.push(Problem::Counts);
    }
    problems
}
