//! Bylines, of which some hold thousands of names.

use scholargraph::{DenseId, Graph, PersonId, WorkId};

/// A name on a byline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'g> {
    /// Place, from 0.
    pub(super) position: u16,
    pub(super) who: Who<'g>,
}

/// Whose name it is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Who<'g> {
    /// A person, with the edge of `authored` that puts them there.
    Person(PersonId, usize),
    /// Nobody the source knows: a name alone.
    Name(&'g str),
}

/// The first `limit` entries of a byline in its order, and how many there are. O(names + limit · log limit).
pub(super) fn first(graph: &Graph, work: WorkId, limit: usize) -> (Vec<Entry<'_>>, usize) {
    let mut entries = all(graph, work);
    let total = entries.len();
    if limit < total {
        entries.select_nth_unstable_by_key(limit, |entry| entry.position);
        entries.truncate(limit);
    }
    entries.sort_unstable_by_key(|entry| entry.position);
    (entries, total)
}

fn all(graph: &Graph, work: WorkId) -> Vec<Entry<'_>> {
    let authors = &graph.work_relations().authors;
    let edges = authors.edges_of(work.index());
    let people = edges
        .zip(graph.authors(work))
        .map(|(edge, &person)| Entry { position: authors.edges.position.at(edge), who: Who::Person(person, edge) });
    let unnamed = graph.work_relations().unnamed_authors.at(work.index());
    let unnamed = unnamed.map(|(position, name)| Entry { position, who: Who::Name(name) });
    people.chain(unnamed).collect()
}

#[cfg(test)]
mod tests {
    use scholargraph::BuildOptions;
    use scholargraph_testkit::{Paper, graph_of};

    use super::*;

    #[test]
    fn the_first_names_come_in_their_order() {
        let authors = [9, 3, 7, 1, 5].map(|person| (person, vec![])).to_vec();
        let graph = graph_of(&[Paper { authors, ..Paper::default() }], BuildOptions::default());
        let names = |limit| {
            let (entries, total) = first(&graph, WorkId(0), limit);
            assert_eq!(total, 5);
            let name = |entry: Entry<'_>| match entry.who {
                Who::Person(person, _) => graph.id(person).to_owned(),
                Who::Name(name) => name.to_owned(),
            };
            entries.into_iter().map(name).collect::<Vec<_>>()
        };
        assert_eq!(names(9), ["A1009", "A1003", "A1007", "A1001", "A1005"]);
        assert_eq!(names(2), ["A1009", "A1003"]);
        assert_eq!(names(0), [""; 0]);
    }
}
