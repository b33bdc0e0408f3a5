//! What the nodes of a graph are called, and how popular they are.

use std::borrow::Cow;

use rayon::prelude::*;
use scholargraph::{Graph, Kind, Node, text::Words};
use unicode_normalization::UnicodeNormalization;

/// A node counts by this many names from the first, which is its label.
pub(crate) const MAX_FORMS: usize = 256;

/// A node is found by this many distinct words from its first name on.
pub(crate) const MAX_ROW: usize = 512;

/// Everything a node is found by: its label, then its other names, then those of them that have umlauts with these spelt
/// out, for `ü` is folded to `u`.
pub(crate) fn forms(graph: &Graph, node: Node) -> impl Iterator<Item = Cow<'_, str>> {
    names(graph, node).map(Cow::Borrowed).chain(names(graph, node).filter_map(spelt_out).map(Cow::Owned))
}

/// As many words of an abstract are read at once, of which each may be a compound of some.
const WORDS_AT_ONCE: usize = 16;

/// The title and the abstract of a work that has one, in pieces.
pub(crate) fn texts(graph: &Graph, node: Node) -> impl Iterator<Item = Cow<'_, str>> {
    let text = match node {
        Node::Work(work) => graph.abstract_text(work),
        _ => None,
    };
    let title = text.as_ref().map(|_| Cow::Borrowed(graph.label(node)));
    let pieces = text.map(|text| {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.chunks(WORDS_AT_ONCE).map(|words| Cow::Owned(words.join(" "))).collect::<Vec<_>>()
    });
    title.into_iter().chain(pieces.into_iter().flatten())
}

/// `Mueller` for `Müller`; `None` where nothing is to be spelt out.
fn spelt_out(name: &str) -> Option<String> {
    if name.is_ascii() {
        return None;
    }
    let composed: String = name.nfc().collect();
    let mut spelt = String::with_capacity(composed.len() + 4);
    for letter in composed.chars() {
        match letter {
            'ä' | 'Ä' => spelt.push_str("ae"),
            'ö' | 'Ö' => spelt.push_str("oe"),
            'ü' | 'Ü' => spelt.push_str("ue"),
            _ => spelt.push(letter),
        }
    }
    (spelt != composed).then_some(spelt)
}

fn names(graph: &Graph, node: Node) -> impl Iterator<Item = &str> + Clone {
    let others = match node {
        Node::Person(id) => Some(graph.people().other_names.at(id.0 as usize)),
        Node::Institution(id) => Some(graph.institutions().other_names.at(id.0 as usize)),
        Node::Work(_) | Node::Topic(_) => None,
    };
    std::iter::once(graph.label(node)).chain(others.into_iter().flatten())
}

/// By what nodes of equally well fitting names are ranked: works by citations, the others by their works.
///
/// Of a work's citations, the greater of what its source counts and of what the graph holds.
pub(crate) fn popularity(graph: &Graph, node: Node) -> u32 {
    let row = node.index();
    let count = match node {
        Node::Work(id) => {
            let stated = graph.works().cited_by_count.at(row);
            return stated.max(saturated(graph.cited_by(id).len()));
        }
        Node::Person(_) => graph.person_relations().works.degree(row),
        Node::Topic(_) => graph.topic_relations().works.degree(row),
        Node::Institution(_) => graph.institution_relations().works.degree(row),
    };
    saturated(count)
}

fn saturated(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The nodes of a kind as positions in its table: the most popular first, equally popular ones by key.
pub(crate) fn by_popularity(graph: &Graph, kind: Kind) -> Vec<u32> {
    sorted_by_popularity(graph, kind, (0..saturated(graph.bound(kind))).into_par_iter())
}

/// Those of `rows` that are not hidden, in the same order.
pub(crate) fn sorted_by_popularity(graph: &Graph, kind: Kind, rows: impl ParallelIterator<Item = u32>) -> Vec<u32> {
    let mut order: Vec<(u32, u32)> = rows
        .filter(|&row| graph.contains(Node::new(kind, row as usize)))
        .map(|row| (u32::MAX - popularity(graph, Node::new(kind, row as usize)), row))
        .collect();
    order.par_sort_unstable();
    order.into_iter().map(|(_, row)| row).collect()
}

/// A number that is equal for names of the same words in whatever order.
///
/// CRC-32, which is the same on every machine and in every version.
pub(crate) fn hash(words: &Words) -> u32 {
    let mut parts: Vec<&str> = words.parts().collect();
    parts.sort_unstable();
    let mut hasher = crc32fast::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(b" ");
    }
    hasher.finalize()
}
