//! What a record of either form says about a work.

use std::borrow::Cow;

use scholargraph::{
    Authorship, InstitutionRecord, Key, PersonRecord, SourceRecord, Standing, TopicRecord, WorkRecord, identifier,
    model::{SourceAttributes, WorkAttributes, flag},
};

use super::{
    date::Appeared,
    markup::{plain, plain_abstract},
    types::{PARATEXT, source_type, work_type},
};
use crate::{
    batch::Batch,
    byline,
    people::name::exact,
    quarantine::{Reason, Rejection},
    xml::collapsed,
};

/// DOIs of arXiv end in its identifiers.
const ARXIV_DOI: &str = "10.48550/arxiv.";

/// A work, in the words of its record.
#[derive(Debug, Default)]
pub(super) struct Work<'a> {
    pub(super) doi: Cow<'a, str>,
    /// Crossref's type.
    pub(super) kind: Cow<'a, str>,
    /// With markup, as are the abstract and the name of what it appeared in.
    pub(super) title: Cow<'a, str>,
    pub(super) abstract_text: Cow<'a, str>,
    pub(super) container: Cow<'a, str>,
    pub(super) issn: Option<String>,
    pub(super) publisher: Cow<'a, str>,
    pub(super) language: Cow<'a, str>,
    pub(super) appeared: Appeared,
    /// When the record was last changed, as the number `YYYYMMDD`; 0 where it does not say.
    pub(super) updated: u32,
    pub(super) cited_by_count: u32,
    /// How many references there are, and the DOIs of those that have one.
    pub(super) reference_count: u32,
    pub(super) references: Vec<Cow<'a, str>>,
    pub(super) retracted: bool,
    pub(super) subjects: Vec<Cow<'a, str>>,
    pub(super) authors: Vec<Author>,
}

/// One place on a byline.
#[derive(Debug, Default)]
pub(super) struct Author {
    /// Given and family name, or that of an organisation; empty where there is none.
    pub(super) name: String,
    pub(super) orcid: String,
    /// As printed, with the ROR id of the organisation where it is stated.
    pub(super) affiliations: Vec<(String, Option<String>)>,
}

impl Author {
    /// Somebody who is called by these parts of a name.
    pub(super) fn named(given: &str, family: &str, organisation: &str) -> Result<Self, Rejection> {
        for (field, name) in [("given", given), ("family", family), ("name", organisation)] {
            byline::check_name(field, name)?;
        }
        let name = exact(&format!("{given} {family}")).into_owned();
        let name = if name.is_empty() { exact(organisation).into_owned() } else { name };
        Ok(Self { name, ..Self::default() })
    }

    fn authorship(&self) -> Authorship<'_> {
        let institutions = self.affiliations.iter().filter_map(|(name, ror)| {
            let ror = ror.as_deref()?;
            let mut institution = InstitutionRecord::named(Key::id(ror), name.as_str());
            institution.attributes.ror = ror.into();
            Some(institution)
        });
        let printed = self.affiliations.iter().map(|(name, _)| name.as_str()).filter(|name| !name.is_empty());
        let name = self.name.as_str();
        Authorship {
            person: (!name.is_empty()).then(|| PersonRecord::named(Key::name(name), name)),
            raw_name: name.into(),
            raw_orcid: self.orcid.as_str().into(),
            institutions: institutions.collect(),
            raw_affiliations: printed.map(Cow::Borrowed).collect(),
            ..Authorship::default()
        }
    }
}

