//! Finding communities.

mod groups;
mod network;
mod people;
mod refine;
mod settle;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use petgraph::unionfind::UnionFind;

use self::{
    groups::Groups,
    network::{Links, Network},
    people::People,
    refine::refine,
    settle::settle,
};
use super::NONE;
use crate::{Graph, graph::snapshot_id, random::Random};

/// A search for communities over the stored `collaborates` relation, links weighing Newman's strength.
///
/// Leiden: V. A. Traag, L. Waltman, N. J. van Eck, *From Louvain to Leiden: guaranteeing well-connected communities*,
/// Sci. Rep. 9, 5233 (2019), <https://doi.org/10.1038/s41598-019-41695-z>; it maximises modularity
/// `Q = Σ_c [e_c/m − γ·(K_c/2m)²]`, `e_c` being the weight of links within a community, `K_c` that of all ends of links at
/// its members, `m` that of all links, and no community falls apart.
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
/// A move that brings less is none: it might be undone for as little, and so without end.
const LEAST: f64 = 1e-10;

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

    /// Finds them, on one thread: the same for the same graph and seed. O(pairs of collaborators) a round, of which
    /// there are at most ten; some 16 bytes a pair and 60 a person are needed meanwhile.
    #[must_use]
    pub fn find(&self, graph: &Graph) -> Partition {
        let network = People::of(graph);
        let found = whole(&self.search(&network), &network);
        let (of, sizes) = numbered(&found, &network);
        Partition { of, sizes, modularity: found.modularity(&network, self.resolution) }
    }

    /// Rounds, each from what the last one found, until one brings too little.
    fn search(&self, network: &impl Links) -> Groups {
        let mut found = Groups::alone(network.nodes());
        let mut modularity = found.modularity(network, self.resolution);
        for round in 0..ROUNDS {
            let next = self.round(network, &found, &mut Random::seeded(self.seed.wrapping_add(round)));
            let gain = next.modularity(network, self.resolution) - modularity;
            if gain > 0.0 {
                (found, modularity) = (next, modularity + gain);
            }
            if gain < LEAST_GAIN {
                break;
            }
        }
        found
    }

    /// Nodes settle, the groups are refined, and the parts settle as nodes of a smaller network, until none of them is
    /// more than one node.
    fn round(&self, network: &impl Links, begin: &Groups, random: &mut Random) -> Groups {
        let (mut groups, mut coarser) = self.level(network, begin, random);
        let mut joined = Vec::new();
        while let Some((parts, network)) = coarser {
            joined.push(parts);
            (groups, coarser) = self.level(&network, &groups, random);
        }
        joined.iter().rev().fold(groups, |groups, parts| groups.of_nodes(parts))
    }

    /// Groups of a network, and its parts with the network of these and the groups as groups of theirs; no parts where
    /// every node is one.
    fn level(&self, network: &impl Links, begin: &Groups, random: &mut Random) -> (Groups, Option<(Groups, Network)>) {
        let groups = settle(network, begin, self.resolution, random);
        let parts = refine(network, &groups, self.resolution, random);
        if parts.count() == network.nodes() {
            return (groups, None);
        }
        let coarser = Network::joined(network, &parts);
        (groups.of_parts(&parts), Some((parts, coarser)))
    }
}

/// Groups without those that fall apart, whose parts become groups: beginning anew can tear some, and taken apart they
/// are worth more.
fn whole(groups: &Groups, network: &impl Links) -> Groups {
    let mut hanging: UnionFind<u32> = UnionFind::new(network.nodes());
    for node in 0..network.nodes() as u32 {
        for (other, _) in network.links(node).filter(|&(other, _)| groups.of(other) == groups.of(node)) {
            hanging.union(node, other);
        }
    }
    Groups::labelled(&hanging.into_labeling(), network.nodes())
}

/// Communities numbered by size, the larger first, of the same size by their first member; those who work with nobody
/// have none.
fn numbered(found: &Groups, network: &impl Links) -> (Vec<Option<u32>>, Vec<usize>) {
    let members = found.members();
    let is_linked = |&node: &u32| network.links(node).next().is_some();
    let groups = (0..found.count()).map(|group| members.row(group)).filter(|row| row.iter().all(is_linked));
    let mut groups: Vec<&[u32]> = groups.collect();
    groups.sort_unstable_by_key(|row| (Reverse(row.len()), row.first().copied()));
    let mut of = vec![None; network.nodes()];
    for (number, group) in (0..).zip(&groups) {
        group.iter().for_each(|&node| of[node as usize] = Some(number));
    }
    (of, groups.iter().map(|group| group.len()).collect())
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
