//! Communities: people who work with each other more than with all others.

mod leiden;

pub use leiden::{Communities, Partition};

use crate::{DenseId, Graph, PersonId, Ranked, TopicId, WorkId, tally::Tally, top::top_nodes};

/// Stands for the community of somebody who has none.
pub(crate) const NONE: u32 = u32::MAX;

impl Graph {
    /// The community that somebody belongs to; `None` where communities were not found, or they work with nobody.
    ///
    /// Communities are numbered from the largest, 0, on. They are as the graph was built: changes leave them alone.
    #[must_use]
    pub fn community_of(&self, person: PersonId) -> Option<u32> {
        Some(self.person_relations().community.at(person.index())).filter(|&community| community != NONE)
    }

    /// How many communities there are; 0 where they were not found.
    #[must_use]
    pub fn communities(&self) -> usize {
        self.meta().communities
    }
}

/// A community: who belongs to it, and what they publish about.
///
/// ```
/// # let graph = scholargraph::CorpusBuilder::new().finish(Default::default())?.0;
/// use scholargraph::community::Community;
/// assert_eq!(Community::of(&graph, 0, 10), None, "communities were not looked for");
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    /// Its number.
    pub id: u32,
    /// Who belongs to it: those of most works, each with how many.
    pub members: Ranked<PersonId>,
    /// The topics of most works of its [`PROLIFIC`](Self::PROLIFIC) members of most works.
    pub topics: Ranked<TopicId>,
}

impl Community {
    /// How many members' works are looked at for topics: they say enough, and cost milliseconds.
    pub const PROLIFIC: usize = 200;

    /// Community `id` with at most `limit` members and topics; `None` where there is none of that number. O(people).
    #[must_use]
    pub fn of(graph: &Graph, id: u32, limit: usize) -> Option<Self> {
        let belongs = |&person: &PersonId| graph.community_of(person) == Some(id);
        let works = |person: PersonId| graph.works_of(person).len() as u32;
        let mut total = 0;
        let people = graph.nodes::<PersonId>().filter(belongs).inspect(|_| total += 1);
        let best =
            top_nodes(graph, people.map(|person| (works(person), person)), limit.max(Self::PROLIFIC), PersonId::into);
        if total == 0 {
            return None;
        }
        let mut shared: Vec<WorkId> =
            best.iter().take(Self::PROLIFIC).flat_map(|&(_, person)| graph.works_of(person)).copied().collect();
        shared.sort_unstable();
        shared.dedup();
        let members = best.into_iter().take(limit).map(|(works, person)| (person, works)).collect();
        let topics = Tally::of(graph, &shared).topics(limit);
        Some(Self { id, members: Ranked { total, items: members }, topics })
    }
}
