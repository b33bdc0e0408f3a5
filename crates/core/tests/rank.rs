//! Rankings: golden answers on real corpora, random corpora against naive formulas, and the profile page that the
//! project started from.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
};

use proptest::prelude::*;
use rayon::prelude::*;
use scholargraph::{
    Authorship, BuildOptions, Collaborators, CorpusBuilder, DenseId, Evidence, Graph, Key, Kind, Measure, PersonId,
    PersonRecord, Ranking, WorkId, WorkRecord, Years, rank::most_shared,
};
use scholargraph_testkit::{Paper, corpus, golden, graph_of, graph_of_lines, shared, synthetic};
use serde::Deserialize;

/// Everything that can be asked about a person.
#[derive(Clone, Debug)]
struct Question {
    measure: Measure,
    years: Years,
    reference_year: Option<i16>,
    max_authors: Option<u32>,
    evidence: usize,
}

impl Question {
    fn about(&self, person: PersonId) -> Collaborators {
        Collaborators::of(person)
            .measure(self.measure)
            .years(self.years)
            .reference_year(self.reference_year)
            .max_authors(self.max_authors)
            .evidence(self.evidence)
            .limit(usize::MAX)
    }
}

fn question() -> impl Strategy<Value = Question> {
    let recent = (0.1_f64..9.0, 0.0_f64..2.0);
    let recent = recent.prop_map(|(half_life, size_exponent)| Measure::Recent { half_life, size_exponent });
    let measure = prop_oneof![
        3 => Just(Measure::Close),
        4 => prop::sample::select(vec![Measure::Newman, Measure::Count, Measure::Jaccard, Measure::Salton]),
        1 => recent,
    ];
    let year = || prop::option::of(1995_i16..2030);
    let years = prop_oneof![Just((None, None)), (year(), year())].prop_map(|(from, to)| Years { from, to });
    let limit = prop::sample::select(vec![None, Some(100), Some(4), Some(2), Some(1), Some(0)]);
    (measure, years, year(), limit, 0_usize..4).prop_map(|(measure, years, reference_year, max_authors, evidence)| {
        Question { measure, years, reference_year, max_authors, evidence }
    })
}

/// The definitions, taken literally, over papers.
struct Naive<'a> {
    papers: &'a [Paper],
    question: &'a Question,
}

impl Naive<'_> {
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

    fn counts(&self, work: usize) -> bool {
        let people = self.papers[work].people().len();
        self.in_years(work) && self.question.max_authors.is_none_or(|limit| people <= limit as usize)
    }

    /// 2^(−age/half_life).
    fn decay(&self, work: usize, half_life: f64) -> f64 {
        let known = || self.papers.iter().map(|paper| paper.year).filter(|&year| year != 0);
        let reference = self.question.reference_year.or(self.question.years.to).or(known().max()).unwrap_or(0);
        let oldest = known().min().unwrap_or(reference);
        let age = (reference - self.year(work).unwrap_or(oldest)).max(0);
        2_f64.powf(-f64::from(age) / half_life)
    }

    fn works_of(&self, person: u8) -> Vec<usize> {
        let on = |&work: &usize| self.papers[work].people().contains(&person) && self.in_years(work);
        (0..self.papers.len()).filter(on).collect()
    }

    fn shared(&self, a: u8, b: u8) -> Vec<usize> {
        let works = self.works_of(a);
        works.into_iter().filter(|&work| self.counts(work) && self.papers[work].people().contains(&b)).collect()
    }

    fn collaborators(&self, person: u8) -> BTreeSet<u8> {
        let works = self.works_of(person);
        let people = works.into_iter().filter(|&work| self.counts(work)).flat_map(|work| self.papers[work].people());
        people.filter(|&other| other != person).collect()
    }

    fn others(&self, work: usize) -> f64 {
        (self.papers[work].people().len() - 1) as f64
    }

    fn newman(&self, a: u8, b: u8) -> f64 {
        self.shared(a, b).into_iter().map(|work| 1.0 / self.others(work)).sum()
    }

    fn recent(&self, a: u8, b: u8, half_life: f64, exponent: f64) -> f64 {
        let share = |work| self.decay(work, half_life) / self.others(work).powf(exponent);
        self.shared(a, b).into_iter().map(share).sum()
    }

    fn score(&self, a: u8, b: u8) -> f64 {
        let count = self.shared(a, b).len() as f64;
        let (works_a, works_b) = (self.works_of(a), self.works_of(b));
        match self.question.measure {
            Measure::Count => count,
            Measure::Newman => self.newman(a, b),
            Measure::Jaccard => count / (works_a.len() as f64 + works_b.len() as f64 - count),
            Measure::Salton => count / (works_a.len() as f64 * works_b.len() as f64).sqrt(),
            Measure::Recent { half_life, size_exponent } => self.recent(a, b, half_life, size_exponent),
            Measure::Close => {
                let activity: f64 = works_b.into_iter().map(|work| self.decay(work, 2.0)).sum();
                let common = self.collaborators(a).intersection(&self.collaborators(b)).count() as f64;
                self.recent(a, b, 0.75, 0.75) * (1.0 + activity).powf(0.15) * (1.0 + common).powf(0.2)
            }
        }
    }

    fn is_close(&self, a: u8, b: u8) -> bool {
        let shared = self.shared(a, b);
        let in_teams = shared.iter().filter(|&&work| self.papers[work].people().len() <= 25).count();
        (shared.len() >= 2 && self.newman(a, b) > 0.333_333_333) || in_teams >= 3
    }

    fn evidence(&self, a: u8, b: u8) -> Vec<Evidence> {
        let mut works = self.shared(a, b);
        works.sort_by_key(|&work| (Reverse(self.papers[work].year), work));
        works.truncate(self.question.evidence);
        let evidence = |work: usize| Evidence {
            work: WorkId::from_index(work),
            authors: self.papers[work].people().len(),
            weight: 1.0 / self.others(work),
        };
        works.into_iter().map(evidence).collect()
    }

    /// Everybody somebody works with, the closest first.
    fn ranking(&self, person: u8) -> Vec<u8> {
        let mut others: Vec<u8> = self.collaborators(person).into_iter().collect();
        let score: HashMap<u8, f64> = others.iter().map(|&id| (id, ten_digits(self.score(person, id)))).collect();
        others.sort_by(|a, b| score[b].total_cmp(&score[a]).then(a.cmp(b)));
        others
    }
}

