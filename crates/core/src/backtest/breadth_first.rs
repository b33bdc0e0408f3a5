//! The plainest slice, to compare with: the nearest nodes, step by step.

use std::collections::HashSet;

use crate::{
    Graph, Node, Relation, Years,
    slice::{HALF_LIFE, relation_weight},
    top::Score,
    years::Decay,
};

/// At most `count` nodes around `focus`, which comes first: those of one step, then of two, and so on. Of nodes as
/// near, those come first whose own links are strongest, all of them together; of as strong ones, the smaller. Links
/// weigh as a walk weighs them: by relation, and by the age of the work.
///
/// Works are those of `years`. O(edges of all nodes met).
pub(super) fn breadth_first(graph: &Graph, focus: Node, count: usize, years: Years) -> Vec<Node> {
    let links = Links { graph, years, decay: Decay::new(graph, years.reference_year(graph, None), HALF_LIFE) };
    let mut nodes = vec![focus];
    let mut met = HashSet::from([focus]);
    let mut step = 0..1;
    while nodes.len() < count && !step.is_empty() {
        let mut next: Vec<(Score, Node)> = Vec::new();
        for &from in &nodes[step] {
            links.of(from, |to, _| {
                if met.insert(to) {
                    next.push((Score::new(0.0), to));
                }
            });
        }
        for (score, node) in &mut next {
            let mut strength = 0.0;
            links.of(*node, |_, weight| strength += weight);
            *score = Score::new(strength);
        }
        next.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let room = count - nodes.len();
        step = nodes.len()..nodes.len() + next.len().min(room);
        nodes.extend(next.into_iter().take(room).map(|(_, node)| node));
    }
    nodes
}

/// The links of a graph as it was.
struct Links<'g> {
    graph: &'g Graph,
    years: Years,
    decay: Decay,
}

impl Links<'_> {
    /// Calls `visit` with every node next to `node` and the weight of the link.
    fn of(&self, node: Node, mut visit: impl FnMut(Node, f64)) {
        if matches!(node, Node::Work(work) if !self.years.contain_work(self.graph, work)) {
            return;
        }
        self.graph.for_each_neighbour(node, |neighbour| {
            let recency = match (node, neighbour.node) {
                _ if neighbour.relation == Relation::Collaborates => return,
                (_, Node::Work(work)) if !self.years.contain_work(self.graph, work) => return,
                (_, Node::Work(work)) | (Node::Work(work), _) => self.decay.at(self.graph.year(work)),
                _ => 1.0,
            };
            visit(neighbour.node, relation_weight(neighbour.relation) * recency);
        });
    }
}
