//! Finding the documents of one kind.

use scholargraph::Graph;

use crate::{
    Fit,
    candidates::candidates,
    forms::{self, MAX_FORMS, MAX_ROW},
    kind::KindIndex,
    query::Clause,
    words::Words,
};

/// The most documents that are looked at until there are enough hits.
const MAX_STEPS: usize = 300_000;

/// The most documents that are looked at for the sake of the total alone.
const MAX_COUNTED: usize = 20_000;

/// The most names that are compared with the text letter by letter.
const MAX_COMPARED: usize = 4_000;

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Documents and how well they fit, best first.
    pub(crate) documents: Vec<(u32, Fit)>,
    /// How many documents match, as far as they were looked at.
    pub(crate) total: usize,
    /// Was everything looked at that may match?
    pub(crate) complete: bool,
}

/// The documents whose names have all `words`: the best `limit` of them.
pub(crate) fn find(graph: &Graph, index: &KindIndex, words: &Words, limit: usize) -> Found {
    let clauses = Clause::all(words, index);
    let mut found = Found { documents: called(graph, index, words), total: 0, complete: true };
    found.documents.truncate(limit);
    let called: Vec<u32> = found.documents.iter().map(|&(document, _)| document).collect();
    let mut row = Vec::new();
    let mut left = MAX_STEPS;
    for document in candidates(&clauses, index) {
        if left == 0 {
            found.complete = false;
            break;
        }
        left -= 1;
        row.clear();
        row.extend(index.rows.at(document as usize).take(MAX_ROW));
        if !clauses.iter().all(|clause| clause.is_met(&row)) {
            continue;
        }
        found.total += 1;
        if found.documents.len() < limit && !called.contains(&document) {
            found.documents.push((document, Fit::Words));
        }
        if found.documents.len() == limit {
            left = left.min(MAX_COUNTED);
        }
    }
    found
}

/// The documents that have exactly this name, the same words in the same order first.
fn called(graph: &Graph, index: &KindIndex, words: &Words) -> Vec<(u32, Fit)> {
    let mut comparison = Comparison::new(words);
    let mut documents: Vec<(u32, Fit)> = index
        .named(forms::hash(words))
        .map_while(|document| comparison.fit(graph, index, document))
        .filter(|&(_, fit)| fit != Fit::Words)
        .collect();
    documents.sort_by_key(|&(document, fit)| (std::cmp::Reverse(fit), document));
    documents
}

/// Compares names with the words of a query.
struct Comparison<'a> {
    words: &'a Words,
    sorted: Vec<&'a str>,
    name: Words,
    left: usize,
}

impl<'a> Comparison<'a> {
    fn new(words: &'a Words) -> Self {
        let mut sorted: Vec<&str> = words.parts().collect();
        sorted.sort_unstable();
        Self { words, sorted, name: Words::default(), left: MAX_COMPARED }
    }

    /// How well the best fitting name of a document fits; `None` once too many names have been compared.
    fn fit(&mut self, graph: &Graph, index: &KindIndex, document: u32) -> Option<(u32, Fit)> {
        let Some(node) = index.node(graph, document) else { return Some((document, Fit::Words)) };
        let mut best = Fit::Words;
        for name in forms::forms(graph, node).take(MAX_FORMS) {
            self.left = self.left.checked_sub(1)?;
            self.name.read(name);
            best = best.max(self.fit_of_name());
        }
        Some((document, best))
    }

    fn fit_of_name(&self) -> Fit {
        if self.name.parts().eq(self.words.parts()) {
            return Fit::Name;
        }
        let mut sorted: Vec<&str> = self.name.parts().collect();
        sorted.sort_unstable();
        if sorted == self.sorted { Fit::SameWords } else { Fit::Words }
    }
}
