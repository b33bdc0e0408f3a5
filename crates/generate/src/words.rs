//! Names and titles: words of no language, put together from syllables.

use std::fmt;

use crate::{
    Corpus,
    people::Person,
    random::{About, Numbers, Random},
    topic::TOPICS,
};

const SYLLABLES: [&str; 48] = [
    "ka", "ri", "no", "ves", "tol", "mi", "ran", "deu", "sha", "lin", "bor", "ta", "nek", "ou", "pel", "gri", "sa",
    "mon", "ju", "fer", "ha", "li", "zor", "en", "ba", "tis", "cho", "wa", "rel", "ni", "dro", "ma", "xin", "ye",
    "kol", "pra", "u", "sem", "ga", "ith", "lo", "van", "ce", "quo", "du", "as", "ti", "jo",
];

const WORDS: u64 = 8_000;
const GIVEN: u64 = 3_000;
const FAMILY: u64 = 12_000;

/// Words that are about one topic.
const TOPIC_WORDS: u64 = 30;

#[derive(Debug)]
pub(crate) struct Words {
    words: Vec<String>,
    given: Vec<String>,
    family: Vec<String>,
}

/// Words of a title, in a form that needs no memory of its own.
#[derive(Clone, Copy)]
pub(crate) struct Title<'a> {
    words: &'a Words,
    random: Random,
    index: u64,
    topic: u64,
    count: u64,
}

/// Given and family name.
#[derive(Clone, Copy)]
pub(crate) struct Name<'a>(&'a str, &'a str);

impl Words {
    pub(crate) fn new(random: Random) -> Self {
        let mut numbers = random.numbers(About::Words, 0);
        let mut list = |count, capital| (0..count).map(|_| word(&mut numbers, capital)).collect();
        Self { words: list(WORDS, false), given: list(GIVEN, true), family: list(FAMILY, true) }
    }

    /// What a place is called.
    pub(crate) fn place(&self, number: u64) -> &str {
        &self.family[(number % FAMILY) as usize]
    }

    /// What a topic is called: three of its own words.
    pub(crate) fn topic(&self, topic: u64) -> String {
        let word = |at| self.words[own_word(topic, at)].as_str();
        [word(0), word(1), word(2)].join(" ")
    }
}

impl Corpus {
    /// What somebody is called. Frequent names are those of many.
    pub(crate) fn name(&self, person: Person) -> Name<'_> {
        let mut numbers = self.random.numbers(About::Text, person.0);
        let (given, family) = (numbers.early(GIVEN), numbers.early(FAMILY));
        Name(&self.words.given[given as usize], &self.words.family[family as usize])
    }

    /// What a work about `topic` is called.
    pub(crate) fn title(&self, index: u64, topic: u64) -> Title<'_> {
        let count = 6 + self.random.numbers(About::Words, 1 + index).below(9);
        Title { words: &self.words, random: self.random, index, topic, count }
    }
}

impl fmt::Display for Title<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut numbers = self.random.numbers(About::Words, 1 + self.index);
        let _count = numbers.any();
        for at in 0..self.count {
            let own = numbers.chance(0.5);
            let word =
                if own { own_word(self.topic, numbers.early(TOPIC_WORDS)) } else { numbers.early(WORDS) as usize };
            let space = if at == 0 { "" } else { " " };
            write!(f, "{space}{}", self.words.words[word])?;
        }
        Ok(())
    }
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0, self.1)
    }
}

/// One of the words that are about a topic; topics near each other share some.
fn own_word(topic: u64, at: u64) -> usize {
    ((topic * WORDS / TOPICS + at) % WORDS) as usize
}

fn word(numbers: &mut Numbers, capital: bool) -> String {
    let mut word = String::new();
    for _ in 0..2 + numbers.below(3) {
        word.push_str(SYLLABLES[numbers.below(SYLLABLES.len() as u64) as usize]);
    }
    if capital {
        word[..1].make_ascii_uppercase();
    }
    word
}
