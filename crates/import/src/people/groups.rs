//! Bylines with one name, in groups that are one person's each.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet, BinaryHeap},
};

use super::likeness::{Alike, Mention};

/// Bylines that are known to be one person's.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    pub(super) mentions: Vec<Mention>,
    /// Whom the source says it is.
    pub(super) settled: Option<usize>,
    /// ORCID iDs beside the name.
    pub(super) orcids: BTreeSet<String>,
}

/// How much it takes for bylines to be one person's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doubt {
    /// Two groups are one person's where the likeness of their bylines comes to this.
    pub(super) enough: f64,
    /// Does somebody with most of the bylines also have those that are like no other?
    pub(super) leftovers: bool,
}

/// Most bylines: four of five.
const MOST: (usize, usize) = (4, 5);

/// Puts `items` into groups, each of one person, given how alike their mentions are.
///
/// The two most alike become one again and again, as long as their likeness, the sum over all pairs of their bylines
/// divided by the geometric mean of the numbers of bylines, is [`enough`](Doubt::enough). Two with different ORCID iDs, of
/// different people by the word of the source, or on one byline never do. Returns for each group its items, groups in the
/// order of their first items. O(p log p) for p pairs of bylines that have something in common.
pub(super) fn groups(
    items: Vec<Item>,
    doubt: Doubt,
    likeness: impl Fn(&[(Mention, usize)]) -> Vec<Alike>,
) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(items, doubt.enough, likeness);
    while let Some(Pair { one, other, .. }) = groups.pairs.pop() {
        groups.consider(one, other);
    }
    if doubt.leftovers {
        groups.take_in_leftovers();
    }
    let mut groups: Vec<Vec<usize>> = groups.groups.into_iter().flatten().map(|group| group.members).collect();
    groups.iter_mut().for_each(|members| members.sort_unstable());
    groups.sort_unstable();
    groups
}

#[derive(Debug)]
struct Group {
    members: Vec<usize>,
    mentions: usize,
    bylines: BTreeSet<u32>,
    settled: Option<usize>,
    orcids: BTreeSet<String>,
    /// Sums of likeness, by the number of the other group.
    links: BTreeMap<usize, f64>,
}

impl Group {
    fn of(at: usize, item: Item) -> Self {
        Self {
            members: vec![at],
            mentions: item.mentions.len(),
            bylines: item.mentions.iter().map(|mention| mention.byline).collect(),
            settled: item.settled,
            orcids: item.orcids,
            links: BTreeMap::new(),
        }
    }

    fn may_be(&self, other: &Self) -> bool {
        let two_people = self.settled.is_some() && other.settled.is_some();
        let two_orcids = !self.orcids.is_empty() && !other.orcids.is_empty() && self.orcids.is_disjoint(&other.orcids);
        !two_people && !two_orcids && self.bylines.is_disjoint(&other.bylines)
    }
}

/// Two groups by how alike they are: the most alike are the greatest, of equals those with the smaller numbers.
#[derive(Debug)]
struct Pair {
    likeness: f64,
    one: usize,
    other: usize,
}

impl Ord for Pair {
    fn cmp(&self, than: &Self) -> Ordering {
        let numbers = (than.one, than.other).cmp(&(self.one, self.other));
        self.likeness.total_cmp(&than.likeness).then(numbers)
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, than: &Self) -> Option<Ordering> {
        Some(self.cmp(than))
    }
}

impl PartialEq for Pair {
    fn eq(&self, than: &Self) -> bool {
        self.cmp(than) == Ordering::Equal
    }
}

impl Eq for Pair {}

/// Groups by number; one that grows gets a new number.
struct Groups {
    groups: Vec<Option<Group>>,
    pairs: BinaryHeap<Pair>,
    enough: f64,
}

impl Groups {
    fn new(items: Vec<Item>, enough: f64, likeness: impl Fn(&[(Mention, usize)]) -> Vec<Alike>) -> Self {
        let mut mentions: Vec<(Mention, usize)> = items
            .iter()
            .enumerate()
            .flat_map(|(item, Item { mentions, .. })| mentions.iter().map(move |&mention| (mention, item)))
            .collect();
        mentions.sort_unstable();
        let alike = likeness(&mentions);
        let groups = items.into_iter().enumerate().map(|(at, item)| Some(Group::of(at, item)));
        let mut groups = Self { groups: groups.collect(), pairs: BinaryHeap::new(), enough };
        for ((one, other), likeness) in alike {
            groups.link(mentions[one as usize].1, mentions[other as usize].1, likeness);
        }
        let all: Vec<usize> = (0..groups.groups.len()).collect();
        all.into_iter().for_each(|at| groups.propose(at, |other| other > at));
        groups
    }

