//! Authors of the Academic Graph.

use std::borrow::Cow;

use scholargraph::{Key, PersonRecord, Standing, identifier, model::PersonAttributes};
use serde_json::value::RawValue;

use crate::{
    batch::Batch,
    json::{List, Number, Text, object, object_of},
    people::name::exact,
    quarantine::{Reason, Rejection},
};

object! {
    struct Raw<'a> {
        id = "authorid": Text<'a>,
        ids = "externalids": Ids<'a>,
        name: Text<'a>,
        aliases: List<Text<'a>>,
        citation_count = "citationcount": Number,
    }

    struct Ids<'a> {
        /// One, or a list of them.
        orcid = "ORCID": Option<&'a RawValue>,
    }
}

/// More names than this come of bylines that belong to others.
const MAX_NAMES: usize = 200;

/// Takes an author in. Their affiliations are texts that name no institution, and homepages have no place in a graph.
pub(super) fn take(text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let raw: Raw<'_> = object_of(text)?;
    let id = raw.id.as_str().trim();
    if id.is_empty() {
        return Err(Rejection::new(Reason::NoId, "no `authorid`, or an empty one"));
    }
    let name = exact(raw.name.as_str());
    let mut other_names: Vec<Cow<'_, str>> = Vec::new();
    for other in raw.aliases.0.iter().map(|alias| exact(alias.as_str())).filter(|other| !other.is_empty()) {
        if other != name && other_names.len() < MAX_NAMES && !other_names.contains(&other) {
            other_names.push(other);
        }
    }
    let attributes = PersonAttributes {
        name,
        other_names,
        orcid: raw.ids.orcid().into(),
        cited_by_count: raw.citation_count.count().unwrap_or(0),
        ..PersonAttributes::default()
    };
    let standing = Standing { own_record: true, updated: 0 };
    batch.person(&PersonRecord { key: Key::id(id), standing, attributes, affiliations: Vec::new() });
    Ok(())
}

impl Ids<'_> {
    /// Of several it is not known which are mistakes.
    fn orcid(&self) -> String {
        let json = self.orcid.map_or("null", RawValue::get);
        let given = match serde_json::from_str::<List<Text<'_>>>(json) {
            Ok(list) if json.starts_with('[') => list.0,
            _ => serde_json::from_str(json).into_iter().collect(),
        };
        let mut known: Vec<String> = given.iter().filter_map(|orcid| identifier::orcid(orcid.as_str())).collect();
        known.dedup();
        known.pop().filter(|_| known.is_empty()).unwrap_or_default()
    }
}
