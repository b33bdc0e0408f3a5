//! ROR: organisations, in both versions of the schema.

use scholargraph_import::Format;

use crate::importing;

/// Up to the first zero byte one file, behind it another: a release holds the same organisations in both versions.
pub(crate) fn check(data: &[u8]) {
    let mut parts = data.splitn(2, |&byte| byte == 0);
    let mut files: Vec<(&str, &[u8])> = vec![("ror-data.json", parts.next().unwrap_or_default())];
    files.extend(parts.next().map(|part| ("ror-data_schema_v2.json", part)));
    importing::check(Format::Ror, &files);
}
