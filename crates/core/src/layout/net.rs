//! What is laid out.

use crate::buckets::Buckets;

/// Nodes with the room they need, and the edges that are drawn. Node 0 is the focus.
#[derive(Debug)]
pub(super) struct Net {
    /// The drawn radius of every node.
    pub(super) radii: Vec<f32>,
    /// How far out every node belongs: a factor to its steps from the focus.
    pub(super) outward: Vec<f32>,
    /// The ends of every edge that is drawn.
    pub(super) edges: Vec<[u32; 2]>,
    /// The other end and the number of every edge at a node.
    around: Buckets<(u32, u32)>,
}

impl Net {
    pub(super) fn new(radii: Vec<f32>, outward: Vec<f32>, edges: Vec<[u32; 2]>) -> Self {
        let around = Buckets::new(radii.len(), || {
            let numbered = (0..edges.len() as u32).zip(&edges);
            numbered.flat_map(|(number, &[a, b])| [(a, (b, number)), (b, (a, number))])
        });
        Self { radii, outward, edges, around }
    }

    pub(super) fn len(&self) -> usize {
        self.radii.len()
    }

    /// The nodes that `node` is joined to, each with the number of the edge.
    #[inline]
    pub(super) fn around(&self, node: usize) -> &[(u32, u32)] {
        self.around.row(node)
    }

    /// The steps from `start` to every node; `u32::MAX` where none lead there. O(nodes + edges).
    pub(super) fn steps_from(&self, start: usize, steps: &mut [u32], queue: &mut Vec<u32>) {
        steps.fill(u32::MAX);
        steps[start] = 0;
        queue.clear();
        queue.push(start as u32);
        let mut next = 0;
        while let Some(&node) = queue.get(next) {
            next += 1;
            for &(other, _) in self.around(node as usize) {
                if steps[other as usize] == u32::MAX {
                    steps[other as usize] = steps[node as usize] + 1;
                    queue.push(other);
                }
            }
        }
    }
}
