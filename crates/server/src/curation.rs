//! What owners say otherwise than records do, and who is hidden, as the graph and a build know it.

use scholargraph::{BylinePlace, Changes, Correction, DenseId, Graph, Kind, PersonId, WorkId, text::Words};
use scholargraph_community::Curated;
use tokio::task::spawn_blocking;

use crate::AppState;

/// What owners say of their records is in force from here on. What makes it fail is logged; pages show what is served.
pub(crate) async fn take_effect(state: &AppState) {
    let state = state.clone();
    let _ = spawn_blocking(move || state.curate()).await;
}

/// Of so many works, and on bylines of so many names, a name is looked for.
const MOST_COMPARED: usize = 500;

/// An authorship that its owner says is not theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    work: WorkId,
    person: PersonId,
    position: u16,
}

/// The places on bylines of `graph` that are curated. What the graph does not have, or not any more, is left out.
fn places(graph: &Graph, curated: &Curated) -> Vec<Place> {
    let find = |kind, key: &str| graph.resolve(Some(kind), key).ok().map(|found| found.node.index());
    let place = |(person, work): &(String, String)| {
        let person = PersonId::from_index(find(Kind::Person, person)?);
        let work = WorkId::from_index(find(Kind::Work, work)?);
        let authors = &graph.work_relations().authors;
        let edge = authors.find(work.index(), person)?;
        Some(Place { work, person, position: authors.edges.position.at(edge) })
    };
    let mut places: Vec<Place> = curated.places.iter().filter_map(place).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// The people of `graph` with what is said of them; those who are not there are left out.
fn people<'c>(graph: &Graph, said: &'c [(String, String)]) -> impl Iterator<Item = (PersonId, &'c str)> {
    said.iter().filter_map(|(person, said)| {
        let node = graph.resolve(Some(Kind::Person), person).ok()?.node;
        Some((PersonId::from_index(node.index()), said.as_str()))
    })
}

/// The ORCID iDs of people whose records give none.
fn orcids<'c>(graph: &Graph, curated: &'c Curated) -> Vec<(PersonId, &'c str)> {
    let has_none = |&(person, _): &(PersonId, &str)| graph.people().orcid.at(person.index()).is_empty();
    let mut orcids: Vec<(PersonId, &str)> = people(graph, &curated.orcids).filter(has_none).collect();
    // Two keys may have become one person's since.
    orcids.dedup_by_key(|&mut (person, _)| person);
    orcids
}

/// What makes a graph one in which nobody has what they say is not theirs, where a bare name stays, in which owners are
/// called as they say, and in which those who are hidden are not.
pub(crate) fn changes(graph: &Graph, curated: &Curated) -> Changes<'static> {
    let mut changes = Changes::new();
    for Place { work, person, .. } in places(graph, curated) {
        changes.detach_authorship(work, person, graph.label(person));
    }
    for (person, name) in people(graph, &curated.names) {
        changes.add_name(person, name);
    }
    for (person, orcid) in orcids(graph, curated) {
        changes.set_orcid(person, orcid);
    }
    let person = |key: &String| graph.resolve(Some(Kind::Person), key).ok();
    for found in curated.hidden.iter().filter_map(person) {
        changes.hide(found.node);
    }
    changes
}

/// The corrections with which a build gives the graph that is served, but for those who are hidden: `graph` is the one
/// before anything was changed, and gives names and places on bylines. What cannot be named by a place on one of its
/// bylines is left out.
///
/// O(curated · log authors + works of people who are given names).
///
/// ```
/// # use scholargraph_testkit::{Paper, graph_of};
/// # let graph = graph_of(&[Paper { authors: vec![(0, vec![])], ..Paper::default() }], Default::default());
/// use scholargraph_community::Curated;
/// use scholargraph_server::corrections;
///
/// let key = |node: scholargraph::Node| graph.key(node);
/// let (person, work) = (graph.nodes::<scholargraph::PersonId>().next().unwrap(), scholargraph::WorkId(0));
/// let curated = Curated { places: vec![(key(person.into()), key(work.into()))], ..Curated::default() };
/// assert_eq!(corrections(&graph, &curated).len(), 1);
/// ```
#[must_use]
pub fn corrections(graph: &Graph, curated: &Curated) -> Vec<Correction> {
    let name = |person: PersonId| graph.label(person).to_owned();
    let place = |work: WorkId, person| BylinePlace { work: graph.id(work).to_owned(), name: name(person) };
    let nobody = |Place { work, person, position }| Correction::Nobody(place(work, person), Some(position));
    let names = people(graph, &curated.names);
    let alias = names.filter_map(|(person, alias)| {
        Some(Correction::Alias(place(told_apart_on(graph, person)?, person), alias.to_owned()))
    });
    let orcid = orcids(graph, curated).into_iter().filter_map(|(person, orcid)| {
        Some(Correction::Orcid(place(told_apart_on(graph, person)?, person), orcid.to_owned()))
    });
    alias.chain(orcid).chain(places(graph, curated).into_iter().map(nobody)).collect()
}

