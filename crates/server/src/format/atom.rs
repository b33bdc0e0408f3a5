//! Atom, RFC 4287.

use scholargraph::snapshot::timestamp;

use super::xml::{DECLARATION, Xml, escaped};
use crate::{asked::encoded, text::plain};

/// A work that came to a node.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'g> {
    /// Key of the work.
    pub(crate) key: String,
    /// Its id.
    pub(crate) work: &'g str,
    pub(crate) title: &'g str,
    /// The name of the node.
    pub(crate) at: &'g str,
    /// Since when, in seconds since 1970-01-01T00:00:00Z.
    pub(crate) since: i64,
}

/// The feed of `entries`, the newest first, for a server at `url`.
pub(crate) fn write(url: &str, entries: &[Entry<'_>]) -> String {
    let url = escaped(url);
    let mut xml = Xml(DECLARATION.to_owned());
    xml.line(format_args!(r#"<feed xmlns="http://www.w3.org/2005/Atom">"#));
    xml.line(format_args!("  <id>{url}/feed</id>\n  <title>New at what you follow</title>"));
    xml.line(format_args!(r#"  <link href="{url}/news"/>"#));
    xml.line(format_args!("  <updated>{}</updated>", time(entries.first().map_or(0, |newest| newest.since))));
    xml.line(format_args!("  <author><name>scholargraph</name></author>"));
    for entry in entries {
        let (page, key) = (escaped(format!("/works/{}", encoded(entry.work))), escaped(encoded(&entry.key)));
        // A work may come to several nodes: each is an entry of its own.
        let id = escaped(encoded(entry.at));
        xml.line(format_args!("  <entry>\n    <id>{url}/feed/{key}/{id}</id>"));
        xml.line(format_args!("    <title>{}</title>", escaped(plain(entry.title))));
        xml.line(format_args!(r#"    <link href="{url}{page}"/>"#));
        xml.line(format_args!("    <updated>{}</updated>", time(entry.since)));
        xml.line(format_args!("    <summary>At {}</summary>\n  </entry>", escaped(plain(entry.at))));
    }
    xml.line(format_args!("</feed>"));
    xml.0
}

fn time(seconds: i64) -> String {
    timestamp(u64::try_from(seconds).unwrap_or(0))
}
