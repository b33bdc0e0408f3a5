//! What stands where, and how large it may be.

use std::collections::BTreeSet;

use super::{Finding, Tree};

const TOP_LEVEL: &[&str] = &[
    ".cargo",
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "benches",
    "crates",
    "data",
    "deny.toml",
    "examples",
    "rustfmt.toml",
];

/// Bytes a file may have: a repository that is cloned often stays light.
const LARGEST_FILE: usize = 1_000_000;

/// Lines a Rust file may have: one room has one job.
const LONGEST_RUST_FILE: usize = 600;

/// Refuses anything new beside `Cargo.toml`.
pub(super) fn top_level_holds_what_is_agreed(tree: &Tree) -> Vec<Finding> {
    let entries: BTreeSet<&str> = tree.files.iter().filter_map(|file| file.path.split('/').next()).collect();
    let strangers = entries.into_iter().filter(|entry| !TOP_LEVEL.contains(entry));
    strangers.map(|entry| Finding::of(entry, "does not belong at the top level: find its folder")).collect()
}

/// Refuses files that are a burden to every clone.
pub(super) fn files_are_small(tree: &Tree) -> Vec<Finding> {
    let large = tree.files.iter().filter(|file| file.bytes.len() > LARGEST_FILE);
    large
        .map(|file| {
            Finding::of(
                &file.path,
                format!("has {} bytes, more than {LARGEST_FILE}: make it smaller", file.bytes.len()),
            )
        })
        .collect()
}

/// Refuses Rust files that must be several.
pub(super) fn rust_files_are_short(tree: &Tree) -> Vec<Finding> {
    let rust = tree.files.iter().filter(|file| file.path.ends_with(".rs"));
    let counted = rust.map(|file| (&file.path, file.text().unwrap_or_default().lines().count()));
    let long = counted.filter(|(_, lines)| *lines > LONGEST_RUST_FILE);
    long.map(|(path, lines)| Finding::of(path, format!("has {lines} lines, more than {LONGEST_RUST_FILE}: split it")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_at_the_top_is_found_once() {
        let tree = Tree::of(&[("README.md", ""), ("docs/a.md", ""), ("docs/b.md", ""), ("crates/docs/a.md", "")]);
        let places: Vec<_> = top_level_holds_what_is_agreed(&tree).into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["docs"]);
    }

    #[test]
    fn a_megabyte_is_the_limit() {
        let bytes = |count| "x".repeat(count);
        let tree = Tree::of(&[("data/a", &bytes(LARGEST_FILE)), ("data/b", &bytes(LARGEST_FILE + 1))]);
        assert_eq!(files_are_small(&tree).len(), 1);
    }

    #[test]
    fn only_rust_files_are_counted_by_line() {
        let lines = |count| "x\n".repeat(count);
        let tree = Tree::of(&[("a.rs", &lines(600)), ("b.rs", &lines(601)), ("c.md", &lines(601))]);
        let places: Vec<_> = rust_files_are_short(&tree).into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["b.rs"]);
    }
}
