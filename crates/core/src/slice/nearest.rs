//! The `Nearest` selection: a focus's own neighbours by plain counts.

use std::cmp::Reverse;

use super::{Chosen, Counts, Slicer, grow::by_deficit, lens::Lens, numbers::Numbers, reach::Reach};
use crate::{
    DenseId, Kind, Node, PersonId, WorkId,
    prefetch::CHUNK,
    scratch::{Seen, Slots},
    tally::citations,
    top::{Best, top_nodes},
};

/// Own works of a person that are shown; the other works are those they cite.
const OWN_WORKS: usize = 60;

/// How many nodes of each kind there are at most, unless the caller says otherwise.
pub(super) const fn cap(kind: Kind) -> usize {
    match kind {
        Kind::Work => 99,
        Kind::Person => 60,
        Kind::Topic | Kind::Institution => 20,
    }
}

/// A node that may enter.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    node: Node,
    count: u32,
    /// How many of the focus's own works must be shown before it touches the slice; 0 where it touches the focus.
    since: u32,
}

/// The candidates of every kind, the best first, and how many nodes they are the best of.
#[derive(Default)]
struct Candidates {
    best: [Vec<Candidate>; Kind::ALL.len()],
    weighed: Counts,
}

/// Never: no shown work leads there.
const NEVER: u32 = u32::MAX;

/// The nodes of a `Nearest` slice in order, and how many nodes were weighed, the focus not counted.
pub(super) fn nearest(
    lens: &Lens<'_>,
    numbers: &Numbers,
    question: &Slicer,
    reach: Reach<'_>,
    slots: &mut Slots,
) -> (Vec<Chosen>, Counts) {
    let caps = Kind::ALL.map(|kind| question.cap_of(kind));
    let mut candidates = match question.focus {
        Node::Person(person) => around_person(lens, numbers, person, &caps, slots),
        focus => direct(lens, focus, &caps),
    };
    for kind in &mut candidates.best {
        kind.retain(|candidate| reach.admits(numbers, candidate.node));
    }
    (admit(question, candidates.best), candidates.weighed)
}

/// Leaves in `seen` what [`nearest`] has weighed, of which `slots` is what it left there.
pub(super) fn remember(lens: &Lens<'_>, numbers: &Numbers, focus: Node, slots: &Slots, seen: &mut Seen) {
    for &index in slots.met() {
        seen.meet(index as usize);
    }
    if !matches!(focus, Node::Person(_)) {
        lens.for_each_neighbour(focus, |neighbour| {
            seen.meet(numbers.index(neighbour.node));
        });
    }
}

/// The candidates of one kind that wait to be admitted, the best first.
struct Queue {
    candidates: Vec<Candidate>,
    /// Those before it were admitted, and it was not.
    first: usize,
}

impl Queue {
    /// Admits the best that touches the slice once `own_shown` of the focus's own works are shown.
    fn admit(&mut self, own_shown: u32) -> Option<Candidate> {
        let waiting = self.candidates.get_mut(self.first..)?;
        let next = waiting.iter_mut().find(|candidate| candidate.since <= own_shown)?;
        let admitted = *next;
        next.since = NEVER;
        self.first += waiting.iter().take_while(|candidate| candidate.since == NEVER).count();
        Some(admitted)
    }
}

/// Admits candidates kind by kind, each once it touches the slice.
fn admit(question: &Slicer, candidates: [Vec<Candidate>; Kind::ALL.len()]) -> Vec<Chosen> {
    let most = candidates.each_ref().map(|kind| kind.iter().map(|candidate| candidate.count).max().unwrap_or(1).max(1));
    let waiting: usize = candidates.iter().map(Vec::len).sum();
    let mut queues = candidates.map(|candidates| Queue { candidates, first: 0 });
    let mut admitted = Vec::with_capacity(1 + waiting.min(question.budget()));
    admitted.push((question.focus, 1.0));
    let mut counts = [0; Kind::ALL.len()];
    counts[question.focus.kind() as usize] += 1;
    let mut own_shown = 0;
    while admitted.len() < question.budget() {
        let next = by_deficit(&counts).into_iter().find_map(|kind| queues[kind as usize].admit(own_shown));
        let Some(next) = next else { break };
        let kind = next.node.kind() as usize;
        counts[kind] += 1;
        own_shown += u32::from(next.node.kind() == Kind::Work && next.since == 0);
        admitted.push((next.node, f64::from(next.count) / f64::from(most[kind])));
    }
    admitted
}

