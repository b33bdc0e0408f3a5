//! From a folder of files to a graph.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    FileEntry, Manifest, ManifestFlaw, SnapshotError, folder, manifest,
    map::{Access, Map},
    read::{ReadTable, read_table},
    write::{file_name, header_checksum},
};
use crate::{
    graph::{Graph, Overlay, Tables},
    prefetch::expect_on_disk,
};

/// A snapshot that was opened.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Opened {
    /// The graph, whose columns are windows into the files.
    pub graph: Graph,
    /// What the snapshot says about itself.
    pub manifest: Manifest,
    /// Where it lies.
    pub folder: PathBuf,
    maps: Vec<Map>,
}

impl Graph {
    /// Opens the snapshot in `dir`; see [`snapshot::open`](open).
    ///
    /// # Errors
    ///
    /// As [`snapshot::open`](open).
    pub fn open(dir: impl AsRef<Path>) -> Result<Self, SnapshotError> {
        open(dir).map(|opened| opened.graph)
    }
}

impl Opened {
    /// Tells the system how the graph will be read from now on; unless told, it expects [`Access::Throughout`].
    ///
    /// ```
    /// # use scholargraph::{CorpusBuilder, snapshot};
    /// # let dir = tempfile::tempdir()?;
    /// # let (graph, _) = CorpusBuilder::new().finish(Default::default())?;
    /// # graph.save(&dir, &snapshot::BuildInfo::now())?;
    /// let opened = snapshot::open(&dir)?;
    /// opened.advise(snapshot::Access::Scattered);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn advise(&self, access: Access) {
        expect_on_disk(access == Access::Cold);
        self.advise_maps(access);
    }

    fn advise_maps(&self, access: Access) {
        self.maps.iter().for_each(|map| map.advise(access));
    }
}

/// Opens the snapshot in force in `dir`, or the one that lies in `dir` itself.
///
/// Reads the manifest and the headers of every file, and maps the rest: milliseconds, whatever the size.
/// The data is *not* checked; that is what [`verify`](super::verify) does. Until then damaged data may give
/// wrong answers, but no panic. Files must not be changed while the graph is in use.
///
/// # Errors
///
/// Fails where there is no snapshot, where it is of another format version, and where its manifest, the length
/// of a file or a header is not what was written.
pub fn open(dir: impl AsRef<Path>) -> Result<Opened, SnapshotError> {
    let dir = dir.as_ref();
    let folder = folder::current(dir)?;
    let manifest = read_manifest(dir, &folder)?;
    let (tables, maps) = open_tables(&folder, &manifest)?;
    let opened = Opened { graph: Graph::new(tables), manifest, folder, maps };
    opened.advise_maps(Access::default());
    Ok(opened)
}

/// The manifest of `folder`, which `dir` led to.
pub(super) fn read_manifest(dir: &Path, folder: &Path) -> Result<Manifest, SnapshotError> {
    let manifest = Manifest::read(folder)?;
    if dir != folder && folder.file_name().is_none_or(|name| name != manifest.id()) {
        let flaw = ManifestFlaw::Id(manifest.id().to_owned());
        return Err(SnapshotError::Manifest { path: folder.join(manifest::FILE), flaw });
    }
    Ok(manifest)
}

pub(super) fn open_tables(folder: &Path, manifest: &Manifest) -> Result<(Tables, Vec<Map>), SnapshotError> {
    let mut files = Files { folder, manifest, maps: Vec::new() };
    let tables = Tables {
        works: files.table()?,
        people: files.table()?,
        topics: files.table()?,
        institutions: files.table()?,
        sources: files.table()?,
        work_relations: files.table()?,
        bylines: files.table()?,
        raw_affiliations: files.table()?,
        terms: files.table()?,
        person_relations: files.table()?,
        topic_relations: files.table()?,
        institution_relations: files.table()?,
        abstracts: files.table()?,
        aliases: files.table()?,
        lookups: files.table()?,
        provenance: files.table()?,
        meta: manifest.meta.clone(),
        overlay: Overlay::default(),
    };
    Ok((tables, files.maps))
}

/// The files that a manifest lists.
struct Files<'a> {
    folder: &'a Path,
    manifest: &'a Manifest,
    /// Those that have been opened.
    maps: Vec<Map>,
}

impl Files<'_> {
    fn table<T: ReadTable>(&mut self) -> Result<T, SnapshotError> {
        let name = file_name::<T>();
        let Some(entry) = self.manifest.file(&name) else {
            let path = self.folder.join(manifest::FILE);
            return Err(SnapshotError::Manifest { path, flaw: ManifestFlaw::Unlisted(name) });
        };
        let (path, map) = open_file(self.folder, entry)?;
        let table = read_table(&path, &map);
        self.maps.push(map);
        table
    }
}

/// Maps a file after a look at its length and its headers.
pub(super) fn open_file(folder: &Path, entry: &FileEntry) -> Result<(PathBuf, Map), SnapshotError> {
    let path = folder.join(&entry.name);
    check_length(&path, entry)?;
    let map = Map::open(&path).map_err(SnapshotError::io("map", &path))?;
    if header_checksum(map.bytes(), entry.body) != Some(entry.header_crc32) {
        return Err(SnapshotError::Header { path });
    }
    Ok((path, map))
}

/// Is the file there, and as long as it was written?
pub(super) fn check_length(path: &Path, entry: &FileEntry) -> Result<(), SnapshotError> {
    let found = match fs::metadata(path) {
        Ok(metadata) => metadata.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(SnapshotError::FileMissing { path: path.to_owned() });
        }
        Err(source) => return Err(SnapshotError::Io { action: "read", path: path.to_owned(), source }),
    };
    let expected = entry.bytes;
    if found == expected { Ok(()) } else { Err(SnapshotError::Length { path: path.to_owned(), expected, found }) }
}
