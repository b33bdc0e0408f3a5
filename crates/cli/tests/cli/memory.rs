//! `build --memory`: the same snapshot within a bound.

use std::fs;

use crate::common::{Folder, failure, run};

#[test]
fn a_bound_of_memory_changes_nothing() {
    let folder = Folder::new();
    let source = folder.path("works.jsonl").display().to_string();
    let built = |name: &str, options: &[&str]| {
        let dir = folder.path(name).display().to_string();
        let output = run(&[&["build", "-o", &dir, &source, "--corpus", "moon"], options].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let id = fs::read_to_string(folder.path(name).join("CURRENT")).unwrap();
        let left = fs::read_dir(folder.path(name)).unwrap().count();
        assert_eq!(left, 2, "the snapshot, and what says that it is in force");
        id
    };
    let free = built("free", &[]);
    assert_eq!(built("bounded", &["--memory", "0"]), free);
    assert_eq!(built("with-records", &["--memory", "64 KiB", "--keep-records", "--threads", "1"]), free);
}

#[test]
fn what_is_no_size_is_said() {
    let message = failure(&["build", "-o", "nowhere", "works.jsonl", "--memory", "much"], 2);
    assert!(message.contains("--memory <SIZE>") && message.contains("much"), "{message}");
}
