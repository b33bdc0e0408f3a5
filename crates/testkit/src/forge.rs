//! Snapshots that somebody tampered with and whose checksums fit all the same.

use scholargraph::snapshot::{Crc32, Manifest};

/// What stands before the last member of a manifest, its checksum.
const CHECKSUM: &str = ",\n  \"checksum\"";

/// A manifest's text whose checksum fits, whatever else it says; as it is where it has none.
#[must_use]
pub fn sealed(content: &str) -> String {
    let Some(at) = content.rfind(CHECKSUM) else { return content.to_owned() };
    let content = &content[..at];
    format!("{content}{CHECKSUM}: \"{:08x}\"\n}}\n", crc32fast::hash(content.as_bytes()))
}

/// The text of `manifest`, with a checksum that fits.
///
/// # Panics
///
/// Never: a manifest is JSON.
#[must_use]
#[expect(clippy::expect_used, reason = "whatever a manifest says is a number, a string, or a list of them")]
pub fn manifest_text(manifest: &Manifest) -> String {
    let text = serde_json::to_string_pretty(manifest).expect("a manifest is JSON");
    sealed(&format!("{}{CHECKSUM}: \"\"\n}}\n", text.strip_suffix("\n}").unwrap_or(&text)))
}

/// A manifest that says of the file at `index` what is true of `content`.
#[must_use]
pub fn adapted(manifest: &Manifest, index: usize, content: &[u8]) -> Manifest {
    let mut manifest = manifest.clone();
    let entry = &mut manifest.files[index];
    entry.bytes = content.len() as u64;
    entry.crc32 = Crc32(crc32fast::hash(content));
    let (start, end) = (entry.body.0 as usize, entry.body.1 as usize);
    let around = [content.get(..start).unwrap_or(content), content.get(end..).unwrap_or_default()].concat();
    entry.header_crc32 = Crc32(crc32fast::hash(&around));
    manifest
}
