//! Topics for corpora without topics: the phrases that titles have in common.

mod casing;
mod labels;
mod phrases;
mod plural;
mod tokens;

use self::{labels::labels, phrases::Phrases, tokens::Token};
use super::{
    lexicon::Lexicon,
    numbering::slugs,
    rows::{Laid, Rows, rows_in_parallel},
};
use crate::{
    column::{Room, RowRef, Speakers, Text},
    id::{DenseId, Kind, TopicId},
    model::{AboutEdges, Adjacency, Key, TopicAttributes, TopicPart, Topics},
};

/// A work has at most so many derived topics, the rarest.
const MOST_TOPICS: usize = 5;

/// What topics are derived from where no record names one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeriveTopics {
    /// Nothing: works have the topics that their records name.
    #[default]
    Never,
    /// Titles: phrases that many of them hold.
    Titles,
    /// The same phrases; a work whose title holds fewer than five has those of its abstract, too.
    TitlesAndAbstracts,
}

impl DeriveTopics {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Never, Self::Titles, Self::TitlesAndAbstracts];

    /// Its name: what stands in [`Topics::derived_from`] of topics derived so.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Never => "as-given",
            Self::Titles => "titles",
            Self::TitlesAndAbstracts => "titles-and-abstracts",
        }
    }
}

/// Topics, and which works are about them.
#[derive(Debug)]
pub(super) struct Derived {
    pub(super) topics: Topics,
    pub(super) about: Adjacency<TopicId, AboutEdges>,
}

/// The topics of works by their titles, and by their abstracts, as far as `from` says so.
///
/// Phrases are two or three adjoining words in many titles that stand together more often than chance has it; single
/// words count where they are neither rare nor common. In every text the longest phrases are taken, and of these a
/// work keeps the [`MOST_TOPICS`] rarest. An edge's score is `ln(works / titles of the phrase) / ln(works)`: how rare
/// the topic is, 0 to 1. Time and memory are linear in the texts; the result does not depend on the threads.
pub(super) fn derive<'a>(
    from: DeriveTopics,
    titles: &Text,
    abstract_of: impl Fn(usize) -> &'a str + Sync,
    room: &Room,
) -> Derived {
    let lexicon = Lexicon::read(titles, room).0;
    let folded = plural::folded(&lexicon);
    let works: Vec<usize> = (0..titles.len()).collect();
    let tokens = rows_in_parallel(&works, |&work, out| tokens::read(titles.at(work), &lexicon, &folded, out));
    let phrases = Phrases::of(&tokens, lexicon.len());
    let offsets = tokens.offsets();
    let found = rows_in_parallel(&works, |&work, out: &mut Vec<u32>| {
        let mut found: Vec<u32> = Vec::new();
        phrases.find(tokens.values.get(offsets.range(work)).unwrap_or_default(), |phrase, _| found.push(phrase));
        keep_rarest(&phrases, &mut found);
        if from == DeriveTopics::TitlesAndAbstracts && found.len() < MOST_TOPICS {
            let mut read: Vec<Token> = Vec::new();
            tokens::read(abstract_of(work), &lexicon, &folded, &mut read);
            phrases.find(&read, |phrase, _| found.push(phrase));
            keep_rarest(&phrases, &mut found);
        }
        out.append(&mut found);
    });
    let labels = labels(&phrases, &tokens, &lexicon, titles);
    let named = Named::new(from, labels, &found);
    Derived { about: named.about(&found, &phrases, titles.len(), room), topics: named.topics }
}

/// Leaves the rarest phrases, each once.
fn keep_rarest(phrases: &Phrases, found: &mut Vec<u32>) {
    found.sort_unstable_by_key(|&phrase| (phrases.titles(phrase), phrase));
    found.dedup();
    found.truncate(MOST_TOPICS);
}

/// Phrases as topics: those that a work is about, in the order of their ids.
struct Named {
    topics: Topics,
    /// The topic of every phrase; `None` for one that no work is about.
    of_phrase: Vec<Option<TopicId>>,
}

impl Named {
    fn new(from: DeriveTopics, labels: Vec<String>, found: &Rows<u32>) -> Self {
        let mut is_used = vec![false; labels.len()];
        found.values.iter().for_each(|&phrase| is_used[phrase as usize] = true);
        let mut used: Vec<(String, usize)> = Vec::new();
        for (phrase, label) in labels.into_iter().enumerate().filter(|&(phrase, _)| is_used[phrase]) {
            used.push((label, phrase));
        }
        used.sort_unstable();
        let ids = slugs(Kind::Topic, used.iter().map(|(label, _)| label.as_str()));
        let mut rows: Vec<(String, String, usize)> =
            ids.into_iter().zip(used).map(|(id, (label, phrase))| (id, label, phrase)).collect();
        rows.sort_unstable();
        let mut part = TopicPart::default();
        let mut of_phrase = vec![None; is_used.len()];
        let mut order = Vec::with_capacity(rows.len());
        for (dense, (row, (_, label, phrase))) in (0..).zip(&rows).enumerate() {
            let name = label.as_str().into();
            part.push(&TopicAttributes { name, derived_from: from.name().into(), ..Default::default() });
            of_phrase[*phrase] = Some(TopicId::from_index(dense));
            order.push(RowRef { part: 0, row });
        }
        let ids = rows.iter().map(|row| &row.0).collect();
        let source_keys = rows.iter().map(|row| Key::name(row.1.as_str()).to_string()).collect();
        Self { topics: Topics::gather(ids, source_keys, &[&part], &Speakers::from(order), &Room::default()), of_phrase }
    }

    fn about(&self, found: &Rows<u32>, phrases: &Phrases, works: usize, room: &Room) -> Adjacency<TopicId, AboutEdges> {
        let works = (works as f64).ln();
        let score = |phrase| ((works - f64::from(phrases.titles(phrase)).ln()) / works).clamp(0.0, 1.0) as f32;
        let topic = |&phrase: &u32| Some((self.of_phrase[phrase as usize]?, score(phrase)));
        let offsets = found.offsets();
        let every: Vec<usize> = (0..found.lengths.len()).collect();
        let rows = rows_in_parallel(&every, |&work, out: &mut Vec<(TopicId, f32)>| {
            let start = out.len();
            out.extend(found.values.get(offsets.range(work)).unwrap_or_default().iter().filter_map(topic));
            out[start..].sort_unstable_by_key(|&(topic, _)| topic);
        });
        let mut laid = Laid::new(room);
        laid.add(&rows.lengths, rows.values.iter().map(|&(topic, _)| topic));
        let score = room.keep(rows.values.iter().map(|&(_, score)| score).collect());
        laid.into_adjacency_with(AboutEdges { score: score.into() })
    }
}

#[cfg(test)]
mod tests;
