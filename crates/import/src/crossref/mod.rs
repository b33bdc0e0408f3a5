//! Crossref: what its members register under DOIs.
//!
//! [JSON](json) is read as the public data files hold it (an object with `items`), as the REST API answers (a `message` with
//! one work or with `items`), as JSON lines and as single objects; [XML](unixref) as unixref, which the XML API, OAI-PMH and
//! older dumps wrap in elements of their own. Both say the same of a [work](work), whose id is its DOI.
//!
//! A person is the exact name, given and family name with a space between, or that of an organisation; editors are not
//! authors. References without a DOI are counted, in `reference_count`, and lead nowhere. Funders, licences, pages, and
//! relations to other versions have no place in a graph.

mod date;
mod json;
mod markup;
mod registered;
mod types;
mod unixref;
mod work;

use memchr::memmem;

use crate::{
    batch::Batch,
    format::{Cut, Parser, Plan, Reader, holds_no_records},
    quarantine::Rejection,
};

/// The format `crossref`.
pub(crate) struct Crossref;

/// Ends of names that say that there are no records inside.
const NO_RECORDS: &[&str] = &[".xsd", ".csv", ".bib"];

impl Reader for Crossref {
    fn recognises(&self, start: &[u8]) -> bool {
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
        let has = |name: &str| memmem::find(start, name.as_bytes()).is_some();
        match start.first() {
            // The counts tell Crossref's own records from what others made of them.
            Some(b'{' | b'[') => {
                let work = has("\"DOI\"") && (has("\"is-referenced-by-count\"") || has("\"reference-count\""));
                work || (has("\"message-type\"") && has("\"message-version\""))
            }
            _ => unixref::recognises(start),
        }
    }

    fn plan(&self, name: &str) -> Plan {
        let file = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
        if holds_no_records(&file) || NO_RECORDS.iter().any(|end| file.ends_with(end)) {
            Plan::Ignore("neither JSON nor XML")
        } else {
            Plan::Read(Box::new(Works))
        }
    }
}

/// The records of a document.
struct Works;

impl Parser for Works {
    fn cut(&self, start: &[u8]) -> Cut {
        let first = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
        if first.starts_with(b"<") { Cut::Elements(unixref::elements(start)) } else { Cut::Json }
    }

    fn record(&self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        if record.starts_with('<') {
            unixref::take(record, batch)
        } else {
            crate::json::mended(record, |text| json::take(text, batch))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_shows_the_format() {
        let yes = [
            r#"{"items":[{"reference-count":0,"DOI":"10.5555/1"}]}"#,
            "\u{FEFF}{\"DOI\": \"10.5555/1\", \"is-referenced-by-count\": 0}",
            r#"{"status":"ok","message-type":"work","message-version":"1.0.0","message":{"#,
            "<?xml version='1.0'?>\n<crossref_result version='3.0'>",
            "<doi_records><doi_record>",
            "<crossref><journal>",
            "<OAI-PMH><ListRecords><record><metadata><crossref xmlns='x'>",
        ];
        let no = [
            "",
            "{}",
            r#"{"meta":{"count":1},"results":[{"id":"https://openalex.org/W1","doi":"https://doi.org/10.5555/1"}]}"#,
            r#"{"paperId":"1","externalIds":{"DOI":"10.5555/1"},"referenceCount":3}"#,
            r#"{"DOI":"10.5555/1","author":[]}"#,
            "<dblp><article><crossref>conf/x</crossref>",
            "<collection id='x'>",
            "<crossreference>",
            "<OAI-PMH><ListRecords><record><metadata><oai_dc:dc>",
        ];
        for text in yes {
            assert!(Crossref.recognises(text.as_bytes()), "{text}");
        }
        for text in no {
            assert!(!Crossref.recognises(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn names_show_what_a_file_is_for() {
        let ignored = |name| matches!(Crossref.plan(name), Plan::Ignore(_));
        assert!(ignored("crossref/README.md") && ignored("crossref5.3.1.xsd"));
        assert!(!ignored("crossref.tar/0.json") && !ignored("unixsd.xml") && !ignored("10.5555/12345678"));
    }
}
