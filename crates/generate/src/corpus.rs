//! A corpus: what it is made of, and its works one by one.

use std::io;

use crate::{
    Author, GenerateError,
    people::Society,
    random::{About, Random},
    record::Mentions,
    tails::{Chances, YEARS, log_normal, years},
    topic::Topics,
    words::Words,
};

/// More works than this are not numbered: ids of nodes are 32 bits long.
pub const MAX_WORKS: u64 = 1_000_000_000;

/// Works of a research area, about one for each of its people and a third more.
const AREA_WORKS: u64 = 2_200;

/// A synthetic corpus. It holds tables of some megabytes, whatever the number of works.
#[derive(Debug)]
pub struct Corpus {
    pub(crate) works: u64,
    pub(crate) seed: u64,
    pub(crate) random: Random,
    /// Works lie in rows of one work for each area, in the order of time.
    pub(crate) areas: u64,
    pub(crate) society: Society,
    pub(crate) topics: Topics,
    pub(crate) words: Words,
    pub(crate) mentions: Mentions,
    pub(crate) team_sizes: Chances,
    pub(crate) reference_counts: Chances,
    years: Chances,
}

/// A work, its references apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// When it was published.
    pub year: i16,
    /// Who wrote it, nobody twice.
    pub authors: Vec<Author>,
    /// What it is about: numbers of topics, the first one first, none twice.
    pub topics: Vec<u32>,
    /// Works it cites, all older than it, ascending, none twice.
    pub references: Vec<u64>,
}

impl Corpus {
    /// The corpus of so many works that `seed` stands for.
    ///
    /// # Errors
    ///
    /// Fails where no work, or more than [`MAX_WORKS`], are asked for.
    pub fn new(works: u64, seed: u64) -> Result<Self, GenerateError> {
        if works == 0 || works > MAX_WORKS {
            return Err(GenerateError::Size { works });
        }
        let random = Random::new(seed);
        let areas = works.div_ceil(AREA_WORKS);
        let (society, words) = (Society::new(areas, works, random), Words::new(random));
        let mentions = Mentions::new(&words, society.institutions()).map_err(io::Error::from)?;
        Ok(Self {
            works,
            seed,
            random,
            areas,
            society,
            topics: Topics::new(random),
            words,
            mentions,
            team_sizes: log_normal(1.18, 0.75, 60),
            reference_counts: log_normal(2.76, 0.75, 300),
            years: years(),
        })
    }

    /// How many works there are.
    #[must_use]
    pub fn works(&self) -> u64 {
        self.works
    }

    /// The work at `index`, in the order of time; `index` counts from 0 and lies below [`works`](Self::works).
    #[must_use]
    pub fn work(&self, index: u64) -> Work {
        let mut work = Work::default();
        self.make(index, &mut work);
        work
    }

    /// The same, into a work whose memory is used again.
    pub(crate) fn make(&self, index: u64, work: &mut Work) {
        work.year = self.year(index);
        let mut numbers = self.random.numbers(About::Work, index);
        let group = self.society.group_active_in(self.area(index), work.year, &mut numbers);
        self.byline(index, group, &mut work.authors);
        let topic = self.topics.of_group(group, self.society.groups());
        self.topics.draw(topic, &mut numbers, &mut work.topics);
        self.references(index, &mut work.references);
    }

    /// The area of a work. Areas that are near each other lie far apart in a row, so that neighbouring numbers of works
    /// tell nothing, as in real corpora.
    pub(crate) fn area(&self, index: u64) -> u64 {
        // A prime larger than any number of areas: no two places of a row lead to one area.
        (index % self.areas) * 1_000_003 % self.areas
    }

    /// The row a work lies in: how many works of its area are older.
    pub(crate) fn row(&self, index: u64) -> u64 {
        index / self.areas
    }

    fn year(&self, index: u64) -> i16 {
        YEARS.0 + self.years.at(index as f64 / self.works as f64) as i16
    }
}
