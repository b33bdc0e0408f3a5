//! Telling cheaply whether something else is in force.

use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

use super::{folder, manifest};

/// What a folder of snapshots looks like from the outside: equal until something else is put in force there.
///
/// Every save changes it, even of the same tables, since a save may have mended what was damaged.
/// What stands *in* the tables is not looked at; that is what [`verify`](super::verify) is for.
///
/// ```
/// use scholargraph::{CorpusBuilder, snapshot::{BuildInfo, Stamp}};
/// # let dir = tempfile::tempdir()?;
/// let before = Stamp::of(&dir);
/// assert_eq!(before, Stamp::of(&dir));
/// let (graph, _) = CorpusBuilder::new().finish(Default::default())?;
/// graph.save(&dir, &BuildInfo::now())?;
/// assert_ne!(before, Stamp::of(&dir));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    current: Option<Vec<u8>>,
    written: [Option<Duration>; 2],
}

impl Stamp {
    /// The stamp of `dir`, which holds snapshots or is the folder of one. Reads one small file, and never fails:
    /// a folder that is not there has a stamp, too.
    #[must_use]
    pub fn of(dir: impl AsRef<Path>) -> Self {
        let dir = dir.as_ref();
        let mut stamp = Self::at_once(dir);
        // Half of it may have been read before a save and half after: such a stamp is that of no snapshot.
        for _ in 0..RETRIES {
            let again = Self::at_once(dir);
            if again == stamp {
                break;
            }
            stamp = again;
        }
        stamp
    }

    fn at_once(dir: &Path) -> Self {
        let path = dir.join(folder::CURRENT);
        let manifest = folder::current(dir).unwrap_or_else(|_| dir.to_owned()).join(manifest::FILE);
        Self { written: [written(&path), written(&manifest)], current: folder::read_current(&path).ok() }
    }
}

/// How often a stamp that changes while it is taken is taken again.
const RETRIES: usize = 3;

/// When the file was last written to.
fn written(path: &Path) -> Option<Duration> {
    fs::metadata(path).ok()?.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()
}
