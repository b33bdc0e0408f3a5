//! Saving and opening: what comes back is what went in, and `CURRENT` never names half a snapshot.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![cfg(feature = "snapshot")]

use std::{fs, path::Path};

use proptest::prelude::*;
use scholargraph::{
    BuildOptions, Collaborators, CorpusBuilder, DenseId, Graph, Kind, Node, PersonId,
    slice::{Select, Slice, Slicer},
    snapshot::{self, Access, BuildInfo, Manifest, SnapshotError, Stamp},
};
use scholargraph_testkit::{corpus, everything, graph_of};

fn save(graph: &Graph, dir: &Path) -> snapshot::Saved {
    graph.save(dir, &BuildInfo::now()).expect("a temporary folder can be written to")
}

/// Every column of every table, and the facts about the whole graph.
fn content(graph: &Graph) -> String {
    format!("{:?}", graph.tables())
}

/// Saves, opens and verifies.
fn check_round_trip(graph: &Graph) {
    let dir = tempfile::tempdir().unwrap();
    let saved = save(graph, dir.path());
    let opened = snapshot::open(&dir).unwrap();
    assert_eq!(content(&opened.graph), content(graph));
    assert_eq!((opened.manifest.id(), &opened.folder), (&*saved.id, &saved.folder));
    let verification = snapshot::verify(&dir).unwrap();
    assert!(verification.is_sound(), "{:?}", verification.problems);
    assert!(opened.verify(|_, _| ()).is_sound());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_graph_comes_back_as_it_was(papers in corpus(30, 12)) {
        let graph = graph_of(&papers, BuildOptions::default());
        prop_assert_eq!(graph.check(), []);
        check_round_trip(&graph);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn answers_do_not_depend_on_how_a_snapshot_is_read(papers in corpus(30, 12)) {
        let graph = graph_of(&papers, BuildOptions::default());
        let dir = tempfile::tempdir().unwrap();
        save(&graph, dir.path());
        let opened = snapshot::open(&dir).unwrap();
        for access in [Access::Cold, Access::Scattered, Access::Throughout] {
            opened.advise(access);
            prop_assert_eq!(answers(&opened.graph), answers(&graph));
        }
    }
}

/// Slices around everything, and everybody's collaborators.
fn answers(graph: &Graph) -> String {
    let nodes = Kind::ALL.into_iter().flat_map(|kind| (0..graph.count(kind)).map(move |row| Node::new(kind, row)));
    let slices = nodes.flat_map(|node| [Select::Walk, Select::Nearest].map(|select| Slicer::of(node).select(select)));
    let slices: Vec<Slice> = slices.map(|slicer| slicer.run(graph)).collect();
    let people = graph.nodes::<PersonId>();
    let close: Vec<_> = people.map(|person| Collaborators::of(person).run(graph)).collect();
    format!("{slices:?} {close:?}")
}

#[test]
fn everything_a_snapshot_can_hold_comes_back() {
    let graph = everything();
    assert_eq!(graph.check(), []);
    for (table, rows) in rows(&graph) {
        assert!(rows > 0, "the corpus made by hand has nothing in table {table}");
    }
    check_round_trip(&graph);
}

fn rows(graph: &Graph) -> Vec<(String, u64)> {
    let dir = tempfile::tempdir().unwrap();
    let folder = save(graph, dir.path()).folder;
    let files = Manifest::read(&folder).unwrap().files;
    files.into_iter().map(|file| (file.name, file.rows)).collect()
}

#[test]
fn an_empty_graph_comes_back() {
    let (graph, _) = CorpusBuilder::new().finish(BuildOptions::default()).unwrap();
    check_round_trip(&graph);
}

#[test]
fn the_manifest_counts_nodes_and_edges_once() {
    let dir = tempfile::tempdir().unwrap();
    let graph = everything();
    save(&graph, dir.path());
    let manifest = snapshot::open(&dir).unwrap().manifest;
    assert_eq!(manifest.nodes["work"], 20);
    assert_eq!(manifest.nodes["person"], 8);
    let pairs: std::collections::BTreeSet<_> = graph
        .nodes::<PersonId>()
        .flat_map(|person| {
            graph.collaborators_of(person).iter().map(move |&other| (person.min(other), person.max(other)))
        })
        .collect();
    assert_eq!(manifest.relations["collaborates"], pairs.len() as u64);
    assert_eq!(manifest.relations["authored"], graph.work_relations().authors.edge_count() as u64);
    let on_disk: u64 = manifest
        .files
        .iter()
        .map(|file| fs::metadata(dir.path().join(manifest.id()).join(&file.name)).unwrap().len())
        .sum();
    assert_eq!(manifest.bytes(), on_disk);
}

#[test]
fn a_snapshot_opens_by_its_own_folder_wherever_it_lies() {
    let dir = tempfile::tempdir().unwrap();
    let saved = save(&everything(), dir.path());
    let elsewhere = dir.path().join("renamed");
    fs::rename(&saved.folder, &elsewhere).unwrap();
    assert_eq!(Graph::open(&elsewhere).unwrap().meta().id, saved.id);
    assert!(snapshot::verify(&elsewhere).unwrap().is_sound());
}

#[test]
fn saving_again_keeps_the_tables_and_renews_the_manifest() {
    let dir = tempfile::tempdir().unwrap();
    let graph = everything();
    let first = save(&graph, dir.path());
    let works = first.folder.join("works.arrow");
    let written = fs::metadata(&works).unwrap().modified().unwrap();
    let again = graph.save(&dir, &BuildInfo { program: "another".to_owned(), ..BuildInfo::default() }).unwrap();
    assert!(!first.kept && again.kept);
    assert_eq!(fs::metadata(&works).unwrap().modified().unwrap(), written);
    assert_eq!(snapshot::open(&dir).unwrap().manifest.build.program, "another");
}

#[test]
fn saving_again_repairs_what_was_damaged() {
    let dir = tempfile::tempdir().unwrap();
    let graph = everything();
    let works = save(&graph, dir.path()).folder.join("works.arrow");
    let mut bytes = fs::read(&works).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&works, bytes).unwrap();
    assert!(!snapshot::verify(&dir).unwrap().is_sound());
    assert!(!save(&graph, dir.path()).kept);
    assert!(snapshot::verify(&dir).unwrap().is_sound());
    assert_eq!(names_in(dir.path()), ["CURRENT", &*graph.meta().id]);
}

