//! What a snapshot holds.

use scholargraph::{Graph, Kind};
use serde::Serialize;

/// What a snapshot holds, in numbers.
#[derive(Debug, Serialize)]
pub struct Info<'g> {
    /// Its id: equal for equal graphs.
    pub snapshot: &'g str,
    /// Version of the format it is stored in; `null` for a graph that is stored nowhere.
    pub format: Option<u32>,
    /// Nodes by kind.
    pub nodes: Nodes,
    /// Edges by relation.
    pub relations: Relations,
    /// Works left out of `collaborates` because too many people are on them.
    pub works_over_author_limit: usize,
    /// The oldest and the newest year of any work.
    pub years: Option<(i16, i16)>,
    /// The sources that the records come from.
    pub sources: &'g [String],
    /// Size on disk; `null` for a graph that is stored nowhere.
    pub bytes: Option<u64>,
    /// People in the largest connected component.
    pub largest_component_people: usize,
    /// Connected components of people, those without a collaborator included, whatever the author limit.
    pub components: usize,
}

/// Nodes by kind.
#[derive(Debug, Serialize)]
pub struct Nodes {
    /// Works.
    pub work: usize,
    /// People.
    pub person: usize,
    /// Topics.
    pub topic: usize,
    /// Institutions.
    pub institution: usize,
}

/// Edges by relation.
#[derive(Debug, Serialize)]
pub struct Relations {
    /// Person–work.
    pub authored: usize,
    /// Work–topic.
    pub about: usize,
    /// Person–institution.
    pub affiliated: usize,
    /// Institution–work.
    pub produced: usize,
    /// Work → work, both ends in the graph.
    pub cites: usize,
    /// Institution → institution.
    pub part_of: usize,
    /// Unordered pairs of people who share a work within the author limit.
    pub collaborates: usize,
}

impl<'g> Info<'g> {
    /// What `graph` holds; `format` and `bytes` where it is stored.
    #[must_use]
    pub fn new(graph: &'g Graph, format: Option<u32>, bytes: Option<u64>) -> Self {
        let meta = graph.meta();
        Self {
            snapshot: &meta.id,
            format,
            nodes: Nodes::new(graph),
            relations: Relations::new(graph),
            works_over_author_limit: meta.works_over_author_limit,
            years: meta.years,
            sources: &meta.sources,
            bytes,
            largest_component_people: meta.largest_component,
            components: meta.components,
        }
    }
}

impl Nodes {
    fn new(graph: &Graph) -> Self {
        Self {
            work: graph.count(Kind::Work),
            person: graph.count(Kind::Person),
            topic: graph.count(Kind::Topic),
            institution: graph.count(Kind::Institution),
        }
    }
}

impl Relations {
    fn new(graph: &Graph) -> Self {
        let of_works = graph.work_relations();
        let of_people = graph.person_relations();
        Self {
            authored: of_works.authors.edge_count(),
            about: of_works.topics.edge_count(),
            affiliated: of_people.institutions.edge_count(),
            produced: of_works.institutions.edge_count(),
            cites: of_works.references.edge_count(),
            part_of: graph.institution_relations().parents.edge_count(),
            // Every pair is stored from both of its ends.
            collaborates: of_people.collaborators.edge_count() / 2,
        }
    }
}

/// The program, and what it serves.
#[derive(Debug, Serialize)]
pub struct About<'g> {
    /// The name of the program.
    pub program: &'static str,
    /// Its version.
    pub version: &'static str,
    /// What the corpus is called.
    pub corpus: &'g str,
    /// When the snapshot was built, where known.
    pub built_at: Option<&'g str>,
    /// What it holds.
    #[serde(flatten)]
    pub info: Info<'g>,
}

impl<'g> About<'g> {
    /// What a server of `loaded` says of itself.
    #[must_use]
    pub fn new(loaded: &'g crate::Loaded) -> Self {
        let stored = loaded.stored();
        let (format, bytes) = (stored.map(|stored| stored.format), stored.map(|stored| stored.bytes));
        Self {
            program: "scholargraph",
            version: env!("CARGO_PKG_VERSION"),
            corpus: &loaded.graph().meta().corpus,
            built_at: stored.and_then(|stored| stored.built_at.as_deref()),
            info: Info::new(loaded.graph(), format, bytes),
        }
    }
}
