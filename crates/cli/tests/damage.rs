//! Builds from input that is damaged or means no good, onto disks that are full: what is said, and what is left behind.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    fs,
    io::Write,
    os::unix::fs::{FileTypeExt, PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;
use tempfile::TempDir;

/// A folder to build in.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        fs::write(self.path(name), bytes).unwrap();
        self.text(name)
    }

    /// `scholargraph build` of `source` into the folder `graph`.
    fn build(&self, source: &str, options: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scholargraph"));
        command.args(["build", "-o", &self.text("graph"), &format!("openalex:{source}")]).args(options);
        command.output().unwrap()
    }

    /// The names of all that lies here.
    fn left(&self) -> Vec<String> {
        let names = fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = names.map(|name| name.to_str().unwrap().to_owned()).collect();
        names.sort_unstable();
        names
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn works(count: usize) -> String {
    (0..count).map(|at| format!("{{\"id\":\"https://openalex.org/W{at}\",\"title\":\"Work {at}\"}}\n")).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Damage that costs one record: what it is called, and a file with it.
fn damaged() -> Vec<(&'static str, Vec<u8>)> {
    let with = |line: &[u8]| [works(3).as_bytes(), line, b"\n"].concat();
    let whole = gzip(works(5000).as_bytes());
    vec![
        ("malformed-json", with(b"{\"id\": \"https://openalex.org/W9\", \"title\": ")),
        ("malformed-json", with(b"\0\0\0")),
        (
            "malformed-json",
            with(format!("{{\"id\":\"https://openalex.org/W9\",\"ids\":{}", "{\"a\":".repeat(100_000)).as_bytes()),
        ),
        ("invalid-utf8", with(b"{\"id\": \"https://openalex.org/W9\", \"title\": \"\xFF\"}")),
        ("no-id", with(b"{\"id\": {\"wrong\": [\"type\"]}, \"title\": \"x\"}")),
        ("broken-off", whole[..whole.len() / 2].to_vec()),
        ("broken-off", b"PK\x03\x04 and then nothing".to_vec()),
    ]
}

#[test]
fn damage_is_counted_or_if_strict_ends_the_build() {
    for (reason, bytes) in damaged() {
        let place = Place::new();
        let source = place.write("works", bytes);
        let output = place.build(&source, &["--json", "--quarantine", &place.text("rejected")]);
        assert_eq!(output.status.code(), Some(0), "{reason}: {}", said(&output));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let count = |name: &str| report[name].as_u64().unwrap();
        assert_eq!(count("read"), count("kept") + count("merged") + count("quarantined"), "{report}");
        assert_eq!((count("quarantined"), &report["reasons"][reason]), (1, &1.into()), "{reason}");
        let rejected: Value = serde_json::from_slice(&fs::read(place.path("rejected")).unwrap()).unwrap();
        assert!(rejected["reason"] == reason && rejected["source"] == source.as_str(), "{rejected}");

        let place = Place::new();
        let source = place.write("works", damaged().into_iter().find(|(other, _)| *other == reason).unwrap().1);
        let output = place.build(&source, &["--strict", "--quarantine", &place.text("rejected")]);
        assert_eq!(output.status.code(), Some(4), "{reason}: {}", said(&output));
        assert!(said(&output).contains(&source) && said(&output).contains(reason), "{}", said(&output));
        assert_eq!(place.left(), ["works"], "{reason}: nothing half-written");
    }
}

#[test]
fn empty_files_hold_no_records() {
    let place = Place::new();
    let output = place.build(&place.write("works", ""), &["--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &report["read"]), (Some(0), &0.into()), "{}", said(&output));
}

#[test]
fn what_cannot_be_read_ends_the_build_by_name() {
    let place = Place::new();
    fs::create_dir(place.path("works")).unwrap();
    // It opens for everybody and fails when read.
    symlink("/proc/self/mem", place.path("works/part_000")).unwrap();
    let output = place.build(&place.text("works"), &[]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("works/part_000: "), "{}", said(&output));
    assert_eq!(place.left(), ["works"]);
}

#[test]
fn what_may_not_be_read_ends_the_build_by_name() {
    let place = Place::new();
    fs::create_dir_all(place.path("works/inner")).unwrap();
    place.write("works/part_000", works(1));
    for name in ["works/part_000", "works/inner"] {
        let open = fs::metadata(place.path(name)).unwrap().permissions();
        fs::set_permissions(place.path(name), PermissionsExt::from_mode(0o000)).unwrap();
        if fs::File::open(place.path(name)).is_ok() {
            eprintln!("LEFT OUT: what_may_not_be_read_ends_the_build_by_name: this user may read everything");
            return;
        }
        let output = place.build(&place.text("works"), &[]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains(name) && said(&output).contains("ermission"), "{}", said(&output));
        fs::set_permissions(place.path(name), open).unwrap();
    }
}

#[test]
fn a_line_of_gigabytes_takes_bounded_memory() {
    let place = Place::new();
    let mut archive = zip::ZipWriter::new(fs::File::create(place.path("works.zip")).unwrap());
    let options = zip::write::SimpleFileOptions::default().compression_level(Some(1));
    archive.start_file("bomb", options).unwrap();
    let piece = vec![b'x'; 16 << 20];
    (0..128).for_each(|_| archive.write_all(&piece).unwrap());
    archive.start_file("works", options).unwrap();
    archive.write_all(works(3).as_bytes()).unwrap();
    archive.finish().unwrap();
    // Two gigabytes unpacked; half a gigabyte, address space included, is what the program may have.
    let script = "ulimit -v 524288; exec \"$0\" build -o \"$1\" \"openalex:$2\" --threads 2 --json";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_scholargraph"), &place.text("graph"), &place.text("works.zip")]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["kept"], &report["reasons"]["too-long"]), (&3.into(), &1.into()), "{report}");
}

#[test]
fn a_full_disk_under_report_or_quarantine_is_said() {
    if !Path::new("/dev/full").exists() {
        eprintln!("LEFT OUT: a_full_disk_under_report_or_quarantine_is_said needs /dev/full");
        return;
    }
    let place = Place::new();
    let source = place.write("works", works(2) + "dirt\n");
    for option in ["--report", "--quarantine"] {
        let output = place.build(&source, &[option, "/dev/full"]);
        assert_eq!(output.status.code(), Some(1), "{option}: {}", said(&output));
        assert!(said(&output).contains("/dev/full") && said(&output).contains("space"), "{}", said(&output));
        assert!(fs::metadata("/dev/full").unwrap().file_type().is_char_device(), "devices stay devices");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_known_before_anything_is_read() {
    let place = Place::new();
    let source = place.write("works", works(2));
    for option in ["--report", "--quarantine"] {
        let output = place.build(&source, &[option, &place.text("no/such/folder")]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains("no/such/folder"), "{}", said(&output));
        assert_eq!(place.left(), ["works"]);
    }
}

#[test]
fn a_full_disk_leaves_no_half_snapshot() {
    let place = Place::new();
    // Numbers in a row that no compression shortens much.
    let mut state = 1_u64;
    let mut noise = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{state:x}")
    };
    let line = |at: usize| format!("{{\"id\":\"https://openalex.org/W{at}\",\"title\":\"{}\"}}\n", noise().repeat(2));
    let source = place.write("works", (0..60_000).map(line).collect::<String>());
    fs::create_dir(place.path("disk")).unwrap();
    // With a bound of memory it is full when what was read does not fit there, without one when the snapshot does not.
    for (memory, what) in [("1TB", "space"), ("1MB", "what does not fit into memory in a file: No space")] {
        onto_a_full_disk(&place, &source, memory, what);
    }
}

fn onto_a_full_disk(place: &Place, source: &str, memory: &str, what: &str) {
    let script = "mount -t tmpfs -o size=1m tmpfs \"$1\" || exit; echo mounted; \"$0\" build -o \"$1/graph\" \
                  \"openalex:$2\" --memory \"$3\"; status=$?; find \"$1\" -type f; exit $status";
    let mut command = Command::new("unshare");
    let program = env!("CARGO_BIN_EXE_scholargraph");
    let output = command.args(["-rm", "sh", "-c", script, program, &place.text("disk"), source, memory]).output();
    match output.map(|output| (String::from_utf8_lossy(&output.stdout).into_owned(), output)) {
        Ok((printed, output)) if printed.starts_with("mounted\n") => {
            assert_eq!(output.status.code(), Some(1), "{}", said(&output));
            assert!(said(&output).contains(what), "{}", said(&output));
            assert_eq!(printed, "mounted\n", "no file is left");
        }
        other => eprintln!("LEFT OUT: a_full_disk_leaves_no_half_snapshot may not mount a small disk: {other:?}"),
    }
}
