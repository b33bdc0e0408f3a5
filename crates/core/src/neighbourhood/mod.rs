//! Neighbourhoods: what is next to a node, kind by kind, the most important first.

mod question;

use self::question::Question;
use crate::{Graph, InstitutionId, Node, PersonId, TopicId, WorkId, Years, tally::Ranked};

/// The closest neighbours of a node by kind. What does not exist for its kind is empty.
///
/// ```
/// # use scholargraph::{Authorship, CorpusBuilder, Key, PersonRecord, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # for (id, names) in [("v", ["ada", "bo"]), ("w", ["ada", "cy"])] {
/// #     let mut work = WorkRecord::new(Key::id(id));
/// #     work.authorships = names.map(|id| Authorship {
/// #         person: Some(PersonRecord::named(Key::id(id), id)), ..Default::default()
/// #     }).into();
/// #     shard.work(&work);
/// # }
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::{Neighbourhood, PersonId};
///
/// let found = Neighbourhood::of(&graph, PersonId(0), 1);
/// assert_eq!((found.people.total, found.people.items), (2, vec![(PersonId(1), 1)]));
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbourhood {
    /// Whose.
    pub node: Node,
    /// Works of a person, newest first; of a topic or an institution, the most cited first. Counted: citations
    /// according to the source.
    pub works: Ranked<WorkId>,
    /// On a work: everybody on the byline in its order; counted: their works. Near a person: collaborators within
    /// the graph's author limit; counted: shared works. In a topic or at an institution: by number of works there.
    pub people: Ranked<PersonId>,
    /// Of a work: the best fitting first; counted: works of the topic. Otherwise by number of works.
    pub topics: Ranked<TopicId>,
    /// On a work: counted by people who give it there. Of a person: by number of bylines on which they give it.
    /// In a topic: by number of works.
    pub institutions: Ranked<InstitutionId>,
    /// The works a work refers to, the most cited first, with citations according to the source.
    pub references: Ranked<WorkId>,
    /// The works that refer to a work, the most cited first, with citations according to the source.
    pub cited_by: Ranked<WorkId>,
    /// The institutions an institution belongs to, by number of works.
    pub parents: Ranked<InstitutionId>,
    /// The institutions that belong to an institution, by number of works.
    pub children: Ranked<InstitutionId>,
}

impl Neighbourhood {
    /// The neighbourhood of `node`, at most `limit` neighbours of each sort.
    ///
    /// O(edges within two steps), on counters that the thread keeps: a topic of 100,000 works takes some ten
    /// milliseconds, a person some microseconds.
    #[must_use]
    pub fn of(graph: &Graph, node: impl Into<Node>, limit: usize) -> Self {
        Self::in_years(graph, node, limit, Years::ALL)
    }

    /// The same, counting only works of these years; what then stands on no work is left out, except on a byline,
    /// among a work's topics and institutions, and above and below an institution.
    #[must_use]
    pub fn in_years(graph: &Graph, node: impl Into<Node>, limit: usize, years: Years) -> Self {
        let question = Question { graph, limit, years };
        let node = node.into();
        let found = Self::empty(node);
        match node {
            Node::Work(work) => question.work(work, found),
            Node::Person(person) => question.person(person, found),
            Node::Topic(topic) => question.topic(topic, found),
            Node::Institution(institution) => question.institution(institution, found),
        }
    }

    fn empty(node: Node) -> Self {
        Self {
            node,
            works: Ranked::default(),
            people: Ranked::default(),
            topics: Ranked::default(),
            institutions: Ranked::default(),
            references: Ranked::default(),
            cited_by: Ranked::default(),
            parents: Ranked::default(),
            children: Ranked::default(),
        }
    }
}
