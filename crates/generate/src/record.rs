//! Works as OpenAlex writes them.

use std::fmt::{Arguments, Display};

use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use crate::{
    Author, Corpus, Work,
    topic::{TOPICS, above},
    words::{Name, Title, Words},
};

const COUNTRIES: [&str; 24] = [
    "US", "CN", "GB", "DE", "IN", "JP", "IT", "FR", "CA", "AU", "ES", "BR", "KR", "NL", "IR", "RU", "TR", "PL", "SE",
    "CH", "ID", "MX", "ZA", "NG",
];

/// What many works mention, as it is written: made once.
#[derive(Debug)]
pub(crate) struct Mentions {
    /// Topics, as a work's first, second and third.
    topics: Vec<[Box<RawValue>; 3]>,
    institutions: Vec<Box<RawValue>>,
}

impl Mentions {
    pub(crate) fn new(words: &Words, institutions: u64) -> serde_json::Result<Self> {
        let topic = |topic, place| to_raw_value(&Topic::new(words, topic, place));
        Ok(Self {
            topics: (0..TOPICS)
                .map(|at| Ok([topic(at, 0)?, topic(at, 1)?, topic(at, 2)?]))
                .collect::<Result<_, _>>()?,
            institutions: (0..institutions)
                .map(|at| to_raw_value(&Institution::new(words, at)))
                .collect::<Result<_, _>>()?,
        })
    }
}

impl Corpus {
    /// Appends a work as a line.
    pub(crate) fn write_record(
        &self,
        index: u64,
        work: &Work,
        cited_by: u32,
        line: &mut Vec<u8>,
    ) -> serde_json::Result<()> {
        let topic = work.topics.first().copied().unwrap_or_default();
        let title = self.title(index, topic.into());
        let last = work.authors.len().saturating_sub(1);
        let authorship = |(at, author)| self.authorship(author, at, last);
        let record = Record {
            id: work_id(&index),
            doi: Shown(format_args!("https://doi.org/10.5555/{}.{index}", self.seed)),
            title: Shown(title),
            display_name: Shown(title),
            publication_year: work.year,
            publication_date: Shown(format_args!("{}-{:02}-{:02}", work.year, 1 + index % 12, 1 + index / 12 % 28)),
            kind: "article",
            language: "en",
            authorships: Listed(work.authors.iter().enumerate().map(authorship)),
            cited_by_count: cited_by,
            topics: Listed(
                work.topics
                    .iter()
                    .zip(0..)
                    .map(|(&topic, place): (_, usize)| &self.mentions.topics[topic as usize][place]),
            ),
            referenced_works_count: work.references.len(),
            referenced_works: Listed(work.references.iter().map(work_id)),
            updated_date: "2026-01-01T00:00:00",
        };
        serde_json::to_writer(&mut *line, &record)?;
        line.push(b'\n');
        Ok(())
    }

    fn authorship(&self, author: &Author, at: usize, last: usize) -> impl Serialize {
        let name = self.name(author.person);
        let places = author.institutions.into_iter().flatten();
        Authorship {
            author_position: match at {
                0 => "first",
                _ if at == last => "last",
                _ => "middle",
            },
            author: Person { id: Id("A", self.society.id(author.person)), display_name: Shown(name), orcid: None },
            institutions: Listed(places.map(|place| &self.mentions.institutions[place as usize])),
            is_corresponding: at == 0,
            raw_author_name: Shown(name),
        }
    }
}

#[derive(Serialize)]
struct Record<'a, A: Serialize, T: Serialize, R: Serialize> {
    id: Id,
    doi: Shown<Arguments<'a>>,
    title: Shown<Title<'a>>,
    display_name: Shown<Title<'a>>,
    publication_year: i16,
    publication_date: Shown<Arguments<'a>>,
    #[serde(rename = "type")]
    kind: &'static str,
    language: &'static str,
    authorships: A,
    cited_by_count: u32,
    topics: T,
    referenced_works_count: usize,
    referenced_works: R,
    updated_date: &'static str,
}

#[derive(Serialize)]
struct Authorship<'a, I: Serialize> {
    author_position: &'static str,
    author: Person<'a>,
    institutions: I,
    is_corresponding: bool,
    raw_author_name: Shown<Name<'a>>,
}

#[derive(Serialize)]
struct Person<'a> {
    id: Id,
    display_name: Shown<Name<'a>>,
    orcid: Option<&'static str>,
}

#[derive(Serialize)]
struct Institution {
    id: Id,
    display_name: String,
    ror: String,
    country_code: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    lineage: [Id; 1],
}

impl Institution {
    fn new(words: &Words, at: u64) -> Self {
        let id = || Id("I", 100_000_000 + at);
        Self {
            id: id(),
            display_name: format!("University of {} {at}", words.place(at)),
            ror: format!("https://ror.org/0{at:08}"),
            country_code: COUNTRIES[(at * 7 % COUNTRIES.len() as u64) as usize],
            kind: "education",
            lineage: [id()],
        }
    }
}

#[derive(Serialize)]
struct Topic {
    id: Id,
    display_name: String,
    score: f32,
    subfield: Level,
    field: Level,
    domain: Level,
}

impl Topic {
    /// As a work's first topic, second, or third.
    fn new(words: &Words, topic: u64, place: u8) -> Self {
        let [subfield, field, domain] = above(topic);
        Self {
            id: Id("T", 10_000 + topic),
            display_name: words.topic(topic),
            score: 0.99 - 0.12 * f32::from(place),
            subfield: Level::new("subfields/", 1_000 + subfield, "Subfield"),
            field: Level::new("fields/", 10 + field, "Field"),
            domain: Level::new("domains/", 1 + domain, "Domain"),
        }
    }
}

#[derive(Serialize)]
struct Level {
    id: Id,
    display_name: String,
}

impl Level {
    fn new(collection: &'static str, number: u64, name: &str) -> Self {
        Self { id: Id(collection, number), display_name: format!("{name} {number}") }
    }
}

/// An id: what stands before the number, and the number.
struct Id(&'static str, u64);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("https://openalex.org/{}{}", self.0, self.1))
    }
}

fn work_id(index: &u64) -> Id {
    Id("W", 2_000_000_000 + index)
}

/// Something that is written as it is displayed.
struct Shown<T>(T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// What an iterator gives, as a list.
struct Listed<I>(I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Listed<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}
