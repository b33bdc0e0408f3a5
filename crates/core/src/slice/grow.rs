//! The order in which nodes enter a slice: kinds keep their shares, and whatever enters touches what is there.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    Chosen, Slicer,
    common::for_each_common,
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
    /// What the walk has met: candidates, if only they touched something.
    met: [BinaryHeap<Candidate>; Kind::ALL.len()],
    /// Which topics and institutions were admitted, by slot.
    common: Vec<bool>,
    /// The slot of a topic or an institution that was not admitted, and that of a node beside it which would have been
    /// next.
    waiting: Vec<(u32, u32)>,
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
    let mut growth = Growth {
        taken: vec![false; slots.len()],
        candidates: Default::default(),
        met: Default::default(),
        common: vec![false; slots.len()],
        waiting: Vec::new(),
        admitted: Vec::new(),
        shown: 0,
        lens,
        numbers,
        walk,
        slots,
        reach,
    };
    growth.grow(question);
    growth.admitted
}

impl Growth<'_> {
    fn grow(&mut self, question: &Slicer) {
        let focus_score = self.walk.score(0);
        let mut counts = [0; Kind::ALL.len()];
        self.taken[0] = true;
        self.line_up();
        self.admit(0, 1.0);
        counts[question.focus.kind() as usize] += 1;
        let mut caps = Kind::ALL.map(|kind| question.cap_of(kind));
        caps[question.focus.kind() as usize] = caps[question.focus.kind() as usize].saturating_add(1);
        while self.admitted.len() < question.budget() {
            let open = |kind: &Kind| counts[*kind as usize] < caps[*kind as usize];
            let kinds = by_deficit(&counts).into_iter().filter(open);
            let next = { kinds }.find_map(|kind| Some((kind, self.next(kind)?)));
            match next {
                Some((kind, slot)) => {
                    counts[kind as usize] += 1;
                    self.admit(slot, self.score(slot) / focus_score);
                }
                // The walk's own nodes are used up: go on with what it did not reach.
                None if self.show_more() => {}
                None => break,
            }
        }
    }

    /// Lines up what the walk has met, the focus apart.
    fn line_up(&mut self) {
        let mut met: [Vec<Candidate>; Kind::ALL.len()] = Default::default();
        for slot in 1..self.slots.len() {
            let node = self.node(slot);
            met[node.kind() as usize].push(self.candidate(slot, node));
        }
        self.met = met.map(BinaryHeap::from);
    }

    /// Takes the best candidate of a kind.
    ///
    /// That is, of all that was met, the best that touches something. What the rows of admitted works and people name was
    /// told from there. Topics and institutions have rows too long to look for the few nodes that were met: these are
    /// asked instead, once they would be next.
    fn next(&mut self, kind: Kind) -> Option<usize> {
        loop {
            let known = self.candidates[kind as usize].peek();
            let better = self.met[kind as usize].peek().filter(|&met| known.is_none_or(|known| met > known));
            if better.is_none() {
                return self.candidates[kind as usize].pop().map(|(.., slot)| slot as usize);
            }
            let slot = self.met[kind as usize].pop()?.2 as usize;
            if !self.taken[slot] && self.reach.admits(self.numbers, self.node(slot)) && self.touches_common(slot) {
                self.taken[slot] = true;
                return Some(slot);
            }
        }
    }

    /// Does the node in `slot` touch an admitted topic or institution? If not, it waits for those that it touches.
    fn touches_common(&mut self, slot: usize) -> bool {
        let (mut touches, start) = (false, self.waiting.len());
        for_each_common(self.lens, self.numbers, self.node(slot), |index| {
            if let Some(common) = self.slots.get(index) {
                touches |= self.common[common];
                self.waiting.push((common as u32, slot as u32));
            }
        });
        if touches {
            self.waiting.truncate(start);
        }
        touches
    }

    /// Takes the node in `slot` in; those of its neighbours that were met become candidates, or will be once they would be
    /// next.
    fn admit(&mut self, slot: usize, score: f64) {
        let node = self.node(slot);
        self.admitted.push((node, score));
        let is_common = matches!(node, Node::Topic(_) | Node::Institution(_));
        let is_hub = || !matches!(node, Node::Person(_)) && self.lens.graph.degree(node) > 4 * self.slots.len();
        let mut found: Vec<u32> = Vec::new();
        if is_common && self.slots.len() == self.walk.len() {
            self.common[slot] = true;
            found
                .extend(self.waiting.iter().filter(|&&(common, _)| common as usize == slot).map(|&(_, beside)| beside));
            // A topic names nothing, an institution those above and below it.
            let slots = &*self.slots;
            let mut look = |index| found.extend(slots.get(index).map(|slot| slot as u32));
            for_each_common(self.lens, self.numbers, node, &mut look);
        } else if is_hub() {
            self.find_adjacent(node, &mut found);
        } else {
            self.find_in_rows(node, &mut found);
        }
        for slot in found {
            self.offer(slot as usize);
        }
    }

    /// The slots of neighbours, from the rows of `node`.
    fn find_in_rows(&self, node: Node, found: &mut Vec<u32>) {
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

    /// The slots of neighbours of anything but a person whose rows are far longer than what was met.
    fn find_adjacent(&self, node: Node, found: &mut Vec<u32>) {
        let others = (0..self.slots.len()).filter(|&slot| !self.taken[slot]);
        let others = others.map(|slot| (slot, self.node(slot)));
        found.extend(others.filter(|&(_, other)| self.lens.adjacent(node, other)).map(|(slot, _)| slot as u32));
    }

    /// Makes the node in `slot` a candidate, unless it is one, or may not enter.
    fn offer(&mut self, slot: usize) {
        let node = self.node(slot);
        if self.taken[slot] || !self.reach.admits(self.numbers, node) {
            return;
        }
        self.taken[slot] = true;
        let candidate = self.candidate(slot, node);
        self.candidates[node.kind() as usize].push(candidate);
    }

    fn candidate(&self, slot: usize, node: Node) -> Candidate {
        (Score::new(self.score(slot)), Reverse(self.lens.graph.order_of(node)), slot as u32)
    }

    fn node(&self, slot: usize) -> Node {
        self.numbers.node(self.slots.met()[slot] as usize)
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
                self.common.push(false);
            }
            self.offer(slot);
        }
        true
    }
}
