//! Shortest paths: golden answers on real corpora, random corpora against naive enumeration, and questions nobody
//! wishes for.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, VecDeque},
    path::Path as FilePath,
};

use proptest::prelude::*;
use scholargraph::{
    Authorship, BuildOptions, CorpusBuilder, DenseId, Graph, Key, Kind, PersonId, PersonRecord, WorkId, WorkRecord,
    path::{MAX_PATHS, Path, Paths, distance},
};
use scholargraph_testkit::{Paper, corpus, golden, graph_of, graph_of_lines, shared};
use serde::Deserialize;

/// Who shares which works with whom, within an author limit.
struct Naive {
    shared: BTreeMap<PersonId, BTreeMap<PersonId, Vec<usize>>>,
    sizes: Vec<usize>,
    /// The year that ranks a work, unknown ones as old as the oldest.
    years: Vec<i64>,
}

impl Naive {
    fn new(papers: &[Paper], max_authors: Option<u32>) -> Self {
        let everybody: BTreeSet<u8> = papers.iter().flat_map(Paper::people).collect();
        let ids: BTreeMap<u8, PersonId> = everybody.into_iter().zip((0..).map(PersonId)).collect();
        let mut shared: BTreeMap<PersonId, BTreeMap<PersonId, Vec<usize>>> =
            ids.values().map(|&id| (id, BTreeMap::new())).collect();
        for (work, paper) in papers.iter().enumerate() {
            let people = paper.people();
            if max_authors.is_some_and(|limit| people.len() > limit as usize) {
                continue;
            }
            for (a, b) in people.iter().flat_map(|a| people.iter().map(move |b| (a, b))).filter(|(a, b)| a != b) {
                shared.entry(ids[a]).or_default().entry(ids[b]).or_default().push(work);
            }
        }
        let oldest = papers.iter().map(|paper| paper.year).filter(|&year| year != 0).min().unwrap_or(0);
        let year = |paper: &Paper| i64::from(if paper.year == 0 { oldest } else { paper.year });
        Self {
            shared,
            sizes: papers.iter().map(|paper| paper.people().len()).collect(),
            years: papers.iter().map(year).collect(),
        }
    }

    fn distances(&self, from: PersonId) -> BTreeMap<PersonId, u32> {
        let mut distances = BTreeMap::from([(from, 0)]);
        let mut queue = VecDeque::from([from]);
        while let Some(person) = queue.pop_front() {
            for &next in self.shared[&person].keys() {
                if !distances.contains_key(&next) {
                    distances.insert(next, distances[&person] + 1);
                    queue.push_back(next);
                }
            }
        }
        distances
    }

    /// Every shortest path, as people.
    fn shortest(&self, from: PersonId, to: PersonId) -> Vec<Vec<PersonId>> {
        let left = self.distances(to);
        let Some(&length) = left.get(&from) else { return Vec::new() };
        let mut paths = vec![vec![from]];
        for left_after in (0..length).rev() {
            let longer = paths.iter().flat_map(|path: &Vec<PersonId>| {
                let nexts = self.shared[&path[path.len() - 1]].keys();
                let nexts = nexts.filter(|next| left.get(next) == Some(&left_after));
                nexts.map(|&next| [path.as_slice(), &[next]].concat())
            });
            paths = longer.collect();
        }
        paths
    }

    fn works(&self, pair: &[PersonId]) -> &[usize] {
        &self.shared[&pair[0]][&pair[1]]
    }

    fn strength(&self, path: &[PersonId]) -> f64 {
        let share = |&work: &usize| 1.0 / (self.sizes[work] - 1) as f64;
        let strengths = path.windows(2).map(|pair| self.works(pair).iter().map(share).sum::<f64>());
        strengths.rev().fold(1.0, |product, strength| strength * product)
    }

