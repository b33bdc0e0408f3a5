//! Topics: as many as OpenAlex has, on four levels.

use std::ops::RangeInclusive;

use crate::{
    random::{About, Numbers, Random},
    tails::Chances,
};

/// Topics, and the levels above.
pub(crate) const TOPICS: u64 = 4_516;
const SUBFIELDS: u64 = 252;
const FIELDS: u64 = 26;
const DOMAINS: u64 = 4;

/// How many topics a work is about, before those it would have twice are dropped: in OpenAlex three of most.
const PER_WORK: RangeInclusive<u64> = 1..=3;

#[derive(Debug)]
pub(crate) struct Topics {
    /// Topics lie on a line; some take much more of it than others.
    line: Chances,
}

impl Topics {
    pub(crate) fn new(random: Random) -> Self {
        let weight = |topic| {
            let rank = 1 + random.numbers(About::Topics, topic).below(TOPICS);
            libm::pow(rank as f64, -0.6)
        };
        Self { line: Chances::of((0..TOPICS).map(weight)) }
    }

    /// The topic of a group: groups near each other work on topics near each other.
    pub(crate) fn of_group(&self, group: u64, groups: u64) -> u64 {
        self.line.at((group as f64 + 0.5) / groups as f64) as u64
    }

    /// What a work of a group with this topic is about.
    pub(crate) fn draw(&self, topic: u64, numbers: &mut Numbers, drawn: &mut Vec<u32>) {
        drawn.clear();
        // Three as often as one and two together.
        let count = numbers.below(4) + 1;
        for _ in 0..count.min(*PER_WORK.end()).max(*PER_WORK.start()) {
            let found = match numbers.part() {
                part if part < 0.55 => topic,
                part if part < 0.9 => (topic + numbers.below(19)).saturating_sub(9).min(TOPICS - 1),
                _ => numbers.below(TOPICS),
            } as u32;
            if !drawn.contains(&found) {
                drawn.push(found);
            }
        }
    }
}

/// The subfield, field and domain of a topic.
pub(crate) fn above(topic: u64) -> [u64; 3] {
    let subfield = topic * SUBFIELDS / TOPICS;
    let field = subfield * FIELDS / SUBFIELDS;
    [subfield, field, field * DOMAINS / FIELDS]
}
