//! Works that two sources know by the same title.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use super::{Pair, Records};
use crate::{
    build::{
        key::Code,
        winners::{Ranked, Survivors},
    },
    column::RowRef,
    text::{Words, content},
};

/// Titles of fewer words are shared by too many works: `Introduction`, `Preface to the second edition`.
const FEWEST_WORDS: usize = 5;

/// Years between a preprint and what it became.
const YEARS_APART: u16 = 1;

/// A record with a title.
#[derive(Clone, Copy)]
struct Titled {
    source: Option<u16>,
    code: Code,
    row: RowRef,
}

impl Records<'_> {
    /// Works with the same words in the same order as title, at most [`YEARS_APART`], with a family name that both bylines
    /// have. A title that one source gives several works tells none apart.
    pub(super) fn pairs_by_title(&self, survivors: &Survivors) -> Vec<Pair> {
        let groups = self.by_title(survivors);
        let several = groups.into_values().filter(|works| works.len() > 1);
        let mut pairs = Vec::new();
        for works in several.filter(|works| each_of_its_own_source(works)) {
            let first = works[0];
            let others =
                works[1..].iter().filter(|&&other| other.code != first.code && self.are_alike(first.row, other.row));
            let named = |titled: Titled| self.named(titled.source, titled.code);
            pairs.extend(others.map(|&other| Pair::new(0, named(first), named(other))));
        }
        pairs
    }

    /// The records with every title, in the order of reading, each key of a source once.
    fn by_title(&self, survivors: &Survivors) -> HashMap<String, Vec<Titled>> {
        let mut groups: HashMap<String, Vec<Titled>> = HashMap::new();
        for (part, shard) in (0..).zip(self.shards) {
            for (row, &Ranked { code, .. }) in (0..).zip(&*shard.works.codes) {
                let titled = Titled { source: shard.source, code: survivors.of(code), row: RowRef { part, row } };
                if let Some(title) = self.title(titled.row) {
                    let group = groups.entry(title).or_default();
                    if !group.iter().any(|other| other.code == titled.code && other.source == titled.source) {
                        group.push(titled);
                    }
                }
            }
        }
        groups
    }

    /// The words of a title; `None` for one that many works may have.
    fn title(&self, row: RowRef) -> Option<String> {
        let title = self.shards[row.part as usize].works.attributes.title.at(row.row());
        let words = Words::of(std::str::from_utf8(title).unwrap_or_default());
        let enough = words.parts().len() >= FEWEST_WORDS && !words.is_cut();
        enough.then(|| words.parts().collect::<Vec<_>>().join(" "))
    }

    /// Might two records that share an identifier be of one work? Identifiers are mistyped: two titles without a common
    /// word over bylines without a common family name speak against it.
    pub(super) fn may_be_one(&self, a: RowRef, b: RowRef) -> bool {
        let disjoint = |a: BTreeSet<String>, b: BTreeSet<String>| !a.is_empty() && !b.is_empty() && a.is_disjoint(&b);
        !(disjoint(self.title_words(a), self.title_words(b)) && disjoint(self.family_names(a), self.family_names(b)))
    }

    fn title_words(&self, row: RowRef) -> BTreeSet<String> {
        let title = self.shards[row.part as usize].works.attributes.title.at(row.row());
        content(&Words::of(std::str::from_utf8(title).unwrap_or_default())).map(str::to_owned).collect()
    }

    fn are_alike(&self, a: RowRef, b: RowRef) -> bool {
        let year = |row: RowRef| self.shards[row.part as usize].works.attributes.year[row.row()];
        let near = year(a) != 0 && year(b) != 0 && year(a).abs_diff(year(b)) <= YEARS_APART;
        near && !self.family_names(a).is_disjoint(&self.family_names(b))
    }

    /// The last word of every name on a byline.
    fn family_names(&self, row: RowRef) -> BTreeSet<String> {
        let byline = self.shards[row.part as usize].works.authorships.row(row.row());
        let last = |name: String| Words::of(&name).parts().last().map(str::to_owned);
        byline.iter().filter_map(|entry| last(self.name(entry))).filter(|word| word.len() > 1).collect()
    }
}

fn each_of_its_own_source(works: &[Titled]) -> bool {
    let sources: BTreeSet<Option<u16>> = works.iter().map(|titled| titled.source).collect();
    sources.len() == works.len()
}
