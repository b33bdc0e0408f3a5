//! Small corpora for property tests.

use proptest::prelude::*;
use scholargraph::{
    Authorship, BuildError, BuildOptions, CorpusBuilder, Graph, InstitutionRecord, Key, PersonRecord, SourceRecord,
    TopicRecord, WorkRecord,
};

/// A work in numbers: what tests draw at random and what naive reference code computes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Year; 0 for unknown.
    pub year: i16,
    /// Its people in byline order, each with the institutions given there. A person may stand there twice.
    pub authors: Vec<(u8, Vec<u8>)>,
    /// Its topics.
    pub topics: Vec<u8>,
    /// Works it refers to, by position in the corpus; positions outside of it dangle.
    pub references: Vec<u8>,
}

impl Paper {
    /// The distinct people on it, ascending.
    #[must_use]
    pub fn people(&self) -> Vec<u8> {
        let mut people: Vec<u8> = self.authors.iter().map(|&(person, _)| person).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// The record of the `index`-th work. Ids are `W1000`, `A1000`, `T1000`, `I1000` and so on, so that number
    /// and id ascend together.
    #[must_use]
    pub fn record(&self, index: usize) -> WorkRecord<'static> {
        let id = |letter: char, number: usize| Key::id(format!("{letter}{}", 1000 + number));
        let institution =
            |&number: &u8| InstitutionRecord::named(id('I', number.into()), format!("Institution {number}"));
        let mut record = WorkRecord::new(id('W', index));
        record.attributes.title = format!("Work {index}").into();
        record.attributes.year = self.year;
        record.attributes.doi = format!("10.5555/{index}").into();
        record.attributes.cited_by_count = (index % 7) as u32;
        record.abstract_text = format!("What work {index} is about.").into();
        record.source = Some(SourceRecord::named(Key::id(format!("S{}", 1 + index % 3)), "A journal"));
        record.authorships = self
            .authors
            .iter()
            .map(|(person, institutions)| Authorship {
                person: Some(PersonRecord::named(id('A', (*person).into()), format!("Person {person}"))),
                raw_name: format!("P. {person}").into(),
                institutions: institutions.iter().map(institution).collect(),
                ..Authorship::default()
            })
            .collect();
        record.topics = self
            .topics
            .iter()
            .map(|&topic| (TopicRecord::named(id('T', topic.into()), format!("Topic {topic}")), 0.5))
            .collect();
        record.references = self.references.iter().map(|&work| id('W', work.into())).collect();
        record
    }
}

/// Corpora of up to `works` works by up to `people` people.
///
/// Bylines are short, with now and then a long one; years span 2000 to 2023 with some unknown.
pub fn corpus(works: usize, people: u8) -> impl Strategy<Value = Vec<Paper>> {
    let size = u8::try_from(works).unwrap_or(u8::MAX);
    let year = prop_oneof![1 => Just(0_i16), 9 => 2000_i16..=2023];
    let author = (0..people, prop::collection::vec(0_u8..6, 0..3));
    let authors = prop_oneof![
        8 => prop::collection::vec(author.clone(), 0..6),
        1 => prop::collection::vec(author, 6..usize::from(people).max(7)),
    ];
    let topics = prop::collection::vec(0_u8..8, 0..4);
    let references = prop::collection::vec(0..size.saturating_add(3), 0..6);
    let paper = (year, authors, topics, references).prop_map(|(year, authors, topics, references)| Paper {
        year,
        authors,
        topics,
        references,
    });
    prop::collection::vec(paper, 1..works)
}

/// The graph of a corpus.
///
/// # Panics
///
/// Never on a corpus of [`corpus`]: it fits any limit of the builder.
#[must_use]
#[expect(clippy::expect_used, reason = "a test that cannot build its graph has nothing to go on with")]
pub fn graph_of(papers: &[Paper], options: BuildOptions) -> Graph {
    graph_of_papers(CorpusBuilder::new(), papers, options).expect("small corpora fit")
}

/// The same by a builder of any kind.
///
/// # Errors
///
/// What the builder says.
pub fn graph_of_papers(builder: CorpusBuilder, papers: &[Paper], options: BuildOptions) -> Result<Graph, BuildError> {
    let mut shard = builder.shard(0);
    for (index, paper) in papers.iter().enumerate() {
        shard.work(&paper.record(index));
    }
    shard.close();
    Ok(builder.finish(options)?.0)
}
