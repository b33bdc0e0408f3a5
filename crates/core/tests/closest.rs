//! What is closest to institutions and topics, against the formulas taken literally.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::{cmp::Reverse, collections::BTreeSet};

use proptest::prelude::*;
use scholargraph::{
    BuildOptions, Closest, ClosestError, ClosestNodes, DenseId, Evidence, Graph, InstitutionId, Kind, Measure,
    Neighbourhood, Node, PersonId, TopicId, WorkId, Years,
};
use scholargraph_testkit::{Paper, corpus, graph_of, synthetic};

/// Everything that can be asked.
#[derive(Clone, Debug)]
struct Question {
    measure: Measure,
    years: Years,
    reference_year: Option<i16>,
    max_authors: Option<u32>,
    evidence: usize,
    limit: usize,
}

impl Question {
    fn ask(&self, graph: &Graph, focus: Node, kind: Kind) -> ClosestNodes {
        let question = Closest::to(focus).unwrap().kind(kind).unwrap().measure(self.measure).unwrap();
        question
            .years(self.years)
            .reference_year(self.reference_year)
            .max_authors(self.max_authors)
            .evidence(self.evidence)
            .limit(self.limit)
            .run(graph)
    }
}

fn question() -> impl Strategy<Value = Question> {
    let recent = (0.1_f64..9.0, 0.0_f64..2.0);
    let measure = prop_oneof![
        4 => prop::sample::select(vec![Measure::Newman, Measure::Count, Measure::Jaccard, Measure::Salton]),
        1 => recent.prop_map(|(half_life, size_exponent)| Measure::Recent { half_life, size_exponent }),
    ];
    let year = || prop::option::of(1995_i16..2030);
    let years = prop_oneof![Just((None, None)), (year(), year())].prop_map(|(from, to)| Years { from, to });
    let authors = prop::sample::select(vec![None, Some(100), Some(4), Some(2), Some(1), Some(0)]);
    let limit = prop::sample::select(vec![usize::MAX, 20, 2, 1, 0]);
    (measure, years, year(), authors, 0_usize..4, limit).prop_map(
        |(measure, years, reference_year, max_authors, evidence, limit)| Question {
            measure,
            years,
            reference_year,
            max_authors,
            evidence,
            limit,
        },
    )
}

/// The definitions, taken literally, over papers. Nodes are kinds and numbers.
struct Naive<'a> {
    papers: &'a [Paper],
    question: &'a Question,
}

type Numbered = (Kind, u8);

impl Naive<'_> {
    /// Who of a kind stands on a work.
    fn on(&self, work: usize, kind: Kind) -> BTreeSet<u8> {
        let paper = &self.papers[work];
        match kind {
            Kind::Person => paper.people().into_iter().collect(),
            Kind::Institution => paper.authors.iter().flat_map(|(_, institutions)| institutions).copied().collect(),
            _ => paper.topics.iter().copied().collect(),
        }
    }

    fn year(&self, work: usize) -> Option<i16> {
        Some(self.papers[work].year).filter(|&year| year != 0)
    }

    fn in_years(&self, work: usize) -> bool {
        let Years { from, to } = self.question.years;
        match self.year(work) {
            None => from.is_none() && to.is_none(),
            Some(year) => from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to),
        }
    }

    fn works_of(&self, (kind, number): Numbered) -> Vec<usize> {
        (0..self.papers.len()).filter(|&work| self.in_years(work) && self.on(work, kind).contains(&number)).collect()
    }

    fn counts(&self, work: usize) -> bool {
        self.question.max_authors.is_none_or(|limit| self.papers[work].people().len() <= limit as usize)
    }

    fn shared(&self, focus: Numbered, other: Numbered) -> Vec<usize> {
        let theirs = self.works_of(other);
        self.works_of(focus).into_iter().filter(|&work| self.counts(work) && theirs.contains(&work)).collect()
    }

    /// Among how many a work is shared out.
    fn among(&self, work: usize, focus: Numbered, kind: Kind) -> f64 {
        let stand_on_it = self.on(work, kind).len() as f64;
        if focus.0 == kind { stand_on_it - 1.0 } else { stand_on_it }
    }

    fn strength(&self, focus: Numbered, other: Numbered) -> f64 {
        self.shared(focus, other).into_iter().map(|work| 1.0 / self.among(work, focus, other.0)).sum()
    }

    /// 2^(−age/half_life).
    fn decay(&self, work: usize, half_life: f64) -> f64 {
        let known = || self.papers.iter().map(|paper| paper.year).filter(|&year| year != 0);
        let reference = self.question.reference_year.or(self.question.years.to).or(known().max()).unwrap_or(0);
        let oldest = known().min().unwrap_or(reference);
        let age = (reference - self.year(work).unwrap_or(oldest)).max(0);
        2_f64.powf(-f64::from(age) / half_life)
    }

    fn score(&self, focus: Numbered, other: Numbered) -> f64 {
        let shared = self.shared(focus, other);
        let (count, own, theirs) =
            (shared.len() as f64, self.works_of(focus).len() as f64, self.works_of(other).len() as f64);
        match self.question.measure {
            Measure::Newman => self.strength(focus, other),
            Measure::Jaccard => count / (own + theirs - count),
            Measure::Salton => count / (own * theirs).sqrt(),
            Measure::Recent { half_life, size_exponent } => {
                let term = |work| self.decay(work, half_life) / self.among(work, focus, other.0).powf(size_exponent);
                shared.into_iter().map(term).sum()
            }
            Measure::Count | Measure::Close => count,
        }
    }

    /// Everything of a kind that shares works with the focus, the closest first.
    fn ranking(&self, focus: Numbered, kind: Kind) -> Vec<u8> {
        let all: BTreeSet<u8> = (0..self.papers.len()).flat_map(|work| self.on(work, kind)).collect();
        let others = all.into_iter().filter(|&other| (kind, other) != focus);
        let mut others: Vec<u8> = others.filter(|&other| !self.shared(focus, (kind, other)).is_empty()).collect();
        let score = |other: u8| ten_digits(self.score(focus, (kind, other)));
        others.sort_by(|&a, &b| score(b).total_cmp(&score(a)).then(a.cmp(&b)));
        others
    }

    fn evidence(&self, focus: Numbered, other: Numbered) -> Vec<Evidence> {
        let mut works = self.shared(focus, other);
        works.sort_by_key(|&work| (Reverse(self.papers[work].year), work));
        works.truncate(self.question.evidence);
        let evidence = |work: usize| Evidence {
            work: WorkId::from_index(work),
            authors: self.papers[work].people().len(),
            weight: 1.0 / self.among(work, focus, other.0),
        };
        works.into_iter().map(evidence).collect()
    }
}

