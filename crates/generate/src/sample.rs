//! Whom to ask about.

use crate::{
    Corpus, Work,
    random::{About, Numbers},
};

/// How many people and pairs are drawn.
const DRAWN: u64 = 200;

/// Whom to ask a graph of the corpus about, by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// 200 people drawn by number of works, whom visitors ask about; somebody may be drawn twice.
    pub people: Vec<String>,
    /// As many pairs of people drawn in the same way.
    pub pairs: Vec<(String, String)>,
}

impl Corpus {
    /// Draws people. Always the same ones.
    #[must_use]
    pub fn sample(&self) -> Sample {
        let mut numbers = self.random.numbers(About::Sample, 0);
        let mut drawn = || self.drawn(&mut numbers);
        let people: Vec<String> = (0..DRAWN).map(|_| drawn()).collect();
        let pairs = (0..DRAWN).map(|_| (drawn(), drawn())).collect();
        Sample { people, pairs }
    }

    /// Somebody by number of works: any place of any byline, the first 64 of each.
    fn drawn(&self, numbers: &mut Numbers) -> String {
        let mut work = Work::default();
        loop {
            self.make(numbers.below(self.works), &mut work);
            let place = numbers.below(64) as usize;
            if let Some(author) = work.authors.get(place) {
                return format!("A{}", self.society.id(author.person));
            }
        }
    }
}
