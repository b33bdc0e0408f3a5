//! What is like a node, the likest first.

use scholargraph::{Graph, Kind, WorkId, similar};
use serde::Serialize;

use super::{Named, SharedWork, suggestions::word};

/// What is like a node.
#[derive(Debug, Serialize)]
pub struct Similar<'g> {
    /// The kind of all nodes here.
    pub kind: &'static str,
    /// Id of the node that the others are like.
    pub id: &'g str,
    /// Its name or title.
    pub label: &'g str,
    /// How many have anything in common with it, listed or not.
    pub total: usize,
    /// The best of them.
    pub similar: Vec<SimilarNode<'g>>,
    /// Was everything looked at? Bounds leave out what very many have in common.
    pub complete: bool,
}

/// Something like a node.
#[derive(Debug, Serialize)]
pub struct SimilarNode<'g> {
    /// Its id.
    pub id: &'g str,
    /// Its name or title.
    pub label: &'g str,
    /// Year of a work; not there for other kinds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<Option<i16>>,
    /// Place in the ranking, from 1.
    pub rank: usize,
    /// How like it is, in 0 … 1.
    pub score: f64,
    /// What both have in common.
    pub reasons: Reasons<'g>,
}

/// What two nodes have in common.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Reasons<'g> {
    /// Two works.
    Work(Box<WorkReasons<'g>>),
    /// Two people, or two institutions.
    Holder(HolderReasons<'g>),
    /// Two topics.
    Topic {
        /// Works about both.
        shared_works: usize,
    },
}

/// What two works have in common.
#[derive(Debug, Serialize)]
pub struct WorkReasons<'g> {
    /// Works in the graph that refer to both.
    pub co_citations: usize,
    /// Works in the graph that both refer to.
    pub shared_references: usize,
    /// The first of these, the least cited first.
    pub references: Vec<SharedWork<'g>>,
    /// Does the work asked about refer to this one?
    pub cites: bool,
    /// Does this one refer to the work asked about?
    pub cited_by: bool,
    /// People on both.
    pub shared_people: usize,
    /// The first of these, those of fewest works first.
    pub people: Vec<Named<'g>>,
    /// Topics of both that say most.
    pub topics: Vec<Named<'g>>,
    /// What both titles say most.
    pub words: Vec<&'g str>,
}

/// What the works of two people or institutions have in common.
#[derive(Debug, Serialize)]
pub struct HolderReasons<'g> {
    /// Topics of both that say most.
    pub topics: Vec<Named<'g>>,
    /// What the titles of both say most.
    pub words: Vec<&'g str>,
    /// Where most works of both appeared.
    pub sources: Vec<Named<'g>>,
}

impl<'g> Similar<'g> {
    /// Writes down what was `found`.
    #[must_use]
    pub fn new(graph: &'g Graph, found: &similar::Alike) -> Self {
        let Named { id, label } = Named::new(graph, found.node);
        Self {
            kind: found.node.kind().name(),
            id,
            label,
            total: found.total,
            similar: found.similar.iter().map(|one| SimilarNode::new(graph, one)).collect(),
            complete: found.complete,
        }
    }
}

impl<'g> SimilarNode<'g> {
    fn new(graph: &'g Graph, one: &similar::SimilarNode) -> Self {
        let Named { id, label } = Named::new(graph, one.node);
        let year = match one.node {
            scholargraph::Node::Work(work) => Some(graph.year(work)),
            _ => None,
        };
        Self { id, label, year, rank: one.rank, score: one.score, reasons: Reasons::new(graph, one) }
    }
}

impl<'g> Reasons<'g> {
    fn new(graph: &'g Graph, one: &similar::SimilarNode) -> Self {
        let found = &one.reasons;
        let topics = found.topics.iter().map(|&topic| Named::new(graph, topic)).collect();
        let words = found.terms.iter().map(|&term| word(graph, term)).collect();
        let shared_work = |&work: &WorkId| SharedWork::new(graph, work);
        match one.node.kind() {
            Kind::Topic => Self::Topic { shared_works: found.shared_works },
            Kind::Person | Kind::Institution => {
                let sources = found.sources.iter().filter_map(|source| source.row());
                let name = |row| Named { id: graph.sources().id.at(row), label: graph.sources().name.at(row) };
                Self::Holder(HolderReasons { topics, words, sources: sources.map(name).collect() })
            }
            Kind::Work => Self::Work(Box::new(WorkReasons {
                co_citations: found.co_citations,
                shared_references: found.shared_references,
                references: found.references.iter().map(shared_work).collect(),
                cites: found.cites,
                cited_by: found.cited,
                shared_people: found.shared_people,
                people: found.people.iter().map(|&who| Named::new(graph, who)).collect(),
                topics,
                words,
            })),
        }
    }
}
