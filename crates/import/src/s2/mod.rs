//! Semantic Scholar: the bulk datasets of its Academic Graph (S2AG), and S2ORC's metadata before them.
//!
//! A record is told from its fields, whatever its file is called: papers of the Academic Graph ([`graph`]) and of S2ORC
//! ([`paper`]), authors ([`person`]), citations, abstracts and the hashes that older addresses have ([`apart`]). What stands
//! apart from papers joins them in the builder, so files may come in any order, and some may be left out.
//!
//! A paper's id is its corpus id as Semantic Scholar's addresses have it, `CorpusID:77490025`; a person's is the author id
//! where there is one, else the name. Fields of study are topics. The datasets are described at
//! <https://api.semanticscholar.org/api-docs/datasets>.

mod apart;
mod graph;
mod paper;
mod person;

use memchr::memmem;
use scholargraph::identifier;

use self::apart::Apart;
use crate::{
    batch::Batch,
    format::{Parser, Plan, Reader, holds_no_records},
    json::{Present, Text, mended, object, object_of},
    quarantine::{Reason, Rejection},
};

/// The format `s2`.
pub(crate) struct S2;

impl Reader for S2 {
    fn recognises(&self, start: &[u8]) -> bool {
        let has = |name: &str| memmem::find(start, name.as_bytes()).is_some();
        let whole = has("\"paper_id\"") && (has("\"outbound_citations\"") || has("\"mag_field_of_study\""));
        whole || has("\"corpusid\"") || has("\"citingcorpusid\"") || (has("\"authorid\"") && has("\"papercount\""))
    }

    fn plan(&self, name: &str) -> Plan {
        let file = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
        if holds_no_records(&file) { Plan::Ignore("no JSON") } else { Plan::Read(Box::new(Records)) }
    }
}

/// The records of a document.
struct Records;

impl Parser for Records {
    fn record(&self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        mended(record, |text| take(text, batch))
    }
}

object! {
    /// Enough of a record to tell what it is.
    struct Probe<'a> {
        corpus_id = "corpusid": Text<'a>,
        author = "authorid": Present,
        citing = "citingcorpusid": Present,
        hash = "sha": Present,
        abstract_text = "abstract": Present,
        title: Present,
        authors: Present,
        vector: Present,
        model: Present,
        content: Present,
    }
}

fn take(text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let probe: Probe<'_> = object_of(text)?;
    if probe.citing.0 {
        return Apart::of(text)?.citation(batch);
    }
    if probe.author.0 {
        return person::take(text, batch);
    }
    if probe.corpus_id.is_empty() {
        return paper::take(text, batch);
    }
    let is_paper = probe.title.0 || probe.authors.0;
    if !is_paper && probe.hash.0 {
        return Apart::of(text)?.hash(batch);
    }
    if !is_paper && probe.abstract_text.0 {
        return Apart::of(text)?.abstract_text(batch);
    }
    let others = [(probe.vector.0, "embedding"), (probe.content.0, "full text"), (probe.model.0, "summary")];
    match others.into_iter().find(|(is_there, _)| !is_paper && *is_there) {
        Some((_, what)) => {
            batch.skip(what);
            Ok(())
        }
        None => graph::take(text, batch),
    }
}

/// A corpus id as Semantic Scholar's addresses have it; `field` is where it stands.
fn corpus_id(field: &str, text: &Text<'_>) -> Result<String, Rejection> {
    known_corpus_id(text).ok_or_else(|| {
        let detail = format!("no corpus id as `{field}`, such as 77490025: {:?}", short(text.as_str()));
        Rejection::new(Reason::NoId, detail)
    })
}

fn known_corpus_id(text: &Text<'_>) -> Option<String> {
    let text = text.as_str().trim();
    is_number(text).then(|| format!("CorpusID:{text}"))
}

fn is_number(text: &str) -> bool {
    (1..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// An identifier in its normal form; empty for what is none.
fn normal(text: &Text<'_>, normalise: impl Fn(&str) -> Option<String>) -> std::borrow::Cow<'static, str> {
    let text = text.as_str().trim();
    if text.is_empty() { Default::default() } else { normalise(text).unwrap_or_default().into() }
}

fn acl(text: &str) -> Option<String> {
    identifier::acl(&format!("acl:{text}"))
}

/// With or without the letters in front.
fn pmcid(text: &str) -> Option<String> {
    identifier::pmcid(text).or_else(|| identifier::pmcid(&format!("PMC{text}")))
}

fn mag(text: &str) -> Option<String> {
    is_number(text).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_shows_the_format() {
        let yes = [
            r#"{"paper_id": "7", "title": "Dust", "authors": [], "outbound_citations": []}"#,
            r#"{"corpusid": 7, "title": "Dust"}"#,
            r#"{"citationid": 1, "citingcorpusid": 7, "citedcorpusid": null}"#,
            r#"{"authorid": "1", "name": "Ada", "papercount": 2}"#,
        ];
        for text in yes {
            assert!(S2.recognises(text.as_bytes()), "{text}");
        }
        for text in
            ["", "{}", r#"{"paper_id": "7"}"#, r#"{"id": "W1", "outbound_citations": []}"#, r#"{"authorid": 1}"#]
        {
            assert!(!S2.recognises(text.as_bytes()), "{text}");
        }
    }
}
