//! The relations between nodes.

use super::{
    Adjacency, SourceId, Table, Target,
    order::Order,
    patch::{Patch, end_to_end},
};
use crate::{
    column::{Column, ColumnRef, Numbers, Offsets, Primitive, Text, Value, edge_columns},
    id::{InstitutionId, Kind, PersonId, TopicId, WorkId},
};

/// The relations that edges of a slice, a view or an export belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Relation {
    /// A person is on a work's byline.
    Authored,
    /// A work is about a topic.
    About,
    /// A person works, or worked, at an institution.
    Affiliated,
    /// An institution stands on a work's byline.
    Produced,
    /// A work refers to a work.
    Cites,
    /// An institution belongs to an institution.
    PartOf,
    /// Two people share a work within the author limit. Derived, and undirected.
    Collaborates,
}

impl Relation {
    /// All relations.
    pub const ALL: [Self; 7] =
        [Self::Authored, Self::About, Self::Affiliated, Self::Produced, Self::Cites, Self::PartOf, Self::Collaborates];

    /// The word used in JSON and exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Authored => "authored",
            Self::About => "about",
            Self::Affiliated => "affiliated",
            Self::Produced => "produced",
            Self::Cites => "cites",
            Self::PartOf => "part_of",
            Self::Collaborates => "collaborates",
        }
    }

    /// The kinds its edges lead from and to.
    #[must_use]
    pub const fn ends(self) -> (Kind, Kind) {
        match self {
            Self::Authored => (Kind::Person, Kind::Work),
            Self::About => (Kind::Work, Kind::Topic),
            Self::Affiliated => (Kind::Person, Kind::Institution),
            Self::Produced => (Kind::Institution, Kind::Work),
            Self::Cites => (Kind::Work, Kind::Work),
            Self::PartOf => (Kind::Institution, Kind::Institution),
            Self::Collaborates => (Kind::Person, Kind::Person),
        }
    }
}

/// Bits of [`AuthoredEdges::flags`].
pub mod byline {
    /// The person is a corresponding author.
    pub const CORRESPONDING: u8 = 1;
    /// The byline itself carries the person's ORCID iD, and nobody else's on this work does.
    pub const ORCID: u8 = 2;
    /// The byline carries an ORCID iD that is not the person's, or that somebody else on this work has too.
    pub const ORCID_CONFLICT: u8 = 4;
    /// The person stands on this byline more than once.
    pub const REPEATED: u8 = 8;
}

edge_columns! {
    /// What is known about an authorship.
    columns AuthoredEdges, edge AuthoredEdge;

    /// Place on the byline, from 0, people without an id counted.
    position: u16,
    /// Bits of [`byline`].
    flags: u8,
}

edge_columns! {
    /// What is known about a work's topic.
    columns AboutEdges, edge AboutEdge;

    /// How well the topic fits, 0 to 1, as the source says.
    score: f32,
}

edge_columns! {
    /// What is known about an affiliation.
    columns AffiliatedEdges, edge AffiliatedEdge;

    /// First year it is known for; 0 where unknown.
    first_year: i16,
    /// Last year it is known for; 0 where unknown.
    last_year: i16,
    /// On how many of the person's bylines it stands.
    works: u32,
}

edge_columns! {
    /// What is known about an institution's person.
    columns MembersEdges, edge MembersEdge;

    /// On how many of the person's bylines the institution stands.
    works: u32,
}

edge_columns! {
    /// What two people share. Works above the author limit are left out.
    columns CollaboratesEdges, edge CollaboratesEdge;

    /// Shared works.
    shared_works: u32,
    /// Newman's strength: the sum over shared works of 1/(n−1), n being the people on the work.
    strength: f32,
    /// Shared works of at most 50 people.
    shared_works_50: u32,
    /// Strength over shared works of at most 50 people.
    strength_50: f32,
}

/// Position in [`RawAffiliations`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(transparent)]
pub struct RawAffiliationId(pub u32);

impl Value for RawAffiliationId {
    const PRIMITIVE: Primitive = Primitive::U32;
}

impl Target for RawAffiliationId {
    fn position(self) -> usize {
        self.0 as usize
    }
}

/// Position in [`Terms`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(transparent)]
pub struct TermId(pub u32);

impl Value for TermId {
    const PRIMITIVE: Primitive = Primitive::U32;
}

