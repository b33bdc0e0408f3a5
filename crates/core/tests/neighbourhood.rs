//! Neighbourhoods against naive counting, in order and within limits, and on records nobody wishes for.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::expect_used, reason = "a test that cannot build its graph has nothing to go on with")]

use std::{cmp::Reverse, collections::HashMap, fmt::Debug, hash::Hash};

use proptest::prelude::*;
use scholargraph::{
    Authorship, BuildOptions, CorpusBuilder, DenseId, Graph, InstitutionId, InstitutionRecord, Key, Kind,
    Neighbourhood, Node, PersonId, PersonRecord, Ranked, Related, Standing, TopicId, TopicRecord, WorkId, WorkRecord,
    Years,
};
use scholargraph_testkit::{Paper, corpus, graph_of};

/// More authors than this make no collaborators in these graphs.
const MAX_AUTHORS: usize = 4;

const LIMIT: usize = 5;

/// A corpus in plain lists, looked at with hash maps.
struct Naive<'a> {
    papers: &'a [Paper],
    years: Years,
}

impl Naive<'_> {
    /// The works that count, with their positions.
    fn works(&self) -> impl Iterator<Item = (usize, &Paper)> {
        let counts = |paper: &Paper| self.years.contain(Some(paper.year).filter(|&year| year != 0));
        self.papers.iter().enumerate().filter(move |(_, paper)| counts(paper))
    }

    fn citations(&self, works: impl Iterator<Item = usize>) -> Vec<(usize, u32)> {
        ranked(works.map(|work| (work, (work % 7) as u32)).collect())
    }

    fn newest(&self, person: u8) -> Vec<(usize, u32)> {
        let mut works: Vec<(usize, &Paper)> =
            self.works().filter(|(_, paper)| paper.people().contains(&person)).collect();
        works.sort_by_key(|&(index, paper)| (Reverse(paper.year), index));
        works.into_iter().map(|(index, _)| (index, (index % 7) as u32)).collect()
    }

    /// Counts what `of` finds on the works for which `on` holds, once a work.
    fn count<T: Copy + Ord + Hash>(&self, on: impl Fn(&Paper) -> bool, of: impl Fn(&Paper) -> Vec<T>) -> Vec<(T, u32)> {
        let mut counts: HashMap<T, u32> = HashMap::new();
        for (_, paper) in self.works().filter(|(_, paper)| on(paper)) {
            let mut found = of(paper);
            found.sort_unstable();
            found.dedup();
            for item in found {
                *counts.entry(item).or_default() += 1;
            }
        }
        ranked(counts.into_iter().collect())
    }
}

fn ranked<T: Copy + Ord>(mut counted: Vec<(T, u32)>) -> Vec<(T, u32)> {
    counted.sort_by_key(|&(item, count)| (Reverse(count), item));
    counted
}

fn topics(paper: &Paper) -> Vec<u8> {
    paper.topics.clone()
}

/// The institutions that `person` gives, or anybody.
fn institutions(paper: &Paper, person: Option<u8>) -> Vec<u8> {
    let places = paper.authors.iter().filter(|&&(other, _)| person.is_none_or(|person| person == other));
    places.flat_map(|(_, institutions)| institutions.iter().copied()).collect()
}

/// The people who give `institution`.
fn members(paper: &Paper, institution: u8) -> Vec<u8> {
    let places = paper.authors.iter().filter(|(_, institutions)| institutions.contains(&institution));
    places.map(|&(person, _)| person).collect()
}

/// The number in an id like `W1023`.
fn number<T: DenseId>(graph: &Graph, node: T) -> usize {
    graph.id(node)[1..].parse::<usize>().expect("ids end in numbers") - 1000
}

