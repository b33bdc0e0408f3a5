//! From a graph to a folder of files.

use std::{
    fs::{self, File},
    io::{BufWriter, IntoInnerError},
    path::{Path, PathBuf},
};

use arrow_array::RecordBatch;
use arrow_ipc::{
    MetadataVersion,
    writer::{FileWriter, IpcWriteOptions},
};
use arrow_schema::{ArrowError, Field, Schema};
use rayon::prelude::*;

use super::{
    BuildInfo, Crc32, FileEntry, Manifest, SnapshotError,
    checksum::Checksummed,
    encode,
    folder::{self, Partial},
    frame::Frame,
    map::Map,
    verify,
};
use crate::{column::ColumnRef, graph::Graph, model::Table};

/// A cache line, and what Arrow recommends.
const ALIGNMENT: usize = 64;

/// A graph that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Saved {
    /// The snapshot id.
    pub id: String,
    /// Where it lies: the folder of that name.
    pub folder: PathBuf,
    /// What its files take on disk, in bytes.
    pub bytes: u64,
    /// Were the same tables there already, whole, so that only the manifest was written?
    pub kept: bool,
}

impl Graph {
    /// Saves the graph as a snapshot in the folder `dir` and puts it in force.
    ///
    /// All at once or not at all: whoever opens `dir` meanwhile, and after a crash, finds the snapshot that was
    /// in force before. Other snapshots in `dir` stay; see [`prune`](super::prune). O(size of the graph).
    ///
    /// # Errors
    ///
    /// Fails where the folder cannot be written to, and on a graph with [changes](crate::Changes), whose rows do not
    /// lie as a snapshot stores them: save it before it is changed, and build it again to have the changes stored.
    ///
    /// ```
    /// use scholargraph::{CorpusBuilder, Graph, snapshot::BuildInfo};
    /// # let dir = tempfile::tempdir()?;
    /// let (graph, _) = CorpusBuilder::new().finish(Default::default())?;
    /// let saved = graph.save(&dir, &BuildInfo::now())?;
    /// assert_eq!(Graph::open(&dir)?.meta().id, saved.id);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn save(&self, dir: impl AsRef<Path>, build: &BuildInfo) -> Result<Saved, SnapshotError> {
        self.save_with(dir, build, |_| Ok(()))
    }

    /// The same, with more files than the tables: `beside` is given the folder of the tables before the snapshot
    /// is in force, and puts its own there, so that nobody ever opens the one without the other.
    ///
    /// Where the same tables are there already, the folder may be in use: replace files in it whole, by renaming.
    ///
    /// # Errors
    ///
    /// As [`save`](Self::save), and where `beside` fails; the snapshot in force before stays so.
    ///
    /// ```
    /// # use scholargraph::{CorpusBuilder, snapshot::BuildInfo};
    /// # let dir = tempfile::tempdir()?;
    /// # let (graph, _) = CorpusBuilder::new().finish(Default::default())?;
    /// let saved = graph.save_with(&dir, &BuildInfo::now(), |folder| {
    ///     std::fs::write(folder.join("README"), "mine")?;
    ///     Ok::<(), Box<dyn std::error::Error>>(())
    /// })?;
    /// assert!(saved.folder.join("README").exists());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn save_with<E: From<SnapshotError>>(
        &self,
        dir: impl AsRef<Path>,
        build: &BuildInfo,
        beside: impl FnOnce(&Path) -> Result<(), E>,
    ) -> Result<Saved, E> {
        if self.is_changed() {
            return Err(SnapshotError::Changed { base: self.base_id().to_owned() }.into());
        }
        let dir = dir.as_ref();
        fs::create_dir_all(dir).map_err(SnapshotError::io("create", dir))?;
        folder::sweep(dir);
        let id = self.meta().id.clone();
        let folder = dir.join(&id);
        let files = verify::sound_files(&folder);
        let kept = files.is_some();
        let manifest = match files {
            Some(files) => {
                beside(&folder)?;
                refresh(self, &folder, files, build)?
            }
            None => write(self, dir, &folder, build, beside)?,
        };
        folder::set_current(dir, &id)?;
        Ok(Saved { bytes: manifest.bytes(), id, folder, kept })
    }
}

