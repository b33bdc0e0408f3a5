//! A person's years.

use scholargraph::{Graph, timeline};
use serde::Serialize;

use super::{Named, TopicOf};

/// A person's works, new collaborators and topics by year.
#[derive(Debug, Serialize)]
pub struct Timeline<'g> {
    /// Whose.
    pub person: Named<'g>,
    /// The years with works, ascending.
    pub years: Vec<YearOfWork<'g>>,
    /// Works whose year is unknown.
    pub undated_works: usize,
}

/// One year of a person.
#[derive(Debug, Serialize)]
pub struct YearOfWork<'g> {
    /// The year.
    pub year: i16,
    /// Works of the year.
    pub works: u32,
    /// With how many people they published.
    pub collaborators: u32,
    /// With how many of these for the first time.
    pub new_collaborators_count: usize,
    /// The first of them in the order of their ids.
    pub new_collaborators: Vec<Named<'g>>,
    /// The topics of most of the year's works.
    pub topics: Vec<TopicOf<'g>>,
}

impl<'g> Timeline<'g> {
    /// How many new collaborators of a year are listed.
    pub const LISTED: usize = 50;

    /// Writes down `timeline`.
    #[must_use]
    pub fn new(graph: &'g Graph, timeline: &timeline::Timeline) -> Self {
        let years = timeline.years.iter().map(|year| YearOfWork::new(graph, year)).collect();
        Self { person: Named::new(graph, timeline.person), years, undated_works: timeline.undated_works }
    }
}

impl<'g> YearOfWork<'g> {
    fn new(graph: &'g Graph, year: &timeline::YearOfWork) -> Self {
        let listed = year.new_collaborators.iter().take(Timeline::LISTED);
        Self {
            year: year.year,
            works: year.works,
            collaborators: year.collaborators,
            new_collaborators_count: year.new_collaborators.len(),
            new_collaborators: listed.map(|&person| Named::new(graph, person)).collect(),
            topics: year.topics.items.iter().map(|&(topic, works)| TopicOf::new(graph, topic, works)).collect(),
        }
    }
}
