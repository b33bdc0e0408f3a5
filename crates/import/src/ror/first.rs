//! Version 1 of the schema: one name, and names of other sorts beside it. It has no dates.

use super::organisation::{Organisation, Relationship};
use crate::{
    json::{List, Number, Text, object, object_of},
    quarantine::Rejection,
};

object! {
    struct Raw<'a> {
        id: Text<'a>,
        name: Text<'a>,
        acronyms: List<Text<'a>>,
        aliases: List<Text<'a>>,
        labels: List<Label<'a>>,
        types: List<Text<'a>>,
        status: Text<'a>,
        established: Number,
        country: Country<'a>,
        addresses: List<Address<'a>>,
        links: List<Text<'a>>,
        relationships: List<Relationship<'a>>,
    }

    /// The name in another language.
    struct Label<'a> {
        label: Text<'a>,
    }

    struct Country<'a> {
        country_code: Text<'a>,
    }

    struct Address<'a> {
        city: Text<'a>,
        geonames_city: City<'a>,
    }

    struct City<'a> {
        city: Text<'a>,
    }
}

/// Reads a record.
pub(super) fn organisation(text: &str) -> Result<Organisation<'_>, Rejection> {
    let raw: Raw<'_> = object_of(text)?;
    let labels = raw.labels.into_iter().map(|label| label.label);
    let address = raw.addresses.into_iter().next().unwrap_or_default();
    Ok(Organisation {
        id: raw.id,
        name: raw.name,
        other_names: raw.acronyms.into_iter().chain(raw.aliases).chain(labels).collect(),
        types: raw.types,
        status: raw.status,
        established: raw.established,
        country: raw.country.country_code,
        city: address.city.or(address.geonames_city.city),
        homepage: raw.links.into_iter().next().unwrap_or_default(),
        relationships: raw.relationships,
        ..Organisation::default()
    })
}
