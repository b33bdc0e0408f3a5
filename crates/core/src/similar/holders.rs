//! People like a person, and institutions like an institution: those whose works are about the same.

use super::{Alike, Budget, MAX_STEPS, Similar, scratch_size};
use crate::{
    DenseId, Graph, Node, TopicId, WorkId,
    holder::Holder,
    id::Kind,
    model::{SourceId, TermId},
    scratch::{Scratch, Slots, with_scratch},
    text::{Title, telling_terms},
    top::{Score, top, top_nodes, top_scores},
    vector::{Vector, rarity},
};

/// How many are compared: those that have most of what is rare in common.
const COMPARED: usize = 500;

/// Of whoever has more works, so many are read, evenly spread.
const WORKS: usize = 2000;

/// What works are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Topics,
    Words,
    Sources,
}

impl By {
    const ALL: [Self; 3] = [Self::Topics, Self::Words, Self::Sources];

    fn weight(self) -> f64 {
        match self {
            Self::Topics => 0.5,
            Self::Words => 0.3,
            Self::Sources => 0.2,
        }
    }
}

pub(super) fn similar<T: Holder>(graph: &Graph, holder: T, question: &Similar) -> Alike {
    with_scratch(scratch_size(graph), |scratch| {
        let mut reader = Reader { graph, title: Title::of(graph), budget: Budget::new() };
        let (compared, total) = reader.candidates(holder, question.collaborators, scratch);
        let scores = reader.scores(holder, &compared, scratch);
        let scored = scores.into_iter().zip(compared).filter(|&(score, _)| score > 0.0);
        let mut listed: Vec<(f64, T)> = scored.collect();
        let best = top_scores(listed.iter().copied(), question.limit);
        listed.retain(|(_, other)| best.iter().any(|(_, one)| one == other));
        let score = |other: T| listed.iter().find(|&&(_, one)| one == other).map(|&(score, _)| score);
        let best: Vec<(T, f64)> = best.into_iter().filter_map(|(_, other)| Some((other, score(other)?))).collect();
        let nodes = best.iter().map(|&(other, score)| (other.into(), score)).collect();
        let mut answer = question.answer(total, nodes, reader.budget.complete);
        let others: Vec<T> = best.into_iter().map(|(other, _)| other).collect();
        reader.give_reasons(holder, &others, question.reasons, &mut answer, scratch);
        answer
    })
}

struct Reader<'g> {
    graph: &'g Graph,
    title: Title<'g>,
    budget: Budget,
}

