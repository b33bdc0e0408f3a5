//! Files without a name that hold arrays.

#![expect(unsafe_code, reason = "arrays look into files that are still being written to, elsewhere")]

use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    slice,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use hashbrown::HashMap;
use memmap2::{MmapOptions, MmapRaw};

use super::Plain;
use crate::column::Buffer;

/// Arrays of a shelf share files of this length, of which the disk holds what was written.
const SHARED_BYTES: usize = 64 << 20;

/// A cache line.
const ALIGNMENT: usize = 64;

/// A shorter array costs more in a file than it frees.
const LEAST_BYTES: usize = 256;

/// As many lists grow side by side.
const LISTS_AT_ONCE: usize = 16;

/// More of a list need not wait: writing so much at once costs no more for each byte.
const MOST_WAITING: usize = 16 << 20;

/// Where arrays are written, one behind the other on their shelves.
#[derive(Debug)]
pub(super) struct Files {
    folder: PathBuf,
    /// What arrays may take in memory, and what they took so far.
    bound: usize,
    taken: AtomicUsize,
    shelves: Mutex<HashMap<&'static str, MappedFile>>,
}

impl Files {
    /// On the file system of `folder`, where a file can be created, for arrays past a bound.
    pub(super) fn past(bound: usize, folder: &Path) -> io::Result<Self> {
        tempfile::tempfile_in(folder)?;
        Ok(Self { folder: folder.to_owned(), bound, taken: AtomicUsize::new(0), shelves: Mutex::default() })
    }

    /// Is an array to be put here that is done?
    pub(super) fn takes(&self, bytes: usize) -> bool {
        bytes >= LEAST_BYTES && self.taken.fetch_add(bytes, Relaxed) + bytes > self.bound
    }

    /// Is it time to write what waits of a list in memory?
    pub(super) fn is_much(&self, bytes: usize) -> bool {
        bytes >= (self.bound / LISTS_AT_ONCE).clamp(LEAST_BYTES, MOST_WAITING)
    }

    /// Writes `values` behind what stands on the same shelf, and maps them.
    pub(super) fn put<T: Plain>(&self, values: &[T], shelf: &'static str) -> io::Result<Buffer<T>> {
        let bytes: &[u8] = bytemuck::cast_slice(values);
        if bytes.len() > SHARED_BYTES / 4 {
            return MappedFile::create(&self.folder, bytes.len())?.put(bytes);
        }
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        match shelves.get_mut(shelf).filter(|file| file.has_room(bytes.len())) {
            Some(file) => file.put(bytes),
            None => {
                let mut file = MappedFile::create(&self.folder, SHARED_BYTES)?;
                let kept = file.put(bytes);
                shelves.insert(shelf, file);
                kept
            }
        }
    }

    /// A file for a list whose length is not known yet.
    pub(super) fn list(&self) -> io::Result<List> {
        tempfile::tempfile_in(&self.folder).map(List)
    }
}

/// A file of a fixed length, mapped before it is written.
#[derive(Debug)]
struct MappedFile {
    file: File,
    map: Arc<MmapRaw>,
    used: usize,
}

impl MappedFile {
    fn create(folder: &Path, bytes: usize) -> io::Result<Self> {
        let file = tempfile::tempfile_in(folder)?;
        file.set_len(bytes as u64)?;
        let map = Arc::new(MmapOptions::new().map_raw_read_only(&file)?);
        Ok(Self { file, map, used: 0 })
    }

    fn has_room(&self, bytes: usize) -> bool {
        self.map.len() - self.used >= bytes
    }

    /// Writes `bytes`, for which there must be room, behind what was written before.
    fn put<T: Plain>(&mut self, bytes: &[u8]) -> io::Result<Buffer<T>> {
        self.file.seek(SeekFrom::Start(self.used as u64))?;
        self.file.write_all(bytes)?;
        let start = self.used;
        self.used = (start + bytes.len()).next_multiple_of(ALIGNMENT).min(self.map.len());
        // SAFETY: the range lies in the map, was written whole, and nobody writes there again: `used` is past it, the file
        // has no name that anybody could open, and no other handle. The slice is made of this range alone, so that
        // what is written behind it changes nothing that a reference looks at. The map is its owner.
        let kept = unsafe {
            let written = slice::from_raw_parts(self.map.as_ptr().add(start), bytes.len());
            Buffer::borrowed(written, self.map.clone())
        };
        kept.ok_or_else(|| io::Error::other("a mapped file is not aligned"))
    }
}

/// A file that is written to at its end.
#[derive(Debug)]
pub(super) struct List(File);

impl List {
    pub(super) fn write<T: Plain>(&mut self, values: &[T]) -> io::Result<()> {
        self.0.write_all(bytemuck::cast_slice(values))
    }

    /// All that was written, mapped.
    pub(super) fn finish<T: Plain>(self) -> io::Result<Buffer<T>> {
        let map = Arc::new(MmapOptions::new().map_raw_read_only(&self.0)?);
        // SAFETY: as above; the file was written to its end, and its only handle goes here.
        let kept = unsafe {
            let written = slice::from_raw_parts(map.as_ptr(), map.len());
            Buffer::borrowed(written, map.clone())
        };
        kept.ok_or_else(|| io::Error::other("a file does not hold whole values"))
    }
}
