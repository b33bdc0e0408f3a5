//! Profiles: the page the project was conceived from, order and limits, and records nobody wishes for.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::expect_used, reason = "a test that cannot build its graph has nothing to go on with")]

use scholargraph::{
    Authorship, BuildOptions, CorpusBuilder, DenseId, Graph, InstitutionRecord, Key, Kind, Node, PersonId,
    PersonRecord, Profile, SourceRecord, Standing, TopicRecord, WorkRecord, profile::ProfileLimits, trust::Level,
};

fn graph_of(people: &[PersonRecord<'_>], works: &[WorkRecord<'_>]) -> Graph {
    let builder = CorpusBuilder::new();
    let mut shard = builder.shard(0);
    for person in people {
        shard.person(person);
    }
    for work in works {
        shard.work(work);
    }
    shard.close();
    builder.finish(BuildOptions::default()).expect("a small corpus fits").0
}

fn person(graph: &Graph, id: &str) -> PersonId {
    PersonId::from_index(graph.resolve(Some(Kind::Person), id).expect("the person is there").node.index())
}

fn by(name: &str) -> Authorship<'_> {
    Authorship { person: Some(PersonRecord::named(Key::name(name), name)), ..Authorship::default() }
}

fn labels<T: Into<Node>>(graph: &Graph, nodes: impl IntoIterator<Item = T>) -> Vec<&str> {
    nodes.into_iter().map(|node| graph.label(node)).collect()
}

/// A work as arXiv lists it.
fn preprint<'a>(
    arxiv: &'a str,
    title: &'a str,
    date: u32,
    categories: &[&'a str],
    authors: &[&'a str],
) -> WorkRecord<'a> {
    let mut work = WorkRecord::new(Key::id(arxiv));
    work.attributes.arxiv = arxiv.into();
    work.attributes.title = title.into();
    work.attributes.work_type = "preprint".into();
    work.attributes.date = date;
    work.attributes.year = (date / 10_000) as i16;
    let mut source = SourceRecord::named(Key::id("arxiv"), "arXiv");
    source.attributes.source_type = "repository".into();
    work.source = Some(source);
    work.topics = categories.iter().map(|&id| (TopicRecord::named(Key::id(id), id), 1.0)).collect();
    work.authorships = authors.iter().map(|author| by(author)).collect();
    work
}

/// The three works of the profile page the project was conceived from.
fn seed() -> Graph {
    let works = [
        preprint(
            "2203.04570",
            "CP-ViT: Cascade Vision Transformer Pruning via Progressive Sparsity Prediction",
            20_220_309,
            &["cs.CV", "cs.AI"],
            &["Zhuoran Song", "Yihong Xu", "Zhezhi He", "Li Jiang", "Naifeng Jing", "Xiaoyao Liang"],
        ),
        preprint(
            "2203.05705",
            "DNN Training Acceleration via Exploring GPGPU Friendly Sparsity",
            20_220_311,
            &["cs.LG", "cs.AR"],
            &["Zhuoran Song", "Yihong Xu", "Han Li", "Naifeng Jing", "Xiaoyao Liang", "Li Jiang"],
        ),
        preprint(
            "2103.01705",
            "SME: ReRAM-based Sparse-Multiplication-Engine to Squeeze-Out Bit Sparsity of Neural Network",
            20_210_302,
            &["cs.AR", "cs.CV", "cs.LG"],
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
    ];
    graph_of(&[], &works)
}

#[test]
fn the_seed_profile_comes_out() {
    let graph = seed();
    let profile = Profile::of(&graph, person(&graph, "xiaoyao-liang"));
    assert_eq!((profile.names.as_slice(), profile.orcid), (["Xiaoyao Liang"].as_slice(), None));
    assert!(profile.affiliations.is_empty());
    let summary = profile.summary;
    assert_eq!((summary.works, summary.topics, summary.collaborators, summary.close_collaborators), (3, 4, 11, 4));
    assert_eq!((summary.first_year, summary.last_year, summary.cited_by), (Some(2021), Some(2022), 0));
    let topics: Vec<(&str, u32)> = profile.topics.iter().map(|&(topic, works)| (graph.id(topic), works)).collect();
    assert_eq!(topics, [("cs.AR", 2), ("cs.CV", 2), ("cs.LG", 2), ("cs.AI", 1)]);
    let works: Vec<&str> = profile.works.iter().map(|&work| graph.id(work)).collect();
    assert_eq!(works, ["2203.05705", "2203.04570", "2103.01705"]);
}

#[test]
fn the_seed_profile_is_close_to_four() {
    let graph = seed();
    let ranking = Profile::of(&graph, person(&graph, "xiaoyao-liang")).collaborators;
    let close = ranking.collaborators.iter().filter(|other| other.close).map(|other| other.person);
    let mut close = labels(&graph, close);
    close.sort_unstable();
    assert_eq!(close, ["Li Jiang", "Naifeng Jing", "Yihong Xu", "Zhuoran Song"]);
}

#[test]
fn the_seed_profile_is_unverified() {
    let graph = seed();
    let trust = Profile::of(&graph, person(&graph, "xiaoyao-liang")).trust;
    assert_eq!((trust.score, trust.max, trust.formula), (15, 100, "trust-1"));
    assert_eq!((trust.level, trust.level.name(), trust.level.label()), (Level::L1, "L1", "Unverified"));
    let evidence: Vec<_> = trust.evidence.iter().map(|evidence| (evidence.code, evidence.points)).collect();
    assert_eq!(evidence, [("R1", 5), ("R2", 5), ("R3", 5)]);
    assert!(trust.conflicts.is_empty());
}

#[test]
fn works_come_newest_first() {
    let work = |id: &'static str, year, date| {
        let mut work = WorkRecord::new(Key::id(id));
        (work.attributes.year, work.attributes.date) = (year, date);
        work.authorships.push(by("Ada"));
        work
    };
    let works = [
        work("a", 0, 0),
        work("b", 2020, 20_200_301),
        work("c", 2020, 20_200_302),
        work("d", 2021, 0),
        work("e", 2020, 20_200_301),
        work("f", 2020, 0),
    ];
    let graph = graph_of(&[], &works);
    let profile = Profile::of(&graph, PersonId(0));
    let order: Vec<&str> = profile.works.iter().map(|&work| graph.id(work)).collect();
    assert_eq!(order, ["d", "c", "b", "e", "f", "a"]);
}

