//! The folder of snapshots: which one is in force, and how a new one takes its place at once and whole.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::{SnapshotError, manifest};

/// Names the snapshot in force.
pub(super) const CURRENT: &str = "CURRENT";

/// As much of it as is looked at: an id and a line end, and some to see that there is more.
const CURRENT_BYTES: u64 = 64;

/// How the names of everything begin that is not finished yet.
const PARTIAL: &str = ".partial-";

/// Something unfinished that nobody has written to for this long was left behind by a build that died.
const LEFT_BEHIND: Duration = Duration::from_secs(3600);

/// Is it 32 hexadecimal digits?
pub(super) fn is_id(id: &str) -> bool {
    id.len() == 32 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The folder of the snapshot in force in `dir`, or `dir` itself where it is the folder of a snapshot.
///
/// Cheap: reads one small file. To see whether something new is in force, compare [`Stamp`](super::Stamp)s.
///
/// # Errors
///
/// Fails where there is no snapshot, and where `CURRENT` does not name one.
pub fn current(dir: impl AsRef<Path>) -> Result<PathBuf, SnapshotError> {
    let dir = dir.as_ref();
    if dir.join(manifest::FILE).is_file() {
        return Ok(dir.to_owned());
    }
    let path = dir.join(CURRENT);
    let text = match read_current(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(SnapshotError::Missing { dir: dir.to_owned() });
        }
        Err(source) => return Err(SnapshotError::Io { action: "read", path, source }),
    };
    match std::str::from_utf8(&text).map(str::trim) {
        Ok(id) if is_id(id) && dir.join(id).is_dir() => Ok(dir.join(id)),
        Ok(id) if is_id(id) => Err(SnapshotError::Dangling { id: id.to_owned(), path }),
        _ => Err(SnapshotError::Current { path }),
    }
}

/// The beginning of the file `CURRENT`, which may be of any length: it is other people's.
pub(super) fn read_current(path: &Path) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    File::open(path)?.take(CURRENT_BYTES).read_to_end(&mut text)?;
    Ok(text)
}

/// Puts the snapshot `id` in force.
pub(super) fn set_current(dir: &Path, id: &str) -> Result<(), SnapshotError> {
    replace(&dir.join(CURRENT), format!("{id}\n").as_bytes())
}

/// Deletes every snapshot in `dir` but the one in force, and returns their ids.
///
/// Programs that have one of them open go on reading it where the operating system keeps deleted files
/// for those who have them open, as Unix does.
///
/// # Errors
///
/// Fails where nothing is in force, and where a folder cannot be deleted.
///
/// ```
/// # use scholargraph::{CorpusBuilder, snapshot};
/// # let dir = tempfile::tempdir()?;
/// let (graph, _) = CorpusBuilder::new().finish(Default::default())?;
/// graph.save(&dir, &snapshot::BuildInfo::now())?;
/// assert!(snapshot::prune(&dir)?.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn prune(dir: impl AsRef<Path>) -> Result<Vec<String>, SnapshotError> {
    let dir = dir.as_ref();
    let in_force = current(dir)?;
    let mut pruned = Vec::new();
    for entry in fs::read_dir(dir).map_err(SnapshotError::io("list", dir))? {
        let path = entry.map_err(SnapshotError::io("list", dir))?.path();
        let Some(id) = path.file_name().and_then(|name| name.to_str()).filter(|name| is_id(name)) else { continue };
        if path != in_force && path.join(manifest::FILE).is_file() {
            fs::remove_dir_all(&path).map_err(SnapshotError::io("delete", &path))?;
            pruned.push(id.to_owned());
        }
    }
    pruned.sort_unstable();
    Ok(pruned)
}

/// Deletes what builds that died left behind. What cannot be deleted stays: it is in nobody's way.
///
/// It lies in `dir` itself and, where a file of a snapshot was being replaced, in the folder of the snapshot.
pub(super) fn sweep(dir: &Path) {
    for (name, path) in names_and_paths(dir) {
        if is_id(&name) {
            names_and_paths(&path).for_each(|(name, path)| delete_left_behind(&name, &path));
        } else {
            delete_left_behind(&name, &path);
        }
    }
}

fn names_and_paths(dir: &Path) -> impl Iterator<Item = (String, PathBuf)> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())))
}

fn delete_left_behind(name: &str, path: &Path) {
    if name.starts_with(PARTIAL) && unchanged_for(path).is_some_and(|age| age > LEFT_BEHIND) {
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
}

/// How long nobody has written to `path` or to anything directly inside.
fn unchanged_for(path: &Path) -> Option<Duration> {
    let inside = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    let modified = |path: PathBuf| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let newest = std::iter::once(path.to_owned()).chain(inside).map(modified).max()??;
    SystemTime::now().duration_since(newest).ok()
}

/// A folder in the making. Deleted when dropped, unless it was published.
#[derive(Debug)]
pub(super) struct Partial {
    path: PathBuf,
}

impl Partial {
    pub(super) fn create(dir: &Path) -> Result<Self, SnapshotError> {
        let (path, ()) = create_unfinished(dir, |path| fs::create_dir(path))?;
        Ok(Self { path })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the folder, whose files are all synced, its final name; what has that name is deleted.
    pub(super) fn publish(self, name: &Path) -> Result<(), SnapshotError> {
        sync_dir(&self.path)?;
        let dir = name.parent().unwrap_or(name);
        let _replaced = name.exists().then(|| move_aside(dir, name)).transpose()?;
        if let Err(source) = fs::rename(&self.path, name) {
            // Somebody else may just have built the same snapshot; theirs is as good.
            if !name.join(manifest::FILE).is_file() {
                return Err(SnapshotError::Io { action: "publish", path: name.to_owned(), source });
            }
        }
        sync_dir(dir)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // Gone already where it was published; what cannot be deleted, a later build sweeps away.
        let _ = fs::remove_dir_all(&self.path);
    }
}

fn move_aside(dir: &Path, name: &Path) -> Result<Partial, SnapshotError> {
    let aside = Partial::create(dir)?;
    let inside = aside.path.join("replaced");
    fs::rename(name, inside).map_err(SnapshotError::io("move aside", name))?;
    Ok(aside)
}

/// Replaces the file at `path` at once: whoever reads it sees the old content or the new.
pub(super) fn replace(path: &Path, content: &[u8]) -> Result<(), SnapshotError> {
    let dir = path.parent().unwrap_or(path);
    let (unfinished, mut file) = create_unfinished(dir, |path| File::create_new(path))?;
    let written = file
        .write_all(content)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&unfinished, path))
        .map_err(SnapshotError::io("write", path));
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    written?;
    sync_dir(dir)
}

/// Creates something under a name that nobody else in `dir` uses.
fn create_unfinished<T>(dir: &Path, create: impl Fn(&Path) -> io::Result<T>) -> Result<(PathBuf, T), SnapshotError> {
    // Process ids repeat across containers that share a disk, so the name may be taken.
    let mut number = 0_u64;
    loop {
        let path = dir.join(format!("{PARTIAL}{}-{number}", std::process::id()));
        match create(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Ok(created) => return Ok((path, created)),
            Err(source) => return Err(SnapshotError::Io { action: "create", path, source }),
        }
    }
}

/// Makes sure that the names in `dir` survive a power cut.
fn sync_dir(dir: &Path) -> Result<(), SnapshotError> {
    // Elsewhere folders cannot be opened for that, and need not be.
    if cfg!(unix) {
        File::open(dir).and_then(|dir| dir.sync_all()).map_err(SnapshotError::io("sync", dir))?;
    }
    Ok(())
}
