use petgraph::unionfind::UnionFind;
use proptest::prelude::*;

use super::*;

/// A network by pairs, as a matrix says: what stands on one side of its diagonal.
fn network_of(nodes: usize, pairs: &[(u32, u32, u8)]) -> Network {
    let mut weights = vec![vec![0.0; nodes]; nodes];
    for &(a, b, weight) in pairs.iter().filter(|(a, b, _)| a != b) {
        for (a, b) in [(a, b), (b, a)] {
            weights[a as usize % nodes][b as usize % nodes] = f64::from(weight) / 8.0;
        }
    }
    let row = |(node, row): (usize, &Vec<f64>)| {
        let linked = row.iter().copied().enumerate().filter(move |&(other, weight)| other != node && weight > 0.0);
        linked.map(|(other, weight)| (other as u32, weight)).collect::<Vec<_>>().into_iter()
    };
    Network::from_rows(weights.iter().enumerate().map(row))
}

fn networks() -> impl Strategy<Value = Network> {
    (2..24_usize).prop_flat_map(|nodes| {
        let pair = (0..nodes as u32, 0..nodes as u32, 1_u8..20);
        prop::collection::vec(pair, 0..60).prop_map(move |pairs| network_of(nodes, &pairs))
    })
}

/// The definition, pair by pair.
fn modularity_by_pairs(network: &Network, groups: &Groups, resolution: f64) -> f64 {
    let nodes = 0..network.nodes() as u32;
    let total: f64 = nodes.clone().map(|node| network.strength(node)).sum();
    let mut sum = 0.0;
    for a in nodes.clone() {
        for b in nodes.clone().filter(|&b| groups.of(a) == groups.of(b)) {
            let links = network.links(a).filter(|&(other, _)| other == b);
            let weight: f64 = links.map(|(_, weight)| weight).sum();
            sum += weight / total - resolution * network.strength(a) * network.strength(b) / (total * total);
        }
    }
    if total == 0.0 { 0.0 } else { sum }
}

/// The same groups with `node` in another, or, beyond the last, in one of its own.
fn moved(groups: &Groups, node: u32, group: u32) -> Groups {
    let mut labels = groups.as_slice().to_vec();
    labels[node as usize] = group;
    Groups::labelled(&labels, groups.count() + 1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn nodes_settle_where_they_are_worth_most(network in networks(), resolution in 0.3..3.0_f64, seed: u64) {
        let mut random = Random::seeded(seed);
        let mut settled = Groups::alone(network.nodes());
        let mut modularity = modularity_by_pairs(&network, &settled, resolution);
        // A move elsewhere may make another one worth while for a node that was not asked again; every time brings more.
        loop {
            let next = settle(&network, &settled, resolution, &mut random);
            let better = modularity_by_pairs(&network, &next, resolution);
            prop_assert!((better - next.modularity(&network, resolution)).abs() < 1e-12);
            if next == settled {
                break;
            }
            prop_assert!(better > modularity);
            (settled, modularity) = (next, better);
        }
        for node in 0..network.nodes() as u32 {
            for group in 0..=settled.count() as u32 {
                let other = modularity_by_pairs(&network, &moved(&settled, node, group), resolution);
                prop_assert!(other <= modularity + 1e-9, "{node} to {group}: {other} > {modularity}");
            }
        }
    }

    #[test]
    fn parts_hang_together_within_groups(network in networks(), labels in prop::collection::vec(0_u32..4, 24), seed: u64) {
        let groups = Groups::labelled(&labels[..network.nodes()], 4);
        let parts = refine(&network, &groups, 1.0, &mut Random::seeded(seed));
        let mut hanging: UnionFind<u32> = UnionFind::new(network.nodes());
        for node in 0..network.nodes() as u32 {
            for (other, _) in network.links(node).filter(|&(other, _)| parts.of(other) == parts.of(node)) {
                hanging.union(node, other);
            }
        }
        for (a, b) in (0..network.nodes() as u32).flat_map(|a| (0..a).map(move |b| (a, b))) {
            if parts.of(a) == parts.of(b) {
                prop_assert_eq!(groups.of(a), groups.of(b));
                prop_assert!(hanging.equiv(a, b), "{} and {}", a, b);
            }
        }
        // A part is worth at least what its nodes are alone.
        let alone = Groups::alone(network.nodes()).modularity(&network, 1.0);
        prop_assert!(parts.modularity(&network, 1.0) >= alone - 1e-12);
    }

    #[test]
    fn groups_are_worth_the_same_as_nodes(network in networks(), labels in prop::collection::vec(0_u32..9, 24)) {
        let parts = Groups::labelled(&labels[..network.nodes()], 9);
        let joined = Network::joined(&network, &parts);
        // Parts in pairs; links within a part are no longer there, but count as ends.
        let pairs: Vec<u32> = (0..parts.count() as u32).map(|part| part / 2).collect();
        let of_parts = Groups::labelled(&pairs, parts.count());
        let of_nodes = of_parts.of_nodes(&parts);
        prop_assert_eq!(&of_nodes.of_parts(&parts), &of_parts);
        let inside: f64 = (0..network.nodes() as u32)
            .flat_map(|node| network.links(node).map(move |link| (node, link)))
            .filter(|&(node, (other, _))| parts.of(node) == parts.of(other))
            .map(|(_, (_, weight))| weight)
            .sum();
        let within = if network.total() == 0.0 { 0.0 } else { inside / network.total() };
        let (by_parts, by_nodes) = (of_parts.modularity(&joined, 1.0), of_nodes.modularity(&network, 1.0));
        prop_assert!((by_parts + within - by_nodes).abs() < 1e-12, "{} + {} is not {}", by_parts, within, by_nodes);
    }

    #[test]
    fn rounds_make_it_no_worse(network in networks(), seed: u64) {
        let question = Communities::new().seed(seed);
        let begin = Groups::alone(network.nodes());
        let settled = settle(&network, &begin, 1.0, &mut Random::seeded(seed));
        let found = question.search(&network);
        prop_assert!(found.modularity(&network, 1.0) >= settled.modularity(&network, 1.0) - 1e-12);
        let whole = whole(&found, &network);
        prop_assert!(whole.modularity(&network, 1.0) >= found.modularity(&network, 1.0) - 1e-12);
    }
}
