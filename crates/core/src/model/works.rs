//! Attributes of works.

use crate::column::{Category, Numbers, Text, table};

/// Bits of [`Works::flags`].
pub mod flag {
    /// The work was retracted.
    pub const RETRACTED: u8 = 1;
    /// Not a work of research but matter around it: a cover, a table of contents.
    pub const PARATEXT: u8 = 2;
    /// Somebody may read it without paying.
    pub const OPEN_ACCESS: u8 = 4;
    /// It belongs to OpenAlex's expansion corpus.
    pub const EXPANSION: u8 = 8;
}

table! {
    /// What is known about a work, apart from its relations.
    table "works";
    row WorkAttributes, part WorkPart, columns Works;

    /// The title as the source has it: it may hold markup, and is never to be trusted as such.
    title: Text,
    /// `article`, `preprint`, `book` … in the source's words.
    work_type: Category,
    /// Year of publication; 0 where unknown.
    year: Numbers<i16>,
    /// Date of publication as the number `YYYYMMDD`; 0 where unknown.
    date: Numbers<u32>,
    /// Language, ISO 639-1 as far as the source follows it.
    language: Category,
    /// How often it is cited according to the source, inside or outside this graph.
    cited_by_count: Numbers<u32>,
    /// How many works it refers to according to the source, inside or outside this graph.
    reference_count: Numbers<u32>,
    /// Bits of [`flag`].
    flags: Numbers<u8>,
    /// Open access status: `diamond`, `gold`, `green`, `hybrid`, `bronze`, `closed`.
    open_access: Category,
    /// Where it may be read without paying.
    open_access_url: Text,
    /// Digital object identifier, lower case, without a resolver in front.
    doi: Text,
    /// arXiv identifier without version.
    arxiv: Text,
    /// PubMed identifier.
    pmid: Text,
    /// PubMed Central identifier, `PMC…`.
    pmcid: Text,
    /// Microsoft Academic Graph identifier.
    mag: Text,
    /// ACL Anthology identifier.
    acl: Text,
}
