//! Semantic Scholar's S2ORC and bulk datasets: records, a line each.

use scholargraph_import::Format;

use crate::importing;

/// Up to the first zero byte one file, behind it another.
pub(crate) fn check(data: &[u8]) {
    let mut parts = data.splitn(2, |&byte| byte == 0);
    let mut files: Vec<(&str, &[u8])> = vec![("0.jsonl", parts.next().unwrap_or_default())];
    files.extend(parts.next().map(|part| ("1.jsonl", part)));
    importing::check(Format::S2, &files);
}
