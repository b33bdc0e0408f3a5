//! Where works appear.

use std::borrow::Cow;

use scholargraph::{Key, SourceRecord, Standing, model::SourceAttributes};

use super::{ids, raw};

/// A source's record, or a mention of it; `None` where it has neither id nor name.
pub(super) fn source(raw: raw::Source<'_>, mention: Option<Standing>) -> Option<SourceRecord<'_>> {
    let name: Cow<'_, str> = raw.display_name.into();
    let key = match ids::short(raw.id.or(raw.ids.openalex)) {
        Some(id) => Key::Id(now_called(id)),
        None if mention.is_some() && !name.is_empty() => Key::Name(name.clone()),
        None => return None,
    };
    let standing = mention.unwrap_or(Standing { own_record: true, updated: ids::date(&raw.updated_date) });
    let attributes = SourceAttributes {
        name,
        source_type: raw.source_type.into(),
        issn_l: raw.issn_l.or(raw.ids.issn_l).into(),
        publisher: raw.host_organization_name.or(raw.publisher).into(),
    };
    Some(SourceRecord { key, standing, attributes })
}

/// Sources were called venues until 2023, with `V` before the same numbers.
fn now_called(id: Cow<'_, str>) -> Cow<'_, str> {
    let number = id.strip_prefix('V').filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    match number.filter(|number| !number.is_empty()).map(|number| format!("S{number}")) {
        Some(renamed) => Cow::Owned(renamed),
        None => id,
    }
}