#[test]
fn affiliations_come_most_recent_first() {
    let at = |work: &'static str, year, institution: &'static str| {
        let mut work = WorkRecord::new(Key::id(work));
        work.attributes.year = year;
        let mut authorship = by("Ada");
        authorship.institutions = vec![InstitutionRecord::named(Key::id(institution), institution)];
        work.authorships.push(authorship);
        work
    };
    let mut own = PersonRecord::named(Key::name("Ada"), "Ada");
    own.standing = Standing { own_record: true, updated: 0 };
    own.affiliations = vec![
        (InstitutionRecord::named(Key::id("listed"), "listed"), 1990, 2001),
        (InstitutionRecord::named(Key::id("undated"), "undated"), 0, 0),
    ];
    let works =
        [at("1", 2010, "old"), at("2", 2020, "new"), at("3", 2015, "long"), at("4", 2020, "long"), at("5", 0, "when")];
    let graph = graph_of(&[own], &works);
    let affiliations = Profile::of(&graph, PersonId(0)).affiliations;
    let shown: Vec<_> =
        affiliations.iter().map(|at| (graph.label(at.institution), at.first_year, at.last_year, at.works)).collect();
    let expected = [
        ("long", Some(2015), Some(2020), 2),
        ("new", Some(2020), Some(2020), 1),
        ("old", Some(2010), Some(2010), 1),
        ("listed", Some(1990), Some(2001), 0),
        ("when", None, None, 1),
        ("undated", None, None, 0),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn limits_shorten_lists_and_leave_the_summary() {
    let graph = seed();
    let limits = ProfileLimits { works: 1, topics: 2, collaborators: 3 };
    let profile = Profile::within(&graph, person(&graph, "xiaoyao-liang"), limits);
    assert_eq!((profile.works.len(), profile.topics.len(), profile.collaborators.collaborators.len()), (1, 2, 3));
    assert_eq!(profile.summary, Profile::of(&graph, profile.person).summary);
}

#[test]
fn citations_add_up_beyond_32_bits() {
    let works = [0, 1].map(|index| {
        let mut work = WorkRecord::new(Key::id(format!("w{index}")));
        work.attributes.cited_by_count = u32::MAX;
        work.authorships.push(by("Ada"));
        work
    });
    let graph = graph_of(&[], &works);
    assert_eq!(Profile::of(&graph, PersonId(0)).summary.cited_by, 2 * u64::from(u32::MAX));
}

#[test]
fn names_hold_anything() {
    let long = "x".repeat(10_000);
    let mut own = PersonRecord::named(Key::id("p"), "");
    own.standing = Standing { own_record: true, updated: 0 };
    own.attributes.other_names = vec!["".into(), long.as_str().into(), "<b>P</b>\u{202e}".into()];
    let mut work = WorkRecord::new(Key::id("w"));
    work.authorships.push(Authorship { person: Some(PersonRecord::named(Key::id("p"), "")), ..Authorship::default() });
    let graph = graph_of(&[own], &[work]);
    let profile = Profile::of(&graph, PersonId(0));
    assert_eq!(profile.names, [long.as_str(), "<b>P</b>\u{202e}"]);
    assert_eq!(profile.summary.works, 1);
}

#[test]
fn works_of_thousands_are_works_but_no_collaboration() {
    let names: Vec<String> = (0..5_000).map(|index| format!("Physicist {index}")).collect();
    let mut work = WorkRecord::new(Key::id("w"));
    work.attributes.doi = "10.5555/w".into();
    work.authorships = names.iter().map(|name| by(name)).collect();
    let graph = graph_of(&[], &[work]);
    let profile = Profile::of(&graph, person(&graph, "physicist-4999"));
    assert_eq!((profile.summary.works, profile.summary.collaborators), (1, 0));
    assert_eq!(profile.collaborators.works_over_author_limit, 1);
    assert_eq!(profile.trust.score, 10, "a work with an identifier, and co-authors on it");
}

#[test]
fn a_person_of_another_graph_is_empty() {
    let graph = seed();
    let profile = Profile::of(&graph, PersonId(1_000_000));
    assert_eq!(profile.summary, Default::default());
    assert!(profile.names.is_empty() && profile.works.is_empty());
    assert_eq!(profile.trust.level, Level::L0);
}
