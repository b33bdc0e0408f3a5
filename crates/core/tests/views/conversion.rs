//! There and back.

use petgraph::{graph::DiGraph, visit::EdgeRef};
use scholargraph::{
    Graph, InstitutionRecord, Key, Kind, Node, PersonId, PersonRecord, Relation, TopicRecord, WorkId, WorkRecord,
    view::{FromPetgraphError, Link, NodeRecord},
};

/// A record that knows a node's id and name.
fn record(graph: &Graph, node: Node) -> NodeRecord<'_> {
    let (key, name) = (Key::id(graph.id(node)), graph.label(node));
    match node {
        Node::Work(_) => WorkRecord::new(key).into(),
        Node::Person(_) => PersonRecord::named(key, name).into(),
        Node::Topic(_) => TopicRecord::named(key, name).into(),
        Node::Institution(_) => InstitutionRecord::named(key, name).into(),
    }
}

/// Nodes and edges; `affiliated` edges lose their weight on the way.
fn parts(graph: &Graph) -> (Vec<String>, Vec<(usize, usize, String)>) {
    let copy = graph.to_petgraph().expect("small graphs fit");
    let edges = copy.edge_references().map(|edge| {
        let weight = match edge.weight() {
            Link { relation: Relation::Affiliated, .. } => "affiliated".to_owned(),
            link => link.to_string(),
        };
        (edge.source().index(), edge.target().index(), weight)
    });
    let mut edges: Vec<_> = edges.collect();
    edges.sort_unstable();
    (copy.node_weights().map(|&node| graph.key(node)).collect(), edges)
}

pub(crate) fn round_trip(graph: &Graph) {
    let copy = graph.to_petgraph().expect("small graphs fit");
    for (index, &node) in copy.node_indices().zip(copy.node_weights()) {
        assert_eq!(graph.node(index.index()), Some(node));
        assert_eq!(graph.index_of(node), index.index());
    }
    let records = copy.map(|_, &node| record(graph, node), |_, &link| link);
    let (again, _) = Graph::from_petgraph(records, Default::default()).expect("edges fit their relations");
    assert_eq!(parts(&again), parts(graph));
    assert!(graph.nodes::<PersonId>().all(|person| again.label(person) == graph.label(person)));
}

type Records = DiGraph<NodeRecord<'static>, Link>;

fn two(relation: Relation) -> Records {
    let mut records = Records::new();
    let work = records.add_node(WorkRecord::new(Key::id("w")).into());
    let person = records.add_node(PersonRecord::named(Key::id("p"), "Somebody").into());
    records.add_edge(person, work, Link { relation: Relation::Authored, weight: 1.0 });
    records.add_edge(work, person, Link { relation, weight: 1.0 });
    records
}

#[test]
fn an_edge_between_the_wrong_kinds_is_refused() {
    for relation in Relation::ALL {
        let error = Graph::from_petgraph(two(relation), Default::default()).expect_err("no relation fits");
        let FromPetgraphError::Ends { edge, relation: named, from, to } = error else { panic!("{error}") };
        assert_eq!((edge, named, from, to), (1, relation, Kind::Work, Kind::Person));
    }
    let error = Graph::from_petgraph(two(Relation::Authored), Default::default()).expect_err("the wrong way round");
    assert_eq!(
        error.to_string(),
        "edge 1 is `authored` from a work to a person; the relation leads from a person to a work"
    );
}

#[test]
fn bylines_keep_the_order_of_edges_and_own_records_their_names() {
    let mut records = Records::new();
    let work = records.add_node(WorkRecord::new(Key::id("w")).into());
    let institution = records.add_node(InstitutionRecord::named(Key::id("i"), "A university").into());
    records.add_edge(institution, work, Link { relation: Relation::Produced, weight: 1.0 });
    for id in ["c", "a", "b"] {
        let person = records.add_node(PersonRecord::named(Key::id(id), id.to_uppercase()).into());
        records.add_edge(person, work, Link { relation: Relation::Authored, weight: 1.0 });
    }
    records.add_edge(work, work, Link { relation: Relation::Cites, weight: 1.0 });
    let (graph, report) = Graph::from_petgraph(records, Default::default()).expect("edges fit");
    assert_eq!(report.self_citations, 1);
    let byline = graph.byline(WorkId(0));
    let names: Vec<_> = byline.iter().map(|&(position, person)| (position, graph.label(person))).collect();
    assert_eq!(names, [(0, "C"), (1, "A"), (2, "B")]);
}
