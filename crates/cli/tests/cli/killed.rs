//! `build`, killed at any moment: what was in force stays, whole.

#![cfg(unix)]

use std::{
    fs,
    path::Path,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant, SystemTime},
};

use crate::common::{Snapshots, command, json, text};

/// Works of the build that is killed: enough that it takes some time, little enough to do it a few times.
const WORKS: usize = 12_000;

/// How often a build is killed at most. Half of that is enough on any machine seen so far.
const ATTEMPTS: u32 = 16;

/// What is not finished in a folder of snapshots.
fn unfinished(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| name.starts_with(".partial-")).collect()
}

fn start(snapshots: &Snapshots) -> Child {
    let source = format!("openalex:{}", snapshots.records(WORKS).display());
    let mut build = command(&["build", "-o", &snapshots.graph(), &source]);
    build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Where a build was when it was killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Caught {
    /// It had not begun to write.
    Before,
    /// Something unfinished was there.
    Writing,
    /// It had ended.
    After,
}

/// Kills a build after `delay`, or `delay` after it has begun to write; says where it was.
fn kill(snapshots: &Snapshots, delay: Duration, writing: bool) -> Caught {
    let before = unfinished(&snapshots.dir());
    let mut build = start(snapshots);
    while writing && unfinished(&snapshots.dir()).len() == before.len() && build.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_micros(200));
    }
    thread::sleep(delay);
    build.kill().unwrap();
    let ended = build.wait().unwrap().success();
    match ended {
        true => Caught::After,
        false if unfinished(&snapshots.dir()).len() > before.len() => Caught::Writing,
        false => Caught::Before,
    }
}

/// A build, and how long it takes.
fn time_of_a_build() -> Duration {
    let snapshots = Snapshots::new();
    let began = Instant::now();
    assert!(start(&snapshots).wait().unwrap().success());
    began.elapsed()
}

#[test]
fn a_killed_build_leaves_what_was_in_force() {
    let whole = time_of_a_build();
    let snapshots = Snapshots::new();
    snapshots.build(3);
    let graph = snapshots.graph();
    let first = fs::read_to_string(snapshots.current()).unwrap();
    let mut caught = Vec::new();
    for attempt in 0..ATTEMPTS {
        // By turns: somewhere on the way, and while it writes.
        let writing = attempt % 2 == 1;
        let delay = if writing { Duration::from_millis(u64::from(attempt / 2)) } else { whole * attempt / ATTEMPTS };
        caught.push(kill(&snapshots, delay, writing));
        assert!(text(&["-g", &graph, "verify"]).contains("is sound"), "{caught:?}");
        let works = json(&["-g", &graph, "info"])["nodes"]["work"].as_u64().unwrap();
        let current = fs::read_to_string(snapshots.current()).unwrap();
        let expected = if current == first { 3 } else { WORKS as u64 };
        assert_eq!(works, expected, "what is in force is whole: {caught:?}");
        if current != first {
            // Put in force in its last moments: begin again.
            snapshots.build(3);
        }
        if attempt >= 5 && caught.contains(&Caught::Before) && caught.contains(&Caught::Writing) {
            break;
        }
    }
    assert!(caught.contains(&Caught::Before) && caught.contains(&Caught::Writing), "{caught:?}");
    assert!(!unfinished(&snapshots.dir()).is_empty(), "killed builds leave something behind: {caught:?}");

    assert!(start(&snapshots).wait().unwrap().success(), "a following build succeeds");
    assert!(text(&["-g", &graph, "verify"]).contains("is sound"));
    assert_eq!(json(&["-g", &graph, "info"])["nodes"]["work"], WORKS);
    age(&snapshots.dir());
    snapshots.build(3);
    assert_eq!(unfinished(&snapshots.dir()), [""; 0], "an hour later nothing of it is left");
}

#[test]
fn a_killed_run_about_everybody_leaves_the_file_that_was_there() {
    let snapshots = Snapshots::new();
    snapshots.build(WORKS);
    let file = snapshots.dir().with_file_name("everybody.jsonl");
    let caught = (0..ATTEMPTS).any(|_| killed_while_writing(&snapshots.graph(), &file));
    assert!(caught, "it always ended before it could be killed");
    assert_eq!(fs::read_to_string(&file).unwrap(), "what was there");
}

/// Asks about everybody and kills that once something is written; says whether it had not ended by then.
fn killed_while_writing(graph: &str, file: &Path) -> bool {
    fs::write(file, "what was there").unwrap();
    let folder = file.parent().unwrap();
    let before = unwritten(folder);
    let to = ["-o", file.to_str().unwrap()];
    let mut run = command(&[&["-g", graph, "collaborators", "--all", "--evidence", "3"], &to[..]].concat());
    let mut run = run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while unwritten(folder) == before && run.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_micros(200));
    }
    run.kill().unwrap();
    !run.wait().unwrap().success()
}

/// Bytes in files that are not whole.
fn unwritten(dir: &Path) -> u64 {
    let entries = fs::read_dir(dir).unwrap().flatten();
    let parts = entries.filter(|entry| entry.file_name().to_string_lossy().ends_with(".part"));
    parts.map(|part| part.metadata().map_or(0, |metadata| metadata.len())).sum()
}

/// Makes what was left behind two hours old.
fn age(dir: &Path) {
    let long_ago = SystemTime::now() - Duration::from_secs(7200);
    for left in unfinished(dir).iter().map(|name| dir.join(name)) {
        for path in fs::read_dir(&left).into_iter().flatten().flatten().map(|entry| entry.path()).chain([left.clone()])
        {
            fs::File::open(path).unwrap().set_modified(long_ago).unwrap();
        }
    }
}
