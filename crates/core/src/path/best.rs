//! The best of all shortest paths, one after the other.

use std::cmp::Ordering;

use super::layers::{Layers, Link};
use crate::top::Score;

/// A way from somebody in a layer to the far end.
#[derive(Clone, Copy, Debug)]
struct Way {
    /// How many of its people, those at the ends left out, are on earlier paths.
    again: usize,
    /// Product of its links' strengths.
    strength: f64,
    /// Sum of the years of its links' newest works.
    recency: i64,
    /// Place of the next person in the next layer.
    next: u32,
    /// Which of the next person's ways it goes on with.
    rank: u32,
}

impl Way {
    /// The way of which nothing is left.
    const END: Self = Self { again: 0, strength: 1.0, recency: 0, next: 0, rank: 0 };

    fn extended(&self, link: &Link, rank: usize, again: bool) -> Self {
        Self {
            again: self.again + usize::from(again),
            strength: link.strength * self.strength,
            recency: i64::from(link.newest) + self.recency,
            next: link.next,
            rank: rank as u32,
        }
    }

    /// The better way is less: fewer people again, stronger, more recent, smaller ids.
    fn order(&self, other: &Self) -> Ordering {
        (self.again.cmp(&other.again))
            .then_with(|| compare(other.strength, self.strength))
            .then_with(|| other.recency.cmp(&self.recency))
            .then_with(|| (self.next, self.rank).cmp(&(other.next, other.rank)))
    }
}

/// Compares as [`Score`]s do, which it asks only where the two are close.
fn compare(a: f64, b: f64) -> Ordering {
    const CLOSE: f64 = 1.0 + 4e-9;
    if a > b * CLOSE {
        Ordering::Greater
    } else if b > a * CLOSE {
        Ordering::Less
    } else {
        Score::new(a).cmp(&Score::new(b))
    }
}

/// A path as places in the layers, with its strength.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) strength: f64,
    pub(super) places: Vec<usize>,
}

/// At most `count` shortest paths, each the one of the best [order](Way::order) that is not among those before it.
///
/// Dynamic programming from the far end, once for every path. The `k`-th takes O(links · k) at most.
pub(super) fn best<T>(layers: &Layers<T>, count: usize) -> Vec<Route> {
    let mut on_earlier: Vec<Vec<bool>> = layers.nodes.iter().map(|layer| vec![false; layer.len()]).collect();
    let mut routes: Vec<Route> = Vec::new();
    while routes.len() < count {
        // Of one more way than there are routes, one is new.
        let ways = ways(layers, &on_earlier, routes.len() + 1);
        let is_new = |route: &Route| routes.iter().all(|earlier| earlier.places != route.places);
        let Some(route) = ways[0].iter().flatten().map(|way| follow(&ways, way)).find(is_new) else { break };
        for (on_earlier, &place) in on_earlier.iter_mut().zip(&route.places) {
            on_earlier[place] = true;
        }
        routes.push(route);
    }
    routes
}

/// The best `width` ways of everybody, layer by layer.
fn ways<T>(layers: &Layers<T>, on_earlier: &[Vec<bool>], width: usize) -> Vec<Vec<Vec<Way>>> {
    let mut ways = vec![vec![vec![Way::END]]];
    for (links, on_earlier) in layers.links.iter().zip(&on_earlier[1..]).rev() {
        let after = &ways[ways.len() - 1];
        let rows = (0..links.rows()).map(|place| {
            let mut best = Best { ways: Vec::new(), width };
            for link in links.of(place) {
                let again = on_earlier[link.next as usize];
                let candidates = (0..).zip(&after[link.next as usize]);
                // The next person's ways descend, so the first that is not good enough ends them.
                candidates.map(|(rank, way)| way.extended(link, rank, again)).all(|way| best.take(way));
            }
            best.ways
        });
        let rows = rows.collect();
        ways.push(rows);
    }
    ways.reverse();
    ways
}

/// The best few ways of one person, the best first.
struct Best {
    ways: Vec<Way>,
    width: usize,
}

impl Best {
    /// Takes a way in, if it is good enough.
    fn take(&mut self, way: Way) -> bool {
        let place = self.ways.partition_point(|better| better.order(&way).is_lt());
        if place == self.width {
            return false;
        }
        self.ways.truncate(self.width - 1);
        self.ways.insert(place, way);
        true
    }
}

/// The places that a way from the first person passes through.
fn follow(ways: &[Vec<Vec<Way>>], first: &Way) -> Route {
    let mut places = vec![0];
    let mut way = *first;
    for layer in &ways[1..] {
        places.push(way.next as usize);
        way = layer[way.next as usize][way.rank as usize];
    }
    Route { strength: first.strength, places }
}
