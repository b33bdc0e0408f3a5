//! From what people type or link to the node they mean.

use std::ops::Bound::{Excluded, Included, Unbounded};

use super::{Graph, Lookup, Lookups, overlay::position};
use crate::{
    id::{Kind, Node},
    identifier,
};

/// A node that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The node.
    pub node: Node,
    /// Was it asked for by an id that has been merged into its own?
    pub merged: bool,
}

/// Nothing has this id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nothing has the id {id:?}{}", hint(.closest))]
pub struct NotFound {
    /// What was asked for.
    pub id: String,
    /// Keys of the nodes whose ids come closest.
    pub closest: Vec<String>,
}

fn hint(closest: &[String]) -> String {
    if closest.is_empty() { String::new() } else { format!("; closest: {}", closest.join(", ")) }
}

/// How many close ids [`NotFound`] names.
const CLOSEST: usize = 5;

/// An id that long is nobody's; it is not searched for.
const MAX_ID_BYTES: usize = 4096;

impl Graph {
    /// The node that `id` means: a stable id, a key (`person:…`), a source key (`name:…`), or an external
    /// identifier (OpenAlex, DOI, arXiv, ORCID, ROR, PubMed, ACL Anthology, DBLP), bare, with a prefix or as a URL,
    /// whatever its case. With `kind`, only nodes of that kind.
    ///
    /// Precedence: exact id, source key, external identifier, id in another case, merged id.
    ///
    /// # Errors
    ///
    /// [`NotFound`] with the closest ids.
    pub fn resolve(&self, kind: Option<Kind>, id: &str) -> Result<Resolved, NotFound> {
        let id = id.trim();
        let (kind, bare) = match split_key(id) {
            Some((named, rest)) if kind.is_none_or(|kind| kind == named) => (Some(named), rest),
            _ => (kind, id),
        };
        let found = (bare.len() <= MAX_ID_BYTES).then(|| self.find(kind, bare)).flatten();
        found.ok_or_else(|| NotFound { id: shortened(id), closest: self.closest(kind, bare) })
    }

    fn find(&self, kind: Option<Kind>, id: &str) -> Option<Resolved> {
        let kinds = || Kind::ALL.into_iter().filter(move |&other| kind.is_none_or(|kind| kind == other));
        let current = |node: Node| Resolved { node, merged: false };
        // The identifiers that corpora give their own nodes as ids.
        let (openalex, dblp) = (identifier::openalex(id), identifier::dblp(id));
        let mut ids = [Some(id), id.strip_prefix("id:"), openalex.as_deref(), dblp.as_deref()].into_iter().flatten();
        let exact = |id| kinds().find_map(|kind| self.find_exact(kind, id));
        let merged = |id| kinds().filter_map(|kind| self.0.aliases.find(kind, id)).find(|&node| self.contains(node));
        ids.clone()
            .find_map(exact)
            .or_else(|| kinds().find_map(|kind| self.find_by(Lookup::source_key(kind), id)))
            .or_else(|| self.find_external(kind, id))
            .or_else(|| kinds().find_map(|kind| self.find_in_any_case(kind, id)))
            .map(current)
            .or_else(|| ids.find_map(merged).map(|node| Resolved { node, merged: true }))
    }

    /// The node of `kind` with exactly this id. O(log n) string comparisons.
    #[must_use]
    pub fn find_exact(&self, kind: Kind, id: &str) -> Option<Node> {
        let at = self.position_of(kind, id);
        let stored = (at < self.stored(kind) && self.id(Node::new(kind, at)) == id).then(|| Node::new(kind, at));
        stored.filter(|&node| self.contains(node)).or_else(|| self.first_shown(kind, self.0.overlay.added(kind, id)))
    }

    /// The first of `rows` that is not hidden.
    fn first_shown(&self, kind: Kind, rows: &[u32]) -> Option<Node> {
        rows.iter().map(|&row| Node::new(kind, row as usize)).find(|&node| self.contains(node))
    }

    /// How many nodes of `kind` there are whose dense ids ascend with their ids.
    fn stored(&self, kind: Kind) -> usize {
        self.0.overlay.stored(kind, self.bound(kind))
    }

    /// Where `id` stands, or would stand, among those.
    fn position_of(&self, kind: Kind, id: &str) -> usize {
        position(&self.0, kind, self.stored(kind), id)
    }

    pub(crate) fn find_by(&self, lookup: Lookup, value: &str) -> Option<Node> {
        let kind = lookup.kind();
        let stored = Lookups::find(&self.0, lookup, value).map(|row| Node::new(kind, row));
        let added = self.first_shown(kind, self.0.overlay.identified(lookup, value));
        stored.into_iter().chain(added).min_by_key(|&node| self.order_of(node))
    }

