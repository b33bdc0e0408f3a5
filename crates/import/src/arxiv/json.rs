//! Papers as JSON objects.

use super::{
    authors,
    paper::{Author, Paper},
};
use crate::{
    batch::Batch,
    date,
    json::{List, Text, object, object_of},
    people::name::exact,
    quarantine::Rejection,
    xml::collapsed,
};

object! {
    struct Raw<'a> {
        id: Text<'a>,
        title: Text<'a>,
        abstract_text = "abstract": Text<'a>,
        authors: Text<'a>,
        /// Family name, given name, suffix, affiliations.
        authors_parsed: List<List<Text<'a>>>,
        categories: Text<'a>,
        doi: Text<'a>,
        versions: List<Version<'a>>,
        update_date: Text<'a>,
    }

    struct Version<'a> {
        created: Text<'a>,
    }
}

/// Takes an object in.
pub(super) fn take(text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
    let raw: Raw<'_> = object_of(text)?;
    let first = raw.versions.0.first();
    let paper = Paper {
        created: first.and_then(|version| date::mail(version.created.as_str())).unwrap_or(0),
        updated: date::iso(raw.update_date.as_str()).unwrap_or(0),
        authors: authors(&raw.authors_parsed, raw.authors.as_str()),
        id: raw.id.into(),
        title: raw.title.into(),
        abstract_text: raw.abstract_text.into(),
        categories: raw.categories.into(),
        doi: raw.doi.into(),
    };
    paper.take(batch)
}

/// The authors as arXiv took them apart, for their text spells accents in TeX; else their text.
fn authors(parsed: &List<List<Text<'_>>>, text: &str) -> Vec<Author> {
    let authors: Vec<Author> = parsed.0.iter().map(author).filter(|author| !author.name.is_empty()).collect();
    if !authors.is_empty() {
        return authors;
    }
    authors::joined_names(text).into_iter().map(|name| Author { name, affiliation: String::new() }).collect()
}

fn author(parts: &List<Text<'_>>) -> Author {
    let part = |at: usize| parts.0.get(at).map_or("", Text::as_str);
    let name = exact(&format!("{} {} {}", part(1), part(0), part(2))).into_owned();
    let affiliations: Vec<_> = parts.0.iter().skip(3).map(|text| collapsed(text.as_str())).collect();
    Author { name, affiliation: affiliations.join("; ") }
}
