//! Views against petgraph's own graph, built by hand from the same papers.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::expect_used, reason = "a test that cannot build its graph has nothing to go on with")]

mod algorithms;
mod conversion;
mod naive;
mod traits;

use petgraph::{
    algo::{connected_components, tarjan_scc},
    visit::{IntoNeighbors, IntoNodeIdentifiers},
};
use proptest::prelude::*;
use scholargraph::{
    Node, PersonId, Relation, TopicId, WorkId,
    view::{About, Affiliated, Authored, BothWays, Cites, Collaborates, Link, PartOf, Produced, Scope, View, Whole},
};
use scholargraph_testkit::Paper;

use self::naive::{Corpus, Naive, corpora};

/// An embedder's own choice.
#[derive(Clone, Copy)]
struct WithoutDerived;

impl Scope for WithoutDerived {
    type NodeId = Node;
    type Weight = Link;
    type Direction = petgraph::Directed;
    const RELATIONS: &'static [Relation] = &[
        Relation::Authored,
        Relation::About,
        Relation::Affiliated,
        Relation::Produced,
        Relation::Cites,
        Relation::PartOf,
    ];
}

macro_rules! check {
    ($module:ident::$check:ident, $corpus:expr; $($scope:ty),*) => {{
        let (graph, naive) = ($corpus.graph(), Naive::of(&$corpus));
        $($module::$check::<$scope>(&graph, &naive);)*
    }};
}

/// Everything that is checked on every graph.
fn check(corpus: &Corpus) {
    check!(traits::check, corpus; Authored, About, Affiliated, Produced, Cites, PartOf, Collaborates, Whole);
    check!(traits::check, corpus; BothWays<Cites>, BothWays<PartOf>, BothWays<Whole>, WithoutDerived);
    // All views share their code: algorithms run on one of each sort.
    check!(algorithms::check, corpus; Cites, Whole, Collaborates, About, BothWays<Whole>);
    check!(algorithms::check_directed, corpus; Cites, Whole);
    check!(algorithms::check_undirected, corpus; Collaborates, About, BothWays<Whole>);
    conversion::round_trip(&corpus.graph());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn views_equal_the_naive_graph(corpus in corpora()) {
        check(&corpus);
    }

    #[test]
    fn small_views_equal_the_naive_graph(mut corpus in corpora()) {
        corpus.papers.truncate(3);
        check!(algorithms::check_small, corpus; Collaborates, About, BothWays<Cites>);
        check!(algorithms::check_flows, corpus; Cites, PartOf);
    }
}

#[test]
fn the_empty_graph() {
    check(&Corpus::default());
}

#[test]
fn isolated_nodes() {
    check(&Corpus { papers: vec![Paper::default(); 3], strays: true, ..Corpus::default() });
}

/// Two works that refer to each other, by people who are collaborators too.
fn tangle() -> Corpus {
    let paper = |cited| Paper {
        authors: vec![(0, vec![1]), (1, vec![1]), (0, vec![2])],
        topics: vec![4, 4],
        references: vec![cited, cited],
        ..Paper::default()
    };
    Corpus { papers: vec![paper(1), paper(0)], parents: vec![(1, 2), (2, 1), (1, 1)], strays: false }
}

#[test]
fn parallel_edges() {
    check(&tangle());
    let graph = tangle().graph();
    let twice: Vec<WorkId> = graph.cites().undirected().neighbors(WorkId(0)).collect();
    assert_eq!(twice, [WorkId(1), WorkId(1)]);
}

#[test]
fn sixty_five_nodes_and_more_take_another_word_of_the_visit_map() {
    let paper = |index: u8| Paper { authors: vec![(index, vec![])], references: vec![index + 1], ..Paper::default() };
    let corpus = Corpus { papers: (0..70).map(paper).collect(), ..Corpus::default() };
    check!(traits::check, corpus; Cites, Authored, BothWays<Whole>);
    let graph = corpus.graph();
    assert_eq!(tarjan_scc(graph.cites()).len(), 70);
    assert_eq!(connected_components(graph.cites()), 1);
}

#[test]
fn accessors_show_what_their_names_say() {
    let graph = tangle().graph();
    assert_eq!(graph.cites().neighbors(WorkId(0)).collect::<Vec<_>>(), [WorkId(1)]);
    assert_eq!(graph.collaborates().neighbors(PersonId(1)).collect::<Vec<_>>(), [PersonId(0)]);
    assert_eq!(graph.about().neighbors(Node::Topic(TopicId(0))).len(), 2);
    assert_eq!(graph.part_of().node_identifiers().len(), 2);
    assert_eq!(relations(graph.authored()), [Relation::Authored]);
    assert_eq!(relations(graph.affiliated()), [Relation::Affiliated]);
    assert_eq!(relations(graph.produced()), [Relation::Produced]);
    assert_eq!(relations(graph.whole()), Relation::ALL);
    assert_eq!(format!("{:?}", graph.cites()), "View { relations: [Cites], nodes: 2 }");
}

fn relations<S: Scope>(_view: View<'_, S>) -> &'static [Relation] {
    S::RELATIONS
}
