//! A line of S2ORC's metadata.

use scholargraph::{
    Authorship, Key, PersonRecord, SourceRecord, TopicRecord, WorkRecord, identifier, model::WorkAttributes,
};

use super::{acl, corpus_id, known_corpus_id, mag, normal, pmcid};
use crate::{
    batch::Batch,
    json::{List, Number, Text, object, object_of},
    people::name::exact,
    quarantine::Rejection,
    xml::collapsed,
};

object! {
    struct Raw<'a> {
        paper_id: Text<'a>,
        title: Text<'a>,
        abstract_text = "abstract": Text<'a>,
        authors: List<Author<'a>>,
        year: Number,
        venue: Text<'a>,
        journal: Text<'a>,
        doi: Text<'a>,
        arxiv_id: Text<'a>,
        acl_id: Text<'a>,
        pubmed_id: Text<'a>,
        pmc_id: Text<'a>,
        mag_id: Text<'a>,
        mag_field_of_study: List<Text<'a>>,
        outbound_citations: List<Text<'a>>,
    }

    struct Author<'a> {
        first: Text<'a>,
        middle: List<Text<'a>>,
        last: Text<'a>,
        suffix: Text<'a>,
    }
}

/// Takes a line in.
pub(super) fn take(text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let raw: Raw<'_> = object_of(text)?;
    let id = corpus_id("paper_id", &raw.paper_id)?;
    let references: Vec<Key<'_>> = raw.outbound_citations.0.iter().filter_map(known_corpus_id).map(Key::id).collect();
    let names: Vec<String> = raw.authors.0.iter().map(Author::name).collect();
    let attributes = WorkAttributes {
        title: collapsed(raw.title.as_str()),
        year: raw.year.year().unwrap_or(0),
        reference_count: u32::try_from(references.len()).unwrap_or(u32::MAX),
        doi: normal(&raw.doi, identifier::doi),
        arxiv: normal(&raw.arxiv_id, identifier::arxiv),
        acl: normal(&raw.acl_id, acl),
        pmid: normal(&raw.pubmed_id, identifier::pmid),
        pmcid: normal(&raw.pmc_id, pmcid),
        mag: normal(&raw.mag_id, mag),
        ..WorkAttributes::default()
    };
    batch.work(&WorkRecord {
        attributes,
        abstract_text: collapsed(raw.abstract_text.as_str()),
        source: source(&raw),
        authorships: names.iter().filter(|name| !name.is_empty()).map(|name| authorship(name)).collect(),
        topics: raw.mag_field_of_study.0.iter().filter_map(topic).collect(),
        references,
        ..WorkRecord::new(Key::id(id))
    });
    Ok(())
}

/// The journal, else the venue.
fn source<'a>(raw: &Raw<'a>) -> Option<SourceRecord<'a>> {
    let mut names = [&raw.journal, &raw.venue].into_iter().map(|name| exact(name.as_str()).into_owned());
    let name = names.find(|name| !name.is_empty())?;
    Some(SourceRecord::named(Key::name(name.clone()), name))
}

fn topic<'a>(name: &Text<'_>) -> Option<(TopicRecord<'a>, f32)> {
    let name = exact(name.as_str()).into_owned();
    (!name.is_empty()).then(|| (TopicRecord::named(Key::name(name.clone()), name), 1.0))
}

fn authorship(name: &str) -> Authorship<'_> {
    let person = PersonRecord::named(Key::name(name), name);
    Authorship { person: Some(person), raw_name: name.into(), ..Authorship::default() }
}

impl Author<'_> {
    fn name(&self) -> String {
        let middle = self.middle.0.iter().map(Text::as_str);
        let parts =
            std::iter::once(self.first.as_str()).chain(middle).chain([self.last.as_str(), self.suffix.as_str()]);
        exact(&parts.collect::<Vec<_>>().join(" ")).into_owned()
    }
}