fn ten_digits(value: f64) -> f64 {
    format!("{value:.9e}").parse().expect("a number that was just written")
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// The numbers of everybody in a corpus, by dense id.
fn numbers(papers: &[Paper]) -> Vec<u8> {
    let everybody: BTreeSet<u8> = papers.iter().flat_map(Paper::people).collect();
    everybody.into_iter().collect()
}

fn build(papers: &[Paper], max_authors: Option<u32>) -> Graph {
    graph_of(papers, BuildOptions { max_authors, ..BuildOptions::default() })
}

const STORED: [Option<u32>; 4] = [None, Some(100), Some(4), Some(2)];

proptest! {
    #[test]
    fn rankings_are_what_their_formulas_say(
        papers in corpus(40, 20),
        question in question(),
        stored in prop::sample::select(STORED.to_vec()),
    ) {
        let graph = build(&papers, stored);
        let naive = Naive { papers: &papers, question: &question };
        let numbers = numbers(&papers);
        for (person, &number) in graph.nodes().zip(&numbers) {
            let ranking = question.about(person).run(&graph);
            check(&ranking, &naive, &numbers, number)?;
            let first_three = question.about(person).limit(3).run(&graph);
            prop_assert_eq!((first_three.total, first_three.close_total), (ranking.total, ranking.close_total));
            prop_assert_eq!(&first_three.collaborators[..], &ranking.collaborators[..ranking.total.min(3)]);
        }
    }

    #[test]
    fn stored_collaborations_are_the_sums_over_works(papers in corpus(12, 120), stored in prop::sample::select(STORED.to_vec())) {
        let graph = build(&papers, stored);
        let question = |max_authors| Question {
            measure: Measure::Count, years: Years::ALL, reference_year: None, max_authors, evidence: 0,
        };
        let (all, small) = (question(stored), question(Some(stored.map_or(50, |limit| limit.min(50)))));
        let (all, small) = (Naive { papers: &papers, question: &all }, Naive { papers: &papers, question: &small });
        let numbers = numbers(&papers);
        let relation = &graph.person_relations().collaborators;
        for (person, &a) in graph.nodes::<PersonId>().zip(&numbers) {
            let others: Vec<u8> = graph.collaborators_of(person).iter().map(|other| numbers[other.index()]).collect();
            prop_assert_eq!(&others, &all.collaborators(a).into_iter().collect::<Vec<_>>());
            for (edge, b) in relation.edges_of(person.index()).zip(others) {
                prop_assert_eq!(relation.edges.shared_works.at(edge) as usize, all.shared(a, b).len());
                prop_assert_eq!(relation.edges.strength.at(edge), all.newman(a, b) as f32);
                prop_assert_eq!(relation.edges.shared_works_50.at(edge) as usize, small.shared(a, b).len());
                prop_assert_eq!(relation.edges.strength_50.at(edge), small.newman(a, b) as f32);
            }
        }
    }

    #[test]
    fn most_shared_is_the_ranking_by_count(
        papers in corpus(40, 20),
        stored in prop::sample::select(STORED.to_vec()),
        limit in 0_usize..30,
    ) {
        let graph = build(&papers, stored);
        for person in graph.nodes() {
            let ranking = Collaborators::of(person).measure(Measure::Count).max_authors(stored).limit(limit).run(&graph);
            let counted = ranking.collaborators.iter().map(|other| (other.person, other.shared_works));
            prop_assert_eq!(most_shared(&graph, person, limit), counted.collect::<Vec<_>>());
        }
    }
}

fn check(ranking: &Ranking, naive: &Naive<'_>, numbers: &[u8], person: u8) -> Result<(), TestCaseError> {
    let expected = naive.ranking(person);
    let found: Vec<u8> = ranking.collaborators.iter().map(|other| numbers[other.person.index()]).collect();
    prop_assert_eq!(&found, &expected);
    prop_assert_eq!(ranking.total, expected.len());
    prop_assert_eq!(ranking.close_total, expected.iter().filter(|&&other| naive.is_close(person, other)).count());
    let over = naive.works_of(person).into_iter().filter(|&work| !naive.counts(work)).count();
    prop_assert_eq!(ranking.works_over_author_limit, over);
    for (place, (collaborator, &other)) in ranking.collaborators.iter().zip(&expected).enumerate() {
        let shared = naive.shared(person, other);
        let years = || shared.iter().filter_map(|&work| naive.year(work));
        prop_assert_eq!(collaborator.rank, place + 1);
        prop_assert!(near(collaborator.score, naive.score(person, other)));
        prop_assert!(near(collaborator.strength, naive.newman(person, other)));
        prop_assert_eq!(collaborator.shared_works as usize, shared.len());
        prop_assert_eq!((collaborator.first_year, collaborator.last_year), (years().min(), years().max()));
        prop_assert_eq!(collaborator.close, naive.is_close(person, other));
        prop_assert_eq!(&collaborator.evidence, &naive.evidence(person, other));
    }
    Ok(())
}

#[test]
fn threads_make_no_difference() {
    let graph = synthetic(3000, 7, BuildOptions::default());
    let people: Vec<PersonId> = graph.nodes().collect();
    for measure in Measure::NAMES.into_iter().filter_map(Measure::from_name) {
        let run = |&person: &PersonId| Collaborators::of(person).measure(measure).run(&graph);
        let alone: Vec<Ranking> = people.iter().map(run).collect();
        assert!(alone.iter().any(|ranking| ranking.total > 3), "a corpus without collaborators proves nothing");
        for threads in [1, 4] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had");
            let together: Vec<Ranking> = pool.install(|| people.par_iter().map(run).collect());
            assert!(together == alone, "{} with {threads} threads", measure.name());
        }
    }
}

