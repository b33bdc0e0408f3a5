//! The papers of a collection, one after the other.

use super::{paper::paper, volume::Volume};
use crate::{
    batch::Batch,
    format::{Cut, Elements, Parser, Take},
    quarantine::{Reason, Rejection},
    xml::Xml,
};

/// A collection's XML.
pub(super) struct Papers;

const ELEMENTS: Elements =
    Elements { records: &["paper", "frontmatter"], around: &["collection", "volume"], heads: &["meta"] };

impl Parser for Papers {
    fn cut(&self, _: &[u8]) -> Cut {
        Cut::Elements(&ELEMENTS)
    }

    fn record(&self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        self.begin()(record, batch)
    }

    fn begin(&self) -> Take<'_> {
        let mut place = Place::default();
        Box::new(move |record, batch| place.take(record, batch))
    }
}

/// Where in a collection reading stands.
#[derive(Debug, Default)]
struct Place {
    collection: String,
    volume: Option<Volume>,
}

impl Place {
    fn take(&mut self, record: &str, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        if let Some(end) = record.strip_prefix("</") {
            self.volume = None;
            if end.starts_with("collection") {
                self.collection.clear();
            }
            return Ok(());
        }
        let mut xml = Xml::new(record);
        let Some(element) = xml.child()? else { return Ok(()) };
        match element.name() {
            "collection" => {
                self.volume = None;
                self.collection = element.attribute("id")?;
            }
            "volume" => {
                self.volume = None;
                self.volume = Some(Volume::of(&element)?);
            }
            // That of an event is none of ours.
            "meta" => self.volume.as_mut().map_or(Ok(()), |volume| volume.describe(&mut xml))?,
            "frontmatter" => batch.skip("front matter"),
            _ => {
                let volume = self.volume.as_ref().ok_or_else(|| nowhere("outside of a <volume>"))?;
                if self.collection.is_empty() || volume.id.is_empty() {
                    return Err(nowhere("in a <collection> or <volume> without id"));
                }
                let record = paper(&self.collection, volume, &element, &mut xml)?;
                batch.work(&record);
            }
        }
        Ok(())
    }
}

fn nowhere(place: &str) -> Rejection {
    Rejection::new(Reason::NoId, format!("a <paper> {place}, which its id depends on"))
}
