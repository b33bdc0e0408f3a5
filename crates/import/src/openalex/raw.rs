//! The records as they stand in JSON: what is read of them, in every generation.
//!
//! Nodes have a small form where other records mention them and a large one for their own records: most of what
//! is read are mentions.

use super::abstracts::InvertedIndex;
use crate::json::{Flag, List, Number, Text, object};

object! {
    pub(super) struct Work<'a> {
        id: Text<'a>,
        ids: WorkIds<'a>,
        doi: Text<'a>,
        title: Text<'a>,
        display_name: Text<'a>,
        publication_date: Text<'a>,
        publication_year: Number,
        language: Text<'a>,
        work_type = "type": Text<'a>,
        authorships: List<Authorship<'a>>,
        corresponding_author_ids: List<Text<'a>>,
        topics: List<MentionedTopic<'a>>,
        primary_topic: Option<MentionedTopic<'a>>,
        primary_location: Option<Location<'a>>,
        best_oa_location: Option<Location<'a>>,
        locations: List<Place<'a>>,
        /// Until 2023.
        host_venue: Option<Source<'a>>,
        open_access: OpenAccess<'a>,
        referenced_works: List<Text<'a>>,
        referenced_works_count: Number,
        abstract_inverted_index: InvertedIndex<'a>,
        cited_by_count: Number,
        is_retracted: Flag,
        is_paratext: Flag,
        is_xpac: Flag,
        updated_date: Text<'a>,
    }

    pub(super) struct WorkIds<'a> {
        openalex: Text<'a>,
        doi: Text<'a>,
        arxiv: Text<'a>,
        mag: Text<'a>,
        pmid: Text<'a>,
        pmcid: Text<'a>,
    }

    pub(super) struct Authorship<'a> {
        author: MentionedAuthor<'a>,
        institutions: List<MentionedInstitution<'a>>,
        is_corresponding: Flag,
        raw_author_name: Text<'a>,
        raw_orcid: Text<'a>,
        raw_affiliation_strings: List<Text<'a>>,
        /// Until 2024.
        raw_affiliation_string: Text<'a>,
        affiliations: List<PrintedAffiliation<'a>>,
    }

    pub(super) struct PrintedAffiliation<'a> {
        raw_affiliation_string: Text<'a>,
    }

    pub(super) struct Location<'a> {
        id: Text<'a>,
        is_oa: Flag,
        landing_page_url: Text<'a>,
        pdf_url: Text<'a>,
        source: Option<Source<'a>>,
    }

    /// A location, as far as it identifies the work.
    pub(super) struct Place<'a> {
        id: Text<'a>,
        landing_page_url: Text<'a>,
        pdf_url: Text<'a>,
    }

    pub(super) struct OpenAccess<'a> {
        is_oa: Flag,
        oa_status: Text<'a>,
        oa_url: Text<'a>,
    }

    /// A person on a byline.
    pub(super) struct MentionedAuthor<'a> {
        id: Text<'a>,
        display_name: Text<'a>,
        orcid: Text<'a>,
    }

    /// A person's own record.
    pub(super) struct Author<'a> {
        id: Text<'a>,
        ids: AuthorIds<'a>,
        display_name: Text<'a>,
        full_name: Text<'a>,
        display_name_alternatives: List<Text<'a>>,
        raw_author_names: List<Text<'a>>,
        orcid: Text<'a>,
        cited_by_count: Number,
        affiliations: List<Affiliation<'a>>,
        last_known_institutions: List<MentionedInstitution<'a>>,
        /// Until 2024.
        last_known_institution: Option<MentionedInstitution<'a>>,
        updated_date: Text<'a>,
    }

    pub(super) struct AuthorIds<'a> {
        openalex: Text<'a>,
        orcid: Text<'a>,
        scopus: Text<'a>,
    }

    pub(super) struct Affiliation<'a> {
        institution: MentionedInstitution<'a>,
        years: List<Number>,
    }

    /// An institution on a byline or among a person's affiliations.
    pub(super) struct MentionedInstitution<'a> {
        id: Text<'a>,
        ror: Text<'a>,
        display_name: Text<'a>,
        country_code: Text<'a>,
        institution_type = "type": Text<'a>,
        lineage: List<Text<'a>>,
    }

    /// An institution's own record.
    pub(super) struct Institution<'a> {
        id: Text<'a>,
        ids: InstitutionIds<'a>,
        ror: Text<'a>,
        display_name: Text<'a>,
        display_name_acronyms: List<Text<'a>>,
        display_name_alternatives: List<Text<'a>>,
        country_code: Text<'a>,
        institution_type = "type": Text<'a>,
        lineage: List<Text<'a>>,
        associated_institutions: List<Associated<'a>>,
        homepage_url: Text<'a>,
        geo: Geo<'a>,
        status: Text<'a>,
        is_super_system: Flag,
        cited_by_count: Number,
        updated_date: Text<'a>,
    }

    pub(super) struct InstitutionIds<'a> {
        openalex: Text<'a>,
        ror: Text<'a>,
    }

    pub(super) struct Associated<'a> {
        id: Text<'a>,
        relationship: Text<'a>,
    }

    pub(super) struct Geo<'a> {
        city: Text<'a>,
        country_code: Text<'a>,
    }

    /// A topic of a work.
    pub(super) struct MentionedTopic<'a> {
        id: Text<'a>,
        display_name: Text<'a>,
        score: Number,
        subfield: Level<'a>,
        field: Level<'a>,
        domain: Level<'a>,
    }

    /// A topic's own record.
    pub(super) struct Topic<'a> {
        id: Text<'a>,
        ids: TopicIds<'a>,
        display_name: Text<'a>,
        description: Text<'a>,
        keywords: List<Text<'a>>,
        subfield: Level<'a>,
        field: Level<'a>,
        domain: Level<'a>,
        updated_date: Text<'a>,
    }

    pub(super) struct TopicIds<'a> {
        openalex: Text<'a>,
        wikipedia: Text<'a>,
    }

    /// A level above topics.
    pub(super) struct Level<'a> {
        id: Text<'a>,
        display_name: Text<'a>,
    }

    /// Where works appear, in a record of its own or of a work's location.
    pub(super) struct Source<'a> {
        id: Text<'a>,
        ids: SourceIds<'a>,
        display_name: Text<'a>,
        source_type = "type": Text<'a>,
        issn_l: Text<'a>,
        host_organization_name: Text<'a>,
        /// Until 2023.
        publisher: Text<'a>,
        is_oa: Flag,
        updated_date: Text<'a>,
    }

    pub(super) struct SourceIds<'a> {
        openalex: Text<'a>,
        issn_l: Text<'a>,
    }
}
