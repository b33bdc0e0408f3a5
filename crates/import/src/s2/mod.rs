//! Semantic Scholar's S2ORC: the metadata of papers as JSON lines, each with the papers that it cites.
//!
//! A paper's id is its corpus id as Semantic Scholar's addresses have it, `CorpusID:77490025`. Citations are taken from the
//! papers that cite: what cites a paper (`inbound_citations`) stands in their records, too. People have no ids here, and
//! their fields of study are topics.
//!
//! The bulk datasets of Semantic Scholar's Academic Graph (S2AG), which tell citations apart from papers, are not read.

mod paper;

use memchr::memmem;

use crate::{
    batch::Batch,
    format::{Parser, Plan, Reader, holds_no_records},
    json::mended,
    quarantine::Rejection,
};

/// The format `s2`.
pub(crate) struct S2;

impl Reader for S2 {
    fn recognises(&self, start: &[u8]) -> bool {
        let has = |name: &str| memmem::find(start, name.as_bytes()).is_some();
        has("\"paper_id\"") && (has("\"outbound_citations\"") || has("\"mag_field_of_study\""))
    }

    fn plan(&self, name: &str) -> Plan {
        let file = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
        if holds_no_records(&file) { Plan::Ignore("no JSON") } else { Plan::Read(Box::new(Papers)) }
    }
}

/// The records of a document.
struct Papers;

impl Parser for Papers {
    fn record(&self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        mended(record, |text| paper::take(text, batch))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_shows_the_format() {
        let yes = r#"{"paper_id": "7", "title": "Dust", "authors": [], "outbound_citations": []}"#;
        assert!(S2.recognises(yes.as_bytes()));
        for text in ["", "{}", r#"{"paper_id": "7"}"#, r#"{"id": "W1", "outbound_citations": []}"#] {
            assert!(!S2.recognises(text.as_bytes()), "{text}");
        }
    }
}
