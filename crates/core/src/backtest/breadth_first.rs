//! The plainest slice, to compare with: the nearest nodes, step by step.

use std::collections::HashMap;

use crate::{Graph, Node, Relation, Years, slice::HALF_LIFE, top::Score, years::Decay};

/// At most `count` nodes around `focus`, which comes first: those of one step, then of two, and so on. Of nodes as
/// near, those come first that have the strongest links to the nodes of the step before, a link through a work
/// being as strong as the work is recent; of as strong ones, the smaller.
///
/// Works are those of `years`. O(edges of all nodes but those of the last step).
pub(super) fn breadth_first(graph: &Graph, focus: Node, count: usize, years: Years) -> Vec<Node> {
    let decay = Decay::new(graph, years.reference_year(graph, None), HALF_LIFE);
    let mut nodes = vec![focus];
    let mut step = 0..1;
    while nodes.len() < count && !step.is_empty() {
        let next = strengths(graph, &nodes, step.clone(), years, &decay);
        let mut next: Vec<(Score, Node)> =
            next.into_iter().map(|(node, strength)| (Score::new(strength), node)).collect();
        next.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let room = count - nodes.len();
        step = nodes.len()..nodes.len() + next.len().min(room);
        nodes.extend(next.into_iter().take(room).map(|(_, node)| node));
    }
    nodes
}

/// The nodes one step from `nodes[step]` that are not among `nodes`, and how strongly they are linked to it.
fn strengths(
    graph: &Graph,
    nodes: &[Node],
    step: std::ops::Range<usize>,
    years: Years,
    decay: &Decay,
) -> HashMap<Node, f64> {
    let mut next: HashMap<Node, f64> = HashMap::new();
    for &from in &nodes[step] {
        graph.for_each_neighbour(from, |neighbour| {
            let strength = match (from, neighbour.node) {
                _ if neighbour.relation == Relation::Collaborates => return,
                (_, Node::Work(work)) if !years.contain_work(graph, work) => return,
                (_, Node::Work(work)) | (Node::Work(work), _) => decay.at(graph.year(work)),
                _ => 1.0,
            };
            *next.entry(neighbour.node).or_default() += strength;
        });
    }
    nodes.iter().for_each(|node| {
        next.remove(node);
    });
    next
}
