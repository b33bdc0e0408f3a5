//! Attributes of people.

use crate::column::{Numbers, Text, Texts, table};

table! {
    /// What is known about a person, apart from their relations.
    table "people";
    row PersonAttributes, part PersonPart, columns People;

    /// The name to show.
    name: Text,
    /// Other forms of the name that the source lists.
    other_names: Texts,
    /// ORCID iD with its hyphens, without a resolver in front.
    orcid: Text,
    /// Scopus author identifier.
    scopus: Text,
    /// How often their works are cited according to the source.
    cited_by_count: Numbers<u32>,
    /// May the name be that of several people, so that who is who was told from bylines and titles? 1 where it may.
    ambiguous_name: Numbers<u8>,
}

/// More forms of a name than this help nobody to find the person.
pub(crate) const MAX_NAMES: usize = 50;
