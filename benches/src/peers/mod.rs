//! The same queries on petgraph's own storage: one directed graph of works, people, topics and institutions with
//! an edge from every work to whatever it names.
//!
//! Counting uses dense arrays here as well, so that what is compared is storage, not counters.

mod storage;

pub use storage::{Adjacency, CsrPair, adjacency_of};

use petgraph::graph::DiGraph;

/// How a peer lists what is next to a node.
pub trait Storage {
    /// What the node leads to: for a work, its people, topics, institutions and references.
    fn for_each_out(&self, node: u32, visit: impl FnMut(u32));
    /// What leads to the node.
    fn for_each_in(&self, node: u32, visit: impl FnMut(u32));
}

/// Where the nodes of each kind begin: people, works, topics, institutions, end.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// First work.
    pub works: u32,
    /// First topic.
    pub topics: u32,
    /// First institution.
    pub institutions: u32,
    /// One more than the last institution.
    pub end: u32,
}

/// A peer with its working memory.
#[derive(Debug)]
pub struct Peer<S> {
    /// Its storage.
    pub storage: S,
    layout: Layout,
    counts: Vec<u32>,
    touched: Vec<u32>,
}

/// petgraph's `Graph`.
pub type PetGraph = DiGraph<(), (), u32>;

impl<S: Storage> Peer<S> {
    /// A peer on `storage`.
    pub fn new(storage: S, layout: Layout) -> Self {
        Self { storage, layout, counts: vec![0; layout.end as usize], touched: Vec::new() }
    }

    fn count(&mut self, person: u32) {
        let Self { storage, counts, touched, .. } = self;
        storage.for_each_in(person, |work| {
            storage.for_each_out(work, |node| {
                let count = &mut counts[node as usize];
                if *count == 0 {
                    touched.push(node);
                }
                *count += 1;
            });
        });
    }

    fn forget(&mut self) {
        for node in self.touched.drain(..) {
            self.counts[node as usize] = 0;
        }
    }

    /// The nodes of `range` counted most, except those `skip` names.
    fn top(&self, range: std::ops::Range<u32>, limit: usize, skip: impl Fn(u32) -> bool) -> Vec<(u32, u32)> {
        let wanted = self.touched.iter().filter(|&&node| range.contains(&node) && !skip(node));
        let mut best: Vec<(u32, u32)> = wanted.map(|&node| (self.counts[node as usize], node)).collect();
        let order = |&(count, node): &(u32, u32)| (std::cmp::Reverse(count), node);
        if best.len() > limit {
            best.select_nth_unstable_by_key(limit, order);
            best.truncate(limit);
        }
        best.sort_unstable_by_key(order);
        best
    }

    /// The 20 people somebody shares most works with.
    pub fn collaborators(&mut self, person: u32) -> Vec<(u32, u32)> {
        self.count(person);
        let best = self.top(0..self.layout.works, 20, |other| other == person);
        self.forget();
        best
    }

    /// The number of edges of a slice of 60 own works, 60 collaborators, 20 topics, 20 institutions and 39 cited
    /// works.
    pub fn slice(&mut self, person: u32) -> usize {
        self.count(person);
        let Layout { works, topics, institutions, end } = self.layout;
        let mut own = Vec::new();
        self.storage.for_each_in(person, |work| own.push(work));
        own.sort_unstable();
        let mut cited: Vec<(u32, u32)> = own
            .iter()
            .map(|&work| {
                let mut citations = 0;
                self.storage.for_each_in(work, |_| citations += 1);
                (citations, work)
            })
            .collect();
        cited.sort_unstable_by_key(|&(count, work)| (std::cmp::Reverse(count), work));
        cited.truncate(60);
        let references = self.top(works..topics, 39, |work| own.binary_search(&work).is_ok());
        let mut shown: Vec<u32> = cited.iter().chain(&references).map(|&(_, node)| node).collect();
        let shown_works = shown.clone();
        for (range, limit) in [(0..works, 61), (topics..institutions, 20), (institutions..end, 20)] {
            shown.extend(self.top(range, limit, |_| false).into_iter().map(|(_, node)| node));
        }
        self.forget();
        self.edges_between(&shown_works, &shown)
    }

    fn edges_between(&mut self, works: &[u32], shown: &[u32]) -> usize {
        let Self { storage, counts, .. } = self;
        for &node in shown {
            counts[node as usize] = 1;
        }
        let mut edges = 0;
        for &work in works {
            storage.for_each_out(work, |node| edges += counts[node as usize] as usize);
        }
        for &node in shown {
            counts[node as usize] = 0;
        }
        edges
    }

    /// The 20 best two-step collaborators by Adamic–Adar: Σ over common collaborators of 1/ln(their collaborators).
    pub fn two_step(&mut self, person: u32) -> Vec<(f64, u32)> {
        let direct = self.neighbours(person);
        let mut scores: std::collections::HashMap<u32, f64> = std::collections::HashMap::new();
        for &common in &direct {
            let theirs = self.neighbours(common);
            if theirs.len() < 2 {
                continue;
            }
            let share = 1.0 / (theirs.len() as f64).ln();
            for other in theirs {
                *scores.entry(other).or_default() += share;
            }
        }
        let strangers =
            scores.into_iter().filter(|(other, _)| *other != person && direct.binary_search(other).is_err());
        let mut best: Vec<(f64, u32)> = strangers.map(|(other, score)| (score, other)).collect();
        best.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        best.truncate(20);
        best
    }

    fn neighbours(&mut self, person: u32) -> Vec<u32> {
        self.count(person);
        let people = 0..self.layout.works;
        let mut others: Vec<u32> =
            self.touched.iter().copied().filter(|node| people.contains(node) && *node != person).collect();
        self.forget();
        others.sort_unstable();
        others
    }

    /// Steps between two people, searched from both ends, always on from the smaller frontier.
    pub fn distance(&mut self, from: u32, to: u32) -> Option<u32> {
        if from == to {
            return Some(0);
        }
        let mut frontiers = [vec![from], vec![to]];
        let mut steps = 0;
        for (mark, &person) in (1..).zip(&[from, to]) {
            self.counts[person as usize] = mark;
            self.touched.push(person);
        }
        let mut found = None;
        while found.is_none() && frontiers.iter().all(|frontier| !frontier.is_empty()) {
            let end = usize::from(frontiers[1].len() < frontiers[0].len());
            steps += 1;
            let (next, touch) = self.advance(&frontiers[end], end as u32 + 1);
            frontiers[end] = next;
            found = touch.then_some(steps);
        }
        self.forget();
        found
    }

    /// One step on from `frontier`: whom it leads to, and whether the other end has been there. Works carry the
    /// mark of the end that met them, too; one that both ends know joins them.
    fn advance(&mut self, frontier: &[u32], mark: u32) -> (Vec<u32>, bool) {
        let people = self.layout.works;
        let Self { storage, counts, touched, .. } = self;
        let (mut next, mut touch) = (Vec::new(), false);
        for &person in frontier {
            storage.for_each_in(person, |work| {
                if counts[work as usize] == mark {
                    return;
                }
                if counts[work as usize] == 0 {
                    touched.push(work);
                }
                counts[work as usize] = mark;
                storage.for_each_out(work, |other| {
                    if other >= people {
                        return;
                    }
                    match counts[other as usize] {
                        0 => {
                            counts[other as usize] = mark;
                            touched.push(other);
                            next.push(other);
                        }
                        seen => touch |= seen != mark,
                    }
                });
            });
        }
        (next, touch)
    }
}
