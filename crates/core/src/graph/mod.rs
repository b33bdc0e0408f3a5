//! The graph: columns and relations, immutable, shared by all threads.

mod aliases;
mod check;
mod identity;
mod lookup;
mod meta;
mod neighbours;
mod numbered;
mod overlay;
mod provenance;
mod resolve;

use std::sync::Arc;

pub use aliases::{Alias, Aliases};
pub use check::{Defect, Flaw};
pub(crate) use identity::snapshot_id;
pub(crate) use lookup::LookupRow;
pub use lookup::{Lookup, Lookups};
pub use meta::Meta;
pub use neighbours::Neighbour;
pub(crate) use neighbours::NeighbourRow;
pub(crate) use numbered::{Numbered, number, place};
pub(crate) use overlay::{Changed, Overlay};
pub use provenance::{Provenance, Said};
pub use resolve::{NotFound, Resolved};

use crate::{
    column::{Abstracts, ColumnRef},
    id::{DenseId, InstitutionId, Kind, Node, PersonId, TopicId, WorkId},
    model::{
        Bylines, InstitutionRelations, Institutions, People, PersonRelations, RawAffiliations, SourceId, Sources,
        Table, TermId, Terms, TopicRelations, Topics, WorkRelations, Works, flag,
    },
};

/// Everything a graph holds; without [changes](crate::Changes), what a snapshot stores.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    pub(crate) works: Works,
    pub(crate) people: People,
    pub(crate) topics: Topics,
    pub(crate) institutions: Institutions,
    pub(crate) sources: Sources,
    pub(crate) work_relations: WorkRelations,
    pub(crate) bylines: Bylines,
    pub(crate) raw_affiliations: RawAffiliations,
    pub(crate) terms: Terms,
    pub(crate) person_relations: PersonRelations,
    pub(crate) topic_relations: TopicRelations,
    pub(crate) institution_relations: InstitutionRelations,
    pub(crate) abstracts: Abstracts,
    pub(crate) aliases: Aliases,
    pub(crate) lookups: Lookups,
    pub(crate) provenance: Provenance,
    pub(crate) meta: Meta,
    pub(crate) overlay: Overlay,
}

impl Tables {
    /// How many nodes of `kind` there are.
    pub(crate) fn count(&self, kind: Kind) -> usize {
        self.bound(kind) - self.overlay.hidden(kind).len()
    }

    /// One more than the largest dense id of `kind`.
    pub(crate) fn bound(&self, kind: Kind) -> usize {
        match kind {
            Kind::Work => self.works.len(),
            Kind::Person => self.people.len(),
            Kind::Topic => self.topics.len(),
            Kind::Institution => self.institutions.len(),
        }
    }

    /// The stable id of a node.
    pub(crate) fn id(&self, node: Node) -> &str {
        match node {
            Node::Work(id) => self.works.id.at(id.index()),
            Node::Person(id) => self.people.id.at(id.index()),
            Node::Topic(id) => self.topics.id.at(id.index()),
            Node::Institution(id) => self.institutions.id.at(id.index()),
        }
    }

    /// Calls `visit` with every table, in the order in which they are stored, [changes](crate::Changes) left out.
    pub fn for_each<'a>(&'a self, mut visit: impl FnMut(&'static str, Vec<(&'static str, ColumnRef<'a>)>)) {
        fn one<'a, T: Table>(table: &'a T, visit: &mut impl FnMut(&'static str, Vec<(&'static str, ColumnRef<'a>)>)) {
            visit(T::NAME, table.columns());
        }
        one(&self.works, &mut visit);
        one(&self.people, &mut visit);
        one(&self.topics, &mut visit);
        one(&self.institutions, &mut visit);
        one(&self.sources, &mut visit);
        one(&self.work_relations, &mut visit);
        one(&self.bylines, &mut visit);
        one(&self.raw_affiliations, &mut visit);
        one(&self.terms, &mut visit);
        one(&self.person_relations, &mut visit);
        one(&self.topic_relations, &mut visit);
        one(&self.institution_relations, &mut visit);
        one(&self.abstracts, &mut visit);
        one(&self.aliases, &mut visit);
        one(&self.lookups, &mut visit);
        one(&self.provenance, &mut visit);
    }
}

