//! Works as unixref describes them: <https://www.crossref.org/documentation/schema-library/>.
//!
//! A record is a `<crossref>` with one publication. What is registered is the article, paper, chapter or data set in it,
//! where there is one, and what is around tells where it appeared; else the journal, book or report itself. Answers to
//! queries say beside that how often the work is cited, and when the record was last changed.

use memchr::memmem;

use super::{
    date::Appeared,
    registered::{Registered, part_type, publication_type},
    work::Work,
};
use crate::{
    batch::Batch,
    date,
    format::Elements,
    quarantine::{Reason, Rejection},
    xml::{Element, Xml, collapsed, from_first_element},
};

/// Records of dumps: whatever stands around them.
static RECORDS: Elements = Elements { records: &["crossref"], around: &[], heads: &[] };

/// Records of answers to queries, now and up to 2013.
static ANSWERS: Elements = Elements { records: &["query", "crossref_metadata"], around: &[], heads: &[] };

/// How a document that begins with `start` falls into records.
pub(super) fn elements(start: &[u8]) -> &'static Elements {
    let answers = ["<query ", "<query>", "<crossref_metadata>", "<crossref_metadata "];
    if answers.iter().any(|tag| memmem::find(start, tag.as_bytes()).is_some()) { &ANSWERS } else { &RECORDS }
}

/// Elements that documents begin with: answers of the XML API, dumps, and records.
const ROOTS: &[&str] = &["crossref_result", "doi_records", "doi_record", "crossref"];

/// Does a document that begins with `start` look like unixref? OAI-PMH is spoken by others, too.
pub(super) fn recognises(start: &[u8]) -> bool {
    let Some(rest) = from_first_element(start) else { return false };
    let begins = |name: &str| {
        let rest = rest.strip_prefix(b"<").and_then(|rest| rest.strip_prefix(name.as_bytes()));
        rest.and_then(<[u8]>::first).is_some_and(|&next| next.is_ascii_whitespace() || next == b'>')
    };
    ROOTS.iter().any(|name| begins(name)) || (begins("OAI-PMH") && memmem::find(rest, b"<crossref").is_some())
}

/// Takes a record in.
pub(super) fn take(record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let mut xml = Xml::new(record);
    let Some(element) = xml.child()? else { return Ok(()) };
    let mut found = Found::default();
    if element.name() == "crossref" {
        found.registered(&mut xml)?;
    } else if element.attribute("status")? == "unresolved" {
        batch.skip("queries without an answer");
        return Ok(());
    } else {
        found.answer(&mut xml)?;
    }
    found.take(record, batch)
}

/// What stands in a record.
#[derive(Default)]
struct Found {
    works: Vec<Work<'static>>,
    cited_by_count: u32,
    updated: u32,
}

impl Found {
    fn take(self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        if self.works.is_empty() {
            return Err(Rejection::new(Reason::NoId, "no publication in <crossref>"));
        }
        for mut work in self.works {
            (work.cited_by_count, work.updated) = (self.cited_by_count, self.updated);
            if let Err(rejection) = work.take(batch) {
                batch.reject(rejection, record.as_bytes());
            }
        }
        Ok(())
    }

    /// Reads what stands around a `<crossref>` in an answer.
    fn answer(&mut self, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        while let Some(element) = xml.child()? {
            match element.name() {
                "crm-item" => match element.attribute("name")?.as_str() {
                    "citedby-count" => self.cited_by_count = xml.text()?.trim().parse().unwrap_or(0),
                    "last-update" => self.updated = date::iso(xml.text()?.trim()).unwrap_or(0),
                    _ => xml.skip()?,
                },
                "doi_record" => {
                    while let Some(inside) = xml.child()? {
                        if inside.name() == "crossref" { self.registered(xml)? } else { xml.skip()? }
                    }
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// Reads the `<crossref>` that was begun.
    fn registered(&mut self, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        while let Some(element) = xml.child()? {
            match publication_type(&element)? {
                Some(kind) => self.publication(&element, kind, xml)?,
                None => xml.skip()?,
            }
        }
        Ok(())
    }

    fn publication(&mut self, tag: &Element<'_>, kind: String, xml: &mut Xml<'_>) -> Result<(), Rejection> {
        let (mut whole, mut parts) = (Registered::begin(tag, kind)?, Vec::new());
        while let Some(element) = xml.child()? {
            member(&element, &mut whole, &mut parts, xml)?;
        }
        if parts.is_empty() {
            self.works.push(whole.finish());
            return Ok(());
        }
        self.works.extend(parts.into_iter().map(|part| part.within(&whole)));
        Ok(())
    }
}

/// Reads an element of a publication: a part of it, a group of facts, or a fact.
fn member(
    element: &Element<'_>,
    whole: &mut Registered,
    parts: &mut Vec<Registered>,
    xml: &mut Xml<'_>,
) -> Result<(), Rejection> {
    let group = |name: &str| name.ends_with("_metadata") || matches!(name, "journal_issue" | "component_list");
    if let Some(kind) = part_type(element, &whole.work.kind)? {
        parts.push(part(element, kind, xml)?);
        return Ok(());
    }
    if !group(element.name()) {
        return whole.fact(element, xml);
    }
    if whole.work.language.is_empty() {
        whole.work.language = element.attribute("language")?.into();
    }
    let own = std::mem::take(&mut whole.work.doi);
    while let Some(inside) = xml.child()? {
        match part_type(&inside, &whole.work.kind)? {
            Some(kind) => parts.push(part(&inside, kind, xml)?),
            None => whole.fact(&inside, xml)?,
        }
    }
    if whole.work.doi.is_empty() {
        whole.work.doi = own;
    } else if element.name() == "journal_issue" {
        whole.work.kind = "journal-issue".into();
    }
    Ok(())
}

fn part(tag: &Element<'_>, kind: String, xml: &mut Xml<'_>) -> Result<Registered, Rejection> {
    let mut part = Registered::begin(tag, kind)?;
    while let Some(element) = xml.child()? {
        part.fact(&element, xml)?;
    }
    Ok(part)
}

/// Reads the date that was begun.
pub(super) fn appeared(xml: &mut Xml<'_>) -> Result<Appeared, Rejection> {
    let (mut year, mut month, mut day) = (None, None, None);
    while let Some(element) = xml.child()? {
        let place = match element.name() {
            "year" => &mut year,
            "month" => &mut month,
            "day" => &mut day,
            _ => {
                xml.skip()?;
                continue;
            }
        };
        *place = collapsed(&xml.text()?).parse().ok();
    }
    Ok(Appeared::on(year.unwrap_or(0), month, day))
}
