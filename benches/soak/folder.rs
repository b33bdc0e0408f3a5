//! The folder that the server follows: it points to the snapshots, which are not touched.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use scholargraph::{
    BuildOptions,
    snapshot::{self, BuildInfo, Manifest},
};

/// Works of the small snapshot that is damaged.
const DAMAGED_WORKS: usize = 1000;

pub(crate) struct Folder {
    dir: tempfile::TempDir,
    good: Vec<String>,
    damaged: String,
}

impl Folder {
    /// A folder in which the first of `graphs` is in force.
    pub(crate) fn new(graphs: &[PathBuf]) -> Result<Self> {
        let dir = tempfile::tempdir()?;
        let damaged = damaged(dir.path())?;
        let mut good = Vec::new();
        for graph in graphs {
            let tables = snapshot::current(graph)?.canonicalize()?;
            let id = Manifest::read(&tables)?.id().to_owned();
            let link = dir.path().join(&id);
            if !good.contains(&id) {
                point(&tables, &link).with_context(|| format!("pointing to {}", tables.display()))?;
            }
            good.push(id);
        }
        let folder = Self { dir, good, damaged };
        folder.put(0)?;
        Ok(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Puts one of the snapshots in force, by turns.
    pub(crate) fn put(&self, turn: usize) -> Result<()> {
        self.name(&self.good[turn % self.good.len()])
    }

    /// Puts the damaged one in force.
    pub(crate) fn put_damaged(&self) -> Result<()> {
        self.name(&self.damaged)
    }

    /// Replaces `CURRENT`, all at once.
    fn name(&self, id: &str) -> Result<()> {
        let beside = self.dir.path().join("beside");
        fs::write(&beside, format!("{id}\n"))?;
        Ok(fs::rename(beside, self.dir.path().join("CURRENT"))?)
    }
}

/// Makes a snapshot in `dir` of which one value is wrong; its id.
fn damaged(dir: &Path) -> Result<String> {
    let saved =
        scholargraph_testkit::synthetic(DAMAGED_WORKS, 5, BuildOptions::default()).save(dir, &BuildInfo::now())?;
    let path = saved.folder.join("works.arrow");
    let body = Manifest::read(&saved.folder)?.file("works.arrow").context("works are missing")?.body;
    let mut bytes = fs::read(&path)?;
    bytes[usize::try_from(body.0.midpoint(body.1))?] ^= 1;
    fs::write(path, bytes)?;
    Ok(saved.id)
}

#[cfg(unix)]
fn point(to: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(to, link)
}

#[cfg(windows)]
fn point(to: &Path, link: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(to, link)
}
