//! Attributes of institutions.

use crate::column::{Category, Numbers, Text, Texts, table};

table! {
    /// What is known about an institution, apart from its relations.
    table "institutions";
    row InstitutionAttributes, part InstitutionPart, columns Institutions;

    /// The name to show.
    name: Text,
    /// Acronyms and other names.
    other_names: Texts,
    /// ROR identifier, the nine characters behind `https://ror.org/`.
    ror: Text,
    /// `education`, `healthcare`, `company` … in the source's words.
    institution_type: Category,
    /// What else it is, in the same words.
    other_types: Texts,
    /// Country, ISO 3166-1 alpha-2.
    country: Category,
    /// City.
    city: Text,
    /// Home page.
    homepage: Text,
    /// Domains of its addresses on the web and in mail.
    domains: Texts,
    /// The year in which it was founded; 0 where unknown.
    established: Numbers<i16>,
    /// `active`, `inactive` or `withdrawn`, where the source says.
    status: Category,
    /// 1 for a system of institutions that is too large to count as a shared workplace.
    super_system: Numbers<u8>,
    /// How often its works are cited according to the source.
    cited_by_count: Numbers<u32>,
}
