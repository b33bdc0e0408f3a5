//! Records: what a reader hands to the [`CorpusBuilder`](crate::CorpusBuilder), borrowed or owned.

use std::borrow::Cow;

use super::{InstitutionAttributes, PersonAttributes, SourceAttributes, TopicAttributes, WorkAttributes};

/// How a record names the node it speaks of.
///
/// ```
/// use scholargraph::Key;
/// assert_eq!(Key::id("W2741809807").to_string(), "id:W2741809807");
/// assert_eq!(Key::name("Xiaoyao Liang").to_string(), "name:Xiaoyao Liang");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Key<'a> {
    /// The source's own id; it becomes the node's id.
    Id(Cow<'a, str>),
    /// A name where the source has no ids; the node's id becomes a slug of it.
    Name(Cow<'a, str>),
}

impl<'a> Key<'a> {
    /// A key by id.
    pub fn id(id: impl Into<Cow<'a, str>>) -> Self {
        Self::Id(id.into())
    }

    /// A key by name.
    pub fn name(name: impl Into<Cow<'a, str>>) -> Self {
        Self::Name(name.into())
    }
}

impl std::fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(id) => write!(f, "id:{id}"),
            Self::Name(name) => write!(f, "name:{name}"),
        }
    }
}

/// How much a record knows of its node, which decides whose attributes win when several speak of one.
///
/// A record of the node's own wins over a mention in another's record; of two mentions, one that carries an identifier
/// (ORCID iD, ROR, ISSN) over one that carries none; then the later update; then the one that was read first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Standing {
    /// A record of the node's own, not a mention. One that is added to a [`Shard`](crate::Shard) by itself counts as such
    /// whatever stands here.
    pub own_record: bool,
    /// When the source last changed it, as the number `YYYYMMDD`; 0 where unknown.
    pub updated: u32,
}

/// A work with everything its record says.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WorkRecord<'a> {
    /// Which work.
    pub key: Key<'a>,
    /// When the source last changed the record, as the number `YYYYMMDD`; 0 where unknown.
    pub updated: u32,
    /// Its attributes.
    pub attributes: WorkAttributes<'a>,
    /// Its abstract as plain text; empty where unknown.
    pub abstract_text: Cow<'a, str>,
    /// Where it appeared.
    pub source: Option<SourceRecord<'a>>,
    /// Its byline, in order.
    pub authorships: Vec<Authorship<'a>>,
    /// Its topics with their scores, 0 to 1.
    pub topics: Vec<(TopicRecord<'a>, f32)>,
    /// The works it refers to.
    pub references: Vec<Key<'a>>,
}

impl<'a> WorkRecord<'a> {
    /// A record of which only the key is known.
    #[must_use]
    pub fn new(key: Key<'a>) -> Self {
        Self {
            key,
            updated: 0,
            attributes: WorkAttributes::default(),
            abstract_text: Cow::default(),
            source: None,
            authorships: Vec::new(),
            topics: Vec::new(),
            references: Vec::new(),
        }
    }
}

/// One place on a byline.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Authorship<'a> {
    /// Who; `None` where the source knows only a name.
    pub person: Option<PersonRecord<'a>>,
    /// The place, from 0; `None` right behind the one before, or behind all others where it is said
    /// [apart](crate::Shard::authorship_of).
    pub position: Option<u16>,
    /// The name as printed.
    pub raw_name: Cow<'a, str>,
    /// Is this a corresponding author?
    pub corresponding: bool,
    /// The ORCID iD that the byline itself carries; empty where it carries none.
    pub raw_orcid: Cow<'a, str>,
    /// Is the iD on the byline known [not to be the person's](super::byline::ORCID_CONFLICT)? For whoever knows no more
    /// than that: `raw_orcid` shows it by itself.
    pub orcid_conflict: bool,
    /// The institutions given here.
    pub institutions: Vec<InstitutionRecord<'a>>,
    /// The affiliations as printed.
    pub raw_affiliations: Vec<Cow<'a, str>>,
}

/// A person.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PersonRecord<'a> {
    /// Which person.
    pub key: Key<'a>,
    /// How much this record knows.
    pub standing: Standing,
    /// Their attributes.
    pub attributes: PersonAttributes<'a>,
    /// Affiliations that the record itself lists, with first and last year (0 where unknown).
    pub affiliations: Vec<(InstitutionRecord<'a>, i16, i16)>,
}

/// A topic.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TopicRecord<'a> {
    /// Which topic.
    pub key: Key<'a>,
    /// How much this record knows.
    pub standing: Standing,
    /// Its attributes.
    pub attributes: TopicAttributes<'a>,
}

/// An institution.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct InstitutionRecord<'a> {
    /// Which institution.
    pub key: Key<'a>,
    /// How much this record knows.
    pub standing: Standing,
    /// Its attributes.
    pub attributes: InstitutionAttributes<'a>,
    /// Institutions it is related to. They do not come into being by being named here.
    pub related: Vec<(Related, Key<'a>)>,
}

/// How another institution is related to the one whose record names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Related {
    /// It is a direct parent.
    Parent,
    /// It is a direct child.
    Child,
    /// It is somewhere above, directly or through others that are also named.
    Ancestor,
}

/// A source.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SourceRecord<'a> {
    /// Which source.
    pub key: Key<'a>,
    /// How much this record knows.
    pub standing: Standing,
    /// Its attributes.
    pub attributes: SourceAttributes<'a>,
}

macro_rules! mention {
    ($record:ident, $attributes:ident $(, $extra:ident)?) => {
        impl<'a> $record<'a> {
            /// A mention of which only the key and the name are known.
            #[must_use]
            pub fn named(key: Key<'a>, name: impl Into<Cow<'a, str>>) -> Self {
                let attributes = $attributes { name: name.into(), ..Default::default() };
                Self { key, standing: Standing::default(), attributes $(, $extra: Vec::new())? }
            }
        }
    };
}

mention!(PersonRecord, PersonAttributes, affiliations);
mention!(TopicRecord, TopicAttributes);
mention!(InstitutionRecord, InstitutionAttributes, related);
mention!(SourceRecord, SourceAttributes);
