//! What people type, and indexes that somebody tampered with.

use scholargraph::{Graph, Kind, column::Buffer};
use scholargraph_search::{Answer, Query, SearchIndex};

use crate::{edits, specimen::specimen};

const LIMITS: [usize; 4] = [1, 3, 10, Query::MAX_LIMIT];

/// A byte that says which kind and how many, then what is typed.
pub(crate) fn check(data: &[u8]) {
    let Some((&how, text)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(text);
    let specimen = specimen();
    let kind = Kind::ALL.get(usize::from(how % 5)).copied();
    let limit = LIMITS[usize::from(how / 5) % LIMITS.len()];
    let query = Query { text: &text, kind, limit };
    let Ok(answer) = specimen.index.search(&specimen.graph, &query) else {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).count();
        assert!(text.len() > Query::MAX_BYTES || words > Query::MAX_WORDS / 4, "{text:?} is within all bounds");
        return;
    };
    check_answer(&specimen.graph, &query, &answer);
    let all = specimen.index.search(&specimen.graph, &Query { limit: Query::MAX_LIMIT, ..query }).unwrap();
    assert!(all.hits.starts_with(&answer.hits), "{text:?}: the best {limit} are not the first of all");
    assert_eq!(all.hits.len(), all.total, "{text:?}: not all are found");
    for hit in &answer.hits {
        check_found_by_name(&specimen.graph, &specimen.index, hit.node.kind(), specimen.graph.label(hit.node));
    }
}

fn check_answer(graph: &Graph, query: &Query<'_>, answer: &Answer) {
    assert!(answer.hits.len() <= query.limit && answer.hits.len() <= answer.total, "{query:?}: {answer:?}");
    for hit in &answer.hits {
        assert!(
            graph.contains(hit.node) && query.kind.is_none_or(|kind| kind == hit.node.kind()),
            "{query:?}: {hit:?}"
        );
        assert!((0.0..=7.0).contains(&hit.score), "{query:?}: {hit:?}");
    }
    for pair in answer.hits.windows(2) {
        assert!(pair[0].score >= pair[1].score && pair[0].node != pair[1].node, "{query:?}: {pair:?}");
    }
}

/// Whoever is found is found by their whole name.
fn check_found_by_name(graph: &Graph, index: &SearchIndex, kind: Kind, name: &str) {
    let query = Query { kind: Some(kind), limit: Query::MAX_LIMIT, ..Query::new(name) };
    let answer = index.search(graph, &query).expect("names are within bounds");
    assert!(answer.hits.iter().any(|hit| graph.label(hit.node) == name), "{name:?} is not found by its name");
}

/// Where the part of an index's header begins that its checksum is of; the checksum is the number before the length.
const CHECKED_FROM: usize = 20;

/// Edits of an index, whose header's checksum is then made to fit.
pub(crate) fn check_index(data: &[u8]) {
    let specimen = specimen();
    let bytes = sealed(edits::applied(specimen.index.as_bytes(), data));
    let untouched = bytes == specimen.index.as_bytes();
    let Ok(index) = SearchIndex::from_bytes(Buffer::from(bytes), &specimen.graph.meta().id) else {
        assert!(!untouched, "an index is refused that nobody touched");
        return;
    };
    let sound = index.verify().is_ok();
    assert!(sound || !untouched);
    for text in ["person 3", "p r", "graphs part 7", "institute", "nandu 图", "", "zz"] {
        for kind in [None, Some(Kind::Work), Some(Kind::Person)] {
            let query = Query { kind, limit: 20, ..Query::new(text) };
            let Ok(answer) = index.search(&specimen.graph, &query) else { continue };
            assert!(answer.hits.len() <= 20);
            assert!(answer.hits.iter().all(|hit| hit.node.index() < specimen.graph.count(hit.node.kind())));
        }
    }
}

fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let length = bytes.get(12..16).map(|length| u32::from_le_bytes([length[0], length[1], length[2], length[3]]));
    let checked = length.and_then(|length| bytes.get(CHECKED_FROM..length as usize));
    if let Some(checksum) = checked.map(crc32fast::hash) {
        bytes[16..20].copy_from_slice(&checksum.to_le_bytes());
    }
    bytes
}
