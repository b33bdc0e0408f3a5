//! Every measure against its formula taken literally.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use scholargraph::{DenseId, Graph, PersonId, Suggestions, Years, suggest::Measure};
use scholargraph_testkit::{Paper, corpus};

use super::graph_of;

/// What titles are made of: words that stand in many of them and in few, one that is no term, and one that is none
/// for standing everywhere in large corpora.
const WORDS: [&str; 9] = ["graph", "Deep", "the", "learning", "tree", "bank", "of", "x", "parsing"];

#[derive(Clone, Debug)]
struct Question {
    measure: Measure,
    years: Years,
    reference_year: Option<i16>,
    limit: usize,
}

fn question() -> impl Strategy<Value = Question> {
    let measure = prop_oneof![
        4 => Just(Measure::WalkText),
        2 => Just(Measure::Walk),
        4 => prop::sample::select(vec![Measure::CommonNeighbours, Measure::AdamicAdar, Measure::WeightedRa]),
        1 => Just(Measure::WeightedWalk),
    ];
    let year = || prop::option::of(1998_i16..2026);
    let years = prop_oneof![2 => Just((None, None)), 1 => (year(), year())];
    (measure, years, year(), prop_oneof![0_usize..6, Just(usize::MAX)]).prop_map(
        |(measure, (from, to), reference_year, limit)| Question {
            measure,
            years: Years { from, to },
            reference_year,
            limit,
        },
    )
}

fn titles() -> impl Strategy<Value = Vec<String>> {
    let title = prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..5);
    prop::collection::vec(title.prop_map(|words| words.join(" ")), 30)
}

proptest! {
    #[test]
    fn suggestions_are_what_the_formulas_say(papers in corpus(30, 12), titles in titles(), question in question()) {
        let graph = graph_of(papers.iter().zip(titles.iter().map(String::as_str)));
        let naive = Naive::new(&papers, &titles, &question);
        for person in graph.nodes::<PersonId>() {
            let asked = Suggestions::of(person).measure(question.measure).limit(question.limit);
            let found = asked.years(question.years).reference_year(question.reference_year).run(&graph);
            let expected = naive.suggestions(number(&graph, person));
            prop_assert_eq!(found.total, expected.len());
            let expected = &expected[..expected.len().min(question.limit)];
            let people: Vec<u8> = found.suggestions.iter().map(|one| number(&graph, one.person)).collect();
            prop_assert_eq!(people, expected.iter().map(|&(person, _)| person).collect::<Vec<_>>());
            for (one, &(_, score)) in found.suggestions.iter().zip(expected) {
                prop_assert!((one.score - score).abs() <= 1e-9 * score, "{} is not {}", one.score, score);
            }
        }
    }
}

fn number(graph: &Graph, person: PersonId) -> u8 {
    assert!(person.index() < 256);
    u8::try_from(graph.id(person)[1..].parse::<usize>().unwrap() - 1000).unwrap()
}

struct Naive<'a> {
    papers: &'a [Paper],
    question: &'a Question,
    people: BTreeSet<u8>,
    /// Every title's terms with their weights.
    titles: Vec<BTreeMap<String, f64>>,
}

impl<'a> Naive<'a> {
    fn new(papers: &'a [Paper], titles: &[String], question: &'a Question) -> Self {
        let people = papers.iter().flat_map(Paper::people).collect();
        Self { papers, question, people, titles: weigh(&titles[..papers.len()]) }
    }

