//! `venues/acl.yaml`: what a venue is called.

use scholargraph::{Key, SourceRecord, Standing, model::SourceAttributes};
use serde::Deserialize;

use crate::{
    batch::Batch,
    format::{Cut, Parser},
    quarantine::Rejection,
    xml::collapsed,
    yaml,
};

/// The file of one venue, which is called like the venue's id.
pub(super) struct Venue(String);

#[derive(Debug, Deserialize)]
struct Raw {
    name: String,
    #[serde(default, rename = "type")]
    venue_type: String,
}

impl Venue {
    pub(super) fn new(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl Parser for Venue {
    fn cut(&self, _: &[u8]) -> Cut {
        Cut::Whole
    }

    fn record(&self, text: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        let raw: Raw = yaml::read(text)?;
        let source_type = if raw.venue_type.is_empty() { "proceedings".to_owned() } else { raw.venue_type };
        let attributes = SourceAttributes {
            name: collapsed(&raw.name).into_owned().into(),
            source_type: source_type.into(),
            ..SourceAttributes::default()
        };
        let standing = Standing { own_record: true, updated: 0 };
        batch.source(&SourceRecord { key: Key::id(self.0.as_str()), standing, attributes });
        Ok(())
    }
}
