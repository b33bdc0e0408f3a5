//! Abstracts, which come as a list of words with their positions.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use crate::json::{Name, unknown};

/// The longest abstract that is rebuilt. Real ones have some thousand bytes; a word with a million positions is
/// cheap to write and dear to write out.
const MAX_BYTES: usize = 1 << 20;

/// The words of an abstract with their positions, in any order.
///
/// It comes as an object, as a string that holds such an object and may be cut off, or as an object that
/// holds it under `InvertedIndex`.
#[derive(Debug, Default)]
pub(super) struct InvertedIndex<'a> {
    words: Vec<Cow<'a, str>>,
    /// Position and word, packed so that they sort at once.
    places: Vec<u64>,
}

impl<'a> InvertedIndex<'a> {
    /// The abstract as text: words in order of position, gaps closed. Cut after the last word that fits.
    pub(super) fn text(mut self) -> String {
        self.places.sort_unstable();
        let mut text = String::new();
        for place in self.places {
            let word = &self.words[(place & u64::from(u32::MAX)) as usize];
            if text.len() + word.len() >= MAX_BYTES {
                break;
            }
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        text
    }

    fn into_owned<'b>(self) -> InvertedIndex<'b> {
        let words = self.words.into_iter().map(|word| Cow::Owned(word.into_owned())).collect();
        InvertedIndex { words, places: self.places }
    }

    /// As far as `json` goes.
    fn read(json: &'a str) -> Self {
        let mut index = Self::default();
        let mut deserializer = serde_json::Deserializer::from_str(json);
        // A string of the Parquet form is cut off at 32,760 bytes: what came before that counts.
        let _cut_off = Words(&mut index).deserialize(&mut deserializer);
        index
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for InvertedIndex<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut index = InvertedIndex::default();
        Words(&mut index).deserialize(deserializer)?;
        Ok(index)
    }
}

/// Fills an index with words.
struct Words<'i, 'a>(&'i mut InvertedIndex<'a>);

impl<'de: 'a, 'a> DeserializeSeed<'de> for Words<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Words<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("words with their positions")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<Name<'de>>()? {
            map.next_value_seed(Positions { index: self.0, word: name })?;
        }
        Ok(())
    }

    fn visit_borrowed_str<E>(self, json: &'de str) -> Result<(), E> {
        *self.0 = InvertedIndex::read(json);
        Ok(())
    }

    fn visit_str<E>(self, json: &str) -> Result<(), E> {
        *self.0 = InvertedIndex::read(json).into_owned();
        Ok(())
    }

    unknown!(bool, number, null, list);
}

/// Adds a word with its positions; an object in their place is the index itself.
struct Positions<'i, 'a> {
    index: &'i mut InvertedIndex<'a>,
    word: Name<'a>,
}

impl<'de: 'a, 'a> DeserializeSeed<'de> for Positions<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de: 'a, 'a> Visitor<'de> for Positions<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("positions")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut positions: A) -> Result<(), A::Error> {
        // Fits: no record is long enough for four billion words.
        let word = self.index.words.len() as u64;
        self.index.words.push(self.word.into());
        while let Some(position) = positions.next_element::<Position>()? {
            self.index.places.extend(position.0.map(|position| u64::from(position) << 32 | word));
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if self.word.as_str() != "InvertedIndex" {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        Words(self.index).visit_map(map)
    }

    unknown!(bool, number, text, null);
}

/// A position; unknown where it is none.
#[derive(Default)]
struct Position(Option<u32>);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyPosition;

        impl<'de> Visitor<'de> for AnyPosition {
            type Value = Position;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a position")
            }

            fn visit_u64<E>(self, position: u64) -> Result<Position, E> {
                Ok(Position(u32::try_from(position).ok()))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Position, E> {
                Ok(Position(None))
            }

            fn visit_f64<E>(self, _: f64) -> Result<Position, E> {
                Ok(Position(None))
            }

            unknown!(bool, text, null, list, object);
        }

        deserializer.deserialize_any(AnyPosition)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(json: &str) -> String {
        serde_json::from_str::<InvertedIndex<'_>>(json).unwrap().text()
    }

    #[test]
    fn words_go_where_their_positions_say() {
        assert_eq!(text(r#"{"of": [1, 3], "best": [0], "times": [4], "worlds": [2]}"#), "best of worlds of times");
        assert_eq!(text("{}"), "");
        assert_eq!(text("null"), "");
        assert_eq!(text("[1]"), "");
        assert_eq!(text("7"), "");
    }

    #[test]
    fn all_three_forms_mean_the_same() {
        let plain = r#"{"quoted \"word\"": [1], "a": [0]}"#;
        let expected = "a quoted \"word\"";
        assert_eq!(text(plain), expected);
        assert_eq!(text(&serde_json::to_string(plain).unwrap()), expected);
        let legacy = format!(r#"{{"IndexLength": 2, "InvertedIndex": {plain}}}"#);
        assert_eq!(text(&legacy), expected);
        assert_eq!(text(&serde_json::to_string(&legacy).unwrap()), expected);
        assert_eq!(text(r#"{"InvertedIndex": [1], "an": [0]}"#), "an InvertedIndex", "a word like any other");
    }

    #[test]
    fn a_string_that_is_cut_off_counts_as_far_as_it_goes() {
        let cut = r#"{"a": [0], "few": [1], "words": [2, "#;
        assert_eq!(text(&serde_json::to_string(cut).unwrap()), "a few words");
        assert_eq!(text(r#""not JSON""#), "");
    }

    #[test]
    fn absurd_positions_cost_nothing() {
        assert_eq!(
            text(r#"{"far": [4294967295], "near": [0], "none": [-1, 1.5, "x", null, 99999999999]}"#),
            "near far"
        );
        let many = (0..100_000).map(|at| at.to_string()).collect::<Vec<_>>().join(",");
        let long = text(&format!(r#"{{"{}": [{many}]}}"#, "x".repeat(1000)));
        assert!(long.len() < MAX_BYTES && long.len() > MAX_BYTES - 2000);
        assert_eq!(text(&format!(r#"{{"{}": [0]}}"#, "x".repeat(MAX_BYTES))), "");
    }
}
