//! Topics.

use std::borrow::Cow;

use scholargraph::{Standing, TopicRecord, model::TopicAttributes};

use super::{
    ids::{date, key, short},
    raw,
};

/// A topic's record, or a mention of it; `None` where it has no id.
pub(super) fn topic(raw: raw::Topic<'_>, mention: Option<Standing>) -> Option<TopicRecord<'_>> {
    let key = key(raw.id.or(raw.ids.openalex))?;
    let standing = mention.unwrap_or(Standing { own_record: true, updated: date(&raw.updated_date) });
    let (subfield_id, subfield) = level(raw.subfield);
    let (field_id, field) = level(raw.field);
    let (domain_id, domain) = level(raw.domain);
    let attributes = TopicAttributes {
        name: raw.display_name.into(),
        description: raw.description.into(),
        keywords: raw.keywords.into_iter().filter(|word| !word.is_empty()).map(Into::into).collect(),
        subfield_id,
        subfield,
        field_id,
        field,
        domain_id,
        domain,
        wikipedia: raw.ids.wikipedia.into(),
    };
    Some(TopicRecord { key, standing, attributes })
}

/// Id and name.
fn level(raw: raw::Level<'_>) -> (Cow<'_, str>, Cow<'_, str>) {
    (short(raw.id).unwrap_or_default(), raw.display_name.into())
}
