//! Finding communities.

use std::cmp::Reverse;

use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig};
use petgraph::unionfind::UnionFind;

use super::NONE;
use crate::{DenseId, Graph, PersonId, graph::snapshot_id};

/// A search for communities over the stored `collaborates` relation, links weighing Newman's strength.
///
/// Leiden: V. A. Traag, L. Waltman, N. J. van Eck, *From Louvain to Leiden: guaranteeing well-connected communities*,
/// Sci. Rep. 9, 5233 (2019), <https://doi.org/10.1038/s41598-019-41695-z>; it maximises modularity
/// `Q = Σ_c [e_c/m − γ·(K_c/2m)²]`, `e_c` being the weight of links within a community, `K_c` that of all links of its
/// members, `m` that of all links, and no community falls apart.
///
/// ```
/// # use scholargraph::{Authorship, CorpusBuilder, Key, PersonRecord, WorkRecord};
/// # let builder = CorpusBuilder::new();
/// # let mut shard = builder.shard(0);
/// # for (id, people) in [("u", ["a", "b"]), ("v", ["c", "d"])] {
/// #     let mut work = WorkRecord::new(Key::id(id));
/// #     work.authorships = people.map(|id| Authorship {
/// #         person: Some(PersonRecord::named(Key::id(id), id)), ..Default::default()
/// #     }).into();
/// #     shard.work(&work);
/// # }
/// # shard.close();
/// # let (graph, _) = builder.finish(Default::default())?;
/// use scholargraph::{PersonId, community::Communities};
///
/// let partition = Communities::new().find(&graph);
/// assert_eq!((partition.sizes.len(), partition.modularity), (2, 0.5));
/// let graph = graph.with_communities(&partition);
/// assert_ne!(graph.community_of(PersonId(0)), graph.community_of(PersonId(2)));
/// # Ok::<(), scholargraph::BuildError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "communities are found by `find`"]
pub struct Communities {
    resolution: f64,
    seed: u64,
}

/// The search begins anew from what it found, so many times at most.
const ROUNDS: u64 = 10;
/// A round that brings less is the last.
const LEAST_GAIN: f64 = 2e-4;

/// Which community everybody belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Partition {
    /// The community of each person, by dense id; `None` for those who work with nobody.
    pub of: Vec<Option<u32>>,
    /// How many people each community has, the largest first.
    pub sizes: Vec<usize>,
    /// Its modularity, −½ … 1; 0 where nobody works with anybody.
    pub modularity: f64,
}

impl Default for Communities {
    fn default() -> Self {
        Self::new()
    }
}

impl Communities {
    /// Looks with a resolution of 1.
    pub fn new() -> Self {
        Self { resolution: 1.0, seed: 1 }
    }

    /// γ: higher for more and smaller communities. Default: 1.
    pub fn resolution(mut self, resolution: f64) -> Self {
        self.resolution = resolution;
        self
    }

    /// Begins the draws that the search makes elsewhere: communities at the seams may differ. Default: 1.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Finds them, on one thread: the same for the same graph and seed. Some 100 bytes a pair are needed meanwhile.
    #[must_use]
    pub fn find(&self, graph: &Graph) -> Partition {
        let links = links(graph);
        let alone = || Partition { of: vec![None; graph.people().len()], sizes: Vec::new(), modularity: 0.0 };
        let (Some(found), false) = (self.membership(&links, graph.people().len()), links.is_empty()) else {
            return alone();
        };
        let mut is_linked = vec![false; found.len()];
        links.iter().for_each(|&(a, b, _)| (is_linked[a], is_linked[b]) = (true, true));
        let (of, sizes) = numbered(&found, &is_linked);
        let modularity = modularity(&links, &of, self.resolution);
        Partition { of, sizes, modularity }
    }

