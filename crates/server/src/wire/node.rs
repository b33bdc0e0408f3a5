//! Any node: its attributes and its closest neighbours.

use scholargraph::{
    DenseId, Graph, InstitutionId, Neighbourhood, PersonId, TopicId, WorkId,
    model::{byline as flag_of_byline, flag},
};
use serde::Serialize;

use super::{
    Ids, Named, Neighbours, Provenance,
    byline::{self, Entry, Who},
    stated,
};

/// A node with its attributes and its closest neighbours.
#[derive(Debug, Serialize)]
pub struct Node<'g> {
    /// Its kind.
    pub kind: &'static str,
    /// Its id.
    pub id: &'g str,
    /// Its name or title, as its source has it.
    pub label: &'g str,
    /// What is known about it.
    pub attributes: Attributes<'g>,
    /// The ids that were merged into its own.
    pub merged: Vec<Merged<'g>>,
    /// Who says so, where the graph is of several sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance<'g>>,
    /// What is next to it.
    pub neighbours: Neighbours<'g>,
}

/// An id that leads to a node.
#[derive(Debug, Serialize)]
pub struct Merged<'g> {
    /// The id, or the source key of one that had none.
    pub id: &'g str,
    /// Why it is the same: `source` for what a source itself says, the name of an identifier that both have, or of a rule.
    pub reason: Option<&'g str>,
}

/// What is known about a node of one kind.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Attributes<'g> {
    /// About a work.
    Work(Box<WorkAttributes<'g>>),
    /// About a person.
    Person(PersonAttributes<'g>),
    /// About a topic.
    Topic(TopicAttributes<'g>),
    /// About an institution.
    Institution(InstitutionAttributes<'g>),
}

/// What is known about a work.
#[derive(Debug, Serialize)]
pub struct WorkAttributes<'g> {
    /// `article`, `preprint`, `book` … in the source's words.
    pub r#type: Option<&'g str>,
    /// When it was published.
    pub year: Option<i16>,
    /// The day, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Language, ISO 639-1 as far as the source follows it.
    pub language: Option<&'g str>,
    /// Where it appeared.
    pub source: Option<SourceAttributes<'g>>,
    /// Its abstract.
    pub r#abstract: Option<String>,
    /// Its identifiers elsewhere.
    pub ids: Ids<'g>,
    /// Where to read it without paying.
    pub open_access: OpenAccess<'g>,
    /// Was it retracted?
    pub retracted: bool,
    /// Is it matter around works: a cover, a table of contents?
    pub paratext: bool,
    /// Citations according to the source.
    pub cited_by: u32,
    /// References according to the source.
    pub references_count: u32,
    /// Names on the byline, listed or not.
    pub authors_count: usize,
    /// The beginning of the byline, in order.
    pub byline: Vec<Place<'g>>,
}

/// Where works appear.
#[derive(Debug, Serialize)]
pub struct SourceAttributes<'g> {
    /// Its name.
    pub label: Option<&'g str>,
    /// `journal`, `conference`, `repository` … in the source's words.
    pub r#type: Option<&'g str>,
    /// Linking ISSN.
    pub issn_l: Option<&'g str>,
    /// Who publishes it.
    pub publisher: Option<&'g str>,
}

/// Whether and where a work may be read without paying.
#[derive(Debug, Serialize)]
pub struct OpenAccess<'g> {
    /// May it?
    pub is_open: bool,
    /// `diamond`, `gold`, `green`, `hybrid`, `bronze`, `closed`.
    pub status: Option<&'g str>,
    /// Where.
    pub url: Option<&'g str>,
}

/// A place on a byline.
#[derive(Debug, Serialize)]
pub struct Place<'g> {
    /// Place, from 0.
    pub position: u16,
    /// The person's id; `null` where the source knows only a name.
    pub id: Option<&'g str>,
    /// The name.
    pub label: &'g str,
    /// Is this a corresponding author?
    pub corresponding: bool,
    /// The institutions given here.
    pub institutions: Vec<Named<'g>>,
    /// The affiliations as printed.
    pub raw_affiliations: Vec<&'g str>,
}

/// What is known about a person.
#[derive(Debug, Serialize)]
pub struct PersonAttributes<'g> {
    /// Other forms of the name.
    pub other_names: Vec<&'g str>,
    /// ORCID iD.
    pub orcid: Option<&'g str>,
    /// Scopus author identifier.
    pub scopus: Option<&'g str>,
    /// May the name be that of several people, so that who is who was told from bylines and titles?
    pub ambiguous_name: bool,
    /// Works in the graph.
    pub works_count: usize,
    /// Citations of their works according to the source.
    pub cited_by: u32,
}

