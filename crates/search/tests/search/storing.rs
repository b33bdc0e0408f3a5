//! Files of indexes: written whole, refused when damaged, the same bytes for the same graph.

use std::fs;

use proptest::prelude::*;
use scholargraph_search::{FormatError, IndexError, Query, SearchIndex};

use crate::corpus;

#[test]
fn indexes_survive_a_file() {
    let graph = corpus::mixed();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("search.idx");
    let built = SearchIndex::build(&graph).unwrap();
    fs::write(&path, "what was there before").unwrap();
    built.save(&path).unwrap();
    let opened = SearchIndex::open(&path, &graph.meta().id).unwrap();
    opened.verify().unwrap();
    let query = Query::new("graph");
    assert_eq!(opened.search(&graph, &query), built.search(&graph, &query));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside the file");
}

#[test]
fn missing_and_foreign_files_are_rebuildable() {
    let graph = corpus::mixed();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("search.idx");
    let open = |snapshot| SearchIndex::open(&path, snapshot).map(|_| ()).unwrap_err();
    let missing = open("");
    assert!(matches!(missing, IndexError::Io { .. }) && missing.is_rebuildable());
    SearchIndex::build(&graph).unwrap().save(&path).unwrap();
    let foreign = open("another");
    assert!(foreign.is_rebuildable());
    let expected = format!("belongs to snapshot {}, not to another", graph.meta().id);
    assert!(foreign.to_string().contains(&expected), "{foreign}");
    let folder_as_file = SearchIndex::open(folder.path(), "").map(|_| ()).unwrap_err();
    assert!(!folder_as_file.is_rebuildable(), "{folder_as_file}");
}

#[test]
fn failed_writes_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::build(&corpus::mixed()).unwrap();
    let taken = folder.path().join("taken");
    fs::create_dir_all(taken.join("by a folder")).unwrap();
    assert!(matches!(index.save(&taken), Err(IndexError::Io { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_same_graph_gives_the_same_bytes_on_any_number_of_threads() {
    let titles: Vec<String> = (0..40_000).map(|at: u32| format!("w{} x{} y-{}", at % 77, at % 1999, at / 3)).collect();
    let titles: Vec<(&str, u32)> = titles.iter().zip(0..).map(|(title, at)| (title.as_str(), at % 13)).collect();
    let graph = corpus::titles(&titles);
    let built = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| SearchIndex::build(&graph)).unwrap()
    };
    let (one, four) = (built(1), built(4));
    assert!(one.as_bytes() == four.as_bytes());
}

#[test]
fn bytes_of_something_else_are_refused() {
    let graph = corpus::mixed();
    let bytes = SearchIndex::build(&graph).unwrap().as_bytes().to_vec();
    let refused = |bytes: Vec<u8>| SearchIndex::from_bytes(bytes.into(), &graph.meta().id).map(|_| ()).unwrap_err();
    assert_eq!(refused(Vec::new()), FormatError::NotAnIndex);
    assert_eq!(refused(vec![b'x'; 1000]), FormatError::NotAnIndex);
    assert_eq!(refused(bytes[..10].to_vec()), FormatError::Header);
    let (found, expected) = (bytes.len() as u64 - 1, bytes.len() as u64);
    assert_eq!(refused(bytes[..bytes.len() - 1].to_vec()), FormatError::Length { found, expected });
    let mut newer = bytes;
    newer[8] = 4;
    assert_eq!(refused(newer), FormatError::Version { found: 4, expected: 3 });
}

#[test]
fn every_flipped_byte_is_noticed_and_none_panics() {
    let graph = corpus::mixed();
    let bytes = SearchIndex::build(&graph).unwrap().as_bytes().to_vec();
    for at in 0..bytes.len() {
        for flip in [0x01, 0x80, 0xFF] {
            let mut damaged = bytes.clone();
            damaged[at] ^= flip;
            let Ok(index) = SearchIndex::from_bytes(damaged.into(), &graph.meta().id) else { continue };
            for text in ["graph", "engine", "b g", "i1 ltd", "e"] {
                index.search(&graph, &Query::new(text)).unwrap();
            }
            assert!(index.verify().is_err(), "byte {at}");
        }
    }
}

proptest! {
    /// What the header does not speak of may hold anything.
    #[test]
    fn overwritten_sections_never_panic(at in any::<prop::sample::Index>(), noise in prop::collection::vec(any::<u8>(), 1..200)) {
        let graph = corpus::mixed();
        let mut bytes = SearchIndex::build(&graph).unwrap().as_bytes().to_vec();
        let start = at.index(bytes.len());
        for (byte, noise) in bytes[start..].iter_mut().zip(noise) {
            *byte = noise;
        }
        if let Ok(index) = SearchIndex::from_bytes(bytes.into(), &graph.meta().id) {
            for text in ["graph", "engine", "b g", "i1 ltd", "e"] {
                index.search(&graph, &Query::new(text)).unwrap();
            }
        }
    }
}
