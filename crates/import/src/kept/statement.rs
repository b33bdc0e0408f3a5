//! What a reader says to the builder.

use std::borrow::Cow;

use scholargraph::{
    Authorship, InstitutionRecord, Key, Kind, PersonRecord, Related, SourceRecord, TopicRecord, WorkRecord,
};
use serde::{Deserialize, Serialize};

use crate::people::Listed;

/// One thing that a reader says: everything a [`Batch`](crate::batch::Batch) takes in that bears on the graph.
///
/// The file knows each by its place in this list, so what is new comes last, or with a new [version](super::VERSION).
#[derive(Debug, Serialize, Deserialize)]
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and most are works")]
pub(crate) enum Statement<'r, 'a> {
    Work(Cow<'r, WorkRecord<'a>>),
    Person(Cow<'r, PersonRecord<'a>>),
    Topic(Cow<'r, TopicRecord<'a>>),
    Institution(Cow<'r, InstitutionRecord<'a>>),
    Source(Cow<'r, SourceRecord<'a>>),
    /// The names of a person.
    Listed(Cow<'r, Listed>),
    AuthorshipOf(Cow<'r, Key<'r>>, Cow<'r, Authorship<'a>>),
    TopicOf(Cow<'r, Key<'r>>, Cow<'r, TopicRecord<'a>>, f32),
    /// The citing work, then the cited one.
    Reference(Cow<'r, Key<'r>>, Cow<'r, Key<'r>>),
    AbstractOf(Cow<'r, Key<'r>>, Cow<'r, str>),
    /// With the first and the last year.
    AffiliationOf(Cow<'r, Key<'r>>, Cow<'r, InstitutionRecord<'a>>, i16, i16),
    RelationOf(Cow<'r, Key<'r>>, Related, Cow<'r, Key<'r>>),
    Merge {
        kind: Kind,
        from: Cow<'r, Key<'r>>,
        into: Cow<'r, Key<'r>>,
        reason: Cow<'r, str>,
    },
    Delete(Kind, Cow<'r, str>),
}
