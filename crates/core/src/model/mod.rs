//! What the graph holds: the attributes of every kind of node, the relations between them, and the
//! records they are built from.

mod adjacency;
mod institutions;
mod order;
mod patch;
mod people;
mod record;
mod relations;
mod sources;
mod topics;
mod works;

pub(crate) use adjacency::Row;
pub use adjacency::{Adjacency, Target};
pub(crate) use institutions::InstitutionPart;
pub use institutions::{InstitutionAttributes, Institutions};
pub(crate) use order::Order;
pub(crate) use people::{MAX_NAMES, PersonPart};
pub use people::{People, PersonAttributes};
pub use record::{
    Authorship, InstitutionRecord, Key, PersonRecord, Related, SourceRecord, Standing, TopicRecord, WorkRecord,
};
pub use relations::{
    AboutEdge, AboutEdges, AffiliatedEdge, AffiliatedEdges, AuthoredEdge, AuthoredEdges, Bylines, CollaboratesEdge,
    CollaboratesEdges, InstitutionRelations, MembersEdge, MembersEdges, PersonRelations, RawAffiliationId,
    RawAffiliations, Relation, TermId, Terms, TopicRelations, UnnamedAuthors, WorkRelations, byline,
};
pub(crate) use sources::SourcePart;
pub use sources::{SourceAttributes, SourceId, Sources};
pub(crate) use topics::TopicPart;
pub use topics::{TopicAttributes, Topics};
pub(crate) use works::WorkPart;
pub use works::{WorkAttributes, Works, flag};

use crate::column::ColumnRef;

/// Named columns of equal length: what one file of a snapshot holds.
pub trait Table {
    /// The name of the table, and of its file.
    const NAME: &'static str;

    /// Every column with its name, in the order in which they are stored.
    fn columns(&self) -> Vec<(&'static str, ColumnRef<'_>)>;
}
