//! Works.

use std::borrow::Cow;

use scholargraph::{
    Authorship, Key, Standing, TopicRecord, WorkRecord, identifier,
    model::{WorkAttributes, flag},
};

use super::{
    ids::{date, key, normal, orcid},
    institution, person, raw,
    source::source,
    topic,
};
use crate::json::{List, Text};

/// A work's record; `None` where it has no id.
pub(super) fn work(mut raw: raw::Work<'_>) -> Option<WorkRecord<'_>> {
    let key = key(std::mem::take(&mut raw.id).or(std::mem::take(&mut raw.ids.openalex)))?;
    let updated = date(&raw.updated_date);
    let mention = Standing { own_record: false, updated };
    let corresponding = std::mem::take(&mut raw.corresponding_author_ids);
    let identifiers = Identifiers::of(&raw);
    let references: Vec<Key<'_>> = raw.referenced_works.into_iter().filter_map(super::ids::key).collect();
    let topics = topics(raw.topics, raw.primary_topic, mention);
    let attributes = WorkAttributes {
        title: raw.title.or(raw.display_name).into(),
        work_type: raw.work_type.into(),
        year: raw.publication_year.year().unwrap_or((date(&raw.publication_date) / 10_000) as i16),
        date: date(&raw.publication_date),
        language: raw.language.into(),
        cited_by_count: raw.cited_by_count.count().unwrap_or(0),
        reference_count: raw.referenced_works_count.count().unwrap_or(references.len() as u32),
        flags: identifiers.flags,
        open_access: raw.open_access.oa_status.into(),
        open_access_url: raw.open_access.oa_url.or(readable_at(raw.best_oa_location)).into(),
        doi: identifiers.doi,
        arxiv: identifiers.arxiv,
        pmid: normal(raw.ids.pmid.as_str(), identifier::pmid),
        pmcid: normal(raw.ids.pmcid.as_str(), identifier::pmcid),
        mag: digits(raw.ids.mag),
        acl: identifiers.acl,
    };
    Some(WorkRecord {
        updated,
        attributes,
        abstract_text: raw.abstract_inverted_index.text().into(),
        source: appeared_in(raw.primary_location, raw.host_venue, mention),
        authorships: raw.authorships.into_iter().map(|raw| authorship(raw, &corresponding, mention)).collect(),
        topics,
        references,
        ..WorkRecord::new(key)
    })
}

/// What is found by looking at several fields together.
struct Identifiers {
    doi: Cow<'static, str>,
    arxiv: Cow<'static, str>,
    acl: Cow<'static, str>,
    flags: u8,
}

impl Identifiers {
    fn of(raw: &raw::Work<'_>) -> Self {
        let doi = if raw.doi.is_empty() { &raw.ids.doi } else { &raw.doi };
        let doi = normal(doi.as_str(), identifier::doi);
        let locations = [&raw.primary_location, &raw.best_oa_location].into_iter().flatten();
        let ids = || locations.clone().map(|at| &at.id).chain(raw.locations.0.iter().map(|at| &at.id));
        let urls = || {
            let main = locations.clone().flat_map(|at| [&at.landing_page_url, &at.pdf_url]);
            main.chain(raw.locations.0.iter().flat_map(|at| [&at.landing_page_url, &at.pdf_url]))
        };
        let arxiv = normal(raw.ids.arxiv.as_str(), identifier::arxiv);
        let arxiv = Some(arxiv)
            .filter(|id| !id.is_empty())
            .or_else(|| ids().find_map(|id| arxiv_of_repository(id.as_str())))
            .or_else(|| urls().find_map(|url| arxiv_of_url(url.as_str())))
            .or_else(|| doi.starts_with(ARXIV_DOI).then(|| identifier::arxiv(&doi).map(Cow::Owned)).flatten());
        let acl = urls().find_map(|url| acl_of_url(url.as_str())).or_else(|| acl_of_doi(&doi).map(Cow::Owned));
        Self { arxiv: arxiv.unwrap_or_default(), acl: acl.unwrap_or_default(), flags: flags(raw), doi }
    }
}

const ARXIV_DOI: &str = "10.48550/arxiv.";
const ACL_DOI: &str = "10.18653/v1/";

/// What stands in front of identifiers that came from a repository's OAI-PMH interface.
const ARXIV_REPOSITORY: &str = "pmh:oai:arxiv.org:";

fn arxiv_of_repository(id: &str) -> Option<Cow<'static, str>> {
    let (start, rest) = id.split_at_checked(ARXIV_REPOSITORY.len())?;
    let at_arxiv = start.eq_ignore_ascii_case(ARXIV_REPOSITORY);
    at_arxiv.then(|| identifier::arxiv(rest).map(Cow::Owned)).flatten()
}

