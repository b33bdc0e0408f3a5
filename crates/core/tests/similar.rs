//! Similar nodes, against the formulas taken literally.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use scholargraph::{
    BuildOptions, CorpusBuilder, DenseId, Graph, InstitutionId, Kind, Node, PersonId, Similar, TopicId, WorkId,
};
use scholargraph_testkit::{Paper, corpus};

fn graph_of(papers: &[Paper], titles: &[String]) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    for (index, (paper, title)) in papers.iter().zip(titles).enumerate() {
        let mut record = paper.record(index);
        record.attributes.title = title.clone().into();
        shard.work(&record);
    }
    shard.close();
    builder.finish(BuildOptions::default()).unwrap().0
}

fn titles() -> impl Strategy<Value = Vec<String>> {
    let words = vec!["graph", "deep", "learning", "tree", "bank", "parsing"];
    let title = prop::collection::vec(prop::sample::select(words), 0..4);
    prop::collection::vec(title.prop_map(|words| words.join(" ")), 24)
}

/// A vector by whatever it has weights of.
type Weights = BTreeMap<usize, f64>;

fn cosine(a: &Weights, b: &Weights) -> f64 {
    let length = |of: &Weights| of.values().map(|weight| weight * weight).sum::<f64>().sqrt();
    let product: f64 = a.iter().filter_map(|(at, weight)| Some(weight * b.get(at)?)).sum();
    if product == 0.0 { 0.0 } else { product / (length(a) * length(b)) }
}

fn rarity(graph: &Graph, with: usize) -> f64 {
    1.0 + ((1.0 + graph.count(Kind::Work) as f64) / (1.0 + with as f64)).ln()
}

fn title(graph: &Graph, work: WorkId) -> Weights {
    let terms = graph.terms_of(work).iter().map(|term| term.0 as usize);
    let weights: Weights = terms.map(|term| (term, rarity(graph, graph.terms().works.degree(term)))).collect();
    let length = weights.values().map(|weight| weight * weight).sum::<f64>().sqrt();
    weights.into_iter().map(|(term, weight)| (term, weight / length)).collect()
}

fn topics(graph: &Graph, work: WorkId) -> Weights {
    let degree = |topic: &TopicId| graph.topic_relations().works.degree(topic.index());
    graph.topics_of(work).iter().map(|topic| (topic.index(), rarity(graph, degree(topic)))).collect()
}

/// The score of a work; `None` for one that has nothing in common.
fn naive_work(graph: &Graph, a: WorkId, b: WorkId) -> Option<f64> {
    let ones = |ids: &mut dyn Iterator<Item = usize>| -> Weights { ids.map(|id| (id, 1.0)).collect() };
    let words = cosine(&title(graph, a), &title(graph, b));
    let score = if graph.references(a).is_empty() && graph.cited_by(a).is_empty() {
        let people = |work| ones(&mut graph.authors(work).iter().map(|who| who.index()));
        let people = cosine(&people(a), &people(b));
        let common = people > 0.0 || words > 0.0;
        let topics = if common { cosine(&topics(graph, a), &topics(graph, b)) } else { 0.0 };
        0.3 * people + 0.3 * topics + 0.4 * words
    } else {
        let citing = |work| ones(&mut graph.cited_by(work).iter().map(|citing| citing.index()));
        let weight = |cited: WorkId| 1.0 / (1.0 + graph.cited_by(cited).len() as f64).ln();
        let references =
            |work| -> Weights { graph.references(work).iter().map(|&cited| (cited.index(), weight(cited))).collect() };
        let direct = graph.references(a).contains(&b) || graph.references(b).contains(&a);
        0.4 * cosine(&citing(a), &citing(b))
            + 0.3 * cosine(&references(a), &references(b))
            + 0.1 * f64::from(u8::from(direct))
            + 0.2 * words
    };
    Some(score).filter(|&score| score > 0.0)
}

/// What works are about: topics, words, sources.
fn naive_parts(graph: &Graph, works: &[WorkId]) -> [Weights; 3] {
    let mut parts: [Weights; 3] = Default::default();
    for &work in works {
        topics(graph, work).into_iter().for_each(|(at, weight)| *parts[0].entry(at).or_default() += weight);
        title(graph, work).into_iter().for_each(|(at, weight)| *parts[1].entry(at).or_default() += weight);
        graph.source(work).into_iter().for_each(|at| *parts[2].entry(at).or_default() += 1.0);
    }
    parts
}

fn naive_holder(graph: &Graph, a: &[WorkId], b: &[WorkId]) -> Option<f64> {
    let (ours, theirs) = (naive_parts(graph, a), naive_parts(graph, b));
    let common = (0..2).any(|part| ours[part].keys().any(|at| theirs[part].contains_key(at)));
    let weighed = || ours.iter().zip(&theirs).zip([0.5, 0.3, 0.2]).filter(|((ours, _), _)| !ours.is_empty());
    let score: f64 = weighed().map(|((ours, theirs), weight)| weight * cosine(ours, theirs)).sum();
    common.then(|| score / weighed().map(|(_, weight)| weight).sum::<f64>())
}

fn naive_topic(graph: &Graph, a: TopicId, b: TopicId) -> Option<f64> {
    let works = |topic: TopicId| graph.topic_relations().works.row(topic.index());
    let both = works(a).iter().filter(|work| works(b).contains(work)).count();
    (both > 0).then(|| both as f64 / ((works(a).len() * works(b).len()) as f64).sqrt())
}