fn ten_digits(value: f64) -> f64 {
    format!("{value:.9e}").parse().expect("a number that was just written")
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// The number in the id of a node of a random corpus.
fn number(graph: &Graph, node: Node) -> u8 {
    (graph.id(node)[1..].parse::<u32>().unwrap() - 1000).try_into().unwrap()
}

fn focuses(graph: &Graph) -> Vec<Node> {
    let institutions = graph.nodes::<InstitutionId>().map(Node::from);
    institutions.chain(graph.nodes::<TopicId>().map(Node::from)).collect()
}

proptest! {
    #[test]
    fn what_is_closest_is_what_the_formulas_say(papers in corpus(40, 20), question in question()) {
        let graph = graph_of(&papers, BuildOptions::default());
        let naive = Naive { papers: &papers, question: &question };
        for focus in focuses(&graph) {
            for kind in Closest::KINDS {
                check(&graph, &question.ask(&graph, focus, kind), &naive, focus, kind)?;
            }
        }
    }

    #[test]
    fn people_in_a_topic_are_counted_as_its_neighbourhood_counts_them(papers in corpus(30, 20)) {
        let graph = graph_of(&papers, BuildOptions::default());
        for topic in graph.nodes::<TopicId>() {
            let question = Closest::to(topic).unwrap().measure(Measure::Count).unwrap().max_authors(None).limit(100);
            let near = Neighbourhood::of(&graph, topic, 100);
            let people = question.clone().run(&graph).nodes.into_iter().map(|one| (one.node, one.shared_works));
            let expected = near.people.items.iter().map(|&(person, works)| (Node::Person(person), works));
            prop_assert!(people.eq(expected));
            let institutions = question.kind(Kind::Institution).unwrap().run(&graph).nodes.into_iter();
            let expected = near.institutions.items.iter().map(|&(at, works)| (Node::Institution(at), works));
            prop_assert!(institutions.map(|one| (one.node, one.shared_works)).eq(expected));
        }
    }
}

fn check(graph: &Graph, found: &ClosestNodes, naive: &Naive<'_>, focus: Node, kind: Kind) -> Result<(), TestCaseError> {
    let asked = (focus.kind(), number(graph, focus));
    let expected = naive.ranking(asked, kind);
    prop_assert_eq!((found.focus, found.kind, found.measure), (focus, kind, naive.question.measure));
    prop_assert_eq!(found.total, expected.len());
    let over = naive.works_of(asked).into_iter().filter(|&work| !naive.counts(work)).count();
    prop_assert_eq!(found.works_over_author_limit, over);
    let listed: Vec<u8> = found.nodes.iter().map(|one| number(graph, one.node)).collect();
    prop_assert_eq!(&listed, &expected[..expected.len().min(naive.question.limit)]);
    for (place, one) in found.nodes.iter().enumerate() {
        let other = (one.node.kind(), number(graph, one.node));
        let shared = naive.shared(asked, other);
        let years = || shared.iter().filter_map(|&work| naive.year(work));
        prop_assert_eq!((one.node.kind(), one.rank), (kind, place + 1));
        prop_assert!(near(one.score, naive.score(asked, other)), "{} for {:?}", one.score, other);
        prop_assert!(near(one.strength, naive.strength(asked, other)));
        prop_assert_eq!(one.shared_works as usize, shared.len());
        prop_assert_eq!((one.first_year, one.last_year), (years().min(), years().max()));
        prop_assert_eq!(&one.evidence, &naive.evidence(asked, other));
    }
    Ok(())
}

/// A work of these people, each at one institution, about topic 0.
fn paper(year: i16, authors: &[(u8, u8)]) -> Paper {
    let authors = authors.iter().map(|&(person, at)| (person, vec![at])).collect();
    Paper { year, authors, topics: vec![0], references: vec![] }
}

fn scores(found: &ClosestNodes) -> Vec<(usize, f64)> {
    found.nodes.iter().map(|one| (one.node.index(), one.score)).collect()
}

#[test]
fn a_work_is_shared_out_among_those_on_it() {
    // Two people of institution 0 with one of 1 and one of 2; then 0 and 1 alone; then 2 without 0.
    let papers = [
        paper(2020, &[(0, 0), (1, 0), (2, 1), (3, 2)]),
        paper(2023, &[(0, 0), (2, 1)]),
        paper(2023, &[(3, 2)]),
        paper(2017, &[(0, 0)]),
    ];
    let graph = graph_of(&papers, BuildOptions::default());
    let institution = Closest::to(InstitutionId(0)).unwrap();
    let ask =
        |question: Closest, name| scores(&question.measure(Measure::from_name(name).unwrap()).unwrap().run(&graph));
    assert_eq!(scores(&institution.clone().run(&graph)), [(1, 1.0 + 0.25), (2, 0.25)], "half of a work, halved by age");
    assert_eq!(ask(institution.clone(), "newman"), [(1, 1.5), (2, 0.5)]);
    assert_eq!(ask(institution.clone(), "count"), [(1, 2.0), (2, 1.0)]);
    assert_eq!(ask(institution.clone(), "jaccard"), [(1, 2.0 / 3.0), (2, 1.0 / 4.0)]);
    assert_eq!(ask(institution.clone(), "salton"), [(1, 2.0 / 6_f64.sqrt()), (2, 1.0 / 6_f64.sqrt())]);
    let people = institution.kind(Kind::Person).unwrap();
    assert_eq!(ask(people, "newman"), [(0, 0.25 + 0.5 + 1.0), (2, 0.25 + 0.5), (1, 0.25), (3, 0.25)]);
    let topic = Closest::to(TopicId(0)).unwrap();
    assert_eq!(ask(topic.clone(), "newman"), [(0, 1.75), (3, 1.25), (2, 0.75), (1, 0.25)]);
    let third = 1.0 / 3.0;
    let institutions = ask(topic.kind(Kind::Institution).unwrap(), "newman");
    assert_eq!(institutions, [(0, third + 0.5 + 1.0), (2, third + 1.0), (1, third + 0.5)]);
}

#[test]
fn works_of_very_many_authors_are_left_out_and_counted() {
    let many: Vec<(u8, u8)> = (0..101).map(|person| (person, person % 3)).collect();
    let papers = [paper(2020, &many), paper(2020, &many[..100]), paper(2020, &many[..2])];
    let graph = graph_of(&papers, BuildOptions::default());
    for kind in Closest::KINDS {
        let question = Closest::to(InstitutionId(0)).unwrap().kind(kind).unwrap();
        let found = question.clone().run(&graph);
        assert_eq!((found.works_over_author_limit, found.nodes[0].shared_works), (1, 2), "{kind}");
        let found = question.max_authors(None).run(&graph);
        assert_eq!((found.works_over_author_limit, found.nodes[0].shared_works), (0, 3), "{kind}");
    }
}

#[test]
fn what_is_not_told_is_refused_with_what_is() {
    assert_eq!(Closest::to(PersonId(0)).unwrap_err(), ClosestError::Focus(Kind::Person));
    assert_eq!(Closest::to(WorkId(0)).unwrap_err(), ClosestError::Focus(Kind::Work));
    let question = Closest::to(TopicId(0)).unwrap();
    assert_eq!(question.clone().kind(Kind::Topic).unwrap_err(), ClosestError::Kind(Kind::Topic));
    assert_eq!(question.clone().kind(Kind::Work).unwrap_err(), ClosestError::Kind(Kind::Work));
    let refused = question.clone().measure(Measure::Close).unwrap_err().to_string();
    assert!(refused.contains("newman, count, jaccard, salton, recent"), "{refused}");
    let others = Measure::NAMES.into_iter().filter(|name| *name != "close");
    assert!(others.clone().eq(Closest::MEASURES));
    for name in others {
        assert!(question.clone().measure(Measure::from_name(name).unwrap()).is_ok(), "{name}");
    }
}

#[test]
fn scratch_is_left_as_it_was_found() {
    let graph = synthetic(500, 3, BuildOptions::default());
    let ask = |&focus: &Node| Closest::KINDS.map(|kind| Closest::to(focus).unwrap().kind(kind).unwrap().run(&graph));
    let focuses = focuses(&graph);
    let once: Vec<_> = focuses.iter().map(ask).collect();
    assert!(once.iter().flatten().any(|found| found.total > 20), "a corpus in which all are listed proves little");
    let mut again: Vec<_> = focuses.iter().rev().map(ask).collect();
    again.reverse();
    assert!(once == again);
}
