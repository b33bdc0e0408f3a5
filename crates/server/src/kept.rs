//! Answers that are kept for whoever asks the same next.

use axum::http::Uri;
use quick_cache::{Weighter, sync::Cache};

use crate::route::Answer;

/// What an answer is assumed to take where room for the list of them is made.
const TYPICAL: usize = 16 << 10;

/// What an entry takes beside the texts in it.
const ENTRY: usize = 128;

/// Answers by what was asked, at most so many bytes of them: what was asked again stays, what was not goes first (S3-FIFO,
/// J. Yang and others, <https://doi.org/10.1145/3600006.3613147>).
///
/// An answer is kept under its tag: as long as that stays the same, so does the answer, which is what clients that keep
/// answers themselves are promised, too. What has no tag is for one person's eyes, and is not kept.
pub(crate) struct Kept(Option<Cache<Question, Answer, Size>>);

/// What was asked, of what.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    /// Which graph was served, by the order in which they were: its tag may already be that of changes that have not
    /// reached it.
    generation: u64,
    /// Tag and address.
    text: String,
    /// Is the answer to be packed?
    packed: bool,
}

impl Question {
    pub(crate) fn new(generation: u64, tag: &str, address: &Uri) -> Self {
        Self { generation, text: format!("{tag} {address}"), packed: false }
    }

    /// The same question by somebody who takes the answer packed.
    pub(crate) fn packed(&self) -> Self {
        Self { packed: true, ..self.clone() }
    }
}

#[derive(Clone, Debug)]
struct Size;

impl Weighter<Question, Answer> for Size {
    fn weight(&self, question: &Question, answer: &Answer) -> u64 {
        (ENTRY + question.text.len() + answer.body.len()) as u64
    }
}

impl Kept {
    /// Room for `bytes`; none keeps nothing.
    pub(crate) fn new(bytes: usize) -> Self {
        let cache = || Cache::with_weighter(bytes / TYPICAL, bytes as u64, Size);
        Self((bytes > 0).then(cache))
    }

    pub(crate) fn get(&self, question: &Question) -> Option<Answer> {
        self.0.as_ref()?.get(question)
    }

    /// Keeps a copy of `answer`, which has no room to spare. One too large for its share of the room,
    /// which is parted among processors, is not kept.
    pub(crate) fn keep(&self, question: Question, answer: &Answer) {
        if let Some(cache) = &self.0 {
            cache.insert(question, answer.clone());
        }
    }

    /// Forgets everything, as another graph is served.
    pub(crate) fn clear(&self) {
        if let Some(cache) = &self.0 {
            cache.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(generation: u64, tag: &str, address: &'static str) -> Question {
        Question::new(generation, tag, &Uri::from_static(address))
    }

    fn answer(length: usize) -> Answer {
        Answer::json(vec![b'x'; length])
    }

    #[test]
    fn answers_are_kept_by_all_that_they_depend_on() {
        let kept = Kept::new(1 << 20);
        kept.keep(question(1, "a", "/x"), &answer(7));
        assert_eq!(kept.get(&question(1, "a", "/x")).map(|answer| answer.body.len()), Some(7));
        assert!(kept.get(&question(1, "a", "/x").packed()).is_none());
        for other in [question(2, "a", "/x"), question(1, "b", "/x"), question(1, "a", "/x?y")] {
            assert!(kept.get(&other).is_none(), "{other:?}");
        }
        kept.clear();
        assert!(kept.get(&question(1, "a", "/x")).is_none());
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let kept = Kept::new(1 << 20);
        let address = |at: usize| format!("/{at}").parse::<Uri>().unwrap();
        for at in 0..500 {
            kept.keep(Question::new(0, "", &address(at)), &answer(10_000));
        }
        let held = (0..500).filter(|&at| kept.get(&Question::new(0, "", &address(at))).is_some()).count();
        assert!((50..=104).contains(&held), "{held} answers of 10 kB in a mebibyte");
        kept.keep(question(0, "", "/large"), &answer(2 << 20));
        assert!(kept.get(&question(0, "", "/large")).is_none());
    }

    #[test]
    fn without_room_nothing_is_kept() {
        let kept = Kept::new(0);
        kept.keep(question(0, "", "/"), &answer(1));
        assert!(kept.get(&question(0, "", "/")).is_none());
    }
}
