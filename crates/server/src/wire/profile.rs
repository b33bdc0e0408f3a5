//! A person's page as data.

use scholargraph::{Graph, PersonId, WorkId, profile};
use serde::Serialize;

use super::{Collaborator, Named, Trust, Work};

/// A person's page.
#[derive(Debug, Serialize)]
pub struct Profile<'g> {
    /// Their id.
    pub id: &'g str,
    /// The name to show.
    pub label: &'g str,
    /// That name, and others.
    pub names: Vec<&'g str>,
    /// ORCID iD.
    pub orcid: Option<&'g str>,
    /// Where they work and worked, the most recent first.
    pub affiliations: Vec<Affiliation<'g>>,
    /// What the owner of a claimed profile says; `null` while it is not claimed.
    pub open_to_collaborate: Option<bool>,
    /// Has its owner claimed it?
    pub claimed: bool,
    /// The page in numbers.
    pub summary: Summary,
    /// What is known about who they are.
    pub trust: Trust<'g>,
    /// The topics of most of their works.
    pub topics: Vec<TopicOf<'g>>,
    /// Who they work with, the closest first.
    pub collaborators: Vec<Collaborator<'g>>,
    /// Their works, newest first.
    pub works: Vec<Work<'g>>,
}

/// Somebody's time at an institution.
#[derive(Debug, Serialize)]
pub struct Affiliation<'g> {
    /// Id of the institution.
    pub id: &'g str,
    /// Its name.
    pub label: &'g str,
    /// First and last year it is known for.
    pub years: Option<(i16, i16)>,
    /// On how many bylines it stands.
    pub works: u32,
}

/// A profile in numbers.
#[derive(Debug, Serialize)]
pub struct Summary {
    /// Works.
    pub works: usize,
    /// People who follow this one.
    pub followers: u64,
    /// Topics of the works.
    pub topics: usize,
    /// Close collaborators.
    pub close_collaborators: usize,
    /// Collaborators.
    pub collaborators: usize,
    /// Year of the first work.
    pub first_year: Option<i16>,
    /// Year of the last work.
    pub last_year: Option<i16>,
    /// Citations of the works according to their source.
    pub cited_by: u64,
    /// So many works are cited at least as often each.
    pub h_index: u32,
    /// So many works are cited at least as often on average.
    pub g_index: u32,
    /// Works that are cited at least ten times.
    pub i10_index: u32,
}

/// A topic of somebody's works.
#[derive(Debug, Serialize)]
pub struct TopicOf<'g> {
    /// Its id.
    pub id: &'g str,
    /// Its name.
    pub label: &'g str,
    /// How many of the works are about it.
    pub works: u32,
}

impl<'g> Profile<'g> {
    /// Writes down `profile`.
    #[must_use]
    pub fn new(graph: &'g Graph, profile: &'g profile::Profile<'g>) -> Self {
        let Named { id, label } = Named::new(graph, profile.person);
        let affiliations = profile.affiliations.iter();
        let collaborators = profile.collaborators.collaborators.iter();
        Self {
            id,
            label,
            names: profile.names.clone(),
            orcid: profile.orcid,
            affiliations: affiliations.map(|affiliation| Affiliation::new(graph, affiliation)).collect(),
            open_to_collaborate: None,
            claimed: false,
            summary: Summary::new(&profile.summary),
            trust: Trust::new(graph, &profile.trust),
            topics: profile.topics.iter().map(|&(topic, works)| TopicOf::new(graph, topic, works)).collect(),
            collaborators: collaborators.map(|collaborator| Collaborator::new(graph, collaborator)).collect(),
            works: profile.works.iter().map(|&work| Work::new(graph, work)).collect(),
        }
    }
}

impl<'g> Affiliation<'g> {
    fn new(graph: &'g Graph, affiliation: &profile::Affiliation) -> Self {
        let Named { id, label } = Named::new(graph, affiliation.institution);
        let first = affiliation.first_year.or(affiliation.last_year);
        let last = affiliation.last_year.or(affiliation.first_year);
        Self { id, label, years: first.zip(last), works: affiliation.works }
    }
}

impl Summary {
    fn new(summary: &profile::Summary) -> Self {
        Self {
            works: summary.works,
            // Nobody can follow without an account.
            followers: 0,
            topics: summary.topics,
            close_collaborators: summary.close_collaborators,
            collaborators: summary.collaborators,
            first_year: summary.first_year,
            last_year: summary.last_year,
            cited_by: summary.cited_by,
            h_index: summary.citation_indices.h_index,
            g_index: summary.citation_indices.g_index,
            i10_index: summary.citation_indices.i10_index,
        }
    }
}

impl<'g> TopicOf<'g> {
    pub(super) fn new(graph: &'g Graph, topic: scholargraph::TopicId, works: u32) -> Self {
        let Named { id, label } = Named::new(graph, topic);
        Self { id, label, works }
    }
}

/// Some of a person's works.
#[derive(Debug, Serialize)]
pub struct Works<'g> {
    /// Whose.
    pub person: Named<'g>,
    /// How many there are.
    pub total: usize,
    /// How many come before these.
    pub offset: usize,
    /// These.
    pub works: Vec<Work<'g>>,
}

impl<'g> Works<'g> {
    /// Writes down the `works` that follow the first `offset` of `total`.
    #[must_use]
    pub fn new(graph: &'g Graph, person: PersonId, total: usize, offset: usize, works: &[WorkId]) -> Self {
        let works = works.iter().map(|&work| Work::new(graph, work)).collect();
        Self { person: Named::new(graph, person), total, offset, works }
    }
}
