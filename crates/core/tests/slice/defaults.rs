//! What a `Nearest` slice holds unless the caller says otherwise.

use scholargraph::{
    BuildOptions, Kind, PersonId,
    slice::{Select, Slicer},
};
use scholargraph_testkit::{Paper, graph_of};

/// Seventy works of one person with one other each, thirty topics, twenty-five institutions, and forty-five works of
/// strangers that all of them cite.
#[test]
fn nearest_has_two_hundred_nodes_at_most() {
    let own = (0..70_u8).map(|work| Paper {
        year: 2020,
        authors: vec![(0, vec![work % 25]), (1 + work, Vec::new())],
        topics: vec![work % 30],
        references: (70..115).collect(),
    });
    let cited =
        (0..45_u8).map(|work| Paper { year: 2010, authors: vec![(100 + work, Vec::new())], ..Paper::default() });
    let graph = graph_of(&own.chain(cited).collect::<Vec<_>>(), BuildOptions::default());
    let slice = Slicer::of(PersonId(0)).select(Select::Nearest).run(&graph);
    let of = |kind| slice.graph.node_weights().filter(|node| node.node.kind() == kind).count();
    assert_eq!(Kind::ALL.map(of), [99, 61, 20, 20], "the focus is one of the people");
    let omitted = [Kind::Work, Kind::Person, Kind::Topic, Kind::Institution].map(|kind| slice.omitted.of(kind));
    assert_eq!((omitted, slice.omitted.total()), ([16, 10, 10, 5], 41));
    let asked = Slicer::of(PersonId(0)).select(Select::Nearest).cap(Kind::Topic, 3).nodes(50).run(&graph);
    assert_eq!(asked.graph.node_count(), 50);
    assert!(asked.graph.node_weights().filter(|node| node.node.kind() == Kind::Topic).count() <= 3);
}

#[test]
fn selections_go_by_their_names() {
    assert_eq!(Select::NAMES.map(Select::from_name), [Some(Select::Walk), Some(Select::Nearest)]);
    assert_eq!([Select::Walk, Select::Nearest].map(Select::name), Select::NAMES);
    assert_eq!(Select::from_name("farthest"), None);
}

/// Sixty-one works, each about something of its own. The least cited of them is not shown, so that nothing leads to its
/// topic, which must not take the place of another.
#[test]
fn what_no_shown_work_leads_to_takes_no_place() {
    // Citations are the number of a work modulo seven; of equals, the smaller ids come first.
    let last = 56_u8;
    let topic = |work: u8| if work == last { 0 } else { 1 + work };
    let papers = (0..61_u8).map(|work| Paper {
        year: 2020,
        authors: vec![(0, Vec::new())],
        topics: vec![topic(work)],
        ..Paper::default()
    });
    let graph = graph_of(&papers.collect::<Vec<_>>(), BuildOptions::default());
    let slice = Slicer::of(PersonId(0)).select(Select::Nearest).cap(Kind::Topic, 1).run(&graph);
    let topics = slice.graph.node_weights().map(|node| node.node).filter(|node| node.kind() == Kind::Topic);
    assert_eq!(topics.map(|topic| graph.id(topic)).collect::<Vec<_>>(), ["T1001"]);
    assert_eq!(slice.graph.node_count(), 1 + 60 + 1);
}