/// A level above topics.
#[derive(Debug, Serialize)]
pub struct Level<'g> {
    /// Its id in the source.
    pub id: Option<&'g str>,
    /// Its name.
    pub label: &'g str,
}

/// What is known about a topic.
#[derive(Debug, Serialize)]
pub struct TopicAttributes<'g> {
    /// A sentence on what belongs to it.
    pub description: Option<&'g str>,
    /// Words that go with it.
    pub keywords: Vec<&'g str>,
    /// Its subfield.
    pub subfield: Option<Level<'g>>,
    /// The field of the subfield.
    pub field: Option<Level<'g>>,
    /// The domain of the field.
    pub domain: Option<Level<'g>>,
    /// Wikipedia page.
    pub wikipedia: Option<&'g str>,
    /// `titles` or `titles-and-abstracts` for a topic that no record names: a phrase of these.
    pub derived_from: Option<&'g str>,
    /// Works in the graph.
    pub works_count: usize,
}

/// What is known about an institution.
#[derive(Debug, Serialize)]
pub struct InstitutionAttributes<'g> {
    /// Acronyms and other names.
    pub other_names: Vec<&'g str>,
    /// ROR identifier.
    pub ror: Option<&'g str>,
    /// `education`, `healthcare`, `company` … in the source's words.
    pub r#type: Option<&'g str>,
    /// What else it is, in the same words.
    pub other_types: Vec<&'g str>,
    /// Country, ISO 3166-1 alpha-2.
    pub country: Option<&'g str>,
    /// City.
    pub city: Option<&'g str>,
    /// Home page.
    pub homepage: Option<&'g str>,
    /// Domains of its addresses on the web and in mail.
    pub domains: Vec<&'g str>,
    /// The year in which it was founded.
    pub established: Option<i16>,
    /// `active`, `inactive` or `withdrawn`.
    pub status: Option<&'g str>,
    /// Is it a system of institutions, too large to count as a shared workplace?
    pub super_system: bool,
    /// Works in the graph.
    pub works_count: usize,
    /// Citations of its works according to the source.
    pub cited_by: u32,
}

impl<'g> Node<'g> {
    /// Describes a node with at most `limit` neighbours of each sort, and as many places of a byline.
    #[must_use]
    pub fn new(graph: &'g Graph, node: scholargraph::Node, limit: usize) -> Self {
        use scholargraph::Node as N;
        let Named { id, label } = Named::new(graph, node);
        let attributes = match node {
            N::Work(work) => Attributes::Work(Box::new(WorkAttributes::new(graph, work, limit))),
            N::Person(person) => Attributes::Person(PersonAttributes::new(graph, person)),
            N::Topic(topic) => Attributes::Topic(TopicAttributes::new(graph, topic)),
            N::Institution(institution) => Attributes::Institution(InstitutionAttributes::new(graph, institution)),
        };
        let neighbours = Neighbours::new(graph, &Neighbourhood::of(graph, node, limit));
        let merged = graph.merged_into(node).take(limit);
        let merged = merged.map(|alias| Merged { id: alias.id, reason: stated(alias.reason) }).collect();
        let provenance = Provenance::new(graph, node);
        Self { kind: node.kind().name(), id, label, attributes, merged, provenance, neighbours }
    }
}

impl<'g> WorkAttributes<'g> {
    /// Describes `work` with at most `limit` places of its byline.
    #[must_use]
    pub fn new(graph: &'g Graph, work: WorkId, limit: usize) -> Self {
        let row = work.index();
        let works = graph.works();
        let (byline, authors_count) = byline::first(graph, work, limit);
        Self {
            r#type: stated(works.work_type.at(row)),
            year: graph.year(work),
            date: date(works.date.at(row)),
            language: stated(works.language.at(row)),
            source: graph.source(work).map(|source| SourceAttributes::new(graph, source)),
            r#abstract: graph.abstract_text(work),
            ids: Ids::new(graph, work),
            open_access: OpenAccess {
                is_open: graph.is_open_access(work),
                status: stated(works.open_access.at(row)),
                url: stated(works.open_access_url.at(row)),
            },
            retracted: graph.has_flag(work, flag::RETRACTED),
            paratext: graph.has_flag(work, flag::PARATEXT),
            cited_by: works.cited_by_count.at(row),
            references_count: works.reference_count.at(row),
            authors_count,
            byline: byline.into_iter().map(|entry| Place::new(graph, entry)).collect(),
        }
    }
}

