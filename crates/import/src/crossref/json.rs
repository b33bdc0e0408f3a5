//! Works as the REST API and the public data files describe them:
//! <https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md>.

use scholargraph::identifier;
use serde_json::value::RawValue;

use super::{
    date::Appeared,
    work::{Author, Work, issn},
};
use crate::{
    batch::Batch,
    byline, date,
    json::{List, Number, Present, Text, mended, object, object_of},
    quarantine::Rejection,
    xml::collapsed,
};

object! {
    /// Enough of an object to tell a work from a page of them.
    struct Probe<'a> {
        doi = "DOI": Present,
        items: Option<List<&'a RawValue>>,
        message: Option<&'a RawValue>,
    }

    struct Raw<'a> {
        doi = "DOI": Text<'a>,
        kind = "type": Text<'a>,
        title: List<Text<'a>>,
        abstract_text = "abstract": Text<'a>,
        container = "container-title": List<Text<'a>>,
        institution: List<Institution<'a>>,
        issn = "ISSN": List<Text<'a>>,
        issn_type = "issn-type": List<Issn<'a>>,
        publisher: Text<'a>,
        language: Text<'a>,
        issued: Date<'a>,
        published: Date<'a>,
        print = "published-print": Date<'a>,
        online = "published-online": Date<'a>,
        indexed: Date<'a>,
        cited_by_count = "is-referenced-by-count": Number,
        reference_count = "reference-count": Number,
        reference: List<Reference<'a>>,
        updated_by = "updated-by": List<Update<'a>>,
        subject: List<Text<'a>>,
        author: List<Person<'a>>,
    }

    struct Institution<'a> {
        name: Text<'a>,
    }

    struct Issn<'a> {
        value: Text<'a>,
        sort = "type": Text<'a>,
    }

    struct Date<'a> {
        parts = "date-parts": List<List<Number>>,
        /// In full, where the day is known.
        time = "date-time": Text<'a>,
    }

    struct Reference<'a> {
        doi = "DOI": Text<'a>,
    }

    struct Update<'a> {
        sort = "type": Text<'a>,
    }

    struct Person<'a> {
        given: Text<'a>,
        family: Text<'a>,
        name: Text<'a>,
        orcid = "ORCID": Text<'a>,
        affiliation: List<Affiliation<'a>>,
    }

    struct Affiliation<'a> {
        name: Text<'a>,
        id: List<Identifier<'a>>,
    }

    struct Identifier<'a> {
        id: Text<'a>,
        sort = "id-type": Text<'a>,
    }
}

impl Date<'_> {
    fn appeared(&self) -> Appeared {
        let part = |at: usize| self.parts.0.first()?.0.get(at)?.count();
        Appeared::on(part(0).unwrap_or(0), part(1), part(2))
    }

    /// The day, as the number `YYYYMMDD`; 0 where unknown.
    fn day(&self) -> u32 {
        date::iso(self.time.as_str()).unwrap_or_else(|| self.appeared().date)
    }
}

/// Takes in a work, a page of them, or what the REST API wraps around either.
pub(super) fn take(text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let probe: Probe<'_> = object_of(text)?;
    match probe.message {
        Some(message) if !probe.doi.0 && probe.items.is_none() => {
            let inside: Probe<'_> = object_of(message.get())?;
            take_probed(&inside, message.get(), batch)
        }
        _ => take_probed(&probe, text, batch),
    }
}

fn take_probed(probe: &Probe<'_>, text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    match &probe.items {
        Some(items) if !probe.doi.0 => {
            for item in &items.0 {
                if let Err(rejection) = mended(item.get(), |text| take_work(text, batch)) {
                    batch.reject(rejection, item.get().as_bytes());
                }
            }
            Ok(())
        }
        _ => take_work(text, batch),
    }
}

fn take_work(text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let raw: Raw<'_> = object_of(text)?;
    raw.into_work()?.take(batch)
}

/// The first text of a list that is not empty.
fn first(texts: List<Text<'_>>) -> Text<'_> {
    texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

impl<'a> Raw<'a> {
    fn into_work(self) -> Result<Work<'a>, Rejection> {
        let mut authors = Vec::new();
        for person in &self.author.0 {
            byline::push(&mut authors, person.author()?)?;
        }
        let posted_by = self.institution.into_iter().next().unwrap_or_default().name;
        let posted_by = if self.kind.as_str() == "posted-content" { posted_by } else { Text::default() };
        let typed = self.issn_type.0.iter().map(|issn| (issn.value.as_str(), issn.sort.as_str() == "print"));
        let listed = self.reference.0.len() as u32;
        Ok(Work {
            issn: issn(typed.chain(self.issn.0.iter().map(|text| (text.as_str(), false)))),
            // Crossref's own answer: the earlier one of print and online. Selections of fields may lack it.
            appeared: [&self.published, &self.print, &self.online]
                .into_iter()
                .fold(self.issued.appeared(), |known, date| known.or(date.appeared())),
            updated: self.indexed.day(),
            cited_by_count: self.cited_by_count.count().unwrap_or(0),
            reference_count: self.reference_count.count().unwrap_or(0).max(listed),
            references: self.reference.into_iter().map(|of| of.doi.0).filter(|doi| !doi.is_empty()).collect(),
            retracted: self.updated_by.0.iter().any(Update::retracts),
            subjects: self.subject.into_iter().map(Into::into).collect(),
            doi: self.doi.into(),
            kind: self.kind.into(),
            title: first(self.title).into(),
            abstract_text: self.abstract_text.into(),
            container: first(self.container).or(posted_by).into(),
            publisher: self.publisher.into(),
            language: self.language.into(),
            authors,
        })
    }
}

impl Update<'_> {
    /// Does it take the work back? `updated-by` stands with the work that is retracted, `update-to` with the notice:
    /// <https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/>.
    fn retracts(&self) -> bool {
        matches!(self.sort.as_str(), "retraction" | "withdrawal" | "removal")
    }
}

impl Person<'_> {
    fn author(&self) -> Result<Author, Rejection> {
        let mut author = Author::named(self.given.as_str(), self.family.as_str(), self.name.as_str())?;
        author.orcid = identifier::orcid(self.orcid.as_str()).unwrap_or_default();
        author.affiliations = self.affiliation.0.iter().map(Affiliation::read).collect();
        Ok(author)
    }
}

impl Affiliation<'_> {
    /// What is printed, and the ROR id.
    fn read(&self) -> (String, Option<String>) {
        let of_ror = |id: &&Identifier<'_>| id.sort.as_str().eq_ignore_ascii_case("ror");
        let ror = self.id.0.iter().filter(of_ror).find_map(|id| identifier::ror(id.id.as_str()));
        (collapsed(self.name.as_str()).into_owned(), ror)
    }
}
