//! A corpus as records, and corrections to them: what a rebuild of it starts from.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use scholargraph::{
    Authorship, BuildOptions, Changes, CorpusBuilder, Graph, InstitutionRecord, Key, Kind, Node, PersonId,
    PersonRecord, Related, Standing, TopicRecord, WorkRecord,
};
use scholargraph_testkit::Paper;

/// Everybody and everything a corpus may name.
const PEOPLE: u8 = 9;
const TOPICS: u8 = 8;
const INSTITUTIONS: u8 = 6;

/// Records by id: works with all they say; everybody and everything else has a record of its own.
#[derive(Clone, Debug)]
pub(crate) struct Corpus {
    pub works: BTreeMap<String, WorkRecord<'static>>,
    pub hidden: BTreeSet<(Kind, String)>,
    pub options: BuildOptions,
}

fn own() -> Standing {
    Standing { own_record: true, updated: 0 }
}

fn id(letter: char, number: u8) -> String {
    format!("{letter}{}", 1000 + usize::from(number))
}

/// Two of three people have an ORCID iD.
fn orcid(number: usize) -> String {
    if number.is_multiple_of(3) { String::new() } else { format!("0000-0001-0000-{number:04}") }
}

fn number(id: &str) -> usize {
    id[1..].parse::<usize>().unwrap() - 1000
}

fn text<'a>(key: &'a Key<'_>) -> &'a str {
    match key {
        Key::Id(id) | Key::Name(id) => id,
    }
}

fn whose(authorship: &Authorship<'_>) -> Option<String> {
    authorship.person.as_ref().map(|person| text(&person.key).to_owned())
}

/// The record of a paper, with more on its bylines than the paper says.
pub(crate) fn record(paper: &Paper, index: usize) -> WorkRecord<'static> {
    let mut record = paper.record(index);
    record.attributes.language = ["en", "de", ""][index % 3].into();
    record.attributes.arxiv = if index.is_multiple_of(2) { format!("2101.{index:05}").into() } else { "".into() };
    for (place, authorship) in record.authorships.iter_mut().enumerate() {
        let person = number(&whose(authorship).unwrap());
        authorship.corresponding = (place + index).is_multiple_of(3);
        authorship.raw_orcid = match (place + index) % 4 {
            0 => orcid(person).into(),
            1 => format!("0000-0002-{index:04}-{place:04}").into(),
            _ => "".into(),
        };
        authorship.raw_affiliations = vec![format!("Room {}", (place * 7 + index) % 5).into()];
        if (place + index) % 7 == 6 {
            // An iD that stands here and beside a person would speak against them.
            (authorship.person, authorship.raw_orcid) = (None, "".into());
        }
    }
    record
}

impl Corpus {
    pub(crate) fn new(papers: &[Paper], max_authors: Option<u32>) -> Self {
        let records = papers.iter().enumerate().map(|(index, paper)| record(paper, index));
        let works = records.map(|record| (text(&record.key).to_owned(), record)).collect();
        let options = BuildOptions { max_authors, ..BuildOptions::default() };
        Self { works, hidden: BTreeSet::new(), options }
    }

    /// Leaves ORCID iDs off all bylines: a graph does not remember those of people whose iD it does not know.
    pub(crate) fn forget_orcids(&mut self) {
        let places = self.works.values_mut().flat_map(|work| &mut work.authorships);
        places.for_each(|place| place.raw_orcid = "".into());
    }

