//! What a generated corpus is like, and that it is always the same.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    ops::RangeInclusive,
    path::Path,
};

use scholargraph::Graph;
use scholargraph_generate::{Author, Corpus, Form, GenerateError, Progress, Written};
use scholargraph_import::{Format, Import, ImportReport, People, SourceSpec};

/// Every file below a folder, with what it holds.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

fn written(works: u64, seed: u64, form: Form, threads: usize) -> (BTreeMap<String, Vec<u8>>, Written) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("corpus");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let corpus = Corpus::new(works, seed).unwrap();
    let written = pool.install(|| corpus.write_folder(&folder, form, &Progress::default())).unwrap();
    (files(&folder), written)
}

fn lines(corpus: &Corpus, works: std::ops::Range<u64>) -> Vec<u8> {
    let mut lines = Vec::new();
    corpus.write_lines(works, &mut lines, &Progress::default()).unwrap();
    lines
}

fn imported(folder: &Path) -> (Graph, ImportReport) {
    let source = SourceSpec::new(Format::OpenAlex, folder.to_str().unwrap());
    Import::new([source]).people(People::AsGiven).strict(true).build(Default::default()).unwrap()
}

#[test]
fn threads_change_nothing() {
    // More than one part, of which the last is short.
    let alone = written(20_300, 3, Form::Gzip, 1);
    assert_eq!(alone.0.len(), 5, "{:?}", alone.0.keys());
    assert!(alone == written(20_300, 3, Form::Gzip, 4));
    assert!(alone.0 != written(20_300, 4, Form::Gzip, 4).0, "another seed, another corpus");
}

#[test]
fn works_are_the_same_in_whatever_portions_they_are_written() {
    let corpus = Corpus::new(900, 5).unwrap();
    let whole = lines(&corpus, 0..900);
    let portions = [0..1, 1..500, 500..900].map(|portion| lines(&corpus, portion));
    assert!(portions.concat() == whole);
    let (plain, _) = written(900, 5, Form::Plain, 2);
    assert!(plain["works/part_0000.jsonl"] == whole);
}

#[test]
fn every_record_is_read_and_no_edge_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("corpus");
    let corpus = Corpus::new(3_000, 1).unwrap();
    let written = corpus.write_folder(&folder, Form::Gzip, &Progress::default()).unwrap();
    let (graph, report) = imported(&folder);
    let counts = &report.counts;
    assert_eq!((counts.read, counts.kept, counts.merged, counts.quarantined), (3_000, 3_000, 0, 0));
    let of_works = graph.work_relations();
    assert_eq!(of_works.authors.edge_count() as u64, written.authorships);
    assert_eq!(of_works.topics.edge_count() as u64, written.topics);
    assert_eq!(of_works.references.edge_count() as u64, written.references);
    for work in graph.nodes::<scholargraph::WorkId>() {
        let counted = graph.works().cited_by_count.at(work.0 as usize);
        assert_eq!(counted as usize, graph.cited_by(work).len(), "{}", graph.id(work));
    }
    for person in &corpus.sample().people {
        assert!(graph.resolve(None, person).is_ok(), "{person}");
    }
}

#[test]
fn a_corpus_appears_whole_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let (corpus, progress) = (Corpus::new(10, 1).unwrap(), Progress::default());
    fs::write(dir.path().join("mine"), "kept").unwrap();
    let refused = corpus.write_folder(dir.path(), Form::Plain, &progress);
    assert!(matches!(refused, Err(GenerateError::Occupied(_))), "{refused:?}");
    let nowhere = dir.path().join("mine/corpus");
    assert!(matches!(corpus.write_folder(&nowhere, Form::Plain, &progress), Err(GenerateError::Write { .. })));
    assert_eq!(files(dir.path()).into_keys().collect::<Vec<_>>(), ["mine"]);
    for works in [0, scholargraph_generate::MAX_WORKS + 1] {
        assert!(matches!(Corpus::new(works, 1), Err(GenerateError::Size { .. })));
    }
}

