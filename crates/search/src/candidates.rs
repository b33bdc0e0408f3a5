//! Documents that may match, the most popular first.

use crate::{
    kind::{KindIndex, WordRange},
    query::Clause,
};

/// The most bytes of postings that are merged for one query: some milliseconds.
const MAX_MERGED: usize = 1 << 20;

/// Documents are merged by setting bits, unless there are fewer than one in so many: then by sorting.
const SPARSE: usize = 512;

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
            _ if postings <= MAX_MERGED => (postings, Self::Merge(ranges)),
            _ => (index.documents(), Self::All),
        }
    }
}

/// All documents that may meet the clauses of a query.
pub(crate) struct Candidates<'a> {
    /// The documents, ascending: the most popular first.
    pub(crate) documents: Box<dyn Iterator<Item = u32> + 'a>,
    /// Do they all meet the clauses, so that nobody has to look?
    pub(crate) are_sure: bool,
}

impl<'a> Candidates<'a> {
    /// The candidates for meeting all of `clauses`: those of the clause that fewest documents meet.
    pub(crate) fn of(clauses: &[Clause], index: &'a KindIndex) -> Self {
        let are_sure = matches!(clauses, [clause] if clause.is_simple());
        let plans = clauses.iter().map(|clause| Plan::of(clause, index));
        match plans.min_by_key(|(cost, _)| *cost) {
            None => Self { documents: Box::new(std::iter::empty()), are_sure },
            Some((_, Plan::List(word))) => Self { documents: Box::new(index.postings.at(word)), are_sure },
            Some((cost, Plan::Merge(ranges))) => Self { documents: merged(&ranges, cost, index), are_sure },
            Some((_, Plan::All)) => Self { documents: Box::new(0..document_count(index)), are_sure: false },
        }
    }
}

fn document_count(index: &KindIndex) -> u32 {
    u32::try_from(index.documents()).unwrap_or(u32::MAX)
}

/// The documents that have a word of `ranges`.
fn merged<'a>(ranges: &[WordRange], postings: usize, index: &'a KindIndex) -> Box<dyn Iterator<Item = u32> + 'a> {
    let words = ranges.iter().cloned().flatten();
    // Damaged offsets can make lists overlap, so that there is more in them than in all of their bytes.
    let documents = words.flat_map(|word| index.postings.at(word)).take(MAX_MERGED);
    if index.documents() / SPARSE > postings {
        let mut documents: Vec<u32> = documents.collect();
        documents.sort_unstable();
        documents.dedup();
        return Box::new(documents.into_iter());
    }
    let mut bits = Bits::new(index.documents());
    documents.for_each(|document| bits.set(document as usize));
    Box::new(bits.into_ascending())
}

/// A set of numbers below a bound.
struct Bits(Vec<u64>);

impl Bits {
    fn new(bound: usize) -> Self {
        Self(vec![0; bound.div_ceil(64)])
    }

    fn set(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    fn into_ascending(self) -> impl Iterator<Item = u32> {
        let rest = |word: &u64| Some(word & word.wrapping_sub(1)).filter(|&rest| rest != 0);
        (0_u32..).step_by(64).zip(self.0).filter(|&(_, word)| word != 0).flat_map(move |(start, word)| {
            std::iter::successors(Some(word), rest).map(move |word| start + word.trailing_zeros())
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bits_are_a_sorted_set(numbers in prop::collection::btree_set(0_usize..300, 0..50)) {
            let mut bits = Bits::new(256);
            numbers.iter().for_each(|&number| bits.set(number));
            let expected = numbers.iter().map(|&number| number as u32).filter(|&number| number < 256);
            prop_assert!(bits.into_ascending().eq(expected));
        }
    }
}