#[test]
fn a_new_snapshot_takes_the_place_of_the_old_one_which_stays_open() {
    let dir = tempfile::tempdir().unwrap();
    let (empty, _) = CorpusBuilder::new().finish(BuildOptions::default()).unwrap();
    let full = everything();
    save(&full, dir.path());
    let old = Graph::open(&dir).unwrap();
    save(&empty, dir.path());
    assert_eq!(Graph::open(&dir).unwrap().node_count(), 0);
    assert_eq!(snapshot::prune(&dir).unwrap(), [&*full.meta().id]);
    assert_eq!(names_in(dir.path()), ["CURRENT", &*empty.meta().id]);
    assert_eq!(content(&old), content(&full), "deleted files stay readable for who has them open");
}

#[test]
fn a_build_that_died_leaves_nothing_that_opens() {
    let dir = tempfile::tempdir().unwrap();
    let graph = everything();
    let saved = save(&graph, dir.path());
    // What is there when a build is killed just before its last step.
    let unfinished = dir.path().join(".partial-1-0");
    fs::rename(&saved.folder, &unfinished).unwrap();
    fs::remove_file(dir.path().join("CURRENT")).unwrap();
    assert!(matches!(Graph::open(&dir), Err(SnapshotError::Missing { .. })));
    save(&graph, dir.path());
    assert!(unfinished.exists(), "somebody may still be writing to it");
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
    for entry in fs::read_dir(&unfinished).unwrap() {
        fs::File::open(entry.unwrap().path()).unwrap().set_modified(long_ago).unwrap();
    }
    fs::File::open(&unfinished).unwrap().set_modified(long_ago).unwrap();
    save(&graph, dir.path());
    assert_eq!(names_in(dir.path()), ["CURRENT", &*saved.id]);
}

#[test]
fn a_build_that_fails_cleans_up_after_itself() {
    let dir = tempfile::tempdir().unwrap();
    let graph = everything();
    // No file can take the place of a folder.
    fs::create_dir(dir.path().join("CURRENT")).unwrap();
    assert!(matches!(graph.save(&dir, &BuildInfo::now()), Err(SnapshotError::Io { .. })));
    assert_eq!(names_in(dir.path()), ["CURRENT", &*graph.meta().id]);
}

