//! Sources as they are named on the command line, `FORMAT:PATH`.

use std::{path::Path, sync::OnceLock};

use scholargraph_import::{Format, ImportError, SourceSpec};
use tempfile::TempDir;

use crate::importing::{folder, import};

/// Any text.
pub(crate) fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match SourceSpec::parse(&text) {
        Ok(source) => {
            assert!(!source.path.is_empty(), "{text:?}");
            assert_eq!(source.to_string(), text, "{text:?} is shown as something else");
            assert_eq!(SourceSpec::parse(&source.to_string()).ok(), Some(source), "{text:?}");
        }
        Err(ImportError::UnknownFormat { given }) => {
            assert!(text.starts_with(&format!("{given}:")) && given.parse::<Format>().is_err(), "{text:?}");
        }
        Err(ImportError::NoPath { given }) => assert_eq!(given, text),
        Err(error) => panic!("{text:?}: {error}"),
    }
    check_pattern(&text);
}

/// The same text as a path or pattern within a folder: what it matches is read, and each file once.
fn check_pattern(text: &str) {
    let outside = text.contains("..") || text.contains(['\0', '\\']) || Path::new(text).is_absolute();
    // A component such as `.*` has the file system walked in circles: n of them are 2ⁿ ways.
    let circles = text.split('/').filter(|part| part.starts_with('.')).count() > 3;
    if outside || circles || text.is_empty() {
        return;
    }
    let path = format!("{}/{text}", files().path().display());
    match import(SourceSpec { format: None, path: path.clone() }, 1) {
        Ok(imported) => {
            let mut names: Vec<_> = imported.report.sources.iter().map(|source| &source.source).collect();
            assert!((1..=FILES.len()).contains(&names.len()), "{path}: {names:?}");
            names.dedup();
            assert_eq!(names.len(), imported.report.sources.len(), "{path}: a file is read twice");
        }
        Err(error) => {
            let told = error.to_string();
            assert!(told.contains(files().path().to_str().unwrap()), "{path}: {told} names no path");
        }
    }
}

const RECORD: &[u8] = b"{\"id\":\"https://openalex.org/W1\",\"title\":\"One\"}\n";
const FILES: [(&str, &[u8]); 5] =
    [("a", RECORD), ("b/a", RECORD), ("b/c.jsonl", RECORD), ("[d]", RECORD), ("b/e/f:g", RECORD)];

fn files() -> &'static TempDir {
    static FILES_THERE: OnceLock<TempDir> = OnceLock::new();
    FILES_THERE.get_or_init(|| folder(&FILES))
}
