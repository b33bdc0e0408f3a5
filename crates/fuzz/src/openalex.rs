//! OpenAlex: records as JSON, manifests, lists of merged and deleted ids.

use scholargraph_import::Format;

use crate::importing;

/// Up to the first zero byte the records; behind it the merged ids, then a manifest: no JSON and no table has one.
pub(crate) fn check(data: &[u8]) {
    let mut parts = data.splitn(3, |&byte| byte == 0);
    let records = parts.next().unwrap_or_default();
    let mut files: Vec<(&str, &[u8])> = vec![("works.jsonl", records)];
    files.extend(parts.next().map(|part| ("merged_ids/works.csv", part)));
    files.extend(parts.next().map(|part| ("manifest", part)));
    importing::check(Format::OpenAlex, &files);
}
