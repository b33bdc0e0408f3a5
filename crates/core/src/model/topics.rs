//! Attributes of topics.

use crate::column::{Category, Text, Texts, table};

table! {
    /// What is known about a topic, apart from its relations. The levels above it are attributes.
    table "topics";
    row TopicAttributes, part TopicPart, columns Topics;

    /// The name to show.
    name: Text,
    /// A sentence on what belongs to it.
    description: Text,
    /// Words that go with it.
    keywords: Texts,
    /// Id of its subfield.
    subfield_id: Text,
    /// Name of its subfield.
    subfield: Text,
    /// Id of the field its subfield belongs to.
    field_id: Text,
    /// Name of the field its subfield belongs to.
    field: Text,
    /// Id of the domain its field belongs to.
    domain_id: Text,
    /// Name of the domain its field belongs to.
    domain: Text,
    /// Wikipedia page.
    wikipedia: Text,
    /// Empty for a topic that records name; else what it was [derived](crate::DeriveTopics) from.
    derived_from: Category,
}
