//! Numbers that citations give a person.

use crate::{DenseId, Graph, PersonId, WorkId, tally::citations};

/// How widely a person's works are cited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CitationIndices {
    /// The largest h such that h works are cited at least h times each.
    ///
    /// J. E. Hirsch, *An index to quantify an individual's scientific research output*, PNAS 102 (2005) 16569–16572,
    /// <https://doi.org/10.1073/pnas.0507655102>.
    pub h_index: u32,
    /// The largest g such that the g most cited works are cited at least g² times altogether; at most the number of
    /// works.
    ///
    /// L. Egghe, *Theory and practise of the g-index*, Scientometrics 69 (2006) 131–152,
    /// <https://doi.org/10.1007/s11192-006-0144-7>.
    pub g_index: u32,
    /// Works that are cited at least ten times.
    pub i10_index: u32,
}

/// How often a work is cited: as its source says, or by works of this graph where these are more.
///
/// ```
/// # use scholargraph::{CorpusBuilder, Key, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # let mut work = WorkRecord::new(Key::id("w"));
/// # work.attributes.cited_by_count = 7;
/// # shard.work(&work);
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::{WorkId, centrality::citations_of};
/// assert_eq!(citations_of(&graph, WorkId(0)), 7);
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[must_use]
pub fn citations_of(graph: &Graph, work: WorkId) -> u32 {
    let here = graph.work_relations().cited_by.degree(work.index());
    citations(graph, work).max(u32::try_from(here).unwrap_or(u32::MAX))
}

impl CitationIndices {
    /// The indices of a person over all their works, each counted as [`citations_of`] counts. O(works · log works).
    #[must_use]
    pub fn of(graph: &Graph, person: PersonId) -> Self {
        Self::from_counts(graph.works_of(person).iter().map(|&work| citations_of(graph, work)).collect())
    }

    fn from_counts(mut counts: Vec<u32>) -> Self {
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let ranked = || (1_u64..).zip(&counts);
        let mut altogether = 0;
        let g_index = ranked().take_while(|&(rank, &count)| {
            altogether += u64::from(count);
            altogether >= rank * rank
        });
        Self {
            g_index: g_index.count() as u32,
            h_index: ranked().take_while(|&(rank, &count)| u64::from(count) >= rank).count() as u32,
            i10_index: counts.iter().take_while(|&&count| count >= 10).count() as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: &[u32], h_index: u32, g_index: u32, i10_index: u32) {
        let expected = CitationIndices { h_index, g_index, i10_index };
        assert_eq!(CitationIndices::from_counts(counts.to_vec()), expected, "{counts:?}");
    }

    #[test]
    fn indices_worked_out_by_hand() {
        check(&[], 0, 0, 0);
        check(&[0, 0], 0, 0, 0);
        check(&[1], 1, 1, 0);
        check(&[100], 1, 1, 1);
        check(&[3, 10, 8, 5, 4], 4, 5, 1);
        check(&[25, 8, 5, 3, 3], 3, 5, 1);
        check(&[u32::MAX, u32::MAX, u32::MAX], 3, 3, 3);
    }
}
