//! The words of some nodes, numbered as they come.

use std::borrow::Cow;

use hashbrown::HashMap;
use scholargraph::{Graph, Node, text::Words};

use crate::{
    field::Field,
    forms::{self, MAX_FORMS, MAX_ROW},
};

/// The words of consecutive documents.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// Every distinct word with its number in this chunk.
    pub(super) words: HashMap<String, u32>,
    /// The words of the documents, one document after the other.
    rows: Vec<u32>,
    ends: Vec<usize>,
    /// Hash and document of every name.
    pub(super) names: Vec<(u32, u32)>,
    /// How many documents had words left out.
    pub(super) cut: u32,
}

impl Chunk {
    /// Reads a field of `nodes`, which are the documents from number `first` on.
    pub(super) fn read(graph: &Graph, field: Field, nodes: &[u32], first: u32) -> Self {
        let mut chunk = Self::default();
        let mut words = Words::default();
        for (document, &row) in (first..).zip(nodes) {
            let node = Node::new(field.kind(), row as usize);
            match field {
                Field::Names(_) => chunk.push(forms::forms(graph, node), Some(document), &mut words),
                Field::Texts => chunk.push(forms::texts(graph, node), None, &mut words),
            }
        }
        chunk
    }

    /// Adds a document with these forms, which are its names if it is to be `named`.
    fn push<'g>(&mut self, mut forms: impl Iterator<Item = Cow<'g, str>>, named: Option<u32>, words: &mut Words) {
        let start = self.rows.len();
        let mut cut = false;
        for form in forms.by_ref().take(MAX_FORMS) {
            words.read(&form);
            cut |= words.is_cut();
            if let Some(document) = named {
                self.push_name(document, words);
            }
            for word in words.all() {
                cut |= !self.push_word(start, word);
            }
        }
        cut |= forms.next().is_some();
        self.cut += u32::from(cut);
        self.ends.push(self.rows.len());
    }

    fn push_name(&mut self, document: u32, words: &Words) {
        if words.parts().len() > 0 {
            self.names.push((forms::hash(words), document));
        }
    }

    /// Adds a word to the document whose words start at `start`, unless it has too many.
    fn push_word(&mut self, start: usize, word: &str) -> bool {
        let next = self.words.len() as u32;
        let number = *self.words.entry_ref(word).or_insert(next);
        let row = &self.rows[start..];
        if row.contains(&number) {
            return true;
        }
        let fits = row.len() < MAX_ROW;
        if fits {
            self.rows.push(number);
        }
        fits
    }

    /// The documents' words, numbered by `numbers` instead, each document's ascending.
    pub(super) fn renumbered(&self, numbers: &[u32]) -> Rows {
        let mut words: Vec<u32> = self.rows.iter().map(|&word| numbers[word as usize]).collect();
        let mut start = 0;
        for &end in &self.ends {
            words[start..end].sort_unstable();
            start = end;
        }
        Rows { words, ends: self.ends.clone() }
    }
}

/// The words of consecutive documents, in the numbering of the whole index.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) words: Vec<u32>,
    ends: Vec<usize>,
}

impl Rows {
    /// The words of every document.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.words[start..end])
    }
}
