//! Small graphs of names.

use scholargraph::{
    Authorship, CorpusBuilder, Graph, InstitutionRecord, Key, Kind, PersonRecord, TopicRecord, WorkRecord,
};
use scholargraph_search::{Answer, Query, SearchIndex};

/// A person: label, other names, number of works.
pub(crate) type Person<'a> = (&'a str, &'a [&'a str], usize);

/// A graph of these people, with ids `A1000`, `A1001` … in this order.
pub(crate) fn people(people: &[Person<'_>]) -> Graph {
    let most = people.iter().map(|person| person.2).max().unwrap_or(0);
    let works = (0..most).map(|number| {
        let mut work = work(number, "");
        let authors = people.iter().enumerate().filter(|(_, person)| person.2 > number);
        work.authorships = authors.map(|(at, person)| authorship(at, person)).collect();
        work
    });
    graph(works)
}

/// The place of a person on a byline; their id is `A1000` plus `at`.
pub(crate) fn authorship<'a>(at: usize, (name, other_names, _): &Person<'a>) -> Authorship<'a> {
    let mut person = PersonRecord::named(Key::id(format!("A{}", 1000 + at)), *name);
    person.attributes.other_names = other_names.iter().map(|&name| name.into()).collect();
    Authorship { person: Some(person), ..Authorship::default() }
}

/// A graph of works with these titles and numbers of citations, in this order of their ids.
pub(crate) fn titles(titles: &[(&str, u32)]) -> Graph {
    graph(titles.iter().enumerate().map(|(at, &(title, cited_by))| {
        let mut work = work(at, title);
        work.attributes.cited_by_count = cited_by;
        work
    }))
}

/// The key of the work at position `at`.
pub(crate) fn key(at: usize) -> Key<'static> {
    Key::id(format!("W{}", 100_000 + at))
}

/// The work at position `at`.
pub(crate) fn work(at: usize, title: &str) -> WorkRecord<'_> {
    let mut work = WorkRecord::new(key(at));
    work.attributes.title = title.into();
    work
}

/// A work with everything a hint shows, by Ada and Bo of two institutions, and a second one by Bo alone.
pub(crate) fn mixed() -> Graph {
    let person = |id: &'static str, name, institutions: &[(&'static str, &'static str)]| Authorship {
        person: Some(PersonRecord::named(Key::id(id), name)),
        institutions: institutions.iter().map(|&(id, name)| institution(id, name)).collect(),
        ..Authorship::default()
    };
    let mut first = WorkRecord::new(Key::id("W1"));
    first.attributes.title = "Graph engines".into();
    first.attributes.year = 1843;
    first.attributes.cited_by_count = 7;
    first.authorships = vec![
        person("A2", "Bo Graph", &[("I1", "Graph Institute"), ("I2", "Engine Works")]),
        person("A1", "Ada Engine", &[("I1", "Graph Institute")]),
    ];
    let mut topic = TopicRecord::named(Key::id("T1"), "Graph theory");
    topic.attributes.field = "Mathematics".into();
    first.topics = vec![(topic, 0.9)];
    let mut second = WorkRecord::new(Key::id("W2"));
    second.attributes.title = "Alone".into();
    second.attributes.year = 1850;
    second.authorships = vec![person("A2", "Bo Graph", &[("I2", "Engine Works")])];
    graph([first, second])
}

fn institution(id: &'static str, name: &'static str) -> InstitutionRecord<'static> {
    let mut institution = InstitutionRecord::named(Key::id(id), name);
    institution.attributes.country = "GB".into();
    institution.attributes.city = "London".into();
    institution.attributes.other_names = vec![format!("{id} Ltd").into()];
    institution
}

/// The graph of some works.
pub(crate) fn graph<'a>(works: impl IntoIterator<Item = WorkRecord<'a>>) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    works.into_iter().for_each(|work| shard.work(&work));
    shard.close();
    builder.finish(Default::default()).expect("small corpora fit").0
}

/// What is found in `graph`.
pub(crate) fn search(graph: &Graph, text: &str, kind: Option<Kind>) -> Answer {
    let index = SearchIndex::build(graph).expect("a graph has an index");
    index.verify().expect("a new index is whole");
    index.search(graph, &Query { kind, ..Query::new(text) }).expect("the query is within bounds")
}

/// The labels of what is found, best first.
pub(crate) fn labels(graph: &Graph, text: &str, kind: Option<Kind>) -> Vec<String> {
    search(graph, text, kind).hits.iter().map(|hit| graph.label(hit.node).to_owned()).collect()
}