/// Writes the manifest anew, which may know more than the one that is there.
fn refresh(graph: &Graph, folder: &Path, files: Vec<FileEntry>, build: &BuildInfo) -> Result<Manifest, SnapshotError> {
    let manifest = Manifest::new(graph.tables(), files, build);
    manifest.write(folder)?;
    Ok(manifest)
}

fn write<E: From<SnapshotError>>(
    graph: &Graph,
    dir: &Path,
    folder: &Path,
    build: &BuildInfo,
    beside: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<Manifest, E> {
    let partial = Partial::create(dir)?;
    let mut tables = Vec::new();
    graph.tables().for_each(|name, columns| tables.push((name, columns)));
    let files = tables.par_iter().map(|(name, columns)| write_table(partial.path(), name, columns));
    let manifest = Manifest::new(graph.tables(), files.collect::<Result<_, SnapshotError>>()?, build);
    manifest.write(partial.path())?;
    beside(partial.path())?;
    partial.publish(folder)?;
    Ok(manifest)
}

/// The name of the file of `T`.
pub(super) fn file_name<T: Table>() -> String {
    format!("{}.arrow", T::NAME)
}

fn write_table(
    folder: &Path,
    table: &'static str,
    columns: &[(&'static str, ColumnRef<'_>)],
) -> Result<FileEntry, SnapshotError> {
    let name = format!("{table}.arrow");
    let path = folder.join(&name);
    let unsound = |column: &str, source| SnapshotError::Unsound { table, column: column.to_owned(), source };
    let arrays = columns.iter().map(|(name, column)| encode::array(column).map_err(|error| unsound(name, error)));
    let arrays = arrays.collect::<Result<Vec<_>, _>>()?;
    let fields =
        columns.iter().zip(&arrays).map(|((name, _), array)| Field::new(*name, array.data_type().clone(), false));
    let schema = Schema::new(fields.collect::<Vec<_>>());
    let batch = RecordBatch::try_new(schema.into(), arrays).map_err(|error| unsound("*", error))?;
    let rows = batch.num_rows() as u64;
    let (bytes, crc32) = write_batch(&path, &batch).map_err(|error| match error {
        ArrowError::IoError(_, source) => SnapshotError::Io { action: "write", path: path.clone(), source },
        other => unsound("*", other),
    })?;
    let (body, header_crc32) = header(&path)?;
    Ok(FileEntry { name, bytes, rows, crc32, body, header_crc32 })
}

/// Writes and syncs a file with one record batch; returns its length and checksum.
fn write_batch(path: &Path, batch: &RecordBatch) -> Result<(u64, Crc32), ArrowError> {
    let options = IpcWriteOptions::try_new(ALIGNMENT, false, MetadataVersion::V5)?;
    let file = BufWriter::new(Checksummed::new(File::create_new(path)?));
    let mut writer = FileWriter::try_new_with_options(file, batch.schema_ref(), options)?;
    writer.write(batch)?;
    let file = writer.into_inner()?.into_inner().map_err(IntoInnerError::into_error)?;
    let (file, bytes, crc32) = file.finish();
    file.sync_all()?;
    Ok((bytes, crc32))
}

/// Where the body of a file lies that was just written, and the checksum of everything else.
fn header(path: &Path) -> Result<((u64, u64), Crc32), SnapshotError> {
    let map = Map::open(path).map_err(SnapshotError::io("map", path))?;
    let frame = Frame::parse(map.bytes()).map_err(|part| SnapshotError::Frame { path: path.to_owned(), part })?;
    let (start, end) = (frame.body.start as u64, frame.body.end as u64);
    let checksum = header_checksum(map.bytes(), (start, end));
    Ok(((start, end), checksum.ok_or_else(|| SnapshotError::Header { path: path.to_owned() })?))
}

/// The checksum of everything in a file but its body; `None` where the body is not within the file.
pub(super) fn header_checksum(file: &[u8], body: (u64, u64)) -> Option<Crc32> {
    let before = file.get(..usize::try_from(body.0).ok()?)?;
    let after = file.get(usize::try_from(body.1).ok()?..)?;
    (body.0 <= body.1).then(|| Crc32::of(&[before, after]))
}