    fn recency(&self, path: &[PersonId]) -> i64 {
        let newest = |pair| self.works(pair).iter().map(|&work| self.years[work]).max().unwrap_or(0);
        path.windows(2).map(newest).sum()
    }

    /// The best `count` paths by the documented rule, out of all of them.
    fn best(&self, from: PersonId, to: PersonId, count: usize) -> Vec<Vec<PersonId>> {
        let mut rest = self.shortest(from, to);
        let mut best: Vec<Vec<PersonId>> = Vec::new();
        while best.len() < count && !rest.is_empty() {
            let seen: BTreeSet<PersonId> =
                best.iter().flatten().copied().filter(|&id| id != from && id != to).collect();
            let key = |path: &[PersonId]| {
                let again = path.iter().filter(|id| seen.contains(id)).count();
                (again, Reverse(ten_digits(self.strength(path))), Reverse(self.recency(path)), path.to_vec())
            };
            rest.sort_by(|a, b| key(a).partial_cmp(&key(b)).expect("strengths are numbers"));
            best.push(rest.remove(0));
        }
        best
    }
}

fn ten_digits(value: f64) -> f64 {
    format!("{value:.9e}").parse().expect("a number that was just written")
}

fn people(path: &Path) -> Vec<PersonId> {
    path.steps.first().map(|step| step.from).into_iter().chain(path.steps.iter().map(|step| step.to)).collect()
}

const LIMITS: [Option<u32>; 6] = [None, Some(50), Some(5), Some(3), Some(2), Some(1)];

proptest! {
    #[test]
    fn distances_are_those_of_naive_search(papers in corpus(30, 40)) {
        let graph = graph_of(&papers, BuildOptions::default());
        for limit in LIMITS {
            let naive = Naive::new(&papers, limit);
            for from in graph.nodes() {
                let distances = naive.distances(from);
                for to in graph.nodes() {
                    prop_assert_eq!(distance(&graph, from, to, limit), distances.get(&to).copied());
                }
            }
        }
    }

    #[test]
    fn paths_are_the_best_of_all(papers in corpus(30, 40), limit in prop::sample::select(LIMITS.to_vec()), count in 0_usize..9) {
        check_paths(&papers, limit, count)?;
    }

    #[test]
    fn paths_are_the_best_of_many(papers in corpus(60, 12), limit in prop::sample::select(vec![Some(2), Some(3)]), count in 0_usize..9) {
        check_paths(&papers, limit, count)?;
    }
}

fn check_paths(papers: &[Paper], limit: Option<u32>, count: usize) -> Result<(), TestCaseError> {
    let graph = graph_of(papers, BuildOptions::default());
    let naive = Naive::new(papers, limit);
    for (from, to) in graph.nodes().flat_map(|from| graph.nodes().map(move |to| (from, to))) {
        let answer = Paths::between(from, to).limit(count).max_authors(limit).run(&graph);
        prop_assert_eq!((answer.from, answer.to), (from, to));
        prop_assert_eq!(answer.length, distance(&graph, from, to, limit));
        if from == to {
            continue;
        }
        let found: Vec<Vec<PersonId>> = answer.paths.iter().map(people).collect();
        prop_assert_eq!(&found, &naive.best(from, to, count));
        prop_assert_eq!(answer.more, naive.shortest(from, to).len() > found.len());
        for (path, people) in answer.paths.iter().zip(&found) {
            prop_assert!((path.strength - naive.strength(people)).abs() <= 1e-12 * path.strength);
            for step in &path.steps {
                let mut works = naive.works(&[step.from, step.to]).to_vec();
                works.sort_by_key(|&work| (Reverse(papers[work].year), work));
                prop_assert_eq!(step.works.iter().map(|work| work.index()).collect::<Vec<_>>(), works);
            }
        }
    }
    Ok(())
}

