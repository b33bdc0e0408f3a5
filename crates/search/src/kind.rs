//! The index of one kind of node, as it is read.

use std::{ops::Range, sync::Arc};

use fst::{IntoStreamer, Map, Streamer};
use scholargraph::{Graph, Kind, Node};

use crate::{forms, lists::Lists, section::Section, typo::OneTypo};

/// A range of words, by number.
pub(crate) type WordRange = Range<usize>;

/// The most words that one word is taken for: a word of four letters has no more neighbours in most languages.
const MAX_NEAR: usize = 512;

/// Everything that nodes of one kind are found by.
///
/// A *document* is a node, numbered from the most popular of its kind down.
#[derive(Clone)]
pub(crate) struct KindIndex {
    pub(crate) kind: Kind,
    /// Every word with its number, in alphabetical order.
    pub(crate) lexicon: Map<Section>,
    /// For every word the documents that have it.
    pub(crate) postings: Lists,
    /// For every document its words.
    pub(crate) rows: Lists,
    /// For every document its node's position in the table of its kind.
    pub(crate) nodes: Section,
    /// The hash of every name, ascending.
    pub(crate) name_hashes: Section,
    /// The document of every name; ascending where the hashes are equal.
    pub(crate) name_documents: Section,
    /// Positions of nodes that another index is asked about, ascending.
    pub(crate) elsewhere: Arc<[u32]>,
}

impl KindIndex {
    /// The word `word` alone.
    pub(crate) fn word(&self, word: &str) -> WordRange {
        match self.lexicon.get(word).and_then(|number| usize::try_from(number).ok()) {
            Some(number) => number..number.saturating_add(1),
            None => 0..0,
        }
    }

    /// All words that start with `prefix`, which holds letters and digits only.
    pub(crate) fn words_from(&self, prefix: &str) -> WordRange {
        let mut behind = prefix.as_bytes().to_vec();
        if let Some(last) = behind.last_mut() {
            *last = last.saturating_add(1);
        }
        self.first_word(prefix.as_bytes())..self.first_word(&behind)
    }

    /// The words that are at most one typo away from `word`; none around a word that is too short or too long.
    pub(crate) fn words_near(&self, word: &str) -> Vec<usize> {
        let Some(typo) = OneTypo::around(word) else { return Vec::new() };
        let mut near = Vec::new();
        let mut words = self.lexicon.search(typo).into_stream();
        while let Some((_, number)) = words.next()
            && near.len() < MAX_NEAR
        {
            near.extend(usize::try_from(number).ok().filter(|&number| number < self.postings.len()));
        }
        near
    }

    /// The number of the first word that is not before `bound`.
    fn first_word(&self, bound: &[u8]) -> usize {
        let mut words = self.lexicon.range().ge(bound).into_stream();
        let number = words.next().and_then(|(_, number)| usize::try_from(number).ok());
        number.unwrap_or(usize::MAX).min(self.postings.len())
    }

    /// How many documents there are.
    pub(crate) fn documents(&self) -> usize {
        self.nodes.u32_count()
    }

    /// The node of a document; `None` where the graph has none such.
    pub(crate) fn node(&self, graph: &Graph, document: u32) -> Option<Node> {
        let row = self.nodes.u32_at(document as usize)? as usize;
        (row < graph.bound(self.kind)).then(|| Node::new(self.kind, row))
    }

    /// Is the node of a document to be found here, not hidden?
    pub(crate) fn shows(&self, graph: &Graph, document: u32) -> bool {
        let is_elsewhere = |node: Node| self.elsewhere.binary_search(&(node.index() as u32)).is_ok();
        let is_shown = |node| graph.contains(node) && !is_elsewhere(node);
        !graph.is_changed() || self.node(graph, document).is_some_and(is_shown)
    }

    /// The documents that have a name with this hash, ascending.
    pub(crate) fn named(&self, hash: u32) -> impl Iterator<Item = u32> {
        let names = 0..self.name_hashes.u32_count();
        let first = first(names.clone(), |at| self.name_hashes.u32_at(at) >= Some(hash));
        let named = (first..names.end).take_while(move |&at| self.name_hashes.u32_at(at) == Some(hash));
        named.filter_map(|at| self.name_documents.u32_at(at))
    }

    /// How popular a node is among its kind, 0 to 1: 1 for the most popular, falling with the logarithm of the
    /// number of nodes at least as popular. So the kinds can be compared, whatever their popularity is counted in.
    pub(crate) fn standing(&self, graph: &Graph, popularity: u32) -> f64 {
        let less_popular = |at: usize| {
            let node = self.node(graph, at as u32);
            node.is_none_or(|node| forms::popularity(graph, node) < popularity)
        };
        let as_popular = first(0..self.documents(), less_popular).max(1);
        1.0 - (as_popular as f64).ln() / (self.documents() as f64 + 1.0).ln()
    }
}

/// The first of `range` for which `is_behind` holds, which then holds for all behind it.
fn first(mut range: Range<usize>, is_behind: impl Fn(usize) -> bool) -> usize {
    while !range.is_empty() {
        let middle = range.start + range.len() / 2;
        match is_behind(middle) {
            true => range.end = middle,
            false => range.start = middle + 1,
        }
    }
    range.start
}
