//! Papers of the Academic Graph.

use scholargraph::{
    Authorship, Key, PersonRecord, SourceRecord, TopicRecord, WorkRecord, identifier,
    model::{WorkAttributes, flag},
};

use super::{acl, corpus_id, mag, normal, pmcid};
use crate::{
    batch::Batch,
    byline, date,
    json::{Flag, List, Number, Text, object, object_of},
    people::name::exact,
    quarantine::Rejection,
    xml::collapsed,
};

object! {
    struct Raw<'a> {
        corpus_id = "corpusid": Text<'a>,
        ids = "externalids": Ids<'a>,
        title: Text<'a>,
        abstract_text = "abstract": Text<'a>,
        authors: List<Author<'a>>,
        venue: Text<'a>,
        venue_id = "publicationvenueid": Text<'a>,
        journal: Journal<'a>,
        year: Number,
        date = "publicationdate": Text<'a>,
        types = "publicationtypes": List<Text<'a>>,
        reference_count = "referencecount": Number,
        citation_count = "citationcount": Number,
        open_access = "isopenaccess": Flag,
        fields = "s2fieldsofstudy": List<Field<'a>>,
    }

    struct Ids<'a> {
        doi = "DOI": Text<'a>,
        arxiv = "ArXiv": Text<'a>,
        acl = "ACL": Text<'a>,
        pubmed = "PubMed": Text<'a>,
        pmc = "PubMedCentral": Text<'a>,
        mag = "MAG": Text<'a>,
    }

    struct Author<'a> {
        id = "authorId": Text<'a>,
        name: Text<'a>,
    }

    struct Journal<'a> {
        name: Text<'a>,
    }

    struct Field<'a> {
        category: Text<'a>,
    }
}

/// There are some twenty fields of study.
const MAX_FIELDS: usize = 64;

/// Takes a paper in.
pub(super) fn take(text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let raw: Raw<'_> = object_of(text)?;
    let id = corpus_id("corpusid", &raw.corpus_id)?;
    let mut authorships = Vec::new();
    for author in &raw.authors.0 {
        if let Some(authorship) = author.authorship() {
            byline::push(&mut authorships, authorship)?;
        }
    }
    batch.work(&WorkRecord {
        attributes: raw.attributes(),
        abstract_text: collapsed(raw.abstract_text.as_str()),
        source: raw.source(),
        topics: raw.topics(),
        authorships,
        ..WorkRecord::new(Key::id(id))
    });
    Ok(())
}

impl Raw<'_> {
    fn attributes(&self) -> WorkAttributes<'_> {
        let ids = &self.ids;
        WorkAttributes {
            title: collapsed(self.title.as_str()),
            work_type: self.types.0.first().map(Text::as_str).unwrap_or_default().into(),
            year: self.year.year().unwrap_or(0),
            date: date::iso(self.date.as_str()).unwrap_or(0),
            cited_by_count: self.citation_count.count().unwrap_or(0),
            reference_count: self.reference_count.count().unwrap_or(0),
            flags: if self.open_access.is_set() { flag::OPEN_ACCESS } else { 0 },
            doi: normal(&ids.doi, identifier::doi),
            arxiv: normal(&ids.arxiv, identifier::arxiv),
            acl: normal(&ids.acl, acl),
            pmid: normal(&ids.pubmed, identifier::pmid),
            pmcid: normal(&ids.pmc, pmcid),
            mag: normal(&ids.mag, mag),
            ..WorkAttributes::default()
        }
    }

    /// The venue by its id, where it has one; else the journal by its name, else the venue by its name.
    fn source<'r>(&self) -> Option<SourceRecord<'r>> {
        let [venue, journal] = [&self.venue, &self.journal.name].map(|name| exact(name.as_str()).into_owned());
        let id = self.venue_id.as_str().trim();
        if !id.is_empty() {
            return Some(SourceRecord::named(Key::id(id.to_owned()), if venue.is_empty() { journal } else { venue }));
        }
        let name = [journal, venue].into_iter().find(|name| !name.is_empty())?;
        Some(SourceRecord::named(Key::name(name.clone()), name))
    }

    /// The fields of study, each once: several models may have found one.
    fn topics<'r>(&self) -> Vec<(TopicRecord<'r>, f32)> {
        let mut names: Vec<String> = Vec::new();
        for field in &self.fields.0 {
            let name = exact(field.category.as_str());
            if !name.is_empty() && names.len() < MAX_FIELDS && !names.iter().any(|known| *known == name) {
                names.push(name.into_owned());
            }
        }
        names.into_iter().map(|name| (TopicRecord::named(Key::name(name.clone()), name), 1.0)).collect()
    }
}

impl Author<'_> {
    /// `None` where nobody is named.
    fn authorship<'r>(&self) -> Option<Authorship<'r>> {
        let name = exact(self.name.as_str()).into_owned();
        let id = self.id.as_str().trim();
        let key = match (id.is_empty(), name.is_empty()) {
            (false, _) => Key::id(id.to_owned()),
            (true, false) => Key::name(name.clone()),
            (true, true) => return None,
        };
        let person = PersonRecord::named(key, name.clone());
        Some(Authorship { person: Some(person), raw_name: name.into(), ..Authorship::default() })
    }
}