    fn membership(&self, links: &[(usize, usize, f64)], people: usize) -> Option<Vec<usize>> {
        let mut builder = GraphDataBuilder::new(people);
        for &(a, b, weight) in links {
            builder.add_edge(a, b, weight).ok()?;
        }
        let linked = builder.build().ok()?;
        let round = |round| {
            let seed = self.seed.wrapping_add(round);
            Leiden::new(LeidenConfig::builder().resolution(self.resolution).seed(seed).build())
        };
        let mut found = round(0).run(&linked).ok()?;
        for next in 1..ROUNDS {
            let better = round(next).run_with_initial_partition(&linked, found.partition.clone()).ok()?;
            let gain = better.quality - found.quality;
            if gain > 0.0 {
                found = better;
            }
            if gain < LEAST_GAIN {
                break;
            }
        }
        Some(whole(found.partition.as_slice(), links))
    }
}

/// Communities without those that fall apart, whose parts become communities: beginning anew can tear some, and taken
/// apart they are worth more.
fn whole(found: &[usize], links: &[(usize, usize, f64)]) -> Vec<usize> {
    let mut joined = UnionFind::new(found.len());
    for &(a, b, _) in links.iter().filter(|&&(a, b, _)| found[a] == found[b]) {
        joined.union(a, b);
    }
    joined.into_labeling()
}

/// Every pair of collaborators once, with their strength.
fn links(graph: &Graph) -> Vec<(usize, usize, f64)> {
    let collaborators = &graph.person_relations().collaborators;
    let of = |person: PersonId| {
        let edges = collaborators.edges_of(person.index()).zip(collaborators.row(person.index()));
        edges
            .filter(move |&(_, &other)| person < other)
            .map(move |(edge, other)| (person.index(), other.index(), f64::from(collaborators.edges.strength.at(edge))))
    };
    graph.nodes::<PersonId>().flat_map(of).collect()
}

/// Communities numbered by size, the larger first, of the same size by their first member.
fn numbered(found: &[usize], is_linked: &[bool]) -> (Vec<Option<u32>>, Vec<usize>) {
    let count = found.iter().max().map_or(0, |&last| last + 1);
    // Size and first member.
    let mut communities: Vec<(Reverse<usize>, usize, usize)> =
        (0..count).map(|community| (Reverse(0), usize::MAX, community)).collect();
    for (person, &community) in found.iter().enumerate().filter(|&(person, _)| is_linked[person]) {
        let (size, first, _) = &mut communities[community];
        size.0 += 1;
        *first = (*first).min(person);
    }
    communities.retain(|&(size, ..)| size.0 > 0);
    communities.sort_unstable();
    let mut number = vec![None; count];
    (0..).zip(&communities).for_each(|(id, &(.., community))| number[community] = Some(id));
    let of = found.iter().zip(is_linked).map(|(&community, &linked)| number[community].filter(|_| linked));
    (of.collect(), communities.iter().map(|&(size, ..)| size.0).collect())
}

fn modularity(links: &[(usize, usize, f64)], of: &[Option<u32>], resolution: f64) -> f64 {
    let communities = of.iter().flatten().max().map_or(0, |&last| last as usize + 1);
    let (mut within, mut ends) = (vec![0.0; communities], vec![0.0; communities]);
    let mut all = 0.0;
    for &(a, b, weight) in links {
        let (Some(a), Some(b)) = (of[a], of[b]) else { continue };
        all += weight;
        ends[a as usize] += weight;
        ends[b as usize] += weight;
        if a == b {
            within[a as usize] += weight;
        }
    }
    if all == 0.0 {
        return 0.0;
    }
    let of = |(within, ends): (&f64, &f64)| within / all - resolution * (ends / (2.0 * all)).powi(2);
    within.iter().zip(&ends).map(of).sum()
}

impl Graph {
    /// The same graph with communities, which are part of what it is: its snapshot has another id.
    #[must_use]
    pub fn with_communities(&self, partition: &Partition) -> Self {
        let mut tables = self.tables().clone();
        let community: Vec<u32> = partition.of.iter().map(|community| community.unwrap_or(NONE)).collect();
        tables.person_relations.community = community.into();
        tables.meta.communities = partition.sizes.len();
        tables.meta.id = snapshot_id(&tables);
        Self::new(tables)
    }
}
