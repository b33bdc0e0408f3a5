//! A corpus made by hand in which everything occurs that a snapshot can hold.

use scholargraph::{
    Authorship, BuildError, BuildOptions, BylinePlace, CorpusBuilder, Correction, Graph, InstitutionRecord, Key, Kind,
    PersonRecord, Related, SourceRecord, TopicRecord, WorkRecord,
    model::{WorkAttributes, flag},
};

/// 20 works, so that abstracts fill more than one block, by eight people.
///
/// # Panics
///
/// Never: so small a corpus fits.
#[must_use]
#[expect(clippy::expect_used, reason = "twenty works are fewer than dense ids")]
pub fn everything() -> Graph {
    everything_in(CorpusBuilder::new()).expect("a small corpus fits")
}

/// The same by a builder of any kind.
///
/// # Errors
///
/// What the builder says.
pub fn everything_in(builder: CorpusBuilder) -> Result<Graph, BuildError> {
    let mut shard = builder.shard(0);
    for index in 0..20 {
        shard.work(&work(index));
    }
    shard.person(&person(0));
    shard.add_institution(&institute());
    shard.add_institution(&academy());
    shard.close();
    builder.merge(Kind::Person, &Key::id("A9000"), &Key::id("A1000"), "source");
    // Says nothing that the records do not, but is another source that says it.
    let place = BylinePlace { work: "W1000".to_owned(), name: "P. R. 0".to_owned() };
    let options = BuildOptions {
        corpus: "hand-made".to_owned(),
        sources: vec!["memory".to_owned()],
        corrections: vec![Correction::Orcid(place, ORCID.to_owned())],
        ..Default::default()
    };
    Ok(builder.finish(options)?.0)
}

const ORCID: &str = "0000-0002-1825-0097";

fn work(index: usize) -> WorkRecord<'static> {
    let mut work = WorkRecord::new(Key::id(format!("W{}", 1000 + index)));
    work.attributes = WorkAttributes {
        title: format!("On <i>graphs</i>, part {index}: Ñandú, 图").into(),
        work_type: if index.is_multiple_of(3) { "preprint" } else { "article" }.into(),
        year: if index == 7 { 0 } else { 2000 + index as i16 },
        date: if index == 7 { 0 } else { 20_000_101 + 10_000 * index as u32 },
        language: "en".into(),
        cited_by_count: 3 * index as u32,
        flags: if index.is_multiple_of(2) { flag::OPEN_ACCESS } else { 0 },
        doi: format!("10.5555/part.{index}").into(),
        arxiv: if index.is_multiple_of(3) { format!("2101.{index:05}") } else { String::new() }.into(),
        ..Default::default()
    };
    if index % 4 != 1 {
        work.abstract_text = format!("We prove part {index} of the theorem. ").repeat(index).into();
    }
    work.source =
        (!index.is_multiple_of(5)).then(|| SourceRecord::named(Key::id(format!("S{}", index % 2)), "Annals of Graphs"));
    work.authorships = (0..=index % 4).map(|place| authorship((index + place) % 8)).collect();
    work.authorships.push(Authorship { raw_name: "An Unknown".into(), ..Default::default() });
    work.topics = vec![(TopicRecord::named(Key::id(format!("T{}", index % 3)), "Graphs"), 0.5 + index as f32 / 100.0)];
    work.references = (0..index).step_by(3).map(|cited| Key::id(format!("W{}", 1000 + cited))).collect();
    work
}

fn person(number: usize) -> PersonRecord<'static> {
    let mut person = PersonRecord::named(Key::id(format!("A{}", 1000 + number)), format!("Person Ř. {number}"));
    if number == 0 {
        person.standing.updated = 20_240_101;
        person.attributes.other_names = vec!["P. Ř.".into(), "Person R.".into()];
        person.attributes.orcid = ORCID.into();
        person.affiliations = vec![(institute(), 1999, 2004)];
    }
    person
}

fn authorship(number: usize) -> Authorship<'static> {
    Authorship {
        person: Some(person(number)),
        raw_name: format!("P. R. {number}").into(),
        corresponding: number == 1,
        institutions: if number.is_multiple_of(2) { vec![institute()] } else { Vec::new() },
        raw_affiliations: vec![format!("Dept. {}, Institute of Graphs", number % 3).into()],
        ..Default::default()
    }
}

/// Nobody's institution: it is there for its own record.
fn academy() -> InstitutionRecord<'static> {
    InstitutionRecord::named(Key::id("I2"), "Academy of Everything")
}

fn institute() -> InstitutionRecord<'static> {
    let mut institute = InstitutionRecord::named(Key::id("I1"), "Institute of Graphs");
    institute.attributes.country = "CZ".into();
    institute.attributes.ror = "05k7v7k50".into();
    institute.attributes.other_types = vec!["funder".into()];
    institute.attributes.domains = vec!["graphs.example".into(), "graphs.invalid".into()];
    institute.attributes.established = 1348;
    institute.related = vec![(Related::Parent, Key::id("I2"))];
    institute
}
