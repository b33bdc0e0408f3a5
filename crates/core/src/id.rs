//! Dense ids: one newtype per kind of node, each numbered `0..n`.
//!
//! Dense ids are handles into one [`Graph`](crate::Graph) and mean nothing in another. What people
//! and other programs see are the stable string ids of [`Graph::id`](crate::Graph::id). Within a
//! kind, dense ids ascend in the code-point order of the string ids, so a tie broken by dense id is
//! broken by string id. Works that [changes](crate::Changes) add to a graph are numbered behind all others;
//! queries break ties by string id there, too.

use std::fmt;

use crate::column::{Primitive, Value};

/// The four kinds of node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[repr(u8)]
pub enum Kind {
    /// Anything published: article, preprint, book, data set …
    Work,
    /// Somebody on a byline.
    Person,
    /// What works are about.
    Topic,
    /// Where people work.
    Institution,
}

impl Kind {
    /// All kinds, in the order in which nodes are numbered across the whole graph.
    pub const ALL: [Self; 4] = [Self::Work, Self::Person, Self::Topic, Self::Institution];

    /// The word used in keys, JSON and on the command line.
    ///
    /// ```
    /// assert_eq!(scholargraph::Kind::Person.name(), "person");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Person => "person",
            Self::Topic => "topic",
            Self::Institution => "institution",
        }
    }

    /// The kind called `name`, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A dense id of one kind. Implemented by the four id types only.
pub trait DenseId: Value + Ord + std::hash::Hash + fmt::Debug + Into<Node> + sealed::Sealed {
    /// The kind of node these ids number.
    const KIND: Kind;

    /// The id at position `index` of its kind.
    fn from_index(index: usize) -> Self;

    /// The position within its kind.
    fn index(self) -> usize;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! dense_id {
    ($(#[$doc:meta])* $name:ident, $kind:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, bytemuck::Pod, bytemuck::Zeroable)]
        #[repr(transparent)]
        pub struct $name(pub u32);

        impl sealed::Sealed for $name {}

        impl DenseId for $name {
            const KIND: Kind = Kind::$kind;

            #[inline]
            fn from_index(index: usize) -> Self {
                debug_assert!(u32::try_from(index).is_ok());
                Self(index as u32)
            }

            #[inline]
            fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl Value for $name {
            const PRIMITIVE: Primitive = Primitive::U32;
        }

        impl From<$name> for Node {
            #[inline]
            fn from(id: $name) -> Self {
                Self::$kind(id)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    };
}

dense_id!(
    /// Dense id of a work.
    WorkId,
    Work
);
dense_id!(
    /// Dense id of a person.
    PersonId,
    Person
);
dense_id!(
    /// Dense id of a topic.
    TopicId,
    Topic
);
dense_id!(
    /// Dense id of an institution.
    InstitutionId,
    Institution
);

/// A node of any kind.
///
/// ```
/// use scholargraph::{Kind, Node, PersonId};
/// let node = Node::from(PersonId(7));
/// assert_eq!(node.kind(), Kind::Person);
/// assert_eq!(node.index(), 7);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A work.
    Work(WorkId),
    /// A person.
    Person(PersonId),
    /// A topic.
    Topic(TopicId),
    /// An institution.
    Institution(InstitutionId),
}

impl Node {
    /// The node of `kind` at position `index`.
    #[must_use]
    pub fn new(kind: Kind, index: usize) -> Self {
        match kind {
            Kind::Work => Self::Work(WorkId::from_index(index)),
            Kind::Person => Self::Person(PersonId::from_index(index)),
            Kind::Topic => Self::Topic(TopicId::from_index(index)),
            Kind::Institution => Self::Institution(InstitutionId::from_index(index)),
        }
    }

    /// Its kind.
    #[inline]
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Work(_) => Kind::Work,
            Self::Person(_) => Kind::Person,
            Self::Topic(_) => Kind::Topic,
            Self::Institution(_) => Kind::Institution,
        }
    }

    /// Its position within its kind.
    #[inline]
    #[must_use]
    pub fn index(self) -> usize {
        match self {
            Self::Work(id) => id.index(),
            Self::Person(id) => id.index(),
            Self::Topic(id) => id.index(),
            Self::Institution(id) => id.index(),
        }
    }
}
