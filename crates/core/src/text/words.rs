//! From names to words: folded to ASCII, lower case, hyphens both split and joined.

use std::ops::Range;

use any_ascii::any_ascii_char;

use super::markup::{self, JOINT};

/// A word counts by this many bytes from its start.
const MAX_WORD: usize = 64;

/// A name counts by this many parts from its start.
const MAX_PARTS: usize = 64;

/// A compound of more parts is found by its parts alone. Names and terms have fewer; it is whole titles of
/// Chinese characters that have more.
const MAX_JOINED: usize = 6;

/// The words of one name or title.
///
/// A hyphen, an apostrophe, markup, or the border of a Chinese character joins *parts* into one *compound*,
/// which is found by its parts and by all of them written together: `Jean-Pierre` by `jean`, by `pierre` and by
/// `jeanpierre`. The buffers are reused from name to name.
///
/// ```
/// use scholargraph::text::Words;
/// let words = Words::of("On <i>Semi-Algebraic</i> Sets");
/// assert_eq!(words.parts().collect::<Vec<_>>(), ["on", "semi", "algebraic", "sets"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// All parts without anything between them, so that a compound is a slice, too.
    text: String,
    /// Where in the text the parts are.
    parts: Vec<Range<usize>>,
    /// Which parts belong together: one alone where nothing joins it.
    compounds: Vec<Range<usize>>,
    place: Place,
    cut: bool,
}

/// What the last letter read belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// Nothing: the next letter starts a compound.
    #[default]
    Gap,
    /// A joint: the next letter starts a part of the same compound.
    Joint,
    /// A part.
    Part,
}

impl Words {
    /// The words of `name`.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let mut words = Self::default();
        words.read(name);
        words
    }

    /// Replaces the words by those of `name`. O(length of the name).
    pub fn read(&mut self, name: &str) {
        self.text.clear();
        self.parts.clear();
        self.compounds.clear();
        self.place = Place::Gap;
        self.cut = false;
        for letter in markup::plain(name).chars() {
            self.push(letter);
        }
    }

    fn push(&mut self, letter: char) {
        match letter {
            JOINT => self.joint(),
            _ if letter.is_ascii() => self.push_ascii(letter as u8),
            _ => {
                let is_word = is_chinese(letter);
                if is_word {
                    self.joint();
                }
                any_ascii_char(letter).bytes().for_each(|byte| self.push_ascii(byte));
                if is_word {
                    self.joint();
                }
            }
        }
    }

    fn push_ascii(&mut self, byte: u8) {
        match byte {
            b'-' | b'\'' | b'`' => self.joint(),
            _ if byte.is_ascii_alphanumeric() => self.push_letter(byte.to_ascii_lowercase()),
            _ => self.place = Place::Gap,
        }
    }

    fn joint(&mut self) {
        if self.place == Place::Part {
            self.place = Place::Joint;
        }
    }

    fn push_letter(&mut self, letter: u8) {
        if self.place != Place::Part {
            if self.parts.len() == MAX_PARTS {
                self.cut = true;
                return;
            }
            self.start_part();
        }
        match self.parts.last_mut() {
            Some(part) if part.len() < MAX_WORD => {
                part.end += 1;
                self.text.push(char::from(letter));
            }
            _ => self.cut = true,
        }
    }

    fn start_part(&mut self) {
        let part = self.parts.len();
        match self.compounds.last_mut() {
            Some(compound) if self.place == Place::Joint => compound.end += 1,
            _ => self.compounds.push(part..part + 1),
        }
        self.parts.push(self.text.len()..self.text.len());
        self.place = Place::Part;
    }

    /// Has anything been left out, because the name or a word of it is too long?
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// The parts, in order.
    pub fn parts(&self) -> impl ExactSizeIterator<Item = &str> {
        self.parts.iter().map(|part| &self.text[part.clone()])
    }

    /// The compounds, in order: their parts, as a range of [`parts`](Self::parts), and what they are joined.
    pub fn compounds(&self) -> impl Iterator<Item = (Range<usize>, Option<&str>)> {
        self.compounds.iter().map(|compound| (compound.clone(), self.joined(compound)))
    }

    fn joined(&self, compound: &Range<usize>) -> Option<&str> {
        if !(2..=MAX_JOINED).contains(&compound.len()) {
            return None;
        }
        let start = self.parts[compound.start].start;
        let end = self.parts[compound.end - 1].end;
        Some(&self.text[start..end.min(start + MAX_WORD)])
    }

    /// Everything the name is found by: parts, and joined compounds.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.parts().chain(self.compounds.iter().filter_map(|compound| self.joined(compound)))
    }
}

/// Chinese characters, each of which is a word of its own.
fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str) {
        assert_eq!(Words::of(name).all().collect::<Vec<_>>().join(" "), expected, "{name}");
    }

    #[test]
    fn letters_are_folded() {
        check("Mikołaj Pokrywka", "mikolaj pokrywka");
        check("Lilja Øvrelid", "lilja ovrelid");
        check("Đorđe Ðorsteinn", "dorde dorsteinn");
        check("Susanne Preuß", "susanne preuss");
        check("Rune Sætre", "rune saetre");
        check("Murathan Kurfalı", "murathan kurfali");
        check("Jos\u{e9} Jose\u{301}", "jose jose");
        check("ＦＵＬＬ ﬁnal", "full final");
        check("Игорь Васильев", "igor vasil ev vasilev");
    }

    #[test]
    fn hyphens_and_apostrophes_are_split_and_joined() {
        check("Jean-Pierre Corriveau", "jean pierre corriveau jeanpierre");
        check("Diarmuid O’Séaghdha", "diarmuid o seaghdha oseaghdha");
        check("state-of-the-art – really", "state of the art really stateoftheart");
        check("non\u{2010}breaking non\u{2011}breaking", "non breaking non breaking nonbreaking nonbreaking");
        check("-dangling- 'quoted' - - a -b", "dangling quoted a b");
    }

    #[test]
    fn initials_and_signs_are_words_of_their_own() {
        check("J.R.R. Tolkien, Jr.", "j r r tolkien jr");
        check("C++ & GPT-4: 3.5%", "c gpt 4 3 5 gpt4");
        check(" \t\u{200f}...", "");
    }

    #[test]
    fn chinese_characters_are_words() {
        check("李明", "li ming liming");
        check("AI技术", "ai ji shu aijishu");
        assert_eq!(Words::of("基于深度学习的图").all().count(), 8);
    }

    #[test]
    fn markup_joins() {
        check("H<sub>2</sub>O in <i>E. coli</i>", "h 2 o in e coli h2o");
        check(r"$\alpha$-helix", "alpha helix alphahelix");
    }

    #[test]
    fn hostile_names_are_cut() {
        let long = Words::of(&"x".repeat(10_000));
        assert_eq!((long.all().map(str::len).collect::<Vec<_>>(), long.is_cut()), (vec![MAX_WORD], true));
        let many = Words::of(&"ab ".repeat(10_000));
        assert_eq!((many.all().count(), many.is_cut()), (MAX_PARTS, true));
        let joined = Words::of(&format!("{0}-{0}", "y".repeat(60)));
        assert_eq!(joined.all().map(str::len).collect::<Vec<_>>(), [60, 60, MAX_WORD]);
        assert!(!Words::of(&"ab ".repeat(MAX_PARTS)).is_cut());
        for hostile in ["<", "&", "\\", "\\begin{", "<a href=", "$", "&#x", "\u{202e}", "-"] {
            assert!(Words::of(&hostile.repeat(10_000)).parts().len() <= MAX_PARTS);
        }
    }
}