/// Works by their years and people.
fn papers(works: &[(i16, &[u8])]) -> Vec<Paper> {
    let paper = |&(year, authors): &(i16, &[u8])| Paper {
        year,
        authors: authors.iter().map(|&author| (author, Vec::new())).collect(),
        ..Paper::default()
    };
    works.iter().map(paper).collect()
}

fn graph(works: &[(i16, &[u8])]) -> Graph {
    graph_of(&papers(works), BuildOptions::default())
}

fn found(graph: &Graph, question: &Paths) -> Vec<Vec<u32>> {
    question.run(graph).paths.iter().map(|path| people(path).iter().map(|id| id.0).collect()).collect()
}

#[test]
fn somebody_is_connected_to_themselves_without_steps() {
    let graph = graph(&[(2000, &[0])]);
    let answer = Paths::between(PersonId(0), PersonId(0)).run(&graph);
    assert_eq!((answer.length, answer.more), (Some(0), false));
    assert_eq!(answer.paths, [Path { strength: 1.0, steps: Vec::new() }]);
    assert_eq!(distance(&graph, PersonId(0), PersonId(0), Some(0)), Some(0));
    assert!(Paths::between(PersonId(0), PersonId(0)).limit(0).run(&graph).more);
}

#[test]
fn who_is_not_there_is_connected_to_nobody() {
    let graph = graph(&[(2000, &[0, 1])]);
    for (from, to) in [(0, 2), (2, 0), (2, 2), (u32::MAX, 0)] {
        let (from, to) = (PersonId(from), PersonId(to));
        assert_eq!(distance(&graph, from, to, None), None);
        let answer = Paths::between(from, to).run(&graph);
        assert_eq!((answer.length, answer.paths.len(), answer.more), (None, 0, false));
    }
}

#[test]
fn a_name_twice_on_a_byline_counts_once() {
    // Two people in three places: a work of two, within a limit of two, of strength one.
    let graph = graph(&[(2000, &[0, 1, 1])]);
    let answer = Paths::between(PersonId(0), PersonId(1)).max_authors(Some(2)).run(&graph);
    assert_eq!(answer.length, Some(1));
    assert_eq!(answer.paths[0].strength, 1.0);
    assert_eq!(answer.paths[0].steps[0].works, [WorkId(0)]);
}

#[test]
fn components_tell_apart_only_what_no_limit_connects() {
    let graph = graph(&[(2000, &[0, 1, 2]), (2000, &[2, 3])]);
    assert_eq!(distance(&graph, PersonId(0), PersonId(3), Some(3)), Some(2));
    assert_eq!(distance(&graph, PersonId(0), PersonId(3), Some(2)), None);
    assert_eq!(Paths::between(PersonId(0), PersonId(3)).max_authors(Some(2)).run(&graph).length, None);
}

#[test]
fn further_paths_pass_through_others_even_where_those_are_weaker() {
    // 0–1–2–9 and 0–1–3–9 are strong, 0–4–5–9 is weak but shares nobody with the first.
    let strong: &[(i16, &[u8])] = &[(2000, &[0, 1]), (2001, &[0, 1]), (2000, &[1, 2]), (2000, &[1, 3])];
    let rest: &[(i16, &[u8])] =
        &[(2000, &[2, 9]), (2000, &[3, 9]), (2000, &[0, 4, 6]), (2000, &[4, 5, 7]), (2000, &[5, 9, 8])];
    let graph = graph(&[strong, rest].concat());
    let question = Paths::between(PersonId(0), PersonId(9));
    assert_eq!(found(&graph, &question), [[0, 1, 2, 9], [0, 4, 5, 9], [0, 1, 3, 9]]);
    assert!(!question.run(&graph).more);
    assert!(question.limit(2).run(&graph).more);
}

