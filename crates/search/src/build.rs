//! From a graph to the sections of an index.
//!
//! Nodes are read as *documents*, numbered from the most popular of their kind down, so every list of
//! documents is in the order of the answer. Words are numbered in alphabetical order, so all words that start
//! alike have consecutive numbers.

mod chunk;

use std::ops::Range;

use fst::MapBuilder;
use hashbrown::HashMap;
use rayon::prelude::*;
use scholargraph::Graph;

use self::chunk::{Chunk, Rows};
use crate::{field::Field, lists::ListsBuilder, section::bytes_of};

/// Documents that are read together, unless there are very many.
const CHUNK: usize = 1 << 14;

/// At most this many chunks, each of which has a dictionary of its own while building.
const MAX_CHUNKS: usize = 256;

/// The sections of one kind of node. What they hold is said at [`KindIndex`](crate::kind::KindIndex).
#[derive(Debug, Default)]
pub(crate) struct KindSections {
    pub(crate) lexicon: Vec<u8>,
    pub(crate) posting_offsets: Vec<u8>,
    pub(crate) postings: Vec<u8>,
    pub(crate) row_offsets: Vec<u8>,
    pub(crate) rows: Vec<u8>,
    pub(crate) nodes: Vec<u8>,
    pub(crate) name_hashes: Vec<u8>,
    pub(crate) name_documents: Vec<u8>,
    /// How many nodes had words left out.
    pub(crate) cut: u32,
}

/// Reads a field of `nodes`, the most popular first. The same bytes whatever the number of threads.
pub(crate) fn sections(graph: &Graph, field: Field, nodes: Vec<u32>) -> Result<KindSections, fst::Error> {
    let chunks = read(graph, field, &nodes);
    let words = distinct(&chunks);
    let rows = renumbered(&chunks, &words);
    let cut = chunks.iter().map(|chunk| chunk.cut).sum();
    let names = names(chunks.iter().flat_map(|chunk| chunk.names.iter().copied()).collect());
    let (posting_offsets, postings) = postings(&rows, words.len());
    let (row_offsets, rows) = encoded(rows);
    Ok(KindSections {
        lexicon: lexicon(&words)?,
        posting_offsets,
        postings,
        row_offsets,
        rows,
        nodes: bytes_of(nodes),
        name_hashes: bytes_of(names.iter().map(|name| name.0)),
        name_documents: bytes_of(names.iter().map(|name| name.1)),
        cut,
    })
}

fn read(graph: &Graph, field: Field, nodes: &[u32]) -> Vec<Chunk> {
    let size = CHUNK.max(nodes.len().div_ceil(MAX_CHUNKS));
    let chunks = nodes.par_chunks(size).enumerate();
    chunks.map(|(at, nodes)| Chunk::read(graph, field, nodes, (at * size) as u32)).collect()
}

/// All words of all chunks, in alphabetical order.
fn distinct(chunks: &[Chunk]) -> Vec<&str> {
    let mut words: Vec<&str> = chunks.iter().flat_map(|chunk| chunk.words.keys().map(String::as_str)).collect();
    words.par_sort_unstable();
    words.dedup();
    words
}

fn renumbered(chunks: &[Chunk], words: &[&str]) -> Vec<Rows> {
    let numbers: HashMap<&str, u32> = words.iter().copied().zip(0..).collect();
    let renumbered = |chunk: &Chunk| {
        let mut new = vec![0; chunk.words.len()];
        for (word, &old) in &chunk.words {
            new[old as usize] = numbers.get(word.as_str()).copied().unwrap_or_default();
        }
        chunk.renumbered(&new)
    };
    chunks.par_iter().map(renumbered).collect()
}

fn names(mut names: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    names.par_sort_unstable();
    names.dedup();
    names
}

/// For every word the documents that have it: a counting sort of the rows.
fn postings(rows: &[Rows], words: usize) -> (Vec<u8>, Vec<u8>) {
    let mut starts = vec![0_usize; words + 1];
    for word in rows.iter().flat_map(|rows| &rows.words) {
        starts[*word as usize + 1] += 1;
    }
    for word in 0..words {
        starts[word + 1] += starts[word];
    }
    let mut next = starts.clone();
    let mut documents = vec![0_u32; starts[words]];
    for (document, row) in (0..).zip(rows.iter().flat_map(Rows::iter)) {
        for &word in row {
            let slot = &mut next[word as usize];
            documents[*slot] = document;
            *slot += 1;
        }
    }
    let encode = |words: Range<usize>| {
        let mut lists = ListsBuilder::default();
        words.for_each(|word| lists.push(documents[starts[word]..starts[word + 1]].iter().copied()));
        lists
    };
    let chunks = (0..words.div_ceil(CHUNK)).into_par_iter();
    ListsBuilder::concatenated(chunks.map(|at| encode(at * CHUNK..words.min((at + 1) * CHUNK))).collect())
}

fn encoded(rows: Vec<Rows>) -> (Vec<u8>, Vec<u8>) {
    let encode = |rows: Rows| {
        let mut lists = ListsBuilder::default();
        rows.iter().for_each(|row| lists.push(row.iter().copied()));
        lists
    };
    ListsBuilder::concatenated(rows.into_par_iter().map(encode).collect())
}

fn lexicon(words: &[&str]) -> Result<Vec<u8>, fst::Error> {
    let mut lexicon = MapBuilder::memory();
    for (number, word) in (0..).zip(words) {
        lexicon.insert(word, number)?;
    }
    lexicon.into_inner()
}
