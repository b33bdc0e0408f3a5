//! Files that appear whole or not at all.

use std::{
    fs::{self, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

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
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".").suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As for any new file: the mask takes off what nobody else may do.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = BufWriter::new(builder.tempfile_in(folder)?);
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
