//! How far an import is.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Counters that an import advances and anybody may read meanwhile, from any thread.
///
/// ```
/// use scholargraph_import::Progress;
/// let progress = Progress::default();
/// assert_eq!((progress.bytes(), progress.total_bytes()), (0, 0));
/// assert_eq!(progress.fraction(), None);
/// ```
#[derive(Debug, Default)]
pub struct Progress {
    bytes: AtomicU64,
    total_bytes: AtomicU64,
    records: AtomicU64,
    files: AtomicU64,
    total_files: AtomicU64,
}

impl Progress {
    /// Bytes read from files so far, as they lie on disk.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Relaxed)
    }

    /// Bytes of all files; 0 until they have been found.
    #[must_use]
    pub fn total_bytes(&self) -> u64 {
        self.total_bytes.load(Relaxed)
    }

    /// Records read so far, rejected ones included.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.records.load(Relaxed)
    }

    /// Files read to their end so far.
    #[must_use]
    pub fn files(&self) -> u64 {
        self.files.load(Relaxed)
    }

    /// All files; 0 until they have been found.
    #[must_use]
    pub fn total_files(&self) -> u64 {
        self.total_files.load(Relaxed)
    }

    /// The share of all bytes that has been read, 0 to 1; `None` until the files have been found.
    #[must_use]
    pub fn fraction(&self) -> Option<f64> {
        let total = self.total_bytes();
        // Archives with an index are read twice in places.
        (total > 0).then(|| (self.bytes() as f64 / total as f64).min(1.0))
    }

    pub(crate) fn add_bytes(&self, count: u64) {
        self.bytes.fetch_add(count, Relaxed);
    }

    pub(crate) fn add_records(&self, count: u64) {
        self.records.fetch_add(count, Relaxed);
    }

    pub(crate) fn add_file(&self) {
        self.files.fetch_add(1, Relaxed);
    }

    pub(crate) fn start(&self, files: u64, bytes: u64) {
        self.total_files.store(files, Relaxed);
        self.total_bytes.store(bytes, Relaxed);
    }
}