impl Target for TermId {
    fn position(self) -> usize {
        self.0 as usize
    }
}

/// Names on bylines that are nobody's, because the source gives them no id.
#[derive(Clone, Debug, Default)]
pub struct UnnamedAuthors {
    pub(crate) offsets: Offsets,
    pub(crate) position: Numbers<u16>,
    pub(crate) name: Text,
    patch: Patch,
}

impl UnnamedAuthors {
    pub(crate) fn new(offsets: Offsets, position: Numbers<u16>, name: Text) -> Self {
        Self { offsets, position, name, patch: Patch::default() }
    }

    fn range(&self, row: usize) -> std::ops::Range<usize> {
        self.patch.range(&self.offsets, row, self.name.stored_rows())
    }

    /// Place and name of everybody without an id on the byline of the work in `row`.
    pub fn at(&self, row: usize) -> impl ExactSizeIterator<Item = (u16, &str)> {
        self.range(row).map(|at| (self.position.at(at), self.name.at(at)))
    }

    /// How many stand on the byline of the work in `row`.
    #[must_use]
    pub fn count(&self, row: usize) -> usize {
        self.range(row).len()
    }

    /// The same with other names on some bylines.
    pub(crate) fn with_rows(&self, rows: &[(usize, Vec<(u16, String)>)]) -> Self {
        let mut with = self.clone();
        if rows.is_empty() {
            return with;
        }
        let first = self.name.len();
        let names = || rows.iter().flat_map(|(_, names)| names);
        with.position.push(first, names().map(|&(position, _)| position).collect());
        with.name.extend(first, &names().map(|(_, name)| name).collect());
        let lengths = rows.iter().map(|(row, names)| (*row, names.len()));
        with.patch.replace(&self.offsets, self.name.stored_rows(), end_to_end(first, lengths), &Order::default());
        with
    }

    fn column_ref(&self) -> ColumnRef<'_> {
        let fields = vec![("position", self.position.column_ref()), ("name", ColumnRef::Text(&self.name))];
        ColumnRef::List(&self.offsets, fields)
    }
}

#[cfg(feature = "snapshot")]
impl crate::column::ReadColumn for UnnamedAuthors {
    fn read(reader: &mut crate::snapshot::ColumnReader<'_>) -> Result<Self, crate::snapshot::SnapshotError> {
        Ok(Self::new(reader.offsets()?, reader.field("position")?, reader.field("name")?))
    }
}

