//! DBLP: publications, and the records of people.

use scholargraph_import::Format;

use crate::importing;

/// Up to the first zero byte a document; behind it another one: who goes by which names may be said in either.
pub(crate) fn check(data: &[u8]) {
    let mut parts = data.splitn(2, |&byte| byte == 0);
    let mut files: Vec<(&str, &[u8])> = vec![("dblp.xml", parts.next().unwrap_or_default())];
    files.extend(parts.next().map(|part| ("people.xml", part)));
    importing::check(Format::Dblp, &files);
}
