//! Communities: found where they are known to be, stored, told.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::HashMap;

use petgraph::unionfind::UnionFind;
use scholargraph::{
    BuildOptions, DenseId, DeriveTopics, Graph, Node, PersonId,
    community::{Communities, Community, Partition},
    slice::{Counts, Slicer},
};
use scholargraph_testkit::{Paper, graph_of, graph_of_lines, shared, synthetic};

/// Two groups of five, each pair of which shares a work, and one work across; one who works alone.
fn two_groups() -> Graph {
    let paper = |people: &[u8]| Paper {
        year: 2020,
        authors: people.iter().map(|&person| (person, Vec::new())).collect(),
        topics: vec![u8::from(people[0] >= 5)],
        ..Paper::default()
    };
    let pairs = |start: u8| (start..start + 5).flat_map(move |a| (a + 1..start + 5).map(move |b| [a, b]));
    let mut papers: Vec<Paper> = pairs(0).chain(pairs(5)).map(|pair| paper(&pair)).collect();
    papers.extend([paper(&[0, 5]), paper(&[10]), paper(&[0])]);
    graph_of(&papers, BuildOptions::default())
}

#[test]
fn groups_are_found_stored_and_told() {
    let graph = two_groups();
    assert_eq!((graph.communities(), graph.community_of(PersonId(0))), (0, None));
    let partition = Communities::new().find(&graph);
    assert_eq!(partition.sizes, [5, 5]);
    // 21 pairs, one of them across: 10/21 within each, half of all ends.
    assert!((partition.modularity - (20.0 / 21.0 - 0.5)).abs() < 1e-12, "{}", partition.modularity);
    let with = graph.with_communities(&partition);
    assert_ne!(with.meta().id, graph.meta().id);
    let of = |person| with.community_of(PersonId::from_index(person));
    assert_eq!(
        (0..11).map(of).collect::<Vec<_>>(),
        [[Some(0); 5], [Some(1); 5]].concat().into_iter().chain([None]).collect::<Vec<_>>()
    );
    let community = Community::of(&with, 0, 2).unwrap();
    assert_eq!((community.members.total, &community.members.items[..]), (5, &[(PersonId(0), 6), (PersonId(1), 4)][..]));
    assert_eq!(with.id(community.topics.items[0].0), "T1000");
    assert_eq!(Community::of(&with, 2, 2), None);
    #[cfg(feature = "snapshot")]
    {
        let dir = tempfile::tempdir().unwrap();
        with.save(&dir, &scholargraph::snapshot::BuildInfo::now()).unwrap();
        assert!(scholargraph::snapshot::verify(&dir).unwrap().is_sound());
        assert_eq!(Graph::open(&dir).unwrap().community_of(PersonId(7)), Some(1));
    }
}

#[test]
fn a_slice_keeps_to_the_community_of_its_focus() {
    let graph = two_groups();
    let graph = graph.with_communities(&Communities::new().find(&graph));
    let around = |person| {
        let slice = Slicer::of(PersonId::from_index(person)).of_community().nodes(4).run(&graph);
        let nodes: Vec<Node> = slice.graph.node_weights().map(|node| node.node).collect();
        assert_eq!(petgraph::algo::connected_components(&slice.graph), 1, "{nodes:?}");
        (nodes, slice.omitted)
    };
    for (focus, group) in [(0, 0..5), (7, 5..10)] {
        let (nodes, omitted) = around(focus);
        let members: Vec<Node> = group.map(|at| PersonId::from_index(at).into()).collect();
        assert!(nodes.len() == 4 && nodes.iter().all(|node| members.contains(node)), "{nodes:?}");
        assert_eq!(omitted, Counts { person: 1, ..Counts::default() });
    }
    assert_eq!(around(10), (vec![PersonId(10).into()], Counts::default()), "who belongs to none is alone");
    let topic = Slicer::of(scholargraph::TopicId(0)).of_community().run(&graph);
    assert_eq!((topic.graph.node_count(), topic.omitted), (1, Counts::default()));
}

#[test]
fn the_same_seed_finds_the_same() {
    let graph = synthetic(2000, 4, BuildOptions::default());
    let partition = Communities::new().find(&graph);
    assert_eq!(Communities::new().find(&graph), partition);
    assert!(partition.sizes.is_sorted_by(|a, b| a >= b));
    assert_eq!(partition.sizes.iter().sum::<usize>(), partition.of.iter().flatten().count());
    assert_eq!(torn(&graph, &partition), 0);
}

#[test]
fn nobody_has_no_community() {
    let graph = graph_of(&[Paper::default()], BuildOptions::default());
    let partition = Communities::new().find(&graph);
    assert_eq!((partition.sizes.len(), partition.modularity), (0, 0.0));
    assert_eq!(graph.with_communities(&partition).communities(), 0);
}

/// How many communities fall apart.
fn torn(graph: &Graph, partition: &Partition) -> usize {
    let mut joined = UnionFind::new(partition.of.len());
    for person in graph.nodes::<PersonId>() {
        for other in graph.collaborators_of(person) {
            if partition.of[person.index()] == partition.of[other.index()] {
                joined.union(person.index(), other.index());
            }
        }
    }
    let mut parts: HashMap<u32, usize> = HashMap::new();
    for (person, community) in partition.of.iter().enumerate() {
        if let Some(community) = community
            && joined.find(person) == person
        {
            *parts.entry(*community).or_default() += 1;
        }
    }
    parts.values().filter(|&&parts| parts > 1).count()
}

#[test]
fn communities_of_the_anthology() {
    let Some(folder) = shared("communities_of_the_anthology") else { return };
    let options = BuildOptions { derive_topics: DeriveTopics::Titles, max_authors: None, ..BuildOptions::default() };
    let graph = graph_of_lines(&folder.join("data/acl-backtest/works.jsonl.gz"), options);
    let start = std::time::Instant::now();
    let partition = Communities::new().find(&graph);
    println!(
        "{} communities, Q {:.4}, {:?}, {:?}",
        partition.sizes.len(),
        partition.modularity,
        start.elapsed(),
        &partition.sizes[..8]
    );
    assert!(partition.modularity >= 0.77, "{}", partition.modularity);
    assert_eq!(torn(&graph, &partition), 0);
}
