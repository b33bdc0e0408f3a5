//! Files in memory: the one place where a snapshot needs unsafe code.

#![expect(unsafe_code, reason = "memory maps, and typed windows into them, cannot be had without")]

use std::{fs::File, io, ops::Range, path::Path, sync::Arc};

use memmap2::{Advice, Mmap};

use crate::column::{Buffer, Value};

/// How a snapshot will be read, which says how much the system should read where a page is not in memory.
///
/// A hint: answers do not depend on it. Systems that take none do as they do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// All of it, or most, as exports and rankings of everybody do: what stands around a missing page is read as well.
    #[default]
    Throughout,
    /// Here and there, as questions about single nodes do: a missing page is read by itself. Around one, Linux reads
    /// megabytes where the disk is set up to, which on a snapshot larger than memory drives out what is needed next.
    Scattered,
    /// The same, where little of the snapshot is in memory, as when a program is started to ask one question: what will be
    /// read next is asked for before it is, so that the disk fetches many pages at once. Holds for all graphs of the process
    /// until another advice is given, and costs a microsecond for each page that is in memory: nothing for a server.
    Cold,
}

/// A memory-mapped file, kept mapped by every [`Buffer`] that looks into it.
#[derive(Clone, Debug)]
pub(super) struct Map(Arc<Mmap>);

impl Map {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        // SAFETY: nothing changes the file while it is mapped: files of a snapshot are written under another
        // name, synced, renamed, and from then on only ever unlinked, which leaves the mapped pages alone.
        // Somebody who edits one in place breaks that contract; so does cutting it, which ends in SIGBUS.
        let map = Self(Arc::new(unsafe { Mmap::map(&file)? }));
        // Headers stand at both ends, and what is between them may never be read.
        map.advise(Access::Scattered);
        Ok(map)
    }

    /// Tells the system how the file will be read.
    pub(super) fn advise(&self, access: Access) {
        let advice = match access {
            Access::Throughout => Advice::Normal,
            Access::Scattered | Access::Cold => Advice::Random,
        };
        // Whoever does not take advice does without.
        let _ = self.0.advise(advice);
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The values that lie in `range`; `None` where it reaches past the end or does not hold whole, aligned values.
    pub(super) fn window<T: Value>(&self, range: Range<usize>) -> Option<Buffer<T>> {
        let bytes = self.0.get(range)?;
        // SAFETY: the bytes lie in the map that the owner holds, which stays at its address until the last
        // clone of the owner is gone, and unchanged as said above. Every bit pattern is a value of T.
        unsafe { Buffer::borrowed(bytes, self.0.clone()) }
    }
}

/// The bytes of a file that lies beside the tables of a snapshot, such as a search index: mapped, not read.
///
/// Like the tables it must never be changed in place, only replaced by renaming another file to its name.
///
/// # Errors
///
/// What the system says where the file cannot be mapped.
///
/// ```
/// # let dir = tempfile::tempdir()?;
/// let path = dir.path().join("search.idx");
/// std::fs::write(&path, "words")?;
/// assert_eq!(&scholargraph::snapshot::map_file(&path)?[..], b"words");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn map_file(path: impl AsRef<Path>) -> io::Result<Buffer<u8>> {
    let map = Map::open(path.as_ref())?;
    map.advise(Access::Throughout);
    Ok(map.window(0..map.bytes().len()).unwrap_or_default())
}