    fn counts(&self, work: usize) -> bool {
        let Years { from, to } = self.question.years;
        match self.papers[work].year {
            0 => from.is_none() && to.is_none(),
            year => from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to),
        }
    }

    fn recency(&self, work: usize) -> f64 {
        let known = || self.papers.iter().map(|paper| paper.year).filter(|&year| year != 0);
        let reference = self.question.reference_year.or(self.question.years.to).or(known().max()).unwrap_or(0);
        let oldest = known().min().unwrap_or(reference);
        let year = if self.papers[work].year == 0 { oldest } else { self.papers[work].year };
        2_f64.powf(-f64::from((reference - year).max(0)) / 3.0)
    }

    fn works(&self, person: u8) -> Vec<usize> {
        (0..self.papers.len())
            .filter(|&work| self.counts(work) && self.papers[work].people().contains(&person))
            .collect()
    }

    fn coauthors(&self, person: u8) -> BTreeSet<u8> {
        self.works(person).into_iter().flat_map(|work| self.papers[work].people()).collect()
    }

    fn neighbours(&self, person: u8) -> BTreeSet<u8> {
        self.coauthors(person).into_iter().filter(|&other| other != person).collect()
    }

    fn strength(&self, a: u8, b: u8) -> f64 {
        let shared = self.works(a).into_iter().filter(|&work| self.papers[work].people().contains(&b));
        shared.map(|work| self.recency(work) / (self.papers[work].people().len() - 1) as f64).sum()
    }

    fn strength_of_all(&self, person: u8) -> f64 {
        self.neighbours(person).into_iter().map(|other| self.strength(person, other)).sum()
    }

    fn suggestions(&self, person: u8) -> Vec<(u8, f64)> {
        let near = self.coauthors(person);
        let scores: BTreeMap<u8, f64> = match self.question.measure {
            Measure::Walk => self.walk(person),
            Measure::WalkText => self.walk_text(person),
            Measure::WeightedWalk => self.weighted_walk(person),
            _ => self.people.iter().map(|&other| (other, self.over_common(person, other))).collect(),
        };
        let far = scores.into_iter().filter(|(other, score)| *score > 0.0 && *other != person && !near.contains(other));
        let mut far: Vec<(u8, f64)> = far.collect();
        let ten_digits = |value: f64| format!("{value:.9e}").parse::<f64>().unwrap();
        far.sort_by(|a, b| ten_digits(b.1).total_cmp(&ten_digits(a.1)).then(a.0.cmp(&b.0)));
        far
    }

    fn over_common(&self, a: u8, b: u8) -> f64 {
        let (ours, theirs) = (self.neighbours(a), self.neighbours(b));
        let common = ours.intersection(&theirs);
        let value = |&other: &u8| match self.question.measure {
            Measure::CommonNeighbours => 1.0,
            Measure::AdamicAdar => 1.0 / (self.neighbours(other).len().max(2) as f64).ln(),
            _ => self.strength(a, other) * self.strength(other, b) / self.strength_of_all(other),
        };
        common.map(value).sum()
    }

    fn walk(&self, person: u8) -> BTreeMap<u8, f64> {
        let mut here = BTreeMap::from([(person, 1.0)]);
        for _ in 0..8 {
            let mut next: BTreeMap<u8, f64> = BTreeMap::new();
            for (&from, &held) in &here {
                let works = self.works(from);
                let total: f64 = works.iter().map(|&work| self.recency(work)).sum();
                for work in works {
                    let people = self.papers[work].people();
                    let share = 0.7 * held * self.recency(work) / total / people.len() as f64;
                    people.into_iter().for_each(|to| *next.entry(to).or_default() += share);
                }
            }
            *next.entry(person).or_default() += 0.3;
            here = next;
        }
        here
    }

    fn weighted_walk(&self, person: u8) -> BTreeMap<u8, f64> {
        let mut here = BTreeMap::from([(person, 1.0)]);
        for _ in 0..8 {
            let mut next: BTreeMap<u8, f64> = BTreeMap::from([(person, 0.4)]);
            for (&from, &held) in &here {
                for to in self.neighbours(from) {
                    let part = self.strength(from, to) / self.strength_of_all(from);
                    *next.entry(to).or_default() += 0.6 * held * part;
                }
            }
            here = next;
        }
        here
    }

    fn walk_text(&self, person: u8) -> BTreeMap<u8, f64> {
        let own = self.words(person);
        let walk = self.walk(person).into_iter();
        walk.map(|(other, score)| (other, score * (0.05 + cosine(&own, &self.words(other))))).collect()
    }

    fn words(&self, person: u8) -> BTreeMap<String, f64> {
        let mut words = BTreeMap::new();
        for work in self.works(person) {
            for (term, weight) in &self.titles[work] {
                *words.entry(term.clone()).or_default() += weight * self.recency(work);
            }
        }
        words
    }
}

fn cosine(a: &BTreeMap<String, f64>, b: &BTreeMap<String, f64>) -> f64 {
    let length = |of: &BTreeMap<String, f64>| of.values().map(|weight| weight * weight).sum::<f64>().sqrt();
    let product: f64 = a.iter().filter_map(|(term, weight)| Some(weight * b.get(term)?)).sum();
    if product == 0.0 { 0.0 } else { product / (length(a) * length(b)) }
}

/// TF-IDF by the book: words and pairs of words in 2 … max(20, 5 %) titles.
fn weigh(titles: &[String]) -> Vec<BTreeMap<String, f64>> {
    let terms = |title: &String| {
        let words: Vec<String> = title.split(' ').map(str::to_lowercase).collect();
        let words: Vec<String> = words.into_iter().filter(|word| !["", "x", "of", "the"].contains(&&**word)).collect();
        let pairs = words.windows(2).map(|pair| pair.join(" "));
        pairs.chain(words.iter().cloned()).collect::<BTreeSet<String>>()
    };
    let titles: Vec<BTreeSet<String>> = titles.iter().map(terms).collect();
    let with = |term: &String| titles.iter().filter(|title| title.contains(term)).count();
    let weigh = |title: &BTreeSet<String>| {
        let kept = title.iter().filter(|term| (2..=20).contains(&with(term)));
        let rarity = |term: &String| 1.0 + ((1.0 + titles.len() as f64) / (1.0 + with(term) as f64)).ln();
        let mut weights: BTreeMap<String, f64> = kept.map(|term| (term.clone(), rarity(term))).collect();
        let length = weights.values().map(|weight| weight * weight).sum::<f64>().sqrt();
        weights.values_mut().for_each(|weight| *weight /= length);
        weights
    };
    titles.iter().map(weigh).collect()
}