    /// Builds the graph from the records as they are.
    pub(crate) fn build(&self) -> Graph {
        let builder = CorpusBuilder::new();
        let mut shard = builder.shard(0);
        let shown = |kind: Kind, id: &str| !self.hidden.contains(&(kind, id.to_owned()));
        for number in 0..PEOPLE {
            let id = id('A', number);
            if shown(Kind::Person, &id) {
                let mut person = PersonRecord::named(Key::id(id), format!("Person {number}"));
                person.standing = own();
                person.attributes.other_names = vec![format!("P. {number}").into()];
                person.attributes.orcid = orcid(number.into()).into();
                let at = self::id('I', number % INSTITUTIONS);
                if number % 4 == 1 && shown(Kind::Institution, &at) {
                    // Longer than any byline tells.
                    person.affiliations = vec![(InstitutionRecord::named(Key::id(at), ""), 1970, 2050)];
                }
                shard.person(&person);
            }
        }
        for number in 0..TOPICS {
            let id = id('T', number);
            if shown(Kind::Topic, &id) {
                let topic = TopicRecord::named(Key::id(id), format!("Topic {number}"));
                shard.add_topic(&TopicRecord { standing: own(), ..topic });
            }
        }
        for number in 0..INSTITUTIONS {
            let id = id('I', number);
            if shown(Kind::Institution, &id) {
                let mut at = InstitutionRecord::named(Key::id(id), format!("Institution {number}"));
                at.standing = own();
                at.attributes.ror = if number % 2 == 0 { format!("0ror{number:04}x").into() } else { "".into() };
                at.related = vec![(Related::Parent, Key::id(self::id('I', number / 2)))];
                shard.add_institution(&at);
            }
        }
        // Merges are followed by what is added, too.
        builder.merge(Kind::Person, &Key::id("A77"), &Key::id(id('A', 1)), "source");
        self.works.values().for_each(|record| shard.work(record));
        shard.close();
        builder.finish(self.options.clone()).unwrap().0
    }

    fn authorships<'c>(&'c mut self, work: &str, person: &'c str) -> impl Iterator<Item = &'c mut Authorship<'static>> {
        let places = self.works.get_mut(work).into_iter().flat_map(|record| &mut record.authorships);
        places.filter(move |place| whose(place).as_deref() == Some(person))
    }

    fn take(&mut self, work: &str, from: &str, to: Option<&str>, name: &str) {
        for (place, authorship) in self.authorships(work, from).enumerate() {
            let named = |to: &str| PersonRecord::named(Key::id(to.to_owned()), format!("Person {}", number(to)));
            authorship.person = to.map(named);
            authorship.raw_name = if place == 0 { name.to_owned().into() } else { "".into() };
            if to.is_none() || authorship.raw_orcid != orcid(number(from)) {
                authorship.raw_orcid = "".into();
            }
        }
    }

    fn hide(&mut self, kind: Kind, id: &str) {
        self.hidden.insert((kind, id.to_owned()));
        for record in self.works.values_mut() {
            for authorship in &mut record.authorships {
                authorship.institutions.retain(|at| kind != Kind::Institution || text(&at.key) != id);
                if kind == Kind::Person && whose(authorship).as_deref() == Some(id) {
                    (authorship.person, authorship.raw_name, authorship.raw_orcid) = (None, "".into(), "".into());
                }
            }
            record.topics.retain(|(topic, _)| kind != Kind::Topic || text(&topic.key) != id);
        }
        if kind == Kind::Work {
            self.works.remove(id);
        }
    }
}

/// A correction drawn at random; what it names may not be there.
#[derive(Clone, Debug)]
pub(crate) enum Correction {
    Hide(Kind, u8),
    /// Work, place on its byline, and to whom.
    Move(u8, u8, u8),
    Detach(u8, u8),
    /// The paper, and where among the others its id stands.
    Add(Paper, u8),
}

pub(crate) fn corrections() -> impl Strategy<Value = Vec<Vec<Correction>>> {
    let kind = prop_oneof![4 => Just(Kind::Work), 3 => Just(Kind::Person), 1 => Just(Kind::Topic), 1 => Just(Kind::Institution)];
    let paper = scholargraph_testkit::corpus(2, PEOPLE).prop_map(|mut papers| papers.remove(0));
    let correction = prop_oneof![
        3 => (kind, 0..14_u8).prop_map(|(kind, number)| Correction::Hide(kind, number)),
        4 => (0..14_u8, 0..6_u8, 0..PEOPLE).prop_map(|(work, place, to)| Correction::Move(work, place, to)),
        1 => (0..14_u8, 0..6_u8).prop_map(|(work, place)| Correction::Detach(work, place)),
        3 => (paper, 0..14_u8).prop_map(|(paper, near)| Correction::Add(paper, near)),
    ];
    prop::collection::vec(prop::collection::vec(correction, 0..6), 1..4)
}

