//! The `Nearest` selection: a focus's own neighbours by plain counts.

use super::{Chosen, Slicer, grow::by_deficit, lens::Lens, numbers::Numbers};
use crate::{
    DenseId, Kind, Node, PersonId, WorkId,
    prefetch::prefetch,
    scratch::{Seen, Slots},
    top::top,
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

/// The candidates of every kind, the best first.
type Candidates = [Vec<Candidate>; Kind::ALL.len()];

/// Never: no shown work leads there.
const NEVER: u32 = u32::MAX;

/// The nodes of a `Nearest` slice in order.
pub(super) fn nearest(
    lens: &Lens<'_>,
    numbers: &Numbers,
    question: &Slicer,
    reach: Option<&Seen>,
    slots: &mut Slots,
) -> Vec<Chosen> {
    let caps = Kind::ALL.map(|kind| question.cap_of(kind));
    let mut candidates = match question.focus {
        Node::Person(person) => around_person(lens, numbers, person, &caps, slots),
        focus => direct(lens, focus, &caps),
    };
    if let Some(reach) = reach {
        for kind in &mut candidates {
            kind.retain(|candidate| reach.contains(numbers.index(candidate.node)));
        }
    }
    admit(question, candidates)
}

/// Admits candidates kind by kind, each once it touches the slice.
fn admit(question: &Slicer, mut candidates: Candidates) -> Vec<Chosen> {
    let most = candidates.each_ref().map(|kind| kind.iter().map(|candidate| candidate.count).max().unwrap_or(1).max(1));
    let mut admitted = vec![(question.focus, 1.0)];
    let mut counts = [0; Kind::ALL.len()];
    counts[question.focus.kind() as usize] += 1;
    let mut own_shown = 0;
    while admitted.len() < question.budget() {
        let next = by_deficit(&counts).into_iter().find_map(|kind| {
            let waiting = &mut candidates[kind as usize];
            let at = waiting.iter().position(|candidate| candidate.since <= own_shown)?;
            Some(waiting.remove(at))
        });
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
            (_, Node::Work(work)) => graph.works().cited_by_count.at(work.index()),
            (Node::Institution(institution), Node::Person(person)) => {
                let affiliated = &graph.person_relations().institutions;
                let edge = affiliated.find(person.index(), institution);
                edge.and_then(|edge| affiliated.edges.works.get(edge).copied()).unwrap_or_default()
            }
            _ => 1,
        };
        found[neighbour.node.kind() as usize].push((count, neighbour.node));
    });
    let mut kinds = Kind::ALL.into_iter();
    found.map(|mut nodes| {
        let cap = kinds.next().map_or(0, |kind| caps[kind as usize]);
        nodes.sort_unstable_by_key(|&(_, node)| node);
        nodes.dedup_by_key(|&mut (_, node)| node);
        let best = top(nodes.into_iter(), cap);
        best.into_iter().map(|(count, node)| Candidate { node, count, since: 0 }).collect()
    })
}

/// What a person's works lead to, counted in one pass.
struct Around<'a> {
    lens: &'a Lens<'a>,
    numbers: &'a Numbers,
    /// The person's own works first, then everything else that was met.
    slots: &'a mut Slots,
    counts: Vec<u32>,
    since: Vec<u32>,
}

fn around_person(
    lens: &Lens<'_>,
    numbers: &Numbers,
    person: PersonId,
    caps: &[usize; Kind::ALL.len()],
    slots: &mut Slots,
) -> Candidates {
    let graph = lens.graph;
    let own: Vec<WorkId> = graph.works_of(person).iter().copied().filter(|&work| lens.shows(work)).collect();
    let mut around = Around { lens, numbers, slots, counts: Vec::new(), since: Vec::new() };
    for &work in &own {
        around.slots.slot(numbers.index(work.into()));
    }
    around.counts.resize(own.len(), 0);
    around.since.resize(own.len(), NEVER);
    around.count(&own);
    around.affiliations(person);
    let cited = |work: WorkId| graph.works().cited_by_count.at(work.index());
    let works = caps[Kind::Work as usize];
    let shown = top(own.iter().map(|&work| (cited(work), work)), works.min(OWN_WORKS));
    around.trace(&shown);
    let mut candidates = around.best(own.len(), person, caps, works.saturating_sub(OWN_WORKS));
    let own = shown.into_iter().map(|(count, work)| Candidate { node: work.into(), count, since: 0 });
    candidates[Kind::Work as usize].splice(0..0, own);
    candidates
}