/// The corrections with which a build makes one person of those whose records are one owner's, given the keys of these.
/// Where two of them stand on one byline, a build refuses and says so.
///
/// O(works of these people).
///
/// ```
/// # use scholargraph_testkit::{Paper, graph_of};
/// # let by = |person| Paper { authors: vec![(person, vec![])], ..Paper::default() };
/// # let graph = graph_of(&[by(0), by(1)], Default::default());
/// let owned: Vec<String> = graph.nodes::<scholargraph::PersonId>().map(|person| graph.key(person)).collect();
/// assert_eq!(scholargraph_server::unions(&graph, &[owned]).len(), 1);
/// ```
#[must_use]
pub fn unions(graph: &Graph, owned: &[Vec<String>]) -> Vec<Correction> {
    let place = |key: &String| {
        let node = graph.resolve(Some(Kind::Person), key).ok()?.node;
        let person = PersonId::from_index(node.index());
        let work = graph.id(told_apart_on(graph, person)?).to_owned();
        Some((person, BylinePlace { work, name: graph.label(person).to_owned() }))
    };
    let mut unions = Vec::new();
    for keys in owned {
        let mut places = keys.iter().filter_map(place);
        let Some((first, one)) = places.next() else { continue };
        let others = places.filter(|&(person, _)| person != first);
        unions.extend(others.map(|(_, other)| Correction::Same(one.clone(), other)));
    }
    unions
}

/// A work of a person on whose byline nobody else has their name.
fn told_apart_on(graph: &Graph, person: PersonId) -> Option<WorkId> {
    let own = Words::of(graph.label(person));
    let is_alone = |&work: &WorkId| {
        let authors = graph.authors(work);
        authors.len() <= MOST_COMPARED
            && authors.iter().all(|&other| other == person || !Words::of(graph.label(other)).parts().eq(own.parts()))
    };
    graph.works_of(person).iter().copied().take(MOST_COMPARED).find(is_alone)
}

#[cfg(test)]
mod tests {
    use scholargraph_testkit::{Paper, graph_of};

    use super::*;

    #[test]
    fn an_orcid_id_stands_where_records_give_none() {
        let by = |people: &[u8]| Paper { authors: people.iter().map(|&at| (at, vec![])).collect(), ..Paper::default() };
        let graph = graph_of(&[by(&[0, 1]), by(&[1])], Default::default());
        let orcid = "0000-0002-1825-0097".to_owned();
        let said = |graph: &Graph, person: u32| (graph.key(PersonId(person)), orcid.clone());
        let curated = Curated { orcids: vec![said(&graph, 0)], ..Curated::default() };
        let changed = graph.with_changes(&changes(&graph, &curated)).expect("what is not there is left out");
        assert_eq!(changed.resolve(None, &orcid).map(|found| found.node), Ok(PersonId(0).into()));
        let [Correction::Orcid(place, exported)] = &corrections(&graph, &curated)[..] else { unreachable!("one iD") };
        assert_eq!(
            (place.work.as_str(), place.name.as_str(), exported),
            (graph.id(WorkId(0)), graph.label(PersonId(0)), &orcid)
        );
        // Whoever has one keeps it.
        assert!(changes(&changed, &curated).is_empty() && corrections(&changed, &curated).is_empty());
    }
}
