//! OpenAlex: works, people, institutions, topics and sources of works, as the API and the snapshots of every
//! generation write them.
//!
//! The records are described at <https://developers.openalex.org>. They come as JSON lines, API pages, arrays, single
//! objects, and Parquet; beside them lie [manifests](layout::Manifest) and lists of [merged and deleted
//! ids](layout::Changes).

mod abstracts;
mod ids;
mod institution;
mod kind;
mod layout;
mod person;
mod raw;
mod records;
mod source;
mod topic;
mod work;

use memchr::memmem;

use self::{layout::file_name, records::Records};
use crate::format::{Plan, Reader};

pub(crate) struct OpenAlex;

/// What no record is ever in, though it may lie beside them.
const NO_RECORDS: &[(&str, &str)] = &[
    (".md", "text"),
    (".html", "text"),
    (".pdf", "text"),
    (".log", "text"),
    (".svg", "a picture"),
    (".png", "a picture"),
    (".jpg", "a picture"),
    (".py", "a program"),
    (".sh", "a program"),
    (".sql", "a program"),
    (".xml", "OpenAlex writes no XML"),
    (".tsv", "OpenAlex writes no such tables"),
    (".yml", "settings"),
    (".yaml", "settings"),
    (".toml", "settings"),
];

impl Reader for OpenAlex {
    fn recognises(&self, start: &[u8]) -> bool {
        let text = start.trim_ascii_start();
        let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text).trim_ascii_start();
        let has = |needle: &str| memmem::find(text, needle.as_bytes()).is_some();
        let json = text.starts_with(b"{") || text.starts_with(b"[");
        json && (has("//openalex.org/") || has("s3://openalex/") || has("\"authorships\""))
            || layout::HEADINGS.iter().any(|heading| text.starts_with(heading.as_bytes()))
    }

    fn plan(&self, name: &str) -> Plan {
        let file = file_name(name).to_ascii_lowercase();
        if let Some((_, why)) = NO_RECORDS.iter().find(|(suffix, _)| file.ends_with(suffix)) {
            return Plan::Ignore(why);
        }
        match file.as_str() {
            "manifest" | "manifest.json" => Plan::Read(Box::new(layout::Manifest)),
            _ if file.starts_with("readme") || file.starts_with("license") => Plan::Ignore("text"),
            _ if file.ends_with(".csv") => Plan::Read(Box::new(layout::Changes)),
            _ => Plan::Read(Box::new(Records)),
        }
    }

    fn knows_people(&self) -> bool {
        true
    }

    fn may_be_listed(&self, name: &str) -> bool {
        name.contains("updated_date=")
    }

    fn listed_names(&self, manifest: &str, url: &str) -> Vec<String> {
        layout::listed_names(manifest, url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_shows_the_format() {
        let yes = [
            r#"{"id":"https://openalex.org/W1"}"#,
            "\u{FEFF}[\n {\"id\": \"x\", \"authorships\": []}]",
            r#"{"entries": [{"url": "s3://openalex/data/works/part_000.gz"}]}"#,
            "merge_date,id,merge_into_id\n2023-04-13,A1,A2\n",
        ];
        let no = ["", "{}", "<dblp>", r#"{"DOI": "10.1/x", "author": []}"#, "see https://openalex.org/"];
        assert!(yes.iter().all(|text| OpenAlex.recognises(text.as_bytes())));
        assert!(!no.iter().any(|text| OpenAlex.recognises(text.as_bytes())));
    }

    #[test]
    fn names_show_what_a_file_is_for() {
        let ignored = |name| matches!(OpenAlex.plan(name), Plan::Ignore(_));
        assert!(ignored("data/README.md") && ignored("sample/slice.SVG"));
        assert!(!ignored("data/works/updated_date=2026-01-01/part_0000"));
        assert!(!ignored("works/W2741809807") && !ignored("works/manifest") && !ignored("merged_ids/a.csv"));
    }
}
