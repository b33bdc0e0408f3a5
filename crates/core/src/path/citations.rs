//! How two works are connected through citations.

mod search;

use self::search::levels;
use super::{
    MAX_PATHS,
    best::{Route, best},
    layers::{Layers, Link, Links, WIDEST},
};
use crate::{
    Graph, WorkId,
    id::DenseId,
    scratch::{Scratch, Slots, with_scratch},
    top::{Score, top},
};

/// A question for the shortest paths between two works, each step of which is a citation, in whichever direction.
///
/// ```
/// # use scholargraph::{CorpusBuilder, Key, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # for (id, cited) in [("a", None), ("b", Some("a")), ("c", Some("a"))] {
/// #     let mut work = WorkRecord::new(Key::id(id));
/// #     work.references = cited.map(Key::id).into_iter().collect();
/// #     shard.work(&work);
/// # }
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::{WorkId, path::CitationPaths};
///
/// let [a, b, c] = [WorkId(0), WorkId(1), WorkId(2)];
/// let answer = CitationPaths::between(b, c).run(&graph);
/// let steps = &answer.paths[0].steps;
/// assert_eq!((steps[0].from, steps[0].to, steps[0].cites), (b, a, true));
/// assert_eq!((steps[1].from, steps[1].to, steps[1].cites), (a, c, false));
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a question is answered by `run`"]
pub struct CitationPaths {
    from: WorkId,
    to: WorkId,
    limit: usize,
}

/// The shortest paths between two works, the best first.
#[derive(Clone, Debug, PartialEq)]
pub struct CitationAnswer {
    /// Where they start.
    pub from: WorkId,
    /// Where they end.
    pub to: WorkId,
    /// How many steps the shortest paths have: 0 from a work to itself; `None` where the two are not connected.
    pub length: Option<u32>,
    /// The best of them.
    pub paths: Vec<CitationPath>,
    /// Are there more shortest paths than listed?
    pub more: bool,
}

/// A path from one work to another.
#[derive(Clone, Debug, PartialEq)]
pub struct CitationPath {
    /// Product over its steps of `1/√(r·c)`, `r` being the works that the citing work refers to and `c` the works that
    /// refer to the cited one: 1 where neither has anything else to do with anybody. In 0 … 1.
    pub strength: f64,
    /// Its steps, in order.
    pub steps: Vec<CitationStep>,
}

/// A step from a work to one that it cites, or that cites it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CitationStep {
    /// From here.
    pub from: WorkId,
    /// To there.
    pub to: WorkId,
    /// Does the first cite the second? Otherwise the second cites the first.
    pub cites: bool,
}

impl CitationPaths {
    /// Asks for the three best shortest paths between two works.
    pub fn between(from: WorkId, to: WorkId) -> Self {
        Self { from, to, limit: 3 }
    }

    /// Lists at most this many paths. Default: 3; more than [`MAX_PATHS`] are not listed.
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit.min(MAX_PATHS);
        self
    }

    /// Answers the question, in the order that [`Paths::run`](super::Paths::run) describes for people: paths through
    /// other works, strong ones, recent ones (by the years of the works that cite), small ids.
    ///
    /// Breadth-first search from both ends at once, the end with fewer works to go on from first: O(citations within
    /// half the distance of either end). Of layers of more than a thousand works the strongest linked are weighed.
    #[must_use]
    pub fn run(&self, graph: &Graph) -> CitationAnswer {
        let (from, to) = (self.from, self.to);
        let mut answer = CitationAnswer { from, to, length: None, paths: Vec::new(), more: false };
        if !(graph.contains(from) && graph.contains(to)) {
            return answer;
        }
        let Some(layers) = layers(graph, from, to) else { return answer };
        let mut routes = best(&layers, self.limit + 1);
        answer.length = u32::try_from(layers.links.len()).ok();
        answer.more = routes.len() > self.limit || layers.narrowed;
        routes.truncate(self.limit);
        answer.paths = routes.iter().map(|route| path(graph, &layers, route)).collect();
        answer
    }
}