/// The number `YYYYMMDD` as text.
fn date(number: u32) -> Option<String> {
    (number != 0).then(|| format!("{:04}-{:02}-{:02}", number / 10_000, number / 100 % 100, number % 100))
}

impl<'g> SourceAttributes<'g> {
    fn new(graph: &'g Graph, row: usize) -> Self {
        let sources = graph.sources();
        Self {
            label: stated(sources.name.at(row)),
            r#type: stated(sources.source_type.at(row)),
            issn_l: stated(sources.issn_l.at(row)),
            publisher: stated(sources.publisher.at(row)),
        }
    }
}

impl<'g> Place<'g> {
    fn new(graph: &'g Graph, entry: Entry<'g>) -> Self {
        match entry.who {
            Who::Person(person, edge) => Self::of(graph, entry.position, person, edge),
            Who::Name(label) => Self {
                position: entry.position,
                id: None,
                label,
                corresponding: false,
                institutions: Vec::new(),
                raw_affiliations: Vec::new(),
            },
        }
    }

    /// The place of a person, behind an edge of `authored`.
    fn of(graph: &'g Graph, position: u16, person: PersonId, edge: usize) -> Self {
        let flags = graph.work_relations().authors.edges.flags.at(edge);
        let institutions = graph.bylines().institutions.row(edge).iter();
        let raw_affiliations = graph.bylines().raw_affiliations.row(edge).iter();
        Self {
            position,
            id: Some(graph.id(person)),
            label: graph.label(person),
            corresponding: flags & flag_of_byline::CORRESPONDING != 0,
            institutions: institutions.map(|&institution| Named::new(graph, institution)).collect(),
            raw_affiliations: raw_affiliations.map(|raw| graph.raw_affiliations().text.at(raw.0 as usize)).collect(),
        }
    }
}

impl<'g> PersonAttributes<'g> {
    fn new(graph: &'g Graph, person: PersonId) -> Self {
        let row = person.index();
        let people = graph.people();
        Self {
            other_names: people.other_names.at(row).collect(),
            orcid: stated(people.orcid.at(row)),
            scopus: stated(people.scopus.at(row)),
            ambiguous_name: people.ambiguous_name.at(row) != 0,
            works_count: graph.works_of(person).len(),
            cited_by: people.cited_by_count.at(row),
        }
    }
}

impl<'g> TopicAttributes<'g> {
    /// Describes `topic`.
    #[must_use]
    pub fn new(graph: &'g Graph, topic: TopicId) -> Self {
        let row = topic.index();
        let topics = graph.topics();
        let level = |id: &'g str, label: &'g str| stated(label).map(|label| Level { id: stated(id), label });
        Self {
            description: stated(topics.description.at(row)),
            keywords: topics.keywords.at(row).collect(),
            subfield: level(topics.subfield_id.at(row), topics.subfield.at(row)),
            field: level(topics.field_id.at(row), topics.field.at(row)),
            domain: level(topics.domain_id.at(row), topics.domain.at(row)),
            wikipedia: stated(topics.wikipedia.at(row)),
            derived_from: stated(topics.derived_from.at(row)),
            works_count: graph.topic_relations().works.degree(row),
        }
    }
}

impl<'g> InstitutionAttributes<'g> {
    /// Describes `institution`.
    #[must_use]
    pub fn new(graph: &'g Graph, institution: InstitutionId) -> Self {
        let row = institution.index();
        let institutions = graph.institutions();
        Self {
            other_names: institutions.other_names.at(row).collect(),
            ror: stated(institutions.ror.at(row)),
            r#type: stated(institutions.institution_type.at(row)),
            other_types: institutions.other_types.at(row).collect(),
            country: stated(institutions.country.at(row)),
            city: stated(institutions.city.at(row)),
            homepage: stated(institutions.homepage.at(row)),
            domains: institutions.domains.at(row).collect(),
            established: Some(institutions.established.at(row)).filter(|&year| year != 0),
            status: stated(institutions.status.at(row)),
            super_system: institutions.super_system.at(row) != 0,
            works_count: graph.institution_relations().works.degree(row),
            cited_by: institutions.cited_by_count.at(row),
        }
    }
}
