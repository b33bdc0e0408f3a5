//! ROR, the Research Organization Registry: an object per organisation, every one of which is an institution.
//!
//! Both schemas are read, as JSON lines, arrays (which is what the zip of a release holds), API answers and single
//! objects: [version 1](first), which ended in 2025, and [version 2](second). Of two records of one organisation the one
//! that was changed later counts; records of version 1 do not say when they were changed and give way to any of version 2.
//!
//! An organisation belongs to another one (`part_of`) where either names the other as its parent or child and both are
//! there. Organisations that closed or were withdrawn stay, with their status: a successor is a node of its own, for what
//! appeared under the old name did so. Predecessors, successors and what is merely related are no relations of a graph.
//! Nor has it a place for coordinates, the languages of names, and ids in other registries (GRID, ISNI, Wikidata, funders).

mod first;
mod organisation;
mod second;

use memchr::memmem;
use serde_json::value::RawValue;

use crate::{
    batch::Batch,
    format::{Parser, Plan, Reader, holds_no_records},
    json::{List, Present, mended, object, object_of},
    quarantine::Rejection,
};

/// The format `ror`.
pub(crate) struct Ror;

impl Reader for Ror {
    fn recognises(&self, start: &[u8]) -> bool {
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
        let has = |name: &str| memmem::find(start, name.as_bytes()).is_some();
        // Others name organisations by ROR's ids, too, but none relates them, or says when they were founded.
        matches!(start.first(), Some(b'{' | b'['))
            && has_own_id(start)
            && (has("\"relationships\"") || has("\"established\""))
    }

    fn plan(&self, name: &str) -> Plan {
        let file = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
        if file.ends_with(".csv") {
            return Plan::Ignore("the table lacks much of a record: the JSON of the same release has all of it");
        }
        if holds_no_records(&file) { Plan::Ignore("no JSON") } else { Plan::Read(Box::new(Organisations)) }
    }
}

/// Is there an `id` that is one of ROR's?
fn has_own_id(text: &[u8]) -> bool {
    memmem::find_iter(text, "\"https://ror.org/").any(|at| {
        let name = text[..at].trim_ascii_end().strip_suffix(b":").map(<[u8]>::trim_ascii_end);
        name.is_some_and(|name| name.ends_with(b"\"id\""))
    })
}

/// The records of a document.
struct Organisations;

impl Parser for Organisations {
    fn record(&self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        mended(record, |text| read(text, batch))
    }
}

object! {
    /// Enough of a record to tell what it is.
    struct Probe<'a> {
        id: Present,
        /// An answer of the API holds records.
        items: Option<List<&'a RawValue>>,
        /// The schema's version 2 alone has these.
        names: Present,
        locations: Present,
        admin: Present,
    }
}

/// Reads a record, or a page of them.
fn read(text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let probe: Probe<'_> = object_of(text)?;
    match &probe.items {
        Some(items) if !probe.id.0 => {
            for item in &items.0 {
                if let Err(rejection) = mended(item.get(), |text| take(&object_of(text)?, text, batch)) {
                    batch.reject(rejection, item.get().as_bytes());
                }
            }
            Ok(())
        }
        _ => take(&probe, text, batch),
    }
}

fn take(probe: &Probe<'_>, text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let second = probe.names.0 || probe.locations.0 || probe.admin.0;
    let organisation = if second { second::organisation(text)? } else { first::organisation(text)? };
    batch.institution(&organisation.into_record()?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_shows_the_format() {
        let yes = [
            r#"[{"admin": {}, "established": null, "id" : "https://ror.org/00jmfr291"}]"#,
            "\u{FEFF}{\"id\":\"https://ror.org/00jmfr291\",\"relationships\":[]}",
            r#"{"items": [{"relationships": [{"id": "https://ror.org/00jmfr291"}]}]}"#,
        ];
        let no = [
            "",
            "{}",
            "id,name\nhttps://ror.org/00jmfr291,X",
            r#"{"id":"https://openalex.org/I1","ror":"https://ror.org/00jmfr291","abstract_inverted_index":{"established":[1]}}"#,
            r#"{"DOI":"10.5555/1","institution":[{"id":[{"id":"https://ror.org/00jmfr291"}]}]}"#,
        ];
        for text in yes {
            assert!(Ror.recognises(text.as_bytes()), "{text}");
        }
        for text in no {
            assert!(!Ror.recognises(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn names_show_what_a_file_is_for() {
        let ignored = |name| matches!(Ror.plan(name), Plan::Ignore(_));
        assert!(ignored("v1.63-ror-data.zip/v1.63-ror-data.csv") && ignored("README.md"));
        assert!(!ignored("v1.63-ror-data.zip/v1.63-ror-data_schema_v2.json") && !ignored("organisations"));
    }
}
