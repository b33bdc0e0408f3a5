//! Real corpora in OpenAlex-shaped JSON lines, read with what rankings and paths need and nothing else.
//!
//! Not the importer: a few lines that are obviously right, so that the core's own tests need no crate above it.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use flate2::bufread::MultiGzDecoder;
use scholargraph::{
    Authorship, BuildOptions, CorpusBuilder, Graph, InstitutionRecord, Key, PersonRecord, TopicRecord, WorkRecord,
};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

#[derive(Deserialize)]
struct Line {
    id: String,
    #[serde(default, deserialize_with = "or_default")]
    title: String,
    #[serde(default, deserialize_with = "or_default")]
    publication_year: i16,
    #[serde(default, deserialize_with = "or_default")]
    cited_by_count: u32,
    #[serde(default, deserialize_with = "or_default")]
    authorships: Vec<Place>,
    #[serde(default, deserialize_with = "or_default")]
    topics: Vec<Named>,
    #[serde(default, deserialize_with = "or_default")]
    referenced_works: Vec<String>,
}

#[derive(Deserialize)]
struct Place {
    #[serde(default, deserialize_with = "or_default")]
    author: Named,
    #[serde(default, deserialize_with = "or_default")]
    raw_author_name: String,
    #[serde(default, deserialize_with = "or_default")]
    institutions: Vec<Named>,
}

#[derive(Default, Deserialize)]
struct Named {
    id: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    display_name: String,
    #[serde(default, deserialize_with = "or_default")]
    score: f32,
}

/// OpenAlex writes `null` for what it does not know.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(value: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(value)?.unwrap_or_default())
}

impl Line {
    fn record(&self) -> WorkRecord<'_> {
        let mut record = WorkRecord::new(Key::id(self.id.as_str()));
        record.attributes.title = self.title.as_str().into();
        record.attributes.year = self.publication_year;
        record.attributes.cited_by_count = self.cited_by_count;
        record.authorships = self.authorships.iter().map(Place::authorship).collect();
        let topics = self.topics.iter().filter_map(|topic| Some((topic.record(TopicRecord::named)?, topic.score)));
        record.topics = topics.collect();
        record.references = self.referenced_works.iter().map(|id| Key::id(id.as_str())).collect();
        record
    }
}

impl Place {
    fn authorship(&self) -> Authorship<'_> {
        Authorship {
            person: self.author.record(PersonRecord::named),
            raw_name: self.raw_author_name.as_str().into(),
            institutions: self.institutions.iter().filter_map(|one| one.record(InstitutionRecord::named)).collect(),
            ..Authorship::default()
        }
    }
}

impl Named {
    /// The record that `named` makes of id and name; nothing without an id.
    fn record<'a, R>(&'a self, named: impl FnOnce(Key<'a>, &'a str) -> R) -> Option<R> {
        self.id.as_deref().map(|id| named(Key::id(id), &self.display_name))
    }
}

/// The graph of the works in a gzip file of OpenAlex-shaped JSON lines, ids as they stand there.
///
/// # Panics
///
/// On a file that is missing or damaged, with its name and the number of the line.
#[must_use]
#[expect(clippy::expect_used, reason = "real corpora fit any limit of the builder")]
pub fn graph_of_lines(path: &Path, options: BuildOptions) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    for_each_line(path, |record| shard.work(record));
    shard.close();
    builder.finish(options).expect("real corpora fit").0
}

/// Calls `visit` with the record of every line of such a file, in order.
///
/// # Panics
///
/// As [`graph_of_lines`].
#[expect(clippy::panic, reason = "a test that cannot read its corpus has nothing to go on with")]
pub fn for_each_line(path: &Path, mut visit: impl FnMut(&WorkRecord<'_>)) {
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for (number, line) in (1..).zip(BufReader::new(MultiGzDecoder::new(BufReader::new(file))).lines()) {
        let line = line.unwrap_or_else(|error| panic!("{}: line {number}: {error}", path.display()));
        let line: Line =
            serde_json::from_str(&line).unwrap_or_else(|error| panic!("{}: line {number}: {error}", path.display()));
        visit(&line.record());
    }
}

/// What a JSON file of golden answers says.
///
/// # Panics
///
/// On a file that is missing, or does not say what `T` holds.
#[must_use]
#[expect(clippy::panic, reason = "a test without its golden answers has nothing to compare with")]
pub fn golden<T: DeserializeOwned>(path: &Path) -> T {
    let text = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use scholargraph::{DenseId, PersonId, WorkId};

    #[test]
    fn nulls_and_gaps_are_read() {
        let text = r#"{"id":"W1","title":null,"publication_year":2001,"authorships":[
            {"author":{"id":"A1","display_name":"Ada"},"institutions":[{"id":"I1","display_name":"Inn"}]},
            {"author":null,"raw_author_name":"Bo"}],"topics":null,"referenced_works":["W2"]}"#;
        let line: Line = serde_json::from_str(text).unwrap();
        let builder = CorpusBuilder::new();
        let mut shard = builder.shard(0);
        shard.work(&line.record());
        shard.close();
        let (graph, report) = builder.finish(BuildOptions::default()).unwrap();
        assert_eq!(graph.authors(WorkId(0)), [PersonId(0)]);
        assert_eq!(graph.work_relations().unnamed_authors.at(0).collect::<Vec<_>>(), [(1, "Bo")]);
        assert_eq!((graph.id(PersonId(0)), graph.label(PersonId(0))), ("A1", "Ada"));
        assert_eq!(graph.institutions_of(WorkId::from_index(0)).len(), 1);
        assert_eq!(report.dangling_references, 1);
    }
}
