//! Files and folders that appear whole or not at all.

use std::{
    fs::{self, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::{NamedTempFile, TempDir};

/// A file that takes its name once it is [finished](Self::finish); one that never is leaves nothing behind.
///
/// What is there and no file, such as a device or a pipe, stays what it is and is written to at once.
///
/// ```
/// use std::io::Write;
/// use scholargraph_import::AtomicFile;
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("quarantine.jsonl");
/// let mut file = AtomicFile::create(&path)?;
/// file.write_all(b"{}\n")?;
/// assert!(!path.exists());
/// file.finish()?;
/// assert_eq!(std::fs::read(&path)?, b"{}\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct AtomicFile(Target);

#[derive(Debug)]
enum Target {
    File { path: PathBuf, file: BufWriter<NamedTempFile> },
    Device(BufWriter<fs::File>),
}

impl AtomicFile {
    /// Begins the file that will be called `path`, beside where it will lie.
    ///
    /// # Errors
    ///
    /// Fails where nothing can be created in that folder.
    pub fn create(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        if fs::metadata(&path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
            let device = OpenOptions::new().write(true).open(&path)?;
            return Ok(Self(Target::Device(BufWriter::new(device))));
        }
        // As for any new file: the mask takes off what nobody else may do.
        let file = BufWriter::new(builder(0o666).tempfile_in(beside(&path))?);
        Ok(Self(Target::File { path, file }))
    }

    /// Writes what is left to the disk and gives the file its name, over whatever was called so before.
    ///
    /// # Errors
    ///
    /// Fails where the disk is full or the name cannot be taken; nothing is left behind then.
    pub fn finish(self) -> io::Result<()> {
        match self.0 {
            Target::File { path, file } => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.as_file().sync_all()?;
                file.persist(&path).map_err(|error| error.error)?;
                Ok(())
            }
            Target::Device(mut device) => device.flush(),
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match &mut self.0 {
            Target::File { file, .. } => file,
            Target::Device(device) => device,
        }
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer().flush()
    }
}

/// A folder that takes its name once it is [finished](Self::finish); one that never is leaves nothing behind.
///
/// ```
/// use scholargraph_import::AtomicFolder;
///
/// let dir = tempfile::tempdir()?;
/// let path = dir.path().join("tables");
/// let folder = AtomicFolder::create(&path)??;
/// std::fs::write(folder.path().join("works.csv"), "id\n")?;
/// assert!(!path.exists());
/// folder.finish()?;
/// assert!(path.join("works.csv").exists());
/// assert!(AtomicFolder::create(&path)?.is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct AtomicFolder {
    path: PathBuf,
    temporary: TempDir,
    /// Is there an empty folder of that name, to be replaced?
    there: bool,
}

/// There is something already where a folder should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} is there already: name a folder that is not, or is empty", path.display())]
pub struct Occupied {
    /// Where.
    pub path: PathBuf,
}

impl AtomicFolder {
    /// Begins the folder that will be called `path`, beside where it will lie; refused where something is there already
    /// that is no empty folder.
    ///
    /// # Errors
    ///
    /// Fails where nothing can be created beside it.
    pub fn create(path: impl Into<PathBuf>) -> io::Result<Result<Self, Occupied>> {
        let path = path.into();
        let there = path.symlink_metadata().is_ok();
        if there && !fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_none()) {
            return Ok(Err(Occupied { path }));
        }
        // As for any new folder: the mask takes off what nobody else may do.
        let temporary = builder(0o777).tempdir_in(beside(&path))?;
        Ok(Ok(Self { path, temporary, there }))
    }

    /// Where it lies until it is finished.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.temporary.path()
    }

    /// Gives the folder its name.
    ///
    /// # Errors
    ///
    /// Fails where the name cannot be taken; nothing is left behind then.
    pub fn finish(self) -> io::Result<()> {
        if self.there {
            fs::remove_dir(&self.path)?;
        }
        fs::rename(self.temporary.path(), &self.path)?;
        let _renamed = self.temporary.keep();
        Ok(())
    }
}

/// The folder that `path` lies in.
fn beside(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What makes things with names that nobody looks for; `mode` says who may do what, before the mask takes off its part.
#[cfg_attr(not(unix), expect(unused_variables, reason = "other systems have no such modes"))]
fn builder(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    builder
}
