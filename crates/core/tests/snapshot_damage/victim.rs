//! A snapshot to be damaged, and the ways of damaging it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use scholargraph::{
    Graph,
    snapshot::{BuildInfo, Manifest, SnapshotError},
};
use scholargraph_testkit::everything;

/// A snapshot that can be damaged and mended.
pub(crate) struct Victim {
    pub(crate) dir: tempfile::TempDir,
    pub(crate) folder: PathBuf,
    pub(crate) manifest: Manifest,
}

impl Victim {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let saved = everything().save(&dir, &BuildInfo::now()).unwrap();
        Self { manifest: Manifest::read(&saved.folder).unwrap(), folder: saved.folder, dir }
    }

    pub(crate) fn open(&self) -> Result<Graph, SnapshotError> {
        Graph::open(&self.dir)
    }

    /// Does something with the content of `path` replaced, and puts the old content back.
    ///
    /// The file is replaced, not written into: graphs opened before keep the old one.
    pub(crate) fn with<T>(&self, path: &Path, content: &[u8], test: impl FnOnce() -> T) -> T {
        let old = fs::read(path).unwrap();
        fs::remove_file(path).unwrap();
        fs::write(path, content).unwrap();
        let result = test();
        fs::remove_file(path).unwrap();
        fs::write(path, old).unwrap();
        result
    }
}

/// Small, seeded, and the same everywhere (Marsaglia, "Xorshift RNGs", 2003).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// Changes some bytes of `content`, and returns the range in which they lie.
pub(crate) fn damage(content: &mut [u8], random: &mut Random) -> std::ops::Range<usize> {
    let at = random.below(content.len());
    let end = content.len().min(at + [1, 1, 4, 8, 64][random.below(5)]);
    let kind = random.below(4);
    let flip = 1 << random.below(8);
    for byte in &mut content[at..end] {
        *byte = match kind {
            0 => *byte ^ flip,
            1 => 0xFF,
            2 => 0x7F,
            _ => random.below(256) as u8,
        };
    }
    at..end
}
