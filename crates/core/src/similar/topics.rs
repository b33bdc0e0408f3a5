//! Topics like a topic: those that stand on the same works.

use super::{Alike, Budget, MAX_STEPS, Similar, scratch_size};
use crate::{Graph, Node, TopicId, id::DenseId, model::Adjacency, scratch::with_scratch, top::Score, top::top_nodes};

/// The works of a topic: all, or so many evenly spread that their topics can be counted.
fn spread(works: usize) -> usize {
    // Works have a handful of topics.
    works.div_ceil(MAX_STEPS / 4).max(1)
}

pub(super) fn similar(graph: &Graph, topic: TopicId, question: &Similar) -> Alike {
    let of_topics: &Adjacency<_> = &graph.topic_relations().works;
    let works = of_topics.row(topic.index());
    let step = spread(works.len());
    let mut budget = Budget::new();
    budget.complete = step == 1;
    with_scratch(scratch_size(graph), |scratch| {
        let counts = &mut scratch.first;
        for &work in works.iter().step_by(step) {
            let topics = graph.topics_of(work);
            if budget.take(topics.len()) {
                topics.iter().filter(|&&other| other != topic).for_each(|other| counts.count(other.index()));
            }
        }
        let total = counts.len();
        let score = |other: usize, count: u32| {
            let size = works.len() as f64 * of_topics.degree(other) as f64;
            f64::from(count) * step as f64 / size.sqrt()
        };
        // Of a topic that only looked shared more often than it has works, for being spread unevenly, all is shared.
        let scores = counts.counts().map(|(other, count)| (Score::new(score(other, count).min(1.0)), other));
        let best = top_nodes(graph, scores, question.limit, |other| TopicId::from_index(other).into());
        let listed = best
            .into_iter()
            .map(|(_, other)| (Node::Topic(TopicId::from_index(other)), score(other, counts.counted(other)).min(1.0)));
        let mut answer = question.answer(total, listed.collect(), budget.complete);
        for similar in &mut answer.similar {
            similar.reasons.shared_works = counts.counted(similar.node.index()) as usize * step;
        }
        answer
    })
}