    fn find_external(&self, kind: Option<Kind>, id: &str) -> Option<Node> {
        let readings = [
            (Lookup::Doi, identifier::doi(id)),
            (Lookup::Arxiv, identifier::arxiv(id)),
            (Lookup::Orcid, identifier::orcid(id)),
            (Lookup::Ror, identifier::ror(id)),
            (Lookup::Acl, identifier::acl(id)),
            (Lookup::Pmcid, identifier::pmcid(id)),
            (Lookup::Pmid, identifier::pmid(id)),
        ];
        let wanted = readings.into_iter().filter(|(lookup, _)| kind.is_none_or(|kind| kind == lookup.kind()));
        wanted.filter_map(|(lookup, value)| Some((lookup, value?))).find_map(|(lookup, value)| {
            // An external identifier may also be the node's own id, as arXiv's and the Anthology's are.
            self.find_by(lookup, &value).or_else(|| self.find_exact(lookup.kind(), &value))
        })
    }

    fn find_in_any_case(&self, kind: Kind, id: &str) -> Option<Node> {
        let lower = id.to_lowercase();
        self.find_exact(kind, &lower)
            .or_else(|| self.find_exact(kind, &id.to_uppercase()))
            .or_else(|| self.find_by(Lookup::mixed_case(kind), &lower))
    }

    /// Keys of the nodes around the place where `id` would stand, the longest common beginning first.
    fn closest(&self, kind: Option<Kind>, id: &str) -> Vec<String> {
        let id = identifier::openalex(id).unwrap_or_else(|| shortened(id));
        let kinds = Kind::ALL.into_iter().filter(|&other| kind.is_none_or(|kind| kind == other));
        let mut around: Vec<(usize, String)> = kinds
            .flat_map(|kind| {
                let (before, from) = self.around(kind, &id);
                before.into_iter().chain(from)
            })
            .map(|node| (common_beginning(self.id(node), &id), self.key(node)))
            .filter(|(common, _)| *common > 0)
            .collect();
        around.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        around.into_iter().take(CLOSEST).map(|(_, key)| key).collect()
    }
}

impl Graph {
    /// The two nodes of `kind` before the place where `id` would stand, and the three from there on.
    fn around(&self, kind: Kind, id: &str) -> (Vec<Node>, Vec<Node>) {
        let at = self.position_of(kind, id);
        let shown = |&node: &Node| self.contains(node);
        let stored = |row: usize| Node::new(kind, row);
        let mut before: Vec<Node> = (0..at).rev().map(stored).filter(shown).take(2).collect();
        let mut from: Vec<Node> = (at..self.stored(kind)).map(stored).filter(shown).take(3).collect();
        if let Some(changed) = self.0.overlay.changed().filter(|_| kind == Kind::Work) {
            let nodes = |rows: &Vec<u32>| rows.iter().map(|&row| stored(row as usize)).collect::<Vec<_>>();
            let smaller =
                changed.ids.range::<str, _>((Unbounded, Excluded(id))).rev().flat_map(|(_, rows)| nodes(rows));
            before.extend(smaller.filter(shown).take(2));
            let larger = changed.ids.range::<str, _>((Included(id), Unbounded)).flat_map(|(_, rows)| nodes(rows));
            from.extend(larger.filter(shown).take(3));
            before.sort_by_key(|&node| std::cmp::Reverse(self.order_of(node)));
            from.sort_by_key(|&node| self.order_of(node));
            before.truncate(2);
            from.truncate(3);
        }
        before.reverse();
        (before, from)
    }
}

fn split_key(id: &str) -> Option<(Kind, &str)> {
    let (kind, rest) = id.split_once(':')?;
    Some((Kind::from_name(kind)?, rest))
}

fn common_beginning(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
}

fn shortened(id: &str) -> String {
    if id.chars().count() <= 200 { id.to_owned() } else { id.chars().take(200).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use crate::{BuildOptions, CorpusBuilder, Key, WorkRecord};

    #[test]
    fn a_doi_means_its_work_and_not_the_openalex_id_it_ends_like() {
        let builder = CorpusBuilder::new();
        let mut shard = builder.shard(0);
        let mut work = WorkRecord::new(Key::id("W1"));
        work.attributes.doi = "10.3390/w13020123".into();
        shard.work(&work);
        shard.work(&WorkRecord::new(Key::id("W13020123")));
        shard.close();
        let graph = builder.finish(BuildOptions::default()).unwrap().0;
        for asked in ["10.3390/w13020123", "doi:10.3390/W13020123", "https://doi.org/10.3390/w13020123"] {
            assert_eq!(graph.id(graph.resolve(None, asked).unwrap().node), "W1", "{asked}");
        }
        for asked in ["w13020123", "https://openalex.org/W13020123", "https://api.openalex.org/works/W13020123"] {
            assert_eq!(graph.id(graph.resolve(None, asked).unwrap().node), "W13020123", "{asked}");
        }
    }
}