/// The direct neighbours of a focus that is no person: works by citations, all others by the edges to them.
fn direct(lens: &Lens<'_>, focus: Node, caps: &[usize; Kind::ALL.len()]) -> Candidates {
    let graph = lens.graph;
    let mut found: [Vec<(u32, Node)>; Kind::ALL.len()] = Default::default();
    lens.for_each_neighbour(focus, |neighbour| {
        let count = match (focus, neighbour.node) {
            (_, Node::Work(work)) => citations(graph, work),
            (Node::Institution(institution), Node::Person(person)) => {
                let affiliated = &graph.person_relations().institutions;
                let edge = affiliated.find(person.index(), institution);
                edge.map_or(0, |edge| affiliated.edges.works.at(edge))
            }
            _ => 1,
        };
        found[neighbour.node.kind() as usize].push((count, neighbour.node));
    });
    let mut candidates = Candidates::default();
    for (kind, mut nodes) in Kind::ALL.into_iter().zip(found) {
        nodes.sort_unstable_by_key(|&(_, node)| node);
        nodes.dedup_by_key(|&mut (_, node)| node);
        *candidates.weighed.of_mut(kind) = nodes.len();
        let best = top_nodes(graph, nodes.into_iter(), caps[kind as usize], |node| node);
        let best = best.into_iter().map(|(count, node)| Candidate { node, count, since: 0 });
        candidates.best[kind as usize] = best.collect();
    }
    candidates
}

/// The direct neighbours of a person's works, by how many of these lead there; of works, the person's own come
/// first, by citations.
fn around_person(
    lens: &Lens<'_>,
    numbers: &Numbers,
    person: PersonId,
    caps: &[usize; Kind::ALL.len()],
    slots: &mut Slots,
) -> Candidates {
    let (own, shown) = own_works(lens, person, caps[Kind::Work as usize].min(OWN_WORKS));
    for &(_, work) in &own {
        slots.slot(numbers.index(work.into()));
    }
    let met = vec![Met { count: 0, since: NEVER }; own.len()];
    let mut around = Around { lens, numbers, slots, met };
    around.count(&own, shown);
    around.affiliations(person);
    let cited = caps[Kind::Work as usize].saturating_sub(OWN_WORKS);
    let mut candidates = around.best(own.len(), person, caps, cited);
    candidates.weighed.work += own.len();
    let shown = own[..shown].iter().map(|&(count, work)| Candidate { node: work.into(), count, since: 0 });
    candidates.best[Kind::Work as usize].splice(0..0, shown);
    candidates
}

/// A person's works with their citations, and how many of them are to be shown: those come first, the most cited
/// first.
fn own_works(lens: &Lens<'_>, person: PersonId, limit: usize) -> (Vec<(u32, WorkId)>, usize) {
    let works = lens.graph.works_of(person).iter().copied().filter(|&work| lens.shows(work));
    let mut own: Vec<(u32, WorkId)> = works.map(|work| (citations(lens.graph, work), work)).collect();
    let order = |&(citations, work): &(u32, WorkId)| (Reverse(citations), lens.graph.order_of(work.into()));
    let shown = limit.min(own.len());
    if shown < own.len() {
        own.select_nth_unstable_by_key(shown, order);
    }
    own[..shown].sort_unstable_by_key(order);
    (own, shown)
}

/// What is known about a node that was met.
#[derive(Clone, Copy, Debug)]
struct Met {
    count: u32,
    since: u32,
}

/// What a person's works lead to, counted in one pass.
struct Around<'a> {
    lens: &'a Lens<'a>,
    numbers: &'a Numbers,
    /// The person's own works first, then everything else that was met.
    slots: &'a mut Slots,
    met: Vec<Met>,
}