impl<'g> Reader<'g> {
    /// The works of a holder that are read.
    fn works<T: Holder>(&self, holder: T) -> impl Iterator<Item = WorkId> + use<'g, T> {
        let works = holder.works(self.graph);
        works.iter().copied().step_by(works.len().div_ceil(WORKS).max(1))
    }

    fn topic_rarity(&self, topic: TopicId) -> f64 {
        rarity(self.graph.topic_relations().works.degree(topic.index()), self.graph.count(Kind::Work))
    }

    /// What the works of a holder are about; `slots`, which must be empty, tells afterwards what is where.
    fn vector<T: Holder>(&mut self, by: By, holder: T, slots: &mut Slots) -> Vector {
        let mut vector = Vector::default();
        for work in self.works(holder) {
            match by {
                By::Topics => self.graph.topics_of(work).iter().for_each(|&topic| {
                    vector.add(slots, topic.index(), self.topic_rarity(topic));
                }),
                By::Words => self.title.read(work).iter().for_each(|&(term, weight)| vector.add(slots, term, weight)),
                By::Sources => {
                    if let Some(source) = self.graph.source(work) {
                        vector.add(slots, source, 1.0);
                    }
                }
            }
        }
        vector.finish()
    }

    /// The works that have a topic or term, and what each adds for being about it.
    fn rows<T: Holder>(&mut self, holder: T, scratch: &mut Scratch) -> Vec<(&'g [WorkId], f64)> {
        let graph = self.graph;
        let mut rows: Vec<(&[WorkId], f64)> = Vec::new();
        for by in [By::Topics, By::Words] {
            let vector = self.vector(by, holder, &mut scratch.first);
            rows.extend(vector.weights(&scratch.first).map(|(position, weight)| match by {
                By::Topics => {
                    let topic = TopicId::from_index(position);
                    let works = graph.topic_relations().works.row(position);
                    (works, By::Topics.weight() * weight * self.topic_rarity(topic))
                }
                _ => {
                    let term = TermId(position as u32);
                    (graph.terms().works.row(position), By::Words.weight() * weight * self.title.rarity(term))
                }
            }));
            scratch.first.clear();
        }
        rows.sort_by_key(|(works, _)| works.len());
        rows
    }

    /// Those to compare with, and how many have anything in common at all.
    fn candidates<T: Holder>(&mut self, holder: T, collaborators: bool, scratch: &mut Scratch) -> (Vec<T>, usize) {
        let rows = self.rows(holder, scratch);
        let Scratch { first, second, .. } = scratch;
        second.slot(holder.index());
        if !collaborators && T::KIND == Kind::Person {
            for &work in holder.works(self.graph) {
                T::on(self.graph, work).iter().for_each(|other| {
                    second.slot(other.index());
                });
            }
        }
        let mut common = Vector::default();
        for (works, weight) in rows {
            for &work in works {
                let holders = T::on(self.graph, work);
                if !self.budget.take(1 + holders.len()) {
                    break;
                }
                for other in holders.iter().filter(|other| !second.contains(other.index())) {
                    common.add(first, other.index(), weight);
                }
            }
            if !self.budget.complete {
                break;
            }
        }
        let found = common.weights(first).map(|(position, weight)| (weight, T::from_index(position)));
        let compared = top_scores(found, COMPARED).into_iter().map(|(_, other)| other).collect();
        let total = first.len();
        first.clear();
        second.clear();
        // What comparing costs has a budget of its own.
        self.budget.left = MAX_STEPS;
        (compared, total)
    }

    /// How like each of `others` is.
    fn scores<T: Holder>(&mut self, holder: T, others: &[T], scratch: &mut Scratch) -> Vec<f64> {
        let Scratch { first, second, .. } = scratch;
        let mut scores = vec![0.0; others.len()];
        let mut weights = 0.0;
        for by in By::ALL {
            let own = self.vector(by, holder, first);
            if !own.is_empty() {
                weights += by.weight();
                for (score, &other) in scores.iter_mut().zip(others) {
                    if self.budget.take(self.works(other).count()) {
                        let theirs = self.vector(by, other, second);
                        *score += by.weight() * own.cosine(first, &theirs, second);
                        second.clear();
                    }
                }
            }
            first.clear();
        }
        scores.iter_mut().filter(|_| weights > 0.0).for_each(|score| *score /= weights);
        scores
    }

    fn give_reasons<T: Holder>(
        &mut self,
        holder: T,
        others: &[T],
        limit: usize,
        answer: &mut Alike,
        scratch: &mut Scratch,
    ) {
        let graph = self.graph;
        let Scratch { first, second, .. } = scratch;
        for by in By::ALL {
            let own = self.vector(by, holder, first);
            for (similar, &other) in answer.similar.iter_mut().zip(others) {
                let theirs = self.vector(by, other, second);
                let common = own.common(first, &theirs, second);
                let reasons = &mut similar.reasons;
                match by {
                    By::Topics => {
                        let node = |topic| Node::Topic(TopicId::from_index(topic));
                        let weighed = common.map(|(topic, weight)| (Score::new(weight), topic));
                        let best = top_nodes(graph, weighed, limit, node).into_iter();
                        reasons.topics = best.map(|(_, topic)| TopicId::from_index(topic)).collect();
                    }
                    By::Words => reasons.terms = telling_terms(graph, common, limit),
                    By::Sources => {
                        let best = top(common.map(|(source, weight)| (Score::new(weight), source)), limit);
                        reasons.sources = best.into_iter().map(|(_, source)| SourceId::from_row(source)).collect();
                    }
                }
                second.clear();
            }
            first.clear();
        }
    }
}