#[test]
fn of_equally_strong_paths_the_recent_one_comes_first_then_the_smaller_ids() {
    let graph = graph(&[
        (2000, &[0, 1]),
        (2001, &[1, 9]),
        (2001, &[0, 2]),
        (2001, &[2, 9]),
        (2000, &[0, 3]),
        (2001, &[3, 9]),
        (0, &[0, 4]),
        (2001, &[4, 9]),
    ]);
    let question = Paths::between(PersonId(0), PersonId(5)).limit(9);
    assert_eq!(found(&graph, &question), [[0, 2, 5], [0, 1, 5], [0, 3, 5], [0, 4, 5]]);
}

/// A graph of works of two, by number of the people.
fn pairs(pairs: impl Iterator<Item = (usize, usize)>) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    for (work, (a, b)) in pairs.enumerate() {
        let mut record = WorkRecord::new(Key::id(format!("W{}", 100_000 + work)));
        let person = |person: usize| PersonRecord::named(Key::id(format!("A{}", 100_000 + person)), "Somebody");
        record.authorships = [a, b].map(|id| Authorship { person: Some(person(id)), ..Authorship::default() }).into();
        shard.work(&record);
    }
    shard.close();
    builder.finish(BuildOptions::default()).expect("small corpora fit").0
}

#[test]
fn long_paths_are_followed_to_the_end() {
    let graph = pairs((0..2000).map(|person| (person, person + 1)));
    assert_eq!(distance(&graph, PersonId(0), PersonId(2000), None), Some(2000));
    let answer = Paths::between(PersonId(2000), PersonId(0)).run(&graph);
    assert_eq!((answer.length, answer.paths.len(), answer.more), (Some(2000), 1, false));
    assert_eq!(people(&answer.paths[0]), (0..=2000).rev().map(PersonId).collect::<Vec<_>>());
}

#[test]
fn wide_layers_are_narrowed_to_the_strong() {
    // Persons 1..=3000 all stand between 0 and 3001; the last of them twice.
    let between = |person| [(0, person), (person, 3001)];
    let graph = pairs((1..=3000).flat_map(between).chain(between(3000)));
    let answer = Paths::between(PersonId(0), PersonId(3001)).limit(usize::MAX).run(&graph);
    assert_eq!((answer.length, answer.paths.len(), answer.more), (Some(2), MAX_PATHS, true));
    assert_eq!(answer.paths[0].strength, 4.0);
    assert_eq!(people(&answer.paths[0]), [PersonId(0), PersonId(3000), PersonId(3001)]);
    let between: BTreeSet<PersonId> = answer.paths.iter().map(|path| path.steps[0].to).collect();
    assert_eq!(between.len(), MAX_PATHS);
}

#[test]
fn searches_leave_nothing_behind_for_the_next() {
    let small = graph(&[(2000, &[0, 1])]);
    let large = pairs((0..300).map(|person| (person, person + 1)));
    for _ in 0..2 {
        assert_eq!(distance(&large, PersonId(3), PersonId(290), None), Some(287));
        assert_eq!(distance(&small, PersonId(0), PersonId(1), None), Some(1));
        assert_eq!(distance(&large, PersonId(0), PersonId(300), Some(1)), None);
        assert_eq!(Paths::between(PersonId(70), PersonId(0)).run(&large).length, Some(70));
    }
}

fn load(folder: &FilePath, name: &str) -> Graph {
    let options = BuildOptions { max_authors: Some(2), ..BuildOptions::default() };
    graph_of_lines(&folder.join("data").join(name), options)
}

fn person(graph: &Graph, id: &str) -> PersonId {
    let found = graph.find_exact(Kind::Person, id).expect("a golden answer's person is in the corpus");
    PersonId::from_index(found.index())
}

#[derive(Deserialize)]
struct GoldenPaths {
    pairs: Vec<GoldenPair>,
}

#[derive(Deserialize)]
struct GoldenPair {
    from: String,
    to: String,
    hops_max25: i64,
    hops_max50: i64,
    hops_nolimit: i64,
    n_shortest_person_paths_max50: u64,
}

