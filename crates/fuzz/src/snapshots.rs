//! Snapshots that somebody tampered with, checksums mended.

use std::{
    fs,
    path::{Path, PathBuf},
    string::FromUtf8Error,
    sync::OnceLock,
};

use scholargraph::{
    BuildOptions, Graph, Meta,
    snapshot::{self, BuildInfo, Manifest},
};
use scholargraph_testkit::{adapted, ask, everything, manifest_text, sealed};
use tempfile::TempDir;

use crate::edits;

/// A snapshot as it was written, and a folder for those that are made of it.
pub(crate) struct Original {
    manifest: Manifest,
    tables: Vec<Vec<u8>>,
    content: String,
    dir: TempDir,
    folder: PathBuf,
}

pub(crate) fn original() -> &'static Original {
    static ORIGINAL: OnceLock<Original> = OnceLock::new();
    ORIGINAL.get_or_init(|| {
        let (graph, dir) = (everything(), tempfile::tempdir().unwrap());
        let saved = graph.save(&dir, &BuildInfo::default()).unwrap();
        let manifest = Manifest::read(&saved.folder).unwrap();
        let tables = manifest.files.iter().map(|file| fs::read(saved.folder.join(&file.name)).unwrap());
        Original { tables: tables.collect(), content: content(&graph), manifest, folder: saved.folder, dir }
    })
}

/// Every table that the snapshot id is of, and the facts that follow from them: names and settings stand in the manifest
/// alone, and what sources said beside what is in force is of no id.
fn content(graph: &Graph) -> String {
    let meta = graph.meta();
    let limited = meta.max_authors == Some(BuildOptions::MAX_AUTHORS);
    let works_over_author_limit = if limited { meta.works_over_author_limit } else { 0 };
    let facts =
        Meta { corpus: String::new(), sources: Vec::new(), max_authors: None, works_over_author_limit, ..meta.clone() };
    let tables = format!("{:?}", graph.tables()).replace(&format!("{meta:?}"), &format!("{facts:?}"));
    match (tables.find("provenance: Provenance"), tables.find("meta: Meta")) {
        (Some(start), Some(end)) if start < end => [&tables[..start], &tables[end..]].concat(),
        _ => panic!("the tables are written in another order now"),
    }
}

/// A byte that says which table, then edits of its file.
pub(crate) fn check_table(data: &[u8]) {
    let Some((&table, script)) = data.split_first() else { return };
    let original = original();
    let at = usize::from(table) % original.tables.len();
    let forged = edits::applied(&original.tables[at], script);
    let manifest = manifest_text(&adapted(&original.manifest, at, &forged));
    check_forged(original, &[(&original.manifest.files[at].name, &forged), (MANIFEST, manifest.as_bytes())]);
    replace(&original.folder, &original.manifest.files[at].name, &original.tables[at]);
}

const MANIFEST: &str = "manifest.json";

/// A manifest, from its first brace to the member before its checksum; or, behind a zero byte, edits of the true one.
pub(crate) fn check_manifest(data: &[u8]) {
    let original = original();
    let forged = match data.split_first() {
        Some((0, script)) => edits::applied(manifest_text(&original.manifest).as_bytes(), script),
        _ => [data, b",\n  \"checksum\": \"\"\n}\n"].concat(),
    };
    let sealed = String::from_utf8(forged).map(|text| sealed(&text).into_bytes());
    let forged = sealed.unwrap_or_else(FromUtf8Error::into_bytes);
    check_forged(original, &[(MANIFEST, &forged)]);
}

/// Opens the snapshot with these files in it: what opens answers without a panic, and what verifies is what was written.
fn check_forged(original: &Original, files: &[(&str, &[u8])]) {
    for (name, content) in files {
        replace(&original.folder, name, content);
    }
    let sound = snapshot::verify(&original.dir).is_ok_and(|verification| verification.is_sound());
    let Ok(graph) = Graph::open(&original.dir) else {
        assert!(!sound, "verifies, and does not open");
        return;
    };
    ask(&graph);
    assert!(!sound || content(&graph) == original.content, "verifies, and is something else");
}

/// Puts a new file in the place of the old one, which somebody may have mapped.
fn replace(folder: &Path, name: &str, content: &[u8]) {
    let path = folder.join(name);
    fs::remove_file(&path).unwrap();
    fs::write(path, content).unwrap();
}