/// How many works ahead rows are asked for.
const AHEAD: usize = 4;

impl Around<'_> {
    #[inline]
    fn meet(&mut self, index: usize) -> usize {
        let slot = self.slots.slot(index);
        if slot == self.counts.len() {
            self.counts.push(0);
            self.since.push(NEVER);
        }
        slot
    }

    #[inline]
    fn add<T: DenseId>(&mut self, row: &[T]) {
        let start = self.numbers.start(T::KIND);
        for node in row {
            let slot = self.meet(start + node.index());
            self.counts[slot] += 1;
        }
    }

    /// Counts whom and what the works name.
    fn count(&mut self, works: &[WorkId]) {
        let graph = self.lens.graph;
        let relations = graph.work_relations();
        let limit = graph.meta().max_authors.map_or(usize::MAX, |limit| limit as usize);
        let people = self.numbers.start(Kind::Person);
        for (at, &work) in works.iter().enumerate() {
            if let Some(ahead) = works.get(at + AHEAD) {
                prefetch(relations.authors.targets(), relations.authors.edges_of(ahead.index()).start);
                prefetch(relations.references.targets(), relations.references.edges_of(ahead.index()).start);
                prefetch(relations.topics.targets(), relations.topics.edges_of(ahead.index()).start);
                prefetch(relations.institutions.targets(), relations.institutions.edges_of(ahead.index()).start);
            }
            let authors = graph.authors(work);
            self.add(authors);
            if (2..=limit).contains(&authors.len()) {
                // They collaborate, so they touch the focus itself.
                for author in authors {
                    if let Some(slot) = self.slots.get(people + author.index()) {
                        self.since[slot] = 0;
                    }
                }
            }
            self.add(graph.topics_of(work));
            self.add(graph.institutions_of(work));
            self.add(graph.references(work));
        }
    }

    /// The person's own institutions touch them, whatever works are shown.
    fn affiliations(&mut self, person: PersonId) {
        let affiliated = &self.lens.graph.person_relations().institutions;
        for edge in affiliated.edges_of(person.index()) {
            if self.lens.shows_affiliation_edge(edge) {
                let slot = self.meet(self.numbers.index(affiliated.targets()[edge].into()));
                self.since[slot] = 0;
            }
        }
    }

    /// Notes for everything that the shown works name which of them names it first.
    fn trace(&mut self, shown: &[(u32, WorkId)]) {
        for (since, &(_, work)) in (1..).zip(shown) {
            self.lens.graph.for_each_neighbour(work.into(), |neighbour| {
                if let Some(slot) = self.slots.get(self.numbers.index(neighbour.node)) {
                    self.since[slot] = self.since[slot].min(since);
                }
            });
        }
    }

    /// The best of every kind that ever touch the slice. The focus and its own works are left out.
    fn best(&self, own: usize, person: PersonId, caps: &[usize; Kind::ALL.len()], cited: usize) -> Candidates {
        let mut found: [Vec<(u32, u32)>; Kind::ALL.len()] = Default::default();
        let focus = self.numbers.index(person.into()) as u32;
        for (slot, &index) in self.slots.met().iter().enumerate().skip(own) {
            let node = self.numbers.node(index as usize);
            let seen = if let Node::Work(work) = node { self.lens.shows(work) } else { index != focus };
            if seen && self.since[slot] != NEVER {
                found[node.kind() as usize].push((self.counts[slot], index));
            }
        }
        let mut kinds = Kind::ALL.into_iter();
        found.map(|nodes| {
            let cap = kinds.next().map_or(0, |kind| if kind == Kind::Work { cited } else { caps[kind as usize] });
            let best = top(nodes.into_iter(), cap);
            best.into_iter().map(|(count, index)| self.candidate(count, index as usize)).collect()
        })
    }

    fn candidate(&self, count: u32, index: usize) -> Candidate {
        let since = self.slots.get(index).map_or(NEVER, |slot| self.since[slot]);
        Candidate { node: self.numbers.node(index), count, since }
    }
}
