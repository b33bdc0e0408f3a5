//! The order in which nodes enter a slice: kinds keep their shares, and whatever enters touches what is there.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    Chosen, Slicer,
    lens::Lens,
    numbers::Numbers,
    reach::Reach,
    walk::{self, Walk},
};
use crate::{Kind, Node, scratch::Slots, top::Score};

/// How many of a hundred nodes of a slice are to be of each kind, in the order in which ties are broken.
const SHARES: [(Kind, i64); 4] = [(Kind::Person, 40), (Kind::Work, 35), (Kind::Topic, 17), (Kind::Institution, 8)];

/// The kinds, the one furthest below its share of `admitted` first.
pub(super) fn by_deficit(admitted: &[usize; Kind::ALL.len()]) -> [Kind; 4] {
    let total = admitted.iter().sum::<usize>() as i64;
    let mut kinds = SHARES.map(|(kind, share)| (share * total - 100 * admitted[kind as usize] as i64, kind));
    kinds.sort_by_key(|&(deficit, _)| Reverse(deficit));
    kinds.map(|(_, kind)| kind)
}

/// A candidate: the better score first, then the smaller id; and its slot.
type Candidate = (Score, Reverse<u64>, u32);

/// A slice in the making.
struct Growth<'a> {
    lens: &'a Lens<'a>,
    numbers: &'a Numbers,
    walk: Walk,
    /// Nodes that the walk has met, by slot.
    slots: &'a mut Slots,
    reach: Reach<'a>,
    /// Is the node in a slot a candidate, or admitted?
    taken: Vec<bool>,
    candidates: [BinaryHeap<Candidate>; Kind::ALL.len()],
    admitted: Vec<Chosen>,
    /// How many of the admitted have shown all their neighbours, whether the walk has met them or not.
    shown: usize,
}

/// The nodes of a `Walk` slice in order.
pub(super) fn walk(
    lens: &Lens<'_>,
    numbers: &Numbers,
    question: &Slicer,
    reach: Reach<'_>,
    slots: &mut Slots,
) -> Vec<Chosen> {
    let reference = question.years.reference_year(lens.graph, question.reference_year);
    let walk = walk::walk(lens, numbers, question.focus, reference, slots);
    let taken = vec![false; slots.len()];
    let candidates = Default::default();
    let mut growth = Growth { lens, numbers, walk, slots, reach, taken, candidates, admitted: Vec::new(), shown: 0 };
    growth.grow(question);
    growth.admitted
}

impl Growth<'_> {
    fn grow(&mut self, question: &Slicer) {
        let focus_score = self.walk.score(0);
        let mut counts = [0; Kind::ALL.len()];
        self.taken[0] = true;
        self.admit(question.focus, 1.0);
        counts[question.focus.kind() as usize] += 1;
        let mut caps = Kind::ALL.map(|kind| question.cap_of(kind));
        caps[question.focus.kind() as usize] = caps[question.focus.kind() as usize].saturating_add(1);
        while self.admitted.len() < question.budget() {
            let open = |kind: &Kind| counts[*kind as usize] < caps[*kind as usize];
            let kinds = by_deficit(&counts).into_iter().filter(open);
            let next = { kinds }.find_map(|kind| Some((kind, self.candidates[kind as usize].pop()?)));
            match next {
                Some((kind, (.., slot))) => {
                    counts[kind as usize] += 1;
                    let node = self.numbers.node(self.slots.met()[slot as usize] as usize);
                    self.admit(node, self.score(slot as usize) / focus_score);
                }
                // The walk's own nodes are used up: go on with what it did not reach.
                None if self.show_more() => {}
                None => break,
            }
        }
    }

    /// Takes a node in; those of its neighbours that the walk has met become candidates.
    fn admit(&mut self, node: Node, score: f64) {
        self.admitted.push((node, score));
        let met = self.slots.len();
        let hub = !matches!(node, Node::Person(_)) && self.lens.graph.degree(node) > 4 * met;
        let mut found: Vec<u32> = Vec::new();
        if hub {
            let others = (0..met).filter(|&slot| !self.taken[slot]);
            let others = others.map(|slot| (slot, self.numbers.node(self.slots.met()[slot] as usize)));
            found.extend(others.filter(|&(_, other)| self.lens.adjacent(node, other)).map(|(slot, _)| slot as u32));
        } else {
            // Slots lie far apart: each is asked for some time before it is looked at.
            const AHEAD: usize = 16;
            let mut indices = [0_usize; AHEAD];
            let mut at = 0;
            let mut look = |index: usize| found.extend(self.slots.get(index).map(|slot| slot as u32));
            self.lens.for_each_neighbour(node, |neighbour| {
                let index = self.numbers.index(neighbour.node);
                self.slots.prefetch(index);
                let waited = std::mem::replace(&mut indices[at % AHEAD], index);
                if at >= AHEAD {
                    look(waited);
                }
                at += 1;
            });
            (at.saturating_sub(AHEAD)..at).for_each(|at| look(indices[at % AHEAD]));
        }
        for slot in found {
            self.offer(slot as usize);
        }
    }

    /// Makes the node in `slot` a candidate, unless it is one, or may not enter.
    fn offer(&mut self, slot: usize) {
        let node = self.numbers.node(self.slots.met()[slot] as usize);
        if self.taken[slot] || !self.reach.admits(self.numbers, node) {
            return;
        }
        self.taken[slot] = true;
        let candidate = (Score::new(self.score(slot)), Reverse(self.lens.graph.order_of(node)), slot as u32);
        self.candidates[node.kind() as usize].push(candidate);
    }

    /// The walk's score, 0 for a node that it did not meet.
    fn score(&self, slot: usize) -> f64 {
        if slot < self.walk.len() { self.walk.score(slot) } else { 0.0 }
    }

    /// Offers all neighbours of the earliest admitted node that has not yet shown them; `false` when all have.
    fn show_more(&mut self) -> bool {
        let Some(&(node, _)) = self.admitted.get(self.shown) else { return false };
        self.shown += 1;
        let mut found: Vec<usize> = Vec::new();
        self.lens.for_each_neighbour(node, |neighbour| found.push(self.numbers.index(neighbour.node)));
        for index in found {
            let slot = self.slots.slot(index);
            if slot == self.taken.len() {
                self.taken.push(false);
            }
            self.offer(slot);
        }
        true
    }
}
