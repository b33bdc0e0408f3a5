//! From what people type or link to the node they mean.

use super::{Graph, Lookup, Lookups};
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
    /// identifier (OpenAlex, DOI, arXiv, ORCID, ROR, PubMed, ACL Anthology), bare, with a prefix or as a URL,
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
        let openalex = identifier::openalex(id);
        let ids = [Some(id), id.strip_prefix("id:"), openalex.as_deref()];
        let exact = ids.into_iter().flatten().find_map(|id| kinds().find_map(|kind| self.find_exact(kind, id)));
        exact
            .or_else(|| kinds().find_map(|kind| self.find_by(Lookup::source_key(kind), id)))
            .or_else(|| self.find_external(kind, id))
            .or_else(|| kinds().find_map(|kind| self.find_in_any_case(kind, id)))
            .map(current)
            .or_else(|| {
                let id = openalex.as_deref().unwrap_or(id);
                kinds().find_map(|kind| self.0.aliases.find(kind, id)).map(|node| Resolved { node, merged: true })
            })
    }

    /// The node of `kind` with exactly this id. O(log n) string comparisons.
    #[must_use]
    pub fn find_exact(&self, kind: Kind, id: &str) -> Option<Node> {
        let at = self.position_of(kind, id);
        (at < self.count(kind) && self.id(Node::new(kind, at)) == id).then(|| Node::new(kind, at))
    }

    /// Where `id` stands, or would stand, among the ids of `kind`.
    fn position_of(&self, kind: Kind, id: &str) -> usize {
        let (mut low, mut high) = (0, self.count(kind));
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.id(Node::new(kind, middle)) < id {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn find_by(&self, lookup: Lookup, value: &str) -> Option<Node> {
        Lookups::find(&self.0, lookup, value).map(|row| Node::new(lookup.kind(), row))
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
                let at = self.position_of(kind, &id);
                let range = at.saturating_sub(2)..self.count(kind).min(at + 3);
                range.map(move |row| Node::new(kind, row))
            })
            .map(|node| (common_beginning(self.id(node), &id), self.key(node)))
            .filter(|(common, _)| *common > 0)
            .collect();
        around.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        around.into_iter().take(CLOSEST).map(|(_, key)| key).collect()
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
