//! What a record says of other nodes, in codes, as it lies in the columns of a [shard](super::Shard).

use bytemuck::{AnyBitPattern, NoUninit};

use super::{interner::Symbol, key::Code};
use crate::model::Authorship;

/// One place on a byline, in codes.
#[derive(Clone, Copy, Debug, NoUninit, AnyBitPattern)]
#[repr(C)]
pub(super) struct AuthorshipEntry {
    /// [`Code::NONE`] for a name that is nobody's.
    pub(super) person: Code,
    raw_name: Symbol,
    raw_orcid: Symbol,
    position: u16,
    flags: u16,
    unused: u32,
}

/// The position is known: it need not be right behind the one before.
const PLACED: u16 = 1;
const CORRESPONDING: u16 = 1 << 1;
const ORCID_CONFLICT: u16 = 1 << 2;

impl AuthorshipEntry {
    /// The place that `authorship` says, its names [`Symbol::NONE`] where there are none.
    pub(super) fn new(authorship: &Authorship<'_>, person: Code, raw_name: Symbol, raw_orcid: Symbol) -> Self {
        let flags = [
            (authorship.position.is_some(), PLACED),
            (authorship.corresponding, CORRESPONDING),
            (authorship.orcid_conflict, ORCID_CONFLICT),
        ];
        let flags = flags.iter().filter(|(is_so, _)| *is_so).map(|(_, flag)| flag).sum();
        Self { person, raw_name, raw_orcid, position: authorship.position.unwrap_or_default(), flags, unused: 0 }
    }

    /// The name as printed.
    pub(super) fn raw_name(&self) -> Option<Symbol> {
        self.raw_name.known()
    }

    pub(super) fn raw_orcid(&self) -> Option<Symbol> {
        self.raw_orcid.known()
    }

    /// `None` right behind the one before.
    pub(super) fn position(&self) -> Option<u16> {
        (self.flags & PLACED != 0).then_some(self.position)
    }

    pub(super) fn is_corresponding(&self) -> bool {
        self.flags & CORRESPONDING != 0
    }

    pub(super) fn has_orcid_conflict(&self) -> bool {
        self.flags & ORCID_CONFLICT != 0
    }

    /// The place with nothing left but a name.
    pub(super) fn bare(self, name: Option<Symbol>) -> Self {
        let (raw_name, flags) = (name.unwrap_or(Symbol::NONE), self.flags & !ORCID_CONFLICT);
        Self { person: Code::NONE, raw_name, raw_orcid: Symbol::NONE, flags, ..self }
    }
}

/// The places of `entries` on their byline.
pub(super) fn positions(entries: &[AuthorshipEntry]) -> impl Iterator<Item = u16> {
    entries.iter().scan(0_u16, |next, entry| {
        let position = entry.position().unwrap_or(*next);
        // Past 65,535 the order on a byline is no longer told apart.
        *next = position.saturating_add(1);
        Some(position)
    })
}

/// What a work is about, and how much.
#[derive(Clone, Copy, Debug, NoUninit, AnyBitPattern)]
#[repr(C)]
pub(super) struct TopicEntry {
    pub(super) topic: Code,
    pub(super) score: f32,
    unused: u32,
}

impl TopicEntry {
    pub(super) fn new(topic: Code, score: f32) -> Self {
        Self { topic, score, unused: 0 }
    }
}

/// An affiliation that a person's own record lists.
#[derive(Clone, Copy, Debug, NoUninit, AnyBitPattern)]
#[repr(C)]
pub(super) struct OwnAffiliation {
    pub(super) institution: Code,
    pub(super) first_year: i16,
    pub(super) last_year: i16,
    unused: u32,
}

impl OwnAffiliation {
    pub(super) fn new(institution: Code, first_year: i16, last_year: i16) -> Self {
        Self { institution, first_year, last_year, unused: 0 }
    }
}
