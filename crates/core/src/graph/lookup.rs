//! Finding nodes by external identifiers: rows sorted by the identifier, searched by halves.

use crate::{
    column::{ColumnRef, Primitive, Value},
    id::{Kind, Node},
    model::{Adjacency, Table, Target},
};

use super::Tables;

/// An identifier by which nodes can be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Lookup {
    /// Digital object identifier of a work.
    Doi,
    /// arXiv identifier of a work.
    Arxiv,
    /// PubMed identifier of a work.
    Pmid,
    /// PubMed Central identifier of a work.
    Pmcid,
    /// ACL Anthology identifier of a work.
    Acl,
    /// ORCID iD of a person.
    Orcid,
    /// ROR identifier of an institution.
    Ror,
    /// Ids of works whose letters have no single case.
    WorkId,
    /// Ids of people whose letters have no single case.
    PersonId,
    /// Ids of topics whose letters have no single case.
    TopicId,
    /// Ids of institutions whose letters have no single case.
    InstitutionId,
    /// Source keys of works that their source names rather than numbers.
    WorkName,
    /// Source keys of people that their source names rather than numbers.
    PersonName,
    /// Source keys of topics that their source names rather than numbers.
    TopicName,
    /// Source keys of institutions that their source names rather than numbers.
    InstitutionName,
}

impl Lookup {
    /// All of them, in the order in which they are stored.
    pub const ALL: [Self; 15] = [
        Self::Doi,
        Self::Arxiv,
        Self::Pmid,
        Self::Pmcid,
        Self::Acl,
        Self::Orcid,
        Self::Ror,
        Self::WorkId,
        Self::PersonId,
        Self::TopicId,
        Self::InstitutionId,
        Self::WorkName,
        Self::PersonName,
        Self::TopicName,
        Self::InstitutionName,
    ];

    /// The kind of node it finds.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Doi | Self::Arxiv | Self::Pmid | Self::Pmcid | Self::Acl | Self::WorkId | Self::WorkName => {
                Kind::Work
            }
            Self::Orcid | Self::PersonId | Self::PersonName => Kind::Person,
            Self::TopicId | Self::TopicName => Kind::Topic,
            Self::Ror | Self::InstitutionId | Self::InstitutionName => Kind::Institution,
        }
    }

    /// The look-up of ids of `kind` whose letters have no single case.
    pub(crate) const fn mixed_case(kind: Kind) -> Self {
        match kind {
            Kind::Work => Self::WorkId,
            Kind::Person => Self::PersonId,
            Kind::Topic => Self::TopicId,
            Kind::Institution => Self::InstitutionId,
        }
    }

    /// The look-up of source keys of `kind`.
    pub(crate) const fn source_key(kind: Kind) -> Self {
        match kind {
            Kind::Work => Self::WorkName,
            Kind::Person => Self::PersonName,
            Kind::Topic => Self::TopicName,
            Kind::Institution => Self::InstitutionName,
        }
    }

    /// The identifier of a node; empty where it has none.
    pub(crate) fn value(self, tables: &Tables, row: usize) -> std::borrow::Cow<'_, str> {
        match self {
            Self::Doi => tables.works.doi.at(row).into(),
            Self::Arxiv => tables.works.arxiv.at(row).into(),
            Self::Pmid => tables.works.pmid.at(row).into(),
            Self::Pmcid => tables.works.pmcid.at(row).into(),
            Self::Acl => tables.works.acl.at(row).into(),
            Self::Orcid => tables.people.orcid.at(row).into(),
            Self::Ror => tables.institutions.ror.at(row).into(),
            Self::WorkId => folded(tables.works.id.at(row)).into(),
            Self::PersonId => folded(tables.people.id.at(row)).into(),
            Self::TopicId => folded(tables.topics.id.at(row)).into(),
            Self::InstitutionId => folded(tables.institutions.id.at(row)).into(),
            Self::WorkName => tables.works.source_key.at(row).into(),
            Self::PersonName => tables.people.source_key.at(row).into(),
            Self::TopicName => tables.topics.source_key.at(row).into(),
            Self::InstitutionName => tables.institutions.source_key.at(row).into(),
        }
    }
}

/// The lower-case form of an id that neither its lower-case nor its upper-case form finds; empty for all others.
fn folded(id: &str) -> String {
    let lower = id.to_lowercase();
    if lower == id || id.to_uppercase() == id { String::new() } else { lower }
}

/// Position of a node in the table of its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(transparent)]
pub(crate) struct LookupRow(pub(crate) u32);

impl Value for LookupRow {
    const PRIMITIVE: Primitive = Primitive::U32;
}

impl Target for LookupRow {
    fn position(self) -> usize {
        self.0 as usize
    }
}

/// For every [`Lookup`], the nodes that have the identifier, ascending by it.
#[derive(Clone, Debug, Default)]
pub struct Lookups {
    pub(crate) rows: Adjacency<LookupRow>,
}

impl Lookups {
    /// The position of the first node whose identifier is `value` and that is not hidden. O(log n) string
    /// comparisons.
    pub(crate) fn find(tables: &Tables, lookup: Lookup, value: &str) -> Option<usize> {
        if value.is_empty() {
            return None;
        }
        let rows = tables.lookups.rows.row(lookup as usize);
        let at = rows.partition_point(|row| *lookup.value(tables, row.position()) < *value);
        let same =
            rows.get(at..)?.iter().map(|row| row.position()).take_while(|&row| lookup.value(tables, row) == value);
        { same }.find(|&row| !tables.overlay.hides(Node::new(lookup.kind(), row)))
    }
}

impl Table for Lookups {
    const NAME: &'static str = "lookups";

    fn columns(&self) -> Vec<(&'static str, ColumnRef<'_>)> {
        vec![("rows", self.rows.column_ref())]
    }
}

#[cfg(feature = "snapshot")]
impl crate::snapshot::ReadTable for Lookups {
    fn read(reader: &mut crate::snapshot::TableReader<'_>) -> Result<Self, crate::snapshot::SnapshotError> {
        Ok(Self { rows: reader.column("rows")? })
    }
}