fn arxiv_of_url(url: &str) -> Option<Cow<'static, str>> {
    // A bare number would pass for an identifier, but a location's URL is none.
    url.starts_with("http").then(|| identifier::arxiv(url).map(Cow::Owned)).flatten()
}

fn acl_of_url(url: &str) -> Option<Cow<'static, str>> {
    let anthology = url.contains("aclanthology.org/") || url.contains("aclweb.org/anthology/");
    anthology.then(|| identifier::acl(url).map(Cow::Owned)).flatten()
}

/// The Anthology's DOIs end in its ids, but OpenAlex writes `p19-1017` for `P19-1017`.
fn acl_of_doi(doi: &str) -> Option<String> {
    let id = doi.strip_prefix(ACL_DOI)?;
    let (volume, number) = id.split_once('-')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let old = volume.len() == 3 && digits(&volume[1..]) && number.len() == 4 && digits(number);
    if old { Some(id.to_ascii_uppercase()) } else { id.starts_with("20").then(|| id.to_owned()) }
}

fn flags(raw: &raw::Work<'_>) -> u8 {
    let location = |location: &Option<raw::Location<'_>>| location.as_ref().is_some_and(|place| place.is_oa.is_set());
    let venue = raw.host_venue.as_ref().is_some_and(|venue| venue.is_oa.is_set());
    let anywhere = location(&raw.primary_location) || location(&raw.best_oa_location) || venue;
    let bits = [
        (raw.is_retracted.is_set(), flag::RETRACTED),
        (raw.is_paratext.is_set() || raw.work_type.as_str() == "paratext", flag::PARATEXT),
        (raw.open_access.is_oa.0.unwrap_or(anywhere), flag::OPEN_ACCESS),
        (raw.is_xpac.is_set(), flag::EXPANSION),
    ];
    bits.iter().filter(|(set, _)| *set).fold(0, |flags, (_, bit)| flags | bit)
}

fn readable_at(location: Option<raw::Location<'_>>) -> Text<'_> {
    location.map(|location| location.pdf_url.or(location.landing_page_url)).unwrap_or_default()
}

fn digits(text: Text<'_>) -> Cow<'_, str> {
    let number = !text.is_empty() && text.as_str().bytes().all(|byte| byte.is_ascii_digit());
    if number { text.0 } else { Cow::default() }
}

fn appeared_in<'a>(
    primary: Option<raw::Location<'a>>,
    venue: Option<raw::Source<'a>>,
    mention: Standing,
) -> Option<scholargraph::SourceRecord<'a>> {
    let of = |raw: raw::Source<'a>| source(raw, Some(mention));
    match primary {
        Some(primary) => primary.source.and_then(of),
        None => venue.and_then(of),
    }
}

fn topics<'a>(
    listed: List<raw::MentionedTopic<'a>>,
    primary: Option<raw::MentionedTopic<'a>>,
    mention: Standing,
) -> Vec<(TopicRecord<'a>, f32)> {
    let scored = |raw: raw::MentionedTopic<'a>| {
        let score = raw.score.share();
        topic::mentioned(raw, mention).map(|topic| (topic, score))
    };
    let topics: Vec<_> = listed.into_iter().filter_map(scored).collect();
    if topics.is_empty() { primary.and_then(scored).into_iter().collect() } else { topics }
}

fn authorship<'a>(raw: raw::Authorship<'a>, corresponding: &List<Text<'a>>, mention: Standing) -> Authorship<'a> {
    let named = raw.author.id.as_str();
    let corresponds = || !named.is_empty() && corresponding.0.iter().any(|id| id.as_str() == named);
    Authorship {
        corresponding: raw.is_corresponding.0.unwrap_or_else(corresponds),
        raw_orcid: orcid(raw.raw_orcid),
        raw_affiliations: raw_affiliations(raw.raw_affiliation_strings, raw.raw_affiliation_string, raw.affiliations),
        institutions: raw.institutions.into_iter().filter_map(|raw| institution::mentioned(raw, mention)).collect(),
        raw_name: raw.raw_author_name.clone().or(raw.author.display_name.clone()).into(),
        person: person::mentioned(raw.author, raw.raw_author_name, mention),
        ..Authorship::default()
    }
}

fn raw_affiliations<'a>(
    strings: List<Text<'a>>,
    string: Text<'a>,
    affiliations: List<raw::PrintedAffiliation<'a>>,
) -> Vec<Cow<'a, str>> {
    let printed = |texts: Vec<Text<'a>>| -> Vec<Cow<'a, str>> {
        texts.into_iter().filter(|text| !text.is_empty()).map(Into::into).collect()
    };
    let found = printed(strings.0);
    if !found.is_empty() {
        return found;
    }
    let found = printed(affiliations.into_iter().map(|affiliation| affiliation.raw_affiliation_string).collect());
    if found.is_empty() { printed(vec![string]) } else { found }
}