    fn link(&mut self, one: usize, other: usize, likeness: f64) {
        for (one, other) in [(one, other), (other, one)] {
            if one != other
                && let Some(group) = &mut self.groups[one]
            {
                *group.links.entry(other).or_default() += likeness;
            }
        }
    }

    /// Puts the pairs of group `at` and those of its links that are `wanted` into the queue.
    fn propose(&mut self, at: usize, wanted: impl Fn(usize) -> bool) {
        let Some(group) = &self.groups[at] else { return };
        for (&other, &sum) in group.links.iter().filter(|&(&other, _)| wanted(other)) {
            let Some(beside) = &self.groups[other] else { continue };
            let likeness = sum / ((group.mentions * beside.mentions) as f64).sqrt();
            if likeness >= self.enough {
                self.pairs.push(Pair { likeness, one: at.min(other), other: at.max(other) });
            }
        }
    }

    /// Makes two groups one, if both are still there and may be.
    fn consider(&mut self, one: usize, other: usize) {
        let both = self.groups[one].as_ref().zip(self.groups[other].as_ref());
        if !both.is_some_and(|(one, other)| one.may_be(other)) {
            return;
        }
        let (Some(one_group), Some(other_group)) = (self.groups[one].take(), self.groups[other].take()) else { return };
        let at = self.groups.len();
        let mut links = one_group.links;
        for (beside, sum) in other_group.links {
            *links.entry(beside).or_default() += sum;
        }
        links.retain(|&beside, _| self.groups[beside].is_some());
        for (&beside, &sum) in &links {
            if let Some(group) = &mut self.groups[beside] {
                group.links.remove(&one);
                group.links.remove(&other);
                group.links.insert(at, sum);
            }
        }
        self.groups.push(Some(Group {
            members: [one_group.members, other_group.members].concat(),
            mentions: one_group.mentions + other_group.mentions,
            bylines: &one_group.bylines | &other_group.bylines,
            settled: one_group.settled.or(other_group.settled),
            orcids: &one_group.orcids | &other_group.orcids,
            links,
        }));
        self.propose(at, |_| true);
    }