#[test]
fn golden_pairs_are_as_far_apart_as_another_program_found() {
    let Some(folder) = shared("golden_pairs_are_as_far_apart_as_another_program_found") else { return };
    let graph = load(&folder, "acl-backtest/works.jsonl.gz");
    let golden: GoldenPaths = golden(&folder.join("golden/golden_paths.json"));
    assert_eq!(golden.pairs.len(), 50);
    for pair in golden.pairs {
        let (from, to) = (person(&graph, &pair.from), person(&graph, &pair.to));
        for (limit, hops) in [(Some(25), pair.hops_max25), (Some(50), pair.hops_max50), (None, pair.hops_nolimit)] {
            assert_eq!(distance(&graph, from, to, limit), u32::try_from(hops).ok(), "{} – {}", pair.from, pair.to);
        }
        check_golden(&graph, &pair, from, to);
    }
}

fn check_golden(graph: &Graph, pair: &GoldenPair, from: PersonId, to: PersonId) {
    // Paths of seven steps were not counted.
    if pair.hops_max50 > 6 {
        return;
    }
    let paths = if pair.hops_max50 < 0 { 0 } else { count(graph, from, to, 50) };
    assert_eq!(paths, pair.n_shortest_person_paths_max50, "{} – {}", pair.from, pair.to);
    let answer = Paths::between(from, to).run(graph);
    assert_eq!(answer.paths.len() as u64, paths.min(3));
    assert_eq!(answer.more, paths > 3);
    let all = Paths::between(from, to).limit(MAX_PATHS).run(graph);
    let distinct: BTreeSet<Vec<PersonId>> = all.paths.iter().map(people).collect();
    assert_eq!(distinct.len() as u64, paths.min(MAX_PATHS as u64));
    assert!(all.paths.iter().all(|path| path.strength <= all.paths[0].strength * (1.0 + 1e-9)));
}

/// The number of shortest paths, level by level.
fn count(graph: &Graph, from: PersonId, to: PersonId, limit: usize) -> u64 {
    let mut seen = BTreeSet::from([from]);
    let mut level = BTreeMap::from([(from, 1_u64)]);
    while !level.is_empty() {
        if let Some(&paths) = level.get(&to) {
            return paths;
        }
        let mut next: BTreeMap<PersonId, u64> = BTreeMap::new();
        for (&person, paths) in &level {
            let works = graph.works_of(person).iter().filter(|&&work| graph.authors(work).len() <= limit);
            let others: BTreeSet<PersonId> = works.flat_map(|&work| graph.authors(work)).copied().collect();
            for other in others.into_iter().filter(|other| !seen.contains(other)) {
                *next.entry(other).or_default() += paths;
            }
        }
        seen.extend(next.keys());
        level = next;
    }
    0
}

#[derive(Deserialize)]
struct GoldenCorpus {
    graph: GoldenGraph,
}

#[derive(Deserialize)]
struct GoldenGraph {
    paths: Vec<GoldenPath>,
}

#[derive(Deserialize)]
struct GoldenPath {
    from: String,
    to: String,
    hops: Option<u32>,
}

#[test]
fn golden_paths_of_openalex_corpora_are_as_long() {
    let Some(folder) = shared("golden_paths_of_openalex_corpora_are_as_long") else { return };
    for (corpus, answers) in [
        ("openalex-global-health/works.jsonl.gz", "openalex_shared.json"),
        ("openalex-native/works-native.jsonl.gz", "openalex_native_shared.json"),
    ] {
        let graph = load(&folder, corpus);
        let golden: GoldenCorpus = golden(&folder.join("golden").join(answers));
        assert_eq!(golden.graph.paths.len(), 20);
        for path in golden.graph.paths {
            let (from, to) = (person(&graph, &path.from), person(&graph, &path.to));
            assert_eq!(distance(&graph, from, to, None), path.hops, "{} – {}", path.from, path.to);
        }
    }
}
