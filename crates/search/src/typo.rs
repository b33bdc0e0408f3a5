//! Words that differ from another one by a typo.

use fst::Automaton;

/// Shorter words differ by one letter from too many others.
pub(crate) const MIN_LETTERS: usize = 4;

/// Longer ones are no words of a person, and would not fit into the bits of a [`State`].
const MAX_LETTERS: usize = 64;

/// Accepts all words at most one typo away from a word: a letter too many, one too few, another one in its place, or two
/// neighbours in each other's (the optimal string alignment distance, <https://doi.org/10.1145/363958.363994>).
///
/// Its states are sets of places in the word, as bits, that the letters read so far may have led to.
#[derive(Clone, Debug)]
pub(crate) struct OneTypo<'w>(&'w [u8]);

impl<'w> OneTypo<'w> {
    /// Around `word`, unless it is too short or too long.
    pub(crate) fn around(word: &'w str) -> Option<Self> {
        let is_word = word.bytes().all(|byte| byte.is_ascii_alphabetic());
        (is_word && (MIN_LETTERS..=MAX_LETTERS).contains(&word.len())).then_some(Self(word.as_bytes()))
    }

    fn letter(&self, at: usize) -> Option<u8> {
        self.0.get(at).copied()
    }
}

/// How many letters of the word may have been read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct State {
    /// Without a typo: never more than one place.
    exact: Option<usize>,
    /// With one. Bit n stands for n letters.
    typo: u128,
    /// In the middle of two letters that changed places: bit n where the later one was read in the place of letter n.
    swapped: u128,
}

impl Automaton for OneTypo<'_> {
    type State = State;

    fn start(&self) -> State {
        // The first letter may be missing.
        State { exact: Some(0), typo: 1 << 1, swapped: 0 }
    }

    fn is_match(&self, state: &State) -> bool {
        state.exact == Some(self.0.len()) || state.typo & (1 << self.0.len()) != 0
    }

    fn can_match(&self, state: &State) -> bool {
        state.exact.is_some() || state.typo != 0 || state.swapped != 0
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        let mut next = State { exact: None, typo: 0, swapped: 0 };
        for (at, _) in self.0.iter().enumerate().filter(|&(_, &letter)| letter == byte) {
            let here = 1 << at;
            next.typo |= (state.typo & here) << 1 | (state.swapped & here) << 2;
            next.exact = next.exact.or((state.exact == Some(at)).then_some(at + 1));
        }
        if let Some(at) = state.exact {
            // One too many, or another one in its place.
            next.typo |= 1 << at;
            next.typo |= u128::from(at < self.0.len()) << (at + 1);
            next.swapped |= u128::from(self.letter(at + 1) == Some(byte)) << at;
        }
        if let Some(at) = next.exact.filter(|&at| at < self.0.len()) {
            next.typo |= 1 << (at + 1);
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn accepts(word: &str, other: &str) -> bool {
        let typo = OneTypo::around(word).unwrap();
        let end = other.bytes().fold(typo.start(), |state, byte| typo.accept(&state, byte));
        typo.is_match(&end)
    }

    /// Distance by the textbook's table.
    fn distance(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let replaced = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut least = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(table[i - 2][j - 2] + 1);
                    }
                    least
                };
            }
        }
        table[a.len()][b.len()]
    }

    #[test]
    fn one_typo_is_forgiven_and_two_are_not() {
        for near in ["dorre", "drore", "dore", "dorrre", "sorre", "orre", "dorr", "dorree", "dorrs", "odrre"] {
            assert!(accepts("dorre", near), "{near}");
        }
        for far in ["dre", "drroe", "sorry", "do", "", "dorrexx"] {
            assert!(!accepts("dorre", far), "{far}");
        }
        assert!(OneTypo::around("lai").is_none() && OneTypo::around("2021").is_none());
        assert!(OneTypo::around(&"a".repeat(65)).is_none());
    }

    proptest! {
        #[test]
        fn accepts_what_is_near_by_the_table(word in "[abc]{4,9}", other in "[abc]{0,11}") {
            prop_assert_eq!(accepts(&word, &other), distance(word.as_bytes(), other.as_bytes()) <= 1);
        }

        #[test]
        fn accepts_the_longest_words(word in "[ab]{64}", at in 0_usize..64) {
            let mut other = word.clone();
            other.remove(at);
            prop_assert!(accepts(&word, &other));
            other.insert(at, 'c');
            prop_assert!(accepts(&word, &other));
        }
    }
}