/// The works of a profile page, with authors by name.
fn named(works: &[(i16, &[&'static str])]) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    for (number, &(year, authors)) in works.iter().enumerate() {
        let mut record = WorkRecord::new(Key::id(format!("w{number}")));
        record.attributes.year = year;
        let person = |&name: &&'static str| PersonRecord::named(Key::name(name), name);
        record.authorships =
            authors.iter().map(|name| Authorship { person: Some(person(name)), ..Authorship::default() }).collect();
        shard.work(&record);
    }
    shard.close();
    builder.finish(BuildOptions::default()).expect("small corpora fit").0
}

#[test]
fn the_first_profile_has_four_close_collaborators() {
    let graph = named(&[
        (2022, &["Zhuoran Song", "Yihong Xu", "Zhezhi He", "Li Jiang", "Naifeng Jing", "Xiaoyao Liang"]),
        (2022, &["Zhuoran Song", "Yihong Xu", "Han Li", "Naifeng Jing", "Xiaoyao Liang", "Li Jiang"]),
        (
            2021,
            &[
                "Fangxin Liu",
                "Wenbo Zhao",
                "Yilong Zhao",
                "Zongwu Wang",
                "Tao Yang",
                "Zhezhi He",
                "Naifeng Jing",
                "Xiaoyao Liang",
                "Li Jiang",
            ],
        ),
    ]);
    let ranking = Collaborators::of(person(&graph, "xiaoyao-liang")).measure(Measure::Newman).run(&graph);
    assert_eq!((ranking.total, ranking.close_total), (11, 4));
    let best = ranking.collaborators.iter().take(5);
    let best: Vec<_> = best.map(|other| (graph.label(other.person), ten_digits(other.strength), other.close)).collect();
    let expected = [
        ("Li Jiang", 0.525, true),
        ("Naifeng Jing", 0.525, true),
        ("Yihong Xu", 0.4, true),
        ("Zhuoran Song", 0.4, true),
        ("Zhezhi He", 0.325, false),
    ];
    assert_eq!(best, expected);
}

fn load(folder: &Path, name: &str, max_authors: Option<u32>) -> Graph {
    graph_of_lines(&folder.join("data").join(name), BuildOptions { max_authors, ..BuildOptions::default() })
}

fn person(graph: &Graph, id: &str) -> PersonId {
    let found = graph.find_exact(Kind::Person, id).expect("the person is in the corpus");
    PersonId::from_index(found.index())
}

#[derive(Deserialize)]
struct GoldenClose {
    people: Vec<GoldenRankings>,
}

#[derive(Deserialize)]
struct GoldenRankings {
    key: String,
    works: usize,
    collaborators: usize,
    top10: BTreeMap<String, Vec<GoldenScore>>,
}

#[derive(Deserialize)]
struct GoldenScore {
    key: String,
    score: f64,
}

/// The measure behind a heading of the golden file.
fn measure(heading: &str) -> Measure {
    match heading.split(':').next().unwrap_or_default() {
        "close_v2" => Measure::Close,
        "close_v1" => Measure::Recent { half_life: 1.0, size_exponent: 0.5 },
        "decay_newman_h3" => Measure::Recent { half_life: 3.0, size_exponent: 1.0 },
        name => Measure::from_name(name).expect("a measure"),
    }
}

#[test]
fn golden_rankings_agree_with_another_program() {
    let Some(folder) = shared("golden_rankings_agree_with_another_program") else { return };
    let golden: GoldenClose = golden(&folder.join("golden/golden_close_top10.json"));
    assert_eq!(golden.people.len(), 30);
    // Once with common collaborators counted on the works, once with those that are stored.
    for stored in [Some(100), None] {
        let graph = load(&folder, "acl-backtest/works.jsonl.gz", stored);
        for expected in &golden.people {
            let person = person(&graph, &expected.key);
            assert_eq!(graph.works_of(person).len(), expected.works, "{}", expected.key);
            assert_eq!(expected.top10.len(), 7);
            for (heading, top10) in &expected.top10 {
                let question = Collaborators::of(person).measure(measure(heading)).limit(10);
                let ranking = question.reference_year(Some(2023)).max_authors(None).run(&graph);
                assert_eq!(ranking.total, expected.collaborators, "{}", expected.key);
                check_golden(&graph, &ranking, top10, &format!("{heading} of {}", expected.key));
            }
        }
    }
}

fn check_golden(graph: &Graph, ranking: &Ranking, top10: &[GoldenScore], what: &str) {
    let found: Vec<&str> = ranking.collaborators.iter().map(|other| graph.id(other.person)).collect();
    let expected: Vec<&str> = top10.iter().map(|other| other.key.as_str()).collect();
    assert_eq!(found, expected, "{what}");
    for (found, expected) in ranking.collaborators.iter().zip(top10) {
        let off = (found.score - expected.score).abs();
        // The file has six decimals.
        assert!(off <= (1e-6 * expected.score).max(5e-7), "{what}: {} instead of {}", found.score, expected.score);
    }
}

#[derive(Deserialize)]
struct GoldenCorpus {
    graph: GoldenGraph,
}

#[derive(Deserialize)]
struct GoldenGraph {
    papers: usize,
    distinct_persons: usize,
    coauthor_pairs: usize,
    shared_paper_weight_total: u64,
    components: usize,
    largest_components: Vec<usize>,
    persons_without_coauthors: usize,
    max_authors_on_a_paper: usize,
    top20_by_papers: Vec<(String, usize)>,
    top20_by_distinct_coauthors: Vec<(String, usize)>,
    people: BTreeMap<String, GoldenPerson>,
}

#[derive(Deserialize)]
struct GoldenPerson {
    papers: usize,
    distinct_coauthors: usize,
    people_at_exactly_two_hops: usize,
    top10_coauthors: Vec<(String, u32)>,
}

#[test]
fn golden_facts_of_openalex_works() {
    let Some(folder) = shared("golden_facts_of_openalex_works") else { return };
    let golden: GoldenCorpus = golden(&folder.join("golden/openalex_shared.json"));
    check_corpus(&load(&folder, "openalex-global-health/works.jsonl.gz", None), &golden.graph);
}

/// With a work of 5,091 people, which makes 12,956,595 pairs alone.
#[test]
fn golden_facts_of_original_openalex_records() {
    let Some(folder) = shared("golden_facts_of_original_openalex_records") else { return };
    let golden: GoldenCorpus = golden(&folder.join("golden/openalex_native_shared.json"));
    assert_eq!(golden.graph.coauthor_pairs, 12_964_261);
    check_corpus(&load(&folder, "openalex-native/works-native.jsonl.gz", None), &golden.graph);
}

fn check_corpus(graph: &Graph, golden: &GoldenGraph) {
    let relation = &graph.person_relations().collaborators;
    assert_eq!((graph.works().len(), graph.people().len()), (golden.papers, golden.distinct_persons));
    assert_eq!(relation.edge_count(), 2 * golden.coauthor_pairs);
    let shared: u64 = relation.edges.shared_works.iter().map(u64::from).sum();
    assert_eq!(shared, 2 * golden.shared_paper_weight_total);
    let alone = graph.nodes().filter(|&person| graph.collaborators_of(person).is_empty()).count();
    assert_eq!(alone, golden.persons_without_coauthors);
    let largest = graph.nodes::<WorkId>().map(|work| graph.authors(work).len()).max();
    assert_eq!(largest, Some(golden.max_authors_on_a_paper));
    check_components(graph, golden);
    assert_eq!(top20(graph, |person| graph.works_of(person).len()), golden.top20_by_papers);
    assert_eq!(top20(graph, |person| graph.collaborators_of(person).len()), golden.top20_by_distinct_coauthors);
    assert_eq!(golden.people.len(), 20);
    for (id, expected) in &golden.people {
        check_person(graph, person(graph, id), expected);
    }
}

fn check_components(graph: &Graph, golden: &GoldenGraph) {
    let component = &graph.person_relations().component;
    let mut sizes = vec![0_usize; graph.meta().components];
    for component in component.iter() {
        sizes[component as usize] += 1;
    }
    assert_eq!(sizes.len(), golden.components);
    assert_eq!(sizes[..golden.largest_components.len()], golden.largest_components);
    assert_eq!(graph.meta().largest_component, golden.largest_components[0]);
}

fn top20(graph: &Graph, value: impl Fn(PersonId) -> usize) -> Vec<(String, usize)> {
    let mut people: Vec<PersonId> = graph.nodes().collect();
    people.sort_by_key(|&person| (Reverse(value(person)), person));
    people[..20].iter().map(|&person| (graph.id(person).to_owned(), value(person))).collect()
}

fn check_person(graph: &Graph, person: PersonId, expected: &GoldenPerson) {
    let id = graph.id(person);
    assert_eq!(graph.works_of(person).len(), expected.papers, "{id}");
    let ranking = Collaborators::of(person).measure(Measure::Count).max_authors(None).limit(10).run(graph);
    assert_eq!(ranking.total, expected.distinct_coauthors, "{id}");
    let top10 = ranking.collaborators.iter().map(|other| (graph.id(other.person).to_owned(), other.shared_works));
    assert_eq!(top10.collect::<Vec<_>>(), expected.top10_coauthors, "{id}");
    let mut within_two = vec![false; graph.people().len()];
    for &other in graph.collaborators_of(person) {
        graph.collaborators_of(other).iter().for_each(|next| within_two[next.index()] = true);
    }
    let nearer = graph.collaborators_of(person).iter().chain([&person]);
    nearer.for_each(|near| within_two[near.index()] = false);
    let two_steps = within_two.into_iter().filter(|&within| within).count();
    assert_eq!(two_steps, expected.people_at_exactly_two_hops, "{id}");
}

#[test]
fn measures_go_by_their_names() {
    let recent = Measure::Recent { half_life: 3.0, size_exponent: 1.0 };
    let measures = [Measure::Close, Measure::Newman, Measure::Count, Measure::Jaccard, Measure::Salton, recent];
    assert_eq!(Measure::NAMES.map(Measure::from_name), measures.map(Some));
    assert_eq!(measures.map(Measure::name), Measure::NAMES);
    assert_eq!(Measure::from_name("far"), None);
}
