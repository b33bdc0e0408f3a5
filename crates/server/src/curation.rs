//! What owners take off their records, and who is hidden, as the graph and a build know it.

use scholargraph::{BylinePlace, Changes, Correction, DenseId, Graph, Kind, PersonId, WorkId};
use scholargraph_community::Removals;

/// An authorship that its owner says is not theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    work: WorkId,
    person: PersonId,
    position: u16,
}

/// The places on bylines of `graph` that `removals` name. What the graph does not have, or not any more, is left out.
fn places(graph: &Graph, removals: &Removals) -> Vec<Place> {
    let find = |kind, key: &str| graph.resolve(Some(kind), key).ok().map(|found| found.node.index());
    let place = |(person, work): &(String, String)| {
        let person = PersonId::from_index(find(Kind::Person, person)?);
        let work = WorkId::from_index(find(Kind::Work, work)?);
        let authors = &graph.work_relations().authors;
        let edge = authors.find(work.index(), person)?;
        Some(Place { work, person, position: authors.edges.position.at(edge) })
    };
    let mut places: Vec<Place> = removals.places.iter().filter_map(place).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// What makes a graph one in which nobody has what they say is not theirs, where a bare name stays, and in which those
/// who are hidden are not.
pub(crate) fn changes(graph: &Graph, removals: &Removals) -> Changes<'static> {
    let mut changes = Changes::new();
    for Place { work, person, .. } in places(graph, removals) {
        changes.detach_authorship(work, person, graph.label(person));
    }
    let person = |key: &String| graph.resolve(Some(Kind::Person), key).ok();
    for found in removals.hidden.iter().filter_map(person) {
        changes.hide(found.node);
    }
    changes
}

/// The corrections with which a build gives the graph that is served: `graph` is the one before anything was taken off,
/// and gives names and places on bylines. Those that it does not have are left out.
///
/// O(removals · log authors).
///
/// ```
/// # use scholargraph_testkit::{Paper, graph_of};
/// # let graph = graph_of(&[Paper { authors: vec![(0, vec![])], ..Paper::default() }], Default::default());
/// use scholargraph_community::Removals;
/// use scholargraph_server::corrections;
///
/// let key = |node: scholargraph::Node| graph.key(node);
/// let (person, work) = (graph.nodes::<scholargraph::PersonId>().next().unwrap(), scholargraph::WorkId(0));
/// let removals = Removals { places: vec![(key(person.into()), key(work.into()))], ..Removals::default() };
/// assert_eq!(corrections(&graph, &removals).len(), 1);
/// ```
#[must_use]
pub fn corrections(graph: &Graph, removals: &Removals) -> Vec<Correction> {
    let correction = |Place { work, person, position }| {
        let place = BylinePlace { work: graph.id(work).to_owned(), name: graph.label(person).to_owned() };
        Correction::Nobody(place, Some(position))
    };
    places(graph, removals).into_iter().map(correction).collect()
}
