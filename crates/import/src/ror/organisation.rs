//! What a record of either schema says about an organisation.

use std::{borrow::Cow, collections::HashSet};

use scholargraph::{InstitutionRecord, Key, Related, Standing, identifier, model::InstitutionAttributes};

use crate::{
    json::{List, Number, Text, object},
    quarantine::{Reason, Rejection},
};

object! {
    /// How another organisation is related to this one.
    pub(super) struct Relationship<'a> {
        id: Text<'a>,
        relation = "type": Text<'a>,
    }
}

/// An organisation, in the words of its record.
#[derive(Default)]
pub(super) struct Organisation<'a> {
    pub(super) id: Text<'a>,
    /// When the record was last changed, as the number `YYYYMMDD`; 0 where it does not say.
    pub(super) updated: u32,
    /// The name to show.
    pub(super) name: Text<'a>,
    /// Others, those that it is best known by first.
    pub(super) other_names: Vec<Text<'a>>,
    pub(super) types: List<Text<'a>>,
    pub(super) status: Text<'a>,
    pub(super) established: Number,
    pub(super) country: Text<'a>,
    pub(super) city: Text<'a>,
    pub(super) homepage: Text<'a>,
    pub(super) domains: List<Text<'a>>,
    pub(super) relationships: List<Relationship<'a>>,
}

impl<'a> Organisation<'a> {
    /// Its record for the graph.
    ///
    /// # Errors
    ///
    /// Fails where the id is none of ROR's.
    pub(super) fn into_record(self) -> Result<InstitutionRecord<'a>, Rejection> {
        let Some(id) = identifier::ror(self.id.as_str()) else { return Err(no_id(self.id.as_str())) };
        let (institution_type, other_types) = types(self.types);
        let attributes = InstitutionAttributes {
            other_names: distinct(self.other_names, self.name.as_str()),
            name: self.name.into(),
            ror: id.clone().into(),
            institution_type: institution_type.into(),
            other_types: other_types.into_iter().map(Cow::Owned).collect(),
            country: self.country.as_str().to_ascii_uppercase().into(),
            city: self.city.into(),
            homepage: self.homepage.into(),
            domains: distinct(self.domains.0, ""),
            established: self.established.year().unwrap_or(0),
            status: self.status.as_str().to_ascii_lowercase().into(),
            ..InstitutionAttributes::default()
        };
        let standing = Standing { own_record: true, updated: self.updated };
        let related = self.relationships.0.iter().filter_map(related).collect();
        Ok(InstitutionRecord { key: Key::id(id), standing, attributes, related })
    }
}

fn no_id(given: &str) -> Rejection {
    let detail = match given {
        "" => "no `id`, or an empty one".to_owned(),
        _ => format!("`id` is none of ROR's, which are like https://ror.org/00jmfr291: {given:.100}"),
    };
    Rejection::new(Reason::NoId, detail)
}

/// The type that says most, and all others. Whoever gives money is also called a `funder`, whatever else it is.
fn types(given: List<Text<'_>>) -> (String, Vec<String>) {
    let mut types: Vec<String> = Vec::new();
    for name in distinct(given.0, "") {
        let name = name.to_ascii_lowercase();
        if !types.contains(&name) && types.len() < MAX_TYPES {
            types.push(name);
        }
    }
    types.sort_by_key(|name| name == "funder");
    let mut types = types.into_iter();
    (types.next().unwrap_or_default(), types.collect())
}

/// There are nine types, and no organisation is of all of them.
const MAX_TYPES: usize = 16;

/// Each of `texts` once, in their order, without empty ones and `known`.
fn distinct<'a>(texts: Vec<Text<'a>>, known: &str) -> Vec<Cow<'a, str>> {
    let mut seen = HashSet::new();
    texts
        .into_iter()
        .map(trimmed)
        .filter(|text| !text.is_empty() && text != known && seen.insert(text.clone()))
        .collect()
}

fn trimmed(text: Text<'_>) -> Cow<'_, str> {
    match text.0 {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

fn related<'a>(raw: &Relationship<'_>) -> Option<(Related, Key<'a>)> {
    let related = match raw.relation.as_str() {
        parent if parent.eq_ignore_ascii_case("parent") => Related::Parent,
        child if child.eq_ignore_ascii_case("child") => Related::Child,
        _ => return None,
    };
    Some((related, Key::id(identifier::ror(raw.id.as_str())?)))
}
