//! Keys as 64-bit codes, so that a hundred million references need no string of their own.

use std::borrow::Cow;

use super::interner::{Interned, Interner, Symbol};
use crate::model::Key;

/// The code of a key within its kind: equal keys have equal codes.
///
/// Ids of the form letter + decimal number, which OpenAlex uses throughout, are packed into the code;
/// all others are interned and marked by the highest bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Code(u64);

const INTERNED: u64 = 1 << 63;
const DIGITS_BITS: u32 = 50;
const MAX_DIGITS: usize = 15;

impl Code {
    /// Stands where there is no key: no id packs to it.
    pub(super) const NONE: Self = Self(0);

    /// One of `stripes` stripes, spread evenly over neighbouring numbers.
    pub(super) fn stripe(self, stripes: usize) -> usize {
        (self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % stripes
    }

    fn packed(id: &str) -> Option<Self> {
        let (&letter, digits) = id.as_bytes().split_first()?;
        let plain = letter.is_ascii_uppercase()
            && (1..=MAX_DIGITS).contains(&digits.len())
            && digits[0] != b'0'
            && digits.iter().all(u8::is_ascii_digit);
        if !plain {
            return None;
        }
        let number = digits.iter().fold(0_u64, |number, digit| number * 10 + u64::from(digit - b'0'));
        Some(Self(u64::from(letter) << DIGITS_BITS | number))
    }
}

/// All keys that readers have named.
#[derive(Debug, Default)]
pub(super) struct Keys(Interner);

impl Keys {
    /// The code of `key`.
    pub(super) fn code(&self, key: &Key<'_>) -> Code {
        match key {
            Key::Id(id) => Code::packed(id).unwrap_or_else(|| self.intern(&key.to_string())),
            Key::Name(_) => self.intern(&key.to_string()),
        }
    }

    fn intern(&self, source_key: &str) -> Code {
        Code(INTERNED | self.0.intern(source_key).0)
    }

    pub(super) fn into_names(self) -> KeyNames {
        KeyNames(self.0.into_texts())
    }
}

/// Keys by code, once all are in.
#[derive(Debug)]
pub(super) struct KeyNames(Interned);

impl KeyNames {
    /// What stands in the key behind `code`, where that was interned; empty for others.
    pub(super) fn text(&self, code: Code) -> &str {
        if code.0 & INTERNED == 0 {
            return "";
        }
        let source_key = self.0.at(Symbol(code.0 & !INTERNED));
        source_key.split_once(':').map_or(source_key, |(_, text)| text)
    }

    /// The key behind `code`.
    pub(super) fn key(&self, code: Code) -> Key<'_> {
        if code.0 & INTERNED == 0 {
            let letter = (code.0 >> DIGITS_BITS) as u8 as char;
            return Key::Id(Cow::Owned(format!("{letter}{}", code.0 & ((1 << DIGITS_BITS) - 1))));
        }
        let source_key = self.0.at(Symbol(code.0 & !INTERNED));
        match source_key.strip_prefix("id:") {
            Some(id) => Key::id(id),
            None => Key::name(source_key.strip_prefix("name:").unwrap_or(source_key)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_their_codes() {
        let keys = Keys::default();
        let given = ["W2741809807", "W1", "A0", "W01", "w1", "W", "", "W1234567890123456", "2020.acl-main.463", "é1"];
        let given: Vec<Key<'_>> = given.iter().flat_map(|&text| [Key::id(text), Key::name(text)]).collect();
        let codes: Vec<Code> = given.iter().map(|key| keys.code(key)).collect();
        let names = keys.into_names();
        for (key, &code) in given.iter().zip(&codes) {
            assert_eq!(&names.key(code), key);
            assert_ne!(code, Code::NONE);
        }
        let distinct: std::collections::HashSet<_> = codes.iter().collect();
        assert_eq!(distinct.len(), codes.len());
    }
}