impl Corpus {
    /// Corrects the records, and says how to change the `graph` of them in the same way. `batch` makes ids differ.
    pub(crate) fn correct(&mut self, graph: &Graph, corrections: &[Correction], batch: usize) -> Changes<'static> {
        let mut changes = Changes::new();
        self.move_places(graph, corrections, &mut changes);
        for correction in corrections {
            let Correction::Hide(kind, number) = *correction else { continue };
            let wanted = match kind {
                Kind::Work => self.works.keys().nth(number.into()).cloned().unwrap_or_default(),
                Kind::Person => id('A', number),
                Kind::Topic => id('T', number),
                Kind::Institution => id('I', number),
            };
            if let Some(node) = graph.find_exact(kind, &wanted) {
                changes.hide(node);
                self.hide(kind, &wanted);
            }
        }
        let mut added = BTreeSet::new();
        for (place, correction) in corrections.iter().enumerate() {
            let Correction::Add(paper, near) = correction else { continue };
            let mut record = record(paper, 20 + 10 * batch + place);
            // Now and then in the place of one that was hidden.
            let near = usize::from(*near);
            let work =
                if near % 3 == 0 { format!("W{}", 1000 + near) } else { format!("W{}{batch}{place}", 999 + near) };
            if self.works.contains_key(&work) {
                continue;
            }
            record.key = Key::id(work.clone());
            let shown = |kind: Kind, key: &Key<'_>| !self.hidden.contains(&(kind, text(key).to_owned()));
            for authorship in &mut record.authorships {
                if authorship.person.as_ref().is_some_and(|person| !shown(Kind::Person, &person.key)) {
                    authorship.person = None;
                }
                authorship.institutions.retain(|at| shown(Kind::Institution, &at.key));
            }
            record.topics.retain(|(topic, _)| shown(Kind::Topic, &topic.key));
            if graph.sources().is_empty() {
                record.source = None;
            } else {
                record.source =
                    record.source.filter(|source| graph.sources().id.iter().any(|id| id == text(&source.key)));
            }
            changes.add_work(record.clone());
            // What was there does not refer to what is added.
            for (other, there) in &mut self.works {
                if !added.contains(other) {
                    there.references.retain(|cited| text(cited) != work);
                }
            }
            added.insert(work.clone());
            self.works.insert(work, record);
        }
        changes
    }

    fn move_places(&mut self, graph: &Graph, corrections: &[Correction], changes: &mut Changes<'static>) {
        for correction in corrections {
            let (work, place, to) = match *correction {
                Correction::Move(work, place, to) => (work, place, Some(id('A', to))),
                Correction::Detach(work, place) => (work, place, None),
                _ => continue,
            };
            let Some((work, record)) = self.works.iter().nth(work.into()) else { continue };
            let Some(from) = record.authorships.iter().filter_map(whose).nth(place.into()) else { continue };
            let (work, person) = (work.clone(), |id: &str| match graph.find_exact(Kind::Person, id) {
                Some(Node::Person(person)) => Some(person),
                _ => None,
            });
            let Some(Node::Work(row)) = graph.find_exact(Kind::Work, &work) else { continue };
            let Some(old) = person(&from) else { continue };
            match to {
                Some(to) if to != from => {
                    let Some(new): Option<PersonId> = person(&to) else { continue };
                    changes.move_authorship(row, old, new);
                    self.take(&work, &from, Some(&to), "");
                }
                Some(_) => {}
                None => {
                    changes.detach_authorship(row, old, "Somebody");
                    self.take(&work, &from, None, "Somebody");
                }
            }
        }
    }
}
