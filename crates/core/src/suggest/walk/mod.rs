//! Random walk with restart over people and their works.
//!
//! The first steps push what there is from the few who have any. As soon as the walk may be at many, a step sweeps over
//! all works instead, which are then read in the order in which they lie in memory (after the direction-optimising
//! search of Beamer, Asanović and Patterson, <https://doi.org/10.1109/SC.2012.50>).

mod push;
mod sweep;

use super::{MAX_EDGES, Scope};
use crate::{Kind, PersonId, scratch::Amounts};
use sweep::Sweep;

/// Probability of starting over, at every step.
const RESTART: f64 = 0.3;

/// Steps from the person; fixed, so that the answer is what the back-tests measured.
const STEPS: usize = 8;

/// The walk is wide where it may be at one person in so many: sweeping costs less from there on, as it reads memory in
/// order. Found by trial on the ACL Anthology.
const WIDE: usize = 64;

/// The part of what is at a person that goes on to each of their works, but for its recency, `total` being the sum of
/// these. Works of an age beyond all measure weigh nothing; who has no others leads nowhere.
fn part(total: f64) -> f64 {
    /// What is divided by less, as recency is after some 2,900 years, could be too much for a number.
    const LEAST: f64 = 1e-290;
    if total > LEAST { (1.0 - RESTART) / total } else { 0.0 }
}

/// Memory of a walk, by dense ids.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// How much of the walk is at each person; 0 between walks.
    people: Amounts,
    /// How much of it is at each work; 0 between steps that push.
    works: Amounts,
    sweep: Sweep,
}

/// Everybody the walk may be at after [`STEPS`] steps, with how likely it is, and whether it saw everything.
pub(super) fn walk(scope: &Scope<'_>, person: PersonId, places: &mut Places) -> (Vec<(PersonId, f64)>, bool) {
    let authorships = scope.graph.work_relations().authors.edge_count();
    // A sweep looks at every authorship, however few the walk has come to.
    let wide = if authorships > MAX_EDGES { usize::MAX } else { scope.graph.count(Kind::Person).div_ceil(WIDE) };
    walk_until(scope, person, places, wide)
}

/// The same, sweeping as soon as the walk may be at `wide` people.
fn walk_until(scope: &Scope<'_>, person: PersonId, places: &mut Places, wide: usize) -> (Vec<(PersonId, f64)>, bool) {
    places.people.reserve(scope.graph.bound(Kind::Person));
    places.works.reserve(scope.graph.bound(Kind::Work));
    // A sweep is for all people.
    let wide = if places.people.is_dense() { wide } else { usize::MAX };
    let mut frontier = push::Frontier::new(person, places);
    let mut pushed = 0;
    while pushed < STEPS && frontier.people.len() < wide {
        frontier.step(scope, places);
        pushed += 1;
    }
    match places.people.dense() {
        Some(people) if pushed < STEPS => {
            let rest = (people, &mut places.sweep);
            (sweep::steps(scope, person, rest, STEPS - pushed), frontier.complete)
        }
        _ => (frontier.drain(places), frontier.complete),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Authorship, CorpusBuilder, Graph, Key, PersonRecord, WorkRecord, Years};

    /// People on a ring of works, each of whom is on works with the one to three next to them.
    fn ring(people: usize) -> Graph {
        let builder = CorpusBuilder::new();
        let mut shard = builder.shard(0);
        let byline = |number: usize| Authorship {
            person: Some(PersonRecord::named(Key::id(format!("p{:03}", number % people)), "somebody")),
            ..Authorship::default()
        };
        for first in 0..people {
            let mut work = WorkRecord::new(Key::id(format!("w{first:03}")));
            work.attributes.year = 2000 + (first % 7) as i16;
            work.authorships = (first..first + 2 + first % 3).map(byline).collect();
            shard.work(&work);
        }
        shard.close();
        builder.finish(Default::default()).expect("a graph").0
    }

    #[test]
    fn pushing_and_sweeping_lead_to_the_same_places() {
        let graph = ring(90);
        let mut places = Places::default();
        for years in [Years::ALL, Years { from: Some(2002), to: None }] {
            let scope = Scope::new(&graph, years, None);
            for person in [PersonId(0), PersonId(41)] {
                let mut walk = |wide| {
                    let (mut reached, complete) = walk_until(&scope, person, &mut places, wide);
                    reached.sort_unstable_by_key(|&(person, _)| person);
                    assert!(complete && places.people.is_empty() && places.works.is_empty());
                    reached
                };
                let pushed = walk(usize::MAX);
                assert!((6..90).contains(&pushed.len()), "{} people", pushed.len());
                for wide in [1, 6, 20] {
                    let swept = walk(wide);
                    assert_eq!(swept.len(), pushed.len());
                    for (swept, pushed) in swept.iter().zip(&pushed) {
                        assert_eq!(swept.0, pushed.0);
                        assert!((swept.1 - pushed.1).abs() <= 1e-12 * pushed.1, "{swept:?}, {pushed:?}");
                    }
                }
            }
        }
    }
}
