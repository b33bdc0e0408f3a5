//! What every drawing promises, on random corpora and real ones.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod force;
mod naive;
mod real;

use proptest::prelude::*;
use scholargraph::{
    BuildOptions, Graph, InstitutionId, Kind, Node, PersonId,
    layout::{Drawing, Point, crossings},
    slice::{Select, Slice, Slicer},
};
use scholargraph_testkit::{Paper, corpus, graph_of};

/// The node at `at` of all nodes, around and around.
fn node_of(graph: &Graph, at: usize) -> Node {
    let all = Kind::ALL.into_iter().flat_map(|kind| (0..graph.count(kind)).map(move |at| Node::new(kind, at)));
    all.cycle().nth(at % graph.node_count()).unwrap()
}

/// Pairs of nodes that lie on each other.
fn overlaps(drawing: &Drawing) -> usize {
    let nodes = drawing.points.len();
    let pairs = (0..nodes).flat_map(|b| (0..b).map(move |a| (a, b)));
    // Places are rounded.
    let near = |&(a, b): &(usize, usize)| {
        drawing.points[a].distance(drawing.points[b]) < drawing.radii[a] + drawing.radii[b] - 2e-4
    };
    pairs.filter(near).count()
}

/// Checks what holds of every drawing.
fn check(slice: &Slice, drawing: &Drawing) -> Result<(), TestCaseError> {
    let (nodes, edges) = (slice.graph.node_count(), slice.graph.edge_count());
    prop_assert_eq!((drawing.points.len(), drawing.radii.len(), drawing.drawn.len()), (nodes, nodes, edges));
    prop_assert_eq!(drawing.points[0], Point { x: 0.0, y: 0.0 }, "the focus in the middle");
    for (point, radius) in drawing.points.iter().zip(&drawing.radii) {
        let farthest = point.x.abs().max(point.y.abs());
        prop_assert!(farthest + radius <= 1.0 + 1e-4, "{point:?} and {radius} within the square");
        for place in [point.x, point.y] {
            let rounded = format!("{place:.4}").parse::<f32>().unwrap();
            prop_assert_eq!(place, rounded, "four digits");
            prop_assert!(place != 0.0 || place.is_sign_positive(), "no negative zero");
        }
    }
    prop_assert_eq!(overlaps(drawing), 0, "no node on another");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn drawings_keep_their_promises(
        papers in corpus(40, 25),
        focus in any::<usize>(),
        nodes in 1_usize..90,
        nearest in any::<bool>(),
    ) {
        let graph = graph_of(&papers, BuildOptions::default());
        let select = if nearest { Select::Nearest } else { Select::Walk };
        let slice = Slicer::of(node_of(&graph, focus)).select(select).nodes(nodes).run(&graph);
        let drawing = Drawing::of(&slice);
        check(&slice, &drawing)?;
        prop_assert_eq!(&drawing.drawn, &naive::drawn(&slice), "the edges that are drawn");
        let size = slice.graph.node_count();
        let few = if size <= 50 { 3 } else { 2 };
        let drawn = drawing.edges(&slice);
        prop_assert!(drawn.len() < size + few * size, "a forest and a few edges per node");
        prop_assert_eq!(naive::parts(size, &drawn), 1, "the edges that are drawn join everything");
        prop_assert_eq!(crossings(&drawing.points, &drawn), naive::crossings(&drawing.points, &drawn));
        prop_assert_eq!(Drawing::of(&slice), drawing, "the same again");
    }

    #[test]
    fn what_is_expanded_stays_where_it_is(
        papers in corpus(40, 25),
        focus in any::<usize>(),
        nodes in 1_usize..30,
        nearest in any::<bool>(),
        expanded in proptest::collection::vec(any::<usize>(), 1..4),
    ) {
        let graph = graph_of(&papers, BuildOptions::default());
        let select = if nearest { Select::Nearest } else { Select::Walk };
        let mut question = Slicer::of(node_of(&graph, focus)).select(select).nodes(nodes);
        let mut before = question.run(&graph);
        for at in expanded {
            question = question.expand(before.graph.node_weights().nth(at % before.graph.node_count()).unwrap().node);
            let slice = question.run(&graph);
            let (old, new) = (Drawing::of(&before), Drawing::of(&slice));
            check(&slice, &new)?;
            prop_assert_eq!(&new.points[..old.points.len()], &old.points[..], "places stay");
            let (drawn, old_drawn) = (new.edges(&slice), old.edges(&before));
            let stays = |edge: &[u32; 2]| edge.iter().all(|&end| (end as usize) < old.points.len());
            let mut kept: Vec<[u32; 2]> = drawn.iter().copied().filter(stays).collect();
            let mut expected = old_drawn;
            kept.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(&kept, &expected, "edges between old nodes are drawn as they were");
            let (size, added) = (new.points.len(), new.points.len() - old.points.len());
            let few = if size <= 50 { 3 } else { 2 };
            prop_assert!(drawn.len() - kept.len() <= added * (1 + few), "a few edges for every new node");
            prop_assert_eq!(naive::parts(new.points.len(), &drawn), 1, "connected");
            before = slice;
        }
    }
}

