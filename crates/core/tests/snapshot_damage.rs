//! Damage of every kind in every file: opening refuses what it looks at, nothing panics on the rest, and
//! verification finds all of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]
#![cfg(feature = "snapshot")]

mod snapshot_corpus;

use std::{
    fs,
    hint::black_box,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use scholargraph::{
    Changes, Collaborators, Graph, InstitutionId, Key, Kind, Measure, Neighbourhood, Node, Paths, PersonId, Profile,
    TopicId, WorkId, WorkRecord,
    slice::{Select, Slicer},
    snapshot::{self, BuildInfo, Manifest, ManifestFlaw, SnapshotError},
};

/// A snapshot that can be damaged and mended.
struct Victim {
    dir: tempfile::TempDir,
    folder: PathBuf,
    manifest: Manifest,
}

impl Victim {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let saved = snapshot_corpus::graph().save(&dir, &BuildInfo::now()).unwrap();
        Self { manifest: Manifest::read(&saved.folder).unwrap(), folder: saved.folder, dir }
    }

    fn open(&self) -> Result<Graph, SnapshotError> {
        Graph::open(&self.dir)
    }

    /// Does something with the content of `path` replaced, and puts the old content back.
    ///
    /// The file is replaced, not written into: graphs opened before keep the old one.
    fn with<T>(&self, path: &Path, content: &[u8], test: impl FnOnce() -> T) -> T {
        let old = fs::read(path).unwrap();
        fs::remove_file(path).unwrap();
        fs::write(path, content).unwrap();
        let result = test();
        fs::remove_file(path).unwrap();
        fs::write(path, old).unwrap();
        result
    }
}

/// Small, seeded, and the same everywhere (Marsaglia, "Xorshift RNGs", 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// Changes some bytes of `content`, and returns the range in which they lie.
fn damage(content: &mut [u8], random: &mut Random) -> std::ops::Range<usize> {
    let at = random.below(content.len());
    let end = content.len().min(at + [1, 1, 4, 8, 64][random.below(5)]);
    let kind = random.below(4);
    let flip = 1 << random.below(8);
    for byte in &mut content[at..end] {
        *byte = match kind {
            0 => *byte ^ flip,
            1 => 0xFF,
            2 => 0x7F,
            _ => random.below(256) as u8,
        };
    }
    at..end
}

/// Asks for everything that can be asked, of every node and of nodes that do not exist.
fn ask(graph: &Graph) {
    for kind in Kind::ALL {
        for row in 0..=graph.count(kind) + 1 {
            let node = Node::new(kind, row);
            black_box((graph.id(node), graph.key(node), graph.label(node), graph.degree(node)));
            graph.for_each_neighbour(node, |neighbour| {
                black_box(neighbour);
            });
            if row < graph.count(kind) {
                ask_about(graph, node);
            }
        }
    }
    (0..=graph.works().len()).for_each(|row| ask_about_work(graph, row));
    for row in 0..=graph.people().len() {
        black_box(graph.people().other_names.at(row).count());
    }
    for id in
        ["W1003", "A9000", "10.5555/part.3", "0000-0002-1825-0097", "no such", "a1001", "https://ror.org/05k7v7k50"]
    {
        black_box(graph.resolve(None, id).is_ok());
    }
    let collaborates = graph.collaborates();
    black_box(petgraph::algo::connected_components(graph.whole().undirected()));
    black_box(petgraph::visit::NodeCount::node_count(&collaborates));
    black_box(graph.check());
    change(graph);
}

/// Changes a graph all over, and asks the result.
fn change(graph: &Graph) {
    let mut changes = Changes::new();
    for row in [0, 3] {
        Kind::ALL.into_iter().filter(|&kind| row < graph.count(kind)).for_each(|kind| {
            changes.hide(Node::new(kind, row));
        });
    }
    for work in graph.nodes::<WorkId>().skip(1).take(3) {
        if let Some(&person) = graph.authors(work).first() {
            changes.move_authorship(work, person, PersonId(1));
        }
    }
    let mut record = WorkRecord::new(Key::id("W1003b"));
    record.references = vec![Key::id("W1001")];
    changes.add_work(record);
    if let Ok(changed) = graph.with_changes(&changes) {
        black_box(changed.check());
        for kind in Kind::ALL {
            (0..changed.bound(kind)).for_each(|row| ask_about(&changed, Node::new(kind, row)));
        }
    }
}