impl Work<'_> {
    /// Hands the work over.
    ///
    /// # Errors
    ///
    /// Fails where there is no DOI.
    pub(super) fn take(&self, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        let doi = identifier::doi(&self.doi).ok_or_else(|| no_doi(&self.doi))?;
        batch.work(&WorkRecord {
            updated: self.updated,
            attributes: self.attributes(&doi),
            abstract_text: plain_abstract(&self.abstract_text),
            source: self.source(),
            authorships: self.authors.iter().map(Author::authorship).collect(),
            topics: self.subjects.iter().filter_map(|subject| topic(subject)).collect(),
            references: self.references.iter().filter_map(|doi| identifier::doi(doi)).map(Key::id).collect(),
            ..WorkRecord::new(Key::id(doi.as_str()))
        });
        Ok(())
    }

    fn attributes<'s>(&'s self, doi: &'s str) -> WorkAttributes<'s> {
        let work_type = work_type(&self.kind);
        let flags = [(self.retracted, flag::RETRACTED), (work_type == PARATEXT, flag::PARATEXT)];
        let arxiv = if doi.starts_with(ARXIV_DOI) { identifier::arxiv(doi) } else { None };
        WorkAttributes {
            title: plain(&self.title),
            work_type: work_type.into(),
            year: self.appeared.year,
            date: self.appeared.date,
            language: self.language.as_ref().into(),
            cited_by_count: self.cited_by_count,
            reference_count: self.reference_count,
            flags: flags.iter().filter(|(set, _)| *set).fold(0, |flags, (_, bit)| flags | bit),
            arxiv: arxiv.unwrap_or_default().into(),
            doi: doi.into(),
            ..WorkAttributes::default()
        }
    }

    /// Where it appeared: known by ISSN, else by name.
    fn source(&self) -> Option<SourceRecord<'_>> {
        let name = plain(&self.container);
        let key = match &self.issn {
            Some(issn) => Key::id(format!("issn:{issn}")),
            None if name.is_empty() => return None,
            None => Key::name(name.clone()),
        };
        let attributes = SourceAttributes {
            name,
            source_type: source_type(&self.kind).into(),
            issn_l: self.issn.as_deref().unwrap_or_default().into(),
            publisher: collapsed(&self.publisher),
        };
        let standing = Standing { own_record: false, updated: self.updated };
        Some(SourceRecord { key, standing, attributes })
    }
}

fn no_doi(given: &str) -> Rejection {
    let detail = match given {
        "" => "no `DOI`, or an empty one".to_owned(),
        _ => format!("`DOI` is none, which is like 10.5555/12345678: {given:.100}"),
    };
    Rejection::new(Reason::NoId, detail)
}

fn topic(subject: &str) -> Option<(TopicRecord<'_>, f32)> {
    let name = collapsed(subject);
    (!name.is_empty()).then(|| (TopicRecord::named(Key::name(name.clone()), name), 1.0))
}

/// The ISSN to know a serial by: that of the printed edition, else the first. Crossref's records do not say which is the
/// linking one, which is that of the printed edition for most serials that have one (ISO 3297).
pub(super) fn issn<'t>(given: impl Iterator<Item = (&'t str, bool)>) -> Option<String> {
    let mut first = None;
    for (text, print) in given {
        match valid_issn(text) {
            Some(issn) if print => return Some(issn),
            issn => first = first.or(issn),
        }
    }
    first
}

/// Eight characters of which the last is a check digit, with a hyphen in the middle.
fn valid_issn(text: &str) -> Option<String> {
    let characters: String = text.trim().chars().filter(|&letter| letter != '-').take(9).collect();
    let characters = characters.to_ascii_uppercase();
    let digit = |(at, byte): (usize, u8)| match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'X' if at == 7 => Some(10),
        _ => None,
    };
    let digits: Vec<u32> = characters.bytes().enumerate().map_while(digit).collect();
    let sum: u32 = digits.iter().zip((1..=8).rev()).map(|(digit, weight)| digit * weight).sum();
    let right = characters.len() == 8 && digits.len() == 8 && sum.is_multiple_of(11);
    right.then(|| format!("{}-{}", &characters[..4], &characters[4..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_known_by_the_issn_of_the_printed_edition() {
        let of = |given: &[(&'static str, bool)]| issn(given.iter().copied());
        assert_eq!(of(&[("2049-3630", false), ("0317-8471", true)]).as_deref(), Some("0317-8471"));
        assert_eq!(of(&[("20493630", false)]).as_deref(), Some("2049-3630"));
        assert_eq!(of(&[("2434-561x", false), ("0317-8472", true)]).as_deref(), Some("2434-561X"));
        for wrong in ["", "0317-8472", "0317-847", "0317-84711", "X317-8471", "éééé", "000000000000"] {
            assert_eq!(issn([(wrong, true)].into_iter()), None, "{wrong}");
        }
    }
}
