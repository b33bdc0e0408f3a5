//! What a volume says about its papers.

use crate::{
    date::year,
    quarantine::Rejection,
    xml::{Element, Xml, collapsed},
};

/// A volume as far as its papers need it.
#[derive(Debug, Default)]
pub(super) struct Volume {
    pub(super) id: String,
    /// `proceedings` or `journal`.
    pub(super) volume_type: String,
    pub(super) title: String,
    pub(super) publisher: String,
    /// 0 where unknown.
    pub(super) year: i16,
    /// The first venue, which is the one it belongs to first of all.
    pub(super) venue: String,
}

impl Volume {
    /// The volume that begins with this tag.
    pub(super) fn of(tag: &Element<'_>) -> Result<Self, Rejection> {
        Ok(Self { id: tag.attribute("id")?, volume_type: tag.attribute("type")?, ..Self::default() })
    }

    /// Takes in its `<meta>`, which was begun.
    pub(super) fn describe(&mut self, meta: &mut Xml<'_>) -> Result<(), Rejection> {
        while let Some(element) = meta.child()? {
            match element.name() {
                "booktitle" => self.title = collapsed(&meta.text()?).into_owned(),
                "publisher" => self.publisher = collapsed(&meta.text()?).into_owned(),
                "year" => self.year = year(&meta.text()?),
                "venue" if self.venue.is_empty() => self.venue = collapsed(&meta.text()?).into_owned(),
                _ => meta.skip()?,
            }
        }
        Ok(())
    }
}
