//! Who is who in corpora whose bylines hold names rather than people.
//!
//! A byline names a person by the [`Key`](scholargraph::Key) that the source gives: an id of its own, or the exact
//! name. With [`People::AsGiven`] every key is a person. With [`People::Resolve`] readers also note who stands on a
//! byline with whom ([`mentions`]); once everything is read, [`rules`] say which keys may be one person and why,
//! [`clusters`] keep apart what must not be one, and the builder is told the result. Nothing here knows of formats.
//!
//! **Invariant:** two keys on one byline are two people, and so are two that numbers behind one name tell apart
//! ([`name::numbered`]), whatever the rules say.
//!
//! Names that chance gives to several people, and those of which only initials are known, are in doubt ([`namesakes`]):
//! their bylines are put into groups of one person each ([`groups`]) by what they have in common ([`likeness`]).

mod bylines;
mod clusters;
mod dealt;
mod decision;
mod groups;
mod likeness;
mod mentions;
pub(crate) mod name;
mod namesakes;
mod report;
mod rules;
mod trial;

pub(crate) use decision::decide;
pub(crate) use mentions::{Listed, Mentions};
pub use report::{Decided, Doubted, InDoubt, MergeReason, PeopleReport, Refusal};
pub(crate) use trial::Truth;
pub use trial::{Hidden, Trial, TrialScore};

/// Who is who in corpora without ids for people. Corpora that have them, such as OpenAlex, are taken by their word.
///
/// ```
/// use scholargraph_import::People;
/// assert_eq!(People::default(), People::Resolve);
/// assert_eq!(People::AsGiven.name(), "as-given");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum People {
    /// As rules find: ids and ORCID iDs of the source, its lists of names that are one person's, full names that
    /// differ only in accents, case and hyphens. Namesakes whom the source numbers stay apart; where a name may be that
    /// of several people ([`InDoubt`]), common co-authors and similar titles tell whose each byline is. Every merge has a
    /// [reason](MergeReason).
    #[default]
    Resolve,
    /// Exactly as the source says: its own id of a person, else the exact name.
    AsGiven,
}

impl People {
    /// Both ways.
    pub const ALL: &[Self] = &[Self::Resolve, Self::AsGiven];

    /// The word for it on the command line and in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Resolve => "resolve",
            Self::AsGiven => "as-given",
        }
    }
}
