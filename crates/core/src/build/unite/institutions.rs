//! Institutions of one country that two sources call by the same name.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::{Named, Pair, Records};
use crate::{build::winners::Survivors, column::RowRef, model::InstitutionPart, text::Words};

/// The first key of a source that has a name.
struct Holder {
    named: Named,
    row: RowRef,
    /// Has no other key of the source that name?
    alone: bool,
}

/// By source.
type Holders = BTreeMap<u32, Holder>;

impl Records<'_> {
    /// Institutions with a name of two words and more in common, be it one of many, and the country. A name that a source
    /// gives to several institutions of a country tells none apart; other ROR ids make a pair doubtful.
    pub(super) fn pairs_by_name(&self, survivors: &Survivors) -> Vec<Pair> {
        let mut names: HashMap<(String, &[u8]), Holders> = HashMap::new();
        for best in self.best(survivors, |shard| &shard.institutions.codes) {
            let part = &self.shards[best.row.part as usize].institutions.attributes;
            let country = part.country.at(best.row.row());
            if country.is_empty() {
                continue;
            }
            let named = self.named(best.source, best.code);
            // Shorter names are shared by too many: acronyms above all.
            for name in names_of_institution(part, best.row).filter(|name| name.contains(' ')) {
                let holders = names.entry((name, country)).or_default();
                let first = || Holder { named: named.clone(), row: best.row, alone: true };
                let holder = holders.entry(named.source).or_insert_with(first);
                holder.alone &= holder.named.code == named.code;
            }
        }
        let unmistakable = |holders: &Holders| holders.len() > 1 && holders.values().all(|holder| holder.alone);
        names.into_values().filter(unmistakable).flat_map(|holders| self.pairs_of(&holders)).collect()
    }

    /// The first source with every other.
    fn pairs_of(&self, holders: &Holders) -> Vec<Pair> {
        let mut holders = holders.values();
        let Some(first) = holders.next() else { return Vec::new() };
        let others = holders.filter(|other| other.named.code != first.named.code);
        let pairs = others.map(|other| {
            let [one, two] = [first, other].map(|holder| self.ror(holder.row));
            let doubtful = !one.is_empty() && !two.is_empty() && one != two;
            Pair { doubtful, ..Pair::new(0, first.named.clone(), other.named.clone()) }
        });
        pairs.collect()
    }

    fn ror(&self, row: RowRef) -> &[u8] {
        self.shards[row.part as usize].institutions.attributes.ror.at(row.row())
    }
}

/// The names of an institution, word by word: the one to show first.
pub(super) fn names_of_institution(part: &InstitutionPart, row: RowRef) -> impl Iterator<Item = String> {
    let all = std::iter::once(part.name.at(row.row())).chain(part.other_names.at(row.row()));
    all.filter_map(|name| {
        let words = Words::of(std::str::from_utf8(name).ok()?);
        let name = words.parts().collect::<Vec<_>>().join(" ");
        (!words.is_cut() && !name.is_empty()).then_some(name)
    })
}