/// Is this the beginning of what was counted naively?
fn same<T: DenseId, N: Copy + Into<usize> + Debug>(graph: &Graph, ours: &Ranked<T>, naive: &[(N, u32)]) {
    let ours_numbered: Vec<(usize, u32)> =
        ours.items.iter().map(|&(item, count)| (number(graph, item), count)).collect();
    let naive_first: Vec<(usize, u32)> = naive.iter().take(LIMIT).map(|&(item, count)| (item.into(), count)).collect();
    assert_eq!((ours.total, ours_numbered), (naive.len(), naive_first));
}

fn graph(papers: &[Paper]) -> Graph {
    graph_of(papers, BuildOptions { max_authors: Some(MAX_AUTHORS as u32), ..BuildOptions::default() })
}

fn years() -> impl Strategy<Value = Years> {
    let year = || prop::option::of(2000_i16..=2023);
    prop_oneof![1 => Just(Years::ALL), 2 => (year(), year()).prop_map(|(from, to)| Years { from, to })]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn people_as_counted_naively(papers in corpus(24, 10), years in years()) {
        let (graph, naive) = (graph(&papers), Naive { papers: &papers, years });
        for id in graph.nodes::<PersonId>() {
            let person = number(&graph, id) as u8;
            let found = Neighbourhood::in_years(&graph, id, LIMIT, years);
            let on = |paper: &Paper| paper.people().contains(&person);
            same(&graph, &found.works, &naive.newest(person));
            same(&graph, &found.topics, &naive.count(on, topics));
            same(&graph, &found.institutions, &naive.count(on, |paper| institutions(paper, Some(person))));
            let small = |paper: &Paper| on(paper) && paper.people().len() <= MAX_AUTHORS;
            let others = |paper: &Paper| paper.people().into_iter().filter(|&other| other != person).collect();
            same(&graph, &found.people, &naive.count(small, others));
        }
    }

    #[test]
    fn topics_as_counted_naively(papers in corpus(24, 10), years in years()) {
        let (graph, naive) = (graph(&papers), Naive { papers: &papers, years });
        for id in graph.nodes::<TopicId>() {
            let topic = number(&graph, id) as u8;
            let found = Neighbourhood::in_years(&graph, id, LIMIT, years);
            let on = |paper: &Paper| paper.topics.contains(&topic);
            let works = naive.works().filter(|(_, paper)| on(paper)).map(|(index, _)| index);
            same(&graph, &found.works, &naive.citations(works));
            same(&graph, &found.people, &naive.count(on, Paper::people));
            same(&graph, &found.institutions, &naive.count(on, |paper| institutions(paper, None)));
            prop_assert_eq!(found.topics, Ranked::default());
        }
    }

    #[test]
    fn institutions_as_counted_naively(papers in corpus(24, 10), years in years()) {
        let (graph, naive) = (graph(&papers), Naive { papers: &papers, years });
        for id in graph.nodes::<InstitutionId>() {
            let institution = number(&graph, id) as u8;
            let found = Neighbourhood::in_years(&graph, id, LIMIT, years);
            let on = |paper: &Paper| institutions(paper, None).contains(&institution);
            let works = naive.works().filter(|(_, paper)| on(paper)).map(|(index, _)| index);
            same(&graph, &found.works, &naive.citations(works));
            same(&graph, &found.topics, &naive.count(on, topics));
            same(&graph, &found.people, &naive.count(|_| true, |paper| members(paper, institution)));
        }
    }

    #[test]
    fn works_as_counted_naively(papers in corpus(24, 10), years in years()) {
        let (graph, naive) = (graph(&papers), Naive { papers: &papers, years });
        for id in graph.nodes::<WorkId>() {
            let index = number(&graph, id);
            let paper = &papers[index];
            let found = Neighbourhood::in_years(&graph, id, LIMIT, years);
            let works_on = |on: &dyn Fn(&Paper) -> bool| naive.works().filter(|(_, paper)| on(paper)).count() as u32;

            let mut byline: Vec<(u8, u32)> = Vec::new();
            for &(person, _) in &paper.authors {
                if !byline.iter().any(|&(known, _)| known == person) {
                    byline.push((person, works_on(&|paper| paper.people().contains(&person))));
                }
            }
            same(&graph, &found.people, &byline);

            let mut about = topics(paper);
            about.sort_unstable();
            about.dedup();
            let about: Vec<(u8, u32)> =
                about.into_iter().map(|topic| (topic, works_on(&|paper| paper.topics.contains(&topic)))).collect();
            same(&graph, &found.topics, &about);

            let mut given: HashMap<u8, Vec<u8>> = HashMap::new();
            for institution in institutions(paper, None) {
                given.insert(institution, members(paper, institution));
            }
            let given = given.into_iter().map(|(institution, mut people)| {
                people.sort_unstable();
                people.dedup();
                (institution, people.len() as u32)
            });
            same(&graph, &found.institutions, &ranked(given.collect()));

            let refers = |from: usize, to: usize| from != to && papers[from].references.contains(&(to as u8));
            let references = naive.works().map(|(other, _)| other).filter(|&other| refers(index, other));
            same(&graph, &found.references, &naive.citations(references));
            let cited_by = naive.works().map(|(other, _)| other).filter(|&other| refers(other, index));
            same(&graph, &found.cited_by, &naive.citations(cited_by));
        }
    }

    #[test]
    fn a_limit_cuts_the_end_off(papers in corpus(16, 8), limit in 0_usize..4) {
        let graph = graph(&papers);
        for node in Kind::ALL.into_iter().flat_map(|kind| (0..graph.count(kind)).map(move |at| Node::new(kind, at))) {
            let (short, long) = (Neighbourhood::of(&graph, node, limit), Neighbourhood::of(&graph, node, usize::MAX));
            prop_assert_eq!(&short.people.items[..], &long.people.items[..limit.min(long.people.total)]);
            prop_assert_eq!(&short.works.items[..], &long.works.items[..limit.min(long.works.total)]);
            prop_assert_eq!(long.people.items.len(), long.people.total);
            prop_assert_eq!(long.works.items.len(), long.works.total);
        }
    }
}

