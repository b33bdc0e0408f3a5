//! Who is who, by the word of people who know.
//!
//! A correction names places on bylines, by work and printed name, so that it holds in every later release of the same
//! corpus, whatever ids people have there. Corrections speak last: after merges of the sources and what several sources
//! share.

mod apply;
mod places;

pub(super) use apply::{NAME, SOURCE, correct};
pub(super) use places::Wanted;

/// A name on the byline of a work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BylinePlace {
    /// The work, by its id in any source, or by DOI, arXiv, ACL or PubMed identifier.
    pub work: String,
    /// The name as it is printed, or another that a record of the person gives, up to case and accents.
    pub name: String,
}

/// Something that somebody knows about who is who.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Correction {
    /// Both places are one person's.
    Same(BylinePlace, BylinePlace),
    /// The places are two people's. Where they are one's in the records, the second becomes somebody else, and with it all
    /// places that are [`Same`](Self::Same).
    Different(BylinePlace, BylinePlace),
    /// The person in this place is also called so.
    Alias(BylinePlace, String),
    /// The person in this place has this ORCID iD.
    Orcid(BylinePlace, String),
    /// Whoever the place is given to, it is not theirs: what stays is a bare name, as it is written here. All places of that
    /// person on the byline go. The position, counted from 0, tells names apart that are the same.
    Nobody(BylinePlace, Option<u16>),
}

impl Correction {
    /// The place or the two places that it is about.
    pub fn places(&self) -> impl Iterator<Item = &BylinePlace> {
        let (one, other) = match self {
            Self::Same(one, other) | Self::Different(one, other) => (one, Some(other)),
            Self::Alias(place, _) | Self::Orcid(place, _) | Self::Nobody(place, _) => (place, None),
        };
        std::iter::once(one).chain(other)
    }

    /// The position on the byline that it insists on.
    const fn position(&self) -> Option<u16> {
        match self {
            Self::Nobody(_, position) => *position,
            Self::Same(..) | Self::Different(..) | Self::Alias(..) | Self::Orcid(..) => None,
        }
    }
}

/// What became of a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Corrected {
    /// It changed something.
    Applied,
    /// Everything was so already.
    AlreadySo,
    /// No source has such a work.
    NoSuchWork,
    /// There is no such name on the byline.
    NoSuchName,
    /// It would make one person of two on one byline, or contradicts other corrections.
    Refused,
}

impl Corrected {
    /// The word for it in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::AlreadySo => "already-so",
            Self::NoSuchWork => "no-such-work",
            Self::NoSuchName => "no-such-name",
            Self::Refused => "refused",
        }
    }
}