fn path(graph: &Graph, layers: &Layers<WorkId>, route: &Route) -> CitationPath {
    let works: Vec<WorkId> = layers.nodes.iter().zip(&route.places).map(|(layer, &place)| layer[place]).collect();
    let step = |pair: &[WorkId]| {
        let cites = graph.work_relations().references.find(pair[0].index(), pair[1]).is_some();
        CitationStep { from: pair[0], to: pair[1], cites }
    };
    CitationPath { strength: route.strength, steps: works.windows(2).map(step).collect() }
}

/// Calls `visit` with every work that `work` cites or is cited by, and the link to it.
fn neighbours(graph: &Graph, work: WorkId, mut visit: impl FnMut(WorkId, f64, i16)) {
    let relations = graph.work_relations();
    let strength = |citing: WorkId, cited: WorkId| {
        let ends = relations.references.degree(citing.index()) * relations.cited_by.degree(cited.index());
        1.0 / (ends.max(1) as f64).sqrt()
    };
    let year = |citing: WorkId| graph.year(citing).unwrap_or(graph.meta().years.map_or(0, |(oldest, _)| oldest));
    for &cited in graph.references(work) {
        visit(cited, strength(work, cited), year(work));
    }
    for &citing in graph.cited_by(work) {
        visit(citing, strength(citing, work), year(citing));
    }
}

/// Everything on a shortest path; `None` where there is none.
fn layers(graph: &Graph, from: WorkId, to: WorkId) -> Option<Layers<WorkId>> {
    with_scratch(graph.works().len(), |Scratch { first, second, .. }| {
        let (mut nodes, middle) = levels(graph, [from, to], first, second)?;
        first.clear();
        let mut narrowed = false;
        let last = nodes.len() - 1;
        for place in (middle + 1)..=last {
            nodes[place] = linked(graph, &nodes[place - 1], &nodes[place], first, &mut narrowed);
        }
        for place in (0..last).rev() {
            nodes[place] = linked(graph, &nodes[place + 1], &nodes[place], first, &mut narrowed);
        }
        let links = nodes.windows(2).map(|pair| links(graph, &pair[0], &pair[1], first)).collect();
        Some(Layers { nodes, links, narrowed })
    })
}

/// Which of `candidates` are linked to one of `from`, ascending; where they are more than [`WIDEST`], the most strongly
/// linked.
fn linked(
    graph: &Graph,
    from: &[WorkId],
    candidates: &[WorkId],
    places: &mut Slots,
    narrowed: &mut bool,
) -> Vec<WorkId> {
    place(candidates, places);
    let mut strengths = vec![0.0; candidates.len()];
    for &work in from {
        neighbours(graph, work, |other, strength, _| {
            if let Some(place) = places.get(other.index()) {
                strengths[place] += strength;
            }
        });
    }
    let found = strengths.into_iter().zip(candidates.iter().copied()).filter(|&(strength, _)| strength > 0.0);
    let best = top(found.map(|(strength, work)| (Score::new(strength), work)), WIDEST + 1);
    *narrowed |= best.len() > WIDEST;
    let mut works: Vec<WorkId> = best.into_iter().take(WIDEST).map(|(_, work)| work).collect();
    works.sort_unstable();
    works
}

fn place(layer: &[WorkId], places: &mut Slots) {
    places.clear();
    layer.iter().for_each(|work| {
        places.slot(work.index());
    });
}

/// The links between two layers; where two works cite each other, the stronger of both.
fn links(graph: &Graph, from: &[WorkId], to: &[WorkId], places: &mut Slots) -> Links {
    place(to, places);
    let mut links = Links { offsets: vec![0], links: Vec::new() };
    for &work in from {
        let first = links.links.len();
        neighbours(graph, work, |other, strength, newest| {
            let Some(next) = places.get(other.index()) else { return };
            match links.links[first..].iter_mut().find(|link| link.next as usize == next) {
                Some(link) => {
                    link.strength = link.strength.max(strength);
                    link.newest = link.newest.max(newest);
                }
                None => links.links.push(Link { next: next as u32, strength, newest }),
            }
        });
        links.offsets.push(links.links.len());
    }
    links
}
