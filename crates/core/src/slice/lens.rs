//! The graph as a range of years and a limit of authors leave it.

use crate::{DenseId, Graph, InstitutionId, Neighbour, Node, PersonId, Relation, WorkId, Years};

/// A graph seen through a range of years and a limit of authors.
///
/// Works outside the range or over the limit are not there, but for one that is the focus itself; people collaborate
/// where they share a work that is there, within the stored author limit; an affiliation counts where the years it is
/// known for overlap the range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lens<'g> {
    pub(super) graph: &'g Graph,
    pub(super) years: Years,
    max_authors: Option<u32>,
    focus: Node,
}

impl<'g> Lens<'g> {
    pub(super) fn new(graph: &'g Graph, focus: Node, years: Years, max_authors: Option<u32>) -> Self {
        Self { graph, years, max_authors, focus }
    }

    /// Does the lens show the graph as it is?
    pub(super) fn is_clear(&self) -> bool {
        self.years.is_all() && self.max_authors.is_none()
    }

    /// Is a work to be seen?
    #[inline]
    pub(super) fn shows(&self, work: WorkId) -> bool {
        let counts = self.years.contain_work(self.graph, work) && self.is_within_limit(work);
        counts || self.focus == Node::Work(work)
    }

    #[inline]
    fn is_within_limit(&self, work: WorkId) -> bool {
        self.max_authors.is_none_or(|limit| self.graph.authors(work).len() <= limit as usize)
    }

    /// How many works beside the focus are not to be seen for their authors alone. O(1) without a limit, else O(degree
    /// of the focus).
    pub(super) fn works_over_limit(&self) -> usize {
        if self.max_authors.is_none() {
            return 0;
        }
        let mut works = Vec::new();
        self.graph.for_each_neighbour(self.focus, |neighbour| match neighbour.node {
            Node::Work(work) if self.years.contain_work(self.graph, work) && !self.is_within_limit(work) => {
                works.push(work);
            }
            _ => {}
        });
        // Two works may cite each other.
        works.sort_unstable();
        works.dedup();
        works.len()
    }

    /// Does an affiliation count?
    pub(super) fn shows_affiliation(&self, person: PersonId, institution: InstitutionId) -> bool {
        let affiliated = &self.graph.person_relations().institutions;
        affiliated.find(person.index(), institution).is_some_and(|edge| self.shows_affiliation_edge(edge))
    }

    pub(super) fn shows_affiliation_edge(&self, edge: usize) -> bool {
        if self.years.is_all() {
            return true;
        }
        let edges = &self.graph.person_relations().institutions.edges;
        self.years.overlap(edges.first_year.at(edge), edges.last_year.at(edge))
    }

    /// The works of a person that make collaborators: those to be seen within the stored author limit.
    pub(super) fn joint_works(&self, person: PersonId) -> impl Iterator<Item = WorkId> {
        let limit = self.graph.meta().max_authors.map_or(usize::MAX, |limit| limit as usize);
        let works = self.graph.works_of(person).iter().copied();
        works.filter(move |&work| (2..=limit).contains(&self.graph.authors(work).len()) && self.shows(work))
    }

    /// Calls `visit` with every neighbour that is to be seen; a neighbour may come more than once.
    #[inline]
    pub(super) fn for_each_neighbour(&self, node: Node, mut visit: impl FnMut(Neighbour)) {
        if self.is_clear() {
            return self.graph.for_each_neighbour(node, visit);
        }
        self.graph.for_each_neighbour(node, |neighbour| {
            let seen = match (neighbour.relation, node, neighbour.node) {
                (Relation::Collaborates, ..) => false,
                (Relation::Affiliated, Node::Person(person), Node::Institution(institution))
                | (Relation::Affiliated, Node::Institution(institution), Node::Person(person)) => {
                    self.shows_affiliation(person, institution)
                }
                (_, _, Node::Work(work)) => self.shows(work),
                _ => true,
            };
            if seen {
                visit(neighbour);
            }
        });
        if let Node::Person(person) = node {
            for work in self.joint_works(person) {
                for &other in self.graph.authors(work).iter().filter(|&&other| other != person) {
                    visit(Neighbour { relation: Relation::Collaborates, node: other.into(), outgoing: true });
                }
            }
        }
    }

    /// Are the two next to each other, by whatever relation? O(log degree); `node` must not be a person.
    pub(super) fn adjacent(&self, node: Node, other: Node) -> bool {
        let graph = self.graph;
        let relations = graph.work_relations();
        match (node, other) {
            (Node::Work(work), Node::Person(person)) => graph.authors(work).binary_search(&person).is_ok(),
            (Node::Work(work), Node::Topic(topic)) | (Node::Topic(topic), Node::Work(work)) => {
                self.shows(work) && relations.topics.find(work.index(), topic).is_some()
            }
            (Node::Work(work), Node::Institution(institution)) | (Node::Institution(institution), Node::Work(work)) => {
                self.shows(work) && relations.institutions.find(work.index(), institution).is_some()
            }
            (Node::Work(work), Node::Work(other)) => {
                let cites = |from: WorkId, to| relations.references.find(from.index(), to).is_some();
                self.shows(other) && (cites(work, other) || cites(other, work))
            }
            (Node::Institution(institution), Node::Person(person)) => self.shows_affiliation(person, institution),
            (Node::Institution(a), Node::Institution(b)) => {
                let parents = &graph.institution_relations().parents;
                parents.find(a.index(), b).is_some() || parents.find(b.index(), a).is_some()
            }
            (Node::Person(_) | Node::Topic(_), _) | (Node::Institution(_), Node::Topic(_)) => false,
        }
    }
}
