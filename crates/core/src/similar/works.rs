//! Works like a work.

use super::{Alike, Budget, Reasons, Similar, scratch_size};
use crate::{
    Graph, Node, PersonId, TopicId, WorkId,
    id::{DenseId, Kind},
    model::{Target, TermId},
    scratch::{Scratch, Slots, with_scratch},
    text::{Title, telling_terms},
    top::{top, top_bounded, top_nodes},
    vector::rarity,
};

const CO_CITATION: f64 = 0.4;
const COUPLING: f64 = 0.3;
const DIRECT: f64 = 0.1;
const WORDS: f64 = 0.2;

/// The weights where nothing is cited.
const PEOPLE_ALONE: f64 = 0.3;
const TOPICS_ALONE: f64 = 0.3;
const WORDS_ALONE: f64 = 0.4;

/// A little more than 1: bounds are computed in another way than what they bound.
const ABOVE: f64 = 1.0 + 1e-9;

pub(super) fn similar(graph: &Graph, work: WorkId, question: &Similar) -> Alike {
    with_scratch(scratch_size(graph), |scratch| {
        let mut comparison = Comparison::new(graph, work);
        comparison.meet(&mut scratch.first);
        let Scratch { first: slots, .. } = scratch;
        let met = slots.met().iter().zip(&comparison.met);
        let total = comparison.met.len();
        let bounds = met.map(|(&position, met)| {
            let other = WorkId::from_index(position as usize);
            (comparison.bound(met) * ABOVE, (graph.order_of(other.into()), other))
        });
        let (best, _) = top_bounded(bounds, question.limit, |(_, other)| {
            let met = comparison.met.get(slots.get(other.index())?)?;
            Some(comparison.score(other, met))
        });
        let listed = best.into_iter().map(|((_, other), score)| (Node::Work(other), score)).collect();
        let mut answer = question.answer(total, listed, comparison.budget.complete);
        for similar in &mut answer.similar {
            if let Node::Work(other) = similar.node {
                similar.reasons = comparison.reasons(other, question.reasons);
            }
        }
        answer
    })
}

/// What a work has in common with another, as far as rows were followed.
#[derive(Clone, Copy, Debug, Default)]
struct Met {
    co_citations: u32,
    /// The sum of squared weights of shared references.
    references: f64,
    direct: bool,
    /// The sum of squared weights of shared terms.
    words: f64,
    people: u32,
}

/// A row of works that have something in common with the work.
#[derive(Clone, Copy, Debug)]
enum Common {
    Citing(WorkId),
    Reference(WorkId),
    Cited,
    Cites,
    Term(TermId),
    Person(PersonId),
}

/// A work, and what it is compared by.
struct Comparison<'g> {
    graph: &'g Graph,
    work: WorkId,
    title: Title<'g>,
    /// Is it compared by citations?
    by_citations: bool,
    references_length: f64,
    title_length: f64,
    /// By slot.
    met: Vec<Met>,
    budget: Budget,
}

impl<'g> Comparison<'g> {
    fn new(graph: &'g Graph, work: WorkId) -> Self {
        let title = Title::of(graph);
        Self {
            graph,
            work,
            by_citations: !graph.references(work).is_empty() || !graph.cited_by(work).is_empty(),
            references_length: references_length(graph, work),
            title_length: title.length(work),
            title,
            met: Vec::new(),
            budget: Budget::new(),
        }
    }

    /// Follows what the work has in common with others, the rarest first.
    fn meet(&mut self, slots: &mut Slots) {
        let mut rows: Vec<(usize, Common)> = self.rows().map(|common| (self.row(common).len(), common)).collect();
        rows.sort_by_key(|&(length, _)| length);
        for (length, common) in rows {
            if !self.budget.take(length) {
                break;
            }
            let weight = match common {
                Common::Reference(reference) => reference_weight(self.graph, reference).powi(2),
                Common::Term(term) => self.title.rarity(term).powi(2),
                _ => 0.0,
            };
            for &other in self.row(common).iter().filter(|&&other| other != self.work) {
                let slot = slots.slot(other.index());
                if slot == self.met.len() {
                    self.met.push(Met::default());
                }
                self.met[slot].add(common, weight);
            }
        }
    }

