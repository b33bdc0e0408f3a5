//! Damage whose checksums fit: by somebody who mended them, or mixed up two snapshots.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use scholargraph::{
    BuildOptions, Graph,
    snapshot::{self, BuildInfo, Manifest, Problem},
};
use scholargraph_testkit::{Paper, adapted, ask, graph_of, manifest_text};

use crate::victim::{Random, Victim, damage};

fn content(graph: &Graph) -> String {
    format!("{:?}", graph.tables())
}

#[test]
fn a_manifest_written_like_the_program_writes_it_is_taken() {
    let victim = Victim::new();
    let path = victim.folder.join("manifest.json");
    assert_eq!(manifest_text(&victim.manifest), fs::read_to_string(path).unwrap());
}

#[test]
fn whatever_the_checksums_say_nothing_panics_and_nothing_else_verifies() {
    let victim = Victim::new();
    let expected = content(&victim.open().unwrap());
    let mut random = Random(0xF0_06ED);
    let manifest_path = victim.folder.join("manifest.json");
    for round in 0..600 {
        let index = round % victim.manifest.files.len();
        let name = &victim.manifest.files[index].name;
        let path = victim.folder.join(name);
        let mut forged = fs::read(&path).unwrap();
        if round % 16 == 0 {
            forged.truncate(random.below(forged.len()));
        } else {
            damage(&mut forged, &mut random);
        }
        let manifest = manifest_text(&adapted(&victim.manifest, index, &forged));
        let told = format!("round {round}: {name}");
        victim.with(&path, &forged, || {
            victim.with(&manifest_path, manifest.as_bytes(), || check_forged(&victim.dir, &expected, &told));
        });
    }
}

fn check_forged(dir: impl AsRef<Path>, expected: &str, told: &str) {
    let dir = dir.as_ref();
    let opened = catch_unwind(|| Graph::open(dir)).unwrap_or_else(|_| panic!("{told}: opening panicked"));
    let verified = catch_unwind(|| snapshot::verify(dir)).unwrap_or_else(|_| panic!("{told}: verifying panicked"));
    let sound = verified.is_ok_and(|verification| verification.is_sound());
    let Ok(graph) = opened else {
        assert!(!sound, "{told}: verified, and does not open");
        return;
    };
    assert!(catch_unwind(AssertUnwindSafe(|| ask(&graph))).is_ok(), "{told}: a question panicked");
    if sound {
        assert!(content(&graph) == expected, "{told}: verified, and is something else");
    }
}

/// Two snapshots whose files have the same lengths and headers: only values differ.
fn twins() -> [(tempfile::TempDir, snapshot::Saved); 2] {
    [2020, 2021].map(|year| {
        let paper = Paper { year, authors: vec![(0, vec![]), (1, vec![])], ..Paper::default() };
        let dir = tempfile::tempdir().unwrap();
        let graph = graph_of(&[paper.clone(), paper], BuildOptions::default());
        let saved = graph.save(&dir, &BuildInfo::now()).unwrap();
        (dir, saved)
    })
}

#[test]
fn a_file_of_another_snapshot_is_found_out() {
    let [(dir, one), (_other_dir, other)] = twins();
    let (path, foreign) = (one.folder.join("works.arrow"), fs::read(other.folder.join("works.arrow")).unwrap());
    assert_eq!(fs::metadata(&path).unwrap().len(), foreign.len() as u64);
    fs::remove_file(&path).unwrap();
    fs::write(&path, &foreign).unwrap();
    Graph::open(&dir).expect("lengths and headers are the same");
    let problems = snapshot::verify(&dir).unwrap().problems;
    assert!(problems.iter().any(|problem| matches!(problem, Problem::Checksum { file, .. } if file == "works.arrow")));

    let manifest = Manifest::read(&one.folder).unwrap();
    let index = manifest.files.iter().position(|file| file.name == "works.arrow").unwrap();
    let forged = manifest_text(&adapted(&manifest, index, &foreign));
    fs::remove_file(one.folder.join("manifest.json")).unwrap();
    fs::write(one.folder.join("manifest.json"), forged).unwrap();
    let problems = snapshot::verify(&dir).unwrap().problems;
    assert!(problems.iter().any(|problem| matches!(problem, Problem::Id { .. })), "{problems:?}");
}

#[test]
fn another_snapshot_under_this_name_is_refused() {
    let [(dir, one), (_other_dir, other)] = twins();
    fs::remove_dir_all(&one.folder).unwrap();
    fs::rename(&other.folder, &one.folder).unwrap();
    let error = Graph::open(&dir).unwrap_err();
    assert!(error.is_damage() && error.to_string().contains("manifest.json"), "{error}");
}

#[test]
fn counts_that_lie_are_found_out() {
    let victim = Victim::new();
    let path = victim.folder.join("manifest.json");
    let mut manifest = victim.manifest.clone();
    manifest.nodes.insert("work".to_owned(), 7);
    victim.with(&path, manifest_text(&manifest).as_bytes(), || {
        let problems = snapshot::verify(&victim.dir).unwrap().problems;
        assert!(matches!(&problems[..], [Problem::Counts]), "{problems:?}");
    });
}
