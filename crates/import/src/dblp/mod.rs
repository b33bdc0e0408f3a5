//! DBLP: one large XML document, an element per record.
//!
//! The form is that of `dblp.dtd`, explained in M. Ley: DBLP – Some Lessons Learned (PVLDB 2009,
//! doi:10.14778/1687553.1687577). A work is every publication but proceedings, which are volumes of works; its id is the
//! key of its record. A person is the exact name on the byline, with the number that tells namesakes apart; a `<www>`
//! record `homepages/…` lists the names of one person. Editors are not authors.
//!
//! The names of characters that the DTD declares are those of HTML, so it is not needed; and a document that declares
//! others of its own cannot make anything of them.

mod links;
mod person;
mod work;

use std::{borrow::Cow, sync::OnceLock};

use memchr::memmem;

use crate::{
    batch::Batch,
    format::{Cut, Elements, Parser, Plan, Reader, utf8},
    quarantine::{Reason, Rejection},
    xml::{Element, Xml, collapsed, from_first_element},
};

/// The format `dblp`.
pub(crate) struct Dblp;

/// What no record is ever in, though it may lie beside them.
const NO_RECORDS: &[(&str, &str)] = &[
    (".dtd", "a definition of the form, with names of characters that are known"),
    (".md", "text"),
    (".txt", "text"),
    (".html", "text"),
    (".pdf", "text"),
    (".md5", "a checksum"),
    (".bib", "BibTeX is not read: take the XML"),
    (".nt", "RDF is not read: take the XML"),
    (".py", "a program"),
    (".sh", "a program"),
];

impl Reader for Dblp {
    fn recognises(&self, start: &[u8]) -> bool {
        let tag = from_first_element(start).and_then(|rest| rest.strip_prefix(b"<dblp"));
        tag.and_then(|rest| rest.first()).is_some_and(|&next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/'))
    }

    fn tells_namesakes_apart(&self) -> bool {
        true
    }

    fn plan(&self, name: &str) -> Plan {
        let file = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
        match NO_RECORDS.iter().find(|(suffix, _)| file.ends_with(suffix)) {
            Some((_, why)) => Plan::Ignore(why),
            None => Plan::Read(Box::new(Bibliography::default())),
        }
    }
}

/// The records of a document.
#[derive(Default)]
struct Bibliography {
    /// Does it say that it is written in Latin-1?
    latin: OnceLock<bool>,
}

const ELEMENTS: Elements = Elements {
    records: &[
        "article",
        "inproceedings",
        "proceedings",
        "book",
        "incollection",
        "phdthesis",
        "mastersthesis",
        "www",
        "person",
        "data",
    ],
    around: &["dblp"],
    heads: &[],
};

impl Parser for Bibliography {
    fn cut(&self, start: &[u8]) -> Cut {
        self.latin.get_or_init(|| declares_latin(start));
        Cut::Elements(&ELEMENTS)
    }

    /// DBLP's own files say Latin-1 and are ASCII, and so say many copies that were written in UTF-8: what is UTF-8 is
    /// taken for that.
    fn text<'r>(&self, record: &'r [u8]) -> Result<Cow<'r, str>, Rejection> {
        match utf8(record) {
            Err(_) if self.latin.get() == Some(&true) => Ok(record.iter().map(|&byte| char::from(byte)).collect()),
            text => text,
        }
    }

    fn record(&self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        if record.starts_with("</") {
            return Ok(());
        }
        let mut xml = Xml::new(record);
        let Some(element) = xml.child()? else { return Ok(()) };
        match element.name() {
            "dblp" => {}
            "proceedings" => batch.skip("proceedings"),
            "data" => batch.skip("data sets"),
            "www" | "person" => person::take(&element, &mut xml, batch)?,
            _ => batch.work(&work::work(&element, &mut xml)?),
        }
        Ok(())
    }
}

/// Does a document that begins with `start` declare Latin-1 (ISO 8859-1)?
fn declares_latin(start: &[u8]) -> bool {
    let end = memmem::find(start, b"?>").filter(|_| start.starts_with(b"<?xml"));
    let declaration = String::from_utf8_lossy(&start[..end.unwrap_or(0)]).to_ascii_lowercase();
    ["\"iso-8859-1\"", "'iso-8859-1'"].iter().any(|encoding| declaration.contains(encoding))
}

/// The key of a record.
fn key(record: &Element<'_>) -> Result<String, Rejection> {
    let key = record.attribute("key")?;
    let key = collapsed(&key);
    if key.is_empty() {
        return Err(Rejection::new(Reason::NoId, format!("a <{}> without `key`", record.name())));
    }
    Ok(key.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_shows_the_format() {
        let yes = [
            "<dblp>",
            "<dblp mdate='2024-01-01'>",
            "\u{FEFF}<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<!DOCTYPE dblp SYSTEM \"dblp.dtd\">\n<dblp>\n<article",
            "<!-- <collection id=''> --><!DOCTYPE dblp [<!ENTITY a 'b'>]><dblp/>",
        ];
        let no =
            ["", "<dblpperson name='x'>", "<!ELEMENT dblp (article)*>", "<dblp", "<collection id='x'><dblp>", "{}"];
        assert!(yes.iter().all(|text| Dblp.recognises(text.as_bytes())));
        assert!(!no.iter().any(|text| Dblp.recognises(text.as_bytes())));
    }

    #[test]
    fn names_show_what_a_file_is_for() {
        let ignored = |name| matches!(Dblp.plan(name), Plan::Ignore(_));
        assert!(["dblp.dtd", "dblp/README.md", "dblp.xml.gz.md5"].into_iter().all(ignored));
        assert!(!["dblp.xml", "dblp/dblp-2024-01-02.xml", "records"].into_iter().any(ignored));
    }
}
