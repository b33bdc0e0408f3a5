//! Topics.

use std::borrow::Cow;

use scholargraph::{Standing, TopicRecord, model::TopicAttributes};

use super::{
    ids::{date, key, short},
    raw,
};

/// A topic's own record; `None` where it has no id.
pub(super) fn topic(raw: raw::Topic<'_>) -> Option<TopicRecord<'_>> {
    let key = key(raw.id.or(raw.ids.openalex))?;
    let standing = Standing { own_record: true, updated: date(&raw.updated_date) };
    let attributes = TopicAttributes {
        name: raw.display_name.into(),
        description: raw.description.into(),
        keywords: raw.keywords.into_iter().filter(|word| !word.is_empty()).map(Into::into).collect(),
        wikipedia: raw.ids.wikipedia.into(),
        ..levels(raw.subfield, raw.field, raw.domain)
    };
    Some(TopicRecord { key, standing, attributes })
}

/// A mention of a topic; `None` where it has no id.
pub(super) fn mentioned(raw: raw::MentionedTopic<'_>, standing: Standing) -> Option<TopicRecord<'_>> {
    let key = key(raw.id)?;
    let attributes = TopicAttributes { name: raw.display_name.into(), ..levels(raw.subfield, raw.field, raw.domain) };
    Some(TopicRecord { key, standing, attributes })
}

/// Attributes with nothing but the levels above.
fn levels<'a>(subfield: raw::Level<'a>, field: raw::Level<'a>, domain: raw::Level<'a>) -> TopicAttributes<'a> {
    let (subfield_id, subfield) = level(subfield);
    let (field_id, field) = level(field);
    let (domain_id, domain) = level(domain);
    TopicAttributes { subfield_id, subfield, field_id, field, domain_id, domain, ..TopicAttributes::default() }
}

/// Id and name.
fn level(raw: raw::Level<'_>) -> (Cow<'_, str>, Cow<'_, str>) {
    (short(raw.id).unwrap_or_default(), raw.display_name.into())
}
