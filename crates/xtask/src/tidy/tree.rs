//! What the rules look at: members and files, read once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The workspace as the rules see it.
#[derive(Debug, Default)]
pub struct Tree {
    /// The packages of the workspace.
    pub members: Vec<Member>,
    /// The files of the repository, sorted by path; those git ignores are absent.
    pub files: Vec<File>,
}

/// A package of the workspace, named by its folder because that is how the architecture speaks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Folder relative to the workspace root: `crates/core`.
    pub folder: String,
    /// Its dependencies inside the workspace.
    pub dependencies: Vec<Dependency>,
}

/// A dependency of one member on another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// Folder of the member that is depended on.
    pub on: String,
    /// In which section of the manifest it stands.
    pub kind: DependencyKind,
}

/// Section of a manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DependencyKind {
    /// `[dependencies]` or `[build-dependencies]`: what a user of the crate gets too.
    Shipped,
    /// `[dev-dependencies]`: tests, benches and examples alone.
    Dev,
}

/// A file of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path relative to the workspace root, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl File {
    /// The content as text; `None` where it is not UTF-8.
    pub fn text(&self) -> Option<&str> {
        str::from_utf8(&self.bytes).ok()
    }
}

impl Tree {
    /// A made-up tree of `(path, content)` without members.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |&(path, content): &(&str, &str)| File { path: path.into(), bytes: content.into() };
        Self { members: Vec::new(), files: files.iter().map(file).collect() }
    }

    /// Reads the workspace at `root`.
    ///
    /// # Errors
    ///
    /// Fails where `cargo metadata` or `git ls-files` does, and where a file cannot be read.
    pub fn read(root: &Path) -> Result<Self> {
        let metadata = run(root, &env_or("CARGO", "cargo"), &["metadata", "--no-deps", "--format-version", "1"])?;
        Ok(Self { members: members(&serde_json::from_slice(&metadata)?)?, files: read_files(root)? })
    }

    /// The text of the file at `path`, where there is one.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path)?.text()
    }
}

fn env_or(variable: &str, default: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| default.into())
}

fn run(root: &Path, program: &str, arguments: &[&str]) -> Result<Vec<u8>> {
    let line = || format!("{program} {}", arguments.join(" "));
    let output = Command::new(program).args(arguments).current_dir(root).output().with_context(line)?;
    if !output.status.success() {
        bail!("`{}` failed: {}", line(), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(output.stdout)
}

/// The members that the answer of `cargo metadata` describes.
fn members(metadata: &Value) -> Result<Vec<Member>> {
    let root = metadata["workspace_root"].as_str().context("`cargo metadata` names no workspace root")?;
    let packages = metadata["packages"].as_array().context("`cargo metadata` names no packages")?;
    packages.iter().map(|package| member(package, Path::new(root))).collect()
}

fn member(package: &Value, root: &Path) -> Result<Member> {
    let manifest = package["manifest_path"].as_str().context("a package of `cargo metadata` has no manifest")?;
    let folder = Path::new(manifest).parent().and_then(|folder| relative(folder, root));
    Ok(Member {
        folder: folder.with_context(|| format!("{manifest} lies outside the workspace"))?,
        dependencies: package["dependencies"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|d| inside(d, root))
            .collect(),
    })
}

/// The dependency as one between members; `None` for those from a registry.
fn inside(dependency: &Value, root: &Path) -> Option<Dependency> {
    let on = relative(Path::new(dependency["path"].as_str()?), root)?;
    let kind = if dependency["kind"] == "dev" { DependencyKind::Dev } else { DependencyKind::Shipped };
    Some(Dependency { on, kind })
}

fn relative(path: &Path, root: &Path) -> Option<String> {
    let parts = path.strip_prefix(root).ok()?.components();
    Some(parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

fn read_files(root: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for path in list_files(root)? {
        let on_disk = root.join(&path);
        // Git still lists what was deleted but not yet committed, and links have no content of their own.
        if fs::symlink_metadata(&on_disk).is_ok_and(|metadata| metadata.is_file()) {
            files.push(File { bytes: fs::read(&on_disk).with_context(|| path.clone())?, path });
        }
    }
    Ok(files)
}

/// What git tracks or would track; in a copy without `.git`, everything but build products.
fn list_files(root: &Path) -> Result<Vec<String>> {
    let mut paths = if root.join(".git").exists() {
        // A checkout that belongs to another user is read all the same: nothing in it is run.
        let trust = format!("safe.directory={}", root.display());
        let listed = run(root, "git", &["-c", &trust, "ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
        let listed = String::from_utf8(listed).context("git names a file that is not UTF-8")?;
        listed.split('\0').filter(|path| !path.is_empty()).map(String::from).collect()
    } else {
        walk(root)?.iter().filter_map(|path| relative(path, root)).collect::<Vec<_>>()
    };
    paths.sort();
    paths.dedup();
    Ok(paths)
}

fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true if entry.file_name() == "target" || entry.file_name() == "node_modules" => {}
            true => found.extend(walk(&entry.path())?),
            false => found.push(entry.path()),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn metadata_becomes_members_by_folder() {
        let metadata = json!({
            "workspace_root": "/w",
            "packages": [{
                "manifest_path": "/w/crates/import/Cargo.toml",
                "dependencies": [
                    {"name": "scholargraph", "path": "/w/crates/core", "kind": null},
                    {"name": "scholargraph-testkit", "path": "/w/crates/testkit", "kind": "dev"},
                    {"name": "generator", "path": "/w/crates/generator", "kind": "build"},
                    {"name": "serde", "kind": null},
                ],
            }],
        });
        let on = |on: &str, kind| Dependency { on: on.into(), kind };
        let expected = Member {
            folder: "crates/import".into(),
            dependencies: vec![
                on("crates/core", DependencyKind::Shipped),
                on("crates/testkit", DependencyKind::Dev),
                on("crates/generator", DependencyKind::Shipped),
            ],
        };
        assert_eq!(members(&metadata).unwrap(), [expected]);
    }

    #[test]
    fn a_copy_without_git_is_walked() {
        let root = std::env::temp_dir().join(format!("xtask-walk-{}", std::process::id()));
        fs::create_dir_all(root.join("target/debug")).unwrap();
        fs::create_dir_all(root.join("crates/core")).unwrap();
        fs::write(root.join("target/debug/product"), "").unwrap();
        fs::write(root.join("crates/core/lib.rs"), "").unwrap();
        fs::write(root.join("README.md"), "").unwrap();
        let listed = list_files(&root);
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(listed.unwrap(), ["README.md", "crates/core/lib.rs"]);
    }
}