    /// Gives single bylines that are like no other to whoever has most of all.
    fn take_in_leftovers(&mut self) {
        let all: usize = self.groups.iter().flatten().map(|group| group.mentions).sum();
        let has_most = |group: &Group| group.mentions * MOST.1 >= all * MOST.0;
        let Some(most) = self.groups.iter_mut().find(|group| group.as_ref().is_some_and(has_most)) else { return };
        let Some(mut into) = most.take() else { return };
        for leftover in &mut self.groups {
            if let Some(group) = leftover.take_if(|group| group.mentions == 1 && group.may_be(&into)) {
                into.members.extend(group.members);
                into.bylines.extend(group.bylines);
                into.orcids.extend(group.orcids);
                into.settled = into.settled.or(group.settled);
            }
        }
        self.groups.push(Some(into));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DOUBT: Doubt = Doubt { enough: 0.2, leftovers: false };

    /// The same, everything computed anew in every step.
    fn naive(items: &[Item], alike: &BTreeMap<(u32, u32), f64>) -> Vec<Vec<usize>> {
        let mut mentions: Vec<(Mention, usize)> =
            items.iter().enumerate().flat_map(|(at, item)| item.mentions.iter().map(move |&one| (one, at))).collect();
        mentions.sort_unstable();
        let likeness = |one: &[usize], other: &[usize]| {
            let between = |&&((a, b), _): &&((u32, u32), f64)| {
                let (a, b) = (mentions[a as usize].1, mentions[b as usize].1);
                (one.contains(&a) && other.contains(&b)) || (one.contains(&b) && other.contains(&a))
            };
            let pairs: Vec<((u32, u32), f64)> = alike.iter().map(|(&pair, &likeness)| (pair, likeness)).collect();
            let sum: f64 = pairs.iter().filter(between).map(|(_, likeness)| likeness).sum();
            let size = |group: &[usize]| group.iter().map(|&at| items[at].mentions.len()).sum::<usize>();
            sum / ((size(one) * size(other)) as f64).sqrt()
        };
        let may_be = |one: &[usize], other: &[usize]| {
            let bylines = |group: &[usize]| -> BTreeSet<u32> {
                group.iter().flat_map(|&at| items[at].mentions.iter().map(|mention| mention.byline)).collect()
            };
            let settled = |group: &[usize]| group.iter().find_map(|&at| items[at].settled);
            bylines(one).is_disjoint(&bylines(other)) && (settled(one).is_none() || settled(other).is_none())
        };
        let mut groups: Vec<Option<Vec<usize>>> = (0..items.len()).map(|at| Some(vec![at])).collect();
        loop {
            let mut best: Option<(f64, usize, usize)> = None;
            for one in 0..groups.len() {
                for other in one + 1..groups.len() {
                    let (Some(a), Some(b)) = (&groups[one], &groups[other]) else { continue };
                    let alike = likeness(a, b);
                    if alike >= DOUBT.enough && may_be(a, b) && best.is_none_or(|(most, ..)| alike > most) {
                        best = Some((alike, one, other));
                    }
                }
            }
            let Some((_, one, other)) = best else { break };
            let both = [groups[one].take(), groups[other].take()].into_iter().flatten().flatten();
            groups.push(Some(both.collect()));
        }
        let mut groups: Vec<Vec<usize>> = groups.into_iter().flatten().collect();
        groups.iter_mut().for_each(|members| members.sort_unstable());
        groups.sort_unstable();
        groups
    }

    #[test]
    fn what_is_like_nothing_is_whose_most_is() {
        let item = |at: u32, byline| Item { mentions: vec![Mention { byline, place: at }], ..Item::default() };
        // Eight alike, one like none of them, one like none and on the byline of one of them.
        let items: Vec<Item> = (0..).zip([0, 1, 2, 3, 4, 5, 6, 7, 8, 3]).map(|(at, byline)| item(at, byline)).collect();
        let alike = |mentions: &[(Mention, usize)]| {
            let at =
                |place: u32| mentions.iter().position(|(mention, _)| mention.place == place).unwrap_or_default() as u32;
            (0..8).flat_map(|a| (a + 1..8).map(move |b| (a, b))).map(|(a, b)| ((at(a), at(b)), 1.0)).collect()
        };
        let doubt = |leftovers| Doubt { leftovers, ..DOUBT };
        assert_eq!(groups(items.clone(), doubt(false), alike), [vec![0, 1, 2, 3, 4, 5, 6, 7], vec![8], vec![9]]);
        assert_eq!(groups(items.clone(), doubt(true), alike), [vec![0, 1, 2, 3, 4, 5, 6, 7, 8], vec![9]]);
        // Nobody has most.
        let few = |_: &[(Mention, usize)]| vec![((0, 1), 1.0)];
        assert_eq!(groups(items, doubt(true), few).len(), 9);
    }

    proptest! {
        #[test]
        fn the_most_alike_become_one(
            bylines in prop::collection::vec((0_u32..12, 0_u8..6), 1..10),
            pairs in prop::collection::btree_map((0_u32..10, 0_u32..10), 0_u8..16, 0..30),
        ) {
            let item = |(place, &(byline, settled)): (u32, &(u32, u8))| Item {
                mentions: vec![Mention { byline, place }],
                settled: (settled < 2).then_some(usize::from(settled)),
                orcids: BTreeSet::new(),
            };
            let items: Vec<Item> = (0..).zip(&bylines).map(item).collect();
            // Sixteenths, so that sums are exact in any order.
            let alike: BTreeMap<(u32, u32), f64> = pairs
                .into_iter()
                .filter(|&((a, b), _)| a < b && (b as usize) < items.len())
                .map(|(pair, sixteenths)| (pair, f64::from(sixteenths) / 16.0))
                .collect();
            let given = |_: &[(Mention, usize)]| alike.iter().map(|(&pair, &likeness)| (pair, likeness)).collect();
            prop_assert_eq!(groups(items.clone(), DOUBT, given), naive(&items, &alike));
        }
    }
}