#[test]
fn the_smallest_corpora_are_corpora() {
    for works in 1..40 {
        let corpus = Corpus::new(works, 9).unwrap();
        for index in 0..works {
            let work = corpus.work(index);
            assert!(!work.authors.is_empty() && !work.topics.is_empty());
            assert!(work.references.iter().all(|&cited| cited < index));
        }
        assert_eq!(corpus.sample().people.len(), 200);
    }
}

/// What makes a corpus hard: its tails.
#[derive(Default)]
struct Tails {
    teams: Vec<u32>,
    productivity: HashMap<u64, u32>,
    pairs: HashMap<(u64, u64), u32>,
    cited: Vec<u32>,
    years: Vec<i16>,
}

impl Tails {
    fn of(works: u64) -> Self {
        let corpus = Corpus::new(works, 1).unwrap();
        let mut tails = Self { cited: vec![0; works as usize], ..Self::default() };
        for index in 0..works {
            let work = corpus.work(index);
            let mut people: Vec<u64> = work.authors.iter().map(Author::person).collect();
            people.sort_unstable();
            assert!(people.windows(2).all(|pair| pair[0] < pair[1]), "nobody stands twice on a byline");
            people.iter().for_each(|&person| *tails.productivity.entry(person).or_default() += 1);
            if people.len() <= 100 {
                for (at, &one) in people.iter().enumerate() {
                    people[at + 1..].iter().for_each(|&other| *tails.pairs.entry((one, other)).or_default() += 1);
                }
            }
            work.references.iter().for_each(|&cited| tails.cited[cited as usize] += 1);
            tails.teams.push(people.len() as u32);
            tails.years.push(work.year);
        }
        tails
    }
}

#[track_caller]
fn within(what: &str, found: f64, bounds: RangeInclusive<f64>) {
    assert!(bounds.contains(&found), "{what}: {found} is not in {bounds:?}");
}

fn mean(numbers: &[u32]) -> f64 {
    numbers.iter().map(|&number| f64::from(number)).sum::<f64>() / numbers.len() as f64
}

fn share(numbers: &[u32], which: impl Fn(u32) -> bool) -> f64 {
    numbers.iter().filter(|&&number| which(number)).count() as f64 / numbers.len() as f64
}

/// The number that `part` of all do not exceed.
fn quantile(numbers: &mut [u32], part: f64) -> f64 {
    numbers.sort_unstable();
    f64::from(numbers[((numbers.len() - 1) as f64 * part) as usize])
}

#[test]
fn the_tails_are_those_of_real_corpora() {
    let mut tails = Tails::of(40_000);
    within("authors of a work", mean(&tails.teams), 3.2..=4.2);
    within("authors of the largest work", quantile(&mut tails.teams, 1.0), 60.0..=240.0);

    let mut productivity: Vec<u32> = tails.productivity.values().copied().collect();
    within("people of a work", productivity.len() as f64 / 40_000.0, 0.6..=0.8);
    within("people with three works or fewer", share(&productivity, |works| works <= 3), 0.4..=0.75);
    within("works of one in a hundred", quantile(&mut productivity, 0.99), 20.0..=80.0);
    within("works of the busiest", quantile(&mut productivity, 1.0), 80.0..=1500.0);

    let pairs: Vec<u32> = tails.pairs.values().copied().collect();
    within("pairs who work together again", share(&pairs, |works| works >= 2), 0.1..=0.4);
    within("pairs who keep doing so", share(&pairs, |works| works >= 5), 0.01..=0.1);

    within("citations of a work", mean(&tails.cited), 10.0..=15.0);
    within("works never cited", share(&tails.cited, |count| count == 0), 0.1..=0.5);
    within("citations of one in a hundred", quantile(&mut tails.cited, 0.99), 60.0..=300.0);
    within("citations of the most cited", quantile(&mut tails.cited, 1.0), 400.0..=10_000.0);

    assert!(tails.years.is_sorted());
    let recent = tails.years.iter().filter(|&&year| year >= 2015).count() as f64 / 40_000.0;
    within("works of the last eleven years", recent, 0.3..=0.6);
}
