//! People in the same place on the byline of one work, as two sources print it.

use std::collections::BTreeSet;

use hashbrown::{HashMap, HashSet};

use super::{Pair, Records, clusters::Bylines};
use crate::{
    build::{
        entries::AuthorshipEntry,
        key::Code,
        winners::{Ranked, Survivors},
    },
    text::Words,
};

/// Longer bylines are not compared: sources cut them, each in its own way.
const MAX_PLACES: usize = 200;

/// The byline of a work in a source.
type Byline<'a> = (Option<u16>, &'a [AuthorshipEntry]);

impl Records<'_> {
    /// People who stand in the same place on the byline of one work in two sources, under names that agree. A key that
    /// this leads to two people of another source is several people's, and left out.
    pub(super) fn pairs_by_byline(&self, survivors: &Survivors, works: &Survivors) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for (a, b) in self.aligned(works) {
            for (one, other) in a.1.iter().zip(b.1) {
                let codes = [one, other].map(|entry| survivors.of(entry.person));
                if codes.contains(&Code::NONE) || codes[0] == codes[1] || !self.agree(one, other) {
                    continue;
                }
                let [one, other] = [self.named(a.0, codes[0]), self.named(b.0, codes[1])];
                pairs.push(Pair::new(0, one, other));
            }
        }
        without_ambiguous(pairs)
    }

    /// Bylines of equal length of works that several sources know: the first with every other.
    fn aligned(&self, works: &Survivors) -> Vec<(Byline<'_>, Byline<'_>)> {
        let mut first: HashMap<Code, Vec<Byline<'_>>> = HashMap::new();
        let mut aligned = Vec::new();
        for shard in self.shards {
            for (row, &Ranked { code, .. }) in shard.works.codes.iter().enumerate() {
                let byline = (shard.source, shard.works.authorships.row(row));
                if byline.1.is_empty() || byline.1.len() > MAX_PLACES {
                    continue;
                }
                let known = first.entry(works.of(code)).or_default();
                if known.iter().all(|other| other.0 != byline.0) {
                    let other = known.iter().find(|other| other.1.len() == byline.1.len());
                    aligned.extend(other.map(|&other| (other, byline)));
                    known.push(byline);
                }
            }
        }
        aligned
    }

    /// Might the two names be one person's? See [`names_agree`].
    fn agree(&self, one: &AuthorshipEntry, other: &AuthorshipEntry) -> bool {
        let words = |entry| Words::of(&self.name(entry));
        names_agree(&words(one), &words(other))
    }

    /// The name on a byline: as printed, else the key where that is a name.
    pub(super) fn name(&self, entry: &AuthorshipEntry) -> String {
        match entry.raw_name() {
            Some(name) => self.texts.at(name).to_owned(),
            None if entry.person == Code::NONE => String::new(),
            None => match self.names.key(entry.person) {
                crate::Key::Name(name) => name.into_owned(),
                crate::Key::Id(_) => String::new(),
            },
        }
    }

    /// The bylines of everybody in `pairs`.
    pub(super) fn bylines_of<'p>(&self, survivors: &Survivors, pairs: impl Iterator<Item = &'p Pair>) -> Bylines {
        let mut bylines: Bylines =
            pairs.flat_map(|pair| [pair.a.code, pair.b.code]).map(|code| (code, vec![])).collect();
        let rows = self
            .shards
            .iter()
            .flat_map(|shard| (0..shard.works.codes.len()).map(|row| shard.works.authorships.row(row)));
        for (byline, entries) in rows.enumerate() {
            for entry in entries {
                if let Some(on) = bylines.get_mut(&survivors.of(entry.person))
                    && on.last() != Some(&byline)
                {
                    on.push(byline);
                }
            }
        }
        bylines
    }
}

/// Each pair once. Doubtful where most bylines of the key that would give way stand elsewhere: one name may be that of
/// several people in a source that cannot tell them apart.
pub(super) fn weighed(mut pairs: Vec<Pair>, bylines: &Bylines) -> Vec<Pair> {
    pairs.sort_unstable();
    let mut weighed = Vec::new();
    for same in pairs.chunk_by(|one, other| one == other) {
        let all = bylines.get(&same[0].b.code).map_or(0, Vec::len);
        weighed.push(Pair { doubtful: 2 * same.len() < all, ..same[0].clone() });
    }
    weighed
}

/// Leaves out keys that are paired with two keys of one source.
fn without_ambiguous(mut pairs: Vec<Pair>) -> Vec<Pair> {
    let mut partner: HashMap<(Code, u32), Code> = HashMap::new();
    let mut ambiguous: HashSet<Code> = HashSet::new();
    for Pair { a, b, .. } in &pairs {
        for (one, other) in [(a, b), (b, a)] {
            if *partner.entry((one.code, other.source)).or_insert(other.code) != other.code {
                ambiguous.insert(one.code);
            }
        }
    }
    pairs.retain(|pair| !ambiguous.contains(&pair.a.code) && !ambiguous.contains(&pair.b.code));
    pairs
}

/// Do two names agree? Every word of the shorter is in the longer or begins one there, being an initial, or is
/// begun by one; and a word of at least two letters is in both.
fn names_agree(a: &Words, b: &Words) -> bool {
    let (short, long) = if a.parts().len() <= b.parts().len() { (a, b) } else { (b, a) };
    let mut left: Vec<&str> = long.parts().collect();
    let mut take = |fits: &dyn Fn(&str) -> bool| {
        let at = left.iter().position(|word| fits(word));
        at.map(|at| left.swap_remove(at)).is_some()
    };
    let words: Vec<&str> = short.parts().collect();
    let unmet: Vec<&str> = words.iter().copied().filter(|&word| !take(&|other| other == word)).collect();
    let met: BTreeSet<&str> = words.iter().copied().filter(|word| !unmet.contains(word)).collect();
    let initial =
        |word: &str, other: &str| word.len().min(other.len()) == 1 && word.as_bytes()[0] == other.as_bytes()[0];
    met.iter().any(|word| word.len() > 1) && unmet.iter().all(|&word| take(&|other| initial(word, other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_agree_up_to_initials() {
        let agree = |a: &str, b: &str| names_agree(&Words::of(a), &Words::of(b));
        let yes = [
            ("Ada Lovelace", "A. Lovelace"),
            ("Lovelace, Ada", "Ada Lovelace"),
            ("Ada K. Lovelace", "Ada King Lovelace"),
            ("Jörg Müller", "Jorg Muller"),
            ("Ada Lovelace", "Ada King Lovelace"),
        ];
        let no = [
            ("Ada Lovelace", "Bo Lovelace"),
            ("Ada Lovelace", "Ada Byron"),
            ("A. L.", "Ada Lovelace"),
            ("A. Lovelace", "B. Lovelace"),
            ("", "Ada"),
            ("", ""),
        ];
        assert!(yes.iter().all(|(a, b)| agree(a, b) && agree(b, a)));
        assert!(no.iter().all(|(a, b)| !agree(a, b) && !agree(b, a)));
    }
}
