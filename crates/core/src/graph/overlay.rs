//! What distinguishes a changed graph from the one it is built on: which nodes are hidden, and which were added.

use std::{collections::BTreeMap, sync::Arc};

use super::{Lookup, Tables};
use crate::{
    id::{Kind, Node, PersonId},
    model::Order,
};

/// Hidden and added nodes; nothing in a graph from the builder or from a snapshot.
///
/// Rows of relations know nothing of this: hidden nodes stand in no row, added ones in those where they belong. It
/// is asked where nodes are counted, listed and looked up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overlay(Option<Arc<Changed>>);

/// What an [`Overlay`] holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changed {
    /// The snapshot id of the graph without any changes.
    pub(crate) base: String,
    /// The hidden nodes of every kind, ascending.
    pub(crate) hidden: [Vec<u32>; Kind::ALL.len()],
    /// How many works there are without those that were added.
    pub(crate) stored_works: usize,
    /// The added works by id: an id comes again where a work was hidden and another added in its place.
    pub(crate) ids: BTreeMap<String, Vec<u32>>,
    /// Nodes by identifiers that no look-up of the stored graph knows: added works, and people who were given an iD.
    pub(crate) identifiers: BTreeMap<(u8, String), Vec<u32>>,
    /// People who were given names, ascending.
    pub(crate) renamed: Vec<PersonId>,
    /// How works compare by id.
    pub(crate) order: Order,
}

/// The order of kinds that nothing was added to.
static DENSE: Order = Order::DENSE;

impl Overlay {
    pub(crate) fn new(changed: Changed) -> Self {
        Self(Some(Arc::new(changed)))
    }

    /// What it holds, if anything.
    #[inline]
    pub(crate) fn changed(&self) -> Option<&Changed> {
        self.0.as_deref()
    }

    /// The hidden nodes of `kind`, ascending.
    #[inline]
    pub(crate) fn hidden(&self, kind: Kind) -> &[u32] {
        self.changed().map_or(&[], |changed| &changed.hidden[kind as usize])
    }

    /// Is the node hidden? O(log hidden).
    #[inline]
    pub(crate) fn hides(&self, node: Node) -> bool {
        let hidden = self.hidden(node.kind());
        !hidden.is_empty() && hidden.binary_search(&(node.index() as u32)).is_ok()
    }

    /// How nodes of `kind` compare by id.
    #[inline]
    pub(crate) fn order(&self, kind: Kind) -> &Order {
        match self.changed() {
            Some(changed) if kind == Kind::Work => &changed.order,
            _ => &DENSE,
        }
    }

    /// How many nodes of `kind` are in order by themselves: all that were not added.
    pub(crate) fn stored(&self, kind: Kind, bound: usize) -> usize {
        self.changed().filter(|_| kind == Kind::Work).map_or(bound, |changed| changed.stored_works)
    }

    /// The added nodes of `kind` with exactly this id.
    pub(crate) fn added(&self, kind: Kind, id: &str) -> &[u32] {
        let changed = self.changed().filter(|_| kind == Kind::Work);
        changed.and_then(|changed| changed.ids.get(id)).map_or(&[], Vec::as_slice)
    }

    /// The added nodes that have this identifier, in the order of their ids.
    pub(crate) fn identified(&self, lookup: Lookup, value: &str) -> &[u32] {
        let changed = self.changed().filter(|changed| !changed.identifiers.is_empty());
        let found = changed.and_then(|changed| changed.identifiers.get(&(lookup as u8, value.to_owned())));
        found.map_or(&[], Vec::as_slice)
    }
}

impl Changed {
    /// Notes the works from `first` on, whose columns are in `tables`, and how they compare with all others.
    pub(crate) fn note_added(&mut self, tables: &Tables, first: usize) {
        for work in first..tables.works.len() {
            self.ids.entry(tables.works.id.at(work).to_owned()).or_default().push(work as u32);
        }
        let added: Vec<(usize, &str)> = (self.stored_works..tables.works.len())
            .map(|work| tables.works.id.at(work))
            .map(|id| (position(tables, Kind::Work, self.stored_works, id), id))
            .collect();
        self.order = Order::new(self.stored_works, &added);
        for lookup in Lookup::ALL.into_iter().filter(|lookup| lookup.kind() == Kind::Work) {
            for work in first..tables.works.len() {
                let value = lookup.value(tables, work);
                if !value.is_empty() {
                    self.identifiers.entry((lookup as u8, value.into_owned())).or_default().push(work as u32);
                }
            }
        }
        for ((lookup, _), works) in &mut self.identifiers {
            if Lookup::ALL[usize::from(*lookup)].kind() != Kind::Work {
                continue;
            }
            works.sort_by_key(|&work| self.order.key(work as usize));
        }
    }
}

/// Where `id` stands, or would stand, among the first `count` ids of `kind`. O(log n) string comparisons.
pub(super) fn position(tables: &Tables, kind: Kind, count: usize, id: &str) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if tables.id(Node::new(kind, middle)) < id {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
