//! Damaged snapshots: refused with file and way out, exit status 4.

use std::{fs, path::Path};

use crate::common::{Snapshots, damaged, failure, replace, run, stderr, stdout, text};

/// What is done to a snapshot, which file the refusal names, and the way out that it names.
type Case<'a> = (&'a str, &'a dyn Fn(&Snapshots), &'a str, &'a str);

const REBUILD: &str = "scholargraph build";

fn cut(path: &Path) {
    let bytes = fs::read(path).unwrap();
    replace(path, &bytes[..bytes.len() / 2]);
}

fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 4;
    replace(path, &bytes);
}

/// Exchanges the contents of two tables.
fn exchange(folder: &Path, one: &str, other: &str) {
    let [one, other] = [one, other].map(|name| folder.join(name));
    let (first, second) = (fs::read(&one).unwrap(), fs::read(&other).unwrap());
    replace(&one, &second);
    replace(&other, &first);
}

/// Makes the manifest one of a format to come, its checksum right.
fn from_the_future(folder: &Path) {
    let path = folder.join("manifest.json");
    let text = fs::read_to_string(&path).unwrap().replacen("\"format\": 1", "\"format\": 2", 1);
    let content = &text[..text.rfind(",\n  \"checksum\"").unwrap()];
    let checksum = crc32fast::hash(content.as_bytes());
    replace(&path, format!("{content},\n  \"checksum\": \"{checksum:08x}\"\n}}\n").as_bytes());
}

#[test]
fn what_opening_looks_at_is_refused_by_every_command() {
    let cases: [Case<'_>; 9] = [
        ("a table cut", &|snapshots| cut(&snapshots.tables().join("people.arrow")), "people.arrow", REBUILD),
        ("a header flipped", &|snapshots| flip(&snapshots.tables().join("works.arrow"), 20), "works.arrow", REBUILD),
        (
            "a table gone",
            &|snapshots| fs::remove_file(snapshots.tables().join("lookups.arrow")).unwrap(),
            "lookups.arrow",
            REBUILD,
        ),
        (
            "two tables exchanged",
            &|snapshots| exchange(&snapshots.tables(), "works.arrow", "people.arrow"),
            "works.arrow",
            REBUILD,
        ),
        (
            "the manifest flipped",
            &|snapshots| flip(&snapshots.tables().join("manifest.json"), 30),
            "manifest.json",
            REBUILD,
        ),
        ("the manifest cut", &|snapshots| cut(&snapshots.tables().join("manifest.json")), "manifest.json", REBUILD),
        ("a newer format", &|snapshots| from_the_future(&snapshots.tables()), "manifest.json", "update the program"),
        ("rubbish in CURRENT", &|snapshots| snapshots.put("\u{0}rubbish"), "CURRENT", "rebuild"),
        ("CURRENT of something else", &|snapshots| snapshots.put(&"f".repeat(32)), "CURRENT", REBUILD),
    ];
    for (what, harm, file, way_out) in cases {
        let snapshots = Snapshots::new();
        snapshots.build(2);
        harm(&snapshots);
        for arguments in
            [&["-g", &snapshots.graph(), "info"][..], &["-g", &snapshots.graph(), "serve", "--listen", "127.0.0.1:0"]]
        {
            let said = failure(arguments, 4);
            assert!(said.contains(file) && said.contains(way_out), "{what}: {said}");
        }
        let verified = run(&["-g", &snapshots.graph(), "verify"]);
        let said = stdout(&verified) + &stderr(&verified);
        assert_eq!(verified.status.code(), Some(4), "{what}: {said}");
        assert!(said.contains(file) && said.contains(way_out), "{what}: {said}");
        // The way out is one.
        snapshots.build(2);
        assert!(text(&["-g", &snapshots.graph(), "verify"]).contains("is sound"), "{what}");
    }
}

#[test]
fn values_and_the_search_index_are_refused_by_verification() {
    for name in ["works.arrow", "people.arrow", "person_relations.arrow", "search.idx"] {
        let snapshots = Snapshots::new();
        snapshots.build(2);
        let path = snapshots.tables().join(name);
        if name == "search.idx" {
            flip(&path, fs::metadata(&path).unwrap().len() as usize - 1);
        } else {
            replace(&path, &damaged(&path));
        }
        let verified = run(&["-g", &snapshots.graph(), "verify"]);
        let said = stdout(&verified) + &stderr(&verified);
        assert_eq!(verified.status.code(), Some(4), "{name}: {said}");
        assert!(said.contains(name) && said.contains(REBUILD), "{name}: {said}");
        snapshots.build(2);
        assert!(text(&["-g", &snapshots.graph(), "verify"]).contains("is sound"), "{name}");
    }
}
