//! Released formats stay readable: a small snapshot of each version lies in `fixtures`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![cfg(feature = "snapshot")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use scholargraph::{
    Kind, PersonId, WorkId,
    snapshot::{self, BuildInfo, FORMAT},
};
use scholargraph_testkit::everything;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/snapshot-v{FORMAT}"))
}

#[test]
fn the_snapshot_of_this_version_opens_and_verifies() {
    let opened = snapshot::open(fixture()).unwrap();
    assert_eq!(opened.manifest.format, FORMAT);
    assert_eq!(opened.graph.count(Kind::Work), 20);
    assert_eq!(opened.graph.label(PersonId(0)), "Person Ř. 0");
    assert_eq!(opened.graph.abstract_text(WorkId(2)).unwrap(), "We prove part 2 of the theorem. ".repeat(2));
    let verification = snapshot::verify(fixture()).unwrap();
    assert!(verification.is_sound(), "{:?}", verification.problems);
}

/// Where this fails, what a snapshot holds has changed. If the version was released, the format needs a new number
/// and a fixture of its own, and the old fixture must be refused with a word on what to do; if it was not, write
/// the fixture again, as said below.
#[test]
fn the_same_corpus_has_the_same_id_as_ever() {
    assert_eq!(everything().meta().id, snapshot::open(fixture()).unwrap().manifest.meta.id);
}

#[test]
fn the_same_corpus_gives_the_same_files() {
    let files = || {
        let dir = tempfile::tempdir().unwrap();
        everything().save(&dir, &BuildInfo::now()).unwrap();
        snapshot::open(&dir).unwrap().manifest.files
    };
    assert_eq!(files(), files());
}

/// With `SCHOLARGRAPH_WRITE_FIXTURE` set this writes the fixture of a version that is not released yet; without it,
/// it checks that the fixture holds what would be written.
#[test]
fn the_fixture_is_what_would_be_written() {
    if std::env::var_os("SCHOLARGRAPH_WRITE_FIXTURE").is_some() {
        let _ = fs::remove_dir_all(fixture());
        let build = BuildInfo { program: format!("the tests of format {FORMAT}"), ..BuildInfo::default() };
        everything().save(fixture(), &build).unwrap();
    }
    let dir = tempfile::tempdir().unwrap();
    everything().save(&dir, &BuildInfo::now()).unwrap();
    let files = |dir: &Path| snapshot::open(dir).unwrap().manifest.files;
    assert_eq!(files(dir.path()), files(fixture().as_ref()));
}