/// Declares a table of relations: one row per node (or edge) that they start from, one column per relation.
macro_rules! relation_table {
    (
        $(#[$doc:meta])*
        table $name:literal;
        pub struct $table:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $table { $($(#[$field_doc])* pub $field: $type,)* }

        impl Table for $table {
            const NAME: &'static str = $name;

            fn columns(&self) -> Vec<(&'static str, ColumnRef<'_>)> {
                vec![$((stringify!($field), self.$field.column_ref()),)*]
            }
        }

        #[cfg(feature = "snapshot")]
        impl crate::snapshot::ReadTable for $table {
            fn read(reader: &mut crate::snapshot::TableReader<'_>) -> Result<Self, crate::snapshot::SnapshotError> {
                Ok(Self { $($field: reader.column(stringify!($field))?,)* })
            }
        }
    };
}

relation_table! {
    /// Relations that start from a work, a row per work.
    table "work_relations";
    pub struct WorkRelations {
        /// `authored`: the people on the byline.
        authors: Adjacency<PersonId, AuthoredEdges>,
        /// Names on the byline that are nobody's.
        unnamed_authors: UnnamedAuthors,
        /// `about`: its topics.
        topics: Adjacency<TopicId, AboutEdges>,
        /// `produced`: the institutions on its byline.
        institutions: Adjacency<InstitutionId>,
        /// `cites`: the works it refers to.
        references: Adjacency<WorkId>,
        /// `cites`, from the other end: the works that refer to it.
        cited_by: Adjacency<WorkId>,
        /// Where it appeared.
        source: Numbers<SourceId>,
        /// The words of its title and pairs of them: rows of [`Terms`].
        terms: Adjacency<TermId>,
    }
}

impl WorkRelations {
    /// Asks for the bounds of what a work names: people, topics, institutions, references.
    #[inline]
    pub(crate) fn prefetch_bounds(&self, work: WorkId) {
        let row = work.0 as usize;
        self.authors.prefetch_bounds(row);
        self.topics.prefetch_bounds(row);
        self.institutions.prefetch_bounds(row);
        self.references.prefetch_bounds(row);
    }

    /// Asks for what a work names, the bounds of which should have been asked for before.
    #[inline]
    pub(crate) fn prefetch_rows(&self, work: WorkId) {
        let row = work.0 as usize;
        self.authors.prefetch_row(row);
        self.topics.prefetch_row(row);
        self.institutions.prefetch_row(row);
        self.references.prefetch_row(row);
    }
}

relation_table! {
    /// What bylines say beside the person, a row per edge of [`WorkRelations::authors`].
    table "bylines";
    pub struct Bylines {
        /// The institutions the person gives on this work.
        institutions: Adjacency<InstitutionId>,
        /// The affiliations as printed: rows of [`RawAffiliations`].
        raw_affiliations: Adjacency<RawAffiliationId>,
    }
}

relation_table! {
    /// Affiliations as printed on bylines, distinct and ascending.
    table "raw_affiliations";
    pub struct RawAffiliations {
        /// The text.
        text: Text,
    }
}

relation_table! {
    /// What titles say: words, and pairs of words that follow one another, distinct and ascending.
    ///
    /// English stop words are left out, and so is what stands in one title alone, or in more than 5 % of them and
    /// in more than 20. Folded as [`Words`](crate::text::Words) folds.
    table "terms";
    pub struct Terms {
        /// The word, or two with a space between.
        text: Text,
        /// The works in whose titles it stands.
        works: Adjacency<WorkId>,
    }
}

relation_table! {
    /// Relations that start from a person, a row per person.
    table "person_relations";
    pub struct PersonRelations {
        /// `authored`: the works.
        works: Adjacency<WorkId>,
        /// `affiliated`: the institutions.
        institutions: Adjacency<InstitutionId, AffiliatedEdges>,
        /// `collaborates`: people they share a work with; every pair stands here twice, once from each end.
        collaborators: Adjacency<PersonId, CollaboratesEdges>,
        /// Connected component over all works, whatever their number of authors; the largest is 0.
        component: Numbers<u32>,
        /// Community ([`Graph::community_of`](crate::Graph::community_of)); `u32::MAX` for none.
        community: Numbers<u32>,
    }
}

impl PersonRelations {
    /// Asks for the bounds of somebody's institutions and collaborators.
    #[inline]
    pub(crate) fn prefetch_bounds(&self, person: PersonId) {
        let row = person.0 as usize;
        self.institutions.prefetch_bounds(row);
        self.collaborators.prefetch_bounds(row);
    }

    /// Asks for somebody's institutions and collaborators, the bounds of which should have been asked for before.
    #[inline]
    pub(crate) fn prefetch_rows(&self, person: PersonId) {
        let row = person.0 as usize;
        self.institutions.prefetch_row(row);
        self.collaborators.prefetch_row(row);
    }
}

relation_table! {
    /// Relations that start from a topic, a row per topic.
    table "topic_relations";
    pub struct TopicRelations {
        /// `about`: the works.
        works: Adjacency<WorkId>,
    }
}

relation_table! {
    /// Relations that start from an institution, a row per institution.
    table "institution_relations";
    pub struct InstitutionRelations {
        /// `produced`: the works.
        works: Adjacency<WorkId>,
        /// `affiliated`: the people.
        people: Adjacency<PersonId, MembersEdges>,
        /// `part_of`: the institutions it belongs to.
        parents: Adjacency<InstitutionId>,
        /// `part_of`, from the other end: the institutions that belong to it.
        children: Adjacency<InstitutionId>,
    }
}

impl InstitutionRelations {
    /// Asks for the bounds of everything an institution is related to.
    #[inline]
    pub(crate) fn prefetch_bounds(&self, row: usize) {
        self.works.prefetch_bounds(row);
        self.people.prefetch_bounds(row);
        self.parents.prefetch_bounds(row);
        self.children.prefetch_bounds(row);
    }

    /// Asks for everything an institution is related to, the bounds of which should have been asked for before.
    #[inline]
    pub(crate) fn prefetch_rows(&self, row: usize) {
        self.works.prefetch_row(row);
        self.people.prefetch_row(row);
        self.parents.prefetch_row(row);
        self.children.prefetch_row(row);
    }
}
