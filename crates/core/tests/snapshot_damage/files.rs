//! Damage that happens: to files, to the manifest, to the folder.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
};

use scholargraph::{
    Graph,
    snapshot::{self, Access, ManifestFlaw, SnapshotError},
};
use scholargraph_testkit::{ask, sealed};

use crate::victim::{Random, Victim, damage};

#[test]
fn damaged_files_are_refused_or_answer_without_a_panic_and_never_verify() {
    let victim = Victim::new();
    let mut random = Random(0x5EED);
    ask(&victim.open().unwrap());
    for round in 0..2_000 {
        let entry = &victim.manifest.files[round % victim.manifest.files.len()];
        let path = victim.folder.join(&entry.name);
        let content = fs::read(&path).unwrap();
        let mut damaged = content.clone();
        let place = damage(&mut damaged, &mut random);
        if damaged == content {
            continue;
        }
        let told = format!("round {round}: {} damaged at {place:?}, body {:?}", entry.name, entry.body);
        victim.with(&path, &damaged, || check_damaged(&victim, &content, &damaged, entry.body, &told));
    }
}

fn check_damaged(victim: &Victim, content: &[u8], damaged: &[u8], body: (u64, u64), told: &str) {
    let in_body = |at: usize| (body.0..body.1).contains(&(at as u64));
    let headers_changed = (0..content.len()).any(|at| content[at] != damaged[at] && !in_body(at));
    match snapshot::open(&victim.dir) {
        Ok(opened) => {
            assert!(!headers_changed, "{told}: opened in spite of damaged headers");
            for access in [Access::Throughout, Access::Cold] {
                opened.advise(access);
                let asked = catch_unwind(AssertUnwindSafe(|| ask(&opened.graph)));
                assert!(asked.is_ok(), "{told}: a question panicked, {access:?}");
            }
        }
        Err(SnapshotError::Header { .. }) => assert!(headers_changed, "{told}: headers are as they were"),
        Err(error) => panic!("{told}: {error}"),
    }
    let verification = snapshot::verify(&victim.dir).unwrap();
    assert!(!verification.is_sound(), "{told}: verified");
    let file = told.split(' ').nth(2).unwrap();
    let named = verification.problems.iter().any(|problem| problem.to_string().contains(file));
    assert!(named, "{told}: {:?}", verification.problems);
}

/// How many places of a file are damaged one by one; its 64-byte blocks, where it has no more of them.
const PLACES: usize = 48;

#[test]
fn a_flipped_bit_is_found_wherever_it_lies() {
    let victim = Victim::new();
    let mut random = Random(3);
    for entry in &victim.manifest.files {
        let path = victim.folder.join(&entry.name);
        let content = fs::read(&path).unwrap();
        let step = (content.len() / PLACES).max(64);
        for at in (0..content.len()).step_by(step).chain([content.len() - 1]) {
            let mut damaged = content.clone();
            damaged[at] ^= 1 << random.below(8);
            let in_body = (entry.body.0..entry.body.1).contains(&(at as u64));
            victim.with(&path, &damaged, || check_flipped(&victim, in_body, &entry.name, at));
        }
    }
}

fn check_flipped(victim: &Victim, in_body: bool, file: &str, at: usize) {
    match victim.open() {
        Ok(_) => assert!(in_body, "{file}: opened in spite of byte {at}"),
        Err(error) => check_told(&error, file),
    }
    let problems = snapshot::verify(&victim.dir).unwrap().problems;
    assert!(problems.iter().any(|problem| problem.to_string().contains(file)), "{file}, byte {at}: {problems:?}");
}

/// An error names the file and the way out.
fn check_told(error: &SnapshotError, file: &str) {
    let told = error.to_string();
    assert!(told.contains(file), "{told}");
    let ways_out = ["scholargraph build", "update the program", "write the name of one of the folders"];
    assert!(ways_out.iter().any(|way_out| told.contains(way_out)), "{told}");
}

#[test]
fn files_of_another_length_are_refused() {
    let victim = Victim::new();
    let mut random = Random(7);
    for entry in &victim.manifest.files {
        let path = victim.folder.join(&entry.name);
        let content = fs::read(&path).unwrap();
        let longer = [&content[..], b"\0"].concat();
        let lengths = [0, 1, 6, random.below(content.len()), content.len() - 1];
        for other in lengths.map(|length| &content[..length]).into_iter().chain([&longer[..]]) {
            victim.with(&path, other, || {
                let error = victim.open().unwrap_err();
                assert!(matches!(error, SnapshotError::Length { .. }), "{error}");
                check_told(&error, &entry.name);
                assert!(!snapshot::verify(&victim.dir).unwrap().is_sound());
            });
        }
    }
}

