//! A query of an embedder's own on the stored relations: two-step collaborators by Adamic–Adar.

use scholargraph::{DenseId, Graph, PersonId};

/// The query with its working memory.
#[derive(Debug)]
pub struct TwoStep<'g> {
    graph: &'g Graph,
    scores: Vec<f64>,
    touched: Vec<PersonId>,
}

impl<'g> TwoStep<'g> {
    /// Room for one score per person.
    #[must_use]
    pub fn new(graph: &'g Graph) -> Self {
        Self { graph, scores: vec![0.0; graph.people().len()], touched: Vec::new() }
    }

    /// The 20 people with the largest Σ over common collaborators of 1/ln(their collaborators) who are no
    /// collaborators yet.
    pub fn top(&mut self, person: PersonId) -> Vec<(f64, PersonId)> {
        let direct = self.graph.collaborators_of(person);
        for &common in direct {
            let theirs = self.graph.collaborators_of(common);
            if theirs.len() < 2 {
                continue;
            }
            let share = 1.0 / (theirs.len() as f64).ln();
            for &other in theirs {
                let score = &mut self.scores[other.index()];
                if *score == 0.0 {
                    self.touched.push(other);
                }
                *score += share;
            }
        }
        self.scores[person.index()] = 0.0;
        for other in direct {
            self.scores[other.index()] = 0.0;
        }
        let mut best: Vec<(f64, PersonId)> = Vec::with_capacity(self.touched.len());
        for other in self.touched.drain(..) {
            let score = std::mem::take(&mut self.scores[other.index()]);
            if score > 0.0 {
                best.push((score, other));
            }
        }
        let order = |a: &(f64, PersonId), b: &(f64, PersonId)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if best.len() > 20 {
            best.select_nth_unstable_by(20, order);
            best.truncate(20);
        }
        best.sort_unstable_by(order);
        best
    }
}
