//! `name_variants.yaml`: who goes by which names.

use scholargraph::identifier;
use serde::Deserialize;

use crate::{
    batch::Batch,
    format::{Cut, Parser},
    people::{Listed, name::exact},
    quarantine::{Reason, Rejection},
    yaml,
};

/// The list.
pub(super) struct Names;

/// An entry of the list, as far as it is read.
#[derive(Debug, Deserialize)]
struct Entry {
    canonical: Name,
    #[serde(default)]
    variants: Vec<Name>,
    #[serde(default)]
    id: String,
    #[serde(default)]
    orcid: String,
}

#[derive(Debug, Default, Deserialize)]
struct Name {
    #[serde(default)]
    first: String,
    #[serde(default)]
    last: String,
}

impl Parser for Names {
    fn cut(&self, _: &[u8]) -> Cut {
        Cut::Whole
    }

    fn record(&self, text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        let entries: Vec<Entry> = yaml::read(text)?;
        for entry in &entries {
            let listed = listed(entry);
            if listed.names.is_empty() {
                batch.reject(Rejection::new(Reason::NoId, "an entry without a name"), format!("{entry:?}").as_bytes());
            } else {
                batch.list_person(&listed);
            }
        }
        Ok(())
    }
}

fn listed(entry: &Entry) -> Listed {
    let names = std::iter::once(&entry.canonical).chain(&entry.variants);
    let names = names.map(|name| exact(&format!("{} {}", name.first, name.last)).into_owned());
    Listed {
        names: names.filter(|name| !name.is_empty()).collect(),
        id: entry.id.trim().to_owned(),
        orcid: identifier::orcid(&entry.orcid).unwrap_or_default(),
        affiliations: Vec::new(),
    }
}