#[test]
fn missing_and_swapped_files_are_refused() {
    let victim = Victim::new();
    let path = |name: &str| victim.folder.join(name);
    for entry in &victim.manifest.files {
        fs::rename(path(&entry.name), path("aside")).unwrap();
        let error = victim.open().unwrap_err();
        assert!(matches!(&error, SnapshotError::FileMissing { path } if path.ends_with(&entry.name)), "{error}");
        assert!(error.is_damage());
        check_told(&error, &entry.name);
        assert_eq!(snapshot::verify(&victim.dir).unwrap().problems.len(), 1);
        fs::rename(path("aside"), path(&entry.name)).unwrap();
    }
    for pair in victim.manifest.files.windows(2) {
        let (one, other) = (fs::read(path(&pair[0].name)).unwrap(), fs::read(path(&pair[1].name)).unwrap());
        victim.with(&path(&pair[0].name), &other, || {
            victim.with(&path(&pair[1].name), &one, || assert!(victim.open().unwrap_err().is_damage()));
        });
    }
    victim.open().expect("everything is back in its place");
}

#[test]
fn a_damaged_manifest_is_refused() {
    let victim = Victim::new();
    let path = victim.folder.join("manifest.json");
    let content = fs::read(&path).unwrap();
    let mut random = Random(11);
    for _ in 0..500 {
        let mut damaged = content.clone();
        damage(&mut damaged, &mut random);
        if damaged == content {
            continue;
        }
        victim.with(&path, &damaged, || check_manifest_refused(&victim));
    }
    for length in [0, 1, content.len() / 2, content.len() - 1] {
        victim.with(&path, &content[..length], || check_manifest_refused(&victim));
    }
}

fn check_manifest_refused(victim: &Victim) {
    for error in [victim.open().unwrap_err(), snapshot::verify(&victim.dir).unwrap_err()] {
        assert!(matches!(error, SnapshotError::Manifest { flaw: ManifestFlaw::Checksum, .. }), "{error}");
        check_told(&error, "manifest.json");
    }
}

#[test]
fn manifests_that_lie_are_refused() {
    let victim = Victim::new();
    let path = victim.folder.join("manifest.json");
    let content = fs::read_to_string(&path).unwrap();
    assert_eq!(sealed(&content), content);
    let open_with = |from: &str, to: &str| {
        assert!(content.contains(from), "{from} is not in the manifest");
        let forged = sealed(&content.replacen(from, to, 1));
        victim.with(&path, forged.as_bytes(), || victim.open().unwrap_err())
    };
    let newer = open_with("\"format\": 1", "\"format\": 2");
    assert!(matches!(newer, SnapshotError::NewerFormat { found: 2, .. }) && newer.to_string().contains("update"));
    check_told(&newer, "manifest.json");
    let older = open_with("\"format\": 1", "\"format\": 0");
    assert!(matches!(older, SnapshotError::OlderFormat { found: 0, .. }) && older.to_string().contains("rebuild"));
    let flaw = |error: SnapshotError| match error {
        SnapshotError::Manifest { flaw, .. } => flaw,
        other => panic!("{other}"),
    };
    let id = &*victim.manifest.meta.id;
    assert!(matches!(flaw(open_with(id, "../../somewhere")), ManifestFlaw::Id(_)));
    assert!(matches!(flaw(open_with(id, &"0".repeat(32))), ManifestFlaw::Id(_)));
    assert!(matches!(flaw(open_with("works.arrow", "../works.arrow")), ManifestFlaw::FileName(_)));
    assert!(matches!(flaw(open_with("works.arrow", "other.arrow")), ManifestFlaw::Unlisted(_)));
    assert!(matches!(flaw(open_with("\"rows\": ", "\"rows\": -")), ManifestFlaw::Syntax(_)));
    let body = format!("\"body\": [\n        {},", victim.manifest.files[0].body.0);
    assert!(matches!(open_with(&body, "\"body\": [\n        18446744073709551615,"), SnapshotError::Header { .. }));
}

#[test]
fn folders_without_a_snapshot_say_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let open = || Graph::open(&dir).unwrap_err();
    assert!(matches!(open(), SnapshotError::Missing { .. }));
    assert!(open().to_string().contains("scholargraph build"), "{}", open());
    let current = |content: &str| fs::write(dir.path().join("CURRENT"), content).unwrap();
    current(&"a".repeat(32));
    assert!(matches!(open(), SnapshotError::Dangling { .. }));
    check_told(&open(), "CURRENT");
    for odd in ["", "\n", "..", "../elsewhere", "no id", &"g".repeat(32), "\u{0}"] {
        current(odd);
        assert!(matches!(open(), SnapshotError::Current { .. }), "{odd:?}");
        check_told(&open(), "CURRENT");
    }
    fs::write(dir.path().join("CURRENT"), [0xFF; 32]).unwrap();
    assert!(matches!(open(), SnapshotError::Current { .. }));
    // A sparse file of more than memory holds: only its beginning is looked at.
    fs::File::create(dir.path().join("CURRENT")).unwrap().set_len(1 << 40).unwrap();
    assert!(matches!(open(), SnapshotError::Current { .. }));
    fs::create_dir(dir.path().join("a".repeat(32))).unwrap();
    current(&"a".repeat(32));
    assert!(matches!(open(), SnapshotError::Missing { .. }));
}
