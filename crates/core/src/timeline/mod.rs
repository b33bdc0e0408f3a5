//! A person's years: what they published, whom they began to work with, what about.

use crate::{
    Graph, PersonId, Ranked, TopicId, WorkId,
    id::DenseId,
    rank::MAX_AUTHORS,
    scratch::{Scratch, Slots, with_scratch},
};

/// A person's works, new collaborators and topics by year.
///
/// ```
/// # use scholargraph::{Authorship, CorpusBuilder, Key, PersonRecord, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # for (id, year, other) in [("v", 2019, "bo"), ("w", 2021, "cy"), ("x", 2021, "bo")] {
/// #     let mut work = WorkRecord::new(Key::id(id));
/// #     work.attributes.year = year;
/// #     work.authorships = ["ada", other].map(|id| Authorship {
/// #         person: Some(PersonRecord::named(Key::id(id), id)), ..Default::default()
/// #     }).into();
/// #     shard.work(&work);
/// # }
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::{PersonId, Timeline};
///
/// let [ada, bo, cy] = [PersonId(0), PersonId(1), PersonId(2)];
/// let years = Timeline::of(&graph, ada).years;
/// assert_eq!((years[0].year, &years[0].new_collaborators[..]), (2019, &[bo][..]));
/// assert_eq!((years[1].year, years[1].works, &years[1].new_collaborators[..]), (2021, 2, &[cy][..]));
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// Whose.
    pub person: PersonId,
    /// The years with works, ascending.
    pub years: Vec<YearOfWork>,
    /// Works whose year is unknown. Collaborators on these count as known before all others.
    pub undated_works: usize,
}

/// One year of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearOfWork {
    /// The year.
    pub year: i16,
    /// Works of the year.
    pub works: u32,
    /// Whom they published with for the first time, ascending; on works above the author limit of rankings
    /// ([`rank::MAX_AUTHORS`](MAX_AUTHORS)) nobody is met.
    pub new_collaborators: Vec<PersonId>,
    /// With how many people they published, new or not.
    pub collaborators: u32,
    /// The topics of most of the year's works.
    pub topics: Ranked<TopicId>,
}

/// How many topics of a year are listed.
const TOPICS: usize = 5;

impl Timeline {
    /// The timeline of `person`. O(authorships and topics of their works).
    #[must_use]
    pub fn of(graph: &Graph, person: PersonId) -> Self {
        let mut works: Vec<(i16, WorkId)> =
            graph.works_of(person).iter().map(|&work| (graph.year(work).unwrap_or(0), work)).collect();
        works.sort_unstable();
        let dated = works.partition_point(|&(year, _)| year == 0);
        let (undated, dated) = works.split_at(dated);
        let bound = graph.people().len().max(graph.topics().len());
        with_scratch(bound, |Scratch { first: known, second: counts, .. }| {
            known.slot(person.index());
            meet(graph, undated, known);
            let years = dated.chunk_by(|a, b| a.0 == b.0).map(|works| year(graph, person, works, known, counts));
            Self { person, years: years.collect(), undated_works: undated.len() }
        })
    }
}

/// Meets the people on some works.
fn meet(graph: &Graph, works: &[(i16, WorkId)], known: &mut Slots) {
    for other in works.iter().flat_map(|&(_, work)| companions(graph, work)) {
        known.slot(other.index());
    }
}

/// The people on a work, where they are few enough to know each other.
fn companions(graph: &Graph, work: WorkId) -> &[PersonId] {
    let authors = graph.authors(work);
    if authors.len() <= MAX_AUTHORS as usize { authors } else { &[] }
}

fn year(graph: &Graph, person: PersonId, works: &[(i16, WorkId)], known: &mut Slots, counts: &mut Slots) -> YearOfWork {
    let before = known.len();
    meet(graph, works, known);
    let mut new_collaborators: Vec<PersonId> =
        known.met()[before..].iter().map(|&person| PersonId::from_index(person as usize)).collect();
    new_collaborators.sort_unstable();
    let companions = works.iter().flat_map(|&(_, work)| companions(graph, work));
    companions.filter(|&&other| other != person).for_each(|other| counts.count(other.index()));
    let collaborators = counts.len() as u32;
    counts.clear();
    let topics = works.iter().flat_map(|&(_, work)| graph.topics_of(work));
    topics.for_each(|topic| counts.count(topic.index()));
    let topics = Ranked::most_counted(graph, counts, TOPICS);
    counts.clear();
    YearOfWork { year: works[0].0, works: works.len() as u32, new_collaborators, collaborators, topics }
}