fn ask_about(graph: &Graph, node: Node) {
    black_box(Neighbourhood::of(graph, node, 5));
    for select in [Select::Walk, Select::Nearest] {
        black_box(Slicer::of(node).select(select).nodes(20).run(graph));
    }
    if let Node::Person(person) = node {
        black_box(Profile::of(graph, person));
        black_box(Paths::between(person, PersonId(0)).max_authors(None).run(graph));
        for measure in [Measure::Close, Measure::Newman, Measure::Count] {
            black_box(Collaborators::of(person).measure(measure).run(graph));
        }
    }
}

fn ask_about_work(graph: &Graph, row: usize) {
    let work = WorkId(row as u32);
    black_box((graph.byline(work), graph.year(work), graph.source(work), graph.abstract_text(work)));
    let (works, relations) = (graph.works(), graph.work_relations());
    black_box((works.work_type.at(row), works.language.at(row), works.doi.at(row), works.flags.at(row)));
    black_box((relations.unnamed_authors.at(row).count(), relations.unnamed_authors.count(row)));
    for edge in relations.authors.edges_of(row) {
        let printed = graph.bylines().raw_affiliations.row(edge).iter();
        black_box(
            printed.map(|affiliation| graph.raw_affiliations().text.at(affiliation.0 as usize).len()).sum::<usize>(),
        );
    }
    black_box(relations.authors.find(row, PersonId(0)));
    black_box((relations.topics.find(row, TopicId(0)), relations.institutions.find(row, InstitutionId(0))));
}

#[test]
fn damaged_files_are_refused_or_answer_without_a_panic_and_never_verify() {
    let victim = Victim::new();
    let mut random = Random(0x5EED);
    ask(&victim.open().unwrap());
    for round in 0..2_000 {
        let entry = &victim.manifest.files[round % victim.manifest.files.len()];
        let path = victim.folder.join(&entry.name);
        let content = fs::read(&path).unwrap();
        let mut damaged = content.clone();
        let place = damage(&mut damaged, &mut random);
        if damaged == content {
            continue;
        }
        let told = format!("round {round}: {} damaged at {place:?}, body {:?}", entry.name, entry.body);
        victim.with(&path, &damaged, || check_damaged(&victim, &content, &damaged, entry.body, &told));
    }
}

fn check_damaged(victim: &Victim, content: &[u8], damaged: &[u8], body: (u64, u64), told: &str) {
    let in_body = |at: usize| (body.0..body.1).contains(&(at as u64));
    let headers_changed = (0..content.len()).any(|at| content[at] != damaged[at] && !in_body(at));
    match victim.open() {
        Ok(graph) => {
            assert!(!headers_changed, "{told}: opened in spite of damaged headers");
            assert!(catch_unwind(AssertUnwindSafe(|| ask(&graph))).is_ok(), "{told}: a question panicked");
        }
        Err(SnapshotError::Header { .. }) => assert!(headers_changed, "{told}: headers are as they were"),
        Err(error) => panic!("{told}: {error}"),
    }
    let verification = snapshot::verify(&victim.dir).unwrap();
    assert!(!verification.is_sound(), "{told}: verified");
    let file = told.split(' ').nth(2).unwrap();
    let named = verification.problems.iter().any(|problem| problem.to_string().contains(file));
    assert!(named, "{told}: {:?}", verification.problems);
}

#[test]
fn files_of_another_length_are_refused() {
    let victim = Victim::new();
    let mut random = Random(7);
    for entry in &victim.manifest.files {
        let path = victim.folder.join(&entry.name);
        let content = fs::read(&path).unwrap();
        let longer = [&content[..], b"\0"].concat();
        let lengths = [0, 1, 6, random.below(content.len()), content.len() - 1];
        for other in lengths.map(|length| &content[..length]).into_iter().chain([&longer[..]]) {
            victim.with(&path, other, || {
                let error = victim.open().unwrap_err();
                assert!(matches!(error, SnapshotError::Length { .. }), "{error}");
                assert!(!snapshot::verify(&victim.dir).unwrap().is_sound());
            });
        }
    }
}

#[test]
fn missing_and_swapped_files_are_refused() {
    let victim = Victim::new();
    let path = |name: &str| victim.folder.join(name);
    for entry in &victim.manifest.files {
        fs::rename(path(&entry.name), path("aside")).unwrap();
        let error = victim.open().unwrap_err();
        assert!(matches!(&error, SnapshotError::FileMissing { path } if path.ends_with(&entry.name)), "{error}");
        assert!(error.is_damage());
        assert_eq!(snapshot::verify(&victim.dir).unwrap().problems.len(), 1);
        fs::rename(path("aside"), path(&entry.name)).unwrap();
    }
    for pair in victim.manifest.files.windows(2) {
        let (one, other) = (fs::read(path(&pair[0].name)).unwrap(), fs::read(path(&pair[1].name)).unwrap());
        victim.with(&path(&pair[0].name), &other, || {
            victim.with(&path(&pair[1].name), &one, || assert!(victim.open().unwrap_err().is_damage()));
        });
    }
    victim.open().expect("everything is back in its place");
}