impl Around<'_> {
    /// Counts a row of a work that is the `since`-th to be shown. Works come in the order of showing, so the first
    /// that leads to a node decides.
    #[inline]
    fn add<T: DenseId>(&mut self, row: &[T], since: u32) {
        let start = self.numbers.start(T::KIND);
        for node in row {
            let slot = self.slots.slot(start + node.index());
            match self.met.get_mut(slot) {
                Some(met) => {
                    met.count += 1;
                    met.since = met.since.min(since);
                }
                None => self.met.push(Met { count: 1, since }),
            }
        }
    }

    /// Counts whom and what the works name, of which the first `shown` are to be shown.
    fn count(&mut self, works: &[(u32, WorkId)], shown: usize) {
        let graph = self.lens.graph;
        let limit = graph.meta().max_authors.map_or(usize::MAX, |limit| limit as usize);
        for (chunk, start) in works.chunks(CHUNK).zip((0..).step_by(CHUNK)) {
            self.prefetch(chunk);
            for (at, &(_, work)) in (start..).zip(chunk) {
                let since = if at < shown { at as u32 + 1 } else { NEVER };
                let authors = graph.authors(work);
                // Collaborators touch the focus itself.
                let collaborate = (2..=limit).contains(&authors.len());
                self.add(authors, if collaborate { 0 } else { since });
                self.add(graph.topics_of(work), since);
                self.add(graph.institutions_of(work), since);
                self.add(graph.references(work), since);
            }
        }
    }

    /// Asks for what the works name: bounds of rows first, then the rows, then the slots of those in them, so that
    /// each step waits for all works at once.
    fn prefetch(&self, works: &[(u32, WorkId)]) {
        let graph = self.lens.graph;
        let relations = graph.work_relations();
        works.iter().for_each(|&(_, work)| relations.prefetch_bounds(work));
        works.iter().for_each(|&(_, work)| relations.prefetch_rows(work));
        for &(_, work) in works {
            self.prefetch_slots(graph.authors(work));
            self.prefetch_slots(graph.topics_of(work));
            self.prefetch_slots(graph.institutions_of(work));
            self.prefetch_slots(graph.references(work));
        }
    }

    #[inline]
    fn prefetch_slots<T: DenseId>(&self, row: &[T]) {
        let start = self.numbers.start(T::KIND);
        row.iter().for_each(|node| self.slots.prefetch(start + node.index()));
    }

    /// The person's own institutions touch them, whatever works are shown.
    fn affiliations(&mut self, person: PersonId) {
        let affiliated = &self.lens.graph.person_relations().institutions;
        for edge in affiliated.edges_of(person.index()) {
            if self.lens.shows_affiliation_edge(edge) {
                let slot = self.slots.slot(self.numbers.index(affiliated.target(edge).into()));
                match self.met.get_mut(slot) {
                    Some(met) => met.since = 0,
                    None => self.met.push(Met { count: 0, since: 0 }),
                }
            }
        }
    }

    /// The best of every kind that ever touch the slice. The focus and its own works are left out.
    fn best(&self, own: usize, person: PersonId, caps: &[usize; Kind::ALL.len()], cited: usize) -> Candidates {
        let mut weighed = Counts::default();
        let mut best = Kind::ALL.map(|kind| Best::new(if kind == Kind::Work { cited } else { caps[kind as usize] }));
        let focus = Node::from(person);
        for (&index, met) in self.slots.met().iter().zip(&self.met).skip(own) {
            let node = self.numbers.node(index as usize);
            let seen = if let Node::Work(work) = node { self.lens.shows(work) } else { node != focus };
            if seen {
                *weighed.of_mut(node.kind()) += 1;
                if met.since != NEVER {
                    let order = self.lens.graph.order_of(node);
                    best[node.kind() as usize].offer(met.count, (order, index, met.since));
                }
            }
        }
        let candidate = |(count, (_, index, since)): (u32, (u64, u32, u32))| Candidate {
            node: self.numbers.node(index as usize),
            count,
            since,
        };
        Candidates { best: best.map(|kind| kind.into_sorted().into_iter().map(candidate).collect()), weighed }
    }
}
