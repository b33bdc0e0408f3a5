//! Every file of the corpus, handed to the target whose folder it lies in.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::{fs, path::Path};

use scholargraph_fuzz::TARGETS;

/// One after the other: memory is counted for the whole process.
#[test]
fn what_was_found_once_stays_mended() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for target in TARGETS {
        let folder = corpus.join(target.name);
        let mut files: Vec<_> = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        assert!(!files.is_empty(), "{} has no seeds", target.name);
        for file in files {
            eprintln!("{}", file.display());
            target.run(&fs::read(&file).unwrap());
        }
    }
}

#[test]
fn every_folder_of_the_corpus_has_a_target_and_every_target_a_fuzzer() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stems = |folder: &str| {
        let entries = fs::read_dir(here.join(folder)).unwrap();
        let stem = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut stems: Vec<String> = entries.map(|entry| stem(&entry.unwrap().path())).collect();
        stems.sort();
        stems
    };
    let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(stems("corpus"), names);
    assert_eq!(stems("fuzz/fuzz_targets"), names);
}
