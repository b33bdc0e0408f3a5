//! A corpus of any size, the same for the same seed: groups of people who publish together and cite each other.

use scholargraph::{
    Authorship, BuildOptions, CorpusBuilder, Graph, InstitutionRecord, Key, PersonRecord, TopicRecord, WorkRecord,
};

use crate::Numbers;

/// People of one research group.
const GROUP: usize = 15;
const TOPICS: usize = 4516;
const REFERENCES: usize = 20;

/// The graph of a generated corpus of `works` works.
///
/// # Panics
///
/// Where `works` exceeds what dense ids number.
#[must_use]
#[expect(clippy::expect_used, reason = "a benchmark that cannot build its graph has nothing to go on with")]
pub fn synthetic(works: usize, seed: u64, options: BuildOptions) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    let mut numbers = Numbers::new(seed);
    for work in 0..works {
        shard.work(&record(work, works, &mut numbers));
    }
    shard.close();
    builder.finish(options).expect("fewer works than dense ids").0
}

fn record(work: usize, works: usize, numbers: &mut Numbers) -> WorkRecord<'static> {
    let people = (works * 7 / 10).max(GROUP);
    let groups = people / GROUP;
    let group = numbers.skewed(groups);
    let mut record = WorkRecord::new(Key::id(format!("W{}", 2_000_000_000 + work)));
    record.attributes.title = format!("Work {work}").into();
    record.attributes.year = (1980 + work * 45 / works.max(1)) as i16;
    record.attributes.cited_by_count = numbers.skewed(500) as u32;
    let team = if numbers.part() < 0.0005 { 100 + numbers.below(400) } else { 1 + numbers.skewed(14) };
    record.authorships = (0..team).map(|_| authorship(group, groups, numbers)).collect();
    record.topics = (0..=numbers.below(3))
        .map(|offset| {
            let topic = (group * TOPICS / groups + offset * numbers.below(9)) % TOPICS;
            (TopicRecord::named(Key::id(format!("T{}", 10_000 + topic)), format!("Topic {topic}")), 0.9)
        })
        .collect();
    let references = if work == 0 { 0 } else { numbers.below(REFERENCES) };
    record.references =
        (0..references).map(|_| Key::id(format!("W{}", 2_000_000_000 + work - 1 - numbers.skewed(work)))).collect();
    record
}

fn authorship(group: usize, groups: usize, numbers: &mut Numbers) -> Authorship<'static> {
    let group = if numbers.part() < 0.8 { group } else { (group + numbers.skewed(groups)) % groups };
    let person = group * GROUP + numbers.skewed(GROUP);
    let institution = group * 31 % (groups / 20).max(1);
    let name = format!("Person {person}");
    let place = InstitutionRecord::named(
        Key::id(format!("I{}", 100_000_000 + institution)),
        format!("University {institution}"),
    );
    Authorship {
        person: Some(PersonRecord::named(Key::id(format!("A{}", 5_000_000_000_u64 + person as u64)), name)),
        institutions: vec![place],
        ..Authorship::default()
    }
}