fn names_in(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_by_key(|name| (name != "CURRENT", name.clone()));
    names
}

#[test]
fn a_changed_graph_is_not_saved() {
    let graph = everything();
    let changed = graph.with_changes(scholargraph::Changes::new().hide(scholargraph::WorkId(0))).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let error = changed.save(dir.path(), &BuildInfo::now()).unwrap_err();
    assert!(matches!(&error, SnapshotError::Changed { base } if *base == graph.meta().id), "{error}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn an_opened_graph_can_be_changed() {
    let graph = everything();
    let dir = tempfile::tempdir().unwrap();
    save(&graph, dir.path());
    let mut changes = scholargraph::Changes::new();
    changes.hide(scholargraph::WorkId(0)).hide(PersonId(1));
    let opened = snapshot::open(&dir).unwrap().graph.with_changes(&changes).unwrap();
    let built = graph.with_changes(&changes).unwrap();
    assert_eq!((opened.check(), opened.meta()), (vec![], built.meta()));
    for person in (0..built.people().len()).map(PersonId::from_index) {
        let row = |graph: &Graph| {
            let people = graph.person_relations();
            let institutions = people.institutions.row(person.index()).to_vec();
            (graph.works_of(person).to_vec(), institutions, graph.collaborators_of(person).to_vec())
        };
        assert_eq!(row(&opened), row(&built), "{person:?}");
    }
}

#[test]
fn what_lies_beside_the_tables_is_there_before_anybody_opens_them() {
    let dir = tempfile::tempdir().unwrap();
    let graph = everything();
    let beside = |folder: &Path| -> Result<(), SnapshotError> {
        assert!(matches!(Graph::open(&dir), Err(SnapshotError::Missing { .. })), "it is not in force yet");
        fs::write(folder.join("beside"), "words").unwrap();
        Ok(())
    };
    let saved = graph.save_with(&dir, &BuildInfo::now(), beside).unwrap();
    assert_eq!(fs::read(saved.folder.join("beside")).unwrap(), b"words");
}

#[test]
fn where_it_cannot_be_put_there_the_snapshot_before_stays() {
    let dir = tempfile::tempdir().unwrap();
    let (empty, _) = CorpusBuilder::new().finish(BuildOptions::default()).unwrap();
    save(&empty, dir.path());
    let fails = |folder: &Path| Err(SnapshotError::Missing { dir: folder.to_owned() });
    everything().save_with(&dir, &BuildInfo::now(), fails).unwrap_err();
    assert_eq!(names_in(dir.path()), ["CURRENT", &*empty.meta().id]);
}

#[test]
fn a_build_that_died_over_one_file_leaves_nothing_for_good() {
    let dir = tempfile::tempdir().unwrap();
    let graph = everything();
    let unfinished = save(&graph, dir.path()).folder.join(".partial-1-0-search.idx");
    let fresh = unfinished.with_file_name(".partial-1-1");
    fs::write(&unfinished, "half").unwrap();
    fs::write(&fresh, "half").unwrap();
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
    fs::File::options().write(true).open(&unfinished).unwrap().set_modified(long_ago).unwrap();
    save(&graph, dir.path());
    assert!(!unfinished.exists());
    assert!(fresh.exists(), "somebody may still be writing to it");
}

#[test]
fn every_save_changes_the_stamp_and_nothing_else_does() {
    let dir = tempfile::tempdir().unwrap();
    let missing = Stamp::of(&dir);
    let graph = everything();
    let folder = save(&graph, dir.path()).folder;
    let stamps = || (Stamp::of(&dir), Stamp::of(&folder));
    let first = stamps();
    assert_ne!(first.0, missing);
    Graph::open(&dir).unwrap();
    assert_eq!(stamps(), first);
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
    for name in ["CURRENT", "manifest.json"].map(|name| [dir.path().join(name), folder.join(name)]) {
        let path = name.into_iter().find(|path| path.exists()).unwrap();
        fs::File::options().write(true).open(path).unwrap().set_modified(long_ago).unwrap();
    }
    let aged = stamps();
    save(&graph, dir.path());
    assert!(aged.0 != stamps().0 && aged.1 != stamps().1, "the same tables may have been mended");
}
