//! Stable ids and dense numbers.

use hashbrown::{HashMap, HashSet};

use super::{
    BuildError,
    key::{Code, KeyNames},
};
use crate::{
    column::{RowRef, Text},
    id::Kind,
    model::Key,
};

/// The nodes of one kind in their final order.
#[derive(Debug)]
pub(super) struct Numbering {
    /// The stable ids, ascending.
    pub(super) ids: Text,
    /// Source keys of the nodes that were named rather than numbered by their source; empty for the others.
    pub(super) source_keys: Text,
    /// The winning record of each.
    pub(super) order: Vec<RowRef>,
    dense: HashMap<Code, u32>,
}

impl Numbering {
    /// The dense number of the node behind `code`.
    pub(super) fn dense(&self, code: Code) -> Option<u32> {
        self.dense.get(&code).copied()
    }
}

/// Numbers the nodes of one kind in the code-point order of their ids.
pub(super) fn number(kind: Kind, winners: &[(Code, RowRef)], names: &KeyNames) -> Result<Numbering, BuildError> {
    if u32::try_from(winners.len()).is_err() {
        return Err(BuildError::TooManyNodes { kind, count: winners.len() });
    }
    let mut nodes: Vec<(String, String, Code, RowRef)> = Vec::with_capacity(winners.len());
    let mut named: Vec<(String, Code, RowRef)> = Vec::new();
    for &(code, row) in winners {
        match names.key(code) {
            Key::Id(id) => nodes.push((id.into_owned(), String::new(), code, row)),
            Key::Name(name) => named.push((name.into_owned(), code, row)),
        }
    }
    // Slugs go round the sources' own ids, and are dealt out in the order of the names.
    named.sort_unstable();
    let mut taken: HashSet<String> = nodes.iter().map(|node| node.0.clone()).collect_if(!named.is_empty());
    for (name, code, row) in named {
        let slug = free_slug(kind, &name, &mut taken);
        nodes.push((slug, Key::name(name).to_string(), code, row));
    }
    nodes.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    Ok(Numbering {
        ids: nodes.iter().map(|node| &node.0).collect(),
        source_keys: nodes.iter().map(|node| &node.1).collect(),
        order: nodes.iter().map(|node| node.3).collect(),
        dense: nodes.iter().enumerate().map(|(dense, node)| (node.2, dense as u32)).collect(),
    })
}

trait CollectIf: Iterator<Item = String> + Sized {
    /// The set of all strings, or the empty set where nobody will ask it.
    fn collect_if(self, needed: bool) -> HashSet<String> {
        if needed { self.collect() } else { HashSet::new() }
    }
}

impl<I: Iterator<Item = String>> CollectIf for I {}

fn free_slug(kind: Kind, name: &str, taken: &mut HashSet<String>) -> String {
    let mut base = slug(name);
    if base.is_empty() {
        let hash = blake3::hash(name.as_bytes()).to_hex();
        base = format!("{kind}-{}", &hash[..8]);
    }
    let mut candidate = base.clone();
    let mut next = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{base}-{next}");
        next += 1;
    }
    candidate
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
        let mut taken = HashSet::from(["ada".to_owned()]);
        let slugs: Vec<String> = ["Ada", "ADA", "Ada-2", "…"].map(|name| free_slug(Kind::Person, name, &mut taken)).into();
        assert_eq!(slugs[..3], ["ada-2", "ada-3", "ada-2-2"]);
        assert!(slugs[3].starts_with("person-"));
    }
}
