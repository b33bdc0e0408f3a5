//! Communities of people.

use scholargraph::{Graph, community};
use serde::Serialize;

use super::{Named, TopicOf};

/// People who work with each other more than with all others.
#[derive(Debug, Serialize)]
pub struct Community<'g> {
    /// Its number; the largest is 0.
    pub id: u32,
    /// What it publishes about, in words to show.
    pub label: String,
    /// How many people belong to it.
    pub people: usize,
    /// Those of most works.
    pub members: Vec<Member<'g>>,
    /// The topics of most works of the most prolific members.
    pub topics: Vec<TopicOf<'g>>,
}

/// Somebody who belongs to a community.
#[derive(Debug, Serialize)]
pub struct Member<'g> {
    /// Their id.
    pub id: &'g str,
    /// Their name.
    pub label: &'g str,
    /// Works in the graph.
    pub works_count: u32,
}

impl<'g> Community<'g> {
    /// How many topics name a community.
    const NAMES: usize = 3;

    /// Writes down `community`.
    #[must_use]
    pub fn new(graph: &'g Graph, community: &community::Community) -> Self {
        let topics: Vec<TopicOf<'_>> =
            community.topics.items.iter().map(|&(topic, works)| TopicOf::new(graph, topic, works)).collect();
        let names: Vec<&str> = topics.iter().take(Self::NAMES).map(|topic| topic.label).collect();
        let number = || format!("Community {}", community.id);
        let members = community.members.items.iter().map(|&(person, works_count)| {
            let Named { id, label } = Named::new(graph, person);
            Member { id, label, works_count }
        });
        Self {
            id: community.id,
            label: if names.is_empty() { number() } else { names.join(" · ") },
            people: community.members.total,
            members: members.collect(),
            topics,
        }
    }
}
