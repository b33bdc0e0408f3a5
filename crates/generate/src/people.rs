//! People, in groups, in areas.

use crate::{
    random::{About, Numbers, Random},
    tails::{Chances, MAX_GROUP, YEARS, group_size, years},
};

/// Groups of an area.
pub(crate) const AREA_GROUPS: u64 = 64;

/// Areas differ in the sizes of their groups, in so many ways.
const VARIANTS: u64 = 16;

/// A person's number is their group's times this, plus their rank in it.
const STRIDE: u64 = (MAX_GROUP + 1).next_power_of_two() as u64;

/// A year's work is first looked for in so many groups, which may not be active then.
const TRIES: u32 = 32;

/// Everybody.
#[derive(Debug)]
pub(crate) struct Society {
    random: Random,
    areas: u64,
    institutions: u64,
    variants: Vec<Variant>,
    beginnings: Chances,
    /// Fifth roots of 0, 1, 2 …
    roots: Vec<f64>,
    bits: u32,
}

/// The groups of an area.
#[derive(Debug)]
struct Variant {
    sizes: Vec<u32>,
    /// By size: large groups publish more.
    chances: Chances,
}

/// A person, by their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Person(pub(crate) u64);

impl Society {
    pub(crate) fn new(areas: u64, works: u64, random: Random) -> Self {
        let last = areas * AREA_GROUPS * STRIDE;
        Self {
            random,
            areas,
            institutions: (works * 3 / 100).clamp(2_000, 30_000),
            variants: (0..VARIANTS).map(Variant::new).collect(),
            beginnings: years(),
            roots: (0..=MAX_GROUP + 1).map(|number| libm::pow(f64::from(number), 0.2)).collect(),
            bits: u64::BITS - last.leading_zeros(),
        }
    }

    pub(crate) fn groups(&self) -> u64 {
        self.areas * AREA_GROUPS
    }

    pub(crate) fn institutions(&self) -> u64 {
        self.institutions
    }

    /// A group of an area, large ones more often than small ones.
    pub(crate) fn group_in(&self, area: u64, numbers: &mut Numbers) -> u64 {
        area * AREA_GROUPS + self.variant(area).chances.draw(numbers) as u64
    }

    /// The same of the groups that publish in `year`, if chance finds one.
    pub(crate) fn group_active_in(&self, area: u64, year: i16, numbers: &mut Numbers) -> u64 {
        let mut group = self.group_in(area, numbers);
        for _ in 0..TRIES {
            if self.is_active(group, year) {
                break;
            }
            group = self.group_in(area, numbers);
        }
        group
    }

    /// Any group, large ones more often than small ones.
    pub(crate) fn group_anywhere(&self, numbers: &mut Numbers) -> u64 {
        self.group_in(numbers.below(self.areas), numbers)
    }

    /// A group at most four places away; areas lie beside each other.
    pub(crate) fn group_near(&self, group: u64, numbers: &mut Numbers) -> u64 {
        (group + numbers.below(9)).saturating_sub(4).min(self.groups() - 1)
    }

    /// One of a group, those of low rank much more often: the chance falls as rank^(-4/5). How far the first stands out
    /// differs from group to group.
    pub(crate) fn member(&self, group: u64, numbers: &mut Numbers) -> Person {
        let size = self.size(group);
        let first = 0.4 + 0.6 * self.random.numbers(About::Group, group).part();
        let offset = fifth_power(first);
        let (root, next) = (self.roots[size as usize], self.roots[size as usize + 1]);
        let last = root + offset * (next - root);
        let rank = fifth_power(first + numbers.part() * (last - first)) - offset;
        Person(group * STRIDE + (rank as u64).min(u64::from(size) - 1))
    }

    /// The one of a rank below six, which every group has.
    pub(crate) fn leading_member(&self, group: u64, rank: u64) -> Person {
        Person(group * STRIDE + rank.min(5))
    }

    /// Where somebody works: mostly where their group does.
    pub(crate) fn home(&self, person: Person) -> u64 {
        let mut numbers = self.random.numbers(About::Person, person.0);
        if numbers.chance(0.75) {
            let mut numbers = self.random.numbers(About::Group, person.0 / STRIDE);
            let _first = numbers.any();
            return numbers.ranked(self.institutions);
        }
        numbers.ranked(self.institutions)
    }

    /// The number that stands in a person's id. Ids of real people tell nothing about who works with whom, so neither do
    /// these: multiplying by odd numbers and folding high bits onto low ones is a permutation of the numbers of so many
    /// bits.
    pub(crate) fn id(&self, person: Person) -> u64 {
        let mask = (1_u64 << self.bits) - 1;
        let fold = |number: u64| number ^ number >> (self.bits / 2);
        let number = fold(person.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) & mask);
        5_000_000_000 + fold(number.wrapping_mul(0xD134_2543_DE82_EF95) & mask)
    }

    fn variant(&self, area: u64) -> &Variant {
        &self.variants[(self.random.numbers(About::Area, area).any() % VARIANTS) as usize]
    }

    fn size(&self, group: u64) -> u32 {
        self.variant(group / AREA_GROUPS).sizes[(group % AREA_GROUPS) as usize]
    }

    /// A group publishes for four to 40 years, later ones more often than early ones.
    fn is_active(&self, group: u64, year: i16) -> bool {
        let mut numbers = self.random.numbers(About::Group, group);
        let (_first, _home) = (numbers.any(), numbers.any());
        let begun = self.beginnings.draw(&mut numbers) as i16 - numbers.below(15) as i16;
        let years = 4 + numbers.below(32) as i16;
        let age = year - YEARS.0 - begun.max(0);
        (0..years).contains(&age)
    }
}

impl Variant {
    fn new(variant: u64) -> Self {
        let part = |at: u64| (at as f64 + (variant as f64 + 0.5) / VARIANTS as f64) / AREA_GROUPS as f64;
        let sizes: Vec<u32> = (0..AREA_GROUPS).map(|at| group_size(part(at))).collect();
        let chances = Chances::of(sizes.iter().map(|&size| f64::from(size)));
        Self { sizes, chances }
    }
}

fn fifth_power(number: f64) -> f64 {
    let squared = number * number;
    squared * squared * number
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn nobody_shares_an_id() {
        let society = Society::new(3, 7_000, Random::new(5));
        let ids: HashSet<u64> = (0..3 * AREA_GROUPS * STRIDE).map(|person| society.id(Person(person))).collect();
        assert_eq!(ids.len() as u64, 3 * AREA_GROUPS * STRIDE);
    }

    #[test]
    fn members_are_of_their_group_and_few_of_them_write_much() {
        let society = Society::new(2, 5_000, Random::new(5));
        let mut numbers = Random::new(1).numbers(About::Sample, 0);
        for group in [0, 63, 100] {
            let size = u64::from(society.size(group));
            let ranks: Vec<u64> = (0..4000).map(|_| society.member(group, &mut numbers).0 - group * STRIDE).collect();
            assert!(ranks.iter().all(|&rank| rank < size));
            let first = ranks.iter().filter(|&&rank| rank == 0).count();
            let last = ranks.iter().filter(|&&rank| rank == size - 1).count();
            assert!(first > 2 * last && last < 1000, "{first} {last} of {size}");
        }
    }
}
