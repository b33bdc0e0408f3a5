//! Finding the documents of one kind.

use scholargraph::{Graph, text::Words};

use crate::{
    Fit,
    candidates::Candidates,
    forms::{self, MAX_FORMS, MAX_ROW},
    kind::KindIndex,
    query::{Clause, Reading},
};

/// The most documents that are looked at until there are enough hits: some ten milliseconds.
const MAX_STEPS: usize = 300_000;

/// The most documents whose words are looked at for the sake of the total alone: about a millisecond.
const MAX_COUNTED: usize = 10_000;

/// The most names that are compared with the text word by word.
const MAX_COMPARED: usize = 4_000;

/// What was found.
#[derive(Debug)]
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
    let mut called = called(graph, index, words);
    called.truncate(limit);
    let search = Search { graph, index, limit };
    let whole = search.add(&called, &Clause::all(words, index, Reading::Whole), Fit::Words);
    search.add(&whole.documents, &Clause::all(words, index, Reading::Unfinished), Fit::Begun)
}

/// The same for words that may have a typo each. What [`find`] finds is among them, as near as all others.
pub(crate) fn find_near(graph: &Graph, index: &KindIndex, words: &Words, limit: usize) -> Found {
    Search { graph, index, limit }.add(&[], &Clause::all(words, index, Reading::Forgiving), Fit::Near)
}

/// The documents of `by_title`, then those whose texts have all words, the last of which may be unfinished.
pub(crate) fn find_in_texts(graph: &Graph, index: &KindIndex, words: &Words, limit: usize, by_title: &Found) -> Found {
    let clauses = Clause::all(words, index, Reading::Unfinished);
    Search { graph, index, limit }.add(&by_title.documents, &clauses, Fit::Text)
}

/// Where to look, and for how much.
struct Search<'a> {
    graph: &'a Graph,
    index: &'a KindIndex,
    limit: usize,
}

impl Search<'_> {
    /// The `better` documents, then others that meet all clauses; and how many meet them in all.
    fn add(&self, better: &[(u32, Fit)], clauses: &[Clause], fit: Fit) -> Found {
        let &Self { graph, index, limit } = self;
        let Candidates { documents, are_sure } = Candidates::of(clauses, index);
        let mut found = Found { documents: better.to_vec(), total: 0, complete: true };
        let counted = if are_sure { MAX_STEPS } else { MAX_COUNTED };
        let mut row = Vec::new();
        let mut left = MAX_STEPS;
        for document in documents {
            if left == 0 {
                found.complete = false;
                break;
            }
            left -= 1;
            if (are_sure || meets(clauses, index, document, &mut row)) && index.shows(graph, document) {
                found.total += 1;
                if found.documents.len() < limit && !better.iter().any(|&(better, _)| better == document) {
                    found.documents.push((document, fit));
                }
                if found.documents.len() == limit {
                    left = left.min(counted);
                }
            }
        }
        found
    }
}

/// Does a document meet all clauses? Its words are read into `row`.
fn meets(clauses: &[Clause], index: &KindIndex, document: u32, row: &mut Vec<u32>) -> bool {
    row.clear();
    row.extend(index.rows.at(document as usize).take(MAX_ROW));
    clauses.iter().all(|clause| clause.is_met(row))
}

/// The documents that have exactly this name, the same words in the same order first.
fn called(graph: &Graph, index: &KindIndex, words: &Words) -> Vec<(u32, Fit)> {
    let mut comparison = Comparison::new(words);
    let mut documents: Vec<(u32, Fit)> = index
        .named(forms::hash(words))
        .map_while(|document| comparison.fit(graph, index, document))
        .filter(|&(document, fit)| fit != Fit::Words && index.shows(graph, document))
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
            self.name.read(&name);
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