fn check<T: DenseId>(
    graph: &Graph,
    asked: T,
    collaborators: bool,
    limit: usize,
    naive: impl Fn(T) -> Option<f64>,
) -> Result<(), TestCaseError> {
    let found = Similar::to(asked).limit(limit).collaborators(collaborators).run(graph);
    let others = graph.nodes::<T>().filter(|&other| other != asked);
    let mut expected: Vec<(T, f64)> = others.filter_map(|other| Some((other, naive(other)?))).collect();
    let ten_digits = |value: f64| format!("{value:.9e}").parse::<f64>().unwrap();
    expected.sort_by(|a, b| ten_digits(b.1).total_cmp(&ten_digits(a.1)).then(a.0.cmp(&b.0)));
    prop_assert_eq!((found.total, found.complete), (expected.len(), true));
    expected.truncate(limit);
    let nodes: Vec<Node> = found.similar.iter().map(|one| one.node).collect();
    prop_assert_eq!(nodes, expected.iter().map(|&(other, _)| other.into()).collect::<Vec<Node>>());
    for (one, (_, score)) in found.similar.iter().zip(expected) {
        prop_assert!((one.score - score).abs() <= 1e-9 * score && one.score <= 1.0, "{} is not {}", one.score, score);
    }
    Ok(())
}

proptest! {
    #[test]
    fn similar_nodes_are_what_the_formulas_say(
        mut papers in corpus(24, 10),
        titles in titles(),
        limit in prop_oneof![0_usize..5, Just(usize::MAX)],
        cited in any::<bool>(),
        collaborators in any::<bool>(),
    ) {
        if !cited {
            papers.iter_mut().for_each(|paper| paper.references.clear());
        }
        let graph = graph_of(&papers, &titles);
        for work in graph.nodes::<WorkId>() {
            check(&graph, work, false, limit, |other| naive_work(&graph, work, other))?;
        }
        for person in graph.nodes::<PersonId>() {
            let near: BTreeSet<_> = graph.works_of(person).iter().flat_map(|&work| graph.authors(work)).collect();
            check(&graph, person, collaborators, limit, |other| {
                let shown = collaborators || !near.contains(&other);
                naive_holder(&graph, graph.works_of(person), graph.works_of(other)).filter(|_| shown)
            })?;
        }
        let works = |at: InstitutionId| graph.institution_relations().works.row(at.index());
        for at in graph.nodes::<InstitutionId>() {
            check(&graph, at, false, limit, |other| naive_holder(&graph, works(at), works(other)))?;
        }
        for topic in graph.nodes::<TopicId>() {
            check(&graph, topic, false, limit, |other| naive_topic(&graph, topic, other))?;
        }
    }
}

#[test]
fn reasons_are_what_two_works_have_in_common() {
    // 0 and 1 are cited together by 3 and 4; both cite 2, which 5 cites, too; 0 cites 1.
    let by = |people: &[u8], references: &[u8], topics: &[u8]| Paper {
        authors: people.iter().map(|&person| (person, vec![])).collect(),
        references: references.to_vec(),
        topics: topics.to_vec(),
        ..Paper::default()
    };
    let papers = [
        by(&[0, 1], &[1, 2], &[0, 1]),
        by(&[1, 2], &[2], &[1, 2]),
        by(&[3], &[], &[]),
        by(&[3], &[0, 1], &[]),
        by(&[3], &[0, 1], &[]),
        by(&[3], &[2], &[]),
    ];
    let titles = ["Deep tree banks", "Tree banks", "Graphs", "Graphs", "", ""].map(str::to_owned);
    let graph = graph_of(&papers, &titles);
    let found = Similar::to(WorkId(0)).run(&graph);
    let best = &found.similar[0];
    assert_eq!((best.node, best.rank), (Node::Work(WorkId(1)), 1));
    let reasons = &best.reasons;
    assert_eq!((reasons.co_citations, reasons.shared_references, &reasons.references[..]), (2, 1, &[WorkId(2)][..]));
    assert_eq!((reasons.cites, reasons.cited), (true, false));
    assert_eq!((reasons.shared_people, &reasons.people[..]), (1, &[PersonId(1)][..]));
    assert_eq!(reasons.topics, [TopicId(1)]);
    let terms: Vec<_> = reasons.terms.iter().map(|term| graph.terms().text.at(term.0 as usize)).collect();
    assert_eq!(terms, ["tree banks"]);
    let people = Similar::to(PersonId(0)).collaborators(true).run(&graph);
    let best = &people.similar[0];
    assert_eq!(best.node, Node::Person(PersonId(1)));
    assert_eq!(best.reasons.topics.len(), 2);
    assert!(Similar::to(PersonId(0)).run(&graph).similar.iter().all(|one| one.node != Node::Person(PersonId(1))));
    let topics = Similar::to(TopicId(1)).run(&graph);
    assert_eq!(topics.similar[0].reasons.shared_works, 1);
}

/// A hub costs no more than the bounds say, and says so.
#[test]
fn what_hubs_have_in_common_is_left_out() {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    let key = |index: usize| scholargraph::Key::id(format!("W{index:05}"));
    // 2,100 works that all cite each of 2,100 others.
    for index in 0..4200 {
        let mut record = scholargraph::WorkRecord::new(key(index));
        if index >= 2100 {
            record.references = (0..2100).map(key).collect();
        }
        shard.work(&record);
    }
    shard.close();
    let graph = builder.finish(BuildOptions::default()).unwrap().0;
    let found = Similar::to(WorkId(0)).limit(1).run(&graph);
    assert!(!found.complete && found.similar[0].reasons.co_citations == 2100);
    let found = Similar::to(WorkId(3000)).limit(1).run(&graph);
    assert!(!found.complete && found.similar[0].reasons.shared_references == 2100);
}
