//! A first map: the tree of shortest ways to the focus, its levels on circles.

use super::{LARGE, Net, Point};

/// Rounds in which children are put in order.
const SWEEPS: usize = 4;

/// Lays nodes out as a radial tree: each on the circle of its steps from the focus, these as far apart as they are
/// steps, or among many nodes as far as gives each the same room; each in the part of the circle that
/// belongs to its parent, in proportion to the leaves below it. Children are ordered by where their other neighbours
/// lie (the barycentre rule of K. Sugiyama, S. Tagawa, M. Toda, <https://doi.org/10.1109/TSMC.1981.4308636>).
///
/// O((nodes + edges) · log nodes). Nodes that no edge joins to the focus count as its children.
pub(super) fn radial(net: &Net) -> Vec<Point> {
    let mut tree = Tree::of(net);
    let mut turns = tree.turns();
    for _ in 0..SWEEPS {
        tree.order(net, &turns);
        turns = tree.turns();
    }
    let rings = tree.rings();
    let place = |(&turn, &level): (&f32, &u32)| Point::towards(turn) * rings[level as usize];
    turns.iter().zip(&tree.levels).map(place).collect()
}

struct Tree {
    /// Steps from the focus.
    levels: Vec<u32>,
    parents: Vec<u32>,
    children: Vec<Vec<u32>>,
    /// Parents before their children.
    order: Vec<u32>,
    leaves: Vec<f32>,
}

impl Tree {
    fn of(net: &Net) -> Self {
        let mut levels = vec![0; net.len()];
        let mut order = Vec::with_capacity(net.len());
        net.steps_from(0, &mut levels, &mut order);
        let mut parents = vec![0; net.len()];
        for (node, level) in (0..).zip(&mut levels) {
            if *level == u32::MAX {
                *level = 1;
                order.push(node);
            }
        }
        let mut children = vec![Vec::new(); net.len()];
        for &node in &order[1..] {
            let above = |&&(other, _): &&(u32, u32)| levels[other as usize] + 1 == levels[node as usize];
            let parent = net.around(node as usize).iter().find(above).map_or(0, |&(other, _)| other);
            parents[node as usize] = parent;
            children[parent as usize].push(node);
        }
        let mut leaves = vec![0.0_f32; net.len()];
        for &node in order.iter().rev() {
            let own = leaves[node as usize].max(1.0);
            leaves[node as usize] = own;
            if node != 0 {
                leaves[parents[node as usize] as usize] += own;
            }
        }
        Self { levels, parents, children, order, leaves }
    }

    /// How far out the circle of every level is. Where a disc grows as the root of the nodes in it, all have the same
    /// room.
    fn rings(&self) -> Vec<f32> {
        let levels = self.levels.iter().copied().max().unwrap_or(0) as usize;
        if self.levels.len() <= LARGE {
            return (0..=levels).map(|level| level as f32).collect();
        }
        let mut counts = vec![0_u32; levels + 1];
        self.levels.iter().for_each(|&level| counts[level as usize] += 1);
        let within = counts.iter().scan(0, |sum, count| {
            *sum += count;
            Some(*sum - 1)
        });
        within.map(|nodes| (nodes as f32).sqrt()).collect()
    }

    /// Where on its circle every node lies, as a part of a full turn.
    fn turns(&self) -> Vec<f32> {
        let mut starts = vec![0.0_f32; self.levels.len()];
        let whole = self.leaves[0];
        for &node in &self.order {
            let mut start = starts[node as usize];
            for &child in &self.children[node as usize] {
                starts[child as usize] = start;
                start += self.leaves[child as usize] / whole;
            }
        }
        starts.iter().zip(&self.leaves).map(|(start, leaves)| start + leaves / whole / 2.0).collect()
    }

    /// Puts children in the order of the mean place of their neighbours other than the parent.
    fn order(&mut self, net: &Net, turns: &[f32]) {
        let wish = |child: u32| {
            let (own, parent) = (turns[child as usize], self.parents[child as usize]);
            let others = net.around(child as usize).iter().filter(|&&(other, _)| other != parent && other != 0);
            let offs = others.map(|&(other, _)| {
                let off = turns[other as usize] - own;
                off - (off + 0.5).floor()
            });
            let (sum, count) = offs.fold((0.0, 0.0), |(sum, count), off| (sum + off, count + 1.0));
            if count > 0.0 { own + sum / count } else { own }
        };
        let wishes: Vec<f32> = (0..net.len() as u32).map(wish).collect();
        for children in &mut self.children {
            children.sort_by(|&a, &b| wishes[a as usize].total_cmp(&wishes[b as usize]).then(a.cmp(&b)));
        }
    }
}
