//! Keys as 64-bit codes, so that a hundred million references need no string of their own.

use std::borrow::Cow;

use bytemuck::{AnyBitPattern, NoUninit};

use super::interner::{Interned, Interner, Symbol};
use crate::model::Key;

/// The code of a key within its kind: equal keys have equal codes.
///
/// Ids of the form letter + decimal number, which OpenAlex uses throughout, are packed into the code;
/// all others are interned and marked by the highest bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, NoUninit, AnyBitPattern)]
#[repr(transparent)]
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

    /// The id that is packed into the code; `None` where the key was interned.
    pub(super) fn short_id(self) -> Option<ShortId> {
        (self.0 & INTERNED == 0).then(|| ShortId::new((self.0 >> DIGITS_BITS) as u8, self.0 & ((1 << DIGITS_BITS) - 1)))
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

/// An id of a letter and a decimal number of at most [`MAX_DIGITS`] digits, as a number that compares as the id does: in
/// base 11, the letter first, then each digit plus one, then zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ShortId(u64);

const BASE: u64 = 11;

impl ShortId {
    fn new(letter: u8, number: u64) -> Self {
        let digits = number.checked_ilog10().map_or(1, |log| log + 1);
        let mut shown = u64::from(letter.saturating_sub(b'A'));
        for digit in (0..digits).rev() {
            shown = shown * BASE + number / 10_u64.pow(digit) % 10 + 1;
        }
        Self(shown * BASE.pow(MAX_DIGITS as u32 - digits))
    }

    /// Writes the id over what `out` holds.
    pub(super) fn write(self, out: &mut String) {
        let place = |digit: usize| BASE.pow((MAX_DIGITS - digit) as u32);
        out.clear();
        out.push((b'A' + (self.0 / place(0)) as u8) as char);
        let digits = (1..=MAX_DIGITS).map(|digit| self.0 / place(digit) % BASE).take_while(|&digit| digit > 0);
        out.extend(digits.map(|digit| (b'0' + digit as u8 - 1) as char));
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
        Code(INTERNED | u64::from(self.0.intern(source_key).0))
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
        let source_key = self.0.at(Symbol((code.0 & !INTERNED) as u32));
        source_key.split_once(':').map_or(source_key, |(_, text)| text)
    }

    /// The key behind `code` as `name:…`; empty where it is an id.
    pub(super) fn source_key(&self, code: Code) -> &str {
        let interned = if code.0 & INTERNED == 0 { "" } else { self.0.at(Symbol((code.0 & !INTERNED) as u32)) };
        if interned.starts_with("name:") { interned } else { "" }
    }

    /// Were there more keys than codes?
    pub(super) fn is_full(&self) -> bool {
        self.0.is_full()
    }

    /// The key behind `code`.
    pub(super) fn key(&self, code: Code) -> Key<'_> {
        if code.0 & INTERNED == 0 {
            let letter = (code.0 >> DIGITS_BITS) as u8 as char;
            return Key::Id(Cow::Owned(format!("{letter}{}", code.0 & ((1 << DIGITS_BITS) - 1))));
        }
        let source_key = self.0.at(Symbol((code.0 & !INTERNED) as u32));
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
        let given = [
            "W2741809807",
            "W1",
            "A0",
            "W10",
            "W2",
            "W999999999999999",
            "Z100000000000000",
            "W19",
            "W01",
            "w1",
            "W",
            "",
            "W1234567890123456",
            "2020.acl-main.463",
            "é1",
        ];
        let given: Vec<Key<'_>> = given.iter().flat_map(|&text| [Key::id(text), Key::name(text)]).collect();
        let codes: Vec<Code> = given.iter().map(|key| keys.code(key)).collect();
        let names = keys.into_names();
        for (key, &code) in given.iter().zip(&codes) {
            assert_eq!(&names.key(code), key);
            assert_eq!(
                names.source_key(code),
                if matches!(key, Key::Name(_)) { key.to_string() } else { String::new() }
            );
            assert_ne!(code, Code::NONE);
        }
        let mut written = String::new();
        let mut short: Vec<(ShortId, String)> = Vec::new();
        for (key, id) in given.iter().zip(&codes).filter_map(|(key, code)| Some((key, code.short_id()?))) {
            id.write(&mut written);
            assert_eq!(&Key::id(&*written), key);
            short.push((id, written.clone()));
        }
        short.sort_unstable();
        assert!(short.len() > 6 && short.is_sorted_by_key(|(_, text)| text), "{short:?}");
        let distinct: std::collections::HashSet<_> = codes.iter().collect();
        assert_eq!(distinct.len(), codes.len());
    }
}
