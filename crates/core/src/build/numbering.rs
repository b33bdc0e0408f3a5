//! Stable ids and dense numbers.

use std::cmp::Ordering;

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use super::{
    BuildError,
    key::{Code, KeyNames, ShortId},
    winners::{Winner, Winners},
};
use crate::{
    column::{Room, Speakers, Text, TextRows},
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

/// A node on its way to its place.
struct Placed<'n> {
    id: NodeId<'n>,
    winner: Winner,
}

/// The stable id of a node.
enum NodeId<'n> {
    /// One that the source's numbers give, which takes no memory of its own.
    Short(ShortId),
    Source(&'n str),
    Slug(Box<str>),
}

impl NodeId<'_> {
    /// The id, which may be written into `buffer`.
    fn as_str<'a>(&'a self, buffer: &'a mut String) -> &'a str {
        match self {
            Self::Short(id) => {
                id.write(buffer);
                buffer
            }
            Self::Source(id) => id,
            Self::Slug(id) => id,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Short(one), Self::Short(other)) => one.cmp(other),
            _ => self.as_str(&mut String::new()).cmp(other.as_str(&mut String::new())),
        }
    }
}

/// Numbers the nodes of one kind in the code-point order of their ids.
pub(super) fn number(kind: Kind, winners: Winners, names: &KeyNames, room: &Room) -> Result<Numbering, BuildError> {
    let Winners { first, further } = winners;
    if u32::try_from(first.len()).is_err() {
        return Err(BuildError::TooManyNodes { kind, count: first.len() });
    }
    let mut nodes = with_ids(kind, first, names);
    nodes.par_sort_unstable_by(|a, b| a.id.compare(&b.id));
    let mut ids = TextRows::new(room);
    let mut buffer = String::new();
    nodes.iter().for_each(|node| ids.push(node.id.as_str(&mut buffer)));
    let dense: HashMap<Code, u32> = (0..).zip(&nodes).map(|(dense, node)| (node.winner.code, dense)).collect();
    let further = further.into_iter().filter_map(|(code, rows)| Some((*dense.get(&code)?, rows))).collect();
    Ok(Numbering {
        ids: ids.finish(),
        source_keys: Text::laid(nodes.iter().map(|node| names.source_key(node.winner.code)), room),
        speakers: Speakers::new(nodes.iter().map(|node| node.winner.row).collect(), further),
        dense,
    })
}

fn with_ids<'n>(kind: Kind, winners: Vec<Winner>, names: &'n KeyNames) -> Vec<Placed<'n>> {
    let mut nodes = Vec::with_capacity(winners.len());
    let mut named: Vec<Winner> = Vec::new();
    for winner in winners {
        if let Some(id) = winner.code.short_id() {
            nodes.push(Placed { id: NodeId::Short(id), winner });
        } else if names.source_key(winner.code).is_empty() {
            nodes.push(Placed { id: NodeId::Source(names.text(winner.code)), winner });
        } else {
            named.push(winner);
        }
    }
    // Slugs go round the sources' own ids, and are dealt out in the order of the names.
    named.par_sort_unstable_by_key(|winner| names.text(winner.code));
    let mut taken = Taken::default();
    if !named.is_empty() {
        taken.ids.extend(nodes.iter().map(|node: &Placed<'_>| node.id.as_str(&mut String::new()).to_owned()));
    }
    for winner in named {
        let slug = taken.free_slug(kind, names.text(winner.code));
        nodes.push(Placed { id: NodeId::Slug(slug.into()), winner });
    }
    nodes
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
