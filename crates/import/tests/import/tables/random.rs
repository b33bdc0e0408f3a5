//! Random graphs, with whatever strange things a source may say.

use proptest::prelude::*;
use scholargraph::{
    Authorship, BuildOptions, CorpusBuilder, Graph, InstitutionRecord, Key, Kind, PersonRecord, Related, SourceRecord,
    TopicRecord, WorkRecord,
};
use scholargraph_testkit::{Paper, corpus};

use super::check;

/// Texts that tables may stumble over.
const TEXTS: [&str; 12] = [
    "",
    "plain",
    "a,b",
    "\"quoted\"",
    "two\nlines",
    "tab\tand\r\n",
    " space ",
    "name:x",
    "id:y",
    "[]",
    "null",
    "Ñandú 图",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![prop::sample::select(&TEXTS[..]).prop_map(str::to_owned), "\\PC{0,6}"]
}

/// What turns plain papers into strange ones.
#[derive(Clone, Debug)]
struct Odd {
    texts: Vec<String>,
    numbers: Vec<u32>,
    merged: Vec<(u8, u8)>,
}

fn odd() -> impl Strategy<Value = Odd> {
    let merged = prop::collection::vec((0_u8..8, 0_u8..8), 0..3);
    (prop::collection::vec(text(), 40), prop::collection::vec(any::<u32>(), 40), merged)
        .prop_map(|(texts, numbers, merged)| Odd { texts, numbers, merged })
}

impl Odd {
    fn text(&self, at: usize) -> &str {
        &self.texts[at % self.texts.len()]
    }

    fn number(&self, at: usize) -> u32 {
        self.numbers[at % self.numbers.len()]
    }

    /// One key of two forms for every number.
    fn key(&self, letter: char, number: usize) -> Key<'static> {
        let text = format!("{}{letter}{number}", self.text(number));
        if self.number(number).is_multiple_of(2) { Key::id(text) } else { Key::name(text) }
    }

    fn work(&self, paper: &Paper, at: usize) -> WorkRecord<'_> {
        let mut record = WorkRecord::new(self.key('W', at));
        let attributes = &mut record.attributes;
        (attributes.title, attributes.work_type) = (self.text(at).into(), self.text(at + 1).into());
        (attributes.year, attributes.date) = (paper.year, self.number(at));
        (attributes.flags, attributes.doi) = (self.number(at + 1) as u8, self.text(at + 2).into());
        record.abstract_text = self.text(at + 3).into();
        if !at.is_multiple_of(3) {
            record.source = Some(SourceRecord::named(self.key('S', at % 3), self.text(at + 4)));
        }
        let places = paper.authors.iter().enumerate();
        record.authorships = places.map(|(place, (person, at))| self.place(place, *person, at)).collect();
        let topics = paper.topics.iter().map(|&topic| usize::from(topic));
        let score = |topic| self.number(topic) as f32 / u32::MAX as f32;
        record.topics = topics.map(|at| (TopicRecord::named(self.key('T', at), self.text(at)), score(at))).collect();
        record.references = paper.references.iter().map(|&cited| self.key('W', cited.into())).collect();
        record
    }

    fn place(&self, place: usize, person: u8, institutions: &[u8]) -> Authorship<'_> {
        let number = usize::from(person);
        let mut record = PersonRecord::named(self.key('A', number), self.text(number));
        record.attributes.orcid = if number.is_multiple_of(3) { "0000-0002-1825-0097" } else { "" }.into();
        record.attributes.other_names = (0..number % 3).map(|at| self.text(number + at).into()).collect();
        let own = number.is_multiple_of(4).then(|| (self.institution(number % 6), 1990, number as i16));
        record.affiliations.extend(own);
        let nobody = self.number(place).is_multiple_of(5);
        Authorship {
            person: Some(record).filter(|_| !nobody),
            position: Some(self.number(place) as u16).filter(|_| place.is_multiple_of(4)),
            raw_name: self.text(number + place).into(),
            raw_orcid: ["", "0000-0002-1825-0097", "0000-0001-5109-3700"][place % 3].into(),
            corresponding: place.is_multiple_of(2),
            institutions: institutions.iter().map(|&at| self.institution(at.into())).collect(),
            raw_affiliations: (0..place % 3).map(|at| self.text(number + at).into()).collect(),
            ..Authorship::default()
        }
    }

    fn institution(&self, number: usize) -> InstitutionRecord<'_> {
        let mut record = InstitutionRecord::named(self.key('I', number), self.text(number));
        record.attributes.domains = (0..number % 3).map(|at| self.text(number + at).into()).collect();
        record.related = vec![(Related::Parent, self.key('I', number / 2)), (Related::Ancestor, self.key('I', 0))];
        record
    }

    fn graph(&self, papers: &[Paper], max_authors: Option<u32>) -> Graph {
        let builder = CorpusBuilder::new();
        let mut shard = builder.shard(0);
        papers.iter().enumerate().for_each(|(at, paper)| shard.work(&self.work(paper, at)));
        shard.close();
        for &(from, into) in &self.merged {
            for (kind, letter) in [(Kind::Person, 'A'), (Kind::Work, 'W'), (Kind::Topic, 'T')] {
                let reason = self.text(into.into()).to_owned();
                builder.merge(kind, &self.key(letter, from.into()), &self.key(letter, into.into()), reason);
            }
        }
        builder.finish(BuildOptions { max_authors, ..BuildOptions::default() }).unwrap().0
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn strange_graphs_come_back(papers in corpus(12, 9), odd in odd(), max_authors in prop::option::of(1_u32..5)) {
        check(&odd.graph(&papers, max_authors));
    }
}
