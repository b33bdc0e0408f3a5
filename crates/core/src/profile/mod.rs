//! Profiles: a person's page as data.

use std::cmp::Reverse;

use crate::{
    Collaborators, Graph, InstitutionId, PersonId, Ranking, TopicId, Trust, WorkId,
    centrality::CitationIndices,
    id::DenseId,
    tally::{Tally, citations},
    trust,
};

/// A person's page.
///
/// ```
/// # use scholargraph::{Authorship, CorpusBuilder, Key, PersonRecord, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # let mut work = WorkRecord::new(Key::id("w"));
/// # work.authorships = ["ada", "bo"].map(|id| Authorship {
/// #     person: Some(PersonRecord::named(Key::id(id), id)), ..Default::default()
/// # }).into();
/// # shard.work(&work);
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::{PersonId, Profile};
///
/// let profile = Profile::of(&graph, PersonId(0));
/// assert_eq!(profile.names, ["ada"]);
/// assert_eq!(profile.summary.collaborators, 1);
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Profile<'g> {
    /// Whose.
    pub person: PersonId,
    /// The name to show, then the other forms of it; empty ones left out.
    pub names: Vec<&'g str>,
    /// ORCID iD, where known.
    pub orcid: Option<&'g str>,
    /// Where they work and worked, the most recent first.
    pub affiliations: Vec<Affiliation>,
    /// The page in numbers.
    pub summary: Summary,
    /// What is known about who they are.
    pub trust: Trust,
    /// The topics of most of their works, each with how many.
    pub topics: Vec<(TopicId, u32)>,
    /// Who they work with, the closest at present first.
    pub collaborators: Ranking,
    /// Their works, newest first; those without a year last.
    pub works: Vec<WorkId>,
}

/// Somebody's time at an institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Affiliation {
    /// Where.
    pub institution: InstitutionId,
    /// First year it is known for.
    pub first_year: Option<i16>,
    /// Last year it is known for.
    pub last_year: Option<i16>,
    /// On how many of the person's bylines it stands; 0 where only the person's own record names it.
    pub works: u32,
}

/// A profile in numbers, all of them over everything the graph holds, listed or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Works.
    pub works: usize,
    /// Topics of these works.
    pub topics: usize,
    /// Collaborators who are [close](crate::Collaborator::close).
    pub close_collaborators: usize,
    /// People they share a work with, works above the author limit of rankings left out.
    pub collaborators: usize,
    /// Year of the first work, where known.
    pub first_year: Option<i16>,
    /// Year of the last work, where known.
    pub last_year: Option<i16>,
    /// How often the works are cited altogether according to their source.
    pub cited_by: u64,
    /// How widely they are cited.
    pub citation_indices: CitationIndices,
}

/// How much of a person a profile lists. What is left out still counts in the [`Summary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProfileLimits {
    /// At most so many works. Default: 1,000.
    pub works: usize,
    /// At most so many topics. Default: 100.
    pub topics: usize,
    /// At most so many collaborators. Default: 20.
    pub collaborators: usize,
}

impl Default for ProfileLimits {
    fn default() -> Self {
        Self { works: 1_000, topics: 100, collaborators: 20 }
    }
}

impl<'g> Profile<'g> {
    /// The profile of `person` within the default limits.
    ///
    /// Costs a ranking of their collaborators by [`Measure::Close`](crate::Measure::Close) and a few passes over
    /// their works.
    #[must_use]
    pub fn of(graph: &'g Graph, person: PersonId) -> Self {
        Self::within(graph, person, ProfileLimits::default())
    }

    /// The profile of `person` within limits.
    #[must_use]
    pub fn within(graph: &'g Graph, person: PersonId, limits: ProfileLimits) -> Self {
        let tally = Tally::of(graph, graph.works_of(person));
        let topics = tally.topics(limits.topics);
        let collaborators = Collaborators::of(person).limit(limits.collaborators).run(graph);
        Self {
            person,
            names: names(graph, person),
            orcid: Some(graph.people().orcid.at(person.index())).filter(|orcid| !orcid.is_empty()),
            affiliations: affiliations(graph, person),
            summary: Summary {
                topics: topics.total,
                close_collaborators: collaborators.close_total,
                collaborators: collaborators.total,
                citation_indices: CitationIndices::of(graph, person),
                ..summary_of_works(graph, graph.works_of(person))
            },
            trust: trust::assess(graph, person),
            topics: topics.items,
            collaborators,
            works: tally.newest(limits.works).items.into_iter().map(|(work, _)| work).collect(),
        }
    }
}

fn names(graph: &Graph, person: PersonId) -> Vec<&str> {
    let others = graph.people().other_names.at(person.index());
    std::iter::once(graph.label(person)).chain(others).filter(|name| !name.is_empty()).collect()
}

/// Where somebody works and worked, the most recent first.
///
/// Order: last year, number of works, first year, all descending and unknown years last; then id.
fn affiliations(graph: &Graph, person: PersonId) -> Vec<Affiliation> {
    let relation = &graph.person_relations().institutions;
    let institutions = relation.row(person.index()).iter();
    let edges = &relation.edges;
    let known = |year: i16| Some(year).filter(|&year| year != 0);
    let mut affiliations: Vec<Affiliation> = relation
        .edges_of(person.index())
        .zip(institutions)
        .map(|(edge, &institution)| Affiliation {
            institution,
            first_year: known(edges.first_year.at(edge)),
            last_year: known(edges.last_year.at(edge)),
            works: edges.works.at(edge),
        })
        .collect();
    affiliations.sort_by_key(|at| (Reverse((at.last_year, at.works, at.first_year)), at.institution));
    affiliations
}

fn summary_of_works(graph: &Graph, works: &[WorkId]) -> Summary {
    let years = works.iter().filter_map(|&work| graph.year(work));
    Summary {
        works: works.len(),
        first_year: years.clone().min(),
        last_year: years.max(),
        cited_by: works.iter().map(|&work| u64::from(citations(graph, work))).sum(),
        ..Summary::default()
    }
}
