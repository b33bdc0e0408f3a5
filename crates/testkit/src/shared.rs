//! Where the shared real corpora and golden answers lie.

use std::path::PathBuf;

/// The folder with shared `data` and `golden` answers: `SCHOLARGRAPH_SHARED`, else `../shared` beside the
/// workspace.
///
/// `None`, said loudly, where it is missing, so that a checkout of its own still passes its tests.
///
/// # Panics
///
/// Under `CI=true`, where a missing folder must not pass for a passed test.
#[must_use]
pub fn shared(test: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let folder = std::env::var_os("SCHOLARGRAPH_SHARED").map_or_else(beside, PathBuf::from);
    if folder.join("golden").is_dir() {
        return Some(folder);
    }
    let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(!ci, "{test} needs the shared corpora: set SCHOLARGRAPH_SHARED to their folder");
    eprintln!("LEFT OUT: {test} needs the shared corpora (set SCHOLARGRAPH_SHARED to their folder)");
    None
}