    fn rows(&self) -> impl Iterator<Item = Common> + use<'g> {
        let (graph, work) = (self.graph, self.work);
        let (citing, references, authors) = if self.by_citations {
            (graph.cited_by(work), graph.references(work), &[][..])
        } else {
            (&[][..], &[][..], graph.authors(work))
        };
        let direct = [Common::Cited, Common::Cites].into_iter();
        let citations = citing.iter().map(|&citing| Common::Citing(citing));
        let references = references.iter().map(|&reference| Common::Reference(reference));
        let terms = graph.terms_of(work).iter().map(|&term| Common::Term(term));
        direct.chain(citations).chain(references).chain(terms).chain(authors.iter().map(|&who| Common::Person(who)))
    }

    fn row(&self, common: Common) -> &'g [WorkId] {
        match common {
            Common::Citing(citing) => self.graph.references(citing),
            Common::Reference(reference) => self.graph.cited_by(reference),
            Common::Cited => self.graph.cited_by(self.work),
            Common::Cites => self.graph.references(self.work),
            Common::Term(term) => self.graph.terms().works.row(term.position()),
            Common::Person(person) => self.graph.works_of(person),
        }
    }

    /// What the score is at most: of two lists with the squares of shared weights summing up to `s`, the longer is at
    /// least `√s` long.
    fn bound(&self, met: &Met) -> f64 {
        let words = over(met.words.sqrt(), self.title_length);
        if self.by_citations {
            CO_CITATION + COUPLING * over(met.references.sqrt(), self.references_length) + DIRECT + WORDS * words
                - if met.co_citations == 0 { CO_CITATION } else { 0.0 }
                - if met.direct { 0.0 } else { DIRECT }
        } else {
            PEOPLE_ALONE * f64::from(u8::from(met.people > 0)) + TOPICS_ALONE + WORDS_ALONE * words
        }
    }

    fn score(&self, other: WorkId, met: &Met) -> f64 {
        let graph = self.graph;
        let words = over(met.words, self.title_length * self.title.length(other));
        if !self.by_citations {
            let people = (graph.authors(self.work).len() * graph.authors(other).len()) as f64;
            let people = over(f64::from(met.people), people.sqrt());
            return PEOPLE_ALONE * people + TOPICS_ALONE * self.topics(other) + WORDS_ALONE * words;
        }
        let citing = graph.cited_by(self.work).len() as f64 * graph.cited_by(other).len() as f64;
        let co_citation = over(f64::from(met.co_citations), citing.sqrt());
        let coupling = if met.references > 0.0 {
            over(met.references, self.references_length * references_length(graph, other))
        } else {
            0.0
        };
        let direct = if met.direct { DIRECT } else { 0.0 };
        CO_CITATION * co_citation + COUPLING * coupling + direct + WORDS * words
    }

    fn topic_rarity(&self, topic: TopicId) -> f64 {
        let graph = self.graph;
        rarity(graph.topic_relations().works.degree(topic.index()), graph.count(Kind::Work))
    }

    /// The cosine of the topics of two works.
    fn topics(&self, other: WorkId) -> f64 {
        let (ours, theirs) = (self.graph.topics_of(self.work), self.graph.topics_of(other));
        let squares = |topics: &mut dyn Iterator<Item = &TopicId>| -> f64 {
            topics.map(|&topic| self.topic_rarity(topic).powi(2)).sum()
        };
        let shared = squares(&mut ours.iter().filter(|topic| theirs.contains(topic)));
        over(shared, (squares(&mut ours.iter()) * squares(&mut theirs.iter())).sqrt())
    }

    fn reasons(&self, other: WorkId, limit: usize) -> Reasons {
        let (graph, work) = (self.graph, self.work);
        let citing = |work| graph.cited_by(work);
        let shared = |a: &'g [WorkId], b: &'g [WorkId]| -> Vec<WorkId> {
            let (fewer, more) = if a.len() <= b.len() { (a, b) } else { (b, a) };
            let key = |&work: &WorkId| graph.order_of(work.into());
            fewer.iter().copied().filter(|work| more.binary_search_by_key(&key(work), key).is_ok()).collect()
        };
        let cites = |from: WorkId, to| graph.work_relations().references.find(from.index(), to).is_some();
        let references = shared(graph.references(work), graph.references(other));
        let least_cited = references.iter().map(|&work| (std::cmp::Reverse(citing(work).len()), work));
        let people: Vec<PersonId> =
            graph.authors(work).iter().copied().filter(|who| graph.authors(other).binary_search(who).is_ok()).collect();
        let fewest_works = people.iter().map(|&who| (std::cmp::Reverse(graph.works_of(who).len()), who));
        let topics = graph.topics_of(work).iter().filter(|topic| graph.topics_of(other).contains(topic));
        let rarest = topics.map(|&topic| (crate::top::Score::new(self.topic_rarity(topic)), topic));
        let terms = graph.terms_of(work).iter().filter(|term| graph.terms_of(other).contains(term));
        let terms = terms.map(|&term| (term.position(), self.title.rarity(term)));
        let items = |listed: Vec<(_, WorkId)>| listed.into_iter().map(|(_, item)| item).collect();
        Reasons {
            co_citations: shared(citing(work), citing(other)).len(),
            shared_references: references.len(),
            references: items(top_nodes(graph, least_cited, limit, WorkId::into)),
            cites: cites(work, other),
            cited: cites(other, work),
            shared_people: people.len(),
            people: top(fewest_works, limit).into_iter().map(|(_, who)| who).collect(),
            topics: top(rarest, limit).into_iter().map(|(_, topic)| topic).collect(),
            terms: telling_terms(graph, terms, limit),
            ..Reasons::default()
        }
    }
}

impl Met {
    fn add(&mut self, common: Common, weight: f64) {
        match common {
            Common::Citing(_) => self.co_citations += 1,
            Common::Reference(_) => self.references += weight,
            Common::Cited | Common::Cites => self.direct = true,
            Common::Term(_) => self.words += weight,
            Common::Person(_) => self.people += 1,
        }
    }
}

/// What a reference weighs: the fewer works cite it, the more.
fn reference_weight(graph: &Graph, reference: WorkId) -> f64 {
    let cited = graph.cited_by(reference).len().max(1);
    1.0 / (1.0 + cited as f64).ln()
}

fn references_length(graph: &Graph, work: WorkId) -> f64 {
    graph.references(work).iter().map(|&reference| reference_weight(graph, reference).powi(2)).sum::<f64>().sqrt()
}

/// `part / whole`, at most 1; 0 where there is nothing.
fn over(part: f64, whole: f64) -> f64 {
    if part > 0.0 && whole > 0.0 { (part / whole).min(1.0) } else { 0.0 }
}
