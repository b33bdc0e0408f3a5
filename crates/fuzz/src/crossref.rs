//! Crossref: works as JSON and as unixref.

use scholargraph_import::Format;

use crate::importing;

/// Up to the first zero byte one file, behind it another: a work may come in both forms.
pub(crate) fn check(data: &[u8]) {
    let mut parts = data.splitn(2, |&byte| byte == 0);
    let mut files: Vec<(&str, &[u8])> = vec![("0.json", parts.next().unwrap_or_default())];
    files.extend(parts.next().map(|part| ("1.xml", part)));
    importing::check(Format::Crossref, &files);
}
