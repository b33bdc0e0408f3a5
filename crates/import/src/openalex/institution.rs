//! Institutions.

use scholargraph::{InstitutionRecord, Key, Related, Standing, model::InstitutionAttributes};

use super::{
    ids::{date, key, ror},
    raw,
};
use crate::json::{List, Text};

/// An institution's own record; `None` where it has no id.
pub(super) fn institution(raw: raw::Institution<'_>) -> Option<InstitutionRecord<'_>> {
    let key = key(raw.id.or(raw.ids.openalex))?;
    let standing = Standing { own_record: true, updated: date(&raw.updated_date) };
    let names = raw.display_name_acronyms.into_iter().chain(raw.display_name_alternatives);
    let attributes = InstitutionAttributes {
        name: raw.display_name.into(),
        other_names: names.filter(|name| !name.is_empty()).map(Into::into).collect(),
        ror: ror(raw.ror.or(raw.ids.ror)),
        institution_type: raw.institution_type.into(),
        country: raw.country_code.or(raw.geo.country_code).into(),
        city: raw.geo.city.into(),
        homepage: raw.homepage_url.into(),
        status: raw.status.into(),
        super_system: raw.is_super_system.is_set().into(),
        cited_by_count: raw.cited_by_count.count().unwrap_or(0),
        ..InstitutionAttributes::default()
    };
    let stated = raw.associated_institutions.into_iter().filter_map(stated);
    let related = stated.chain(ancestors(raw.lineage)).filter(|(_, other)| *other != key).collect();
    Some(InstitutionRecord { key, standing, attributes, related })
}

/// A mention of an institution; `None` where it has no id.
pub(super) fn mentioned(raw: raw::MentionedInstitution<'_>, standing: Standing) -> Option<InstitutionRecord<'_>> {
    let key = key(raw.id)?;
    let attributes = InstitutionAttributes {
        name: raw.display_name.into(),
        ror: ror(raw.ror),
        institution_type: raw.institution_type.into(),
        country: raw.country_code.into(),
        ..InstitutionAttributes::default()
    };
    let related = ancestors(raw.lineage).filter(|(_, other)| *other != key).collect();
    Some(InstitutionRecord { key, standing, attributes, related })
}

/// Everything above an institution; it stands in its own lineage, too.
fn ancestors(lineage: List<Text<'_>>) -> impl Iterator<Item = (Related, Key<'_>)> {
    lineage.into_iter().filter_map(key).map(|key| (Related::Ancestor, key))
}

/// An institution next to this one; one that is merely associated is not above or below it.
fn stated(raw: raw::Associated<'_>) -> Option<(Related, Key<'_>)> {
    let related = match raw.relationship.as_str().to_ascii_lowercase().as_str() {
        "parent" => Related::Parent,
        "child" => Related::Child,
        _ => return None,
    };
    Some((related, key(raw.id)?))
}
