//! Institutions.

use scholargraph::{InstitutionRecord, Key, Related, Standing, model::InstitutionAttributes};

use super::{
    ids::{date, key, ror},
    raw,
};

/// An institution's record, or a mention of it; `None` where it has no id.
pub(super) fn institution(raw: raw::Institution<'_>, mention: Option<Standing>) -> Option<InstitutionRecord<'_>> {
    let key = key(raw.id.or(raw.ids.openalex))?;
    let standing = mention.unwrap_or(Standing { own_record: true, updated: date(&raw.updated_date) });
    let names = raw.display_name_acronyms.into_iter().chain(raw.display_name_alternatives);
    let attributes = InstitutionAttributes {
        name: raw.display_name.into(),
        other_names: names.filter(|name| !name.is_empty()).map(Into::into).collect(),
        ror: ror(if raw.ror.is_empty() { &raw.ids.ror } else { &raw.ror }),
        institution_type: raw.institution_type.into(),
        country: raw.country_code.or(raw.geo.country_code).into(),
        city: raw.geo.city.into(),
        homepage: raw.homepage_url.into(),
        status: raw.status.into(),
        super_system: raw.is_super_system.is_set().into(),
        cited_by_count: raw.cited_by_count.count().unwrap_or(0),
    };
    let stated = raw.associated_institutions.into_iter().filter_map(stated);
    let ancestors = raw.lineage.into_iter().filter_map(super::ids::key).map(|key| (Related::Ancestor, key));
    let related = stated.chain(ancestors).filter(|(_, other)| *other != key).collect();
    Some(InstitutionRecord { key, standing, attributes, related })
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