/// One work of many people: a star in which everybody has worked with everybody.
fn crowd(people: u8) -> Graph {
    let paper = Paper { year: 2020, authors: (0..people).map(|person| (person, vec![])).collect(), ..Paper::default() };
    graph_of(&[paper], BuildOptions::default())
}

#[test]
fn drawings_of_hubs_have_room_for_everybody() {
    for people in [1, 2, 7, 120] {
        let slice = Slicer::of(PersonId(0)).nodes(200).run(&crowd(people));
        let drawing = Drawing::of(&slice);
        check(&slice, &drawing).unwrap();
        assert!(drawing.drawn_per_node() <= 4.0);
    }
}

#[test]
fn a_focus_of_hundreds_is_no_star() {
    // Everybody at one institution, each working with the next two.
    let paper = |at: u8| Paper {
        year: 2020,
        authors: [0, 1, 2].map(|off| ((at + off) % 240, vec![0])).into(),
        ..Paper::default()
    };
    let graph = graph_of(&(0..240).map(paper).collect::<Vec<_>>(), BuildOptions::default());
    let rays = |nodes: usize| {
        let slice = Slicer::of(InstitutionId(0)).depth(1).cap(Kind::Work, 0).nodes(nodes).run(&graph);
        assert_eq!(slice.graph.node_count(), nodes);
        Drawing::of(&slice).edges(&slice).iter().filter(|ends| ends.contains(&0)).count()
    };
    assert_eq!(rays(100), 99, "what a small picture is about");
    assert!(rays(241) < 12, "{}", rays(241));
}

#[test]
fn large_slices_are_drawn_too() {
    // More than are compared pair by pair; everything stays within the square, and apart from others.
    let papers: Vec<Paper> = (0..1500_u32)
        .map(|work| Paper {
            year: 2000 + (work % 20) as i16,
            authors: vec![((work % 250) as u8, vec![]), ((work / 7 % 250) as u8, vec![])],
            ..Paper::default()
        })
        .collect();
    let graph = graph_of(&papers, BuildOptions::default());
    let slice = Slicer::of(PersonId(0)).nodes(1400).run(&graph);
    assert!(slice.graph.node_count() > 1200);
    let drawing = Drawing::of(&slice);
    assert!(drawing.points.iter().all(|point| point.x.abs() <= 1.0 && point.y.abs() <= 1.0));
    let drawn = drawing.edges(&slice);
    assert_eq!(
        (naive::parts(slice.graph.node_count(), &drawn), drawn.len()),
        (1, slice.graph.node_count() - 1),
        "a tree"
    );
    assert_eq!(overlaps(&drawing), 0);
    assert_eq!(drawing, Drawing::of(&slice), "the same again");
}
