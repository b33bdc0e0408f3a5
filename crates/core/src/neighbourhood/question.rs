//! What is next to a node of each kind.

use super::Neighbourhood;
use crate::{
    Collaborators, Graph, InstitutionId, Measure, PersonId, TopicId, WorkId, Years,
    id::DenseId,
    rank::most_shared,
    scratch::with_scratch,
    tally::{Ranked, Tally},
    top::{Score, top},
};

/// How much of which years is asked for.
#[derive(Clone, Copy)]
pub(super) struct Question<'g> {
    pub(super) graph: &'g Graph,
    pub(super) limit: usize,
    pub(super) years: Years,
}

impl<'g> Question<'g> {
    pub(super) fn work(self, work: WorkId, found: Neighbourhood) -> Neighbourhood {
        Neighbourhood {
            people: self.byline(work),
            topics: self.fitting_topics(work),
            institutions: self.institutions_on(work),
            references: self.tally(self.graph.references(work)).by_citations(self.limit),
            cited_by: self.tally(self.graph.cited_by(work)).by_citations(self.limit),
            ..found
        }
    }

    pub(super) fn person(self, person: PersonId, found: Neighbourhood) -> Neighbourhood {
        let works = self.tally(self.graph.works_of(person));
        Neighbourhood {
            works: works.newest(self.limit),
            people: self.collaborators(person),
            topics: works.topics(self.limit),
            institutions: self.affiliations(person),
            ..found
        }
    }

    pub(super) fn topic(self, topic: TopicId, found: Neighbourhood) -> Neighbourhood {
        let works = self.tally(self.graph.topic_relations().works.row(topic.index()));
        Neighbourhood {
            works: works.by_citations(self.limit),
            people: works.people(self.limit),
            institutions: works.institutions(self.limit),
            ..found
        }
    }

    pub(super) fn institution(self, institution: InstitutionId, found: Neighbourhood) -> Neighbourhood {
        let relations = self.graph.institution_relations();
        let works = self.tally(relations.works.row(institution.index()));
        Neighbourhood {
            works: works.by_citations(self.limit),
            people: self.members(institution),
            topics: works.topics(self.limit),
            parents: self.by_works(relations.parents.row(institution.index())),
            children: self.by_works(relations.children.row(institution.index())),
            ..found
        }
    }

    fn tally(self, works: &'g [WorkId]) -> Tally<'g> {
        Tally::of(self.graph, works).years(self.years)
    }

    /// How many of these works lie in the years.
    fn count(self, works: &'g [WorkId]) -> u32 {
        if self.years.is_all() { works.len() as u32 } else { self.tally(works).works().count() as u32 }
    }

    fn byline(self, work: WorkId) -> Ranked<PersonId> {
        let byline = self.graph.byline(work);
        let listed = byline.iter().take(self.limit);
        let items = listed.map(|&(_, person)| (person, self.count(self.graph.works_of(person)))).collect();
        Ranked { total: byline.len(), items }
    }

    fn fitting_topics(self, work: WorkId) -> Ranked<TopicId> {
        let relation = &self.graph.work_relations().topics;
        let scores = relation.edges.score.slice(relation.edges_of(work.index()));
        // What is not a number fits no better than nothing.
        let fits = scores.iter().map(|&score| Score::new(score.max(0.0).into()));
        let best = top(fits.zip(self.graph.topics_of(work).iter().copied()), self.limit);
        let works = |topic: TopicId| self.count(self.graph.topic_relations().works.row(topic.index()));
        Ranked { total: scores.len(), items: best.into_iter().map(|(_, topic)| (topic, works(topic))).collect() }
    }

    /// The institutions on a byline, by how many people give them; those that only unnamed authors give come last.
    fn institutions_on(self, work: WorkId) -> Ranked<InstitutionId> {
        with_scratch(self.graph.institutions().len(), |scratch| {
            for edge in self.graph.work_relations().authors.edges_of(work.index()) {
                for institution in self.graph.bylines().institutions.row(edge) {
                    scratch.first.count(institution.index());
                }
            }
            let institutions = self.graph.institutions_of(work).iter();
            Ranked::best(self.graph, institutions.map(|&at| (at, scratch.first.counted(at.index()))), self.limit)
        })
    }

    /// Collaborators within the author limit of the stored relation, which answers where all years count.
    fn collaborators(self, person: PersonId) -> Ranked<PersonId> {
        if self.years.is_all() {
            let total = self.graph.collaborators_of(person).len();
            return Ranked { total, items: most_shared(self.graph, person, self.limit) };
        }
        let question = Collaborators::of(person).measure(Measure::Count).limit(self.limit).evidence(0);
        let ranking = question.years(self.years).max_authors(self.graph.meta().max_authors).run(self.graph);
        let items = ranking.collaborators.iter().map(|other| (other.person, other.shared_works)).collect();
        Ranked { total: ranking.total, items }
    }

    /// Where all years count, affiliations that only the person's own record names are among them, with a count of 0.
    fn affiliations(self, person: PersonId) -> Ranked<InstitutionId> {
        if self.years.is_all() {
            let stored = &self.graph.person_relations().institutions;
            let works = stored.edges.works.slice(stored.edges_of(person.index()));
            let institutions = stored.row(person.index()).iter().copied();
            return Ranked::best(self.graph, institutions.zip(works.iter().copied()), self.limit);
        }
        with_scratch(self.graph.institutions().len(), |scratch| {
            for work in self.tally(self.graph.works_of(person)).works() {
                let Some(edge) = self.graph.work_relations().authors.find(work.index(), person) else { continue };
                for institution in self.graph.bylines().institutions.row(edge) {
                    scratch.first.count(institution.index());
                }
            }
            Ranked::most_counted(self.graph, &scratch.first, self.limit)
        })
    }

    /// Where all years count, people who name the institution in their own record alone are among them, with a
    /// count of 0.
    fn members(self, institution: InstitutionId) -> Ranked<PersonId> {
        let relations = self.graph.institution_relations();
        if self.years.is_all() {
            let stored = &relations.people;
            let works = stored.edges.works.slice(stored.edges_of(institution.index()));
            let people = stored.row(institution.index()).iter().copied();
            return Ranked::best(self.graph, people.zip(works.iter().copied()), self.limit);
        }
        with_scratch(self.graph.people().len(), |scratch| {
            for work in self.tally(relations.works.row(institution.index())).works() {
                let edges = self.graph.work_relations().authors.edges_of(work.index());
                for (edge, person) in edges.zip(self.graph.authors(work)) {
                    if self.graph.bylines().institutions.row(edge).binary_search(&institution).is_ok() {
                        scratch.first.count(person.index());
                    }
                }
            }
            Ranked::most_counted(self.graph, &scratch.first, self.limit)
        })
    }

    fn by_works(self, institutions: &'g [InstitutionId]) -> Ranked<InstitutionId> {
        let works = |at: InstitutionId| self.graph.institution_relations().works.row(at.index());
        Ranked::best(self.graph, institutions.iter().map(|&at| (at, self.count(works(at)))), self.limit)
    }
}