fn build(fill: impl FnOnce(&mut scholargraph::Shard<'_>)) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    fill(&mut shard);
    shard.close();
    builder.finish(BuildOptions::default()).expect("a small corpus fits").0
}

fn by(id: &'static str) -> Authorship<'static> {
    Authorship { person: Some(PersonRecord::named(Key::id(id), id)), ..Authorship::default() }
}

fn ids<T: DenseId>(graph: &Graph, ranked: &Ranked<T>) -> Vec<(String, u32)> {
    ranked.items.iter().map(|&(item, count)| (graph.id(item).to_owned(), count)).collect()
}

#[test]
fn topics_of_a_work_come_best_fitting_first() {
    let graph = build(|shard| {
        let mut work = WorkRecord::new(Key::id("w"));
        let topics = [("t1", 0.2), ("t2", 0.9), ("t3", 0.2), ("t4", f32::NAN)];
        work.topics = topics.map(|(id, score)| (TopicRecord::named(Key::id(id), id), score)).into();
        shard.work(&work);
    });
    let found = Neighbourhood::of(&graph, WorkId(0), 10);
    let order: Vec<String> = ids(&graph, &found.topics).into_iter().map(|(id, _)| id).collect();
    assert_eq!(order, ["t2", "t1", "t3", "t4"]);
}

#[test]
fn institutions_know_what_is_above_and_below() {
    let graph = build(|shard| {
        let mut top = InstitutionRecord::named(Key::id("top"), "Top");
        top.standing = Standing { own_record: true, updated: 0 };
        top.related = vec![(Related::Child, Key::id("a")), (Related::Child, Key::id("b"))];
        for record in [&top, &InstitutionRecord::named(Key::id("a"), "A"), &InstitutionRecord::named(Key::id("b"), "B")]
        {
            shard.add_institution(record);
        }
        let mut work = WorkRecord::new(Key::id("w"));
        work.attributes.year = 2020;
        work.authorships.push(by("p"));
        work.authorships[0].institutions.push(InstitutionRecord::named(Key::id("b"), "B"));
        shard.work(&work);
    });
    let find = |id: &str, years| {
        let node = graph.resolve(Some(Kind::Institution), id).expect("it is there").node;
        let found = Neighbourhood::in_years(&graph, node, 10, years);
        (ids(&graph, &found.parents), ids(&graph, &found.children))
    };
    assert_eq!(find("top", Years::ALL), (vec![], vec![("b".to_owned(), 1), ("a".to_owned(), 0)]));
    assert_eq!(find("b", Years::ALL), (vec![("top".to_owned(), 0)], vec![]));
    let later = Years { from: Some(2021), to: None };
    assert_eq!(find("top", later), (vec![], vec![("a".to_owned(), 0), ("b".to_owned(), 0)]));
}

#[test]
fn affiliations_without_a_work_count_nothing() {
    let graph = build(|shard| {
        let mut own = PersonRecord::named(Key::id("p"), "P");
        own.standing = Standing { own_record: true, updated: 0 };
        own.affiliations = vec![(InstitutionRecord::named(Key::id("i"), "I"), 2001, 2003)];
        shard.person(&own);
    });
    let of = |node: Node, years| Neighbourhood::in_years(&graph, node, 10, years);
    let (person, institution) = (Node::Person(PersonId(0)), Node::Institution(InstitutionId(0)));
    assert_eq!(of(person, Years::ALL).institutions.items, [(InstitutionId(0), 0)]);
    assert_eq!(of(institution, Years::ALL).people.items, [(PersonId(0), 0)]);
    let some = Years { from: Some(2000), to: None };
    assert_eq!(of(person, some).institutions.total, 0);
    assert_eq!(of(institution, some).people.total, 0);
}

#[test]
fn institutions_of_unnamed_authors_come_last() {
    let graph = build(|shard| {
        let mut work = WorkRecord::new(Key::id("w"));
        let unnamed = Authorship { raw_name: "Nobody".into(), ..Authorship::default() };
        for (mut authorship, id) in [(unnamed, "a"), (by("p"), "b"), (by("p"), "b"), (by("q"), "b")] {
            authorship.institutions.push(InstitutionRecord::named(Key::id(id), id));
            work.authorships.push(authorship);
        }
        shard.work(&work);
    });
    let found = Neighbourhood::of(&graph, WorkId(0), 10);
    assert_eq!(ids(&graph, &found.institutions), [("b".to_owned(), 2), ("a".to_owned(), 0)]);
}

#[test]
fn a_byline_of_thousands_is_listed_in_order() {
    let graph = build(|shard| {
        let mut work = WorkRecord::new(Key::id("w"));
        let name = |index: usize| format!("p{}", 9_999 - index);
        work.authorships = (0..5_000)
            .map(|index| Authorship {
                person: Some(PersonRecord::named(Key::id(name(index)), "x".repeat(10_000))),
                ..Authorship::default()
            })
            .collect();
        shard.work(&work);
    });
    let people = Neighbourhood::of(&graph, WorkId(0), 2).people;
    assert_eq!(people.total, 5_000);
    assert_eq!(ids(&graph, &people), [("p9999".to_owned(), 1), ("p9998".to_owned(), 1)]);
    let alone = Neighbourhood::of(&graph, people.items[0].0, 10);
    assert_eq!((alone.works.total, alone.people.total), (1, 0), "above the author limit nobody is a collaborator");
}

#[test]
fn a_node_of_another_graph_has_no_neighbours() {
    let graph = build(|shard| shard.work(&WorkRecord::new(Key::id("w"))));
    for kind in Kind::ALL {
        for years in [Years::ALL, Years { from: Some(2000), to: None }] {
            let found = Neighbourhood::in_years(&graph, Node::new(kind, 1_000_000), 10, years);
            assert_eq!((found.works.total, found.people.total, found.institutions.total), (0, 0, 0));
        }
    }
}
