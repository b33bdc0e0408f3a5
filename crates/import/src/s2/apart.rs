//! What the Academic Graph says of papers apart from them: citations, abstracts, and older ids.

use scholargraph::{Key, Kind};

use super::{corpus_id, short};
use crate::{
    batch::Batch,
    json::{Text, object, object_of},
    quarantine::{Reason, Rejection},
    xml::collapsed,
};

object! {
    /// A record of any of the three.
    pub(super) struct Apart<'a> {
        corpus_id = "corpusid": Text<'a>,
        citing = "citingcorpusid": Text<'a>,
        cited = "citedcorpusid": Text<'a>,
        abstract_text = "abstract": Text<'a>,
        hash = "sha": Text<'a>,
    }
}

impl<'a> Apart<'a> {
    pub(super) fn of(text: &'a str) -> Result<Self, Rejection> {
        object_of(text)
    }

    /// That a paper cites another; of one that Semantic Scholar did not find nothing is known.
    pub(super) fn citation(&self, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        let citing = corpus_id("citingcorpusid", &self.citing)?;
        if self.cited.is_empty() {
            batch.skip("citation of a paper that was not found");
            return Ok(());
        }
        batch.reference(&Key::id(citing), &Key::id(corpus_id("citedcorpusid", &self.cited)?));
        Ok(())
    }

    pub(super) fn abstract_text(&self, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        let work = corpus_id("corpusid", &self.corpus_id)?;
        batch.abstract_of(&Key::id(work), &collapsed(self.abstract_text.as_str()));
        Ok(())
    }

    /// A hash of 40 digits that means a paper, as older addresses have it.
    pub(super) fn hash(&self, batch: &mut Batch<'_>) -> Result<(), Rejection> {
        let work = corpus_id("corpusid", &self.corpus_id)?;
        let hash = self.hash.as_str();
        if hash.len() != 40 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Rejection::new(Reason::NoId, format!("no hash of 40 digits as `sha`: {:?}", short(hash))));
        }
        batch.merge(Kind::Work, &Key::id(hash), &Key::id(work));
        Ok(())
    }
}