#[test]
fn a_damaged_manifest_is_refused() {
    let victim = Victim::new();
    let path = victim.folder.join("manifest.json");
    let content = fs::read(&path).unwrap();
    let mut random = Random(11);
    for _ in 0..500 {
        let mut damaged = content.clone();
        damage(&mut damaged, &mut random);
        if damaged == content {
            continue;
        }
        victim.with(&path, &damaged, || check_manifest_refused(&victim));
    }
    for length in [0, 1, content.len() / 2, content.len() - 1] {
        victim.with(&path, &content[..length], || check_manifest_refused(&victim));
    }
}

fn check_manifest_refused(victim: &Victim) {
    for error in [victim.open().unwrap_err(), snapshot::verify(&victim.dir).unwrap_err()] {
        assert!(matches!(error, SnapshotError::Manifest { flaw: ManifestFlaw::Checksum, .. }), "{error}");
    }
}

/// A manifest whose checksum fits, whatever else it says.
fn sealed(content: &str) -> String {
    let at = content.rfind(",\n  \"checksum\"").unwrap();
    format!("{},\n  \"checksum\": \"{:08x}\"\n}}\n", &content[..at], crc32fast::hash(&content.as_bytes()[..at]))
}

#[test]
fn manifests_that_lie_are_refused() {
    let victim = Victim::new();
    let path = victim.folder.join("manifest.json");
    let content = fs::read_to_string(&path).unwrap();
    assert_eq!(sealed(&content), content);
    let open_with = |from: &str, to: &str| {
        assert!(content.contains(from), "{from} is not in the manifest");
        let forged = sealed(&content.replacen(from, to, 1));
        victim.with(&path, forged.as_bytes(), || victim.open().unwrap_err())
    };
    let newer = open_with("\"format\": 1", "\"format\": 2");
    assert!(matches!(newer, SnapshotError::NewerFormat { found: 2, .. }) && newer.to_string().contains("update"));
    let older = open_with("\"format\": 1", "\"format\": 0");
    assert!(matches!(older, SnapshotError::OlderFormat { found: 0, .. }) && older.to_string().contains("rebuild"));
    let flaw = |error: SnapshotError| match error {
        SnapshotError::Manifest { flaw, .. } => flaw,
        other => panic!("{other}"),
    };
    let id = &*victim.manifest.meta.id;
    assert!(matches!(flaw(open_with(id, "../../somewhere")), ManifestFlaw::Id(_)));
    assert!(matches!(flaw(open_with(id, &"0".repeat(32))), ManifestFlaw::Id(_)));
    assert!(matches!(flaw(open_with("works.arrow", "../works.arrow")), ManifestFlaw::FileName(_)));
    assert!(matches!(flaw(open_with("works.arrow", "other.arrow")), ManifestFlaw::Unlisted(_)));
    assert!(matches!(flaw(open_with("\"rows\": ", "\"rows\": -")), ManifestFlaw::Syntax(_)));
    let body = format!("\"body\": [\n        {},", victim.manifest.files[0].body.0);
    assert!(matches!(open_with(&body, "\"body\": [\n        18446744073709551615,"), SnapshotError::Header { .. }));
}

#[test]
fn folders_without_a_snapshot_say_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let open = || Graph::open(&dir).unwrap_err();
    assert!(matches!(open(), SnapshotError::Missing { .. }));
    assert!(open().to_string().contains("scholargraph build"), "{}", open());
    let current = |content: &str| fs::write(dir.path().join("CURRENT"), content).unwrap();
    current(&"a".repeat(32));
    assert!(matches!(open(), SnapshotError::Dangling { .. }));
    for odd in ["", "\n", "..", "../elsewhere", "no id", &"g".repeat(32), "\u{0}"] {
        current(odd);
        assert!(matches!(open(), SnapshotError::Current { .. }), "{odd:?}");
    }
    fs::write(dir.path().join("CURRENT"), [0xFF; 32]).unwrap();
    assert!(matches!(open(), SnapshotError::Current { .. }));
    fs::create_dir(dir.path().join("a".repeat(32))).unwrap();
    current(&"a".repeat(32));
    assert!(matches!(open(), SnapshotError::Missing { .. }));
}
