//! arXiv: tables separated by tabs, and JSON lines.

use scholargraph_import::Format;

use crate::importing;

/// Up to the first zero byte one file, behind it another: papers stand in the files of each of their categories.
pub(crate) fn check(data: &[u8]) {
    let mut parts = data.splitn(2, |&byte| byte == 0);
    let mut files: Vec<(&str, &[u8])> = vec![("cs.DL", parts.next().unwrap_or_default())];
    files.extend(parts.next().map(|part| ("cs.SI", part)));
    importing::check(Format::Arxiv, &files);
}
