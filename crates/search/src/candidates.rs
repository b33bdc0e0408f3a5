//! Documents that may match, the most popular first.

use crate::{
    kind::{KindIndex, WordRange},
    query::Clause,
};

/// The most bytes of postings that are merged for one query. Sorting their documents takes a few milliseconds.
const MAX_MERGED: usize = 1 << 18;

/// What merging costs in comparison with reading a list or all documents.
const MERGING: usize = 4;

/// Where the candidates of a query come from.
#[derive(Debug)]
enum Plan {
    /// One word has them, in order.
    List(usize),
    /// The words of some ranges have them.
    Merge(Vec<WordRange>),
    /// There are so many of them that it is cheaper to look at every document: the first will soon be found.
    All,
}

impl Plan {
    /// The cheapest plan for documents that meet `clause`, and about how many documents it has to look at.
    fn of(clause: &Clause, index: &KindIndex) -> (usize, Self) {
        let ranges = clause.cheapest(index);
        let postings: usize = ranges.iter().map(|range| index.postings.bytes_in(range)).sum();
        match ranges.as_slice() {
            [word] if word.len() == 1 => (postings, Self::List(word.start)),
            _ if postings <= MAX_MERGED => (postings * MERGING, Self::Merge(ranges)),
            _ => (index.documents(), Self::All),
        }
    }
}

/// All documents that may meet all of `clauses`, ascending, so that the first to be found are the most popular.
pub(crate) fn candidates<'a>(clauses: &[Clause], index: &'a KindIndex) -> Box<dyn Iterator<Item = u32> + 'a> {
    let plans = clauses.iter().map(|clause| Plan::of(clause, index));
    match plans.min_by_key(|(cost, _)| *cost) {
        None => Box::new(std::iter::empty()),
        Some((_, Plan::List(word))) => Box::new(index.postings.at(word)),
        Some((_, Plan::Merge(ranges))) => Box::new(merged(&ranges, index).into_iter()),
        Some((_, Plan::All)) => Box::new(0..u32::try_from(index.documents()).unwrap_or(u32::MAX)),
    }
}

fn merged(ranges: &[WordRange], index: &KindIndex) -> Vec<u32> {
    let words = ranges.iter().cloned().flatten();
    let mut documents: Vec<u32> = words.flat_map(|word| index.postings.at(word)).take(MAX_MERGED).collect();
    documents.sort_unstable();
    documents.dedup();
    documents
}
