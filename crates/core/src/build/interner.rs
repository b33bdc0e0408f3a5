//! Strings by number, shared by all readers.

use std::{
    hash::BuildHasher,
    sync::{Mutex, PoisonError},
};

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// Locks are taken for one look-up; this many keep readers out of each other's way.
const STRIPES: usize = 64;

/// The number of an interned string. Numbers depend on the order of arrival: never let them decide anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Symbol(pub(super) u64);

/// A set of strings that readers fill together.
#[derive(Debug, Default)]
pub(super) struct Interner {
    hasher: RandomState,
    stripes: Stripes,
}

#[derive(Debug)]
struct Stripes(Vec<Mutex<Stripe>>);

impl Default for Stripes {
    fn default() -> Self {
        Self((0..STRIPES).map(|_| Mutex::default()).collect())
    }
}

#[derive(Debug, Default)]
struct Stripe {
    table: HashTable<u32>,
    ends: Vec<usize>,
    bytes: String,
}

impl Stripe {
    fn at(&self, index: u32) -> &str {
        let index = index as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.bytes[start..self.ends[index]]
    }

    fn intern(&mut self, text: &str, hash: u64, hasher: &RandomState) -> u32 {
        if let Some(&index) = self.table.find(hash, |&index| self.at(index) == text) {
            return index;
        }
        let index = self.ends.len() as u32;
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
        let Self { table, ends, bytes } = self;
        let hash_of = |&other: &u32| {
            let start = if other == 0 { 0 } else { ends[other as usize - 1] };
            hasher.hash_one(&bytes[start..ends[other as usize]])
        };
        table.insert_unique(hash, index, hash_of);
        index
    }
}

impl Interner {
    /// The number of `text`.
    pub(super) fn intern(&self, text: &str) -> Symbol {
        let hash = self.hasher.hash_one(text);
        // The table inside a stripe uses the low bits.
        let stripe = (hash >> 48) as usize % STRIPES;
        let mut held = self.stripes.0[stripe].lock().unwrap_or_else(PoisonError::into_inner);
        let index = held.intern(text, hash, &self.hasher);
        Symbol((u64::from(index) << 8) | stripe as u64)
    }

    /// The strings, once all are in.
    pub(super) fn into_texts(self) -> Interned {
        let stripes = self.stripes.0.into_iter();
        Interned(stripes.map(|stripe| stripe.into_inner().unwrap_or_else(PoisonError::into_inner)).collect())
    }
}

/// An interner that is only read.
#[derive(Debug)]
pub(super) struct Interned(Vec<Stripe>);

impl Interned {
    pub(super) fn at(&self, symbol: Symbol) -> &str {
        self.0[(symbol.0 & 0xFF) as usize].at((symbol.0 >> 8) as u32)
    }
}
