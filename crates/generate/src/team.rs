//! Who stands on a byline, and where they work.

use crate::{
    Corpus,
    people::Person,
    random::{About, Numbers},
};

/// One work in so many thousand is of a large collaboration, as in particle physics or genetics.
const LARGE: f64 = 0.000_25;

/// There is a large collaboration for so many works, and at most eight.
const WORKS_OF_A_COLLABORATION: u64 = 250_000;

/// Somebody on a byline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub(crate) person: Person,
    /// Numbers of institutions, at most two.
    pub(crate) institutions: [Option<u32>; 2],
}

impl Author {
    /// The person: the same number is the same one.
    #[must_use]
    pub fn person(&self) -> u64 {
        self.person.0
    }
}

impl Corpus {
    /// Writes the byline of a work of `group`.
    pub(crate) fn byline(&self, index: u64, group: u64, authors: &mut Vec<Author>) {
        authors.clear();
        let mut numbers = self.random.numbers(About::Byline, index);
        if numbers.chance(LARGE) {
            self.collaboration(&mut numbers, authors);
            return;
        }
        for _ in 0..=self.team_sizes.draw(&mut numbers) {
            let of = if authors.is_empty() { group } else { self.group_of_another(group, &mut numbers) };
            let person = self.society.member(of, &mut numbers);
            let author = self.author(person, &mut numbers);
            if authors.iter().all(|there| there.person != person) {
                authors.push(author);
            }
        }
    }

    /// Where a co-author is from.
    fn group_of_another(&self, group: u64, numbers: &mut Numbers) -> u64 {
        match numbers.part() {
            part if part < 0.78 => group,
            part if part < 0.94 => self.society.group_near(group, numbers),
            _ => self.society.group_anywhere(numbers),
        }
    }

    fn author(&self, person: Person, numbers: &mut Numbers) -> Author {
        let institutions = self.society.institutions();
        let mut author = Author { person, institutions: [None; 2] };
        if numbers.chance(0.9) {
            let at_home = numbers.chance(0.85);
            let first = if at_home { self.society.home(person) } else { numbers.ranked(institutions) };
            let second = numbers.chance(0.15).then(|| numbers.ranked(institutions)).filter(|&second| second != first);
            author.institutions = [Some(first as u32), second.map(|second| second as u32)];
        }
        author
    }

    /// At least half of a large collaboration: four people of each of many neighbouring groups.
    fn collaboration(&self, numbers: &mut Numbers, authors: &mut Vec<Author>) {
        let groups = self.society.groups();
        let which = numbers.below((self.works / WORKS_OF_A_COLLABORATION).clamp(2, 8));
        let size = if self.works < 2 * WORKS_OF_A_COLLABORATION { 120 << which } else { 150 << (which % 5) };
        let size = u64::min(size, groups * 4);
        let first = self.random.numbers(About::Collaboration, which).below(groups);
        let (start, count) = (numbers.below(size), size / 2 + numbers.below(size / 2));
        for step in 0..count {
            // A prime that no size has in it, so that nobody comes twice.
            let at = (start + step * 7919) % size;
            let person = self.society.leading_member((first + at / 4) % groups, at % 4);
            authors.push(self.author(person, numbers));
        }
    }
}
