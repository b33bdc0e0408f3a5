//! Strings by number, shared by all readers.

use std::{
    hash::BuildHasher,
    sync::{Mutex, PoisonError},
};

use bytemuck::{AnyBitPattern, NoUninit};
use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// Locks are taken for one look-up; this many keep readers out of each other's way.
const STRIPES: usize = 64;

/// So many bits of a number tell the stripe.
const STRIPE_BITS: u32 = STRIPES.ilog2();

/// A stripe holds fewer strings than this: four billion in all.
const MOST_IN_STRIPE: usize = 1 << (u32::BITS - STRIPE_BITS);

/// The number of an interned string. Numbers depend on the order of arrival: never let them decide anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, NoUninit, AnyBitPattern)]
#[repr(transparent)]
pub(super) struct Symbol(pub(super) u32);

impl Symbol {
    /// Stands where there is no string.
    pub(super) const NONE: Self = Self(u32::MAX);

    fn new(stripe: usize, index: u32) -> Self {
        Self(index << STRIPE_BITS | stripe as u32)
    }

    fn stripe(self) -> usize {
        self.0 as usize % STRIPES
    }

    fn index(self) -> u32 {
        self.0 >> STRIPE_BITS
    }

    /// The same; nothing where there is no string.
    pub(super) fn known(self) -> Option<Self> {
        (self != Self::NONE).then_some(self)
    }
}

/// Which stripe holds the strings of this hash. The table inside a stripe uses the low bits.
fn stripe_of(hash: u64) -> usize {
    (hash >> 48) as usize % STRIPES
}

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

    fn find(&self, text: &str, hash: u64) -> Option<u32> {
        self.table.find(hash, |&index| self.at(index) == text).copied()
    }

    fn intern(&mut self, text: &str, hash: u64, hasher: &RandomState) -> Option<u32> {
        if let Some(index) = self.find(text, hash) {
            return Some(index);
        }
        // The last number of the last stripe is that of no string.
        if self.ends.len() >= MOST_IN_STRIPE - 1 {
            return None;
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
        Some(index)
    }
}

impl Interner {
    /// The number of `text`; [`Symbol::NONE`] where there are too many strings, which [`is_full`](Interned::is_full) tells.
    pub(super) fn intern(&self, text: &str) -> Symbol {
        let hash = self.hasher.hash_one(text);
        let stripe = stripe_of(hash);
        let mut held = self.stripes.0[stripe].lock().unwrap_or_else(PoisonError::into_inner);
        held.intern(text, hash, &self.hasher).map_or(Symbol::NONE, |index| Symbol::new(stripe, index))
    }

    /// The strings, once all are in.
    pub(super) fn into_texts(self) -> Interned {
        let stripes = self.stripes.0.into_iter();
        let stripes: Vec<Stripe> =
            stripes.map(|stripe| stripe.into_inner().unwrap_or_else(PoisonError::into_inner)).collect();
        let mut firsts = vec![0];
        firsts.extend(stripes.iter().scan(0, |sum, stripe| {
            *sum += stripe.ends.len();
            Some(*sum)
        }));
        Interned { hasher: self.hasher, stripes, firsts }
    }
}

/// An interner that is only read.
#[derive(Debug)]
pub(super) struct Interned {
    hasher: RandomState,
    stripes: Vec<Stripe>,
    /// How many strings are in the stripes before each, and in all.
    firsts: Vec<usize>,
}

impl Interned {
    pub(super) fn at(&self, symbol: Symbol) -> &str {
        self.stripes[symbol.stripe()].at(symbol.index())
    }

    /// The number of `text`, if it was interned.
    pub(super) fn find(&self, text: &str) -> Option<Symbol> {
        let hash = self.hasher.hash_one(text);
        let stripe = stripe_of(hash);
        self.stripes[stripe].find(text, hash).map(|index| Symbol::new(stripe, index))
    }

    /// Were there more strings than numbers?
    pub(super) fn is_full(&self) -> bool {
        self.stripes.iter().any(|stripe| stripe.ends.len() >= MOST_IN_STRIPE - 1)
    }

    /// How many strings there are.
    pub(super) fn len(&self) -> usize {
        self.firsts[STRIPES]
    }

    /// The place of a string among all: below [`len`](Self::len), another for each.
    pub(super) fn place(&self, symbol: Symbol) -> usize {
        self.firsts[symbol.stripe()] + symbol.index() as usize
    }

    /// Every string, by place.
    pub(super) fn symbols(&self) -> impl Iterator<Item = Symbol> {
        let stripes = self.stripes.iter().enumerate();
        stripes.flat_map(|(stripe, held)| (0..held.ends.len() as u32).map(move |index| Symbol::new(stripe, index)))
    }
}