/// The first of `length` positions that is not `before`, all of which come first.
fn partition_point(length: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, length);
    while low < high {
        let middle = usize::midpoint(low, high);
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// An immutable research graph of works, people, topics and institutions.
///
/// Cheap to clone and shared by all threads without a lock.
#[derive(Clone, Debug)]
pub struct Graph(Arc<Tables>);

impl Graph {
    pub(crate) fn new(tables: Tables) -> Self {
        Self(Arc::new(tables))
    }

    /// Every table, for whoever stores or counts them.
    #[must_use]
    pub fn tables(&self) -> &Tables {
        &self.0
    }

    /// Facts about the whole graph.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.0.meta
    }

    /// Attributes of works.
    #[inline]
    #[must_use]
    pub fn works(&self) -> &Works {
        &self.0.works
    }

    /// Attributes of people.
    #[inline]
    #[must_use]
    pub fn people(&self) -> &People {
        &self.0.people
    }

    /// Attributes of topics.
    #[inline]
    #[must_use]
    pub fn topics(&self) -> &Topics {
        &self.0.topics
    }

    /// Attributes of institutions.
    #[inline]
    #[must_use]
    pub fn institutions(&self) -> &Institutions {
        &self.0.institutions
    }

    /// Attributes of the sources in which works appear.
    #[inline]
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.0.sources
    }

    /// Relations that start from a work.
    #[inline]
    #[must_use]
    pub fn work_relations(&self) -> &WorkRelations {
        &self.0.work_relations
    }

    /// What bylines say beside the person.
    #[inline]
    #[must_use]
    pub fn bylines(&self) -> &Bylines {
        &self.0.bylines
    }

    /// Affiliations as printed.
    #[inline]
    #[must_use]
    pub fn raw_affiliations(&self) -> &RawAffiliations {
        &self.0.raw_affiliations
    }

    /// What titles say: words, and pairs of them.
    #[inline]
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.0.terms
    }

    /// Relations that start from a person.
    #[inline]
    #[must_use]
    pub fn person_relations(&self) -> &PersonRelations {
        &self.0.person_relations
    }

    /// Relations that start from a topic.
    #[inline]
    #[must_use]
    pub fn topic_relations(&self) -> &TopicRelations {
        &self.0.topic_relations
    }

    /// Relations that start from an institution.
    #[inline]
    #[must_use]
    pub fn institution_relations(&self) -> &InstitutionRelations {
        &self.0.institution_relations
    }

    /// Ids that were merged into others.
    #[inline]
    #[must_use]
    pub fn aliases(&self) -> &Aliases {
        &self.0.aliases
    }

    /// What which source says of `node`, where there are several sources. O(log n + their number).
    pub fn provenance(&self, node: impl Into<Node>) -> impl Iterator<Item = Said<'_>> {
        self.0.provenance.of(node.into())
    }

    /// The ids that were merged into that of `node`, ascending. O(log n + their number).
    pub fn merged_into(&self, node: impl Into<Node>) -> impl Iterator<Item = Alias<'_>> {
        self.0.aliases.of(node.into())
    }

    /// How many nodes of `kind` there are, hidden ones left out.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        self.0.count(kind)
    }

    /// One more than the largest dense id of `kind`: how long an array by dense id must be. What
    /// [`count`](Self::count) says, unless nodes are hidden.
    #[must_use]
    pub fn bound(&self, kind: Kind) -> usize {
        self.0.bound(kind)
    }

    /// Is there such a node, and is it not hidden?
    #[inline]
    #[must_use]
    pub fn contains(&self, node: impl Into<Node>) -> bool {
        let node = node.into();
        node.index() < self.bound(node.kind()) && !self.0.overlay.hides(node)
    }

    /// How many nodes there are, hidden ones left out.
    #[must_use]
    pub fn node_count(&self) -> usize {
        Kind::ALL.into_iter().map(|kind| self.count(kind)).sum()
    }

    /// How long an array over all nodes by dense id must be, kind after kind.
    pub(crate) fn node_bound(&self) -> usize {
        Kind::ALL.into_iter().map(|kind| self.bound(kind)).sum()
    }

    /// All nodes of one kind, hidden ones left out, by dense id.
    pub fn nodes<T: DenseId>(&self) -> impl ExactSizeIterator<Item = T> + Clone + use<'_, T> {
        Numbered::new(self.bound(T::KIND), self.0.overlay.hidden(T::KIND)).map(T::from_index)
    }

    /// What a node compares by so that nodes of one kind compare as their ids do: the tie-break of every ranking.
    #[inline]
    pub(crate) fn order_of(&self, node: Node) -> u64 {
        self.0.overlay.order(node.kind()).key(node.index())
    }

    /// The hidden nodes of `kind`, ascending.
    #[inline]
    pub(crate) fn hidden(&self, kind: Kind) -> &[u32] {
        self.0.overlay.hidden(kind)
    }

    /// Is this a graph with [changes](crate::Changes)?
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.0.overlay.changed().is_some()
    }

    /// The snapshot id of the graph before all [changes](crate::Changes), by which what was derived from it, such
    /// as a search index, is known; that of [`meta`](Self::meta) where there are none.
    #[must_use]
    pub fn base_id(&self) -> &str {
        self.0.overlay.changed().map_or(&self.meta().id, |changed| &changed.base)
    }

    /// The people who have other names than before all [changes](crate::Changes), ascending.
    #[must_use]
    pub fn renamed(&self) -> &[PersonId] {
        self.0.overlay.changed().map_or(&[], |changed| &changed.renamed)
    }

    /// The stable id of a node, unique within its kind.
    #[must_use]
    pub fn id(&self, node: impl Into<Node>) -> &str {
        self.0.id(node.into())
    }

    /// The key of a node, `kind:id`, unique in the graph.
    #[must_use]
    pub fn key(&self, node: impl Into<Node>) -> String {
        let node = node.into();
        format!("{}:{}", node.kind(), self.id(node))
    }

    /// The name or title of a node, as its source has it.
    #[must_use]
    pub fn label(&self, node: impl Into<Node>) -> &str {
        match node.into() {
            Node::Work(id) => self.works().title.at(id.index()),
            Node::Person(id) => self.people().name.at(id.index()),
            Node::Topic(id) => self.topics().name.at(id.index()),
            Node::Institution(id) => self.institutions().name.at(id.index()),
        }
    }

    /// The people on a work, each once, ascending.
    #[inline]
    #[must_use]
    pub fn authors(&self, work: WorkId) -> &[PersonId] {
        self.work_relations().authors.row(work.index())
    }

    /// The people on a work in the order of its byline, with their places.
    #[must_use]
    pub fn byline(&self, work: WorkId) -> Vec<(u16, PersonId)> {
        let authors = &self.work_relations().authors;
        let range = authors.edges_of(work.index());
        let positions = authors.edges.position.slice(range);
        let mut byline: Vec<_> = positions.iter().copied().zip(self.authors(work).iter().copied()).collect();
        byline.sort_unstable();
        byline
    }

    /// The works of a person, ascending.
    #[inline]
    #[must_use]
    pub fn works_of(&self, person: PersonId) -> &[WorkId] {
        self.person_relations().works.row(person.index())
    }

    /// Does a person give an institution on the byline of a work? O(log authors + log institutions).
    #[must_use]
    pub fn gives(&self, work: WorkId, person: PersonId, institution: InstitutionId) -> bool {
        let place = self.work_relations().authors.find(work.index(), person);
        place.is_some_and(|place| self.bylines().institutions.find(place, institution).is_some())
    }

    /// The topics of a work, ascending.
    #[inline]
    #[must_use]
    pub fn topics_of(&self, work: WorkId) -> &[TopicId] {
        self.work_relations().topics.row(work.index())
    }

    /// The words of a work's title that say what it is about, and pairs of them, ascending: rows of
    /// [`terms`](Self::terms).
    #[inline]
    #[must_use]
    pub fn terms_of(&self, work: WorkId) -> &[TermId] {
        self.work_relations().terms.row(work.index())
    }

    /// The institutions on a work's byline, ascending.
    #[inline]
    #[must_use]
    pub fn institutions_of(&self, work: WorkId) -> &[InstitutionId] {
        self.work_relations().institutions.row(work.index())
    }

    /// The works a work refers to, ascending.
    #[inline]
    #[must_use]
    pub fn references(&self, work: WorkId) -> &[WorkId] {
        self.work_relations().references.row(work.index())
    }

    /// The works that refer to a work, ascending.
    #[inline]
    #[must_use]
    pub fn cited_by(&self, work: WorkId) -> &[WorkId] {
        self.work_relations().cited_by.row(work.index())
    }

    /// Year of publication, where known.
    #[inline]
    #[must_use]
    pub fn year(&self, work: WorkId) -> Option<i16> {
        Some(self.works().year.at(work.index())).filter(|&year| year != 0)
    }

    /// Does a work have this [`flag`]?
    #[must_use]
    pub fn has_flag(&self, work: WorkId, flag: u8) -> bool {
        self.works().flags.at(work.index()) & flag != 0
    }

    /// May somebody read the work without paying?
    #[must_use]
    pub fn is_open_access(&self, work: WorkId) -> bool {
        self.has_flag(work, flag::OPEN_ACCESS)
    }

    /// Where a work appeared: a row of [`sources`](Self::sources).
    #[must_use]
    pub fn source(&self, work: WorkId) -> Option<usize> {
        let source: SourceId = self.work_relations().source.at(work.index());
        source.row().filter(|&row| row < self.sources().len())
    }

    /// The abstract of a work, decompressed on demand (some ten microseconds).
    #[must_use]
    pub fn abstract_text(&self, work: WorkId) -> Option<String> {
        self.0.abstracts.at(work.index())
    }
}
