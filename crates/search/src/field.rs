//! What nodes are found by: an index for each field.

use scholargraph::Kind;

/// Names or texts of the nodes of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// What they are called.
    Names(Kind),
    /// The titles and abstracts of works that have an abstract.
    Texts,
}

impl Field {
    /// All fields, in the order in which they are stored.
    pub(crate) const ALL: [Self; 5] = [
        Self::Names(Kind::Work),
        Self::Names(Kind::Person),
        Self::Names(Kind::Topic),
        Self::Names(Kind::Institution),
        Self::Texts,
    ];

    /// Whose it is.
    pub(crate) const fn kind(self) -> Kind {
        match self {
            Self::Names(kind) => kind,
            Self::Texts => Kind::Work,
        }
    }

    /// Where it stands among all fields.
    pub(crate) fn position(self) -> usize {
        Self::ALL.iter().position(|&field| field == self).unwrap_or_default()
    }
}
