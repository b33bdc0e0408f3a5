//! The shape of answers, so that those of other programs can be set beside them.

use scholargraph::{Graph, PersonId};
use scholargraph_server::wire;
use serde::Serialize;

use crate::Query;

/// What a query answered about a person, or about two.
#[derive(Debug, Serialize)]
pub struct Answer<'g> {
    /// Name of the query.
    pub query: &'static str,
    /// Id of the person it was asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<&'g str>,
    /// Id of the first of two people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<&'g str>,
    /// Id of the second of two people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<&'g str>,
    /// The answer.
    pub answer: Found<'g>,
}

/// What was found.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Found<'g> {
    /// People, the best first.
    People(Vec<Listed<'g>>),
    /// A slice, in the shape of the HTTP API.
    Slice(Box<wire::Slice<'g>>),
    /// How far apart two people are.
    Distance {
        /// Co-author steps between them; `null` where they are not connected.
        length: Option<u32>,
    },
}

/// A person in a list.
#[derive(Debug, Serialize)]
pub struct Listed<'g> {
    /// Their id.
    pub id: &'g str,
    /// How many works they share with whom it was asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_works: Option<u32>,
    /// What they are listed for, where that is no number of works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
}

impl<'g> Answer<'g> {
    pub(crate) fn about_person(graph: &'g Graph, query: Query, person: PersonId, answer: Found<'g>) -> Self {
        Self { query: query.name(), person: Some(graph.id(person)), from: None, to: None, answer }
    }

    pub(crate) fn about_pair(graph: &'g Graph, query: Query, from: PersonId, to: PersonId, answer: Found<'g>) -> Self {
        Self { query: query.name(), person: None, from: Some(graph.id(from)), to: Some(graph.id(to)), answer }
    }
}

impl<'g> Found<'g> {
    pub(crate) fn shared(graph: &'g Graph, people: &[(PersonId, u32)]) -> Self {
        let listed = |&(person, works)| Listed { id: graph.id(person), shared_works: Some(works), score: None };
        Self::People(people.iter().map(listed).collect())
    }

    pub(crate) fn scored(graph: &'g Graph, people: &[(PersonId, f64)]) -> Self {
        let listed = |&(person, score)| Listed { id: graph.id(person), shared_works: None, score: Some(score) };
        Self::People(people.iter().map(listed).collect())
    }
}
