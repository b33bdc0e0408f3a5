//! Suggested collaborators: golden answers, formulas taken literally, and reasons.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod bounds;
mod golden;
mod naive;
mod reasons;

use scholargraph::{BuildOptions, CorpusBuilder, Graph};
use scholargraph_testkit::Paper;

/// The graph of papers with titles.
pub(crate) fn graph_of<'a>(papers: impl IntoIterator<Item = (&'a Paper, &'a str)>) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    for (index, (paper, title)) in papers.into_iter().enumerate() {
        let mut record = paper.record(index);
        record.attributes.title = title.to_owned().into();
        shard.work(&record);
    }
    shard.close();
    builder.finish(BuildOptions::default()).unwrap().0
}

/// A paper of this year by these people.
pub(crate) fn paper(year: i16, people: impl IntoIterator<Item = u8>) -> Paper {
    Paper { year, authors: people.into_iter().map(|person| (person, vec![])).collect(), ..Paper::default() }
}
