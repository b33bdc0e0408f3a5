//! People.

use std::borrow::Cow;

use scholargraph::{InstitutionRecord, PersonRecord, Standing, model::PersonAttributes};

use super::{
    ids::{date, orcid, person_key},
    institution, raw,
};
use crate::json::Text;

/// A mention of a person, called as printed where the source has no other name; `None` for nobody.
pub(super) fn mentioned<'a>(
    raw: raw::MentionedAuthor<'a>,
    printed: Text<'a>,
    standing: Standing,
) -> Option<PersonRecord<'a>> {
    let key = person_key(raw.id)?;
    let name = raw.display_name.or(printed).into();
    let attributes = PersonAttributes { name, orcid: orcid(raw.orcid), ..PersonAttributes::default() };
    Some(PersonRecord { key, standing, attributes, affiliations: Vec::new() })
}

/// A person's own record; `None` for nobody.
pub(super) fn person(raw: raw::Author<'_>) -> Option<PersonRecord<'_>> {
    let key = person_key(raw.id.or(raw.ids.openalex))?;
    let standing = Standing { own_record: true, updated: date(&raw.updated_date) };
    let name: Cow<'_, str> = raw.display_name.or(raw.full_name.clone()).into();
    let others = raw.display_name_alternatives.into_iter().chain(raw.raw_author_names).chain([raw.full_name]);
    let mut other_names: Vec<Cow<'_, str>> = Vec::new();
    for other in others.map(|text| text.0) {
        if other_names.len() < MAX_NAMES && !other.is_empty() && other != name && !other_names.contains(&other) {
            other_names.push(other);
        }
    }
    let attributes = PersonAttributes {
        name,
        other_names,
        orcid: orcid(raw.orcid.or(raw.ids.orcid)),
        scopus: scopus(&raw.ids.scopus),
        cited_by_count: raw.cited_by_count.count().unwrap_or(0),
        ..PersonAttributes::default()
    };
    let last_known = raw.last_known_institutions.into_iter().chain(raw.last_known_institution);
    let affiliations = affiliations(raw.affiliations.into_iter(), last_known, standing);
    Some(PersonRecord { key, standing, attributes, affiliations })
}

/// More names than this are noise from bylines that belong to others.
const MAX_NAMES: usize = 200;

/// Institutions with first and last year; those that are only known to be the last have none.
fn affiliations<'a>(
    listed: impl Iterator<Item = raw::Affiliation<'a>>,
    last_known: impl Iterator<Item = raw::MentionedInstitution<'a>>,
    of: Standing,
) -> Vec<(InstitutionRecord<'a>, i16, i16)> {
    let mention = Standing { own_record: false, ..of };
    let listed = listed.map(|affiliation| {
        let years = || affiliation.years.0.iter().filter_map(|year| year.year());
        let span = (years().min().unwrap_or(0), years().max().unwrap_or(0));
        (affiliation.institution, span)
    });
    let all = listed.chain(last_known.map(|institution| (institution, (0, 0))));
    let mut affiliations: Vec<(InstitutionRecord<'a>, i16, i16)> = Vec::new();
    for (raw, (first, last)) in all {
        let record = institution::mentioned(raw, mention);
        let new = record.filter(|record| affiliations.iter().all(|(known, ..)| known.key != record.key));
        affiliations.extend(new.map(|record| (record, first, last)));
    }
    affiliations
}

/// The number in `…?authorID=36455008000&…`, or the bare number.
fn scopus(text: &Text<'_>) -> Cow<'static, str> {
    let text = text.as_str();
    let number = text.split("authorID=").nth(1).unwrap_or(text);
    let number = number.split('&').next().unwrap_or(number);
    let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if plain { Cow::Owned(number.to_owned()) } else { Cow::default() }
}
