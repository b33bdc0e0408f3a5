//! The ACL Anthology: XML, and the YAML beside it.

use scholargraph_import::Format;

use crate::importing;

/// Up to the first zero byte the XML; behind it the list of name variants, then a venue: neither may hold one.
pub(crate) fn check(data: &[u8]) {
    let mut parts = data.splitn(3, |&byte| byte == 0);
    let mut files: Vec<(&str, &[u8])> = vec![("xml/P00.xml", parts.next().unwrap_or_default())];
    files.extend(parts.next().map(|part| ("yaml/name_variants.yaml", part)));
    files.extend(parts.next().map(|part| ("yaml/venues/acl.yaml", part)));
    importing::check(Format::Acl, &files);
}
