//! Stable ids and dense numbers.

use std::{borrow::Cow, cmp::Ordering, collections::BTreeMap};

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use super::{
    BuildError,
    key::{Code, KeyNames, ShortId},
    winners::Winner,
};
use crate::{
    column::{Room, Speakers, Text},
    id::Kind,
};

/// The nodes of one kind in their final order.
#[derive(Debug)]
pub(super) struct Numbering {
    /// The stable ids, ascending.
    pub(super) ids: Text,
    /// Source keys of the nodes that were named rather than numbered by their source; empty for the others.
    pub(super) source_keys: Text,
    /// Whose records speak for them.
    pub(super) speakers: Speakers,
    dense: HashMap<Code, u32>,
}

impl Numbering {
    /// The dense number of the node behind `code`.
    pub(super) fn dense(&self, code: Code) -> Option<u32> {
        self.dense.get(&code).copied()
    }
}

/// A stable id on its way to its place.
enum NodeId<'n> {
    /// One that the source's numbers give, which takes no memory of its own.
    Short(ShortId),
    Text(Cow<'n, str>),
}

impl NodeId<'_> {
    fn as_str(&self) -> &str {
        match self {
            Self::Short(id) => id.as_str(),
            Self::Text(id) => id,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Short(one), Self::Short(other)) => one.cmp(other),
            _ => self.as_str().cmp(other.as_str()),
        }
    }
}

/// Numbers the nodes of one kind in the code-point order of their ids.
pub(super) fn number(kind: Kind, winners: Vec<Winner>, names: &KeyNames, room: &Room) -> Result<Numbering, BuildError> {
    if u32::try_from(winners.len()).is_err() {
        return Err(BuildError::TooManyNodes { kind, count: winners.len() });
    }
    let mut nodes = with_ids(kind, winners, names);
    nodes.par_sort_unstable_by(|a, b| a.0.compare(&b.0));
    Ok(Numbering {
        ids: Text::laid(nodes.iter().map(|(id, _)| id.as_str()), room),
        source_keys: Text::laid(nodes.iter().map(|(_, winner)| names.source_key(winner.code)), room),
        dense: (0..).zip(&nodes).map(|(dense, (_, winner))| (winner.code, dense)).collect(),
        speakers: speakers(nodes.into_iter().map(|(_, winner)| winner)),
    })
}

fn with_ids<'n>(kind: Kind, winners: Vec<Winner>, names: &'n KeyNames) -> Vec<(NodeId<'n>, Winner)> {
    let mut nodes = Vec::with_capacity(winners.len());
    let mut named: Vec<Winner> = Vec::new();
    for winner in winners {
        if let Some(id) = winner.code.short_id() {
            nodes.push((NodeId::Short(id), winner));
        } else if names.source_key(winner.code).is_empty() {
            nodes.push((NodeId::Text(names.text(winner.code).into()), winner));
        } else {
            named.push(winner);
        }
    }
    // Slugs go round the sources' own ids, and are dealt out in the order of the names.
    named.par_sort_unstable_by_key(|winner| names.text(winner.code));
    let mut taken = Taken::default();
    if !named.is_empty() {
        taken.ids.extend(nodes.iter().map(|(id, _)| id.as_str().to_owned()));
    }
    for winner in named {
        let slug = taken.free_slug(kind, names.text(winner.code));
        nodes.push((NodeId::Text(slug.into()), winner));
    }
    nodes
}

fn speakers(winners: impl Iterator<Item = Winner>) -> Speakers {
    let mut further = BTreeMap::new();
    let first = (0..).zip(winners).map(|(dense, winner)| {
        if !winner.further.is_empty() {
            further.insert(dense, winner.further.into_vec());
        }
        winner.row
    });
    Speakers::new(first.collect(), further)
}

/// A slug for each of `names`, dealt out in their order, no two alike.
pub(super) fn slugs<'a>(kind: Kind, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = Taken::default();
    names.map(|name| taken.free_slug(kind, name)).collect()
}

/// Ids that are spoken for.
#[derive(Default)]
struct Taken {
    ids: HashSet<String>,
    /// The number to try next behind a slug, so that a million namesakes take a million tries, not their square.
    next: HashMap<String, u32>,
}

impl Taken {
    /// A slug of `name` that nobody has yet.
    fn free_slug(&mut self, kind: Kind, name: &str) -> String {
        let mut base = slug(name);
        if base.is_empty() {
            let hash = blake3::hash(name.as_bytes()).to_hex();
            base = format!("{kind}-{}", &hash[..8]);
        }
        let mut candidate = base.clone();
        let next = self.next.entry(base.clone()).or_insert(2);
        while !self.ids.insert(candidate.clone()) {
            candidate = format!("{base}-{next}");
            *next += 1;
        }
        candidate
    }
}

/// A longer slug helps nobody.
const MAX_SLUG_BYTES: usize = 80;

/// `Xiaoyao Liang` becomes `xiaoyao-liang`.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars().take(4 * MAX_SLUG_BYTES).flat_map(|letter| any_ascii::any_ascii_char(letter).chars()) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(MAX_SLUG_BYTES);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_readable() {
        let cases =
            [("Xiaoyao Liang", "xiaoyao-liang"), ("Łukasz  Müller-Ødegård", "lukasz-muller-odegard"), ("'--'", "")];
        for (name, expected) in cases {
            assert_eq!(slug(name), expected);
        }
        assert_eq!(slug(&"long name ".repeat(1000)).len(), 79);
    }

    #[test]
    fn slugs_stay_free_of_each_other() {
        let mut taken = Taken { ids: HashSet::from(["ada".to_owned()]), ..Taken::default() };
        let slugs: Vec<String> = ["Ada", "ADA", "Ada-2", "…"].map(|name| taken.free_slug(Kind::Person, name)).into();
        assert_eq!(slugs[..3], ["ada-2", "ada-3", "ada-2-2"]);
        assert!(slugs[3].starts_with("person-"));
    }
}
