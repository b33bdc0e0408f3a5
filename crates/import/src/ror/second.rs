//! Version 2 of the schema: names with their sorts, and the date of the last change.

use super::organisation::{Organisation, Relationship};
use crate::{
    date,
    json::{List, Number, Text, object, object_of},
    quarantine::Rejection,
};

object! {
    struct Raw<'a> {
        id: Text<'a>,
        names: List<Name<'a>>,
        types: List<Text<'a>>,
        status: Text<'a>,
        established: Number,
        locations: List<Location<'a>>,
        links: List<Link<'a>>,
        domains: List<Text<'a>>,
        relationships: List<Relationship<'a>>,
        admin: Admin<'a>,
    }

    struct Name<'a> {
        value: Text<'a>,
        sorts = "types": List<Text<'a>>,
    }

    struct Location<'a> {
        geonames_details: Place<'a>,
    }

    struct Place<'a> {
        name: Text<'a>,
        country_code: Text<'a>,
    }

    struct Link<'a> {
        sort = "type": Text<'a>,
        value: Text<'a>,
    }

    struct Admin<'a> {
        last_modified: Change<'a>,
    }

    struct Change<'a> {
        date: Text<'a>,
    }
}

/// A record that does not say when it was changed was so after those of version 1, none of which does.
const BEFORE_ALL_DATES: u32 = 1;

/// Reads a record.
pub(super) fn organisation(text: &str) -> Result<Organisation<'_>, Rejection> {
    let raw: Raw<'_> = object_of(text)?;
    let (name, other_names) = names(raw.names);
    let place = raw.locations.into_iter().next().unwrap_or_default().geonames_details;
    let website = |link: &Link<'_>| link.sort.as_str().eq_ignore_ascii_case("website");
    Ok(Organisation {
        id: raw.id,
        updated: date::iso(raw.admin.last_modified.date.as_str()).unwrap_or(BEFORE_ALL_DATES),
        name,
        other_names,
        types: raw.types,
        status: raw.status,
        established: raw.established,
        country: place.country_code,
        city: place.name,
        homepage: raw.links.into_iter().find(website).unwrap_or_default().value,
        domains: raw.domains,
        relationships: raw.relationships,
    })
}

/// The name to show, and the others: acronyms, aliases, then names in other languages.
fn names(given: List<Name<'_>>) -> (Text<'_>, Vec<Text<'_>>) {
    let mut names = given.0;
    names.retain(|name| !name.value.is_empty());
    // Every record has one to display; if not, one in any language is a better name than an acronym.
    let displayed = ["ror_display", "label"].into_iter().find_map(|sort| names.iter().position(|name| name.is(sort)));
    let name = if names.is_empty() { Text::default() } else { names.remove(displayed.unwrap_or(0)).value };
    names.sort_by_key(|name| (!name.is("acronym"), !name.is("alias")));
    (name, names.into_iter().map(|name| name.value).collect())
}

impl Name<'_> {
    /// Is it a name of this sort?
    fn is(&self, sort: &str) -> bool {
        self.sorts.0.iter().any(|of| of.as_str().eq_ignore_ascii_case(sort))
    }
}
